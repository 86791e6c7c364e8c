"""What several Pythons printed, as one program and what older ones print instead."""

from __future__ import annotations

from itertools import groupby, pairwise

from packaging.version import Version

from deepcuts.project import current, minor, newest, shown
from deepcuts.run.interpreter import Interpreter
from deepcuts.snippet.difference import unified_diff
from deepcuts.snippet.outputs import Outputs
from deepcuts.snippet.snippet import Snippet


def merged(snippet: Snippet, seen: dict[Interpreter, Outputs]) -> tuple[Outputs, dict[str, Outputs]]:
    """Return the inline outputs (the newest Python's) and the others by version specifier.

    Versions are cut into segments at every supported minor release and at each declared patch release. A
    segment that no Python here belongs to keeps its record; where it shares one with segments that ran, it
    follows the nearest of them.
    """
    starts = segments(snippet)
    ran: dict[Version, Outputs] = {}
    witness: dict[Version, Interpreter] = {}
    for interpreter, outputs in sorted(seen.items(), key=lambda item: item[0].version):
        start = max(start for start in starts if start <= interpreter.version)
        if start in ran and ran[start] != outputs:
            raise RefusedError(
                f"{shown(snippet.main)}:1: {witness[start]} and {interpreter} print different things: name the"
                f' patch release in which it changed, `# changed = ["{minor(start)}.N"]` below'
                f" `# [tool.deepcuts]`; to find N, run {shown(snippet.main)} on releases in between"
                f" (`uv run --python {minor(start)}.5 FILE`), and halve what is left each time"
                f"\n{unified_diff(snippet.listing(ran[start]), snippet.listing(outputs), shown(snippet.main))}"
            )
        ran[start], witness[start] = outputs, interpreter
    record = {}
    for start in starts:
        if start in ran:
            record[start] = ran[start]
            continue
        kin = [o for o in ran if snippet.expected(o) == snippet.expected(start)]
        nearest = min(
            kin,
            key=lambda other: (
                ran[other] != snippet.expected(start),  # where one of its kin prints what it did, it is left alone
                other < start,
                abs(starts.index(other) - starts.index(start)),
            ),
            default=None,
        )
        record[start] = ran[nearest] if nearest else snippet.expected(start)
    groups = [[*group] for _, group in groupby(starts, key=lambda start: _key(record[start]))]
    older = {f">={group[0]},<{following[0]}": record[group[0]] for group, following in pairwise(groups)}
    return record[starts[-1]], older


def _key(outputs: Outputs) -> list[tuple[object, ...]]:
    return [outputs.order, *((place, *lines) for place, lines in sorted(outputs.items()))]


def segments(snippet: Snippet) -> list[Version]:
    """Say where a snippet's output may change: supported minor releases, and declared patch releases."""
    minors = {Version(minor(text)) for text in current().pythons}
    admitted = {start for start in minors if snippet.runs_on(start) or snippet.runs_on(newest(str(start)))}
    starts = sorted(admitted | {start for start in snippet.changed if snippet.runs_on(start)})
    if not starts:
        raise RefusedError(
            f"{shown(snippet.main)}:1: requires-python = {str(snippet.requires)!r} admits no supported Python"
        )
    return starts


class RefusedError(Exception):
    """A snippet that cannot be recorded; the text says where and why."""
