"""What is shown of a snippet, listing by listing: its files, its outputs in place, what older Pythons print instead.

Neither HTML nor Markdown yet: deepcuts/page/markdown.py and deepcuts/site/publish.py write the same rows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from deepcuts.page.rows import Row, by_place, lines_of, output
from deepcuts.page.scaffolding import edits, purpose
from deepcuts.page.statements import instead
from deepcuts.page.weight import QUIET
from deepcuts.project import current, newest
from deepcuts.snippet.metadata import METADATA
from deepcuts.snippet.outputs import END, Line, Place
from deepcuts.snippet.snippet import REGION, Snippet


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
    folded: str = ""
    """What it is for, where it is scaffolding: only who wants to opens it."""


def listings(snippet: Snippet, part: range | None = None) -> Iterator[Listing]:
    """Yield the listings of a snippet: helper files, the program with its outputs, what older Pythons print instead.

    A part of the program, by line numbers, is shown without helper files.
    """
    if part is None:
        yield from helpers(snippet)
    differing = _differing(snippet, part)
    pythons = current().pythons
    labels = [Label(described(s), tuple(p for p in pythons if _within(p, s)), True) for s, _ in differing]
    if differing:
        rest = tuple(p for p in pythons if not any(p in label.pythons for label in labels))
        labels.insert(0, Label(_and_later(differing), rest))
    yield replace(bare(snippet, part), rows=[*program(snippet, part)], labels=tuple(labels))
    for specifier, rows in reversed(differing):
        which = described(specifier)
        title = f"{which} {'print' if ' ' in which else 'prints'} something else"
        yield Listing(title, snippet.main, snippet.program, rows, excerpt=True, instead=True)


def since(snippet: Snippet, part: range | None = None) -> str:
    """Return which Pythons print what the newest one prints, as `3.13.1 and later`; "" where all do."""
    return _and_later(_differing(snippet, part))


def _differing(snippet: Snippet, part: range | None) -> list[tuple[str, list[Row]]]:
    """Return the ranges of older Pythons that print something else, oldest first, with the rows of that."""
    rows = ((specifier, list(instead(snippet, outputs, part))) for specifier, outputs in snippet.older.items())
    return [(specifier, some) for specifier, some in rows if some]


def _and_later(differing: list[tuple[str, list[Row]]]) -> str:
    return f"{differing[-1][0].partition('<')[2]} and later" if differing else ""


def helpers(snippet: Snippet) -> Iterator[Listing]:
    """Yield the files beside the program; of an empty one, and of one that holds no text, the title says so."""
    for path in snippet.helpers:
        name, text = path.relative_to(snippet.folder).as_posix(), text_of(path)
        if text is None:
            yield Listing(f"{name} (a binary file of {path.stat().st_size:,} bytes)", path, "", [])
        elif not text:
            yield Listing(f"{name} (empty)", path, "", [])
        else:
            rows = [Row(row, line=number) for number, row in enumerate(lines_of(text), 1)]
            yield Listing(name, path, text, rows, _copied(text, rows), folded=purpose(name, text))


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
    title = snippet.main.name if snippet.is_program else "Terminal"
    return Listing(title, snippet.main, snippet.program, rows, copied)


def _copied(text: str, rows: list[Row]) -> str | None:
    shown = "".join(f"{row.text}\n" for row in rows if not row.kind).removeprefix("\ufeff")  # Pygments takes it off
    return None if text == shown else text


def program(snippet: Snippet, part: range | None = None, *, printed: bool = True) -> Iterator[Row]:
    """Yield the rows of the main file, outputs in place or left out; metadata and region marks are always left out."""
    rows = lines_of(snippet.program)
    hidden = {number for number, row in enumerate(rows, 1) if REGION.match(row)}
    if block := METADATA.search(snippet.program):
        first = snippet.program[: block.start()].count("\n") + 1
        last = snippet.program[: block.end()].count("\n") + 1
        hidden |= {*range(first - (first > 1 and not rows[first - 2].strip()), last + 1)}
        if first == 1 and len(rows) > last and not rows[last].strip():
            hidden.add(last + 1)
    places = {*itertools.chain(*map(by_place, [snippet.inline, *snippet.older.values()]))} if printed else set()
    part = part or range(1, len(rows) + 1)
    grey = edits(snippet.program) if snippet.is_program else set()
    for number in part:
        if number not in hidden:
            yield Row(rows[number - 1], line=number, weight=QUIET if number in grey else "")
        for place in sorted((place for place in places if place.line == number), key=Place.reading):
            yield from _printed(snippet, place)
    if END in places and part.stop > len(rows):
        yield from _printed(snippet, END)


def _printed(snippet: Snippet, place: Place) -> Iterator[Row]:
    """Yield what is printed at a place: the newest Python's lines, then those of others where they differ."""
    kinds: list[tuple[list[Line], list[str]]] = [(by_place(snippet.inline).get(place, []), [])]
    for python in current().pythons:
        lines = by_place(snippet.expected(newest(python))).get(place, [])
        same = next((names for known, names in kinds if known == lines), None)
        if same is None:
            kinds.append((lines, [python]))
        else:
            same.append(python)
    for other, (lines, names) in enumerate(kinds):
        only = tuple(names) if len(kinds) > 1 else ()
        if lines and place == END:
            yield Row("", "gap", pythons=only, other=other > 0)
        for row in output(place, lines):
            yield replace(row, pythons=only, other=other > 0)


def admitted(snippet: Snippet) -> list[str]:
    """Return the supported Pythons that a snippet is for, oldest first."""
    return [python for python in current().pythons if snippet.runs_on(newest(python))]


def needed(snippet: Snippet) -> str:
    """Return which Pythons a snippet is for, in words: `3.15 or later`."""
    return re.sub(r"^>=([\d.]+)$", r"\1 or later", str(snippet.requires))


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
