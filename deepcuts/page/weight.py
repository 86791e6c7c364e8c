"""Which lines of an output matter most: of a traceback the message, of a warning its text; what leads there steps back.

docs/assets/run/weigh.js has the same in short, for what a reader's own run prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

STRONG, QUIET, POINTED = "strong", "quiet", "pointed"
HEADER = re.compile(r"(?:Exception Group )?Traceback \(most recent call last\):$")
CHAINED = re.compile(
    r"(?:During handling of the above exception, another exception occurred"
    r"|The above exception was the direct cause of the following exception):$"
)
WARNING = re.compile(r"\S.*:(?:\d+|<\w+>): (?:\w+\.)*\w*Warning: ")
MARGIN = re.compile(r" *(?:\+(?= (?:Exception Group )?Traceback)|\|)(?: |$)")
"""What stands before each line of an exception group; several deep, it is longer."""
RULE = re.compile(r" *(?:\| *)*\+(?:-+\+)?-{4,}")
"""What parts the exceptions of a group."""
SYNTAX = re.compile(r'  File "')
"""How the report of a syntax error begins, which has no frames and no header."""
POINTER = re.compile(r" +[~^][~^ ]*$")


def weights(rows: Iterable[str]) -> list[str]:
    """Say of each line that one stream printed in a row: `strong`, `quiet`, or nothing for one as any other.

    `pointed` is a quiet one that must not be wrapped: source, and the signs below that point at a part of it. A message
    has as many lines as there are until the next traceback begins. Text that is part of no traceback and no warning is
    as any other.
    """
    found: list[str] = []
    state = ""  # within the `frames` of a traceback, in its `message`, below a `warning`
    for row in rows:
        text = _within(row)
        if HEADER.match(text) or RULE.match(row) or (SYNTAX.match(text) and state in ("", "warning")):
            state = "frames"
            found.append(QUIET)
        elif CHAINED.match(text):
            state = ""
            found.append(QUIET)
        elif state == "frames" and (not text or text.startswith("  ")):
            found.append(QUIET)
        elif state in ("frames", "message"):
            state = "message"
            found.append(STRONG if text else "")
        elif WARNING.match(text):
            state = "warning"
            found.append(STRONG)
        elif state == "warning" and text.startswith("  "):
            found.append(QUIET)
        else:
            state = ""
            found.append("")
        if state == "frames" and POINTER.match(text):
            found[-2:] = [POINTED] * len(found[-2:])
    return found


def _within(row: str) -> str:
    """Return the line without the margin of an exception group."""
    while margin := MARGIN.match(row):
        row = row[margin.end() :]
    return row
