"""What every layer knows of a project: where things lie, which Pythons it supports, an error at file and line."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from packaging.version import Version


@dataclass(frozen=True)
class Project:
    """A site with everything that it is made of. It is asked for when it is needed, never kept: see `current`."""

    root: Path
    """The folder that holds the others."""
    pythons: tuple[str, ...]
    """The supported Pythons, oldest first: `3.13.0`, or `3.13` for the newest patch release of 3.13."""

    @classmethod
    def at(cls, root: Path) -> Self:
        """Read the project in a folder: `[tool.deepcuts]` of its pyproject.toml, which alone lists the Pythons."""
        table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["deepcuts"]
        return cls(root, tuple(table["pythons"]))

    @property
    def docs(self) -> Path:
        """The prose, as written."""
        return self.root / "docs"

    @property
    def snippets(self) -> Path:
        """The programs, as written."""
        return self.root / "snippets"

    @property
    def config(self) -> Path:
        """What MkDocs and Zensical read."""
        return self.root / "mkdocs.yml"

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    @property
    def workshop(self) -> Path:
        """What the machine keeps for itself; git ignores it."""
        return self.root / ".deepcuts"

    @property
    def ledger(self) -> Path:
        """Which Python was seen to print what: a file a Python."""
        return self.workshop / "records"


OURS = Project.at(Path(__file__).resolve().parent.parent)
"""The project that holds this machine, and the interpreters that it has prepared."""
_current = [OURS]


def current() -> Project:
    """Return the project that the machine works on."""
    return _current[-1]


@contextlib.contextmanager
def working_on(project: Project) -> Iterator[Project]:
    """Work on another project than `OURS`: a small one in a test."""
    _current.append(project)
    try:
        yield project
    finally:
        _current.pop()


class SnippetError(Exception):
    """Something a writer has to mend; the text starts with the writer's file and line."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{shown(path)}:{line}: {message}")


def newest(python: str) -> Version:
    """Return the version that a name of a Python stands for; a minor release stands for its newest patch release."""
    return Version(python if python.count(".") > 1 else f"{python}.99")


def minor(version: str | Version) -> str:
    """Return the minor release that a version belongs to: `3.13` for `3.13.0`."""
    release = Version(str(version))
    return f"{release.major}.{release.minor}"


def named(version: str, listed: Collection[str]) -> str:
    """Return the name that a list of Pythons has for a full version: itself if it is listed, else its minor release."""
    return version if version in listed else minor(version)


def shown(path: Path) -> str:
    """Return the path as a message names it: below the project with forward slashes, else whole."""
    root = current().root
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def read(path: Path) -> str:
    """Return the text of a writer's file, its line ends untouched."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SnippetError(path, line, f"is not UTF-8: {error.reason}") from None
    if text.startswith("\ufeff"):
        raise SnippetError(path, 1, "starts with a byte order mark; save it as UTF-8 without one")
    if line := conflict(text):
        raise SnippetError(path, line, "a merge has left both sides here; decide, and take its marks out")
    return text


def conflict(text: str) -> int:
    """Return the line at which a merge left its marks in a text; 0 if none did."""
    rows = text.split("\n")
    marks = [number for number, row in enumerate(rows, 1) if re.match(r"(<{7}|>{7}|\|{7}) |={7}\r?$", row)]
    return marks[0] if any(rows[number - 1][0] in "<>" for number in marks) else 0
