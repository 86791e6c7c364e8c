"""Outlives the process that started it, however that ended, and clears up what it left: `python guard.py < pipe`.

Its standard input names folders (`+/folder`) and processes (`+12`; `-12` when it has ended). When the pipe
ends, whoever held it has ended: by itself, by Ctrl-C, SIGTERM, a closed terminal or `kill -9`. Then the processes that
are still named are killed with their groups, so is every process that has one of the folders in its environment, and
the folders go.
"""

import contextlib
import os
import signal
import subprocess
import sys


def main() -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    left: dict[str, None] = {}
    for line in sys.stdin.buffer:
        sign, name = line[:1], os.fsdecode(line[1:].rstrip(b"\n"))
        if sign == b"+":
            left[name] = None
        else:
            left.pop(name, None)
    processes = [int(name) for name in left if name.isdigit()]
    folders = [name for name in left if not name.isdigit()]
    for process in processes:
        with contextlib.suppress(OSError):
            os.killpg(process, signal.SIGKILL)
    while folders and (found := processes_of(folders)):
        for process in found:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
    for folder in folders:
        remove(folder)


def processes_of(folders: list[str]) -> list[int]:
    """Return the processes that have one of these folders in a variable, or work in it; only where /proc tells."""
    marks = [os.fsencode(folder) for folder in folders]
    found = []
    for name in os.listdir("/proc") if os.path.isdir("/proc/self") else []:
        if name.isdigit() and int(name) != os.getpid():
            try:
                with open(f"/proc/{name}/environ", "rb") as file:
                    told = file.read() + os.fsencode(os.readlink(f"/proc/{name}/cwd"))
                with open(f"/proc/{name}/stat", "rb") as file:
                    ended = file.read().rpartition(b")")[2].split()[0] in (b"Z", b"X")
            except OSError:  # it has ended, or is somebody else's
                continue
            if not ended and any(mark in told for mark in marks):
                found.append(int(name))
    return found


def remove(folder: str) -> None:
    """Remove a folder, whatever a program made of it: too deep for Python, without permissions."""
    folders = [folder]
    try:
        for each in folders:  # grows: shutil.rmtree recurses, and takes three times as long
            with os.scandir(each) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        os.unlink(entry.path)
        for each in reversed(folders):
            os.rmdir(each)
    except OSError:
        if os.path.lexists(folder) and os.name != "nt":
            for command in (["chmod", "-R", "u+rwx", folder], ["rm", "-rf", folder]):
                subprocess.run(command, stderr=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    main()
