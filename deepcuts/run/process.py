"""Runs one command of a fresh interpreter within limits, in a workspace that goes with everything it started.

A program is no prisoner here: it can reach what its user can. But it finds an empty home, a scratch folder, no variable
of the parent and an environment of its own, and what it leaves behind is ended, removed, and named.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import functools
import os
import queue
import re
import secrets
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deepcuts.run.guard import remove
from deepcuts.run.interpreter import EXECUTABLE, Interpreter

TIME_LIMIT = 10.0  # seconds
OUTPUT_LIMIT = 1_000_000  # bytes, of all streams together
MEMORY_LIMIT = 512  # MB that one process of a run may take
FILE_LIMIT = 100  # MB of files that a run may leave
COLUMNS, ROWS = 80, 24
LONG_AGO = 1_234_567_890  # seconds since the epoch: an odd time, so that no remainder is by chance that of now
GUARD = Path(__file__).with_name("guard.py")
CHILDREN = "/proc/self/task/{}/children"


@dataclass(frozen=True)
class Surroundings:
    """What differs from reader to reader, and must not be seen in an output."""

    seed: int | None = None
    """The hash seed; without one every run has its own."""
    timezone: str = ""
    locale: str = "C.UTF-8"
    backwards: bool = False
    """Whether the files of the folder were made in the opposite order, and long ago, and new ones are for us alone."""


@dataclass(frozen=True)
class Workspace:
    """The folders of a run: all below one that is removed afterwards."""

    root: Path
    interpreter: Interpreter
    instrumented: bool
    surroundings: Surroundings

    @functools.cached_property
    def folder(self) -> Path:
        """The working directory: a new copy of the snippet's files."""
        return self.root / self.root.name.rpartition("-")[2]

    @functools.cached_property
    def executable(self) -> Path:
        return self.root / "python" / EXECUTABLE

    def variables(self) -> dict[str, str]:
        """All environment variables: none is the parent's, but what Windows cannot do without."""
        kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        home, scratch = str(self.root / "home"), str(self.root / "tmp")
        path = os.pathsep.join([str(self.executable.parent), os.defpath.lstrip(os.pathsep)])
        found = kept | {"HOME": home, "LANG": self.surroundings.locale, "LC_ALL": self.surroundings.locale}
        found |= {"PATH": path, "TMPDIR": scratch}
        if os.name == "nt":
            found |= {"USERPROFILE": home, "TEMP": scratch, "TMP": scratch}
        if self.surroundings.timezone:
            found["TZ"] = self.surroundings.timezone
        if self.surroundings.seed is not None:
            found["PYTHONHASHSEED"] = str(self.surroundings.seed)
        return found


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


@functools.cache
def scratch_folder() -> str:
    """Where workspaces lie: in memory where the system offers that, since each lives for milliseconds."""
    memory = "/dev/shm"  # noqa: S108 (mkdtemp makes the folder, for us alone)
    in_memory = "TMPDIR" not in os.environ and os.access(memory, os.W_OK | os.X_OK)
    return os.path.realpath(memory if in_memory else tempfile.gettempdir())


@contextlib.contextmanager
def workspace(
    interpreter: Interpreter,
    files: Mapping[str, bytes],
    *,
    instrumented: bool = False,
    surroundings: Surroundings | None = None,
) -> Iterator[Workspace]:
    """A workspace with these files in its working directory, gone afterwards."""
    surroundings = surroundings or Surroundings()
    root = Path(tempfile.mkdtemp(prefix="deepcuts-", dir=_guard.folder()))
    place = Workspace(root, interpreter, instrumented, surroundings)
    try:
        folder = str(place.folder)
        for made in (folder, *(f"{root}/{name}" for name in ("home", "tmp"))):
            os.mkdir(made)
        (interpreter.instrumented if instrumented else interpreter.plain).write(f"{root}/python")
        for name in sorted(files, reverse=surroundings.backwards):
            if "/" in name:
                os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
            with open(f"{folder}/{name}", "wb") as file:
                file.write(files[name])
            if surroundings.backwards:
                os.utime(f"{folder}/{name}", (LONG_AGO, LONG_AGO))
        yield place
    finally:
        remove(str(root))


