"""The packages that a snippet declares (PEP 723), and what the lock has for them: requirements/snippets.txt.

The lock is written by `nox -s pin` for all snippets together, so that one package has one version on one Python. Its
`# via` lines say who needs what: that is how the packages of one snippet are told from those of all.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from deepcuts.project import current

LOCK = Path("requirements", "snippets.txt")
MEND = "run `nox -s pin -- snippets`, which writes it"


class PackageError(Exception):
    """Packages that cannot be had as they are declared, with what to do about it."""


class UnavailableError(PackageError):
    """Packages that are declared and locked, and cannot be had here: no network, or no wheel."""


@dataclass(frozen=True)
class Locked:
    """A package of the lock."""

    requirement: Requirement
    """Name, exact version, and for which Pythons and systems."""
    text: str
    """The lines of the lock that pip reads, hashes included."""
    via: frozenset[str]
    """The packages that need it; empty where only a snippet does."""

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")

    def is_for(self, version: Version) -> bool:
        """Say whether this Python gets it, on a system like this one."""
        return admits(self.requirement, version)


def checked(text: str) -> Requirement:
    """Read one of the `dependencies` of a snippet; ValueError where it does not say exactly one version."""
    try:
        requirement = Requirement(text)
    except InvalidRequirement as error:
        raise ValueError(f"{text!r} is not a requirement: {str(error).splitlines()[0]}") from None
    exact = [bound for bound in requirement.specifier if bound.operator == "==" and "*" not in bound.version]
    if requirement.url or requirement.extras or len(exact) != 1 or len(requirement.specifier) != 1:
        raise ValueError(
            f"{text!r} is not one exact version; write {requirement.name}==1.2.3, for the one that you tried"
        )
    return requirement


def declared(dependencies: Iterable[str], version: Version) -> list[Requirement]:
    """Return what a snippet asks for on this Python."""
    requirements = map(Requirement, dependencies)
    return [requirement for requirement in requirements if admits(requirement, version)]


def described(dependencies: Iterable[str], version: Version) -> str:
    """Return the same for a reader: `Flask 3.1.3 and Werkzeug 3.1.9`."""
    words = [f"{each.name} {str(each.specifier).removeprefix('==')}" for each in declared(dependencies, version)]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def closure(dependencies: Iterable[str], version: Version | None = None) -> list[Locked]:
    """Return the lines of the lock for a snippet: what it declares and what that needs, on one Python or on any.

    Raises PackageError where the lock has another version, or none.
    """
    lock = read_lock(current().root / LOCK)
    wanted = [Requirement(text) for text in dependencies] if version is None else declared(dependencies, version)
    for requirement in wanted:
        there = [each for each in lock if each.name == canonicalize_name(requirement.name)]
        there = [each for each in there if version is None or each.is_for(version)]
        if not any(requirement.specifier.contains(each.version, prereleases=True) for each in there):
            what = f"{LOCK.as_posix()} has {', '.join(each.version for each in there) or 'no such package'}"
            raise PackageError(f"{requirement.name}{requirement.specifier}: {what}; {MEND}")
    names: set[str] = {canonicalize_name(requirement.name) for requirement in wanted}
    while more := {each.name for each in lock if each.via & names} - names:
        names |= more
    return [each for each in lock if each.name in names and (version is None or each.is_for(version))]


def admits(requirement: Requirement, version: Version) -> bool:
    """Say whether a requirement is for this Python, on a system like this one."""
    python = {"python_version": f"{version.major}.{version.minor}", "python_full_version": str(version)}
    return not requirement.marker or requirement.marker.evaluate(python)


def read_lock(path: Path) -> list[Locked]:
    """Return the packages of the lock; none, where it is not there."""
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else []


@functools.lru_cache(maxsize=2)
def _read(path: Path, _: int) -> list[Locked]:
    return list(_packages(path.read_text(encoding="utf-8")))


def _packages(text: str) -> Iterator[Locked]:
    """Yield the packages of what `uv pip compile` writes."""
    for found in re.finditer(r"^(?P<what>[\w.-]+==[^\n]*?) \\\n(?P<rest>(?:    [^\n]*\n?)+)", text, re.MULTILINE):
        rows = found["rest"].rstrip("\n").split("\n")
        hashes = [row for row in rows if not row.lstrip().startswith("#")]
        comments = " ".join(row.strip().removeprefix("#") for row in rows if row not in hashes)
        via = frozenset(
            word for word in comments.replace("via", " ", 1).split() if re.fullmatch(r"[a-z0-9][\w.-]*", word)
        )
        yield Locked(Requirement(found["what"]), "\n".join([f"{found['what']} \\", *hashes]), via)
