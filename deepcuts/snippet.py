"""What a snippet is: its address, its files, which Pythons it is for, what it is expected to print."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from deepcuts.outputs import END, Outputs, OutputsError, join, read_sections, split

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KINDS = (".py", ".console")  # a program, a transcript
RECORDED = ".outputs"  # what older Pythons print, beside the main file
# https://peps.python.org/pep-0723/#specification
METADATA = re.compile(r"^# /// script\r?\n(?P<toml>(?:#(?:| [^\n]*)\r?\n)+?)# ///\r?$", re.MULTILINE)
REGION = re.compile(r"^\s*# (?:region (?P<name>\S+)|endregion)\s*$")


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


def shown(path: Path) -> str:
    """The path as a message names it: below the repository with forward slashes, else whole."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


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
        if not self.recorded.is_file():
            return {}
        try:
            sections = read_sections(read(self.recorded))
            for specifier, outputs in sections.items():
                SpecifierSet(specifier)
                for place, lines in outputs.items():
                    if not 1 <= place[0] <= self.program.count("\n") + 1 and place != END:
                        raise OutputsError(lines[0].at, f"the program has no line {place[0]}; run `nox -s update`")
        except OutputsError as error:
            raise SnippetError(self.recorded, error.line, str(error)) from None
        except InvalidSpecifier as error:
            raise SnippetError(self.recorded, 1, f"{error}; run `nox -s update`") from None
        return sections

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

    @property
    def masks(self) -> dict[str, re.Pattern[str]]:
        """Declared masks: each match in an output is shown as `<name>`."""
        return {name: re.compile(text) for name, text in self._tool.get("mask", {}).items()}

    @property
    def _tool(self) -> dict[str, Any]:
        tool: dict[str, Any] = self.metadata.get("tool", {}).get("deepcuts", {})
        return tool

    def expected(self, version: Version) -> Outputs:
        """What this version is expected to print; a boundary may be a patch release."""
        for specifier, outputs in self.older.items():
            if SpecifierSet(specifier).contains(version, prereleases=True):
                return outputs
        return self.inline

    def listing(self, outputs: Outputs) -> str:
        """The program with these outputs in place."""
        return join(self.program, outputs, python=self.is_program)

    def section(self, name: str) -> range:
        """The line numbers (from 1, output lines not counted) between `# region name` and `# endregion`."""
        lines = self.program.split("\n")
        start = None
        for number, line in enumerate(lines, 1):
            if not (found := REGION.match(line)):
                continue
            if found["name"] == name:
                start = number + 1
            elif found["name"] is None and start is not None:
                return range(start, number)
        raise SnippetError(self.main, 1, f"has no section `# region {name}` that ends in `# endregion`")

    @functools.cached_property
    def digest(self) -> str:
        """A hash of program, helpers and expectations: what a record of a run refers to."""
        state = hashlib.sha256()
        for path in (self.main, *self.helpers, *filter(Path.is_file, [self.recorded])):
            content = path.read_bytes()
            state.update(f"{path.relative_to(self.folder).as_posix()}\0{len(content)}\0".encode())
            state.update(content)
        return state.hexdigest()


def read(path: Path) -> str:
    """The text of a writer's file, its line ends untouched."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SnippetError(path, line, f"is not UTF-8: {error.reason}") from None


def find(root: Path = SNIPPETS) -> list[Snippet]:
    """Every snippet below `root`, sorted by address; a file that belongs to none is an error."""
    return sorted(_walk(root), key=lambda snippet: snippet.address)


def _walk(root: Path) -> Iterator[Snippet]:
    for path in sorted(root.glob("*/*/*")):
        if any(part.startswith((".", "__pycache__")) for part in path.relative_to(root).parts):
            continue  # what tools and operating systems leave behind
        if path.is_dir() or path.suffix in KINDS:
            yield load("/".join([*path.relative_to(root).parts[:2], path.stem]), root)
        elif path.suffix != RECORDED or not any(path.with_suffix(kind).is_file() for kind in KINDS):
            raise SnippetError(path, 1, "belongs to no snippet; a helper module lies in the folder of its snippet")
    for path in [*root.glob("*"), *root.glob("*/*")]:
        if path.is_file() and not path.name.startswith("."):
            raise SnippetError(path, 1, "a snippet lies at <deepcut>/<chapter>/<claim>.py or <claim>/main.py")


def load(address: str, root: Path = SNIPPETS) -> Snippet:
    """The snippet at an address."""
    base = root / address
    mains = [p for kind in KINDS for p in (base.with_name(base.name + kind), base / f"main{kind}") if p.is_file()]
    if len(mains) != 1:
        problem = "no main.py or main.console" if base.is_dir() else "no snippet"
        problem = f"more than one main file ({', '.join(map(shown, mains))})" if mains else problem
        raise SnippetError(base, 1, f"there is {problem} at this address")
    main = mains[0]
    if len(address.split("/")) != 3 or not all(map(SLUG.fullmatch, address.split("/"))):
        raise SnippetError(main, 1, "an address is three slugs, <deepcut>/<chapter>/<claim>: a-z, 0-9, single hyphens")
    if base.is_dir() and main.parent != base:
        raise SnippetError(base, 1, f"this folder belongs to no snippet; beside it lies {shown(main)}")
    helpers = sorted(
        path
        for path in (base.rglob("*") if main.stem == "main" and base.is_dir() else ())
        if path.is_file()
        and path not in (main, main.with_suffix(RECORDED))
        and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(base).parts)
    )
    text = read(main)
    return Snippet(address, main, text, tuple(helpers), _metadata(main, text))


def _metadata(main: Path, text: str) -> dict[str, Any]:
    """The PEP 723 block, checked: a misspelt key would silently change nothing."""
    if not (found := METADATA.search(text)):
        if "# /// script" in text:
            line = text[: text.index("# /// script")].count("\n") + 1
            raise SnippetError(main, line, "the metadata block does not end with a line `# ///`")
        return {}
    line = text[: found.start()].count("\n") + 1
    try:
        metadata = tomllib.loads("\n".join(row[2:] for row in found["toml"].splitlines()))
        SpecifierSet(metadata.get("requires-python", ""))
        tool = metadata.get("tool", {}).get("deepcuts", {})
        for version in tool.get("changed", []):
            Version(version)
        for pattern in tool.get("mask", {}).values():
            re.compile(pattern)
    except (tomllib.TOMLDecodeError, InvalidSpecifier, InvalidVersion, re.error, TypeError, AttributeError) as error:
        raise SnippetError(main, line, f"metadata: {error}") from None
    unknown = {*metadata} - {"requires-python", "tool"} | {*tool} - {"changed", "mask"}
    if unknown:
        known = "requires-python and, below [tool.deepcuts], changed and mask"
        raise SnippetError(main, line, f"metadata: {', '.join(sorted(unknown))} is not known; known are {known}")
    return metadata
