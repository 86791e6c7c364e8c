"""A writer's file is replaced whole or left as it is, and nothing else is left behind."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deepcuts import files
from deepcuts.files import ChangedError, FileError, remove, replace
from tests.files import ROOT
from tests.machine.conftest import Work


@pytest.fixture(autouse=True)
def root(tmp_path: Path, work: Work) -> Path:
    """A repository of its own: what is left below it is looked at."""
    return work(tmp_path).root


def everything(root: Path) -> dict[str, bytes]:
    """What the folder holds, but for the lock that stays."""
    paths = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if name != ".deepcuts/scratch/lock"}


@contextlib.contextmanager
def refused(kind: type[FileError], message: str) -> Iterator[None]:
    with pytest.raises(FileError) as caught:
        yield
    assert (kind, message) == (type(caught.value), str(caught.value))


def test_a_file_that_still_holds_what_was_read_is_replaced(root: Path) -> None:
    (root / "a.py").write_bytes(b"old\r\n")
    replace(root / "a.py", b"new", b"old\r\n")
    assert {"a.py": b"new"} == everything(root)


def test_a_new_file_is_made(root: Path) -> None:
    """And its folder; but not that of a file which was deleted."""
    replace(root / "a" / "b" / "c.py", b"new", None)
    assert {"a/b/c.py": b"new"} == everything(root)
    with pytest.raises(ChangedError):
        replace(root / "a" / "c" / "c.py", b"new", b"old")
    assert not (root / "a" / "c").exists()


def test_a_file_that_holds_it_already_is_not_touched(root: Path) -> None:
    (root / "a.py").write_bytes(b"same")
    before = (root / "a.py").stat()
    replace(root / "a.py", b"same", b"same")
    after = (root / "a.py").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_file_that_was_saved_meanwhile_is_left(root: Path) -> None:
    """Emptied, too; and one that appeared where there was none."""
    for saved in (b"saved", b""):
        (root / "a.py").write_bytes(saved)
        for old in (b"old", None):
            with refused(ChangedError, "a.py:1: was saved meanwhile, and is left as it is; run it again"):
                replace(root / "a.py", b"new", old)
        with refused(ChangedError, "a.py:1: was saved meanwhile, and is left as it is; run it again"):
            remove(root / "a.py", b"old")
        assert {"a.py": saved} == everything(root)


def test_a_file_that_was_deleted_meanwhile_does_not_come_back(root: Path) -> None:
    with refused(ChangedError, "a.py:1: was deleted meanwhile, and is not written again; run it again"):
        replace(root / "a.py", b"new", b"old")
    remove(root / "a.py", b"old")
    assert {} == everything(root)


def test_a_file_that_is_saved_while_it_is_written_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the last moment."""
    (root / "a.py").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda _: (root / "a.py").write_bytes(b"saved"))
    with refused(ChangedError, "a.py:1: was saved meanwhile, and is left as it is; run it again"):
        replace(root / "a.py", b"new", b"old")
    assert {"a.py": b"saved"} == everything(root)


def test_a_file_is_removed(root: Path) -> None:
    (root / "a.outputs").write_bytes(b"old")
    remove(root / "a.outputs", b"old")
    assert {} == everything(root)


def test_a_read_only_file_is_left(root: Path) -> None:
    """For root, too, whom modes do not bind."""
    (root / "a.py").write_bytes(b"old")
    (root / "a.py").chmod(0o444)
    message = "a.py:1: is read-only, and is left as it is; make it writable, then run it again"
    with refused(FileError, message):
        replace(root / "a.py", b"new", b"old")
    with refused(FileError, message):
        remove(root / "a.py", b"old")
    assert {"a.py": b"old"} == everything(root)


def test_the_mode_of_a_file_stays(root: Path) -> None:
    (root / "a.py").write_bytes(b"old")
    (root / "a.py").chmod(0o751)
    replace(root / "a.py", b"new", b"old")
    assert 0o751 == (root / "a.py").stat().st_mode & 0o777


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a file away")
def test_the_owner_of_a_file_stays(root: Path) -> None:
    """Who runs this as root in a container can still edit his files outside it."""
    (root / "a.py").write_bytes(b"old")
    os.chown(root / "a.py", 1234, 1235)
    replace(root / "a.py", b"new", b"old")
    assert (1234, 1235) == ((root / "a.py").stat().st_uid, (root / "a.py").stat().st_gid)


@pytest.mark.parametrize("target", ["b.py", "nowhere"])
def test_a_link_is_left(root: Path, target: str) -> None:
    """Also one that leads nowhere: where it leads is written to by nobody."""
    (root / "b.py").write_bytes(b"old")
    (root / "a.py").symlink_to(target)
    for old in (b"old", None):
        with refused(FileError, "a.py:1: is a symbolic link, and is left as it is"):
            replace(root / "a.py", b"new", old)
    with refused(FileError, "a.py:1: is a symbolic link, and is left as it is"):
        remove(root / "a.py", b"old")
    assert (target, b"old", False) == (
        os.readlink(root / "a.py"),
        (root / "b.py").read_bytes(),
        (root / "nowhere").exists(),
    )


