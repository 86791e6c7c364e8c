"""A snippet may declare packages: they are locked, installed once for each Python, and named."""

import base64
import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.version import Version

from deepcuts.project import OURS, Project, SnippetError, working_on
from deepcuts.run import interpreter as fresh
from deepcuts.run import lock, packages
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.observe import Observation, observed
from deepcuts.snippet import packages as declared
from deepcuts.snippet.find import load
from deepcuts.snippet.snippet import Snippet
from tests.files import write

NEEDS = '\n\n# /// script\n# dependencies = ["greeter==1.0"]\n# ///\n'


def wheel(folder: Path, name: str, version: str, files: dict[str, str], metadata: str = "") -> str:
    """Write a wheel by hand, and return what a lock says of it."""
    info = f"{name}-{version}.dist-info"
    files |= {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(text.encode())}")
    made = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as file:
        for path, text in files.items():
            file.writestr(path, text)
        file.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,", ""]))
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(made.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def here() -> Interpreter:
    return fresh.bare(sys.executable)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project, its lock, and an index that is a folder."""
    index = tmp_path / "index"
    index.mkdir()
    greeter = {
        "greeter/__init__.py": "from words import WORD\n\n\ndef main():\n    print(WORD)\n",
        "greeter-1.0.dist-info/entry_points.txt": "[console_scripts]\ngreet = greeter:main\n",
    }
    text = wheel(index, "greeter", "1.0", greeter, "Requires-Dist: words\n")
    text += wheel(index, "words", "2.0", {"words.py": 'WORD = "hello"\n'}) + "    # via greeter\n"
    text += wheel(index, "other", "3.0", {"other.py": ""}) + "    # via\n    #   -r -\n    #   another\n"
    root = tmp_path / "project"
    write(root, {"requirements/snippets.txt": text})
    for tool in ("UV", "PIP"):
        monkeypatch.setenv(f"{tool}_FIND_LINKS", str(index))
        monkeypatch.setenv(f"{tool}_NO_INDEX", "1")
    monkeypatch.setattr(packages, "INSTALLED", tmp_path / "installed")
    packages._equipped.cache_clear()
    with working_on(Project(root, OURS.pythons)):
        yield root
    packages._equipped.cache_clear()


def snippet(root: Path, name: str, text: str) -> Snippet:
    write(root, {f"snippets/d/c/{name}": text})
    return load(f"d/c/{name.partition('.')[0].partition('/')[0]}")


def out(seen: Observation) -> str:
    assert "" == seen.problem
    return "".join(line.text for line in seen.outputs.printed())


@pytest.mark.parametrize("plain", [False, True])
def test_a_program_has_what_it_declares_and_nothing_else(small: Path, here: Interpreter, plain: bool) -> None:
    text = "import greeter\ngreeter.main()\ntry:\n    import other\nexcept ImportError as error:\n    print(error)"
    assert "hello\nNo module named 'other'\n" == out(
        observed(snippet(small, "one.py", text + NEEDS), here, plain=plain)
    )


def test_without_declaring_it_there_is_none(small: Path, here: Interpreter) -> None:
    seen = observed(snippet(small, "one.py", "import greeter\n"), here)
    assert "one.py:1: `greeter` is not in the standard library" in seen.problem
    assert "declare its package in `dependencies`" in seen.problem


def test_a_path_of_a_package_is_that_of_the_run(small: Path, here: Interpreter) -> None:
    text = "import greeter, sys\nprint(greeter.__file__.startswith(sys.prefix))"
    assert "True\n" == out(observed(snippet(small, "one.py", text + NEEDS), here))


def test_a_transcript_runs_what_a_package_brings(small: Path, here: Interpreter) -> None:
    text = "$ greet" + NEEDS
    assert "hello\n" == out(observed(snippet(small, "one/main.console", text), here))


def test_a_command_that_no_package_brings_is_named_at_its_line(small: Path, here: Interpreter) -> None:
    seen = observed(snippet(small, "one/main.console", "$ python -V\n$ shout" + NEEDS), here)
    assert "snippets/d/c/one/main.console:2: there is no command `shout`" in seen.problem


def test_a_package_that_cannot_be_had_is_named_and_says_nothing_of_the_snippet(
    small: Path, here: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (small.parent / "index").iterdir():
        path.unlink()
    monkeypatch.setenv("UV_CACHE_DIR", str(small / "cache"))
    seen = observed(snippet(small, "one.py", "import greeter" + NEEDS), here)
    assert seen.missing
    assert f"one.py:3: greeter 1.0 cannot be had for {here} (is there a network, and a wheel?): " in seen.problem


def test_a_file_with_another_hash_is_not_installed(small: Path, here: Interpreter) -> None:
    path = small / "requirements" / "snippets.txt"
    path.write_text(path.read_text("utf-8").replace("sha256:", f"sha256:{'0' * 64}\n#", 1), encoding="utf-8")
    seen = observed(snippet(small, "one.py", "import greeter" + NEEDS), here)
    assert seen.missing
    assert "hash" in seen.problem.lower()


def test_what_a_program_writes_into_a_package_is_not_there_for_the_next(small: Path, here: Interpreter) -> None:
    spoil = "import os, greeter\nopen(greeter.__file__, 'a').write('spoilt = 1\\n')"
    observed(snippet(small, "one.py", spoil + NEEDS), here)
    packages._equipped.cache_clear()
    look = "import greeter\nprint(hasattr(greeter, 'spoilt'))"
    assert "False\n" == out(observed(snippet(small, "two.py", look + NEEDS), here))


def test_another_lock_makes_another_snippet(small: Path) -> None:
    """A run on record counts for the packages that it had."""
    before = snippet(small, "one.py", "import greeter" + NEEDS).digest
    path = small / "requirements" / "snippets.txt"
    path.write_text(path.read_text("utf-8").replace("words==2.0", "words==2.1"), encoding="utf-8")
    assert before != load("d/c/one").digest
    path.write_text(path.read_text("utf-8").replace("other==3.0", "other==3.1"), encoding="utf-8")
    again = load("d/c/one").digest
    path.write_text(path.read_text("utf-8").replace("other==3.1", "other==3.2"), encoding="utf-8")
    assert again == load("d/c/one").digest


def test_a_version_that_is_not_locked_is_an_error_at_the_metadata(small: Path) -> None:
    with pytest.raises(SnippetError) as error:
        assert snippet(small, "one.py", "import greeter" + NEEDS.replace("1.0", "1.1")).digest
    assert str(error.value).startswith(
        "snippets/d/c/one.py:3: greeter==1.1: requirements/snippets.txt has 1.0; run `nox"
    )


@pytest.mark.parametrize(
    "text", ["greeter", "greeter>=1", "greeter==1.*", "greeter==1.0,<2", "greeter[all]==1.0", "a b"]
)
def test_a_dependency_is_one_exact_version(small: Path, text: str) -> None:
    with pytest.raises(SnippetError, match=r"one\.py:3: metadata: .* is not (one exact version|a requirement)"):
        snippet(small, "one.py", "import greeter" + NEEDS.replace("greeter==1.0", text))


def test_each_python_can_have_a_version_of_its_own() -> None:
    both = ("Greeter==1.0; python_version < '3.13'", "Greeter==2.0; python_version >= '3.13'", "words==2.0")
    assert "Greeter 1.0 and words 2.0" == declared.described(both, Version("3.12.99"))
    assert "Greeter 2.0 and words 2.0" == declared.described(both, Version("3.13.0"))


def test_the_newest_versions_are_put_where_the_old_ones_stood(small: Path) -> None:
    needs = """["Greeter==1.0; python_version < '3.13'", 'words==2.0', "other==1; sys_platform == 'plan9'"]"""
    text = f"import greeter\n\n# /// script\n# dependencies = {needs}\n# ///\n"
    one = snippet(small, "one.py", text)
    lock.renewed([one], "greeter==1.5 ; python_full_version < '3.13'\nwords==2.0\nother==9\n")
    assert text.replace("Greeter==1.0", "Greeter==1.5") == one.main.read_text("utf-8")


def test_the_lock_holds_what_snippets_declare_and_no_more() -> None:
    from deepcuts.snippet.find import find

    wanted = [text for each in find() for text in each.dependencies]
    needed = {package.name for package in declared.closure(wanted)}
    assert wanted
    assert sorted(needed) == sorted({package.name for package in declared.read_lock(OURS.root / declared.LOCK)})


@pytest.mark.parametrize(("ci", "status", "verdict"), [("", 0, "1 skipped"), ("true", 1, "1 failed")])
def test_what_could_not_run_is_named_and_ci_needs_it(tmp_path: Path, ci: str, status: int, verdict: str) -> None:
    """Without a network, and with a set of packages that no snippet of ours has installed."""
    needs = '\n\n# /// script\n# dependencies = ["markupsafe==MARKUPSAFE"]\n# ///\n'
    (version,) = {each.version for each in declared.read_lock(OURS.root / declared.LOCK) if each.name == "markupsafe"}
    write(tmp_path, {"snippets/a/b/c.py": f"import markupsafe{needs.replace('MARKUPSAFE', version)}"})
    offline = {"UV_NO_INDEX": "1", "UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path / "cache"), "PIP_NO_INDEX": "1"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/test_snippets.py",
        "--snippets",
        str(tmp_path / "snippets"),
        "-rs",
    ]
    done = subprocess.run(
        command,
        cwd=OURS.root,
        env=os.environ | offline | {"CI": ci},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (status, True) == (done.returncode, verdict in done.stdout), done.stdout + done.stderr
    assert (
        f"a/b/c is not confirmed by this run: {tmp_path}/snippets/a/b/c.py:3: markupsafe {version} cannot be had"
        in done.stdout
    )
