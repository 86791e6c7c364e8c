"""A row of a listing, and those of what is printed at a place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from deepcuts.page.weight import weights
from deepcuts.snippet.outputs import Line, Outputs, Place, written


@dataclass(frozen=True)
class Row:
    """A row of a listing."""

    text: str
    kind: str = ""
    """Empty for code; `out`, `err`, `exit` and `order` for an output; `context`, `gap` and `nothing` around outputs."""
    line: int = 0
    """The line of the file that it shows, from 1; 0 where it shows none."""
    weight: str = ""
    """`strong` for a line that matters; `quiet` for one that steps back: frames of a traceback, scaffolding."""
    first: bool = False
    """Whether an output begins there."""
    pythons: tuple[str, ...] = ()
    """The Pythons that print it there, if others print something else there; empty where all agree."""
    other: bool = False
    """Whether it is what others print there, not the newest."""


def output(place: Place, lines: list[Line]) -> Iterator[Row]:
    """Yield the rows of what is printed at a place."""
    for kind, some in itertools.groupby(lines, _kind):
        printed = list(some)
        weighed = weights(line.text.rstrip("\n") for line in printed) if kind in ("out", "err") else [""] * len(printed)
        for at, (line, weight) in enumerate(zip(printed, weighed, strict=True)):
            yield Row(f"{place.indent}{line}", kind, weight=weight, first=not at)


def _kind(line: Line) -> str:
    return "order" if line.tells_order else line.stream


def by_place(outputs: Outputs) -> dict[Place, list[Line]]:
    """Return the lines by place; the order of printing, where it is not that of reading, is the last one at the end."""
    return dict(written(outputs))


def lines_of(text: str) -> list[str]:
    """Return the lines of a file as they are shown."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")