def test_what_is_no_file_is_left_and_never_opened(root: Path) -> None:
    """To open a fifo is to wait for somebody who writes."""
    os.mkfifo(root / "fifo")
    (root / "folder").mkdir()
    for name in ("fifo", "folder"):
        with refused(FileError, f"{name}:1: is not a regular file, and is left as it is"):
            replace(root / name, b"new", b"")


# What the system refuses.


@pytest.fixture
def small(root: Path) -> Iterator[Path]:
    """A file system with room for 64 KiB."""
    folder = root / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_file(root: Path, small: Path) -> None:
    """And its message says which file, not which scratch file of ours."""
    (small / "a.py").write_bytes(b"old")
    message = "small/a.py:1: cannot be written, and is left as it was: No space left on device"
    with refused(FileError, message):
        replace(small / "a.py", b"new" * 40_000, b"old")
    assert {"small/a.py": b"old"} == everything(root)


def test_a_file_on_another_file_system_is_replaced(root: Path, small: Path) -> None:
    """There the scratch file lies beside it, where git ignores it, and one that a killed writer left goes."""
    (small / "a.py").write_bytes(b"old")
    (small / files.BESIDE).write_bytes(b"half")
    replace(small / "a.py", b"new", b"old")
    assert {"small/a.py": b"new"} == everything(root)
    assert 0 == subprocess.run(["git", "check-ignore", "-q", f"snippets/x/{files.BESIDE}"], cwd=ROOT).returncode


def test_a_file_system_that_is_read_only_is_said(root: Path, small: Path) -> None:
    (small / "a.py").write_bytes(b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    with pytest.raises(FileError, match=r"^small/a\.py:1: is read-only, and is left as it is"):
        replace(small / "a.py", b"new", b"old")
    with refused(FileError, "small/b.py:1: cannot be written, and is left as it was: Read-only file system"):
        replace(small / "b.py", b"new", None)


def test_a_limit_of_the_size_of_files_leaves_the_file(root: Path) -> None:
    (root / "a.py").write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with refused(FileError, "a.py:1: cannot be written, and is left as it was: File too large"):
            replace(root / "a.py", b"new" * 1000, b"old")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert {"a.py": b"old"} == everything(root)


AS_NOBODY = """
import os, sys
from pathlib import Path
from deepcuts import files, project
root = Path(sys.argv[1])
if os.getuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
try:
    with project.working_on(project.Project(root, ())):
        files.replace(root / "folder" / "a.py", b"new", b"old")
except files.FileError as error:
    print(error)
"""


def test_a_folder_that_nobody_may_write_to_is_said() -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders can be entered by their owner only
        root = Path(name)
        root.chmod(0o755)
        (root / "folder").mkdir()
        (root / "folder" / "a.py").write_bytes(b"old")
        (root / "folder" / "a.py").chmod(0o666)
        (root / "folder").chmod(0o555)
        (root / ".deepcuts").mkdir()
        (root / ".deepcuts").chmod(0o777)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, name], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
        )
        message = "folder/a.py:1: cannot be written, and is left as it was: Permission denied"
        assert (message, "", b"old") == (done.stdout.strip(), done.stderr, (root / "folder" / "a.py").read_bytes())


def test_a_folder_of_ours_that_cannot_be_made_is_named(root: Path) -> None:
    (root / ".deepcuts").write_bytes(b"")
    message = "a.py:1: cannot be written, and is left as it was: Not a directory (.deepcuts/scratch)"
    with refused(FileError, message):
        replace(root / "a.py", b"new", None)


# More than one writer, and writers that end.


def test_two_writers_lose_nothing(root: Path) -> None:
    """Of two that read the same, one is told that the file has changed."""
    (root / "a.py").write_bytes(b"")

    def add() -> None:
        for _ in range(20):
            while True:
                old = (root / "a.py").read_bytes()
                with contextlib.suppress(ChangedError):
                    replace(root / "a.py", old + b".", old)
                    break

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {"a.py": b"." * 80} == everything(root)


KILLED = """
import os, sys
from pathlib import Path
from deepcuts import files, project
root = Path(sys.argv[1])
os.fsync = lambda _: os.kill(os.getpid(), int(sys.argv[2]))
with project.working_on(project.Project(root, ())):
    files.replace(root / "a.py", b"half of it", b"old")
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_writer_that_ends_leaves_the_file_and_is_in_nobodys_way(root: Path, number: int) -> None:
    """Its lock ends with it; what it had begun lies where git and the machine do not look, until the next writer."""
    (root / "a.py").write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(root), str(number)], capture_output=True, cwd=ROOT)
    assert 0 != done.returncode
    half = {".deepcuts/scratch/file": b"half of it"} if number == signal.SIGKILL else {}
    assert {"a.py": b"old"} | half == everything(root)
    replace(root / "a.py", b"new", b"old")
    assert {"a.py": b"new"} == everything(root)
