"""How a snippet looks in a page: a Python-Markdown extension. It runs nothing and reads what the tests recorded.

    @snippet import-cache/module-code-runs-once/executes-once
    @snippet import-cache/module-code-runs-once/executes-once#name

shows a snippet, or the part of it between `# region name` and `# endregion`. In a sentence,

    `Hello`{import-cache/sys-modules-is-the-source-of-truth/fake-module}
    `Hello`{import-cache/sys-modules-is-the-source-of-truth/fake-module on 3.11}

shows `Hello` if the newest Python, or the named one, printed it there, and fails the build otherwise.

An extension and no MkDocs hook or plugin: Zensical, which follows Material for MkDocs, loads extensions only.
"""

from __future__ import annotations

import functools
import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from typing import Any

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString
from packaging.version import InvalidVersion, Version
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.python import PythonLexer
from pygments.lexers.shell import BashSessionLexer
from pygments.lexers.special import TextLexer

from deepcuts.outputs import END, Line, Outputs, Position
from deepcuts.record import unconfirmed, verified_on
from deepcuts.snippet import METADATA, REGION, Snippet, SnippetError, load, read, settings

EMBED = re.compile(r"^[ \t]*@snippet(?P<rest>[^\n]*)", re.MULTILINE)
TARGET = re.compile(r"(?P<address>[^\s#]+)(?:#(?P<section>\S+))?")
LEXERS = {"py": PythonLexer, "console": BashSessionLexer}  # by name: looking one up costs more than to use it
CODE = r"(?<!`)(?P<ticks>`+)(?!`)(?P<value>(?:(?!(?<!`)(?P=ticks)(?!`)).)+)(?P=ticks)(?!`)"
VALUE = CODE + r"\{(?P<source>[^{}`]*/[^{}`]*)\}"
SOURCE = re.compile(r"(?P<address>[\w-]+(?:/[\w-]+)+)(?:\s+on\s+(?P<version>\S+))?")


