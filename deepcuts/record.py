"""The record of runs: which Python printed what a snippet says, for which content hash. Never committed."""

from __future__ import annotations

import datetime
import functools
import json
import os
import platform
from pathlib import Path

from packaging.version import Version

from deepcuts.interpreter import Interpreter
from deepcuts.snippet import ROOT, Snippet

RECORDS = ROOT / ".deepcuts" / "records"


def keep(interpreter: Interpreter, passed: list[Snippet], checked: list[Snippet]) -> None:
    """Write down which snippets this Python printed as they say; take out those that it did not."""
    path = RECORDS / f"{interpreter.version}.json"
    old = read(path)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    gone = {snippet.address for snippet in checked}
    verified = {address: entry for address, entry in old.items() if address not in gone}
    verified |= {snippet.address: {"hash": snippet.digest, "when": now} for snippet in passed}
    record = {
        "python": str(interpreter.version),
        "build": interpreter.build,
        "platform": platform.platform(),
        "verified": dict(sorted(verified.items())),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(json.dumps(record, indent=1), encoding="utf-8")
    scratch.replace(path)


def read(path: Path) -> dict[str, dict[str, str]]:
    """What a record of a run says was verified, by address; a file that cannot be read says nothing."""
    try:
        verified = json.loads(path.read_text(encoding="utf-8"))["verified"]
        return {address: {"hash": entry["hash"], "when": entry["when"]} for address, entry in verified.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def verified_on(snippet: Snippet) -> list[str]:
    """The full versions of the Pythons that a record says this very snippet was verified on, oldest first."""
    records = tuple((path, path.stat().st_mtime_ns) for path in sorted(RECORDS.glob("*.json")))
    return [
        version for version, seen in _records(records) if seen.get(snippet.address, {}).get("hash") == snippet.digest
    ]


@functools.lru_cache(maxsize=1)
def _records(files: tuple[tuple[Path, int], ...]) -> list[tuple[str, dict[str, dict[str, str]]]]:
    """The records by version, oldest first; read again when one of the files has changed."""
    return sorted(((path.stem, read(path)) for path, _ in files), key=lambda record: Version(record[0]))
