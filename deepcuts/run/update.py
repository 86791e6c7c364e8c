"""Writes what the Pythons on this machine print into the snippets: `python -m deepcuts update [address ...]`.

The truth is what plain Python prints: the instrumented run, which knows the place of each line, must have printed the
same, and so must runs in other surroundings. Writes nothing at all where one snippet cannot be recorded.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

from deepcuts import files
from deepcuts.project import SnippetError, current, minor, shown
from deepcuts.run import interpreter as fresh
from deepcuts.run import process
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.merge import RefusedError, merged
from deepcuts.run.observe import STREAMS, Observation, observed
from deepcuts.run.verify import select
from deepcuts.run.workspace import Surroundings
from deepcuts.snippet.difference import unified_diff
from deepcuts.snippet.find import find
from deepcuts.snippet.outputs import Outputs, OutputsError
from deepcuts.snippet.program import split
from deepcuts.snippet.sections import write_sections
from deepcuts.snippet.snippet import Snippet

SEEDS = (1, 59, 194, 80, 191, 43, 66, 83)
"""Of 1,224 sets of two common words or a word and a number, each comes in both of its orders under these: tested."""
ZONES = ("<-12>12", "<+14>-14")  # never the same date: https://pubs.opengroup.org/onlinepubs/9799919799/


def main(addresses: list[str]) -> int:
    wanted = current().pythons
    found = {text: interpreter for text in wanted if (interpreter := fresh.find(text))}
    missing = [text for text in wanted if text not in found]
    if missing and os.environ.get("CI"):
        print(f"update: not found: {', '.join(f'Python {text}' for text in missing)}", file=sys.stderr)
        return 1
    problems: list[SnippetError] = []
    try:
        every = find(problems=problems)
        asked = select(every, addresses)
        snippets = [snippet for snippet in asked if snippet.runs_here]
        before = {path: path.read_bytes() for s in snippets for path in (s.main, s.older_file) if path.is_file()}
        texts = observed_texts(snippets, list(found.values()))
    except (RefusedError, SnippetError) as error:
        print(*problems, f"{error}\nupdate: nothing was written", sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("update: interrupted; nothing was written", file=sys.stderr)
        return 130
    written = 0
    for path, text in texts.items():
        try:
            written += write(path, text, before.get(path))
        except files.FileError as error:
            problems.append(error)
    for snippet in asked:
        if not snippet.runs_here:
            print(f"{snippet.address} is for another system: what it prints is left as it was recorded")
    for text in missing:
        print(f"Python {text} was not found: what it prints is left as it was recorded, and CI will compare it")
    if len(locales()) < 2:
        print("No locale but C.UTF-8 was found: whether outputs are the same in yours was not tried")
    versions = ", ".join(str(interpreter.version) for interpreter in found.values())
    print(f"{len(snippets)} snippets on {versions}: {written or 'no'} files changed")
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
    return len(problems) > 0


def locales() -> list[str]:
    """Return `C.UTF-8`, and the locale of an ordinary reader where this machine has one."""
    try:
        listed = subprocess.run(["locale", "-a"], capture_output=True, encoding="utf-8", check=False).stdout.split()
    except OSError:
        listed = []
    others = [name for name in listed if re.fullmatch(r"[a-z]{2}_[A-Z]{2}\.(utf8|UTF-8)", name)]
    others.sort(key=lambda name: (not name.startswith("de_"), not name.startswith("en_US"), name))  # 1.000,5
    return ["C.UTF-8", *others[:1]]


def elsewhere(count: int) -> Iterator[Surroundings]:
    """Return surroundings of readers that differ in all that no output may show."""
    for number, seed in enumerate(SEEDS[:count]):
        yield Surroundings(seed, ZONES[number % 2], locales()[-(number % 2)], backwards=bool(number % 2))


def observed_texts(snippets: list[Snippet], interpreters: list[Interpreter]) -> dict[Path, str]:
    """Return the new text of every file of these snippets that holds outputs; an empty one is to be removed."""
    texts: dict[Path, str] = {}
    problems = []
    two, all_ = [*elsewhere(2)], [*elsewhere(len(SEEDS))]
    threads = ThreadPoolExecutor(os.cpu_count() or 1)
    broken: dict[Snippet, str] = {}

    def once(snippet: Snippet, interpreter: Interpreter, **how: Any) -> Observation:
        """Run once, unless a run of this snippet went wrong: nobody waits twenty times for one that never ends."""
        seen = Observation() if snippet in broken else observed(snippet, interpreter, **how)
        if seen.problem:
            broken.setdefault(snippet, f"{seen.problem}\n  on {interpreter}")
        return Observation(problem=broken[snippet]) if snippet in broken else seen

    try:
        runs: dict[Snippet, dict[Interpreter, list[Future[Observation]]]] = {}
        for snippet in snippets:
            for_it = sorted((i for i in interpreters if snippet.runs_on(i.version)), key=lambda i: i.version)
            runs[snippet] = {
                interpreter: [
                    threads.submit(once, snippet, interpreter),
                    # an order that hashes decide is the same on all Pythons: one of them is asked again and again
                    *(
                        threads.submit(once, snippet, interpreter, plain=True, surroundings=there)
                        for there in (all_ if interpreter is for_it[-1] else two)
                    ),
                ]
                for interpreter in for_it
            }
        for snippet, on in runs.items():
            try:
                seen = {
                    interpreter: _agreed(snippet, interpreter, [future.result() for future in futures])
                    for interpreter, futures in on.items()
                }
                _parses(snippet, seen)
                inline, older = merged(snippet, seen)
                _reads_back(snippet, inline)
            except RefusedError as error:
                problems.append(str(error))
                continue
            texts[snippet.main] = snippet.listing(inline)
            texts[snippet.older_file] = write_sections(older) if older else ""
    except KeyboardInterrupt:
        process.stop()
        raise
    finally:
        threads.shutdown(cancel_futures=True)
    if problems:
        raise RefusedError("\n\n".join(problems))
    return texts


def _agreed(snippet: Snippet, interpreter: Interpreter, runs: list[Observation]) -> Outputs:
    """Return what the instrumented run printed, if each plain one printed the same, to the last character."""
    for run in runs:
        if run.problem:
            raise RefusedError(run.problem)
    placed, *plain = (run.outputs for run in runs)
    differ = f"two runs on {interpreter} print different things"
    for one, other in pairwise(plain):
        _compare(snippet, placed, one, other, differ, STABLE)
    try:
        _compare(snippet, placed, plain[0], placed, f"{interpreter} prints something else when it is watched", WATCHED)
    except RefusedError:  # the time zone or the locale may be the reason, in which the instrumented run was alone
        _compare(snippet, placed, plain[0], observed(snippet, interpreter, plain=True).outputs, differ, STABLE)
        raise
    return placed


STABLE = (
    "compare instead of printing what changes, or mask it (the hash seed, the time, the time zone, the locale and the"
    " order of files in a folder are not the same for all readers)"
)
WATCHED = (
    "a program that looks at tracing, profiling, audit events, frames, its own output streams or where it lies cannot"
    " be watched; make it a transcript (.console), in which nothing is"
)


def _compare(snippet: Snippet, placed: Outputs, one: Outputs, other: Outputs, what: str, advice: str) -> None:
    """Raise an error where two runs did not print the same on each stream; a transcript has only one, the terminal."""
    if not snippet.is_program:
        streams = {"": (snippet.listing(one), snippet.listing(other))}
    else:
        streams = {f" on {name}": (one.text(stream), other.text(stream)) for stream, name in STREAMS.items()}
    for on, texts in streams.items():
        if texts[0] == texts[1]:
            continue
        pairs = enumerate(zip_longest(*(text.split("\n") for text in texts)))
        line = next(number for number, (a, b) in pairs if a != b)
        if on:  # where the listing has that line
            shown_ = split(snippet.listing(placed))[1].printed()
            lines = [row.at for row in shown_ if STREAMS[row.stream] in on]
            line = lines[min(line, len(lines) - 1)] - 1 if lines else 0
        raise RefusedError(
            f"{shown(snippet.main)}:{line + 1}: {what}{on}; {advice}\n{unified_diff(*texts, shown(snippet.main))}"
        )


def _reads_back(snippet: Snippet, outputs: Outputs) -> None:
    """Raise an error where the outputs, once written, would be taken for a part of the program."""
    again: tuple[str, Outputs] | None = None
    with contextlib.suppress(OutputsError):
        again = split(snippet.listing(outputs), python=snippet.is_program)
    if again != (snippet.program, outputs):
        raise RefusedError(
            f"{shown(snippet.main)}:1: what it prints below its text could not be told from that text again (a string"
            " that does not end?); make it a transcript (.console)"
        )


def _parses(snippet: Snippet, seen: dict[Interpreter, Outputs]) -> None:
    """Raise an error where an older Python does not know the syntax of a program, and nobody said so."""
    broken = {
        interpreter: bool(
            re.search(rf'File "{snippet.main.name}", line .*\n(?: .*\n)*\w*(Syntax|Indentation)Error', text)
        )
        for interpreter, outputs in seen.items()
        for text in [outputs.text("err")]
    }
    if any(broken.values()) and not all(broken.values()):
        oldest = min(interpreter.version for interpreter, is_broken in broken.items() if not is_broken)
        which = next(interpreter for interpreter, is_broken in broken.items() if is_broken)
        raise RefusedError(
            f"{shown(snippet.main)}:1: {which} cannot read its syntax; say for which it is, at the end of the file:\n"
            f'# /// script\n# requires-python = ">={minor(oldest)}"\n# ///'
        )


def write(path: Path, text: str, before: bytes | None) -> bool:
    """Replace the text of a file that is still what it was, or remove it where there is none; say if it changed."""
    new = text.encode("utf-8")
    goes = not new and not path.name.endswith((".py", ".console"))
    if (before is None) if goes else (before == new):
        return False
    if not goes:
        files.replace(path, new, before)
    elif before is not None:
        files.remove(path, before)
    print(f"{'updated' if path.exists() else 'removed'} {shown(path)}")
    return True
