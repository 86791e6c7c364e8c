"""What a snippet is: its address, its files, which Pythons it is for, what it is expected to print."""

from __future__ import annotations

import functools
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from deepcuts.project import SnippetError, current, minor, newest, read
from deepcuts.snippet import mask, packages
from deepcuts.snippet.metadata import opening
from deepcuts.snippet.outputs import END, Outputs, OutputsError
from deepcuts.snippet.program import comments, join, split
from deepcuts.snippet.sections import read_sections

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KINDS = (".py", ".console")  # a program, a transcript
OLDER = ".outputs"  # what older Pythons print, beside the main file
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
    def older_file(self) -> Path:
        """The file beside the main one with what older Pythons print; absent where all agree."""
        return self.main.with_suffix(OLDER)

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
        return self._sections(read(self.older_file)) if self.older_file.is_file() else {}

    def _sections(self, text: str) -> dict[str, Outputs]:
        """Return what the text of `.outputs` says, checked against the program and the supported Pythons."""
        last = len(self.program.removesuffix("\n").split("\n"))
        try:
            sections = read_sections(text)
            for outputs in sections.values():
                for place, lines in outputs.items():
                    if place.line > last and place != END:
                        raise OutputsError(lines[0].at, f"the program has no line {place.line}; run `nox -s update`")
        except OutputsError as error:
            raise SnippetError(self.older_file, error.line, str(error)) from None
        if wrong := next(self._wrong(list(sections)), None):
            line = text.replace("\r\n", "\n").split("\n").index(wrong[0]) + 1
            raise SnippetError(self.older_file, line, f"{wrong[1]} `nox -s update`")
        return sections

    def _wrong(self, specifiers: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the specifiers that would hide something from every check, and why."""
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
                    yield (
                        specifier,
                        f"{bound.version} is neither a supported minor release nor declared as `changed`; run",
                    )

    def runs_on(self, version: Version) -> bool:
        """Say whether `requires-python` admits this version."""
        return self.requires.contains(version, prereleases=True)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that it is for, as `sys.platform` names them (`linux`, `darwin`, `win32`); empty: all."""
        return tuple(self._tool.get("systems", []))

    @property
    def runs_here(self) -> bool:
        """Say whether it is for this system."""
        return not self.systems or sys.platform in self.systems

    def fits(self, version: Version) -> bool:
        """Say whether this version on this system can run it."""
        return self.runs_on(version) and self.runs_here

    @functools.cached_property
    def requires(self) -> SpecifierSet:
        return SpecifierSet(str(self.metadata.get("requires-python", "")))

    @property
    def dependencies(self) -> tuple[str, ...]:
        """The packages that it needs, each with one exact version: `flask==3.1.3`."""
        return tuple(self.metadata.get("dependencies", []))

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
            raise SnippetError(self.main, self.metadata_line, str(error)) from None

    @property
    def metadata_line(self) -> int:
        """The line on which the PEP 723 block begins; 1 where there is none."""
        return (opening(self.text) or [1])[0]

    @functools.cached_property
    def _masks(self) -> mask.Masks:
        return mask.Masks(self._tool.get("mask", {}))

    @property
    def _tool(self) -> dict[str, Any]:
        tool: dict[str, Any] = self.metadata.get("tool", {}).get("deepcuts", {})
        return tool

    def expected(self, version: Version) -> Outputs:
        """Return what this version is expected to print; a boundary may be a patch release."""
        specifier = _first(self.older, version)
        return self.older[specifier] if specifier else self.inline

    def listing(self, outputs: Outputs) -> str:
        """Return the program with these outputs in place."""
        return join(self.program, outputs)

    def region(self, name: str) -> range:
        """Return the line numbers (from 1, output lines not counted) between `# region name` and `# endregion`."""
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
        """A hash of program, helpers, expectations and packages: what a record of a run refers to."""
        state = hashlib.sha256()
        for path in (self.main, *self.helpers, *filter(Path.is_file, [self.older_file])):
            content = path.read_bytes()
            state.update(f"{path.relative_to(self.folder).as_posix()}\0{len(content)}\0".encode())
            state.update(content)
        if self.dependencies:
            try:
                needed = "\n".join(package.text for package in packages.closure(self.dependencies))
            except packages.PackageError as error:
                raise SnippetError(self.main, self.metadata_line, str(error)) from None
            state.update(needed.encode("utf-8"))
        return state.hexdigest()


def _first(specifiers: Iterable[str], version: Version) -> str:
    """Return the first that admits this version; empty where none does."""
    return next((s for s in specifiers if SpecifierSet(s).contains(version, prereleases=True)), "")
