"""What an output must not say, since another machine, another user or another day would make it say something else."""

from __future__ import annotations

import contextlib
import datetime
import functools
import getpass
import os
import platform
import re
import sys
import tempfile
import time
from pathlib import Path

from deepcuts.project import OURS, current
from deepcuts.run.interpreter import Interpreter

PATH = re.compile(r"""(?<![\w.)\]/-])(?:file://)?(/[^\s'"<>:,;()\[\]{}|*?`/]+(?:/[^\s'"<>:,;()\[\]{}|*?`/]+)*)""")
ZONES = (-12, 0, 14)  # hours: at every moment these have all dates that there are


def unportable(text: str, source: str, interpreter: Interpreter, workspace: Path) -> str:
    """Return what a text says that is only so here or today, with what to do about it; empty if nothing is.

    What the source says as well (an example date, `/dev/null`) was not found out by the program.
    """
    for folder, always in {str(workspace): True, **_folders(interpreter)}.items():
        if (
            folder in text
            and (always or folder not in source)
            and re.search(rf"(?<![\w.-]){re.escape(folder)}(?![\w.-])", text)
        ):
            return f"says where something lies on this machine ({folder}); catch the error, print less, or mask it"
    for found in PATH.finditer(text):
        path = found[1].rstrip(".")
        if path not in source and os.path.lexists(path):
            return f"says where something lies on this machine ({path}); catch the error, print less, or mask it"
    version = interpreter.version
    for word in (str(version), ", ".join(map(str, version.release)), f"micro={version.micro}"):
        if _says(word, text, source):
            return f"says which patch release of Python runs it ({word}); print less, or mask it"
    for word in _names():
        if _says(word, text, source):
            return f"says a name of this machine, its system or its user ({word}); print less, or mask it"
    for word in _today():
        if _says(word, text, source):
            return f"says what day or time it is ({word}); use a date of your own, or mask it"
    for number in re.findall(r"(?<![\w.])1[0-9]{9}(?=\b|[0-9]{3}\b|[0-9]{9}\b)", text):
        if number not in source and abs(int(number) - time.time()) < 2 * 86_400:
            return f"says what time it is ({number}); use a time of your own, or mask it"
    return ""


def _says(word: str, text: str, source: str) -> bool:
    return word in text and word not in source and bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))


@functools.cache
def _folders(interpreter: Interpreter) -> dict[str, bool]:
    """Return the folders of this machine whose names no output may have, the longest first; whether a program may never
    say them: one that has the home of its writer in its text says something else for everybody else."""
    private = {os.path.expanduser("~"), str(OURS.root), str(current().root)}
    found = {tempfile.gettempdir(), sys.prefix, sys.base_prefix, *interpreter.library}
    found |= {*private, str(interpreter.executable.parent.parent)}
    found |= {os.path.realpath(folder) for folder in found}
    return {folder: folder in private for folder in sorted(found, key=len, reverse=True) if len(folder) > 1}


@functools.cache
def _names() -> list[str]:
    names = [platform.node(), platform.release()]
    with contextlib.suppress(KeyError, OSError):  # a user without a name
        names.append(getpass.getuser())
    return [name for name in names if len(name) > 2 and name not in ("root", "localhost", "user")]


def _today() -> frozenset[str]:
    return _of_minute(int(time.time()) // 60)


@functools.lru_cache(maxsize=1)
def _of_minute(minute: int) -> frozenset[str]:
    """Return all names of a moment, in minutes since the epoch: its days in all zones, and its time of day."""
    now = datetime.datetime.fromtimestamp(60 * minute, datetime.UTC)
    days = {(now + datetime.timedelta(hours=hours)).date() for hours in ZONES}
    forms = ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%Y", "%A", "%a", "%B", "%b")
    return frozenset([*(day.strftime(form) for day in days for form in forms), now.strftime("%H:%M")])
