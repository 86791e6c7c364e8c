"""The Python of the reader's browser: what a page says to the runner, and the files that a build puts in place."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deepcuts.run import interpreter as fresh
from deepcuts.site import runtime
from deepcuts.snippet.snippet import Snippet, load

Write = Callable[..., Snippet]
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
    first, second = (site / "assets" / "run" / "runtime.js").read_text(encoding="utf-8").splitlines()
    assert "// Where." == first
    found: dict[str, str] = json.loads(second.removeprefix("export const runtime = ").removesuffix(";"))
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
    python = fresh.find(runtime.MINOR)
    if not python:
        pytest.skip(f"Python {runtime.MINOR} was not found")
    made = runtime.ported((runtime.KEPT / runtime.STDLIB).read_bytes(), python)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert ["keyword.py", "keyword.pyc", "this.py"] == [name for name in archive.namelist() if "/" not in name]
        assert b"\x01\0\0\0" == archive.read("keyword.pyc")[4:8]
    assert made == runtime.ported((runtime.KEPT / runtime.STDLIB).read_bytes(), python)


def test_a_page_says_what_is_expected_and_where(write: Write) -> None:
    text = "import helper\n#> hi\nfor i in 1, 2:\n    print(i)\n    #> 1\n    #> 2\n"
    snippet = write("claim/main.py", text, helper="print('hi')\n")
    data = json.loads(runtime.attributes(snippet, None)["data-run"])
    assert (["helper.py", "main.py"], {}) == (data["files"], data["binary"])
    assert [[0, "out", "hi\n"], [2, "out", "1\n"], [2, "out", "2\n"]] == data["expected"]
    assert [3, 0, 1, 2, 3] == data["at"], "by line of the program as it is copied, without its outputs"
    assert ("3.14", {}) == (data["python"], data["masks"])


def test_the_last_line_has_a_place_without_a_newline_too(write: Write) -> None:
    assert [1, 0] == json.loads(runtime.attributes(write("claim.py", "x = 1"), None)["data-run"])["at"][:2]


def test_what_is_no_text_comes_along_in_base64(write: Write) -> None:
    snippet = write("claim/main.py", "import zipimport\n", helper="")
    (snippet.folder / "data.zip").write_bytes(b"PK\xff\0")
    snippet = load(snippet.address, snippet.folder.parents[2])
    data = json.loads(runtime.attributes(snippet, None)["data-run"])
    assert {"data.zip": base64.b64encode(b"PK\xff\0").decode()} == data["binary"]
    (snippet.folder / "data.zip").write_bytes(b"nul\0\n")  # UTF-8, but a page cannot say it
    assert {"data.zip": "bnVsAAo="} == json.loads(runtime.attributes(snippet, None)["data-run"])["binary"]


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("claim.console", "$ python -V\n#> x\n", "These are command lines"),
        ("claim.py", "import threading\n", "It starts threads"),
        ("claim.py", "from multiprocessing import Process\n", "It starts processes"),
        ("claim.py", '# /// script\n# requires-python = ">=3.15"\n# ///\n', "It needs Python >=3.15, and"),
    ],
)
def test_what_cannot_run_in_a_browser_says_why(write: Write, file: str, text: str, why: str) -> None:
    (name, said), *more = runtime.attributes(write(file, text), None).items()
    assert ("data-no-run", []) == (name, more)
    assert said.startswith(f"Not run in the browser: {why}")
