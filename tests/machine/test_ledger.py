"""What ran before, unchanged, does not run again; whatever cannot be trusted about its record counts as none."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from packaging.version import Version

from deepcuts import files
from deepcuts.project import current
from deepcuts.run import ledger
from deepcuts.run.interpreter import Interpreter
from deepcuts.snippet.find import load
from deepcuts.snippet.snippet import Snippet
from tests.files import copy, write
from tests.machine.conftest import Work

pytestmark = pytest.mark.usefixtures("supported")

Verify = Callable[..., list[str]]
FILES = {"with-helper/main.py": "import helper\n#> one\n", "with-helper/helper.py": 'print("one")\n'}
FILES |= {f"alone-{n}.py": f"print({n})\n#> {n}\n" for n in range(3)}
HERE = Interpreter(Path("python"), Version("3.11.7"), "a build")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The machine with four snippets."""
    copy(tmp_path)
    write(tmp_path / "snippets" / "a" / "b", FILES)
    return tmp_path


@pytest.fixture
def verify(repository: Path) -> Verify:
    """Verifies; returns the snippets that failed. With `--time-limit 0`, those are the ones that ran."""

    def verify(*options: str, ci: str = "") -> list[str]:
        command = [sys.executable, "-m", "pytest", "tests/test_snippets.py", *options]
        env = {name: value for name, value in os.environ.items() if name != "CI"} | ({"CI": ci} if ci else {})
        done = subprocess.run(command, cwd=repository, env=env, capture_output=True, encoding="utf-8", check=False)
        failed = re.findall(r"^FAILED .*\[a/b/(\S+)\]", done.stdout, flags=re.MULTILINE)
        assert done.returncode == (1 if failed else 0), done.stdout + done.stderr
        return sorted(failed)

    return verify


def change(module: Path) -> None:
    """Write something else into its docstring."""
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace('"""', '"""Changed. ', 1), encoding="utf-8")


ALL = ["alone-0", "alone-1", "alone-2", "with-helper"]
NO_TIME = ("--time-limit", "0")


def test_an_unchanged_snippet_runs_once(verify: Verify) -> None:
    """A second run starts no child; CI and `--no-cache` start all of them, and `-k` keeps what it leaves out."""
    assert ALL == verify(*NO_TIME)
    assert [] == verify()
    assert [] == verify(*NO_TIME)
    assert ["alone-1"] == verify("-k", "alone-1", "--no-cache", *NO_TIME)
    assert ["alone-1"] == verify(*NO_TIME)
    assert [] == verify()
    assert ALL == verify("--no-cache", *NO_TIME)
    assert [] == verify()
    assert ALL == verify(*NO_TIME, ci="true")


def test_what_changed_runs_again(repository: Path, verify: Verify) -> None:
    """A helper module: the snippets that use it. What runs and compares: all; what makes pages and the site: none."""
    assert [] == verify()
    helper = repository / "snippets/a/b/with-helper/helper.py"
    helper.write_text('print("one")  # as before\n', encoding="utf-8")
    assert ["with-helper"] == verify(*NO_TIME)
    assert [] == verify()
    for name in ("page/markdown.py", "site/publish.py"):
        change(repository / "deepcuts" / name)
    assert [] == verify(*NO_TIME)
    change(repository / "deepcuts" / "run" / "verify.py")
    assert ALL == verify(*NO_TIME)


MODULES = [path.relative_to(ledger.MACHINE) for path in sorted(ledger.MACHINE.rglob("*.py"))]


