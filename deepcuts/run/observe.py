"""What a snippet prints in one run, each line at its place in the snippet."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from deepcuts.project import SnippetError, shown
from deepcuts.run import packages, process
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.portable import unportable
from deepcuts.run.process import Run
from deepcuts.run.transcript import commands, told_apart
from deepcuts.run.workspace import Surroundings, Workspace, prepared
from deepcuts.snippet.difference import MESSAGE_COLUMNS, unified_diff
from deepcuts.snippet.imports import undeclared
from deepcuts.snippet.outputs import Outputs, OutputsError
from deepcuts.snippet.packages import PackageError, UnavailableError
from deepcuts.snippet.program import observe
from deepcuts.snippet.snippet import Snippet

STREAMS = {"out": "standard output", "err": "standard error", "exit": "the exit status"}
Pieces = list[tuple[str, int, str]]
"""What a run printed: stream, line of the program or 0, text, in the order of time."""


@dataclass(frozen=True)
class Observation:
    """What a snippet printed on one Python, or why that cannot be said."""

    outputs: Outputs = field(default_factory=Outputs)
    """The lines at their places; of a plain run all at the end, and without the order between the two streams."""
    problem: str = ""
    """File, line and what is wrong; empty where the run was sound."""
    missing: bool = False
    """Whether it did not run at all, since its packages cannot be had here: that says nothing about the snippet."""
    plain: bool = False
    """Whether nothing of ours was inside: then the streams are known, but not their order and the places."""


def observed(
    snippet: Snippet,
    interpreter: Interpreter,
    *,
    plain: bool = False,
    surroundings: Surroundings | None = None,
    **limits: Any,
) -> Observation:
    """Run a snippet in a fresh interpreter, as a reader has it: without its output lines.

    A program is instrumented, so that each line it prints finds its place, but for a `plain` run. In a transcript
    nothing ever is.
    """
    instrumented = snippet.is_program and not plain
    try:
        interpreter = packages.equipped(interpreter, snippet)
    except PackageError as error:
        problem = str(SnippetError(snippet.main, snippet.metadata_line, str(error)))
        return Observation(problem=problem, missing=isinstance(error, UnavailableError))
    try:
        printed: Pieces = []
        with _workspace(snippet, interpreter, instrumented, surroundings) as workspace:
            if snippet.is_program:
                run = process.run(workspace, [snippet.main.name], main=snippet.main.name, **limits)
                printed += _of_program(run, snippet)
            else:
                printed += _of_transcript(snippet, workspace, limits)

            def mask(line: str) -> str:
                return _masked(line, snippet, workspace) if snippet.is_program else line  # there it has been done

            found = observe(snippet.text, printed, python=snippet.is_program, mask=mask)
        _portable(snippet, found, interpreter, workspace)
        _declared(snippet, found)
        return Observation(found, plain=snippet.is_program and plain)
    except OutputsError as error:
        return Observation(problem=str(SnippetError(snippet.main, error.line, str(error))))
    except SnippetError as error:
        return Observation(problem=str(error))


def _portable(snippet: Snippet, found: Outputs, interpreter: Interpreter, workspace: Workspace) -> None:
    """Raise an error at the first line that only this machine or this day would print."""
    source = "\n".join([snippet.program, *(path.read_text("utf-8", "replace") for path in snippet.helpers)])
    everything = "".join(line.text for line in found.printed())
    if not unportable(everything, source, interpreter, workspace.root):
        return  # nearly always: looked at as one text
    for where in found.places():
        for line in found[where]:
            if problem := unportable(line.text, source, interpreter, workspace.root):
                raise SnippetError(
                    snippet.main, _line(snippet, where[0]), f"{problem}\n  {str(line)[:MESSAGE_COLUMNS]}"
                )


def _declared(snippet: Snippet, found: Outputs) -> None:
    """Raise an error at an import of what nobody has who has only Python."""
    if "ModuleNotFoundError" in (said := found.text("err")):
        helpers = {path.relative_to(snippet.folder).as_posix(): path for path in snippet.helpers}
        files = {name: path.read_text("utf-8", "replace") for name, path in helpers.items()}
        if wrong := undeclared({snippet.main.name: snippet.program, **files}, said):
            name, line, module = wrong
            file, at = (helpers[name], line) if name in helpers else (snippet.main, _line(snippet, line))
            raise SnippetError(
                file,
                at,
                f"`{module}` is not in the standard library, and nothing here makes it: declare its package in"
                " `dependencies` (where its absence is the point, catch the ImportError and print it)",
            )


def _workspace(
    snippet: Snippet, interpreter: Interpreter, instrumented: bool, surroundings: Surroundings | None
) -> Any:
    files = {snippet.main.name: snippet.program.encode("utf-8")}
    files |= {path.relative_to(snippet.folder).as_posix(): path.read_bytes() for path in snippet.helpers}
    return prepared(interpreter, files, instrumented=instrumented, surroundings=surroundings)


def _line(snippet: Snippet, line: int) -> int:
    """Return the line of the file for a line of the program."""
    rows = snippet.program.split("\n")
    if line > len(rows):
        return 1
    marked = snippet.listing(Outputs(snippet.inline)).split("\n")
    at = 0
    for row in rows[:line]:
        at = marked.index(row, at) + 1
    return at


def _masked(line: str, snippet: Snippet, workspace: Workspace) -> str:
    line = line.replace(f"{workspace.folder}{os.sep}", "")
    if os.name == "nt":  # the path of a file in a traceback
        line = re.sub(r'(?<=File ")[^"]+', lambda found: found[0].replace("\\", "/"), line)
    return snippet.masked(line)


def _of_program(run: Run, snippet: Snippet) -> Pieces:
    """Return what a run of a program printed; an unsound run raises an error that says what happened."""
    _sound(run, snippet, 1)
    if run.started and not run.finished:
        raise SnippetError(
            snippet.main,
            1,
            "its end was not seen: it left by os._exit() or os.exec…(), or closed both of its streams;"
            " make it a transcript (.console)",
        )
    if run.started and run.past:
        name, data = next(iter(run.past.items()))
        raise SnippetError(
            snippet.main,
            1,
            f"wrote {data[:60]!r} to the file descriptor, past sys.std{name}: no statement can be named for that;"
            " make it a transcript (.console)",
        )
    printed = [*run.printed, *((name, 0, data) for name, data in run.past.items())]
    rows = [(stream, line, _decoded(data, snippet, 1)) for stream, line, data in printed]
    return [*rows, *_status(run, 0)]


def _of_transcript(snippet: Snippet, workspace: Workspace, limits: dict[str, Any]) -> Pieces:
    """Return what the commands of a transcript print on a terminal, in the order in which it appears there.

    Each stream has a terminal of its own, which tells them apart. Where a command has written to both, all run again
    with one terminal for both: that has the order.
    """
    todo = commands(snippet)
    terminal = {"TERM": "dumb", "NO_COLOR": "1"}

    def runs(within: Workspace, streams: str) -> Iterable[Run]:
        for command in todo:
            variables = terminal | command.variables
            if not (within.executable.parent / command.program).exists():
                problem = f"there is no command `{command.program}`: python and what its packages bring can be run"
                raise SnippetError(snippet.main, command.at, problem)
            how = limits | {"program": command.program, "streams": streams, "variables": variables}
            run = process.run(within, command.arguments, **how)
            _sound(run, snippet, command.at)
            yield run

    def text(run: Run, within: Workspace, stream: str, at: int) -> bytes:
        rows = _decoded(run.past.get(stream, b""), snippet, at).split("\n")
        return "\n".join(_masked(row, snippet, within) for row in rows).encode()

    apart = [*runs(workspace, "terminals")]
    printed: Pieces = []
    if os.name == "nt" or all(len(run.past) < 2 for run in apart):
        for command, run in zip(todo, apart, strict=True):
            for stream in run.past:
                printed.append((stream, command.line, text(run, workspace, stream, command.at).decode()))
            printed += _status(run, command.line)
        return printed
    with _workspace(snippet, workspace.interpreter, False, workspace.surroundings) as again:
        together = [*runs(again, "terminal")]
        for command, both, each in zip(todo, together, apart, strict=True):
            shown_ = text(both, again, "out", command.at)
            out, err = (text(each, workspace, stream, command.at) for stream in ("out", "err"))
            pieces = told_apart(shown_, out, err)
            if pieces is None or both.status != each.status:
                diff = unified_diff(shown_.decode(), (out + err).decode(), shown(snippet.main))
                raise SnippetError(
                    snippet.main,
                    command.at,
                    f"two runs print different things; compare instead of printing what changes, or mask it\n{diff}",
                )
            printed += [(stream, command.line, data.decode()) for stream, data in pieces]
            printed += _status(both, command.line)
    return printed


def _status(run: Run, line: int) -> Pieces:
    return [("exit", line, f"exit status {run.status}\n")] if run.status else []


def _sound(run: Run, snippet: Snippet, line: int) -> None:
    if run.stopped:
        raise SnippetError(snippet.main, line, f"{run.stopped}; what it had started was ended with it")
    if run.status < 0:
        names = {number.value: number.name for number in signal.Signals}
        raise SnippetError(snippet.main, line, f"ended by signal {names.get(-run.status, -run.status)}")


def _decoded(data: bytes, snippet: Snippet, line: int) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise SnippetError(snippet.main, line, f"printed bytes that are not UTF-8: {data[:60]!r}") from None
    return text.replace("\r\n", "\n") if os.name == "nt" else text
