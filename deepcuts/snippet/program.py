"""Where output lines stand in a program: takes them out, puts them back, places what a run printed."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from deepcuts.snippet.outputs import (
    END,
    MARKS,
    OUTPUT,
    Line,
    Outputs,
    OutputsError,
    Place,
    no_lone_return,
    ordered,
    parsed,
    rows_of,
    written,
)
from deepcuts.snippet.source import tokens


def split(text: str, *, python: bool = True) -> tuple[str, Outputs]:
    """Return the program without its output lines, and those lines by their place."""
    program, outputs, _ = _read(text, python)
    return program, outputs.copy()  # what was read is read once: hand out a copy


@functools.lru_cache(maxsize=4096)
def _read(text: str, python: bool) -> tuple[str, Outputs, dict[int, Place]]:
    """Split as `split` does; and say for each line of the program (from 1) where its output stands."""
    rows = rows_of(text)
    if python:
        no_lone_return(text, "end lines in \\n or \\r\\n, in a string write \\r")
    comments, logical = _scan(rows) if python else (dict.fromkeys(range(len(rows)), 0), [])
    found = _found(rows, comments)
    if python and _goes_on(rows, comments, len(rows) - 1):
        raise OutputsError(len(rows), "the last line ends in a backslash: an output below it would be joined to it")
    end = len(rows)
    while end and end - 1 in found and not found[end - 1]["indent"]:
        end -= 1
    at_end = 0 < end < len(rows) and not rows[end - 1].strip("\r\n") and not _goes_on(rows, comments, end - 2)
    kept: list[str] = []
    row_of: dict[int, int] = {}
    outputs: dict[Place, list[Line]] = {}
    for number, row in enumerate(rows):
        if number in found:
            place = END if at_end and number >= end else Place(len(kept), found[number]["indent"])
            outputs.setdefault(place, []).append(parsed(found[number], number + 1))
        elif not (at_end and number == end - 1):  # the blank line belongs to the output at the end
            kept.append(row)
            row_of[number + 1] = len(kept)
    if python:
        places = {row: Place(row_of[line], indent) for row, (line, indent) in _places(logical).items()}
        place_of = {line: places[row] for row, line in row_of.items() if row in places}
    else:
        place_of = {line: Place(line, "") for line in row_of.values()}
    if len(rows) - 1 in found and not text.endswith("\n") and kept and kept[-1].strip("\r\n"):
        kept[-1] = kept[-1].rstrip("\r\n")  # a file without a final newline: the program has none either
    return "".join(kept), ordered(outputs), place_of


def join(program: str, outputs: Mapping[Place, list[Line]]) -> str:
    """Return the program with its output lines in place: the inverse of `split`."""
    rows = rows_of(program)
    ending = "\r\n" if rows and rows[0].endswith("\r\n") else "\n"
    final = program.endswith("\n") or not program
    if not final:
        rows[-1] += ending
    below: dict[int, list[str]] = {}
    for (line, indent), lines in written(outputs):
        below.setdefault(line, []).extend(f"{indent}{shown}{ending}" for shown in lines)
    result = below.pop(0, [])
    for number, row in enumerate(rows, 1):
        result += [row, *below.pop(number, [])]
    if at_end := [*itertools.chain(*below.values())]:
        result += [ending, *at_end]
    text = "".join(result)
    return text if final else text.removesuffix(ending)


def _goes_on(rows: list[str], comments: dict[int, int], number: int) -> bool:
    """Say whether the row (from 0) ends in a backslash that joins the next one to it."""
    return 0 <= number and number not in comments and rows[number].rstrip("\r\n").endswith("\\")


def _found(rows: list[str], comments: dict[int, int]) -> dict[int, re.Match[str]]:
    """Return the rows (from 0) that are output lines; in Python only where a comment stands."""
    found = {}
    for number, column in comments.items():
        row = rows[number].rstrip("\r\n")
        if row[:column].strip():  # behind a statement, or behind the end of a string
            if OUTPUT.fullmatch(row[column:]):
                message = "an output stands on a line of its own; take it out, then run `nox -s update`"
                raise OutputsError(number + 1, message)
        elif match := OUTPUT.fullmatch(row):
            if _goes_on(rows, comments, number - 1):
                raise OutputsError(number + 1, "an output stands below a whole statement, not below `\\`; take it out")
            if number or not row.startswith("#!"):  # the first line of a file may be a shebang
                found[number] = match
        elif re.match(r"[ \t\f]*#(>|!(?!/))", row):
            message = "an output line is `#> text`: a space follows the mark, spaces or tabs stand before it"
            raise OutputsError(number + 1, message)
    return found


@dataclass(frozen=True)
class _Logical:
    """A logical line: https://docs.python.org/3/reference/lexical_analysis.html#logical-lines"""

    first: int
    last: int
    indent: str
    word: str
    """Its first token; the second after `async`."""


