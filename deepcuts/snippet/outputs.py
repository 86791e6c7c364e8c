"""The output lines of a snippet: read, place, compare, write. How the run was made is not known here.

The format, once, for programs, transcripts and `.outputs` files alike:

    #> text          a line on standard output
    #! text          a line on standard error
    #= exit status 1 the exit status, where it is not 0
    #>\\ a\\tb\\n       (also #!\\) a line that could not be seen as it is: a control character, a space at
                     its end, no newline at its end. Python's escapes, the newline written out.

They stand in the main file, below the statement that was executing when the output appeared, or, where
no statement of that file was, after one blank line at the end of the file. Who reads the file from top to
bottom takes that for the order of printing; where it is not, the last line of the file gives the real one,
by the numbers of the lines as they stand, from 1 and without exit statuses:

    #= printed in this order: 2, 1, 3-7
"""

from __future__ import annotations

import difflib
import functools
import itertools
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from deepcuts.snippet.source import tokens

MARKS = {"out": "#>", "err": "#!", "exit": "#="}
STREAMS = {mark: stream for stream, mark in MARKS.items()}
OUTPUT = re.compile(r"(?P<indent>[ \t]*)(?P<mark>#[>!=])(?:(?P<escaped>\\)? (?P<text>.*))?")
# what `Line.__str__` writes, no more: the rest of Python's escapes would be read, but not written back
ESCAPED = re.compile(r"(?:[^\\]|\\(?:[\\nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4}))*")
# control and format characters, private use, surrogates, separators but the space, and what never is a character:
# by Python 3.15, and not by that which runs the tools, whose str.isprintable() knows the characters of its own year;
# one that is assigned to nothing yet is shown
HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u2064\u2066-\u206f\u3000\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000efffe-\U0010ffff"
    + "".join(rf"\U000{plane:x}fffe\U000{plane:x}ffff" for plane in range(1, 14))
    + "]"
)
ORDER = "printed in this order: "
# of a message: what is wrong shows in the first rows, and a log has room for them
MESSAGE_ROWS, MESSAGE_COLUMNS, DIFF_WINDOW = 100, 300, 2_000
HEADER = "# What other Pythons print instead. Written by `nox -s update`.\n"


class Place(NamedTuple):
    """Where an output stands in the main file of a snippet."""

    line: int
    """The line of the program, output lines not counted, that it stands below."""
    indent: str
    """The blanks before it."""

    def reading(self) -> tuple[int, int]:
        """Return what sorts places as a reader meets them: the deepest block first where two stand below one line."""
        return self.line, -len(self.indent)


END = Place(sys.maxsize, "")
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

    @property
    def tells_order(self) -> bool:
        """Whether it was not printed, but says in which order the others were."""
        return self.stream == "exit" and self.text.startswith(ORDER)

    def __str__(self) -> str:
        body = self.text.removesuffix("\n")
        if self.text.endswith("\n") and not body.endswith(" ") and not HIDDEN.search(body):
            return f"{MARKS[self.stream]} {body}".rstrip(" ")
        return f"{MARKS[self.stream]}\\ {_escaped(self.text)}"


def _escaped(text: str) -> str:
    """The text as one line in which all can be seen."""
    shown = HIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text.replace("\\", r"\\"))
    return f"{shown[:-1]}\\x20" if shown.endswith(" ") else shown


def _parse(found: re.Match[str], at: int) -> Line:
    text = found["text"] or ""
    if not found["escaped"]:
        return Line(STREAMS[found["mark"]], text + "\n", at)
    if not ESCAPED.fullmatch(text):
        raise OutputsError(at, "is no escaped output line; run `nox -s update`")
    raw = text.encode("latin-1", "backslashreplace")
    return Line(STREAMS[found["mark"]], raw.decode("unicode_escape"), at)


class Outputs(dict[Place, list[Line]]):
    """What a run prints, or is expected to: the lines by their place in the main file, and the order of printing."""

    order: tuple[int, ...] = ()
    """Which of the lines, counted from 0 as a reader meets them, was printed first, second, …; empty where they
    were printed as they stand."""

    def __eq__(self, other: object) -> bool:
        return dict.__eq__(self, other) is True and self.order == getattr(other, "order", ())

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def places(self) -> list[Place]:
        """The places as a reader meets them: the deepest block first where two stand below one line."""
        return sorted(self, key=Place.reading)

    def printed(self) -> list[Line]:
        """The lines of both streams in the order of printing."""
        lines = [line for place in self.places() for line in self[place] if line.stream != "exit"]
        return [lines[number] for number in self.order] or lines

    def text(self, stream: str) -> str:
        """All that was printed on a stream (`out`, `err`, `exit`), as one text."""
        lines = [line for lines in self.values() for line in lines] if stream == "exit" else self.printed()
        return "".join(line.text for line in lines if line.stream == stream)

    def copy(self) -> Outputs:
        """A copy that can be changed without changing this one."""
        return _outputs({place: [*lines] for place, lines in self.items()}, self.order)

    def moved(self, to: Mapping[Place, Place]) -> Outputs:
        """The same outputs in a program whose lines stand elsewhere: the new place by the old one."""
        outputs: dict[Place, list[Line]] = {}
        places: list[Place] = []
        for place in self.places():
            if place not in to:
                message = (
                    "whose output this is cannot be told when the lines above it are formatted, and they are left as"
                )
                advice = "they are; write each statement on a line of its own, then `nox -s update`"
                raise OutputsError(self[place][0].at, f"{message} {advice}")
            outputs.setdefault(to[place], []).extend(self[place])
            places += [to[place] for line in self[place] if line.stream != "exit"]
        as_read = sorted(range(len(places)), key=lambda number: places[number].reading())
        now = {number: at for at, number in enumerate(as_read)}
        return _outputs(outputs, [now[number] for number in self.order or range(len(places))])


