"""What is shown of a snippet, row by row: its files, its outputs in place, what older Pythons print instead.

Neither HTML nor Markdown yet: deepcuts/page/markdown.py and deepcuts/site/publish.py write the same rows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from deepcuts.project import current, newest
from deepcuts.snippet.metadata import METADATA
from deepcuts.snippet.outputs import END, Line, Outputs, Place, written
from deepcuts.snippet.snippet import REGION, Snippet


@dataclass(frozen=True)
class Row:
    """A row of a listing."""

    text: str
    kind: str = ""
    """Empty for code; `out`, `err`, `exit` and `order` for an output; `context`, `gap` and `nothing` around outputs."""
    line: int = 0
    """The line of the file that it shows, from 1; 0 where it shows none."""
    differs: bool = False
    """Whether the newest Python does not print this line there."""
    pythons: tuple[str, ...] = ()
    """The Pythons that print it there, if others print something else there; empty where all agree."""
    other: bool = False
    """Whether it is what others print there, not the newest."""


@dataclass(frozen=True)
class Label:
    """Whose outputs a listing shows."""

    text: str
    pythons: tuple[str, ...]
    other: bool = False


@dataclass(frozen=True)
class Listing:
    """A code block."""

    title: str
    path: Path
    """The file whose lines it shows."""
    code: str
    """The text of that file, without outputs."""
    rows: list[Row]
    copied: str | None = None
    """What is copied and run, where the rows do not say it to the byte: they leave out metadata, carriage returns and
    what follows the last line."""
    labels: tuple[Label, ...] = ()
    excerpt: bool = False
    """Whether it shows no whole program: nobody would copy it."""
    instead: bool = False
    """Whether it shows what an older Python prints instead."""


def listings(snippet: Snippet, part: range | None = None) -> Iterator[Listing]:
    """Yield the listings of a snippet: helper files, the program with its outputs, what older Pythons print instead.

    A part of the program, by line numbers, is shown without helper files.
    """
    if part is None:
        yield from helpers(snippet)
    instead = {
        specifier: list(statements(snippet, outputs, snippet.inline, part))
        for specifier, outputs in snippet.older.items()
    }
    differing = [specifier for specifier, rows in instead.items() if rows]
    pythons = current().pythons
    labels = [Label(f"CPython {described(s)}", tuple(p for p in pythons if _within(p, s)), True) for s in differing]
    if differing:
        since = differing[-1].partition("<")[2]
        rest = tuple(p for p in pythons if not any(p in label.pythons for label in labels))
        labels.insert(0, Label(f"CPython {since} and later", rest))
    rows = list(program(snippet, part))
    copied = _copied(snippet.program, rows) if part is None else None
    yield Listing(snippet.main.name, snippet.main, snippet.program, rows, copied, tuple(labels))
    for specifier in reversed(differing):
        title = f"CPython {described(specifier)} prints instead"
        yield Listing(title, snippet.main, snippet.program, instead[specifier], excerpt=True, instead=True)


def helpers(snippet: Snippet) -> Iterator[Listing]:
    """Yield the files beside the program."""
    for path in snippet.helpers:
        name, text = path.relative_to(snippet.folder).as_posix(), text_of(path)
        if text is None:
            yield Listing(name, path, "", [Row(f"(a binary file of {path.stat().st_size:,} bytes)", "nothing")])
        else:
            rows = [Row(row, line=number) for number, row in enumerate(_lines(text), 1)]
            yield Listing(name, path, text, rows, _copied(text, rows))


def text_of(path: Path) -> str | None:
    """Return the text of a helper file, to the byte; nothing where it holds none."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text  # HTML has no way to write that character


def bare(snippet: Snippet, part: range | None = None) -> Listing:
    """Return the program without its outputs."""
    rows = list(program(snippet, part, printed=False))
    copied = _copied(snippet.program, rows) if part is None else None
    return Listing(snippet.main.name, snippet.main, snippet.program, rows, copied)


def _copied(text: str, rows: list[Row]) -> str | None:
    shown = "".join(f"{row.text}\n" for row in rows if not row.kind).removeprefix("\ufeff")  # Pygments takes it off
    return None if text == shown else text


