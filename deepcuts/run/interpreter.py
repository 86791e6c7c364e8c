"""Pythons: find one, and know the bare environments in which its programs run.

"Bare" is what a reader has in a new virtual environment: no installed packages, no `.pth` files. Each Python has two of
them: a plain one, and an instrumented one that executes deepcuts/run/child.py first. A run gets a copy of its own
(deepcuts/run/process.py), so that no program can leave anything in it for the next one.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

from deepcuts.project import OURS, minor

BARE = OURS.workshop / "pythons"
CHILD = Path(__file__).with_name("child.py")
HOOK = "report"  # the compiled child.py in an instrumented environment
PTH = f'import marshal, sys; exec(marshal.loads(open(sys.prefix + "/{HOOK}", "rb").read()), {{}})\n'
PROBE = """import os, sys
print("%d.%d.%d" % sys.version_info[:3], sys.implementation.name, sys.version.replace("\\n", " "), sep="\\n")
print(sys.base_prefix, os.path.dirname(os.path.realpath(os.__file__)), os.path.dirname(os.__file__), sep="\\n")"""
WHERE = """import importlib.util
print(importlib.util.find_spec("sitecustomize").origin)"""
COMPILE = """import marshal, sys
sys.stdout.buffer.write(marshal.dumps(compile(sys.stdin.buffer.read(), "<deepcuts>", "exec", dont_inherit=True)))"""


class InterpreterError(Exception):
    """A Python that cannot be used, with what to do about it."""


@dataclass(frozen=True)
class Environment:
    """The files of a virtual environment, to be written wherever a run needs one."""

    files: tuple[tuple[str, bytes | str], ...] = ()
    """Name and content; of a symbolic link its target, of a folder the empty string."""

    def write(self, home: str) -> None:
        """Write the environment below a folder that does not exist yet."""
        os.mkdir(home)
        for name, content in self.files:
            path = f"{home}/{name}"
            if isinstance(content, bytes):
                script = content.startswith(SHEBANG)
                if script:
                    content = f"#!{home}/{EXECUTABLE}\n".encode() + content.removeprefix(SHEBANG)
                with open(path, "wb") as file:
                    file.write(content)
                if script:
                    Path(path).chmod(0o755)
            elif content and os.name == "nt":  # a link needs a privilege there
                (shutil.copytree if os.path.isdir(content) else shutil.copyfile)(content, path)
            elif content:
                os.symlink(content, path)
            else:
                os.mkdir(path)
        if os.name == "nt":  # elsewhere it is a link
            Path(home, EXECUTABLE).chmod(0o755)


EXECUTABLE = "Scripts/python.exe" if os.name == "nt" else "bin/python"
SHEBANG = b"#!bin/python\n"
"""How a script of a package begins in `Environment.files`; where it is written, it names the interpreter there."""


@dataclass(frozen=True)
class Interpreter:
    """A Python, and the bare environments of it."""

    executable: Path
    """That of the plain environment."""
    version: Version
    """The full version: `3.13.18`."""
    build: str
    """`sys.version`: version, date, compiler."""
    library: tuple[str, ...] = ()
    """Where its own files lie: nothing that is recorded may name one of these folders."""
    plain: Environment = Environment()
    instrumented: Environment = Environment()

    def __str__(self) -> str:
        return f"CPython {self.version}"


@functools.cache
def find(wanted: str) -> Interpreter | None:
    """Return the Python such as `3.13` (what `python3.13` names) or `3.13.0`, if this machine has it."""
    release = Version(wanted).release
    for executable in _candidates(wanted):
        try:
            interpreter = bare(executable)
        except InterpreterError as error:
            unusable.setdefault(wanted, []).append(str(error))
            continue
        if interpreter.version.release[: len(release)] == release:
            return interpreter
    return None


unusable: dict[str, list[str]] = {}
"""Why a Python that was found for a wanted one cannot be used."""


def missing(wanted: str) -> str:
    """Say that a Python was not found, and of one that cannot be used why."""
    return "\n  ".join([f"Python {wanted} was not found", *dict.fromkeys(unusable.get(wanted, []))])


def _candidates(wanted: str) -> Iterator[str]:
    release = minor(wanted)
    if sys.version_info[:2] == Version(release).release:
        yield sys.executable
    if on_path := shutil.which(f"python{release}"):
        yield on_path
    from python_discovery import iter_interpreters  # takes 40 ms, and is rarely needed

    yield from (str(info.executable) for info in iter_interpreters(f"cpython{release}"))
    # pyenv keeps patch releases side by side and shows only one of them on PATH
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob(f"versions/{wanted}*/bin/python{release}")))


@functools.cache
def bare(executable: str) -> Interpreter:
    """Know a Python by its executable; its bare environment is made once and kept below `.deepcuts/`."""
    probe = _ask(executable, "-I", "-c", PROBE)
    rows = probe.stdout.decode("utf-8", "replace").splitlines()
    # what a sitecustomize of its own prints stands before
    version, implementation, build, *library = rows[-6:] if len(rows) >= 6 else [""] * 6
    if implementation != "cpython":
        why = probe.stderr.decode("utf-8", "replace").strip()[-300:]
        raise InterpreterError(f"{executable} is not a CPython that runs: {why}")
    child = CHILD.read_bytes()
    key = hashlib.sha256(b"\0".join([executable.encode(), build.encode(), child, PTH.encode()])).hexdigest()[:12]
    home = BARE / f"{version}-{key}"
    if not _whole(home):
        shutil.rmtree(home, ignore_errors=True)
        BARE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BARE) as scratch:  # nothing half-made is ever used
            made = Path(scratch) / "made"
            done = _ask(executable, "-I", "-m", "venv", "--without-pip", str(made))
            if done.returncode:
                problem = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
                raise InterpreterError(f"{executable} makes no virtual environment: {problem}")
            noise = _ask(str(made / EXECUTABLE), "-c", "")
            if noise.stdout or noise.stderr:
                text = (noise.stdout + noise.stderr).decode("utf-8", "replace").strip()[:200]
                where = _ask(str(made / EXECUTABLE), "-c", WHERE).stdout.decode("utf-8", "replace").splitlines()[-1:]
                raise InterpreterError(
                    f"{executable} prints something whenever it starts ({text}), and no reader's Python does;"
                    f" look at {' '.join(where) or 'its sitecustomize.py'}, or use another build"
                )
            for path in made.glob(f"{EXECUTABLE.partition('/')[0]}/[!p]*"):  # activation: for people
                path.unlink()
            # -S: nothing that a sitecustomize prints comes between
            (made / HOOK).write_bytes(_ask(executable, "-I", "-S", "-c", COMPILE, text=child).stdout)
            (made / "whole").write_text(_digest(made), encoding="utf-8")
            with contextlib.suppress(OSError):  # another process was faster
                made.rename(home)
    plain = _files(home)
    hook = (home / HOOK).read_bytes()
    site = next(name for name, _ in plain.files if name.endswith("site-packages"))
    instrumented = Environment((*plain.files, (HOOK, hook), (f"{site}/{HOOK}.pth", PTH.encode())))
    return Interpreter(home / EXECUTABLE, Version(version), build, tuple(library), plain, instrumented)


def _ask(executable: str, *arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    variables = {"LC_ALL": "C.UTF-8"} | {
        name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "TEMP") if name in os.environ
    }
    try:
        return subprocess.run(
            [executable, *arguments], capture_output=True, input=text, env=variables, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InterpreterError(f"{executable} does not run: {error}") from None


def _files(home: Path) -> Environment:
    found: list[tuple[str, bytes | str]] = []
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if name in (HOOK, "whole"):
            continue
        if path.is_symlink():
            found.append((name, os.readlink(path)))
        else:
            found.append((name, "" if path.is_dir() else path.read_bytes()))
    return Environment(tuple(found))


def _digest(home: Path) -> str:
    return hashlib.sha256(repr((_files(home).files, (home / HOOK).read_bytes())).encode()).hexdigest()


def _whole(home: Path) -> bool:
    """Say whether an environment is as it was made: a program that looks for it can change it."""
    try:
        return (home / "whole").read_text(encoding="utf-8") == _digest(home)
    except (OSError, ValueError):
        return False


def main(wanted: str) -> int:
    """Say whether this machine has a Python."""
    interpreter = find(wanted)
    print(interpreter or missing(wanted))
    return not interpreter
