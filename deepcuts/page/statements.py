"""The statements of a snippet that print something: with that, or with what another Python prints instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from deepcuts.page.rows import Row, by_place, lines_of, output
from deepcuts.snippet.outputs import END, Line, Outputs, Place
from deepcuts.snippet.snippet import Snippet


def statements(snippet: Snippet, part: range | None = None) -> Iterator[Row]:
    """Yield the statements that print something, with it."""
    yield from _statements(snippet, by_place(snippet.inline), part, output)


def instead(snippet: Snippet, outputs: Outputs, part: range | None = None) -> Iterator[Row]:
    """Yield the statements that print something else than on the newest Python, with the lines that differ."""
    yield from _compared(snippet, outputs, snippet.inline, part)


def disputed(snippet: Snippet, part: range | None = None) -> Iterator[Row]:
    """Yield the statements that print something else on the oldest Python, with the lines of the newest that differ."""
    yield from _compared(snippet, snippet.inline, next(iter(snippet.older.values())), part)


def _compared(snippet: Snippet, outputs: Outputs, others: Outputs, part: range | None) -> Iterator[Row]:
    """Yield the statements where some outputs are not those of others, with the lines of the former that differ."""
    here, there = by_place(outputs), by_place(others)
    differing = {place: here.get(place, []) for place in {*here, *there} if here.get(place) != there.get(place)}
    yield from _statements(
        snippet, differing, part, lambda place, lines: _differing(place, lines, there.get(place, []))
    )


def _statements(
    snippet: Snippet,
    printed: dict[Place, list[Line]],
    part: range | None,
    shown: Callable[[Place, list[Line]], Iterable[Row]],
) -> Iterator[Row]:
    rows = lines_of(snippet.program)
    for place in sorted(printed, key=Place.reading):
        if part and place.line not in part:
            continue
        if place != END:
            yield Row(rows[place.line - 1], "context", place.line)
        yield from shown(place, printed[place])


def _differing(place: Place, lines: list[Line], others: list[Line]) -> Iterator[Row]:
    """Yield the rows of what is printed there and not by the others; `…` stands for what both print."""
    if not lines:
        yield Row(f"{place.indent}(prints nothing here)", "nothing")
        return
    rows = list(output(place, lines))
    for tag, start, stop, first, last in SequenceMatcher(None, others, lines, autojunk=False).get_opcodes():
        if tag == "equal":
            if last < len(lines) or stop < len(others):
                yield Row(f"{place.indent}…", "nothing")
        elif tag == "delete":
            for line in others[start:stop]:
                yield Row(f"{place.indent}(does not print: {line.text.strip()})", "nothing")
        else:
            for at, row in enumerate(rows[first:last]):
                yield replace(row, first=row.first or not at)
