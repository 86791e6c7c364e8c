"""The environments of snippets that declare packages: bare, and with these packages and what they need, by hash.

Each set of packages is installed once for each Python, below `.deepcuts/packages/`, and shared by the snippets that
declare it. A run has links to it in the environment that is made for this run, so that every path in it is the run's
own. Nothing is compiled: a package without a wheel for a Python cannot be had there.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deepcuts.project import OURS
from deepcuts.run.interpreter import EXECUTABLE, SHEBANG, Environment, Interpreter
from deepcuts.snippet.packages import UnavailableError, closure, described
from deepcuts.snippet.snippet import Snippet

INSTALLED = OURS.workshop / "packages"
SCRIPTS = EXECUTABLE.partition("/")[0]
WHOLE = "whole"  # the list of an installed folder's files, beside it


def installer(executable: str | Path) -> list[str]:
    """Return the command that installs for this Python: uv where it is there, else pip."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--link-mode", "copy", "--python", str(executable)]
    return [sys.executable, "-m", "pip", "--python", str(executable), "install", "--disable-pip-version-check"]


def equipped(interpreter: Interpreter, snippet: Snippet) -> Interpreter:
    """Return the interpreter with what the snippet declares in its environments.

    Raises PackageError where it is not locked, UnavailableError where it cannot be had.
    """
    if not snippet.dependencies:
        return interpreter
    lines = "\n".join(package.text for package in closure(snippet.dependencies, interpreter.version))
    return _equipped(interpreter, lines, described(snippet.dependencies, interpreter.version))


@functools.cache
def _equipped(interpreter: Interpreter, lines: str, what: str) -> Interpreter:
    key = hashlib.sha256(f"{interpreter.build}\n{lines}".encode()).hexdigest()[:12]
    home = INSTALLED / f"{interpreter.version}-{key}"
    INSTALLED.mkdir(parents=True, exist_ok=True)
    from filelock import FileLock  # a tenth of what runs a snippet takes to import, and most declare nothing

    with FileLock(f"{home}.lock"):
        if not _is_whole(home):
            _install(interpreter, lines, what, home)
    site = next(name for name, _ in interpreter.plain.files if name.endswith("site-packages"))
    links = tuple(_links(home, site))
    return dataclasses.replace(
        interpreter,
        library=(*interpreter.library, str(home)),
        plain=Environment((*interpreter.plain.files, *links)),
        instrumented=Environment((*interpreter.instrumented.files, *links)),
    )


def _install(interpreter: Interpreter, lines: str, what: str, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=INSTALLED) as scratch:  # nothing half-made is ever used
        made, listed = Path(scratch, "made"), Path(scratch, "lock.txt")
        listed.write_text(f"{lines}\n", encoding="utf-8")
        options = ["-q", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", str(made)]
        command = [*installer(interpreter.executable), *options, "-r", str(listed)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            said = " ".join((done.stderr or done.stdout).split())[-400:]
            raise UnavailableError(f"{what} cannot be had for {interpreter} (is there a network, and a wheel?): {said}")
        # unchecked bytecode: a run neither compiles nor writes into what is shared
        options = ["-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
        subprocess.run([interpreter.executable, "-m", "compileall", *options, str(made)], check=False)
        (made / WHOLE).write_text(_listing(made), encoding="utf-8")
        made.rename(home)


def _links(home: Path, site: str) -> Iterator[tuple[str, bytes | str]]:
    """Yield what an environment has more with these packages: links to their files, and their scripts."""
    for path in sorted(home.iterdir()):
        if path.name == WHOLE or path.name.startswith("."):
            continue
        if path.name.lower() != SCRIPTS.lower():
            yield f"{site}/{path.name}", str(path)
            continue
        for script in sorted(path.iterdir()):
            text = script.read_bytes()
            yield f"{SCRIPTS}/{script.name}", SHEBANG + text.partition(b"\n")[2] if text.startswith(b"#!") else text


def _is_whole(home: Path) -> bool:
    """Say whether an installed folder is as it was made: a program can write into it."""
    try:
        return (home / WHOLE).read_text(encoding="utf-8") == _listing(home)
    except OSError:
        return False


def _listing(home: Path) -> str:
    rows = []
    for folder, _, names in os.walk(home):
        for path in (os.path.join(folder, name) for name in names if name != WHOLE):
            status = os.stat(path)
            rows.append(f"{os.path.relpath(path, home)} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(rows))
