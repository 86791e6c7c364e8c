"""How a file of a writer is replaced or removed: whole or not at all, and only if it is still the one that was read."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from deepcuts.project import SnippetError, current, shown

try:
    import fcntl
except ImportError:  # Windows: two writers at once are not kept apart there
    fcntl = None  # type: ignore[assignment]

BESIDE = ".deepcuts-scratch"  # git ignores it: where the file lies on another file system than the repository


class FileError(SnippetError):
    """A file that could not be written; it is as it was."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(path, 1, message)


class ChangedError(FileError):
    """A file that is no longer the one that was read."""


def replace(path: Path, new: bytes, old: bytes | None) -> None:
    """Replace a file whole if it still holds `old`; None: if it still does not exist."""
    with _alone(path):
        _check(path, old)
        if new == old:
            return
        if old is None:
            path.parent.mkdir(parents=True, exist_ok=True)
        scratch = _scratch(path)
        scratch.unlink(missing_ok=True)  # of a writer that was killed
        try:
            with scratch.open("xb") as file:
                file.write(new)
                file.flush()
                os.fsync(file.fileno())  # some file systems say only now that they are full
            if old is not None:
                shutil.copymode(path, scratch)
                _keep_owner(path, scratch)
            _check(path, old)  # the time in which somebody can save is as short as it can be
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)


def remove(path: Path, old: bytes) -> None:
    """Remove a file if it still holds `old`; one that is gone already is not an error."""
    with _alone(path):
        if os.path.lexists(path):
            _check(path, old)
            path.unlink()


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let no other writer of this repository in; what the system refuses is an error at the file."""
    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("ab") as lock:  # the lock ends with its holder, even one that is killed
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        ours = str(error.filename).startswith(str(_folder().parent)) and not error.filename2
        where = f" ({shown(Path(error.filename))})" if ours else ""
        raise FileError(path, f"cannot be written, and is left as it was: {error.strerror}{where}") from None


def _check(path: Path, old: bytes | None) -> None:
    """Raise an error where the file is not the one that was read, or not one to write."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        if old is not None:
            raise ChangedError(path, "was deleted meanwhile, and is not written again; run it again") from None
        return
    if not stat.S_ISREG(mode):
        kind = "a symbolic link" if stat.S_ISLNK(mode) else "not a regular file"
        raise FileError(path, f"is {kind}, and is left as it is")
    if path.read_bytes() != old:
        raise ChangedError(path, "was saved meanwhile, and is left as it is; run it again")
    if not mode & 0o222 or not os.access(path, os.W_OK):  # modes do not bind root
        raise FileError(path, "is read-only, and is left as it is; make it writable, then run it again")


def _folder() -> Path:
    return current().workshop / "scratch"


def _scratch(path: Path) -> Path:
    """Say where the new text is written first: not where anybody looks, but on the same file system."""
    folder = _folder()
    return folder / "file" if folder.stat().st_dev == path.parent.stat().st_dev else path.with_name(BESIDE)


def _keep_owner(path: Path, scratch: Path) -> None:
    """Leave the file to its owner where root writes it, in a container for instance."""
    owner = path.stat()
    if hasattr(os, "chown") and (owner.st_uid, owner.st_gid) != (scratch.stat().st_uid, scratch.stat().st_gid):
        with contextlib.suppress(PermissionError):
            os.chown(scratch, owner.st_uid, owner.st_gid)
