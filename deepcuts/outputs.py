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
import io
import itertools
import re
import sys
import tokenize
from collections.abc import Callable, Iterable, Iterator
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
    program, outputs, _ = _split(text, python)
    return program, outputs


def _split(text: str, python: bool) -> tuple[str, Outputs, dict[int, int]]:
    """As `split`, with the row in the program of each row of the text."""
    rows = _rows(text)
    found = _found(rows, python)
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
    return _text(kept, final=text.endswith("\n")), outputs, row_of


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


def _found(rows: list[str], python: bool) -> dict[int, re.Match[str]]:
    """The rows (from 0) that are output lines; in Python only where the tokenizer sees a comment."""
    comments = _comments(rows) if python else dict.fromkeys(range(len(rows)), 0)
    found = {}
    for number, column in comments.items():
        row = rows[number].removesuffix("\r")
        if match := OUTPUT.fullmatch(row):
            if number or match["mark"] != "#!":  # the first line of a file may be a shebang
                found[number] = match
        elif python and row[:column].strip() and OUTPUT.fullmatch(row[column:]):
            raise OutputsError(number + 1, "an output stands on a line of its own; run `nox -s update`")
    return found


def _comments(rows: list[str]) -> dict[int, int]:
    comments = {}
    last = 0
    try:
        for token in _tokens(rows):
            last = token.end[0]
            if token.type == tokenize.COMMENT:
                comments[token.start[0] - 1] = token.start[1]
    except (tokenize.TokenError, SyntaxError):  # a program may be about a syntax error: no strings to mind from there
        for number in range(last, len(rows)):
            comments.setdefault(number, 0)
    return comments


def _tokens(rows: list[str]) -> Iterator[tokenize.TokenInfo]:
    return tokenize.generate_tokens(io.StringIO("".join(f"{row}\n" for row in rows), newline="\n").readline)


def places(program: str) -> dict[int, Position]:
    """For each line of the program (from 1) where output of the statement on it stands.

    Below a simple statement; below the header of a compound one, before its body; but below the whole
    body of a `def` or `class`, whose statement ends there.
    """
    logical: list[tuple[int, int, int, str]] = []  # first row, last row, column, first word
    start = None
    try:
        for token in _tokens(_rows(program)):
            if token.type == tokenize.NEWLINE and start:
                logical.append((start.start[0], token.start[0], start.start[1], start.string))
                start = None
            elif start is None and token.string.strip() and token.type not in (tokenize.COMMENT, tokenize.DEDENT):
                start = token
    except (tokenize.TokenError, SyntaxError):
        pass  # what does not tokenize does not run either
    rows = _rows(program)
    result = {}
    for index, (first, last, column, word) in enumerate(logical):
        after = logical[index + 1 :]
        if word == "@":
            after = list(itertools.dropwhile(lambda line: line[3] == "@", after))[1:]
        end = next((at for at, line in enumerate(after) if line[2] <= column), len(after))
        body = after[:end]
        indent = rows[first - 1][:column]
        if word in ("@", "def", "class", "async") and (word != "async" or " def " in rows[first - 1]):
            definition = [line for line in logical[index:] if line[3] != "@"][:1]
            place = (body[-1][1] if body else definition[0][1], indent)
        elif body:
            place = (last, rows[body[0][0] - 1][: body[0][2]])
        else:
            place = (last, indent)
        result.update(dict.fromkeys(range(first, last + 1), place))
    return result


def observe(text: str, printed: Iterable[tuple[str, int, str]], *, python: bool, mask: Callable[[str], str]) -> Outputs:
    """Place what a run of `text` printed: (stream, line of the text or 0, characters), in their order.

    A line stands where its newline was printed; `mask` rewrites it.
    """
    program, _, row_of = _split(text, python)
    place_of = places(program) if python else {row: (row, "") for row in row_of.values()}
    outputs: Outputs = {}
    pending = dict.fromkeys(MARKS, "")
    last: dict[str, Position] = {}
    for stream, line, characters in printed:
        last[stream] = place_of.get(row_of.get(line, 0), END)
        *complete, pending[stream] = (pending[stream] + characters).split("\n")
        for body in complete:
            outputs.setdefault(last[stream], []).append(Line(stream, mask(body) + "\n"))
    for stream, place in last.items():
        if pending[stream]:
            outputs.setdefault(place, []).append(Line(stream, mask(pending[stream])))
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
