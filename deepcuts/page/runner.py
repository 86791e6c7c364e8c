"""What a page says to the runner in the reader's browser: what it needs to run a snippet; and why one cannot be run."""

from __future__ import annotations

import base64
import json
import re

from packaging.version import Version

from deepcuts.page.listing import needed, text_of
from deepcuts.project import minor
from deepcuts.run.ledger import verified_on
from deepcuts.snippet.outputs import END, Place
from deepcuts.snippet.packages import described
from deepcuts.snippet.program import places
from deepcuts.snippet.snippet import Snippet

PYTHON = Version("3.14.2")
MINOR = minor(PYTHON)
UNFIT = {
    r"(?:import|from) (?:threading|_thread)\b": "starts threads",
    r"(?:import|from) (?:subprocess|multiprocessing)\b": "starts processes",
    r"from concurrent import interpreters\b": "starts a second interpreter",
}
"""What a line of a program begins with that cannot run in a browser: why not. docs/assets/run/compare.js has the like
for what a reader writes."""
ATTRIBUTE = r' data-run="[^"]*"'
"""What the runner looks for, as a page has it: it is taken out where nothing can be run."""


def why_not(snippet: Snippet, region: str) -> str:
    """Say in a few words why a snippet, or a region of one, cannot be run in a browser; nothing where it can."""
    if region:
        return "a part: run it where it stands whole"
    what = _lacking(snippet)
    return f"{what}: not in a browser" if what else ""


def _lacking(snippet: Snippet) -> str:
    """Return what a snippet does or needs that a browser's Python has not."""
    if not snippet.is_program:
        return "command lines"
    if not snippet.runs_on(PYTHON):
        return f"needs Python {needed(snippet)}"
    if packages := described(snippet.dependencies, PYTHON):
        return f"needs {packages}"
    texts = [*filter(None, map(text_of, snippet.helpers)), snippet.program]
    unfit = (
        why for pattern, why in UNFIT.items() if any(re.search(rf"^\s*{pattern}", text, re.MULTILINE) for text in texts)
    )
    return next(unfit, "")


def data(snippet: Snippet) -> str:
    """Say what the runner needs, as JSON: files, expected outputs and their places.

    The texts of the files are those of the page, which deepcuts/page/markdown.py writes; lines are those of the
    program.
    """
    files = [*(path.relative_to(snippet.folder).as_posix() for path in snippet.helpers), snippet.main.name]
    expected, place_of = snippet.expected(PYTHON), places(snippet.program)
    spots = sorted({*place_of.values(), *expected, END}, key=Place.reading)
    index = {place: number for number, place in enumerate(spots)}
    rows = range(snippet.program.count("\n") + 2)  # the last one may end without a newline
    binary = {
        name: path.read_bytes() for name, path in zip(files, snippet.helpers, strict=False) if text_of(path) is None
    }
    needed = {
        "files": files,
        "binary": {name: base64.b64encode(data).decode("ascii") for name, data in binary.items()},
        "python": MINOR,
        "status": "verified" if any(on.startswith(f"{MINOR}.") for on in verified_on(snippet)) else "recorded",
        "at": [index[place_of.get(row, END)] for row in rows],
        "expected": [[index[spot], line.stream, line.text] for spot in spots for line in expected.get(spot, [])],
        "masks": {name: pattern.pattern for name, pattern in snippet.masks.items()},
    }
    return json.dumps(needed, separators=(",", ":"))
