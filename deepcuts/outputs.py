"""The output lines of a snippet: read, place, compare, write. How the run was made is not known here.

The format, once, for programs, transcripts and `.outputs` files alike:

    #> text          a line on standard output
    #! text          a line on standard error
    #= exit status 1 the exit status, where it is not 0
    #>\\ a\\tb\\n       (also #!\\) a line that could not be seen as it is: a control character, a space at
                     its end, no newline at its end. Python's escapes, the newline written out.

They stand in the main file, below the statement that was executing when the output appeared, or, where
no statement of that file was, after one blank line at the end of the file.
"""

from __future__ import annotations

import difflib
import functools
import io
import itertools
import re
import sys
import tokenize
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MARKS = {"out": "#>", "err": "#!", "exit": "#="}
STREAMS = {mark: stream for stream, mark in MARKS.items()}
OUTPUT = re.compile(r"(?P<indent>[ \t]*)(?P<mark>#[>!=])(?:(?P<escaped>\\)? (?P<text>.*))?")
HEADER = "# What other Pythons print instead. Written by `nox -s update`.\n"

Position = tuple[int, str]
"""The line of the program, output lines not counted, that the output stands below, and its indentation."""
END: Position = (sys.maxsize, "")
"""Output that no statement of the main file is responsible for: a thread, atexit, a traceback."""


class OutputsError(Exception):
    """An output line that cannot be read."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Line:
    """One printed line; `text` ends in a newline where the program printed one."""

    stream: str
    """`out`, `err` or `exit`."""
    text: str
    at: int = field(default=0, compare=False)
    """The line of the file that says so, from 1; 0 where Python printed it."""

    def __str__(self) -> str:
        body = self.text.removesuffix("\n")
        if body.isprintable() and self.text.endswith("\n") and body == body.rstrip():
            return f"{MARKS[self.stream]} {body}".rstrip()
        escaped = "".join(c if c.isprintable() and c != "\\" else _escape(c) for c in self.text)
        if escaped.endswith(" "):
            escaped = f"{escaped[:-1]}\\x20"
        return f"{MARKS[self.stream]}\\ {escaped}"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _parse(found: re.Match[str], at: int) -> Line:
    text = found["text"] or ""
    if not found["escaped"]:
        return Line(STREAMS[found["mark"]], text + "\n", at)
    try:
        raw = text.encode("latin-1", "backslashreplace")
        return Line(STREAMS[found["mark"]], raw.decode("unicode_escape"), at)
    except UnicodeDecodeError as error:
        raise OutputsError(at, f"is no escaped output line ({error.reason}); run `nox -s update`") from None


Outputs = dict[Position, list[Line]]
"""What a run prints, or is expected to: the lines by their place in the main file."""


def split(text: str, *, python: bool = True) -> tuple[str, Outputs]:
    """The program without its output lines, and those lines by their place."""
    program, outputs, _ = _read(text, python)
    return program, outputs


@functools.lru_cache(maxsize=4096)
def _read(text: str, python: bool) -> tuple[str, Outputs, dict[int, Position]]:
    """As `split`, and for each row of the text (from 1) where output of the statement on it stands."""
    rows = _rows(text)
    comments, logical = _scan(rows) if python else (dict.fromkeys(range(len(rows)), 0), [])
    found = _found(rows, comments, python)
    end = len(rows)
    while end and end - 1 in found and not found[end - 1]["indent"]:
        end -= 1
    at_end = end < len(rows) and end > 0 and not rows[end - 1].strip("\r")
    kept: list[str] = []
    row_of: dict[int, int] = {}
    outputs: Outputs = {}
    for number, row in enumerate(rows):
        if number in found:
            place = END if at_end and number >= end else (len(kept), found[number]["indent"])
            outputs.setdefault(place, []).append(_parse(found[number], number + 1))
        elif not (at_end and number == end - 1):  # the blank line belongs to the output at the end
            kept.append(row)
            row_of[number + 1] = len(kept)
    if python:
        place_of = {row: (row_of[line], indent) for row, (line, indent) in _places(logical, rows).items()}
    else:
        place_of = {row: (line, "") for row, line in row_of.items()}
    return _text(kept, final=text.endswith("\n")), outputs, place_of


def join(program: str, outputs: Outputs, *, python: bool = True) -> str:
    """The program with its output lines in place: the inverse of `split`."""
    rows = _rows(program)
    ending = "\r" if rows and rows[0].endswith("\r") else ""
    below: dict[int, list[str]] = {}
    for (line, indent), lines in sorted(outputs.items(), key=lambda item: (item[0][0], -len(item[0][1]))):
        below.setdefault(line, []).extend(f"{indent}{shown}{ending}" for shown in lines)
    result = below.pop(0, [])
    for number, row in enumerate(rows, 1):
        result += [row, *below.pop(number, [])]
    if at_end := [*itertools.chain(*below.values())]:
        result += [ending, *at_end]
    return _text(result, final=program.endswith("\n"))


def _rows(text: str) -> list[str]:
    rows = text.split("\n")
    return rows[:-1] if not rows[-1] else rows


def _text(rows: list[str], *, final: bool) -> str:
    return "\n".join(rows) + ("\n" if final else "")


def _found(rows: list[str], comments: dict[int, int], python: bool) -> dict[int, re.Match[str]]:
    """The rows (from 0) that are output lines; in Python only where the tokenizer sees a comment."""
    found = {}
    for number, column in comments.items():
        row = rows[number].removesuffix("\r")
        if match := OUTPUT.fullmatch(row):
            if number or match["mark"] != "#!":  # the first line of a file may be a shebang
                found[number] = match
        elif re.match(r"[ \t]*#(>|!(?!/))", row) and row[:column].isspace() == (column > 0):
            raise OutputsError(number + 1, "an output line is `#> text`: a space follows the mark")
        elif python and row[:column].strip() and OUTPUT.fullmatch(row[column:]):
            raise OutputsError(
                number + 1, "an output stands on a line of its own; take it out, then run `nox -s update`"
            )
    return found


@dataclass(frozen=True)
class _Logical:
    """A logical line: https://docs.python.org/3/reference/lexical_analysis.html#logical-lines"""

    first: int
    last: int
    column: int
    word: str
    """Its first token."""