def _outputs(lines: Mapping[Place, list[Line]], order: Iterable[int] = ()) -> Outputs:
    outputs = Outputs(lines)
    order = tuple(order)
    outputs.order = () if order == tuple(range(len(order))) else order
    return outputs


def written(lines: Mapping[Place, list[Line]]) -> list[tuple[Place, list[Line]]]:
    """The lines by place as a file has them, the order of printing last."""
    outputs = lines if isinstance(lines, Outputs) else Outputs(lines)
    rows = [(place, outputs[place]) for place in outputs.places()]
    if not outputs.order:
        return rows
    spans = []
    for _, group in itertools.groupby(enumerate(outputs.order, 1), key=lambda pair: pair[1] - pair[0]):
        numbers = [number + 1 for _, number in group]
        spans.append(f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else str(numbers[0]))
    line = Line("exit", f"{ORDER}{', '.join(spans)}\n")
    if rows and rows[-1][0] == END:
        return [*rows[:-1], (END, [*rows[-1][1], line])]
    return [*rows, (END, [line])]


def _ordered(lines: dict[Place, list[Line]]) -> Outputs:
    """The lines of a file without the one that gives the order of printing, and that order: undoes `written`."""
    last = lines.get(END, [])[-1:]
    told = last[0] if last and last[0].tells_order else None
    if told:
        lines = {place: kept for place, all_ in lines.items() if (kept := all_ if place != END else all_[:-1])}
    for line in itertools.chain(*lines.values()):
        if line.tells_order:
            raise OutputsError(line.at, "the order of printing stands once, at the end; run `nox -s update`")
    if not told:
        return Outputs(lines)
    count = sum(line.stream != "exit" for line in itertools.chain(*lines.values()))
    numbers: list[int] = []
    for word in told.text.removeprefix(ORDER).strip().split(", "):
        first, _, stop = word.partition("-")
        if not re.fullmatch(r"[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?", word) or int(stop or first) > count:
            break
        numbers += range(int(first) - 1, int(stop or first))
    if sorted(numbers) != list(range(count)):
        raise OutputsError(told.at, f"is no order of the {count} lines that are printed; run `nox -s update`")
    return _outputs(lines, numbers)


def split(text: str, *, python: bool = True) -> tuple[str, Outputs]:
    """The program without its output lines, and those lines by their place."""
    program, outputs, _ = _read_once(text, python)
    return program, outputs.copy()  # what was read is read once: hand out a copy


def _read(text: str, python: bool) -> tuple[str, Outputs, dict[int, Place]]:
    """As `split`, and for each line of the program (from 1) where output of the statement on it stands."""
    rows = _rows(text)
    if python:
        _no_lone_return(text, "end lines in \\n or \\r\\n, in a string write \\r")
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
            outputs.setdefault(place, []).append(_parse(found[number], number + 1))
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
    return "".join(kept), _ordered(outputs), place_of


_read_once = functools.lru_cache(maxsize=4096)(_read)  # no decorator: mutmut leaves decorated functions alone


def join(program: str, outputs: Mapping[Place, list[Line]]) -> str:
    """The program with its output lines in place: the inverse of `split`."""
    rows = _rows(program)
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


def _no_lone_return(text: str, advice: str) -> None:
    """Raise an error where a carriage return has no newline behind it: Python would count one line more than we do."""
    if alone := re.search(r"\r(?!\n)", text):
        line = text.count("\n", 0, alone.start()) + 1
        raise OutputsError(line, f"a carriage return stands alone; {advice}")