class _Guard:
    """The process that clears up after us, whatever becomes of us: deepcuts/run/guard.py."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folders: dict[str, str] = {}
        self._ended: list[int] = []

    def folder(self) -> str:
        """The folder of all our workspaces; it goes even where we are killed before."""
        scratch = scratch_folder()
        with self._lock:
            if scratch not in self._folders:
                self._folders[scratch] = tempfile.mkdtemp(prefix="deepcuts-", dir=scratch)
                self._tell(f"+{self._folders[scratch]}\n")
            return self._folders[scratch]

    def begun(self, process: int) -> None:
        with self._lock:
            ended, self._ended = self._ended, []
            self._tell("".join(f"-{one}\n" for one in ended) + f"+{process}\n")

    def ended(self, process: int) -> None:
        """Note that a process has ended: said together with the beginning of the next."""
        with self._lock:
            self._ended.append(process)

    def _tell(self, lines: str) -> None:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", GUARD],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                bufsize=0,
            )
            _ours.add(self._process.pid)
            atexit.register(self.end)
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(os.fsencode(lines))

    def end(self) -> None:
        """Let it go, when there is nothing left to guard."""
        with self._lock:
            if self._process and self._process.stdin:
                self._tell("".join(f"-{one}\n" for one in self._ended))
                self._process.stdin.close()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(timeout=10)


_ours: set[int] = set()
"""The processes that we have started and will wait for."""
_guard = _Guard()
_stopping = threading.Event()


def stop() -> None:
    """End all runs now, and let none begin: somebody pressed Ctrl-C."""
    _stopping.set()


def run(
    place: Workspace,
    arguments: list[str],
    *,
    main: str = "",
    streams: str = "pipes",
    variables: dict[str, str] | None = None,
    time_limit: float = TIME_LIMIT,
    output_limit: int = OUTPUT_LIMIT,
) -> Run:
    """Run `python ARGUMENTS` in a workspace; in an instrumented one, say which line of `main` printed what.

    `streams` says where the two streams lead: `pipes`, `terminal` (one for both, so that the order in which they
    were written is the order in which they are read; all is in `past["out"]`) or `terminals` (one for each).
    Ends everything that was started after `time_limit` seconds or `output_limit` bytes.
    """
    report, key = f"{place.root}{os.sep}report", secrets.token_hex(8)
    asked = {}
    if place.instrumented:
        open(report, "wb").close()
        asked["DEEPCUTS_REPORT"] = f"{key}\n{output_limit}\n{report}\n{place.folder}{os.sep}{main}"
    _become_subreaper()
    before, free = _shared_memory(), _free(place)
    with _opened(streams) as (readers, writers):
        if _stopping.is_set():
            return Run((), 0, {}, False, False, "was interrupted")
        process = subprocess.Popen(
            [place.executable, *arguments],
            cwd=place.folder,
            env=place.variables() | (variables or {}) | asked,
            stdin=subprocess.DEVNULL,
            stdout=writers["out"],
            stderr=writers["err"],
            start_new_session=True,
            umask=0o077 if place.surroundings.backwards else -1,
        )
        _ours.add(process.pid)
        _guard.begun(process.pid)
        try:
            _limit(process.pid)
            for writer in {*writers.values()}:
                os.close(writer)
            stopped, printed = _collect(process, readers, report, time_limit, output_limit)
            stopped = _end(process, place, stopped)
        finally:
            _ours.discard(process.pid)
            _guard.ended(process.pid)
    stopped = stopped or _shared_memory_left(before, place) or _files_left(place, free)
    records = list(_records(report, key)) if place.instrumented else []
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


@contextlib.contextmanager
def _opened(streams: str) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """What the two streams lead to: the ends that we read and those that the process writes to."""
    names = ("out",) if streams == "terminal" and os.name != "nt" else ("out", "err")
    pairs = {name: _terminal() if streams != "pipes" and os.name != "nt" else os.pipe() for name in names}
    readers = {name: pair[0] for name, pair in pairs.items()}
    try:
        yield readers, {name: pairs.get(name, pairs["out"])[1] for name in ("out", "err")}
    finally:
        for reader in readers.values():
            os.close(reader)


def _terminal() -> tuple[int, int]:
    """A terminal of 80 columns that passes on what is written as it is; nobody controls a process by it."""
    import pty
    import termios

    reader, writer = pty.openpty()
    attributes = termios.tcgetattr(writer)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(writer, termios.TCSANOW, attributes)
    termios.tcsetwinsize(writer, (ROWS, COLUMNS))
    return reader, writer


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

    with _streams(readers) as pieces:
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
                ended = _ended(process)
            stopped = stopped or flooded()
    delay = 0.0005
    while not stopped and not _ended(process):  # it closed its streams and goes on
        time.sleep(delay)
        delay = min(2 * delay, 0.05)
        if _stopping.is_set():
            stopped = "was interrupted"
        elif time.monotonic() > deadline:
            stopped = f"ran longer than {time_limit:g} s"
    return stopped or flooded(), printed


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process has ended; remembers how, and the most memory that it and its children took."""
    if process.returncode is None and os.name != "nt":
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            process.memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)  # type: ignore[attr-defined]
    return process.poll() is not None