def _scan(rows: list[str]) -> tuple[dict[int, int], list[_Logical]]:
    """The comments (row from 0: column) and the logical lines (rows from 1) of Python source.

    By tokens, not by the syntax tree: a program may be in the syntax of a newer Python than ours.
    """
    comments: dict[int, int] = {}
    logical: list[_Logical] = []
    start, last = None, 0
    source = io.StringIO("".join(f"{row}\n" for row in rows), newline="\n")
    try:
        for token in tokenize.generate_tokens(source.readline):
            last = token.end[0]
            if token.type == tokenize.COMMENT:
                comments[token.start[0] - 1] = token.start[1]
            elif token.type == tokenize.NEWLINE and start:
                logical.append(_Logical(start.start[0], token.start[0], start.start[1], start.string))
                start = None
            elif start is None and token.string.strip() and token.type != tokenize.DEDENT:
                start = token
    except (tokenize.TokenError, SyntaxError):  # a program may be about a syntax error: no strings to mind from there
        comments |= {number: 0 for number in range(last, len(rows)) if number not in comments}
    return comments, logical


def places(program: str) -> dict[int, Position]:
    """For each line of the program (from 1) where output of the statement on it stands.

    Below a simple statement; below the header of a compound one, before its body; but below the whole
    body of a `def` or `class`, whose statement ends there.
    """
    return _read(program, True)[2]


