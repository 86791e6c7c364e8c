"""What a snippet is: its address, its files, which Pythons it is for, what it is expected to print."""

from __future__ import annotations

import contextlib
import fnmatch
import functools
import hashlib
import os
import re
import stat
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from deepcuts.project import SnippetError, conflict, current, minor, newest, read, shown
from deepcuts.snippet import mask
from deepcuts.snippet.imports import VARYING
from deepcuts.snippet.outputs import END, Outputs, OutputsError, comments, join, read_sections, split

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KINDS = (".py", ".console")  # a program, a transcript
RECORDED = ".outputs"  # what older Pythons print, beside the main file
SIZE_LIMIT = 1_000_000  # bytes of one file
DEPTH_LIMIT = 20  # folders below that of a snippet
LEFTOVERS = (  # of tools and operating systems; also links: Emacs locks a file with one that leads nowhere
    *("__pycache__", ".*_cache", ".ipynb_checkpoints", ".idea", ".vscode", ".deepcuts-scratch"),
    *(".DS_Store", "._*", ".directory", ".nfs*", ".fuse_hidden*", ".#*", ".*.sw[a-p]", ".*.un~", ".*~"),
)
FOLDER = "<claim>/main.py"
SETTINGS = (".git*", ".editorconfig")  # may lie above a snippet
# https://peps.python.org/pep-0723/#specification
METADATA = re.compile(r"^# /// script\r?\n(?P<toml>(?:#(?:| [^\n]*)\r?\n)*?)# ///\r?$", re.MULTILINE)
OPENING = re.compile(r"^# /// script[ \t]*\r?$", re.MULTILINE)
REGION = re.compile(r"^\s*# (?:region (?P<name>\S+)|endregion)\s*$")


