"""Fresh interpreters: find a Python, make a bare environment of it, run a program in it, return what happened.

"Fresh" is what a reader has who types `python main.py`: an interpreter of its own, without installed
packages, `.pth` files or PYTHON* variables, in a new copy of the snippet's folder.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import queue
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from packaging.version import Version
from python_discovery import iter_interpreters

from deepcuts.snippet import ROOT

BARE = ROOT / ".deepcuts" / "pythons"
CHILD = Path(__file__).with_name("child.py")
TIME_LIMIT = 10.0  # seconds
OUTPUT_LIMIT = 1_000_000  # bytes, of all streams together
PROBE = """import sys
print("%d.%d.%d" % sys.version_info[:3], sys.implementation.name, sys.version.replace("\\n", " "), sep="\\n")"""


class InterpreterError(Exception):
    """A Python that cannot be used, with what to do about it."""


@dataclass(frozen=True)
class Interpreter:
    """A bare environment of one Python."""

    executable: Path
    version: Version
    """The full version: `3.13.18`."""
    build: str
    """`sys.version`: version, date, compiler."""

    def __str__(self) -> str:
        return f"CPython {self.version}"


@dataclass(frozen=True)
class Run:
    """What happened when a command ran."""

    printed: tuple[tuple[str, int, bytes], ...]
    """(`out` or `err`, line of the main file or 0, bytes) in the order in which they were written."""
    status: int
    """The exit status; negative: ended by that signal."""
    past: dict[str, bytes]
    """What went to the file descriptors, past `sys.stdout` and `sys.stderr`."""
    started: bool
    """Whether the interpreter reported to us at all."""
    finished: bool
    """Whether it shut down in good order: not after `os._exit` or a crash."""
    stopped: str = ""
    """Why we ended it, or what it left behind; empty where neither."""


@functools.cache
def find(wanted: str) -> Interpreter | None:
    """The bare environment of a Python such as `3.13` (what `python3.13` names) or `3.13.0`, if there is one."""
    release = Version(wanted).release
    for executable in _candidates(wanted):
        with contextlib.suppress(InterpreterError):
            interpreter = bare(executable)
            if interpreter.version.release[: len(release)] == release:
                return interpreter
    return None


def _candidates(wanted: str) -> Iterator[str]:
    minor = ".".join(wanted.split(".")[:2])
    if sys.version_info[:2] == Version(minor).release:
        yield sys.executable
    if on_path := shutil.which(f"python{minor}"):
        yield on_path
    yield from (str(info.executable) for info in iter_interpreters(f"cpython{minor}"))
    # pyenv keeps patch releases side by side and shows only one of them on PATH
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob(f"versions/{wanted}*/bin/python{minor}")))


@functools.cache
def bare(executable: str) -> Interpreter:
    """A bare virtual environment of this Python, made once and kept below `.deepcuts/`."""
    probe = subprocess.run(
        [executable, "-I", "-c", PROBE], capture_output=True, encoding="utf-8", env=environment(), check=False
    )
    version, implementation, build = (*probe.stdout.splitlines(), "", "", "")[:3]
    if implementation != "cpython":
        raise InterpreterError(f"{executable} is no CPython that runs: {probe.stderr.strip()[-300:]}")
    child = CHILD.read_bytes()
    key = hashlib.sha256(b"\0".join([executable.encode(), build.encode(), child])).hexdigest()[:12]
    home = BARE / f"{version}-{key}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / "ready").exists():
        BARE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BARE) as scratch:  # nothing half-made is ever used
            made = Path(scratch) / "environment"
            command = [executable, "-I", "-m", "venv", "--without-pip", str(made)]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), check=False)
            if done.returncode:
                raise InterpreterError(f"{executable} makes no virtual environment: {done.stdout}{done.stderr}")
            site = next(made.glob("**/site-packages"))
            (site / "sitecustomize.py").write_bytes(child)
            (made / "ready").touch()
            with contextlib.suppress(OSError):  # another process was faster
                made.rename(home)
    return Interpreter(python, Version(version), build)


def environment() -> dict[str, str]:
    """The environment variables of a fresh interpreter: no PYTHON*, no locale but UTF-8."""
    keep = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "USERPROFILE", "TEMP", "TMP")
    return {name: os.environ[name] for name in keep if name in os.environ} | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


@functools.cache
def _scratch() -> str:
    """Where copies lie: in memory where the system offers that, since each lives for milliseconds."""
    memory = "/dev/shm"  # noqa: S108 (mkdtemp makes the folder, for us alone)
    in_memory = "TMPDIR" not in os.environ and os.access(memory, os.W_OK | os.X_OK)
    return os.path.realpath(memory if in_memory else tempfile.gettempdir())


@contextlib.contextmanager
def copy(folder: Path, files: Iterable[Path]) -> Iterator[Path]:
    """A new copy of these files of a folder, gone afterwards."""
    target = Path(tempfile.mkdtemp(prefix="deepcuts-", dir=_scratch()))
    try:
        for file in files:
            destination = target / file.relative_to(folder)
            if destination.parent != target:
                destination.parent.mkdir(parents=True, exist_ok=True)
            destination.write_bytes(file.read_bytes())
        yield target
    finally:
        shutil.rmtree(target, ignore_errors=True)


def run(
    interpreter: Interpreter,
    arguments: list[str],
    folder: Path,
    *,
    main: str = "",
    variables: dict[str, str] | None = None,
    time_limit: float = TIME_LIMIT,
    output_limit: int = OUTPUT_LIMIT,
) -> Run:
    """Run `python ARGUMENTS` in `folder`; where `main` names a file of it, say which line of it printed what.

    Ends the whole process group after `time_limit` seconds or `output_limit` bytes.
    """
    with _report() as report:
        asked = f"{output_limit}\n{report}\n{folder / main if main else ''}"
        process = subprocess.Popen(
            [interpreter.executable, *arguments],
            cwd=folder,
            env=environment() | (variables or {}) | {"DEEPCUTS_REPORT": asked},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            bufsize=0,
        )
        stopped, streams = _collect(process, report, time_limit, output_limit)
        records = list(_records(report.read_bytes()))
    # not process.pid: on Windows that of a virtual environment is a launcher's
    first = next((number for kind, number, _ in records if kind == "start"), None)
    return Run(
        printed=tuple(record for record in records if record[0] in ("out", "err")),
        status=process.returncode,
        past={name: data for name in ("out", "err") if (data := bytes(streams[name]))},
        started=first is not None,
        finished=first is not None and ("end", first, b"") in records,
        stopped=stopped,
    )


@contextlib.contextmanager
def _report() -> Iterator[Path]:
    """A file for what child.py reports: unlike a pipe, it wakes nobody, and every system can hand it on."""
    descriptor, path = tempfile.mkstemp(prefix="deepcuts-", dir=_scratch())
    os.close(descriptor)
    try:
        yield Path(path)
    finally:
        with contextlib.suppress(PermissionError):  # Windows: a process that was left behind holds it
            os.unlink(path)


def _collect(
    process: subprocess.Popen[bytes], report: Path, time_limit: float, output_limit: int
) -> tuple[str, dict[str, bytearray]]:
    """Read until both streams have ended, the process has, or a limit is reached; then end its group."""
    streams = {"out": bytearray(), "err": bytearray()}
    deadline = time.monotonic() + time_limit
    stopped, ended = "", False

    def flooded() -> str:
        size = report.stat().st_size + sum(map(len, streams.values()))
        return f"printed more than {output_limit:,} bytes" if size > output_limit else ""

    with _streams(process) as pieces:
        while pieces.open and not stopped:
            # a process that it left behind may hold the streams open: look every now and then
            ready = pieces.wait(0 if ended else max(0.0, min(0.2, deadline - time.monotonic())))
            for name, data in ready:
                streams[name] += data
            if time.monotonic() > deadline:
                stopped = f"ran longer than {time_limit:g} s"
            elif not ready and ended:
                break  # looked once more after its end: what it wrote last has been read
            elif not ready:
                ended = process.poll() is not None
            stopped = flooded() or stopped
        if not stopped:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
                stopped = flooded()
            except subprocess.TimeoutExpired:  # it closed its streams and goes on
                stopped = f"ran longer than {time_limit:g} s"
        return _end(process, stopped), streams


class _Polled:
    """The pipes of a process, read by one thread."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout and process.stderr
        self._files = {"out": process.stdout, "err": process.stderr}
        self._selector = getattr(selectors, "PollSelector", selectors.DefaultSelector)()  # cheaper than epoll for two

    def __enter__(self) -> _Polled:
        for name, file in self._files.items():
            self._selector.register(file, selectors.EVENT_READ, name)
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()
        for file in self._files.values():
            file.close()

    @property
    def open(self) -> bool:
        return bool(self._selector.get_map())

    def wait(self, timeout: float) -> list[tuple[str, bytes]]:
        """What is there within `timeout` seconds: (stream, data), without data where the stream has ended."""
        pieces = []
        for key, _ in self._selector.select(timeout):
            pieces.append((key.data, data := os.read(key.fd, 1 << 16)))
            if not data:
                self._selector.unregister(key.fileobj)
        return pieces


