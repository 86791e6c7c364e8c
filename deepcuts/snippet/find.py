"""Where snippets lie: finds them, reads one by its address, and refuses files that belong to none."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from deepcuts.project import SnippetError, conflict, current, read, shown
from deepcuts.snippet.imports import VARYING
from deepcuts.snippet.metadata import metadata_of
from deepcuts.snippet.snippet import KINDS, OLDER, SLUG, Snippet

SIZE_LIMIT = 1_000_000  # bytes of one file
DEPTH_LIMIT = 20  # folders below that of a snippet
LEFTOVERS = (  # of tools and operating systems; also links: Emacs locks a file with one that leads nowhere
    *("__pycache__", ".*_cache", ".ipynb_checkpoints", ".idea", ".vscode", ".deepcuts-scratch"),
    *(".DS_Store", "._*", ".directory", ".nfs*", ".fuse_hidden*", ".#*", ".*.sw[a-p]", ".*.un~", ".*~"),
)
FOLDER = "<claim>/main.py"
SETTINGS = (".git*", ".editorconfig")  # may lie above a snippet


def find(root: Path | None = None, problems: list[SnippetError] | None = None) -> list[Snippet]:
    """Find every snippet below `root`, or of the project, sorted by address; a file that belongs to none is an error.

    With a list for problems, what is wrong with one file is put there, and all other snippets are found.
    """
    return sorted(each(root or current().snippets, problems), key=lambda snippet: snippet.address)


def each(root: Path, problems: list[SnippetError] | None = None) -> Iterator[Snippet]:
    """Yield the snippets below `root`, each as soon as it has been read: as `find`, but for the order."""
    todo = [root]
    while todo:
        folder = todo.pop()
        try:
            entries = _entries(folder, (*LEFTOVERS, *SETTINGS)) if _is(folder, stat.S_ISDIR) else []
        except SnippetError as error:
            _report(error, problems)
            continue
        folders = []
        for path in entries:
            try:
                if len(path.relative_to(root).parts) < 3:
                    if not _is(path, stat.S_ISDIR):
                        where = "a snippet lies at <deepcut>/<chapter>/<claim>.py or <claim>/main.py"
                        raise SnippetError(path, 1, where)
                    folders.append(path)
                elif address := _address(path, root):
                    yield load(address, root)
            except SnippetError as error:
                _report(error, problems)
        todo += reversed(folders)


def _report(error: SnippetError, problems: list[SnippetError] | None) -> None:
    if problems is None:
        raise error
    if str(error) not in map(str, problems):  # of two main files each says the same
        problems.append(error)


def _address(path: Path, root: Path) -> str:
    """Return the address of a main file or of a folder; of outputs beside a main file none."""
    if _is(path, stat.S_ISDIR) or path.suffix in KINDS:
        if "_" in path.stem and path.suffix == ".py":
            problem = f"is not a claim, which has hyphens; as a helper, it lies in the folder of its snippet ({FOLDER})"
            raise SnippetError(path, 1, problem)
        return "/".join([*path.relative_to(root).parts[:2], path.name if path.suffix not in KINDS else path.stem])
    if path.suffix != OLDER or not any(_is(path.with_suffix(kind), stat.S_ISREG) for kind in KINDS):
        raise SnippetError(path, 1, "belongs to no snippet; a helper module lies in the folder of its snippet")
    return ""


def address_of(word: str) -> str:
    """Read an address as it may be typed: a path of a file or folder of a snippet, from here or from the root."""
    root, path = current().snippets, Path(word)
    if (here := Path(os.path.abspath(path))).is_relative_to(root):
        path = here.relative_to(root)
    elif path.parts[:1] == (root.name,):
        path = path.relative_to(root.name)
    parts = path.parts[: 3 if len(path.parts) > 3 else None]
    if parts and Path(parts[-1]).suffix in (*KINDS, OLDER):
        parts = (*parts[:-1], Path(parts[-1]).stem)
    return "/".join(parts)


def load(address: str, root: Path | None = None) -> Snippet:
    """Read the snippet at an address below `root`, or of the project."""
    root = root or current().snippets
    base = root / address
    above = [root.joinpath(*address.split("/")[:depth]) for depth in range(len(address.split("/")) + 1)]
    is_folder = all(_is(folder, stat.S_ISDIR) for folder in above)
    mains = [base.with_name(base.name + kind) for kind in KINDS] + [base / f"main{kind}" for kind in KINDS]
    mains = [path for path in mains if _is(path, stat.S_ISREG)]
    if len(mains) != 1:
        problem = "no main.py or main.console" if is_folder else "no snippet"
        problem = f"more than one main file ({', '.join(map(shown, mains))})" if mains else problem
        raise SnippetError(base, 1, f"there is {problem} at this address")
    main = mains[0]
    if len(address.split("/")) != 3 or not all(map(SLUG.fullmatch, address.split("/"))):
        raise SnippetError(main, 1, "an address is three slugs, <deepcut>/<chapter>/<claim>: a-z, 0-9, single hyphens")
    if main.suffix == ".py" and main.stem in sys.stdlib_module_names | VARYING:
        raise SnippetError(
            main, 1, f"it would be imported as `{main.stem}`, a module of Python's own: give it another name"
        )
    if is_folder and main.parent != base:
        raise SnippetError(base, 1, f"this folder belongs to no snippet; beside it lies {shown(main)}")
    recorded = main.with_suffix(OLDER)
    helpers = [path for path in _files(base) if path not in (main, recorded)] if is_folder else []
    if _is(recorded, stat.S_ISREG):  # said now, not when it is asked for
        read(recorded)
    for helper in helpers:
        with contextlib.suppress(UnicodeDecodeError):
            if line := conflict(helper.read_bytes().decode("utf-8")):
                raise SnippetError(helper, line, "a merge has left both sides here; decide, and take its marks out")
    text = read(main)
    return Snippet(address, main, text, tuple(helpers), metadata_of(main, text))


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    """Say whether a file (`stat.S_ISREG`) or folder (`stat.S_ISDIR`) lies there; what nobody may open is an error."""
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise SnippetError(path, 1, f"cannot be read: {error.strerror}") from None
    if stat.S_ISLNK(status.st_mode):
        raise SnippetError(path, 1, "is a symbolic link; put a copy here")
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        raise SnippetError(path, 1, "is neither a file nor a folder; take it away")
    if stat.S_ISREG(status.st_mode) and status.st_size > SIZE_LIMIT:
        size = f"{status.st_size:,} bytes, and a file of a snippet at most {SIZE_LIMIT:,}"
        raise SnippetError(path, 1, f"holds {size}")
    return kind(status.st_mode)


def _files(folder: Path) -> list[Path]:
    """Return every file of a snippet's folder, sorted."""
    files: list[Path] = []
    todo = [folder]
    while todo:
        here = todo.pop()
        if len(here.relative_to(folder).parts) > DEPTH_LIMIT:
            raise SnippetError(here, 1, f"lies more than {DEPTH_LIMIT} folders deep in its snippet; take it away")
        for path in _entries(here, LEFTOVERS):
            (todo if _is(path, stat.S_ISDIR) else files).append(path)
    return sorted(files)


def _entries(folder: Path, ignored: tuple[str, ...]) -> list[Path]:
    """Return what lies in a folder, sorted, without what tools leave behind; a name that would get lost is an error."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        raise SnippetError(folder, 1, f"cannot be read: {error.strerror}") from None
    names = [name for name in names if not any(fnmatch.fnmatchcase(name, pattern) for pattern in ignored)]
    for name in names:
        if not name.isprintable():
            raise SnippetError(folder, 1, f"a name in this folder cannot be shown: {name!a}; rename it")
        if name.startswith("."):
            _is(folder / name, stat.S_ISREG)
            problem = "its name starts with a dot: it would be left out of the snippet; rename or delete it"
            raise SnippetError(folder / name, 1, problem)
    return [folder / name for name in names]
