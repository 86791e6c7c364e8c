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

import itertools
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

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
        return f"{MARKS[self.stream]}\\ {escaped(self.text)}"


def escaped(text: str) -> str:
    """Return the text as one line in which all can be seen."""
    shown = HIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text.replace("\\", r"\\"))
    return f"{shown[:-1]}\\x20" if shown.endswith(" ") else shown


def parsed(found: re.Match[str], at: int) -> Line:
    text = found["text"] or ""
    if not found["escaped"]:
        return Line(STREAMS[found["mark"]], text + "\n", at)
    if not ESCAPED.fullmatch(text):
        raise OutputsError(at, "is not an escaped output line; run `nox -s update`")
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

    @classmethod
    def of(cls, lines: Mapping[Place, list[Line]], order: Iterable[int]) -> Self:
        """Make outputs of lines and their order of printing, which is forgotten where it is that of reading."""
        outputs = cls(lines)
        numbers = tuple(order)
        outputs.order = () if numbers == tuple(range(len(numbers))) else numbers
        return outputs

    def places(self) -> list[Place]:
        """Return the places as a reader meets them: the deepest block first where two stand below one line."""
        return sorted(self, key=Place.reading)

    def printed(self) -> list[Line]:
        """Return the lines of both streams in the order of printing."""
        lines = [line for place in self.places() for line in self[place] if line.stream != "exit"]
        return [lines[number] for number in self.order] or lines

    def text(self, stream: str) -> str:
        """Return all that was printed on a stream (`out`, `err`, `exit`), as one text."""
        lines = [line for lines in self.values() for line in lines] if stream == "exit" else self.printed()
        return "".join(line.text for line in lines if line.stream == stream)

    def copy(self) -> Outputs:
        """Return a copy that can be changed without changing this one."""
        return Outputs.of({place: [*lines] for place, lines in self.items()}, self.order)

    def moved(self, to: Mapping[Place, Place]) -> Outputs:
        """Return the same outputs in a program whose lines stand elsewhere: the new place by the old one."""
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
        return Outputs.of(outputs, [now[number] for number in self.order or range(len(places))])


def written(lines: Mapping[Place, list[Line]]) -> list[tuple[Place, list[Line]]]:
    """Return the lines by place as a file has them, the order of printing last."""
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


def ordered(lines: dict[Place, list[Line]]) -> Outputs:
    """Return the lines of a file without the one that gives the order of printing, and that order: undoes `written`."""
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
        raise OutputsError(told.at, f"is not an order of the {count} lines that are printed; run `nox -s update`")
    return Outputs.of(lines, numbers)


def no_lone_return(text: str, advice: str) -> None:
    """Raise an error where a carriage return has no newline behind it: Python would count one line more than we do."""
    if alone := re.search(r"\r(?!\n)", text):
        line = text.count("\n", 0, alone.start()) + 1
        raise OutputsError(line, f"a carriage return stands alone; {advice}")


def rows_of(text: str) -> list[str]:
    """Return the lines with their ends; for Python these are `\\n` and `\\r\\n`, for str.splitlines() many more."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