class DeepCutsExtension(Extension):
    """Registers `@snippet` and the inline form."""

    def __init__(
        self, *, problems: list[tuple[str, str]] | None = None, failures: dict[str, str] | None = None
    ) -> None:
        super().__init__()
        self.problems = problems
        """Takes in everything that is wrong, (what the page says, message), and the page shows it. Else the first
        raises."""
        self.failures = failures or {}
        """What a run has just complained about, by address: shown above the snippet."""
        self.shown: list[str] = []
        """The addresses this page has shown so far: an HTML id is given once."""
        self.values = 0
        """How many values of sentences were found in an output."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        # before paragraphs, 10: whatever else a line can be, it is not `@snippet`
        md.parser.blockprocessors.register(SnippetBlock(md.parser, self), "deepcuts-snippet", 12)
        md.inlinePatterns.register(Value(VALUE, md, self), "deepcuts-value", 191)  # before backticks, 190

    def reset(self) -> None:
        self.shown = []

    def refuse(self, said: str, error: Exception) -> None:
        if self.problems is None:
            raise error
        self.problems.append((said, str(error)))


class SnippetBlock(BlockProcessor):
    """`@snippet address` on a line of its own."""

    def __init__(self, parser: object, extension: DeepCutsExtension) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.extension = extension

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(EMBED.search(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0).strip()
        target = TARGET.fullmatch(block.removeprefix("@snippet").strip())
        try:
            if not target or not EMBED.fullmatch(block):
                raise ValueError(f"{block!r}: `@snippet address` stands alone, blank lines around it")
            content = page_html(load(target["address"]), target["section"])
        except (SnippetError, ValueError) as error:
            said = next(row for row in block.split("\n") if EMBED.match(row))
            self.extension.refuse(said, error)
            self.place(parent, _problem(f"{said}\n{error}"))
            return
        if failure := self.extension.failures.get(target["address"]):
            content = _problem(failure) + content
        element = self.place(parent, content)
        element.set("data-address", target["address"])
        if target["address"] not in self.extension.shown:
            element.set("id", target["address"])
        self.extension.shown.append(target["address"])

    def place(self, parent: etree.Element, content: str) -> etree.Element:
        element = etree.SubElement(parent, "div", {"class": "deepcut"})
        element.text = AtomicString(self.parser.md.htmlStash.store(content))
        return element


class Value(InlineProcessor):
    """A value that a sentence quotes from an output."""

    def __init__(self, pattern: str, md: Markdown, extension: DeepCutsExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        element = etree.Element("code", {"class": "deepcut-value"})
        element.text = AtomicString(value := " ".join(m["value"].split("\n")))
        try:
            if not (source := SOURCE.fullmatch(m["source"])):
                raise ValueError(f"{m[0]!r}: a value is followed by `{{address}}` or `{{address on 3.11}}`")
            element.set("title", f"printed by {source['address']}")
            if not printed(value, load(source["address"]), source["version"]):
                on = f" on {source['version']}" if source["version"] else ""
                raise ValueError(f"{source['address']} does not print {value!r}{on}")
            self.extension.values += 1
        except (SnippetError, ValueError) as error:
            self.extension.refuse(m[0], error)
            element.set("class", "deepcut-value deepcut-problem")
            element.set("title", str(error))
        return element, m.start(0), m.end(0)


def printed(value: str, snippet: Snippet, version: str | None) -> bool:
    """Whether a line of the snippet's record holds the value: the newest Python's, or that of a named one."""
    outputs = snippet.inline
    if version:
        try:
            wanted = Version(version if version.count(".") > 1 else f"{version}.99")  # the newest of a minor release
        except InvalidVersion:
            raise ValueError(f"{version!r} names no Python") from None
        if f"{wanted.major}.{wanted.minor}" not in settings()["pythons"] or not snippet.runs_on(wanted):
            raise ValueError(f"{snippet.address} is not recorded for Python {version}")
        outputs = snippet.expected(wanted)
    before, after = (r"\b" if re.match(r"\w", value[at]) else "" for at in (0, -1))
    whole = re.compile(before + re.escape(value) + after)  # 32 is not printed where 132 is
    return any(whole.search(line.text) for lines in outputs.values() for line in lines)


def page_html(snippet: Snippet, section: str | None = None) -> str:
    """The whole of a snippet: helper files, the program with its outputs, what older Pythons print, the footer."""
    parts = []
    if not section:
        for path in snippet.helpers:
            rows = [(code, "") for code in _highlighted(read(path), path.name)]
            parts.append(_listing(rows, path.relative_to(snippet.folder).as_posix()))
    part = snippet.section(section) if section else None
    instead = {specifier: list(_instead(snippet, outputs, part)) for specifier, outputs in snippet.older.items()}
    differing = {specifier: rows for specifier, rows in instead.items() if rows}
    since = [*differing][-1].partition("<")[2] if differing else ""
    rows = list(_program(snippet, snippet.inline, part))
    parts.append(_listing(rows, snippet.main.name, f"CPython {since} and later" if since else ""))
    for specifier, rows in reversed(differing.items()):
        parts.append(_listing(rows, f"CPython {described(specifier)} prints instead", copy=False))
    return "".join([*parts, _footer(snippet)])


def _program(snippet: Snippet, outputs: Outputs, part: range | None) -> Iterator[tuple[str, str]]:
    """The rows of the main file (HTML, class), metadata and region marks left out."""
    code = _highlighted(snippet.program, snippet.main.name)
    rows = snippet.program.split("\n")
    hidden = {number for number, row in enumerate(rows, 1) if REGION.match(row)}
    if block := METADATA.search(snippet.program):
        first = snippet.program[: block.start()].count("\n") + 1
        last = snippet.program[: block.end()].count("\n") + 1
        hidden |= {*range(first - (first > 1 and not rows[first - 2].strip()), last + 1)}
        if first == 1 and len(rows) > last and not rows[last].strip():
            hidden.add(last + 1)
    part = part or range(1, len(code) + 1)
    for number in part:
        if number not in hidden:
            yield code[number - 1], ""
        for place in _places_below(outputs, number):
            yield from _lines(outputs[place], place[1])
    if END in outputs and part.stop > len(code):
        yield "", "deepcut-gap"
        yield from _lines(outputs[END])


def _places_below(outputs: Outputs, number: int) -> list[Position]:
    return sorted((place for place in outputs if place[0] == number), key=lambda place: -len(place[1]))


def _instead(snippet: Snippet, outputs: Outputs, part: range | None) -> Iterator[tuple[str, str]]:
    """Where another Python prints something else: the statement and its outputs, differing lines marked."""
    code = _highlighted(snippet.program, snippet.main.name)
    for place in sorted({*outputs, *snippet.inline}, key=lambda place: (place[0], -len(place[1]))):
        newest, lines = snippet.inline.get(place, []), outputs.get(place, [])
        if lines == newest or (part and place[0] not in part):
            continue
        if place != END:
            yield code[place[0] - 1], "deepcut-context"
        yield from _lines(lines, place[1], known=newest)
        if not lines:
            yield f"{place[1]}(prints nothing here)", "deepcut-nothing"


def _lines(lines: list[Line], indent: str = "", known: list[Line] | None = None) -> Iterator[tuple[str, str]]:
    for line in lines:
        differs = " deepcut-differs" if known is not None and line not in known else ""
        yield html.escape(f"{indent}{line}", quote=False), f"deepcut-{line.stream}{differs}"


def _listing(rows: list[tuple[str, str]], title: str, label: str = "", *, copy: bool = True) -> str:
    """A code block: program rows as they are, outputs as `samp`, which the copy button leaves behind."""
    body = "".join(f'<samp class="{css}">{row}\n</samp>' if css else f"{row}\n" for row, css in rows)
    label = f'<span class="deepcut-label">{html.escape(label)}</span>' if label else ""
    title = f'<span class="filename">{html.escape(title)}{label}</span>'
    css = "highlight" if copy else "highlight deepcut-older"
    return f'<div class="{css}">{title}<pre><code tabindex="0">{body}</code></pre></div>'


def _problem(message: str) -> str:
    return f'<div class="deepcut-problem" role="alert"><samp>{html.escape(message)}</samp></div>'


def _footer(snippet: Snippet) -> str:
    """On which Pythons this very text was verified, and for which it is only recorded."""
    verified = list(verified_on(snippet))
    wanted = [
        text
        for text in settings()["pythons"]
        if snippet.runs_on(Version(f"{text}.99" if text.count(".") < 2 else text))
    ]
    recorded = unconfirmed(wanted, verified)
    said = [f"verified on CPython {', '.join(verified)}"] if verified else []
    said += [f"recorded for {', '.join(recorded)}"] if recorded else []
    address = f'<a href="#{snippet.address}">{snippet.address}</a>'
    return f'<p class="deepcut-foot">{address}<span>{"; ".join(said)}</span></p>'


def described(specifier: str) -> str:
    """A range of versions in words: `>=3.11,<3.13.1` is `3.11 to 3.13.0`."""
    start, _, stop = specifier.removeprefix(">=").partition(",<")
    *whole, last = Version(stop).release
    end = ".".join(map(str, [*whole, last - 1]))
    if start == end or (Version(start) == Version(end) and len(whole) == 2):
        return end
    return f"{start} and later {end}" if start.startswith(f"{end}.") else f"{start} to {end}"


@functools.lru_cache(maxsize=1024)
def _highlighted(text: str, name: str) -> list[str]:
    """The lines of a file as HTML."""
    lexer = LEXERS.get(name.rpartition(".")[2], TextLexer)(stripnl=False)
    return highlight(text, lexer, HtmlFormatter(nowrap=True)).removesuffix("\n").split("\n")


def makeExtension(**kwargs: Any) -> DeepCutsExtension:
    return DeepCutsExtension(**kwargs)