def _scan(rows: list[str]) -> tuple[dict[int, int], list[_Logical]]:
    """Return the comments (row from 0: column) and the logical lines (rows from 1) of Python source."""
    comments: dict[int, int] = {}
    logical: list[_Logical] = []
    start, word = None, ""
    for token in tokens("".join(rows)):
        if token.kind == "comment":
            comments[token.row - 1] = token.column
        elif token.kind == "open":  # a program may be about a syntax error: no strings to mind from there
            comments |= dict.fromkeys(range(token.row, len(rows)), 0)
        elif start is None:
            start, word = token, token.text
        elif token.kind == "end":
            indent = rows[start.row - 1][: start.column].rpartition("\f")[2]  # a form feed starts it anew
            logical.append(_Logical(start.row, token.row, indent, word))
            start = None
        elif word == "async":
            word = token.text
    return comments, logical


def places(program: str) -> dict[int, Place]:
    """Say for each line of the program (from 1) where output of the statement on it stands.

    Below a simple statement; below the header of a compound one, before its body; but below the whole
    body of a `def` or `class`, whose statement ends there.
    """
    return dict(_read(program, True)[2])


def comments(text: str, *, python: bool = True) -> set[int]:
    """Return the lines (from 1) with a comment: `#` in a string starts none; a transcript has no strings."""
    rows = rows_of(text)
    return {row + 1 for row in (_scan(rows)[0] if python else range(len(rows)))}


def _places(logical: list[_Logical]) -> dict[int, Place]:
    result: dict[int, Place] = {}
    for index, line in enumerate(logical):
        head = next((at for at in range(index, len(logical)) if logical[at].word != "@"), index)
        after = logical[head + 1 :]
        body = after[: next((n for n, other in enumerate(after) if len(other.indent) <= len(line.indent)), len(after))]
        if head > index or line.word in ("def", "class"):
            place = Place(body[-1].last if body else logical[head].last, line.indent)
        elif body:
            place = Place(line.last, body[0].indent)
        else:
            place = Place(line.last, line.indent)
        result.update(dict.fromkeys(range(line.first, line.last + 1), place))
    return result


def observe(text: str, printed: Iterable[tuple[str, int, str]], *, python: bool, mask: Callable[[str], str]) -> Outputs:
    """Place what a run of `text` printed: (stream, line of its program or 0, characters), in their order.

    A line stands where its newline was printed; `mask` rewrites it.
    """
    place_of = _read(text, python)[2]
    in_time: list[tuple[int, Place, Line]] = []
    pending = dict.fromkeys(MARKS, "")
    last: dict[str, tuple[int, Place]] = {}

    def finish() -> None:
        for stream, (time, place) in last.items():
            if pending[stream]:
                in_time.append((time, place, Line(stream, mask(pending[stream]))))
                pending[stream] = ""

    command = 0
    for time, (stream, line, characters) in enumerate(printed):
        if not characters:
            continue  # some Pythons write nothing, for instance when they shut down
        if stream == "exit" or (not python and line != command):  # a line never goes on in the next command
            finish()
            command = line
        last[stream] = time, place_of.get(line, END)
        *complete, pending[stream] = (pending[stream] + characters).split("\n")
        in_time += [(*last[stream], Line(stream, mask(body) + "\n")) for body in complete]
    finish()
    in_time.sort(key=lambda row: row[0])
    outputs: dict[Place, list[Line]] = {}
    for _, place, shown in in_time:
        outputs.setdefault(place, []).append(shown)
    places = [place for _, place, shown in in_time if shown.stream != "exit"]
    as_read = sorted(range(len(places)), key=lambda when: places[when].reading())  # stable: within a place by time
    return Outputs.of(outputs, sorted(range(len(as_read)), key=as_read.__getitem__))
