"""Runs one command of a fresh interpreter within limits, in a workspace that goes with everything it started.

A program is not a prisoner here: it can reach what its user can. But it finds an empty home, a scratch folder, no
variable of the parent and an environment of its own, and what it leaves behind is ended, removed, and named.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from deepcuts.run import streams
from deepcuts.run.leftovers import (
    FILE_LIMIT,
    MEMORY_LIMIT,
    end,
    files_left,
    free_bytes,
    has_ended,
    shared_memory,
    shared_memory_left,
)
from deepcuts.run.streams import opened
from deepcuts.run.workspace import GUARD, OWN, Workspace

TIME_LIMIT = 10.0  # seconds
OUTPUT_LIMIT = 1_000_000  # bytes, of all streams together


@dataclass(frozen=True)
class Run:
    """What happened when a command ran."""

    printed: tuple[tuple[str, int, bytes], ...]
    """(`out` or `err`, line of the main file or 0, bytes) in the order in which they were written; only of an
    instrumented run."""
    status: int
    """The exit status; negative: ended by that signal."""
    past: dict[str, bytes]
    """What went to the file descriptors of standard output and error, past the hook of an instrumented run."""
    started: bool
    """Whether the hook reported at all."""
    finished: bool
    """Whether the hook saw the interpreter shut down in good order: not after `os._exit` or a crash."""
    stopped: str = ""
    """Why we ended it, or what it left behind; empty where neither."""


_stopping = threading.Event()


def stop() -> None:
    """End all runs now, and let none begin: somebody pressed Ctrl-C."""
    _stopping.set()


def run(
    workspace: Workspace,
    arguments: list[str],
    *,
    program: str = "",
    main: str = "",
    streams: str = "pipes",
    variables: dict[str, str] | None = None,
    time_limit: float = TIME_LIMIT,
    output_limit: int = OUTPUT_LIMIT,
) -> Run:
    """Run `python ARGUMENTS` in a workspace, or a script of its packages as `program`.

    In an instrumented one, say which line of `main` printed what.

    `streams` says where the two streams lead: `pipes`, `terminal` (one for both, so that the order in which they
    were written is the order in which they are read; all is in `past["out"]`) or `terminals` (one for each).
    Ends everything that was started after `time_limit` seconds or `output_limit` bytes.
    """
    report, key = f"{workspace.root}{os.sep}report", secrets.token_hex(8)
    asked = {}
    if workspace.instrumented:
        open(report, "wb").close()
        asked["DEEPCUTS_REPORT"] = f"{key}\n{output_limit}\n{report}\n{workspace.folder}{os.sep}{main}"
    _become_subreaper()
    before, free = shared_memory(), free_bytes(workspace)
    with opened(streams) as (readers, writers):
        if _stopping.is_set():
            return Run((), 0, {}, False, False, "was interrupted")
        process = subprocess.Popen(
            [workspace.executable.parent / program if program else workspace.executable, *arguments],
            cwd=workspace.folder,
            env=workspace.variables() | (variables or {}) | asked,
            stdin=subprocess.DEVNULL,
            stdout=writers["out"],
            stderr=writers["err"],
            start_new_session=True,
            umask=0o077 if workspace.surroundings.backwards else -1,
        )
        OWN.add(process.pid)
        GUARD.begun(process.pid)
        try:
            _limit(process.pid)
            for writer in {*writers.values()}:
                os.close(writer)
            stopped, printed = _collect(process, readers, report, time_limit, output_limit)
            stopped = end(process, workspace, stopped)
        finally:
            OWN.discard(process.pid)
            GUARD.ended(process.pid)
    stopped = stopped or shared_memory_left(before, workspace) or files_left(workspace, free)
    records = list(_records(report, key)) if workspace.instrumented else []
    if any(kind == "forged" for kind, *_ in records):
        stopped = stopped or "wrote into the file in which its output was being recorded"
    # not process.pid: on Windows that of a virtual environment is a launcher's
    first = next((number for kind, number, _ in records if kind == "start"), None)
    return Run(
        printed=tuple(record for record in records if record[0] in ("out", "err")),
        status=process.returncode,
        past={name: bytes(data) for name, data in printed.items() if data},
        started=first is not None,
        finished=first is not None and ("end", first, b"") in records,
        stopped=stopped,
    )


def _become_subreaper() -> None:
    """Let processes whose parent has ended come to us, so that we find them: PR_SET_CHILD_SUBREAPER, Linux only."""
    if sys.platform == "linux" and not _become_subreaper.__dict__.get("done"):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
        _become_subreaper.__dict__["done"] = True


def _limit(process: int) -> None:
    """Limit the size of a file, and of the address space so that the machine lives; where the system can."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import resource

        resource.prlimit(process, resource.RLIMIT_FSIZE, (FILE_LIMIT << 20, FILE_LIMIT << 20))
        resource.prlimit(process, resource.RLIMIT_AS, (MEMORY_LIMIT << 23, MEMORY_LIMIT << 23))


def _collect(
    process: subprocess.Popen[bytes], readers: dict[str, int], report: str, time_limit: float, output_limit: int
) -> tuple[str, dict[str, bytearray]]:
    """Read until all streams have ended and the process has, or a limit is reached; say which."""
    printed = {name: bytearray() for name in readers}
    deadline = time.monotonic() + time_limit
    stopped, ended = "", False

    def flooded() -> str:
        size = sum(map(len, printed.values()))
        if size <= output_limit and os.path.exists(report) and os.path.getsize(report) > output_limit:
            size += sum(len(data) + output_limit * (kind == "flood") for kind, _, data in _records(report, ""))
        return f"printed more than {output_limit:,} bytes" if size > output_limit else ""

    with streams.Reader(readers) as pieces:
        while pieces.open and not stopped:
            # a process that it left behind may hold the streams open: look every now and then
            ready = pieces.wait(0 if ended else max(0.0, min(0.2, deadline - time.monotonic())))
            for name, data in ready:
                printed[name] += data
            if _stopping.is_set():
                stopped = "was interrupted"
            elif time.monotonic() > deadline:
                stopped = f"ran longer than {time_limit:g} s"
            elif not ready and ended:
                break  # looked once more after its end: what it wrote last has been read
            elif not ready:
                ended = has_ended(process)
            stopped = stopped or flooded()
    delay = 0.0005
    while not stopped and not has_ended(process):  # it closed its streams and goes on
        time.sleep(delay)
        delay = min(2 * delay, 0.05)
        if _stopping.is_set():
            stopped = "was interrupted"
        elif time.monotonic() > deadline:
            stopped = f"ran longer than {time_limit:g} s"
    return stopped or flooded(), printed


RECORD = re.compile(rb"(\w+) (start|out|err|end|flood) ([0-9]{1,9}) ([0-9]{1,20}) ([0-9]{1,9})\n")


def _records(report: str, key: str) -> Iterator[tuple[str, int, bytes]]:
    """Yield what child.py reported, in the order of time; `forged` where a record is not of that form or lacks the key.

    Without a key, what only looks like records is read too.
    """
    with open(report, "rb", buffering=0) as file:
        data, wanted = file.read(), key.encode()
    found, start = [], 0
    while start < len(data):
        head = RECORD.match(data, start)
        if not head or head[1] != (wanted or head[1]) or head.end() + int(head[5]) > len(data):
            found.append((0, "forged", 0, b""))
            break
        start = head.end() + int(head[5])
        found.append((int(head[4]), head[2].decode(), int(head[3]), data[head.end() : start]))
    for _, kind, line, written in sorted(found, key=lambda record: record[0]):
        yield kind, line, written
