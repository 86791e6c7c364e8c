"""The Python of the reader's browser: the files that a build puts in place."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from deepcuts.page.runner import MINOR
from deepcuts.run import interpreter as fresh
from deepcuts.site import runtime

LOOP = "class BaseSelectorEventLoop:\n" + "".join(
    f"    def method_{number}(self):\n        {text}\n"
    for number, text in enumerate(runtime.PORTED["asyncio/selector_events.py"])
)
"""What is changed of the standard library, as CPython has it."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built site, and files of a runtime in the cache that need no network."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("keyword.py", "kwlist = []\n")
        made.writestr("this.py", "x = 1\n")
        made.writestr("asyncio/selector_events.py", LOOP)
    files = dict.fromkeys(runtime.FILES, b"text") | {runtime.STDLIB: archive.getvalue()}
    kept = tmp_path / "kept"
    kept.mkdir()
    for name, data in files.items():
        (kept / name).write_bytes(data)
    monkeypatch.setattr(runtime, "KEPT", kept)
    monkeypatch.setattr(runtime, "FILES", {name: hashlib.sha256(data).hexdigest() for name, data in files.items()})
    site = tmp_path / "site"
    (site / "assets" / "run").mkdir(parents=True)
    (site / "assets" / "run" / "runtime.js").write_text("// Where.\nexport const runtime = null;\n", encoding="utf-8")
    return site


def about(site: Path) -> dict[str, str]:
    (line,) = (site / "assets" / "run" / "runtime.js").read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = json.loads(line.removeprefix("export const runtime = ").removesuffix(";"))
    return found


def test_a_build_puts_checked_files_at_a_path_that_names_their_content(site: Path) -> None:
    runtime.build(site)
    folder = (site / "assets" / "run" / about(site)["path"]).resolve()
    licences = {
        "LICENCES.txt": f"Pyodide {runtime.PYODIDE}",
        "MPL-2.0.txt": "Mozilla Public License",
        "PSF-2.0.txt": "CNRI",
    }
    assert {*runtime.FILES, *licences} == {path.name for path in folder.iterdir()}
    assert all(text in (folder / name).read_text(encoding="utf-8") for name, text in licences.items())
    (site / "assets" / "runtime-old").mkdir()
    runtime.build(site)
    assert [folder] == [*(site / "assets").glob("runtime-*")]


def test_a_file_with_another_hash_is_refused_by_name_and_fetched_again(site: Path) -> None:
    (runtime.KEPT / "pyodide.mjs").write_bytes(b"something else")
    with pytest.raises(runtime.RuntimeFilesError, match=r"pyodide\.mjs of flet-web==1\.0\.5 has SHA-256 .*, not "):
        runtime.build(site)
    assert not (runtime.KEPT / "pyodide.mjs").exists()
    assert [] == [*(site / "assets").glob("runtime-*")]


def test_without_this_minor_version_there_is_no_bytecode_and_the_build_says_so(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh, "find", lambda wanted: None)
    assert "no CPython 3.14 here: no bytecode" in runtime.build(site)
    folder = site / "assets" / "run" / about(site)["path"]
    with zipfile.ZipFile(folder / runtime.STDLIB) as archive:
        assert ["asyncio/selector_events.py", "keyword.py", "this.py"] == archive.namelist()


def test_what_is_changed_of_the_standard_library_is_there_once_and_no_line_moves(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(io.BytesIO(runtime.ported((runtime.KEPT / runtime.STDLIB).read_bytes(), None))) as archive:
        text = archive.read("asyncio/selector_events.py").decode()
    assert "A self-socket" not in text
    assert LOOP.count("\n") == text.count("\n")
    monkeypatch.setitem(runtime.PORTED, "keyword.py", {"gone": "here"})
    with pytest.raises(runtime.RuntimeFilesError, match=r"keyword\.py of .* has 'gone' 0 times, not once"):
        runtime.build(site)


def test_bytecode_stands_beside_the_modules_that_are_imported_at_start(site: Path) -> None:
    python = fresh.find(MINOR)
    if not python:
        pytest.skip(f"Python {MINOR} was not found")
    made = runtime.ported((runtime.KEPT / runtime.STDLIB).read_bytes(), python)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert ["keyword.py", "keyword.pyc", "this.py"] == [name for name in archive.namelist() if "/" not in name]
        assert b"\x01\0\0\0" == archive.read("keyword.pyc")[4:8]
    assert made == runtime.ported((runtime.KEPT / runtime.STDLIB).read_bytes(), python)