class _Threaded:
    """The same with a thread a pipe: Windows cannot poll them."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout and process.stderr
        self._pieces: queue.Queue[tuple[str, bytes]] = queue.Queue(maxsize=16)  # a flood waits in the pipe
        self._left = False
        self.open = 2
        for name, file in (("out", process.stdout), ("err", process.stderr)):
            # a daemon: where a process that was left behind holds the pipe, nothing ever ends this
            threading.Thread(target=self._read, args=(name, file), daemon=True).start()

    def __enter__(self) -> _Threaded:
        return self

    def __exit__(self, *_: object) -> None:
        self._left = True
        while self.wait(0):  # makes room for a reader that waits for it
            pass

    def _read(self, name: str, file: IO[bytes]) -> None:
        with file:
            data = b"first"
            while data and not self._left:
                data = os.read(file.fileno(), 1 << 16)
                self._pieces.put((name, data))

    def wait(self, timeout: float) -> list[tuple[str, bytes]]:
        try:
            piece = self._pieces.get(timeout=timeout) if timeout else self._pieces.get_nowait()
        except queue.Empty:
            return []
        self.open -= not piece[1]
        return [piece]


_streams: type[_Polled] | type[_Threaded] = _Threaded if os.name == "nt" else _Polled


def _end(process: subprocess.Popen[bytes], stopped: str) -> str:
    """End what is left of the process group; say so where the program had left something running."""
    if os.name == "nt":  # no process groups: what a process that has ended left behind cannot be found
        if stopped:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
        process.wait()
        return stopped
    for _ in range(0 if stopped else 50):  # helpers of multiprocessing need a moment to notice the end
        if not _alive(process.pid):
            return stopped
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return stopped or "left a process running"


def _alive(group: int) -> bool:
    """Whether a process of this group still runs; one that has ended and waits for its parent does not."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, process_group = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
            if int(process_group) == group and state != "Z":
                return True
    return not Path("/proc/self/stat").exists()


def _records(data: bytes) -> Iterator[tuple[str, int, bytes]]:
    """What child.py sent: `kind number length\\n` and as many bytes; an unfinished last record is dropped."""
    start = 0
    while (end := data.find(b"\n", start)) > 0:
        kind, number, length = data[start:end].split()
        start = end + 1 + int(length)
        if start <= len(data):
            yield kind.decode(), int(number), data[end + 1 : start]


if __name__ == "__main__":
    interpreter = find(sys.argv[1])
    print(interpreter or f"Python {sys.argv[1]} was not found")
    sys.exit(not interpreter)
