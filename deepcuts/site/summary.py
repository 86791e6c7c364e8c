"""Says where the site is, and which Pythons stand behind it: `python -m deepcuts.site.report`."""

from __future__ import annotations

import os
import sys

from deepcuts.project import current
from deepcuts.run.ledger import unconfirmed, verified_on
from deepcuts.snippet.find import find


def main() -> int:
    """Print one line per kind: verified by a run on this machine, or only recorded in the repository.

    The exit status is 1 under CI where a Python is only recorded.
    """
    snippets = find()
    counts: dict[str, int] = {}
    for snippet in snippets:
        for version in verified_on(snippet):
            counts[version] = counts.get(version, 0) + 1
    recorded = unconfirmed(current().pythons, counts)
    running = sys.version.split()[0]
    pages = len(list(current().site.rglob("*.html")))
    site = os.path.relpath(current().site)
    print(f"\nThe site is in {site} ({pages} pages, {len(snippets)} snippets).")
    print(f"To read it: python3 -m http.server -d {site}, then http://localhost:8000")
    if running in counts:
        print(f"Verified on this Python: CPython {running} ({counts.pop(running)} snippets)")
    else:
        print(f"Verified on this Python: nothing that counts; CPython {running} is not listed in pyproject.toml")
    for version, count in sorted(counts.items()):
        print(f"Verified by an earlier run: CPython {version} ({count} snippets)")
    if recorded:
        print(f"Recorded, not run here:   CPython {', '.join(recorded)} (`nox` runs every Python it finds)")
    if recorded and os.environ.get("CI"):
        print("A site is published only with records of all Pythons.", file=sys.stderr)
        return 1
    return 0