def _end(process: subprocess.Popen[bytes], place: Workspace, stopped: str) -> str:
    """End what is left of the run; name it where the program had left something running."""
    if os.name == "nt":  # what a process that has ended left behind cannot be found
        if stopped:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
        process.wait()
        return stopped
    if stopped and process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        while not _ended(process):
            time.sleep(0.001)
    names, patience = [], 0 if stopped else 50  # helpers of multiprocessing need a moment to notice the end
    while left := _left(process.pid, place):
        if patience := max(0, patience - 1):
            time.sleep(0.02)
            continue
        for one in left:
            names.append(_command(one))
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(one, signal.SIGKILL) if one != process.pid else os.killpg(one, signal.SIGKILL)
        time.sleep(0.001)
    if names:
        stopped = stopped or f"left a process running: {names[0][:100]}"
    if getattr(process, "memory", 0) > MEMORY_LIMIT << 20:
        stopped = stopped or f"took more than {MEMORY_LIMIT} MB of memory"
    return stopped


def _left(group: int, place: Workspace) -> list[int]:
    """The processes of a run that outlive the one that was started, whatever session they have gone to.

    Where there is no /proc, its group stands for them.
    """
    try:
        with open(CHILDREN.format(os.getpid()), "rb", buffering=0) as file:
            children = file.read().split()
    except OSError:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, 0)
            return [group]
        return []
    left = []
    for child in map(int, children):
        if child in _ours:
            continue
        try:
            state, _, _, session = Path(f"/proc/{child}/stat").read_bytes().rpartition(b")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == os.getsid(0) or (int(session) != group and not _of(child, place)):
            continue  # somebody else's child, or one of another run
        if state in (b"Z", b"X"):
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, os.WNOHANG)
        else:
            left.append(child)
    return left


def _of(process: int, place: Workspace) -> bool:
    """Whether a process that has come to us is of this run: not if another one's name stands in its environment."""
    try:
        told = Path(f"/proc/{process}/environ").read_bytes() + os.fsencode(os.readlink(f"/proc/{process}/cwd"))
    except OSError:
        return True
    prefix = os.fsencode(f"{scratch_folder()}/deepcuts-")
    return os.fsencode(place.root) in told or prefix not in told


def _command(process: int) -> str:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        return " ".join([os.path.basename(words[0]), *words[1:]]).strip()
    return f"process {process}"


def _shared_memory() -> frozenset[str]:
    with contextlib.suppress(OSError):
        return frozenset(os.listdir("/dev/shm"))  # noqa: S108
    return frozenset()