def _places(logical: list[_Logical], rows: list[str]) -> dict[int, Position]:
    result: dict[int, Position] = {}
    for index, line in enumerate(logical):
        head = next((at for at in range(index, len(logical)) if logical[at].word != "@"), index)
        after = logical[head + 1 :]
        body = after[: next((at for at, other in enumerate(after) if other.column <= line.column), len(after))]
        row = rows[line.first - 1]
        if head > index or line.word in ("def", "class") or (line.word == "async" and " def " in row):
            place = (body[-1].last if body else logical[head].last, row[: line.column])
        elif body:
            place = (line.last, rows[body[0].first - 1][: body[0].column])
        else:
            place = (line.last, row[: line.column])
        result.update(dict.fromkeys(range(line.first, line.last + 1), place))
    return result


def observe(text: str, printed: Iterable[tuple[str, int, str]], *, python: bool, mask: Callable[[str], str]) -> Outputs:
    """Place what a run of `text` printed: (stream, line of the text or 0, characters), in their order.

    A line stands where its newline was printed; `mask` rewrites it.
    """
    place_of = _read(text, python)[2]
    outputs: Outputs = {}
    pending = dict.fromkeys(MARKS, "")
    last: dict[str, Position] = {}

    def finish() -> None:
        for stream, place in last.items():
            if pending[stream]:
                outputs.setdefault(place, []).append(Line(stream, mask(pending[stream])))
                pending[stream] = ""

    command = 0
    for stream, line, characters in printed:
        if not characters:
            continue  # some Pythons write nothing, for instance when they shut down
        if stream == "exit" or (not python and line != command):  # a line never goes on in the next command
            finish()
            command = line
        last[stream] = place_of.get(line, END)
        *complete, pending[stream] = (pending[stream] + characters).split("\n")
        for body in complete:
            outputs.setdefault(last[stream], []).append(Line(stream, mask(body) + "\n"))
    finish()
    return outputs


def first_difference(expected: Outputs, printed: Outputs) -> int:
    """The line of the file where the two first differ; 0 where the file has no line to point at."""
    for place in sorted({*expected, *printed}):
        pairs = itertools.zip_longest(expected.get(place, []), printed.get(place, []))
        at = 0
        for says, prints in pairs:
            at = says.at if says else at
            if says != prints:
                return at
    return 0


def unified_diff(says: str, prints: str, name: str) -> str:
    """What the file says against what Python printed, as a unified diff with line numbers of the file."""
    rows = difflib.unified_diff(
        _rows(says), _rows(prints), f"{name}  (what it says)", f"{name}  (what Python printed)", lineterm=""
    )
    return "\n".join(rows)


def read_sections(text: str) -> dict[str, Outputs]:
    """The `.outputs` file: what is printed, by version specifier."""
    sections: dict[str, Outputs] = {}
    outputs: Outputs = {}
    place = 0
    for at, row in enumerate(_rows(text), 1):
        row = row.removesuffix("\r")
        if row.startswith("# ") or not row:
            continue
        if found := OUTPUT.fullmatch(row):
            if not sections or not place:
                raise OutputsError(at, "stands below no `line N` or `end`; run `nox -s update`")
            key = END if place == sys.maxsize else (place, found["indent"])
            outputs.setdefault(key, []).append(_parse(found, at))
        elif found := re.fullmatch(r"line (\d+)|end", row):
            place = int(found[1] or sys.maxsize)
        elif row[0] in "<>=!~":
            sections[row] = outputs = {}
            place = 0
        else:
            raise OutputsError(at, f"is no line of an .outputs file: {row!r}; run `nox -s update`")
    return sections


def write_sections(sections: dict[str, Outputs]) -> str:
    """The text of an `.outputs` file: the inverse of `read_sections`."""
    rows = []
    for specifier, outputs in sections.items():
        rows.append(specifier)
        below = 0
        for (line, indent), lines in sorted(outputs.items(), key=lambda item: (item[0][0], -len(item[0][1]))):
            if line != below:
                rows.append("end" if line == sys.maxsize else f"line {line}")
                below = line
            rows += [f"{indent}{shown}" for shown in lines]
    return HEADER + _text(rows, final=True)
