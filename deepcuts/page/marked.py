"""The lines that matter: a page names them below `@snippet address`, and they are marked in the listing.

    @snippet import-cache/circular-imports/from-import-beside-the-script

    - from customers import Customer

A line is named letter for letter, without its indentation; every line of the program and of its helper files that says
it is marked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace

from deepcuts.page.listing import Listing
from deepcuts.page.rows import Row
from deepcuts.page.weight import STRONG


def marked(address: str, listed: Iterable[str], shown: Iterable[Listing]) -> list[Listing]:
    """Return what is shown with the lines that a list names marked; ValueError where one is not there as it stands."""
    said = [_named(row) for row in listed]
    found = [*shown]
    rows = [row for listing in found if not listing.instead for row in listing.rows]
    lines = list(dict.fromkeys(row.text.strip() for row in rows if row.line and row.text.strip()))
    outputs = {row.text.strip() for row in rows if not row.line}
    for number, text in enumerate(said):
        if text in said[:number]:
            raise ValueError(f"the line {text!r} is named twice")
        if text in lines:
            continue
        close = difflib.get_close_matches(text, lines, n=1, cutoff=0)
        what = "is an output of" if text in outputs else "is not a line of"
        advice = f"; the closest line is {close[0]!r}" if close else ""
        raise ValueError(f"{text!r} {what} {address}{advice} (a list that names no lines needs a sentence above it)")
    return [
        listing if listing.instead else replace(listing, rows=[_strong(row, said) for row in listing.rows])
        for listing in found
    ]


def _strong(row: Row, said: list[str]) -> Row:
    return replace(row, weight=STRONG) if row.line and row.text.strip() in said else row


def _named(row: str) -> str:
    if not row.startswith("- ") or not row[2:].strip():
        raise ValueError(f"{row!r}: a line that matters is named `- text`, as it stands in the program")
    return row[2:].strip()