def _shared_memory_left(before: frozenset[str], place: Workspace) -> str:
    """Remove shared memory that a program which speaks of it left behind, and name it."""
    new = {name for name in _shared_memory() - before if not name.startswith("deepcuts-")}
    files = [path for path in place.folder.rglob("*.py") if path.is_file()] if new else []
    if not any(re.search(rb"shm|shared_memory|ctypes|multiprocessing", path.read_bytes()) for path in files):
        return ""
    used = set()
    for maps in Path("/proc").glob("[0-9]*/maps"):
        with contextlib.suppress(OSError):
            used |= {name.decode() for name in re.findall(rb"/dev/shm/(\S+)", maps.read_bytes())}
    removed = []
    for name in sorted(new - used):
        path = Path("/dev/shm") / name  # noqa: S108
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_uid == os.getuid():
                path.unlink()
                removed.append(name)
    return f"left shared memory behind: {', '.join(removed)[:100]}" if removed else ""


def _free(place: Workspace) -> int:
    """The bytes that are free where a workspace lies; 0 where the system does not say."""
    if os.name == "nt":
        return 0
    status = os.statvfs(place.root)
    return status.f_bfree * status.f_frsize


def _files_left(place: Workspace, free: int) -> str:
    """Say whether a run left too many bytes in files, looking only where half as many have gone since it began."""
    size, todo = 0, [str(place.root)] if free - _free(place) > FILE_LIMIT << 19 or os.name == "nt" else []
    while todo:  # os.walk recurses on some Pythons
        with contextlib.suppress(OSError), os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                else:
                    size += entry.stat(follow_symlinks=False).st_size
    return f"wrote more than {FILE_LIMIT} MB of files" if size >= FILE_LIMIT << 20 else ""


class _Polled:
    """What a process writes, read by one thread."""

    def __init__(self, readers: dict[str, int]) -> None:
        self._names = {reader: name for name, reader in readers.items()}
        self._poll = select.poll()
        for reader in self._names:
            self._poll.register(reader, select.POLLIN)

    def __enter__(self) -> _Polled:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def open(self) -> bool:
        return bool(self._names)

    def wait(self, timeout: float) -> list[tuple[str, bytes]]:
        """What is there within `timeout` seconds: (stream, data), without data where the stream has ended."""
        pieces = []
        for reader, _ in self._poll.poll(timeout * 1000):
            pieces.append((self._names[reader], data := _read(reader)))
            if not data:
                self._poll.unregister(reader)
                del self._names[reader]
        return pieces


class _Threaded:
    """The same with a thread a stream: Windows cannot poll them."""

    def __init__(self, readers: dict[str, int]) -> None:
        self._pieces: queue.Queue[tuple[str, bytes]] = queue.Queue(maxsize=16)  # a flood waits in the pipe
        self._left = False
        self.open = len(readers)
        for name, reader in readers.items():
            # a daemon: where a process that was left behind holds the pipe, nothing ever ends this
            threading.Thread(target=self._read, args=(name, os.dup(reader)), daemon=True).start()

    def __enter__(self) -> _Threaded:
        return self

    def __exit__(self, *_: object) -> None:
        self._left = True
        while self.wait(0):  # makes room for a reader that waits for it
            pass

    def _read(self, name: str, reader: int) -> None:
        data = b"first"
        while data and not self._left:
            data = _read(reader)
            self._pieces.put((name, data))
        os.close(reader)

    def wait(self, timeout: float) -> list[tuple[str, bytes]]:
        try:
            piece = self._pieces.get(timeout=timeout) if timeout else self._pieces.get_nowait()
        except queue.Empty:
            return []
        self.open -= not piece[1]
        return [piece]


def _read(reader: int) -> bytes:
    try:
        return os.read(reader, 1 << 16)
    except OSError:  # EIO: nobody writes to this terminal any more
        return b""


_streams: type[_Polled] | type[_Threaded] = _Threaded if os.name == "nt" else _Polled


RECORD = re.compile(rb"(\w+) (start|out|err|end|flood) ([0-9]{1,9}) ([0-9]{1,20}) ([0-9]{1,9})\n")


def _records(report: str, key: str) -> Iterator[tuple[str, int, bytes]]:
    """What child.py reported, in the order of time; `forged` where a record is not of that form or lacks the key.

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
