"""Runs snippets in fresh interpreters, compares what they print with what they say, and keeps the record."""

from __future__ import annotations

import os
import re
import shlex
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from pytest_examples import CodeExample, EvalExample

from deepcuts import interpreter as fresh
from deepcuts.interpreter import Interpreter, Run
from deepcuts.outputs import Outputs, OutputsError, first_difference, observe, unified_diff, write_sections
from deepcuts.snippet import SNIPPETS, Snippet, SnippetError, read, settings, shown


@dataclass(frozen=True)
class Observation:
    """What a snippet printed on one Python, or why that cannot be said."""

    outputs: Outputs = field(default_factory=dict)
    problem: str = ""
    """File, line and what is wrong; empty where the run was sound."""


def observed(snippet: Snippet, interpreter: Interpreter, *, text: str = "", **limits: Any) -> Observation:
    """Run a snippet, or this text in place of its main file, in a fresh interpreter."""
    text = text or snippet.text
    with fresh.copy(snippet.folder, snippet.helpers) as folder:
        main = folder / snippet.main.name
        main.write_bytes(text.encode("utf-8"))
        printed: list[tuple[str, int, str]] = []
        try:
            if snippet.is_program:
                run = fresh.run(interpreter, [main.name], folder, main=main.name, **limits)
                printed += _printed(run, snippet, 1, None)
            else:
                for line, variables, arguments in commands(snippet, text):
                    run = fresh.run(interpreter, arguments, folder, variables=variables, **limits)
                    printed += _printed(run, snippet, line, line)
        except SnippetError as error:
            return Observation(problem=str(error))

        def mask(line: str) -> str:
            line = line.replace(f"{folder}{os.sep}", "")
            if os.name == "nt":  # the path of a file in a traceback
                line = re.sub(r'(?<=File ")[^"]+', lambda found: found[0].replace("\\", "/"), line)
            for name, pattern in snippet.masks.items():
                line = pattern.sub(f"<{name}>", line)
            return line

        try:
            return Observation(observe(text, printed, python=snippet.is_program, mask=mask))
        except OutputsError as error:
            return Observation(problem=str(SnippetError(snippet.main, error.line, str(error))))


