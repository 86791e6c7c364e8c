"""The folders of a run: made for it, and removed with it, however the run or we ourselves end."""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deepcuts.run.guard import remove
from deepcuts.run.interpreter import EXECUTABLE, Interpreter

LONG_AGO = 1_234_567_890  # seconds since the epoch: an odd time, so that no remainder is by chance that of now
PROGRAM = Path(__file__).with_name("guard.py")
OWN: set[int] = set()
"""The processes that we have started and will wait for."""


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
        """Return all environment variables: none is the parent's, but what Windows cannot do without."""
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


@functools.cache
def scratch_folder() -> str:
    """Say where workspaces lie: in memory where the system offers that, since each lives for milliseconds."""
    memory = "/dev/shm"  # noqa: S108 (mkdtemp makes the folder, for us alone)
    in_memory = "TMPDIR" not in os.environ and os.access(memory, os.W_OK | os.X_OK)
    return os.path.realpath(memory if in_memory else tempfile.gettempdir())


@contextlib.contextmanager
def prepared(
    interpreter: Interpreter,
    files: Mapping[str, bytes],
    *,
    instrumented: bool = False,
    surroundings: Surroundings | None = None,
) -> Iterator[Workspace]:
    """Make a workspace with these files in its working directory, and remove it afterwards."""
    surroundings = surroundings or Surroundings()
    root = Path(tempfile.mkdtemp(prefix="deepcuts-", dir=GUARD.folder()))
    workspace = Workspace(root, interpreter, instrumented, surroundings)
    try:
        folder = str(workspace.folder)
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
        yield workspace
    finally:
        remove(str(root))


class Guard:
    """The process that clears up after us, whatever becomes of us: deepcuts/run/guard.py."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folders: dict[str, str] = {}
        self._ended: list[int] = []

    def folder(self) -> str:
        """Return the folder of all our workspaces; it goes even where we are killed before."""
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
                [sys.executable, "-I", "-S", PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                bufsize=0,
            )
            OWN.add(self._process.pid)
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


GUARD = Guard()
