"""The `.outputs` file beside a program: what other Pythons print, a section for each version specifier."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from deepcuts.snippet.outputs import (
    END,
    OUTPUT,
    Line,
    Outputs,
    OutputsError,
    Place,
    no_lone_return,
    ordered,
    parsed,
    written,
)

HEADER = "# What other Pythons print instead. Written by `nox -s update`.\n"


def read_sections(text: str) -> dict[str, Outputs]:
    """Return the `.outputs` file: what is printed, by version specifier."""
    no_lone_return(text, "end lines in \\n")
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
            outputs.setdefault(key, []).append(parsed(found, at))
        elif found := re.fullmatch(r"line ([1-9][0-9]{0,8})|end", row):
            place = int(found[1] or sys.maxsize)
        elif row in sections:
            raise OutputsError(at, f"{row} stands here twice; run `nox -s update`")
        elif row[0] in "<>=!~":
            sections[row] = outputs = {}
            place = 0
        else:
            raise OutputsError(at, f"is not a line of an .outputs file: {row!r}; run `nox -s update`")
    return {specifier: ordered(lines) for specifier, lines in sections.items()}


def write_sections(sections: Mapping[str, Mapping[Place, list[Line]]]) -> str:
    """Return the text of an `.outputs` file: the inverse of `read_sections`."""
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