@pytest.mark.parametrize("module", MODULES, ids=map(str, MODULES))
def test_a_docstring_voids_the_records_where_it_is_of_what_runs(
    module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not where it is of a page or of the site."""
    copied = Path(shutil.copytree(ledger.MACHINE, tmp_path / "deepcuts"))
    monkeypatch.setattr(ledger, "MACHINE", copied)
    before = ledger.machine.__wrapped__()
    change(copied / module)
    counts = module.parts[0] in ("snippet", "run", "files.py", "project.py")
    assert counts == (before != ledger.machine.__wrapped__())


def test_a_damaged_cache_is_a_miss(repository: Path, verify: Verify) -> None:
    """One bit, anywhere: everything runs. So it does without the file."""
    assert [] == verify()
    (path,) = (repository / ".deepcuts" / "records").iterdir()
    whole = path.read_bytes()
    for place in (0, 63, 64, 70, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert ledger.Ledger() == ledger.read(path)
    assert ALL == verify(*NO_TIME)
    path.unlink(missing_ok=True)
    assert ALL == verify(*NO_TIME)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '"verified"', "null", "{}", '{"verified": 1}', '{"verified": {"a/b/c": {}}}'],
)
def test_a_file_that_is_no_record_says_nothing(tmp_path: Path, content: str) -> None:
    """Even one whose checksum is right."""
    path = tmp_path / "3.11.7.json"
    machine = content.replace("{", f'{{"build": "", "platform": "", "machine": "{ledger.machine()}", ', 1)
    for text in (content, machine.replace(", }", "}")):
        path.write_text(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}", encoding="utf-8")
        assert ledger.Ledger() == ledger.read(path)
    path.write_bytes(b"\xff")
    assert ledger.Ledger() == ledger.read(path)


@pytest.fixture
def snippet(repository: Path, work: Work) -> Snippet:
    work(repository)
    return load("a/b/alone-1")


def test_another_build_is_another_python(snippet: Snippet) -> None:
    ledger.keep(HERE, [snippet], [snippet], {})
    assert [snippet.address] == list(ledger.known(HERE, [snippet]))
    other = replace(HERE, build="another")
    assert {} == ledger.known(other, [snippet])
    ledger.keep(other, [], [], {})
    assert {} == ledger.verified_on(snippet)


def test_a_snippet_that_fails_now_leaves_the_record(snippet: Snippet) -> None:
    ledger.keep(HERE, [snippet], [snippet], {})
    assert ["3.11.7"] == list(ledger.verified_on(snippet))
    ledger.keep(HERE, [], [snippet], {})
    assert {} == ledger.verified_on(snippet)


def test_the_time_is_that_of_the_run(snippet: Snippet) -> None:
    """Not of the later one that found nothing to do."""
    ledger.keep(HERE, [snippet], [snippet], {snippet.address: "2026-01-01T00:00:00+00:00"})
    assert {snippet.address: "2026-01-01T00:00:00+00:00"} == ledger.known(HERE, [snippet])


def test_a_run_of_some_keeps_the_others(repository: Path, snippet: Snippet) -> None:
    """Each with its own time, in a folder that is made; a snippet that was never run is not known."""
    first, new = (load(f"a/b/alone-{n}", repository / "snippets") for n in (0, 2))
    ledger.keep(HERE, [first], [first], {first.address: "2026-01-01T00:00:00+00:00"})
    begin = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    ledger.keep(HERE, [snippet], [snippet], {})
    known = ledger.known(HERE, [first, snippet, new])
    assert [first.address, snippet.address] == list(known)
    assert "2026-01-01T00:00:00+00:00" == known[first.address]
    assert begin <= datetime.datetime.fromisoformat(known[snippet.address]) <= datetime.datetime.now(datetime.UTC)


def test_two_sessions_of_one_python_keep_what_both_saw(
    repository: Path, snippet: Snippet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second writes while the first is about to."""
    other = load("a/b/alone-0", repository / "snippets")
    replace_file = files.replace

    def late(path: Path, new: bytes, old: bytes | None) -> None:
        monkeypatch.setattr(files, "replace", replace_file)
        ledger.keep(HERE, [other], [other], {})
        replace_file(path, new, old)

    monkeypatch.setattr(files, "replace", late)
    ledger.keep(HERE, [snippet], [snippet], {})
    assert [other.address, snippet.address] == list(ledger.known(HERE, [other, snippet]))


def test_a_record_that_cannot_be_written_is_one_line(repository: Path) -> None:
    """The tests have their say all the same."""
    (repository / ".deepcuts").mkdir()
    (repository / ".deepcuts" / "scratch").write_bytes(b"")
    command = [sys.executable, "-m", "pytest", "tests/test_snippets.py", "-k", "alone-1"]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)
    assert 1 == done.returncode
    problem = (
        r"^\.deepcuts/records/3\S+json:1: cannot be written, and is left as it was: File exists \(\.deepcuts/scratch\)$"
    )
    assert re.search(problem, done.stdout, re.MULTILINE), done.stdout
    assert "1 passed" in done.stdout and "Traceback" not in done.stdout + done.stderr


def test_another_text_of_a_snippet_is_not_known(repository: Path, snippet: Snippet) -> None:
    ledger.keep(HERE, [snippet], [snippet], {})
    snippet.main.write_text("print(2)\n#> 2\n", encoding="utf-8")
    assert {} == ledger.known(HERE, [load(snippet.address, repository / "snippets")])


def test_another_machine_or_checksum_is_no_record(snippet: Snippet) -> None:
    """Each of them alone makes the file say nothing."""
    ledger.keep(HERE, [snippet], [snippet], {})
    (path,) = current().ledger.iterdir()
    checksum, _, text = path.read_text(encoding="utf-8").partition("\n")
    other = text.replace(ledger.machine(), "0" * 64)
    for content in (f"{checksum}\n{text} ", f"{hashlib.sha256(other.encode()).hexdigest()}\n{other}"):
        path.write_text(content, encoding="utf-8")
        assert ledger.Ledger() == ledger.read(path)


def test_a_file_of_somebody_else_is_no_record(snippet: Snippet) -> None:
    ledger.keep(HERE, [snippet], [snippet], {})
    (current().ledger / "notes.json").write_text("{}", encoding="utf-8")
    assert ["3.11.7"] == list(ledger.verified_on(snippet))


def test_a_python_that_is_listed_no_more_verified_nothing(snippet: Snippet, work: Work) -> None:
    """A patch release counts where it is listed itself, or its minor release is."""
    for version in ("3.11.7", "3.13.0", "3.13.2", "3.14.0"):
        ledger.keep(Interpreter(Path("python"), Version(version), "a build"), [snippet], [snippet], {})
    work(pythons=["3.12", "3.13.0", "3.14"])
    assert ["3.13.0", "3.14.0"] == list(ledger.verified_on(snippet))
