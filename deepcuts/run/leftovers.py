"""What a run leaves behind: its processes are ended, its shared memory is removed, and both are named."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from deepcuts.run.workspace import OWN, Workspace, scratch_folder

MEMORY_LIMIT = 512  # MB that one process of a run may take
FILE_LIMIT = 100  # MB of files that a run may leave
CHILDREN = "/proc/self/task/{}/children"


def has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Say whether the process has ended; remembers how, and the most memory that it and its children took."""
    if process.returncode is None and os.name != "nt":
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            process.memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)  # type: ignore[attr-defined]
    return process.poll() is not None


def end(process: subprocess.Popen[bytes], workspace: Workspace, stopped: str) -> str:
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
        while not has_ended(process):
            time.sleep(0.001)
    names, patience = [], 0 if stopped else 50  # helpers of multiprocessing need a moment to notice the end
    while left := _left(process.pid, workspace):
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


def _left(group: int, workspace: Workspace) -> list[int]:
    """Return the processes of a run that outlive the one that was started, whatever session they have gone to.

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
        if child in OWN:
            continue
        try:
            state, _, _, session = Path(f"/proc/{child}/stat").read_bytes().rpartition(b")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == os.getsid(0) or (int(session) != group and not _of(child, workspace)):
            continue  # somebody else's child, or one of another run
        if state in (b"Z", b"X"):
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, os.WNOHANG)
        else:
            left.append(child)
    return left


def _of(process: int, workspace: Workspace) -> bool:
    """Say whether a process that has come to us is of this run: not if another one's name stands in its environment."""
    try:
        told = Path(f"/proc/{process}/environ").read_bytes() + os.fsencode(os.readlink(f"/proc/{process}/cwd"))
    except OSError:
        return True
    prefix = os.fsencode(f"{scratch_folder()}/deepcuts-")
    return os.fsencode(workspace.root) in told or prefix not in told


def _command(process: int) -> str:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        return " ".join([os.path.basename(words[0]), *words[1:]]).strip()
    return f"process {process}"


def shared_memory() -> frozenset[str]:
    with contextlib.suppress(OSError):
        return frozenset(os.listdir("/dev/shm"))  # noqa: S108
    return frozenset()


def shared_memory_left(before: frozenset[str], workspace: Workspace) -> str:
    """Remove shared memory that a program which speaks of it left behind, and name it."""
    new = {name for name in shared_memory() - before if not name.startswith("deepcuts-")}
    files = [path for path in workspace.folder.rglob("*.py") if path.is_file()] if new else []
    if not any(re.search(rb"shm|shared_memory|ctypes|multiprocessing", path.read_bytes()) for path in files):
        return ""
    used = set[int]()  # by inode: a semaphore is mapped under another name than the one that it gets
    for maps in Path("/proc").glob("[0-9]*/maps"):
        with contextlib.suppress(OSError):
            used |= {*map(int, re.findall(rb" (\d+) +/dev/shm/", maps.read_bytes()))}
    removed = []
    for name in sorted(new):
        path = Path("/dev/shm") / name  # noqa: S108
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_uid == os.getuid() and path.stat().st_ino not in used:
                path.unlink()
                removed.append(name)
    return f"left shared memory behind: {', '.join(removed)[:100]}" if removed else ""


def free_bytes(workspace: Workspace) -> int:
    """Return the bytes that are free where a workspace lies; 0 where the system does not say."""
    if os.name == "nt":
        return 0
    status = os.statvfs(workspace.root)
    return status.f_bfree * status.f_frsize


def files_left(workspace: Workspace, free: int) -> str:
    """Say whether a run left too many bytes in files, looking only where half as many have gone since it began."""
    size, todo = 0, [str(workspace.root)] if free - free_bytes(workspace) > FILE_LIMIT << 19 or os.name == "nt" else []
    while todo:  # os.walk recurses on some Pythons
        with contextlib.suppress(OSError), os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                else:
                    size += entry.stat(follow_symlinks=False).st_size
    return f"wrote more than {FILE_LIMIT} MB of files" if size >= FILE_LIMIT << 20 else ""
