"""The PEP 723 block of a snippet: read and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from deepcuts.project import SnippetError
from deepcuts.snippet import mask, packages

# https://peps.python.org/pep-0723/#specification
METADATA = re.compile(r"^# /// script\r?\n(?P<toml>(?:#(?:| [^\n]*)\r?\n)*?)# ///\r?$", re.MULTILINE)
OPENING = re.compile(r"^# /// script[ \t]*\r?$", re.MULTILINE)
SYSTEMS = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}
"""The systems that a snippet can be for alone: `sys.platform`, and their names."""


def in_words(systems: Iterable[str]) -> str:
    """Return systems as a reader names them: `Linux and macOS`."""
    return " and ".join(SYSTEMS[system] for system in systems)


TOML: dict[type, str] = {str: "a string", list: "an array", dict: "a table"}


def _value(table: dict[str, Any], key: str, default: Any) -> Any:
    """Return a value of the metadata; one of another kind than the default is a TypeError."""
    value = table.get(key, default)
    if type(value) is not type(default):
        raise TypeError(f"{key} = {value!r} is not {TOML[type(default)]}")
    return value


def opening(text: str) -> list[int]:
    """Return the lines on which metadata begin."""
    return [text.count("\n", 0, found.start()) + 1 for found in OPENING.finditer(text)]


def metadata_of(main: Path, text: str) -> dict[str, Any]:
    """Return the PEP 723 block, checked: a misspelt key would silently change nothing."""
    lines = opening(text)
    if not lines:
        return {}
    if not (found := METADATA.search(text)):
        raise SnippetError(main, lines[0], "the metadata block does not end with a line `# ///`")
    if len(lines) > 1:
        raise SnippetError(main, lines[1], "a second metadata block")
    try:
        metadata = tomllib.loads("\n".join(row[2:] for row in found["toml"].split("\n")))
        SpecifierSet(_value(metadata, "requires-python", ""))
        for text in _value(metadata, "dependencies", []):
            packages.checked(text)
        tool = _value(_value(metadata, "tool", {}), "deepcuts", {})
        for version in _value(tool, "changed", []):
            Version(version)
        for system in _value(tool, "systems", []):
            if system not in SYSTEMS:
                raise ValueError(f"{system!r} is not a system; they are {', '.join(SYSTEMS)}")
        for name, pattern in _value(tool, "mask", {}).items():
            mask.check(pattern)
            if not re.fullmatch(r"[\w-]+", name):
                raise ValueError(f"the name of a mask is one word, not {name!r}")
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise SnippetError(main, lines[0], f"metadata: {error}") from None
    unknown = {*metadata} - {"requires-python", "dependencies", "tool"} | {*tool} - {"changed", "mask", "systems"}
    if unknown:
        known = "requires-python, dependencies and, below [tool.deepcuts], changed, mask and systems"
        raise SnippetError(main, lines[0], f"metadata: {', '.join(sorted(unknown))} is not known; known are {known}")
    return metadata
