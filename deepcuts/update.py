"""Writes what the Pythons on this machine print into the snippets: `python -m deepcuts.update [address ...]`.

Runs everything twice; writes nothing at all where one snippet cannot be recorded.
"""

from __future__ import annotations

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, pairwise, zip_longest
from pathlib import Path

from packaging.version import Version

from deepcuts import interpreter as fresh
from deepcuts.interpreter import Interpreter
from deepcuts.outputs import Outputs, unified_diff, write_sections
from deepcuts.snippet import Snippet, SnippetError, find, settings, shown
from deepcuts.verify import Observation, observed, select

ROUNDS = 5  # output lines move the line numbers in tracebacks, and those are output lines


class RefusedError(Exception):
    """A snippet that cannot be recorded; the text says where and why."""


def main(addresses: list[str]) -> int:
    wanted = settings()["pythons"]
    found = {text: interpreter for text in wanted if (interpreter := fresh.find(text))}
    missing = [text for text in wanted if text not in found]
    if missing and os.environ.get("CI"):
        print(f"update: not found: {', '.join(f'Python {text}' for text in missing)}", file=sys.stderr)
        return 1
    try:
        snippets = select(find(), addresses)
        files = record(snippets, list(found.values()))
    except (RefusedError, SnippetError) as error:
        print(f"{error}\nupdate: nothing was written", file=sys.stderr)
        return 1
    written = [path for path, text in files.items() if write(path, text)]
    for path in written:
        print(f"{'updated' if path.exists() else 'removed'} {shown(path)}")
    for text in missing:
        print(f"Python {text} was not found: what it prints is left as it was recorded")
    pythons = ", ".join(str(interpreter.version) for interpreter in found.values())
    print(f"{len(snippets)} snippets on {pythons}: {len(written) or 'no'} files changed")
    return 0


def record(snippets: list[Snippet], interpreters: list[Interpreter]) -> dict[Path, str]:
    """The new text of every file of these snippets that holds outputs; an empty one is to be removed."""
    files: dict[Path, str] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        todo = {snippet: snippet.text for snippet in snippets}
        for _ in range(ROUNDS):
            runs = {
                snippet: [
                    (interpreter, [threads.submit(observed, snippet, interpreter, text=text) for _ in range(2)])
                    for interpreter in interpreters
                    if snippet.runs_on(interpreter.version)
                ]
                for snippet, text in todo.items()
            }
            again, problems = {}, []
            for snippet, text in todo.items():
                try:
                    seen = {
                        interpreter: _agreed(snippet, interpreter, [run.result() for run in pair])
                        for interpreter, pair in runs[snippet]
                    }
                    inline, older = merged(snippet, seen)
                except RefusedError as error:
                    problems.append(str(error))
                    continue
                files[snippet.main] = snippet.listing(inline)
                files[snippet.recorded] = write_sections(older) if older else ""
                if files[snippet.main] != text:
                    again[snippet] = files[snippet.main]
            if problems:
                raise RefusedError("\n\n".join(problems))
            if not again:
                return files
            todo = again
    names = ", ".join(shown(snippet.main) for snippet in todo)
    raise RefusedError(
        f"{names}: its outputs still change after {ROUNDS} rounds; does it print what it reads from its own file?"
    )


def _agreed(snippet: Snippet, interpreter: Interpreter, pair: list[Observation]) -> Outputs:
    """What two runs printed, if it is the same."""
    for seen in pair:
        if seen.problem:
            raise RefusedError(f"{seen.problem}\n  on {interpreter}")
    one, other = (seen.outputs for seen in pair)
    if one != other:
        listings = snippet.listing(one), snippet.listing(other)
        line = next(n for n, (a, b) in enumerate(zip_longest(*(text.split("\n") for text in listings)), 1) if a != b)
        raise RefusedError(
            f"{shown(snippet.main)}:{line}: two runs on {interpreter} print different things;"
            " compare instead of printing what changes, or mask it\n"
            f"{unified_diff(*listings, shown(snippet.main))}"
        )
    return one


def merged(snippet: Snippet, seen: dict[Interpreter, Outputs]) -> tuple[Outputs, dict[str, Outputs]]:
    """The inline outputs (the newest Python's) and the others by version specifier.

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
                f' patch release in which it changed, `# changed = ["{start.major}.{start.minor}.N"]` below'
                " `# [tool.deepcuts]`"
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
    return [(place, *lines) for place, lines in sorted(outputs.items())]


def segments(snippet: Snippet) -> list[Version]:
    """Where a snippet's output may change: supported minor releases, and declared patch releases."""
    minors = {Version(".".join(text.split(".")[:2])) for text in settings()["pythons"]}
    admitted = {start for start in minors if snippet.runs_on(start) or snippet.runs_on(Version(f"{start}.99"))}
    starts = sorted(admitted | {start for start in snippet.changed if snippet.runs_on(start)})
    if not starts:
        raise RefusedError(
            f"{shown(snippet.main)}:1: requires-python = {str(snippet.requires)!r} admits no supported Python"
        )
    return starts


def write(path: Path, text: str) -> bool:
    """Replace a file's text at once, or remove it where there is none; say whether that changed anything."""
    old = path.read_bytes() if path.exists() else b""
    new = text.encode("utf-8")
    if old == new and (new or not path.exists()):
        return False
    if not new and not path.name.endswith((".py", ".console")):
        path.unlink()
        return True
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    scratch.write_bytes(new)
    if path.exists():
        shutil.copymode(path, scratch)
    scratch.replace(path)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
