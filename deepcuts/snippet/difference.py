"""How two outputs differ, in a message that is read to its end."""

from __future__ import annotations

import difflib
import itertools
import re

from deepcuts.snippet.outputs import HIDDEN, Outputs, Place, escaped, rows_of

# of a message: what is wrong shows in the first rows, and a log has room for them
MESSAGE_ROWS, MESSAGE_COLUMNS, DIFF_WINDOW = 100, 300, 2_000


def first_difference(expected: Outputs, printed: Outputs) -> int:
    """Return the line of the file where the two first differ; 0 where the file has no line to point at."""
    for place in sorted({*expected, *printed}, key=Place.reading):
        pairs = itertools.zip_longest(expected.get(place, []), printed.get(place, []))
        at = 0
        for says, prints in pairs:
            at = says.at if says else at
            if says != prints:
                return at
    return 0


def unified_diff(says: str, prints: str, name: str) -> str:
    """Return what the file says against what Python printed, as a unified diff with line numbers of the file.

    Rows of the two that look the same are shown in Python's escapes, with the newline.
    """
    names = f"{name}  (what it says)", f"{name}  (what Python printed)"
    a, b, before = rows_of(says), rows_of(prints), 0
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
            rows[at] = row[0] + escaped(row[1:])
        else:
            rows[at] = row.removesuffix("\n")
    said = [_cut(row, [other for other in rows if row[0] + other[0] in ("-+", "+-")]) for row in rows]
    if more > 0:
        said.append(f"  (and {more:,} more lines that differ or stand near them)")
    return "\n".join(said)


def _cut(row: str, others: list[str]) -> str:
    """Return a row of a message: of one that nobody would read to its end, how it begins and where it differs."""
    if len(row) <= MESSAGE_COLUMNS:
        return row
    pairs = (zip(row[1:], other[1:], strict=False) for other in others)
    same = max((next((n for n, (a, b) in enumerate(pair) if a != b), 0) for pair in pairs), default=0)
    start = max(50, same - 50)
    end = start + MESSAGE_COLUMNS - 50
    left = f" ({start - 50:,} characters) " if start > 50 else ""
    right = f" (and {len(row) - end:,} more characters)" if len(row) > end else ""
    return f"{row[:50]}{left}{row[start:end]}{right}"