def program(snippet: Snippet, part: range | None = None, *, printed: bool = True) -> Iterator[Row]:
    """Yield the rows of the main file, outputs in place or left out; metadata and region marks are always left out."""
    rows = _lines(snippet.program)
    hidden = {number for number, row in enumerate(rows, 1) if REGION.match(row)}
    if block := METADATA.search(snippet.program):
        first = snippet.program[: block.start()].count("\n") + 1
        last = snippet.program[: block.end()].count("\n") + 1
        hidden |= {*range(first - (first > 1 and not rows[first - 2].strip()), last + 1)}
        if first == 1 and len(rows) > last and not rows[last].strip():
            hidden.add(last + 1)
    places = {*itertools.chain(*map(_by_place, [snippet.inline, *snippet.older.values()]))} if printed else set()
    part = part or range(1, len(rows) + 1)
    for number in part:
        if number not in hidden:
            yield Row(rows[number - 1], line=number)
        for place in sorted((place for place in places if place.line == number), key=Place.reading):
            yield from _printed(snippet, place)
    if END in places and part.stop > len(rows):
        yield from _printed(snippet, END)


def _printed(snippet: Snippet, place: Place) -> Iterator[Row]:
    """Yield what is printed at a place: the newest Python's lines, then those of others where they differ."""
    kinds: list[tuple[list[Line], list[str]]] = [(_by_place(snippet.inline).get(place, []), [])]
    for python in current().pythons:
        lines = _by_place(snippet.expected(newest(python))).get(place, [])
        same = next((names for known, names in kinds if known == lines), None)
        if same is None:
            kinds.append((lines, [python]))
        else:
            same.append(python)
    for other, (lines, names) in enumerate(kinds):
        only = tuple(names) if len(kinds) > 1 else ()
        if lines and place == END:
            yield Row("", "gap", pythons=only, other=other > 0)
        for line in lines:
            yield Row(f"{place.indent}{line}", _kind(line), pythons=only, other=other > 0)


def _kind(line: Line) -> str:
    return "order" if line.tells_order else line.stream


def _by_place(outputs: Outputs) -> dict[Place, list[Line]]:
    """Return the lines by place; the order of printing, where it is not that of reading, is the last one at the end."""
    return dict(written(outputs))


def statements(
    snippet: Snippet, outputs: Outputs, beside: Outputs | None = None, part: range | None = None
) -> Iterator[Row]:
    """Yield the statements that print something, with it; beside other outputs, only where these differ."""
    rows = _lines(snippet.program)
    here, there = _by_place(outputs), _by_place(beside) if beside is not None else {}
    for place in sorted({*here, *there}, key=Place.reading):
        lines = here.get(place, [])
        newest_lines = there.get(place, []) if beside is not None else None
        if lines == newest_lines or (part and place.line not in part):
            continue
        if place != END:
            yield Row(rows[place.line - 1], "context", place.line)
        for line in lines:
            differs = newest_lines is not None and line not in newest_lines
            yield Row(f"{place.indent}{line}", _kind(line), differs=differs)
        if not lines:
            yield Row(f"{place.indent}(prints nothing here)", "nothing")


def admitted(snippet: Snippet) -> list[str]:
    """Return the supported Pythons that a snippet is for, oldest first."""
    return [python for python in current().pythons if snippet.runs_on(newest(python))]


def _within(python: str, specifier: str) -> bool:
    return SpecifierSet(specifier).contains(newest(python), prereleases=True)


def described(specifier: str) -> str:
    """Return a range of versions in words: `>=3.11,<3.13.1` is `3.11 to 3.13.0`."""
    start, _, stop = specifier.removeprefix(">=").partition(",<")
    *whole, last = Version(stop).release
    end = ".".join(map(str, [*whole, last - 1]))
    if start == end or (Version(start) == Version(end) and len(whole) == 2):
        return end
    return f"{start} and later {end}" if start.startswith(f"{end}.") else f"{start} to {end}"


def _lines(text: str) -> list[str]:
    """Return the lines of a file as they are shown."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")
