"""Comments, strings and words of Python source, by the rules of the newest Python, whichever runs the tools.

`tokenize` goes by the rules of the Python it comes with: 3.11 ends `f"{"#> 1"}"` where 3.12 begins a string in a field,
and what each makes of a program that is about a syntax error is its own. A program is read here before anybody knows
which Pythons can run it, so nothing is refused.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

# with a block, or a statement behind a colon
HEADERS = {"if", "elif", "else", "for", "while", "match", "case", "try", "except", "finally", "with"}
HEADERS |= {"def", "class", "async"}
NOT_CALLED = {*keyword.kwlist, "match"}

# a word has any character that is not ASCII: which of them are letters differs by Python, too (said by what it has not:
# a class of a million characters takes 20 ms to compile)
TOKEN = re.compile(
    r"""(?P<blank>(?:[ \t\f\r]|\\\r?\n)+)
    |(?P<comment>\#[^\n]*)
    |(?P<newline>\n)
    |(?P<string>(?P<prefix>[bB][rR]?|[rR][bB]?|[uU]|[fFtT][rR]?|[rR][fFtT]|)(?P<quote>'''|\"""|'|"))
    |(?P<word>\.?[0-9][^\x00-\-/:-@[-^`{-\x7f]*|[^\x00-@[-^`{-\x7f][^\x00-/:-@[-^`{-\x7f]*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
ESCAPED = r"\\(?:\r\n|.)"
ENDS = {
    **{quote: re.compile(rf"(?:[^\\\n{quote}]|{ESCAPED})*{quote}", re.DOTALL) for quote in ("'", '"')},
    **{quote: re.compile(rf"(?:[^\\]|\\.)*?{quote}", re.DOTALL) for quote in ("'''", '"""')},
}
RAW = re.compile(rf"\{{\{{?|\\(?=[{{}}])|{ESCAPED}|[^\\{{}}'\"\n]+|.", re.DOTALL)
LITERAL = re.compile(rf"\\N\{{[^}}\n'\"]*\}}|{RAW.pattern}", re.DOTALL)


class Token(NamedTuple):
    """A part of the source."""

    kind: str
    """`comment`, `string`, `word` or number, `sign`; `end`, of a logical line; `open`, a string that never ends."""
    text: str
    row: int
    """The line it begins on, from 1."""
    column: int
    depth: int
    """In how many brackets it stands, its own not counted."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the parts of Python source; blanks, and line ends within a logical line, are none."""
    at, row, start, depth, begun = 0, 1, 0, 0, False
    while at < len(text):
        found = _match(text, at)
        kind, end = found.lastgroup or "", found.end()
        if kind == "string" and not (end := _end(text, found)):
            kind, end = ("open", len(text)) if len(found["quote"]) == 3 else (kind, _row_end(text, at))
        part = text[at:end]
        if part in (")", "]", "}"):
            depth = max(0, depth - 1)
        if kind == "newline" and begun and not depth:
            kind, begun = "end", False
        if kind not in ("blank", "newline"):
            yield Token(kind, part, row, at - start, depth)
            begun = begun or kind not in ("comment", "end")
        depth += part in ("(", "[", "{")
        row += part.count("\n")
        start = start if "\n" not in part else at + part.rindex("\n") + 1
        at = end
    if begun and not depth and kind != "open":
        yield Token("end", "", row, at - start, depth)


@dataclass(frozen=True)
class Statement:
    """A simple statement, the header of a compound one, or a decorator."""

    row: int
    """The line it begins on, from 1."""
    words: tuple[str, ...]
    """Its words outside of strings, and no numbers: what formatting leaves as it is."""
    prints: bool
    """Whether it calls or imports anything, without which what it prints is printed by another statement."""


def statements(text: str) -> Iterator[Statement]:
    """Yield the statements of Python source in their order, whether or not each has a line of its own."""
    part: list[Token] = []
    lambdas, header = 0, True  # whether the header can still come that a logical line may begin with
    parts = [token for token in tokens(text) if token.kind not in ("comment", "open")]
    for token, following in zip(parts, [*parts[1:], None], strict=True):
        lambdas += token.text == "lambda" and not token.depth
        if token.kind == "end" or (token.text == ";" and not token.depth):
            if part:
                yield _statement(part)
            part, lambdas, header = [], 0, token.kind == "end"
            continue
        part.append(token)
        if token.text != ":" or token.depth or not (header and part[0].text in HEADERS):
            continue
        if lambdas:
            lambdas -= 1
        elif following and following.text != "=":
            yield _statement(part)
            part, header = [], False


def _statement(part: list[Token]) -> Statement:
    called = [
        before
        for before, token in pairwise(part)
        if token.text == "(" and (before.kind == "word" or before.text in (")", "]")) and before.text not in NOT_CALLED
    ]
    defines = {"def", "class"} & {token.text for token in part[:2]}
    calls = len(called) > len(defines) and part[0].text != "case"  # what looks like a call there is a pattern
    words = tuple(token.text for token in part if token.kind == "word" and token.text[0] not in ".0123456789")
    return Statement(part[0].row, words, calls or part[0].text in ("@", "import", "from", "lazy"))


def _match(text: str, at: int) -> re.Match[str]:
    found = TOKEN.match(text, at)
    assert found  # one of its branches takes any character
    return found


def _row_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


@dataclass
class _Template:
    """An f- or t-string that is open."""

    quote: str
    raw: bool
    fields: list[int] = field(default_factory=list)
    """The fields that are open, each with the number of brackets that are open in it."""
    literal: bool = True
    """Whether text comes next, or the format of a field, and no expression."""


def _end(text: str, found: re.Match[str]) -> int:
    """Say where the string ends that begins there; 0 if it does not: https://peps.python.org/pep-0701/"""
    inside: list[_Template] = []
    at = _opened(text, found, inside)
    while inside and 0 < at < len(text):
        top = inside[-1]
        if top.literal:
            at = _literal(text, at, inside)
            continue
        found = _match(text, at)
        at = _opened(text, found, inside) if found.lastgroup == "string" else found.end()
        if found[0] in ("(", "[", "{"):
            top.fields[-1] += 1
        elif found[0] in (")", "]", "}") and top.fields[-1]:
            top.fields[-1] -= 1
        elif found[0] == "}":
            top.fields.pop()
            top.literal = True
        elif found[0] == ":" and not top.fields[-1]:
            top.literal = True
    return 0 if inside else at


def _opened(text: str, found: re.Match[str], inside: list[_Template]) -> int:
    """Go into a template, or to the end of any other string; 0 if it has none."""
    prefix = found["prefix"].lower()
    if "f" in prefix or "t" in prefix:
        inside.append(_Template(found["quote"], "r" in prefix))
        return found.end()
    end = ENDS[found["quote"]].match(text, found.end())
    return end.end() if end else 0


def _literal(text: str, at: int, inside: list[_Template]) -> int:
    """Go on in the text of a template; 0 if it breaks off."""
    top = inside[-1]
    if text.startswith(top.quote, at):
        inside.pop()
        return at + len(top.quote)
    part = (RAW if top.raw else LITERAL).match(text, at)
    assert part  # its last branch takes any character
    if part[0] == "{" or (part[0] == "{{" and top.fields):
        top.fields.append(0)
        top.literal = False
        return at + 1
    if part[0] == "}" and top.fields:
        top.fields.pop()
    if part[0] == "\n" and len(top.quote) == 1:
        top.literal = False  # the format of a field ends there, too
        return at if top.fields else 0
    return part.end()