@dataclass(frozen=True)
class Snippet:
    """A small program or transcript, as its files say."""

    address: str
    """`<deepcut>/<chapter>/<claim>`: the path, the test id, the HTML id, the word in a message."""
    main: Path
    """The file that is run (`.py`) or whose commands are run (`.console`), outputs included."""
    text: str
    """The text of that file, read once: what ran is what is compared."""
    helpers: tuple[Path, ...] = ()
    """The other files that lie beside `main.*` in a folder snippet."""
    metadata: dict[str, Any] = field(default_factory=dict, hash=False)
    """The PEP 723 block of the main file."""

    @property
    def is_program(self) -> bool:
        return self.main.suffix == ".py"

    @property
    def recorded(self) -> Path:
        """The file beside the main one with what older Pythons print; absent where all agree."""
        return self.main.with_suffix(RECORDED)

    @property
    def folder(self) -> Path:
        """What the names of the files are relative to."""
        return self.main.parent

    @functools.cached_property
    def program(self) -> str:
        """The main file without its output lines."""
        return self._split[0]

    @functools.cached_property
    def inline(self) -> Outputs:
        """The output lines of the main file: the newest Python's."""
        return self._split[1]

    @functools.cached_property
    def _split(self) -> tuple[str, Outputs]:
        try:
            return split(self.text, python=self.is_program)
        except OutputsError as error:
            raise SnippetError(self.main, error.line, str(error)) from None

    @functools.cached_property
    def older(self) -> dict[str, Outputs]:
        """What older Pythons print, by version specifier (`>=3.11,<3.13.1`), oldest first."""
        return self._sections(read(self.recorded)) if self.recorded.is_file() else {}

    def _sections(self, text: str) -> dict[str, Outputs]:
        """What the text of `.outputs` says, checked against the program and the supported Pythons."""
        last = len(self.program.removesuffix("\n").split("\n"))
        try:
            sections = read_sections(text)
            for outputs in sections.values():
                for place, lines in outputs.items():
                    if place.line > last and place != END:
                        raise OutputsError(lines[0].at, f"the program has no line {place.line}; run `nox -s update`")
        except OutputsError as error:
            raise SnippetError(self.recorded, error.line, str(error)) from None
        if wrong := next(self._wrong(list(sections)), None):
            line = text.replace("\r\n", "\n").split("\n").index(wrong[0]) + 1
            raise SnippetError(self.recorded, line, f"{wrong[1]} `nox -s update`")
        return sections

    def _wrong(self, specifiers: list[str]) -> Iterator[tuple[str, str]]:
        """The specifiers that would hide something from every check, and why."""
        for specifier in specifiers:
            try:
                SpecifierSet(specifier)
            except InvalidSpecifier as error:
                yield specifier, f"{error}; run"
        supported = [version for text in current().pythons for version in (Version(text), newest(text))]
        used = [_first(specifiers, version) for version in sorted(filter(self.runs_on, [*supported, *self.changed]))]
        if used and used[-1]:
            yield used[-1], "the newest Python's outputs stand in the program, not here; run"
        for specifier in specifiers:
            if specifier not in used:
                yield specifier, f"no supported Python prints what stands below {specifier}; delete it, or run"
        allowed = {minor(text) for text in current().pythons} | {*map(str, self.changed)}
        for specifier in specifiers:
            for bound in SpecifierSet(specifier):
                if bound.version not in allowed:
                    yield specifier, f"{bound.version} is no supported minor release and not declared as `changed`; run"

    def runs_on(self, version: Version) -> bool:
        """Whether `requires-python` admits this version."""
        return self.requires.contains(version, prereleases=True)

    @functools.cached_property
    def requires(self) -> SpecifierSet:
        return SpecifierSet(str(self.metadata.get("requires-python", "")))

    @property
    def changed(self) -> list[Version]:
        """The declared patch releases in which the output changed (`changed = ["3.13.1"]`)."""
        return [Version(text) for text in self._tool.get("changed", [])]

    @functools.cached_property
    def masks(self) -> dict[str, re.Pattern[str]]:
        """Declared masks: each match in an output is shown as `<name>`."""
        return {name: re.compile(text) for name, text in self._tool.get("mask", {}).items()}

    def masked(self, line: str) -> str:
        """Show what the declared masks match in a line as `<name>`."""
        if not self.masks:
            return line
        try:
            return self._masks(line)
        except mask.SlowMaskError as error:
            raise SnippetError(self.main, _opening(self.text)[0], str(error)) from None

    @functools.cached_property
    def _masks(self) -> mask.Masks:
        return mask.Masks(self._tool.get("mask", {}))

    @property
    def _tool(self) -> dict[str, Any]:
        tool: dict[str, Any] = self.metadata.get("tool", {}).get("deepcuts", {})
        return tool

    def expected(self, version: Version) -> Outputs:
        """What this version is expected to print; a boundary may be a patch release."""
        specifier = _first(self.older, version)
        return self.older[specifier] if specifier else self.inline

    def listing(self, outputs: Outputs) -> str:
        """The program with these outputs in place."""
        return join(self.program, outputs)

    def region(self, name: str) -> range:
        """The line numbers (from 1, output lines not counted) between `# region name` and `# endregion`."""
        rows = self.program.split("\n")
        open_: list[tuple[str, int]] = []
        for number in sorted(comments(self.program, python=self.is_program)):
            if not (found := REGION.match(rows[number - 1])):
                continue
            if found["name"]:
                open_.append((found["name"], number))
            elif open_:
                this, start = open_.pop()
                if this == name:
                    return range(start + 1, number)
        raise SnippetError(
            self.main, 1, f"has no region {name!r}: write `# region {name}` above it, `# endregion` below"
        )

    @functools.cached_property
    def digest(self) -> str:
        """A hash of program, helpers and expectations: what a record of a run refers to."""
        state = hashlib.sha256()
        for path in (self.main, *self.helpers, *filter(Path.is_file, [self.recorded])):
            content = path.read_bytes()
            state.update(f"{path.relative_to(self.folder).as_posix()}\0{len(content)}\0".encode())
            state.update(content)
        return state.hexdigest()


def find(root: Path | None = None, problems: list[SnippetError] | None = None) -> list[Snippet]:
    """Find every snippet below `root`, or of the project, sorted by address; a file that belongs to none is an error.

    With a list for problems, what is wrong with one file is put there, and all other snippets are found.
    """
    return sorted(each(root or current().snippets, problems), key=lambda snippet: snippet.address)