def commands(snippet: Snippet, text: str) -> list[tuple[int, dict[str, str], list[str]]]:
    """The commands of a transcript: line, variables, arguments after `python`."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            prompt, *words = shlex.split(line)
        except ValueError as error:
            raise SnippetError(snippet.main, number, f"cannot be read as a command: {error}") from None
        variables = {}
        while words and (match := re.fullmatch(r"([A-Z_]+)=(.*)", words[0])):
            variables[match[1]] = match[2]
            del words[0]
        if prompt != "$" or not words or words.pop(0) != "python":
            raise SnippetError(
                snippet.main, number, "a command of a transcript is `$ python …` or `$ NAME=value python …`"
            )
        found.append((number, variables, words))
    if not found:
        raise SnippetError(snippet.main, 1, "a transcript has at least one line `$ python …`")
    return found


def _printed(run: Run, snippet: Snippet, line: int, place: int | None) -> list[tuple[str, int, str]]:
    """What a run printed, as text; an unsound run raises an error that says what happened."""

    def refuse(message: str) -> SnippetError:
        return SnippetError(snippet.main, line, message)

    if run.stopped:
        raise refuse(f"{run.stopped}; it was ended together with every process it had started")
    if run.status < 0:
        raise refuse(f"ended by signal {signal.Signals(-run.status).name}")
    if snippet.is_program and not run.started:
        raise refuse("did not report: this Python brings a sitecustomize module of its own; use another build of it")
    if run.started and not run.finished:
        raise refuse(f"left past the interpreter's own shutdown (os._exit?) with status {run.status}")
    if snippet.is_program and run.past:
        name, data = next(iter(run.past.items()))
        raise refuse(
            f"wrote {data[:60]!r} to the file descriptor, past sys.std{name}: no statement can be named for that;"
            " make it a transcript (.console)"
        )
    printed = [*run.printed, *((name, 0, data) for name, data in sorted(run.past.items(), reverse=True))]
    rows = [(stream, place or at, _decoded(data, refuse)) for stream, at, data in printed]
    if run.status:
        rows.append(("exit", place or 0, f"exit status {run.status}\n"))
    return rows


def _decoded(data: bytes, refuse: Any) -> str:
    try:
        return data.decode("utf-8").replace("\r\n", "\n") if os.name == "nt" else data.decode("utf-8")
    except UnicodeDecodeError:
        raise refuse(f"printed bytes that are no UTF-8: {data[:60]!r}") from None


def complaint(snippet: Snippet, interpreter: Interpreter, seen: Observation) -> str:
    """Why the snippet is not what it says on this Python: file and line, diff, how to see it again; empty if it is."""
    again = f"run it again: nox -s snippets-{session_of(interpreter)} -- {snippet.address}"
    if seen.problem:
        return f"{seen.problem}\n  on {interpreter}\n  {again}"
    expected = snippet.expected(interpreter.version)
    inline = expected is snippet.inline
    file = snippet.main if inline else snippet.recorded
    if expected == seen.outputs:
        text = snippet.text if inline else read(file)
        written = snippet.listing(expected) if inline else write_sections(snippet.older)
        if text == written:
            return ""
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
        f"  {again}\n  if Python is right: nox -s update"
    )


def session_of(interpreter: Interpreter) -> str:
    """The name of the session for this Python, as pyproject.toml lists them: `3.13`, `3.13.0`."""
    exact = str(interpreter.version)
    return exact if exact in settings()["pythons"] else ".".join(exact.split(".")[:2])


def select(snippets: list[Snippet], wanted: list[str]) -> list[Snippet]:
    """The snippets at or below these addresses; all where none is named."""
    unknown = [w for w in wanted if not any(f"{s.address}/".startswith(f"{w.strip('/')}/") for s in snippets)]
    if unknown:
        raise SnippetError(SNIPPETS / unknown[0], 1, "there is no snippet at or below this address")
    chosen = [w.strip("/") + "/" for w in wanted] or [""]
    return [s for s in snippets if any(f"{s.address}/".startswith(w) for w in chosen)]


@dataclass
class Example(CodeExample):
    """A snippet as pytest-examples sees it."""

    snippet: Snippet | None = None

    @classmethod
    def of(cls, snippet: Snippet) -> Example:
        plain = CodeExample.create(snippet.text, path=snippet.main)
        return cls(**vars(plain), snippet=snippet)


class Printed:
    """What pytest-examples asks for after a run: does it print what it says?"""

    def __init__(self, problem: str) -> None:
        self.problem = problem

    def check_print_statements(self, example: CodeExample) -> None:
        __tracebackhide__ = True
        if self.problem:
            pytest.fail(self.problem, pytrace=False)


class FreshExample(EvalExample):
    """pytest-examples' `eval_example`, its engine replaced: a fresh interpreter and exact outputs.

    Its own runner executes the example inside the pytest process and lets a number of wrong outputs pass;
    `tests/machine/test_false_passes.py` has them one by one.
    """

    def __init__(self, *, pool: Pool, request: pytest.FixtureRequest) -> None:
        super().__init__(tmp_path=Path(), pytest_request=request)
        self.pool = pool

    def _run(self, example: CodeExample, *_: object, **__: object) -> Any:
        assert isinstance(example, Example) and example.snippet
        return Printed(self.pool.verdict(example.snippet)), {}


class Pool:
    """Runs the selected snippets on one Python from the time they are known.

    Two children a core: while one waits for the disk or for us, the other runs.
    """

    def __init__(self, interpreter: Interpreter, **limits: Any) -> None:
        self.interpreter = interpreter
        self.limits = limits
        self._threads = ThreadPoolExecutor(2 * (os.cpu_count() or 1), "snippet")
        self._futures: dict[str, Future[Observation]] = {}
        self.passed: list[Snippet] = []
        self.before: dict[str, str] = {}

    def start(self, snippets: list[Snippet], before: dict[str, str]) -> None:
        """Start these snippets, but for those that an earlier run verified: when, by address."""
        self.before = before
        for snippet in snippets:
            if snippet.address in before:
                continue
            self._futures[snippet.address] = self._threads.submit(observed, snippet, self.interpreter, **self.limits)

    def verdict(self, snippet: Snippet) -> str:
        """The complaint about a snippet that `start` was given; empty where it prints what it says."""
        try:
            known = snippet.address in self.before
            problem = "" if known else complaint(snippet, self.interpreter, self._futures[snippet.address].result())
        except SnippetError as error:
            problem = str(error)
        if not problem:
            self.passed.append(snippet)
        return problem

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)
