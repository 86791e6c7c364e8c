"""What every layer knows of this project: where things lie, which Pythons it supports, an error at file and line."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Collection
from pathlib import Path

from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"


class SnippetError(Exception):
    """Something a writer has to mend; the text starts with the writer's file and line."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{shown(path)}:{line}: {message}")


@functools.cache
def settings() -> dict[str, list[str]]:
    """The `[tool.deepcuts]` table of pyproject.toml: the supported Pythons are named there only."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)["tool"]["deepcuts"]
    return table


def pythons() -> list[str]:
    """The supported Pythons, oldest first: `3.13.0`, or `3.13` for the newest patch release of 3.13."""
    return settings()["pythons"]


def newest(python: str) -> Version:
    """The version that a name of a Python stands for; a minor release stands for its newest patch release."""
    return Version(python if python.count(".") > 1 else f"{python}.99")


def minor(version: str | Version) -> str:
    """The minor release that a version belongs to: `3.13` for `3.13.0`."""
    release = Version(str(version))
    return f"{release.major}.{release.minor}"


def named(version: str, listed: Collection[str]) -> str:
    """The name that a list of Pythons has for a full version: itself where it is listed, else its minor release."""
    return version if version in listed else minor(version)


def shown(path: Path) -> str:
    """The path as a message names it: below the repository with forward slashes, else whole."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def read(path: Path) -> str:
    """The text of a writer's file, its line ends untouched."""
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
    """The line at which a merge left its marks in a text; 0 if none did."""
    rows = text.split("\n")
    marks = [number for number, row in enumerate(rows, 1) if re.match(r"(<{7}|>{7}|\|{7}) |={7}\r?$", row)]
    return marks[0] if any(rows[number - 1][0] in "<>" for number in marks) else 0