def each(root: Path, problems: list[SnippetError] | None = None) -> Iterator[Snippet]:
    """The snippets below `root`, each as soon as it has been read: as `find`, but for the order."""
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
    """The address of a main file or of a folder; of outputs beside a main file none."""
    if _is(path, stat.S_ISDIR) or path.suffix in KINDS:
        if "_" in path.stem and path.suffix == ".py":
            problem = f"is no claim: a claim has hyphens; as a helper, it lies in the folder of its snippet ({FOLDER})"
            raise SnippetError(path, 1, problem)
        return "/".join([*path.relative_to(root).parts[:2], path.name if path.suffix not in KINDS else path.stem])
    if path.suffix != RECORDED or not any(_is(path.with_suffix(kind), stat.S_ISREG) for kind in KINDS):
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
    if parts and Path(parts[-1]).suffix in (*KINDS, RECORDED):
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
    recorded = main.with_suffix(RECORDED)
    helpers = [path for path in _files(base) if path not in (main, recorded)] if is_folder else []
    if _is(recorded, stat.S_ISREG):  # said now, not when it is asked for
        read(recorded)
    for helper in helpers:
        with contextlib.suppress(UnicodeDecodeError):
            if line := conflict(helper.read_bytes().decode("utf-8")):
                raise SnippetError(helper, line, "a merge has left both sides here; decide, and take its marks out")
    text = read(main)
    return Snippet(address, main, text, tuple(helpers), _metadata(main, text))


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    """Whether a file (`stat.S_ISREG`) or folder (`stat.S_ISDIR`) lies there; whatever nobody may open is an error."""
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
    """Every file of a snippet's folder, sorted."""
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
    """What lies in a folder, sorted, without what tools leave behind; a name that would get lost is an error."""
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


def _first(specifiers: Iterable[str], version: Version) -> str:
    """The first that admits this version; empty where none does."""
    return next((s for s in specifiers if SpecifierSet(s).contains(version, prereleases=True)), "")


TOML: dict[type, str] = {str: "a string", list: "an array", dict: "a table"}


def _value(table: dict[str, Any], key: str, default: Any) -> Any:
    """A value of the metadata; one of another kind than the default is a TypeError."""
    value = table.get(key, default)
    if type(value) is not type(default):
        raise TypeError(f"{key} = {value!r} is not {TOML[type(default)]}")
    return value


def _opening(text: str) -> list[int]:
    """The lines on which metadata begin."""
    return [text.count("\n", 0, found.start()) + 1 for found in OPENING.finditer(text)]


def _metadata(main: Path, text: str) -> dict[str, Any]:
    """The PEP 723 block, checked: a misspelt key would silently change nothing."""
    lines = _opening(text)
    if not lines:
        return {}
    if not (found := METADATA.search(text)):
        raise SnippetError(main, lines[0], "the metadata block does not end with a line `# ///`")
    if len(lines) > 1:
        raise SnippetError(main, lines[1], "a second metadata block")
    try:
        metadata = tomllib.loads("\n".join(row[2:] for row in found["toml"].split("\n")))
        SpecifierSet(_value(metadata, "requires-python", ""))
        tool = _value(_value(metadata, "tool", {}), "deepcuts", {})
        for version in _value(tool, "changed", []):
            Version(version)
        for name, pattern in _value(tool, "mask", {}).items():
            mask.check(pattern)
            if not re.fullmatch(r"[\w-]+", name):
                raise ValueError(f"the name of a mask is one word, not {name!r}")
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise SnippetError(main, lines[0], f"metadata: {error}") from None
    unknown = {*metadata} - {"requires-python", "tool"} | {*tool} - {"changed", "mask"}
    if unknown:
        known = "requires-python and, below [tool.deepcuts], changed and mask"
        raise SnippetError(main, lines[0], f"metadata: {', '.join(sorted(unknown))} is not known; known are {known}")
    return metadata
