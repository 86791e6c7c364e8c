"""The ledger of runs: which Python printed what a snippet says, for which content hash. Never committed.

It is what a page calls "verified", and why an unchanged snippet need not run twice on one machine. Whatever
cannot be trusted about a file (another machine code, another build, one flipped bit) makes it say nothing.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packaging.version import InvalidVersion, Version

from deepcuts import files
from deepcuts.project import current, named
from deepcuts.run.interpreter import Interpreter
from deepcuts.snippet.packages import described
from deepcuts.snippet.snippet import Snippet

MACHINE = Path(__file__).parent.parent


@dataclass(frozen=True)
class Entry:
    """A snippet that printed what it says."""

    hash: str
    """The digest of the snippet that ran."""
    when: str
    """When it ran: ISO 8601, UTC."""
    packages: str = ""
    """What it declares and had: `Flask 3.1.3`."""


@dataclass(frozen=True)
class Ledger:
    """What one Python was seen to print, by the address of the snippet."""

    build: str = ""
    """`sys.version` of the interpreter."""
    platform: str = ""
    verified: dict[str, Entry] = field(default_factory=dict)


def known(interpreter: Interpreter, snippets: list[Snippet]) -> dict[str, str]:
    """Return which of these snippets this very interpreter ran before, unchanged, on this system: when, by address."""
    old = read(_path(interpreter))
    if (old.build, old.platform) != (interpreter.build, platform.platform()):
        return {}
    entries = {snippet: old.verified.get(snippet.address) for snippet in snippets}
    return {s.address: entry.when for s, entry in entries.items() if entry and entry.hash == s.digest}


def keep(interpreter: Interpreter, passed: list[Snippet], checked: list[Snippet], before: dict[str, str]) -> None:
    """Write down which snippets this Python printed as they say, now or `before`; take out those that it did not."""
    path = _path(interpreter)
    there = path.read_bytes() if path.exists() else None
    old, here = _parsed(there or b""), platform.platform()
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    gone = {snippet.address for snippet in checked}
    same = (old.build, old.platform) == (interpreter.build, here)
    verified = {a: vars(entry) for a, entry in old.verified.items() if same and a not in gone}
    for snippet in passed:
        verified[snippet.address] = {"hash": snippet.digest, "when": before.get(snippet.address, now)}
        if needs := described(snippet.dependencies, interpreter.version):
            verified[snippet.address]["packages"] = needs
    said = {
        "machine": machine(),
        "build": interpreter.build,
        "platform": here,
        "verified": dict(sorted(verified.items())),
    }
    text = json.dumps(said, indent=1).encode()
    try:
        files.replace(path, hashlib.sha256(text).hexdigest().encode() + b"\n" + text, there)
    except files.ChangedError:  # another session of this Python: keep what it wrote down, too
        keep(interpreter, passed, checked, before)


def read(path: Path) -> Ledger:
    """Return the ledger of a Python here; a file that is missing, damaged or of another machine says nothing."""
    try:
        return _parsed(path.read_bytes())
    except OSError:
        return Ledger()


def _parsed(content: bytes) -> Ledger:
    try:
        checksum, _, text = content.partition(b"\n")
        said = json.loads(text)
        if checksum.decode() == hashlib.sha256(text).hexdigest() and said["machine"] == machine():
            verified = {address: Entry(**entry) for address, entry in said["verified"].items()}
            return Ledger(said["build"], said["platform"], verified)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return Ledger()


@functools.cache
def machine() -> str:
    """Return a hash of the code that runs and compares: what an older one let pass counts no more.

    That is the layers up to this one: what pages and the site are made of has no part in a run.
    """
    places = (MACHINE.glob("[!_]*.py"), MACHINE.glob("snippet/*.py"), MACHINE.glob("run/*.py"))
    sources = [path for place in places for path in sorted(place)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def verified_on(snippet: Snippet) -> dict[str, Entry]:
    """Return the Pythons, by full version, that a ledger says this very snippet was verified on, oldest first.

    What one says that pyproject.toml lists no more counts no more.
    """
    paths = tuple((path, path.stat().st_mtime_ns) for path in sorted(current().ledger.glob("*.json")))
    entries = [(version, one.verified.get(snippet.address)) for version, one in _ledgers(paths)]
    return {
        version: entry
        for version, entry in entries
        if entry and entry.hash == snippet.digest and named(version, current().pythons) in current().pythons
    }


def unconfirmed(wanted: Sequence[str], verified: Iterable[str]) -> list[str]:
    """Return which of the wanted Pythons (`3.13`, `3.13.0`) none of these full versions stands for.

    A patch release that is wanted for itself does not stand for its minor release.
    """
    there = {named(version, wanted) for version in verified}
    return [text for text in wanted if text not in there]


@functools.lru_cache(maxsize=1)
def _ledgers(there: tuple[tuple[Path, int], ...]) -> list[tuple[str, Ledger]]:
    """Return the ledgers by version, oldest first; read again when one of the files has changed."""
    found = []
    for path, _ in there:
        with contextlib.suppress(InvalidVersion):  # somebody's own file
            found.append((Version(path.stem), path.stem, read(path)))
    return [(name, one) for _, name, one in sorted(found, key=lambda row: row[0])]


def _path(interpreter: Interpreter) -> Path:
    return current().ledger / f"{interpreter.version}.json"
