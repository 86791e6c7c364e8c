"""Locks the packages that snippets declare: `python -m deepcuts lock`, or `lock --upgrade` for the newest ones.

All snippets are locked together, for all Pythons and systems, in one file (deepcuts/snippet/packages.py reads it).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from deepcuts import files
from deepcuts.project import SnippetError, current, minor, newest, read, shown
from deepcuts.snippet.find import find
from deepcuts.snippet.metadata import METADATA
from deepcuts.snippet.packages import LOCK, admits
from deepcuts.snippet.snippet import Snippet

COMPILE = ("--universal", "--only-binary", ":all:", "--fork-strategy", "fewest", "--no-header", "-q")


def main(*, upgrade: bool = False) -> int:
    """Write the lock; with `upgrade`, first put the newest versions into the snippets."""
    if not (uv := shutil.which("uv")):
        print("the packages of snippets are locked by uv: python3 -m pip install uv", file=sys.stderr)
        return 1
    compiler = [uv, "pip", "compile", "-", "--python-version", minor(current().pythons[0]), *COMPILE]
    snippets = [snippet for snippet in find() if snippet.dependencies]
    path = current().root / LOCK
    before = path.read_bytes() if path.is_file() else None
    if upgrade and snippets:
        renewed(snippets, _compiled(compiler, sorted({_bare(line) for s in snippets for line in _lines(s)}), snippets))
        snippets = [snippet for snippet in find() if snippet.dependencies]
    if snippets:
        lines = sorted({line for snippet in snippets for line in _lines(snippet)}, key=str.lower)
        text = _compiled([*compiler, "--generate-hashes"], lines, snippets)
        files.replace(path, text.encode("utf-8"), before)
    elif before is not None:
        files.remove(path, before)
    print(f"{LOCK.as_posix()}: what {len(snippets)} snippets declare")
    return 0


def _compiled(compiler: list[str], lines: list[str], snippets: list[Snippet]) -> str:
    """Return what uv makes of these requirements; an error names the snippet that declares what it complains of."""
    done = subprocess.run(compiler, input="\n".join(lines), capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        said = " ".join(done.stderr.split())
        names = {canonicalize_name(Requirement(text).name): s for s in snippets for text in s.dependencies}
        blamed = next((s for name, s in names.items() if re.search(rf"\b{re.escape(name)}\b", said)), snippets[0])
        raise SnippetError(blamed.main, blamed.metadata_line, f"uv cannot lock its packages: {said[-600:]}")
    return done.stdout


def _lines(snippet: Snippet) -> list[str]:
    """Return what a snippet declares, for the Pythons that it is for alone."""
    python = " and ".join(f'python_full_version {bound.operator} "{bound.version}"' for bound in snippet.requires)
    lines = []
    for text in snippet.dependencies:
        requirement = Requirement(text)
        if python:
            own = f"({requirement.marker}) and " if requirement.marker else ""
            requirement.marker = Marker(f"{own}{python}")
        lines.append(str(requirement))
    return lines


def _bare(line: str) -> str:
    """Return a requirement of any version."""
    requirement = Requirement(line)
    requirement.specifier = SpecifierSet()
    return str(requirement)


def renewed(snippets: Iterable[Snippet], compiled: str) -> None:
    """Put the newest versions into the metadata of snippets; what they print is compared again by `nox`."""
    found = [Requirement(row) for row in compiled.split("\n") if re.match(r"[\w.-]+==", row)]
    for snippet in snippets:
        before = read(snippet.main)
        block = METADATA.search(before)
        assert block  # it declares something
        text = block[0]
        pythons = [version for version in map(newest, current().pythons) if snippet.runs_on(version)]
        for old in snippet.dependencies:
            requirement = Requirement(old)
            python = next((version for version in pythons if admits(requirement, version)), None)
            named = (each for each in found if canonicalize_name(each.name) == canonicalize_name(requirement.name))
            new = next((each for each in named if python and admits(each, python)), None)
            if new:  # none where it is for another system
                text = text.replace(old, old.replace(str(requirement.specifier), str(new.specifier)))
        after = before.replace(block[0], text)
        if after != before:
            files.replace(snippet.main, after.encode("utf-8"), before.encode("utf-8"))
            print(f"renewed {shown(snippet.main)}")
