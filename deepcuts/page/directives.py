r"""The grammar of what a page says of snippets: lines of their own that show one, and values in a sentence.

    @snippet import-cache/module-code-runs-once/executes-once
    @snippet import-cache/module-code-runs-once/executes-once#region

    - a line of it that matters

    @predict import-cache/module-code-runs-once/executes-once

    - a wrong answer
      : why it is wrong
    - a wrong answer
      of two lines
      : why it is wrong

    @which import-cache/circular-imports/from-import-beside-the-script

    - all of them
      : why it is wrong

    @short import-cache

    @verified counts

    The program prints `Hello`{import-cache/module-code-runs-once/executes-once},
    and `Goodbye`{import-cache/module-code-runs-once/executes-once on 3.11} before that.

    It prints `Hello` [since 3.12]{import-cache/module-code-runs-once/executes-once: Hello},
    as [Python 3.9]{unverified: it is not supported any more} did.

A directive is the only thing on its line; text that begins with its sign is written `\@`. No other module reads any of
this: who needs to know what a page shows asks here.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

NAMES = {"snippet": "address", "predict": "address", "which": "address", "short": "deepcut", "verified": "part"}
"""The directives, each with what follows it."""
QUESTIONS = ("predict", "which")
"""Those that ask the reader something: wrong answers stand below."""
SIGN = re.compile("^[ \t]*[@\uff20][ \t]*(?P<word>\\w*)", re.MULTILINE)
"""How a line begins that must be a directive. (The second sign is the wide one of East Asian keyboards.)"""
CODE = r"(?<!`)(?P<ticks>`+)(?!`)(?P<value>(?:(?!(?<!`)(?P=ticks)(?!`)).)+)(?P=ticks)(?!`)"
VALUE = CODE + r"\{(?P<source>[^{}`]*/[^{}`]*)\}"
"""A value in a sentence; what its source says is for `source_of`."""
VERSION = r"(?<![!\\])\[(?P<words>[^\[\]`]*\b3\.\d[^\[\]`]*)\]\{(?P<about>[^{}]+)\}"
"""A version in a sentence, and what shows it; deepcuts/page/versions.py reads both."""

_ONE = re.compile(rf"[ \t]*@(?P<name>{'|'.join(NAMES)})(?P<rest>\s[^\n]*|)")
_TARGET = re.compile(r"(?P<address>[^\s#]+)(?:#(?P<region>\S+))?")
_SOURCE = re.compile(r"(?P<address>[\w-]+(?:/[\w-]+)+)(?:\s+on\s+(?P<version>\S+))?")
_SHOWN = re.compile(r"^[ \t]*@(?:snippet|predict|which)[ \t]+(?P<address>[^\s#]+)(?:#\S+)?[ \t]*$", re.MULTILINE)
_LOOSE = re.compile(r"[@\uff20]\s*[a-z]\w*\s+[\w-]+/[\w-]+/[\w-]+", re.IGNORECASE)
# In the text of a page. A fence comes first: in it, all of this is text.
FENCE = r"^ *(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^ *(?P=fence)[`~]* *$"
_LIST = r"(?(lists)(?:\n+(?P=indent)(?:- |  )[^\n]*$)*)"
_LINE = rf"^(?P<indent> *)@(?P<name>(?P<lists>snippet|predict|which)|short|verified) +(?P<argument>\S+)${_LIST}"
_LINK = r"(?<=\]\()(?P<link>[^()\s]+)(?=\))"
_ANY = re.compile("|".join([FENCE, _LINE, VALUE, VERSION, _LINK]), re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Directive:
    """A line of a page that shows something, with the list below it: lines that matter, or wrong answers."""

    name: str
    argument: str
    rows: tuple[str, ...] = ()

    def target(self) -> tuple[str, str]:
        """Return the address and the region ("" for the whole snippet); ValueError where it says something else."""
        found = _TARGET.fullmatch(self.argument)
        if not found or (self.rows and not self.rows[0].startswith("- ") and self.name not in QUESTIONS):
            said = "\n".join([f"@{self.name} {self.argument}".rstrip(), *self.rows])
            raise ValueError(f"{said!r}: `@{self.name} {NAMES[self.name]}` stands alone, blank lines around it")
        return found["address"], found["region"] or ""


def read(block: str) -> Directive:
    """Read a block in which a line begins with the sign; ValueError with advice where it is not a directive."""
    said = next(row.strip() for row in block.split("\n") if SIGN.match(row))
    if not _ONE.fullmatch(said):
        raise ValueError(f"{said!r}: {_meant(said)}; text that begins with it is written \\@")
    first, *rows = block.split("\n")
    found = _ONE.fullmatch(first)
    if not found:  # it stands below another line
        raise ValueError(f"{block!r}: `@snippet {NAMES['snippet']}` stands alone, blank lines around it")
    return Directive(found["name"], found["rest"].strip(), tuple(rows))


def _meant(said: str) -> str:
    """Return what a directive that is none was meant to be."""
    found = SIGN.match(said)
    word = found["word"].lower() if found else ""
    close = difflib.get_close_matches(word, NAMES, n=1)
    known = ", ".join(f"`@{name} {NAMES[name]}`" for name in close or NAMES)
    return f"is not a directive; did you mean {known}?" if close else f"is not a directive; they are {known}"


def source_of(value: str, source: str) -> tuple[str, str]:
    """Return the address and the Python ("" for the newest) that a value in a sentence names as its source.

    `value` is how the page writes it, for the message of the ValueError.
    """
    found = _SOURCE.fullmatch(source)
    if not found:
        raise ValueError(f"{value!r}: a value is followed by `{{address}}` or `{{address on 3.11}}`")
    return found["address"], found["version"] or ""


def shown(text: str) -> list[str]:
    """Return the addresses that the directives of a page show, in their order."""
    return [found["address"] for found in _SHOWN.finditer(text)]


def loose(text: str) -> list[str]:
    """Return what looks like a directive in the text of a rendered page: a reader would see it as it was typed."""
    return [found[0] for found in _LOOSE.finditer(text)]


def replaced(
    text: str,
    directive: Callable[[Directive], str],
    value: Callable[[str], str],
    link: Callable[[str], str],
) -> str:
    """Write a page with each directive, value and link outside fenced code in other words, and versions in plain ones.

    What stands for a directive is indented like it; a value is handed over as the code that it is, `link` gets its
    address.
    """

    def other(found: re.Match[str]) -> str:
        if found["fence"]:
            return found[0]
        if found["value"]:
            return value(f"{found['ticks']}{found['value']}{found['ticks']}")
        if found["words"]:
            return found["words"]
        if found["link"]:
            return link(found["link"])
        rows = directive(Directive(found["name"], found["argument"])).split("\n")
        return "\n".join(f"{found['indent']}{row}" if row.strip() else row for row in rows)

    return _ANY.sub(other, text)