def _rows(text: str) -> list[str]:
    """The lines with their ends; for Python a line ends in `\\n` or `\\r\\n`, for str.splitlines() in many more."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _goes_on(rows: list[str], comments: dict[int, int], number: int) -> bool:
    """Whether the row (from 0) ends in a backslash that joins the next one to it."""
    return 0 <= number and number not in comments and rows[number].rstrip("\r\n").endswith("\\")


def _found(rows: list[str], comments: dict[int, int]) -> dict[int, re.Match[str]]:
    """The rows (from 0) that are output lines; in Python only where a comment stands."""
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
    """The comments (row from 0: column) and the logical lines (rows from 1) of Python source."""
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
    """For each line of the program (from 1) where output of the statement on it stands.

    Below a simple statement; below the header of a compound one, before its body; but below the whole
    body of a `def` or `class`, whose statement ends there.
    """
    return dict(_read_once(program, True)[2])


def comments(text: str, *, python: bool = True) -> set[int]:
    """The lines (from 1) with a comment: `#` in a string starts none; a transcript has no strings."""
    rows = _rows(text)
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
    place_of = _read_once(text, python)[2]
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
    return _outputs(outputs, sorted(range(len(as_read)), key=as_read.__getitem__))


def first_difference(expected: Outputs, printed: Outputs) -> int:
    """The line of the file where the two first differ; 0 where the file has no line to point at."""
    for place in sorted({*expected, *printed}, key=Place.reading):
        pairs = itertools.zip_longest(expected.get(place, []), printed.get(place, []))
        at = 0
        for says, prints in pairs:
            at = says.at if says else at
            if says != prints:
                return at
    return 0


def unified_diff(says: str, prints: str, name: str) -> str:
    """What the file says against what Python printed, as a unified diff with line numbers of the file.

    Rows of the two that look the same are shown in Python's escapes, with the newline.
    """
    names = f"{name}  (what it says)", f"{name}  (what Python printed)"
    a, b, before = _rows(says), _rows(prints), 0
    if max(len(a), len(b)) > DIFF_WINDOW:  # difflib would take hours: it begins where they differ, and ends soon
        first = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        before = max(0, first - 3)
        a, b = a[before : before + DIFF_WINDOW], b[before : before + DIFF_WINDOW]
    rows = [*difflib.unified_diff(a, b, *names, lineterm="")]

    def looks(row: str) -> str:
        return HIDDEN.sub("", row[1:]).replace(" ", "")

    old, new = ({looks(row) for row in rows[2:] if row[0] == sign} for sign in "-+")
    more = len(rows) - MESSAGE_ROWS
    rows = rows[:MESSAGE_ROWS]
    for at, row in enumerate(rows):
        if row.startswith("@@"):
            rows[at] = re.sub(r"(?<=[-+])[0-9]+", lambda number: str(int(number[0]) + before), row)
        elif at > 1 and row[0] in "-+" and looks(row) in old & new:
            rows[at] = row[0] + _escaped(row[1:])
        else:
            rows[at] = row.removesuffix("\n")
    said = [_cut(row, [other for other in rows if row[0] + other[0] in ("-+", "+-")]) for row in rows]
    if more > 0:
        said.append(f"  (and {more:,} more lines that differ or stand near them)")
    return "\n".join(said)


def _cut(row: str, others: list[str]) -> str:
    """A row of a message: of one that nobody would read to its end, how it begins and where it differs."""
    if len(row) <= MESSAGE_COLUMNS:
        return row
    pairs = (zip(row[1:], other[1:], strict=False) for other in others)
    same = max((next((n for n, (a, b) in enumerate(pair) if a != b), 0) for pair in pairs), default=0)
    start = max(50, same - 50)
    end = start + MESSAGE_COLUMNS - 50
    left = f" ({start - 50:,} characters) " if start > 50 else ""
    right = f" (and {len(row) - end:,} more characters)" if len(row) > end else ""
    return f"{row[:50]}{left}{row[start:end]}{right}"


def read_sections(text: str) -> dict[str, Outputs]:
    """The `.outputs` file: what is printed, by version specifier."""
    _no_lone_return(text, "end lines in \\n")
    sections: dict[str, dict[Place, list[Line]]] = {}
    outputs: dict[Place, list[Line]] = {}
    place = 0
    for at, row in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if row.startswith("# ") or not row:
            continue
        if found := OUTPUT.fullmatch(row):
            if not sections or not place:
                raise OutputsError(at, "stands below no `line N` or `end`; run `nox -s update`")
            key = END if place == sys.maxsize else Place(place, found["indent"])
            outputs.setdefault(key, []).append(_parse(found, at))
        elif found := re.fullmatch(r"line ([1-9][0-9]{0,8})|end", row):
            place = int(found[1] or sys.maxsize)
        elif row in sections:
            raise OutputsError(at, f"{row} stands here twice; run `nox -s update`")
        elif row[0] in "<>=!~":
            sections[row] = outputs = {}
            place = 0
        else:
            raise OutputsError(at, f"is no line of an .outputs file: {row!r}; run `nox -s update`")
    return {specifier: _ordered(lines) for specifier, lines in sections.items()}


def write_sections(sections: Mapping[str, Mapping[Place, list[Line]]]) -> str:
    """The text of an `.outputs` file: the inverse of `read_sections`."""
    rows = []
    for specifier, outputs in sections.items():
        rows.append(specifier)
        below = 0
        for (line, indent), lines in written(outputs):
            if line != below:
                rows.append("end" if line == sys.maxsize else f"line {line}")
                below = line
            rows += [f"{indent}{shown}" for shown in lines]
    return HEADER + "".join(f"{row}\n" for row in rows)
