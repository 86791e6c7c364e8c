"""Runs snippets in fresh interpreters, compares what they print with what they say, and keeps the record."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import zip_longest
from typing import Any

from deepcuts.project import SnippetError, current, named, read, shown
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.observe import STREAMS, Observation, observed
from deepcuts.snippet.difference import first_difference, unified_diff
from deepcuts.snippet.find import address_of
from deepcuts.snippet.sections import write_sections
from deepcuts.snippet.snippet import Snippet


def complaint(snippet: Snippet, interpreter: Interpreter, seen: Observation) -> str:
    """Say why the snippet is not what it says on this Python: file and line, diff, how to see it again; or nothing."""
    again = f"run it again: nox -s snippets-{session_of(interpreter)} -- {snippet.address}{' --plain' * seen.plain}"
    mend = f"if Python is right: nox -s update -- {snippet.address}"
    if seen.problem:
        return f"{seen.problem}\n  on {interpreter}\n  {again}"
    expected = snippet.expected(interpreter.version)
    inline = expected is snippet.inline
    if seen.plain:
        for stream, name in STREAMS.items():
            says, prints = expected.text(stream), seen.outputs.text(stream)
            if says != prints:
                return (
                    f"{shown(snippet.main)}:1: plain {interpreter} prints something else on {name}\n"
                    f"{unified_diff(says, prints, shown(snippet.main))}\n  {again}\n  {mend}"
                )
        return ""
    file = snippet.main if inline else snippet.older_file
    if expected == seen.outputs:
        text = snippet.text if inline else read(file)
        written = snippet.listing(expected) if inline else write_sections(snippet.older)
        if text == written:
            return ""
        if "\r\n" in text:
            line = text[: text.index("\r\n")].count("\n") + 1
            return f"{shown(file)}:{line}: its lines end in CRLF; save it with LF"
        pairs = zip_longest(text.split("\n"), written.split("\n"))
        line = next(n for n, (a, b) in enumerate(pairs, 1) if a != b)
        diff = unified_diff(text, written, shown(file))
        return f"{shown(file)}:{line}: is not written as `nox -s update` writes it\n{diff}"
    line = first_difference(expected, seen.outputs)
    says, prints = snippet.listing(expected), snippet.listing(seen.outputs)
    if inline and not line:  # nothing is said there: point at the statement
        rows = zip([*says.split("\n"), ""], prints.split("\n"), strict=False)
        line = next((n for n, (a, b) in enumerate(rows) if a != b), 1)
    return (
        f"{shown(file)}:{line or 1}: {interpreter} prints something else\n"
        f"{unified_diff(says, prints, shown(snippet.main))}\n"
        f"  {again}\n  {mend}"
    )


def session_of(interpreter: Interpreter) -> str:
    """Return the name of the session for this Python, as pyproject.toml lists them: `3.13`, `3.13.0`."""
    return named(str(interpreter.version), current().pythons)


def select(snippets: list[Snippet], wanted: list[str]) -> list[Snippet]:
    """Return the snippets at or below these addresses; all where none is named."""
    chosen = [address_of(word) for word in wanted]
    for word, address in zip(wanted, chosen, strict=True):
        if not any(f"{snippet.address}/".startswith(f"{address}/") for snippet in snippets):
            raise SnippetError(
                current().snippets / address, 1, f"there is no snippet at or below this address ({word})"
            )
    return [s for s in snippets if not chosen or any(f"{s.address}/".startswith(f"{a}/") for a in chosen)]


class Pool:
    """Runs the selected snippets on one Python from the time they are known.

    Two children a core: while one waits for the disk or for us, the other runs.
    """

    def __init__(self, interpreter: Interpreter, *, plain: bool = False, **limits: Any) -> None:
        self.interpreter = interpreter
        self.plain = plain
        self.limits = limits
        self._threads = ThreadPoolExecutor(2 * (os.cpu_count() or 1), "snippet")
        self._futures: dict[str, Future[Observation]] = {}
        self.passed: list[Snippet] = []
        self.missing: dict[str, str] = {}
        """Snippets that did not run, since their packages cannot be had here: why, by address."""
        self.before: dict[str, str] = {}

    def start(self, snippets: list[Snippet], before: dict[str, str]) -> None:
        """Start these snippets, but not twice, and not those that an earlier run verified: when, by address."""
        self.before = before
        for snippet in snippets:
            if snippet.address in before or snippet.address in self._futures:
                continue
            self._futures[snippet.address] = self._threads.submit(
                observed, snippet, self.interpreter, plain=self.plain, **self.limits
            )

    def verdict(self, snippet: Snippet) -> str:
        """Return the complaint about a snippet that `start` was given; empty where it prints what it says."""
        try:
            known = snippet.address in self.before
            seen = None if known else self._futures[snippet.address].result()
            if seen and seen.missing:
                self.missing[snippet.address] = seen.problem
            problem = complaint(snippet, self.interpreter, seen) if seen else ""
        except SnippetError as error:
            problem = str(error)
        if not problem:
            self.passed.append(snippet)
        return problem

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)
