"""`nox -s update` writes what Pythons print into the snippets, and nothing where it cannot be sure."""

from __future__ import annotations

import functools
import os
import platform
import re
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from packaging.version import Version

from deepcuts.project import OURS, SnippetError
from deepcuts.run import interpreter as fresh
from deepcuts.run import update
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.interpreter import find as find_python  # not `fresh.find`, which a session replaces
from deepcuts.run.observe import Observation, observed
from deepcuts.run.verify import Pool, complaint
from deepcuts.snippet.find import find, load
from deepcuts.snippet.outputs import Line, Outputs, Place
from deepcuts.snippet.program import split
from deepcuts.snippet.snippet import Snippet
from tests.files import SNIPPETS, rewrite, write
from tests.machine.conftest import Work
from tests.pythons import here

CASES = sorted(Path(__file__).with_name("cases").glob("*.txt"))
RUNNING = platform.python_version()


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


class Session:
    """`nox -s update` in a repository with these snippets, on these Pythons."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, work: Work) -> None:
        self.root, self.work = root, work
        self.patch = monkeypatch.setattr
        self.patch(update, "find", functools.partial(find, root))
        self.pythons({RUNNING: here(RUNNING)})

    def write(self, files: dict[str, str]) -> None:
        write(self.root, files)

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode("utf-8")

    def pythons(self, found: dict[str, Interpreter | None]) -> None:
        """The supported Pythons, and what is found of them."""
        self.work(pythons=found)
        self.patch(fresh, "find", found.get)

    def pretend(self, says: dict[str, str], missing: tuple[str, ...] = ()) -> None:
        """Pythons that print a line each, below line 1 (a full version: the line); no program is run."""
        found = {version: Interpreter(Path("python"), Version(version), "") for version in says}
        self.pythons({**found, **dict.fromkeys(missing)})

        def pretended(snippet: Snippet, interpreter: Interpreter, **_: Any) -> Observation:
            said = says[str(interpreter.version)]
            return Observation(Outputs({Place(1, ""): [Line("out", f"{said}\n")]} if said else {}))

        self.patch(update, "observed", pretended)

    def run(self, *addresses: str) -> int:
        return update.main(list(addresses))


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Work) -> Session:
    monkeypatch.delenv("CI", raising=False)
    return Session(tmp_path, monkeypatch, work)


# What is written where: each file in cases/ is a program with its outputs in place.


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_outputs_are_written_below_the_statement_that_ran(session: Session, case: Path) -> None:
    """The same on the oldest and on the newest Python that is found."""
    found = [interpreter for wanted in OURS.pythons if (interpreter := find_python(wanted))]
    session.pythons({str(found[0].version): found[0], str(found[-1].version): found[-1]})
    expected = case.read_bytes().decode("utf-8")
    session.write({f"a/b/{case.stem}.py": split(expected)[0]})
    assert 0 == session.run()
    assert {f"a/b/{case.stem}.py": expected.encode("utf-8")} == tree(session.root)


def test_an_import_that_prints_has_its_output_below_it(session: Session) -> None:
    session.write(
        {
            "a/b/c/main.py": "import talkative\n\ntalkative.hello()\n",
            "a/b/c/talkative.py": "print('Executing module')\n\n\ndef hello():\n    print('hello')\n",
        }
    )
    assert 0 == session.run()
    assert "import talkative\n#> Executing module\n\ntalkative.hello()\n#> hello\n" == session.read("a/b/c/main.py")


def test_each_command_of_a_transcript_has_its_output_below_it(session: Session) -> None:
    session.write(
        {
            "a/b/c/main.console": "$ python tell.py one\n$ python tell.py\n\n# and again\n$ python tell.py two\n",
            "a/b/c/tell.py": "import sys\n\nprint(sys.argv[1:])\nsys.exit(len(sys.argv) == 1)\n",
        }
    )
    assert 0 == session.run()
    expected = (
        "$ python tell.py one\n#> ['one']\n$ python tell.py\n#> []\n#= exit status 1\n\n"
        "# and again\n$ python tell.py two\n#> ['two']\n"
    )
    assert expected == session.read("a/b/c/main.console")


def test_a_declared_mask_is_shown(session: Session) -> None:
    """What changes from run to run is hidden visibly."""
    masks = "# /// script\n# [tool.deepcuts]\n# mask = { id = '0x[0-9a-f]+' }\n# ///\n"
    session.write({"a/b/c.py": f"{masks}\nprint(hex(id(object())), 'here')\n"})
    assert 0 == session.run()
    assert f"{masks}\nprint(hex(id(object())), 'here')\n#> <id> here\n" == session.read("a/b/c.py")


def test_the_folder_of_the_run_is_cut_from_paths(session: Session) -> None:
    session.write({"a/b/c/main.py": "import other\n\nprint(other.__file__)\n", "a/b/c/other.py": ""})
    assert 0 == session.run()
    assert "import other\n\nprint(other.__file__)\n#> other.py\n" == session.read("a/b/c/main.py")


def test_stale_outputs_go(session: Session) -> None:
    """Wrong text, a wrong place, a wrong indentation, too many lines, those beside the program."""
    session.write(
        {
            "a/b/c.py": "#> 0\nprint(1)\n    #> 1\n#> 2\nx = 1\n#> 1\n\n#! old\n#= exit status 1\n",
            "a/b/c.outputs": ">=3.11,<3.13\nline 9\n#> stale\n",
        }
    )
    assert 0 == session.run()
    assert {"a/b/c.py": b"print(1)\n#> 1\nx = 1\n"} == tree(session.root)


@pytest.mark.parametrize(
    "program",
    [
        "print(1)\r\nif True:\r\n    print(2)\r\n",
        "print(1)",
        "if True:\n\tprint(1)  \n\n\n\n",
        "# ends in a comment\nprint(1)\n# here",
        "#!/usr/bin/env python\ntext = '''\n#> 0\n\t#! 0\n\n'''\nprint(1)  # #> 0\n",
    ],
    ids=["carriage returns", "no final newline", "spaces at the end", "comments", "what looks like outputs"],
)
def test_everything_but_outputs_stays_byte_for_byte(session: Session, program: str) -> None:
    session.write({"a/b/c.py": program})
    assert 0 == session.run()
    written = session.read("a/b/c.py")
    assert "#> 1" in written
    assert program == split(written)[0]


def test_a_second_run_writes_nothing(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """Not even the same bytes: an editor or a build that watches the files sees no change."""
    session.write({"a/b/c.py": "print(1)\n", "a/b/d/main.py": "import e\n", "a/b/d/e.py": "print(2)\n"})
    assert 0 == session.run()
    for path in session.root.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))
    before = tree(session.root)
    assert 0 == session.run()
    assert "no files changed" in capsys.readouterr().out
    assert before == tree(session.root)
    assert {10**18} == {path.stat().st_mtime_ns for path in session.root.rglob("*")}


def test_only_the_addresses_named_are_updated(session: Session) -> None:
    """A chapter is an address too."""
    files = {
        "a/b/c.py": "print(1)\n",
        "a/b-more/c.py": "print(2)\n",
        "a/d/e.py": "print(3)\n",
        "a/d/f.py": "print(4)\n",
    }
    session.write(files)
    assert 0 == session.run("a/b", "a/d/f")
    changed = {"a/b/c.py": "print(1)\n#> 1\n", "a/d/f.py": "print(4)\n#> 4\n"}
    assert {name: text.encode() for name, text in (files | changed).items()} == tree(session.root)


def test_what_changed_is_named(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    session.patch(update, "locales", lambda: ["C.UTF-8", "de_DE.UTF-8"])
    session.write({"a/b/c.py": "print(1)\n", "a/b/c.outputs": "", "a/b/d.py": "print(2)\n#> 2\n"})
    assert 0 == session.run()
    expected = [
        f"updated {session.root / 'a/b/c.py'}",
        f"removed {session.root / 'a/b/c.outputs'}",
        f"2 snippets on {RUNNING}: 2 files changed",
    ]
    assert expected == capsys.readouterr().out.splitlines()


# What is refused: then nothing at all is written.


class Refused:
    """A session whose update was refused: what it said, after a look at the files."""

    def __init__(self, session: Session, capsys: pytest.CaptureFixture[str]) -> None:
        before = tree(session.root)
        assert 1 == session.run()
        assert before == tree(session.root)
        said = capsys.readouterr()
        assert "" == said.out
        *self.lines, last = said.err.splitlines()
        assert "update: nothing was written" == last


@pytest.mark.parametrize(
    "expression",
    ["__import__('random').random()", "{str(n) for n in range(99)}", "id(object())", "object()"],
    ids=["random", "the order of a set", "an id", "an address"],
)
def test_outputs_that_differ_between_two_runs_are_refused(
    session: Session, capsys: pytest.CaptureFixture[str], expression: str
) -> None:
    """By file and line, as they would be written: the line is the output that differs."""
    session.write({"a/b/c.py": f"print('same')\nprint({expression})\n", "a/b/good.py": "print(1)\n"})
    message = f"{session.root / 'a/b/c.py'}:4: two runs on CPython {RUNNING} print different things on"
    assert Refused(session, capsys).lines[0].startswith(message)


def test_a_number_of_lines_that_differs_is_refused(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    lines = iter(range(1, 99))
    session.pretend({RUNNING: ""})
    more = [Line("out", "one\n")]
    session.patch(update, "observed", lambda *_, **__: Observation(Outputs({Place(1, ""): more * next(lines)})))
    session.write({"a/b/c.py": "f()\n"})
    assert Refused(session, capsys).lines[0].startswith(f"{session.root / 'a/b/c.py'}:2: two runs")


def test_a_snippet_that_times_out_is_refused(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """Every one is named, and the good ones stay as they are too."""
    session.patch(update, "observed", functools.partial(observed, time_limit=0.5))
    session.write({"a/b/c.py": "print(1)\n#> 0\n", "a/b/d.py": "while True: pass\n", "a/b/e.py": "input = open(0)\n"})
    session.write({"a/b/e.py": "import time\ntime.sleep(60)\n", "a/b/e.outputs": ">=3.11,<3.12\nend\n#> 0\n"})
    said = Refused(session, capsys).lines
    expected = [
        f"{session.root / name}:1: ran longer than 0.5 s; what it had started was ended with it"
        for name in ("a/b/d.py", "a/b/e.py")
    ]
    assert expected == [line for line in said if str(session.root) in line]
    assert f"  on CPython {RUNNING}" in said


def test_nobody_waits_again_for_a_snippet_that_never_ended(session: Session) -> None:
    """It would run nine times and more, each time to the limit."""
    asked: list[str] = []

    def hangs(snippet: Snippet, *_: object, **__: object) -> Observation:
        asked.append(snippet.address)
        return Observation(problem="ran longer than 10 s")

    session.patch(update, "observed", hangs)
    session.patch(os, "cpu_count", lambda: 2)
    session.write({"a/b/c.py": "while True: pass\n"})
    assert 1 == session.run()
    assert len(asked) <= 2


def test_all_that_is_refused_is_said(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever else was good in between; with the difference of the two runs."""
    runs = 1 + len(update.SEEDS)  # of each
    texts = iter([*map(str, range(runs)), *["good"] * runs, *map(str, range(runs))])
    session.pretend({RUNNING: ""})
    session.patch(update, "ThreadPoolExecutor", lambda _: InTurn())
    session.patch(
        update, "observed", lambda *_, **__: Observation(Outputs({Place(1, ""): [Line("out", f"{next(texts)}\n")]}))
    )
    session.write({f"a/b/{name}.py": "f()\n" for name in "cde"})
    said = Refused(session, capsys).lines
    c, e = (session.root / f"a/b/{name}.py" for name in "ce")
    start = f":2: two runs on CPython {RUNNING} print different things on standard output; {update.STABLE}"
    assert [f"{c}{start}", f"--- {c}  (what it says)", f"+++ {c}  (what Python printed)"] == said[:3]
    assert "" == said[said.index(f"{e}{start}") - 1]


class InTurn:
    """Runs what is submitted, at once."""

    def submit(self, call: Callable[..., Any], *arguments: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(call(*arguments, **named))
        return done

    def shutdown(self, **_: object) -> None:
        pass


def test_a_snippet_that_crashes_is_refused(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    session.write({"a/b/c.py": "import os\nos.kill(os.getpid(), 9)\n", "a/b/good.py": "print(1)\n"})
    expected = [f"{session.root / 'a/b/c.py'}:1: ended by signal SIGKILL", f"  on CPython {RUNNING}"]
    assert expected == Refused(session, capsys).lines


def test_a_program_reads_itself_without_its_outputs(session: Session) -> None:
    session.write({"a/b/c.py": "print(len([*open(__file__)]))\n"})
    assert 0 == session.run() == session.run()
    assert "print(len([*open(__file__)]))\n#> 1\n" == session.read("a/b/c.py")


def test_a_file_that_is_no_snippet_is_named_and_the_others_are_recorded(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    session.write({"a/b/c.py": "print(1)\n", "a/b/notes.txt": ""})
    assert 1 == session.run()
    assert capsys.readouterr().err.startswith(f"{session.root / 'a/b/notes.txt'}:1: belongs to no snippet")
    assert "print(1)\n#> 1\n" == session.read("a/b/c.py")


def test_an_unknown_address_is_refused(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    session.write({"a/b/c.py": "print(1)\n"})
    assert 1 == session.run("a/b/d")
    expected = "snippets/a/b/d:1: there is no snippet at or below this address (a/b/d)\nupdate: nothing was written\n"
    assert expected == capsys.readouterr().err
    assert {"a/b/c.py": b"print(1)\n"} == tree(session.root)


# Several Pythons: inline is the newest, the others lie beside the program.

HEADER = "# What other Pythons print instead. Written by `nox -s update`.\n"


def test_pythons_that_differ_have_a_file_beside_the_program(session: Session) -> None:
    """With the versions it is for, oldest first; neighbours that agree share a section."""
    session.pretend({"3.11.7": "old", "3.12.1": "old", "3.13.18": "middle", "3.14.10": "new", "3.15.2": "new"})
    session.write({"a/b/c.py": "f()\n"})
    assert 0 == session.run()
    assert "f()\n#> new\n" == session.read("a/b/c.py")
    older = ">=3.11,<3.13\nline 1\n#> old\n>=3.13,<3.14\nline 1\n#> middle\n"
    assert HEADER + older == session.read("a/b/c.outputs")


def test_a_python_that_prints_nothing_has_an_empty_section(session: Session) -> None:
    session.pretend({"3.11.7": "", "3.12.1": "new"})
    session.write({"a/b/c.py": "f()\n"})
    assert 0 == session.run()
    assert f"{HEADER}>=3.11,<3.12\n" == session.read("a/b/c.outputs")
    assert {} == load("a/b/c", session.root).expected(Version("3.11.7"))


def test_pythons_that_differ_twice_are_not_merged_across_another(session: Session) -> None:
    session.pretend({"3.11.7": "a", "3.12.1": "b", "3.13.18": "a"})
    session.write({"a/b/c.py": "f()\n"})
    assert 0 == session.run()
    assert f"{HEADER}>=3.11,<3.12\nline 1\n#> a\n>=3.12,<3.13\nline 1\n#> b\n" == session.read("a/b/c.outputs")


def test_the_file_goes_when_all_agree(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    session.pretend({"3.11.7": "old", "3.12.1": "new"})
    session.write({"a/b/c.py": "f()\n"})
    assert 0 == session.run()
    session.pretend({"3.11.7": "new", "3.12.1": "new"})
    assert 0 == session.run()
    assert {"a/b/c.py": b"f()\n#> new\n"} == tree(session.root)
    said = capsys.readouterr().out.splitlines()
    assert f"removed {session.root / 'a/b/c.outputs'}" in said
    assert "1 snippets on 3.11.7, 3.12.1: 1 files changed" == said[-1]


CHANGED = '# /// script\n# [tool.deepcuts]\n# changed = ["3.13.1"]\n# ///\n'


def test_a_declared_patch_release_is_a_boundary(session: Session) -> None:
    session.pretend({"3.12.1": "words", "3.13.0": "words", "3.13.18": "no words", "3.14.10": "no words"})
    session.write({"a/b/c.py": f"f()\n{CHANGED}"})
    assert 0 == session.run()
    assert f"f()\n#> no words\n{CHANGED}" == session.read("a/b/c.py")
    assert f"{HEADER}>=3.12,<3.13.1\nline 1\n#> words\n" == session.read("a/b/c.outputs")


def test_patch_releases_that_differ_without_a_declaration_are_refused(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the words that declare it."""
    session.pretend({"3.12.1": "words", "3.13.0": "words", "3.13.18": "no words"})
    session.write({"a/b/c.py": "f()\n"})
    said = Refused(session, capsys).lines
    message = (
        f"{session.root / 'a/b/c.py'}:1: CPython 3.13.0 and CPython 3.13.18 print different things: name the patch"
        ' release in which it changed, `# changed = ["3.13.N"]` below `# [tool.deepcuts]`; to find N, run'
        f" {session.root / 'a/b/c.py'} on releases in between (`uv run --python 3.13.5 FILE`), and halve what is left"
        " each time"
    )
    assert [message, f"--- {session.root / 'a/b/c.py'}  (what it says)"] == said[:2]
    assert ["-#> words", "+#> no words"] == [line for line in said if line[:3] in ("-#>", "+#>")]


def test_only_admitted_pythons_run(session: Session) -> None:
    """`requires-python` decides; the newest of them is inline."""
    session.pretend({"3.11.7": "eleven", "3.12.1": "twelve", "3.13.18": "thirteen", "3.14.10": "fourteen"})
    script = '# /// script\n# requires-python = ">=3.12,<3.14"\n# ///\n'
    session.write({"a/b/c.py": f"f()\n{script}"})
    assert 0 == session.run()
    assert f"f()\n#> thirteen\n{script}" == session.read("a/b/c.py")
    assert f"{HEADER}>=3.12,<3.13\nline 1\n#> twelve\n" == session.read("a/b/c.outputs")


def test_a_snippet_for_no_supported_python_is_refused(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    session.pretend({"3.11.7": "eleven", "3.12.1": "twelve"})
    session.write({"a/b/c.py": 'f()\n# /// script\n# requires-python = ">=3.13"\n# ///\n', "a/b/good.py": "f()\n"})
    message = f"{session.root / 'a/b/c.py'}:1: requires-python = '>=3.13' admits no supported Python"
    assert [message] == Refused(session, capsys).lines


def test_syntax_of_a_newer_python_runs_there(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """Never parsed by the machine's own Python; that the older ones cannot read it has to be said."""
    older = here("3.14")
    session.pythons({"3.14": older, "3.15": here("3.15")})
    program = "lazy import json\nprint('json' in globals())\n"
    session.write({"a/b/c.py": program})
    block = '# /// script\n# requires-python = ">=3.15"\n# ///\n'
    lines = Refused(session, capsys).lines
    assert lines[0].startswith(f"{session.root / 'a/b/c.py'}:1: CPython {here('3.14').version} cannot read its syntax")
    assert block.splitlines() == lines[1:]
    session.write({"a/b/c.py": f"{block}{program}"})
    assert 0 == session.run()
    assert f"{block}{program}#> True\n" == session.read("a/b/c.py")


# A Python that is not on this machine keeps what is recorded for it.

RECORDED = f"{HEADER}>=3.11,<3.12\nline 1\n#> eleven\n>=3.12,<3.13\nline 1\n#> twelve\n"


def test_the_record_of_a_missing_python_is_left_alone(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, and what ran is written all the same."""
    session.write({"a/b/c.py": "f()\n#> old\n", "a/b/c.outputs": RECORDED})
    session.pretend({"3.11.7": "eleven!", "3.13.18": "new"}, missing=("3.12",))
    assert 0 == session.run()
    assert "f()\n#> new\n" == session.read("a/b/c.py")
    assert RECORDED.replace("eleven", "eleven!") == session.read("a/b/c.outputs")
    assert "Python 3.12 was not found: what it prints is left as it was recorded" in capsys.readouterr().out


def test_the_newest_python_may_be_missing(session: Session) -> None:
    session.write({"a/b/c.py": "f()\n#> new\n", "a/b/c.outputs": RECORDED})
    session.pretend({"3.11.7": "eleven!", "3.12.1": "twelve"}, missing=("3.13",))
    assert 0 == session.run()
    assert "f()\n#> new\n" == session.read("a/b/c.py")
    assert RECORDED.replace("eleven", "eleven!") == session.read("a/b/c.outputs")


def test_a_missing_patch_release_keeps_its_record(session: Session) -> None:
    older = f"{HEADER}>=3.13,<3.13.1\nline 1\n#> words\n"
    session.write({"a/b/c.py": f"f()\n#> no words\n{CHANGED}", "a/b/c.outputs": older})
    session.pretend({"3.13.18": "new"}, missing=("3.13.0",))
    assert 0 == session.run()
    assert {"a/b/c.py": f"f()\n#> new\n{CHANGED}".encode(), "a/b/c.outputs": older.encode()} == tree(session.root)


def test_a_missing_python_follows_those_that_it_shares_a_record_with(session: Session) -> None:
    session.write({"a/b/c.py": "f()\n#> new\n", "a/b/c.outputs": f"{HEADER}>=3.11,<3.13\nline 1\n#> old\n"})
    session.pretend({"3.11.7": "older", "3.13.18": "newer", "3.14.10": "newer"}, missing=("3.12", "3.15"))
    assert 0 == session.run()
    assert "f()\n#> newer\n" == session.read("a/b/c.py")
    assert f"{HEADER}>=3.11,<3.13\nline 1\n#> older\n" == session.read("a/b/c.outputs")


def test_a_new_snippet_is_recorded_with_a_python_missing(session: Session) -> None:
    """It follows the next newer one, until it is there."""
    session.write({"a/b/c.py": "f()\n"})
    session.pretend({"3.11.7": "old", "3.13.18": "new"}, missing=("3.12",))
    assert 0 == session.run()
    assert "f()\n#> new\n" == session.read("a/b/c.py")
    assert f"{HEADER}>=3.11,<3.12\nline 1\n#> old\n" == session.read("a/b/c.outputs")


def test_a_snippet_whose_pythons_are_all_missing_stays(session: Session) -> None:
    files = {"a/b/c.py": 'f()\n#> new\n# /// script\n# requires-python = ">=3.13"\n# ///\n'}
    session.write(files)
    session.pretend({"3.11.7": "old", "3.12.1": "old"}, missing=("3.13",))
    assert 0 == session.run()
    assert {name: text.encode() for name, text in files.items()} == tree(session.root)


def test_a_missing_python_is_an_error_under_ci(
    session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    session.write({"a/b/c.py": "f()\n"})
    session.pretend({"3.11.7": "new", "3.13.18": "new"}, missing=("3.12", "3.13.0"))
    assert 1 == session.run()
    assert "update: not found: Python 3.12, Python 3.13.0\n" == capsys.readouterr().err
    assert {"a/b/c.py": b"f()\n"} == tree(session.root)


# The real content.


def sample(snippets: list[Snippet], count: int, wanted: Callable[[Snippet], object]) -> list[Snippet]:
    """Some of the snippets, spread evenly over all that are wanted."""
    chosen = [snippet for snippet in snippets if wanted(snippet)]
    assert len(chosen) >= count
    return chosen[:: len(chosen) // count][:count]


def test_emptied_outputs_of_real_snippets_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, in the programs and beside them, on all Pythons."""
    pythons = [here(wanted) for wanted in OURS.pythons]
    root = tmp_path / "snippets"
    shutil.copytree(SNIPPETS, root, ignore=shutil.ignore_patterns("__pycache__"))
    before = tree(root)
    snippets = find(root)
    emptied = [
        *sample(snippets, 4, lambda snippet: snippet.is_program and snippet.older and not snippet.changed),
        *sample(snippets, 2, lambda snippet: snippet.changed),
        *sample(snippets, 1, lambda snippet: not snippet.is_program),
        *sample(snippets, 1, lambda snippet: "requires-python" in snippet.metadata),
        *sample(snippets, 4, lambda snippet: snippet.is_program and not snippet.older and not snippet.metadata),
    ]
    for number, snippet in enumerate({snippet.address: snippet for snippet in emptied}.values()):
        snippet.main.write_bytes(snippet.program.encode("utf-8"))
        if snippet.older and number % 2:
            snippet.older_file.unlink()
        elif snippet.older:
            snippet.older_file.write_bytes(b"")
    assert {".outputs"} == {Path(name).suffix for name in {*before} - {*tree(root)}}
    again = [load(address, root) for address in sorted({snippet.address for snippet in emptied})]
    for path, text in update.observed_texts(again, pythons).items():
        rewrite(path, text)
    assert before == tree(root)


# One file.


def test_write_replaces_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "c.py"
    assert rewrite(path, "x = 1\n")
    assert not rewrite(path, "x = 1\n")
    assert rewrite(path, "x = 2\n")
    assert {"c.py": b"x = 2\n"} == tree(tmp_path)


def test_write_removes_outputs_that_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "c.outputs"
    assert not rewrite(path, "")
    path.write_bytes(b"")
    assert rewrite(path, "")
    assert {} == tree(tmp_path)


def test_write_never_removes_a_program(tmp_path: Path) -> None:
    for name in ("c.py", "d.console"):
        path = tmp_path / name
        path.write_bytes(b"#> 1\n")
        assert rewrite(path, "")
    assert {"c.py": b"", "d.console": b""} == tree(tmp_path)


# Reported by the tests of the machine.


@pytest.mark.parametrize(("requires", "newer"), [(">=3.11.4", "3.12.1"), ("<=3.12", "3.12.0")], ids=["begin", "end"])
def test_requires_python_may_begin_or_end_within_a_minor_release(session: Session, requires: str, newer: str) -> None:
    text = f'f()\n# /// script\n# requires-python = "{requires}"\n# ///\n'
    session.write({"a/b/c.py": text})
    session.pretend({"3.11.7": "old", newer: "new"})
    assert 0 == session.run()
    assert text.replace("f()", "f()\n#> new") == session.read("a/b/c.py")
    assert f"{HEADER}>=3.11,<3.12\nline 1\n#> old\n" == session.read("a/b/c.outputs")


def test_a_patch_release_is_a_boundary_where_the_snippet_is_for_it(session: Session) -> None:
    block = '# /// script\n# requires-python = ">=3.12"\n# [tool.deepcuts]\n# changed = ["3.11.3", "3.13.1"]\n# ///\n'
    session.write({"a/b/c.py": f"f()\n{block}"})
    session.pretend({"3.12.1": "old", "3.13.0": "old", "3.13.18": "new"})
    assert 0 == session.run()
    assert f"{HEADER}>=3.12,<3.13.1\nline 1\n#> old\n" == session.read("a/b/c.outputs")


def test_a_missing_python_follows_the_nearest(session: Session) -> None:
    """Where all that it shares a record with print something new, and none of them is newer."""
    session.write({"a/b/c.py": "f()\n#> new\n", "a/b/c.outputs": f"{HEADER}>=3.11,<3.14\nline 1\n#> old\n"})
    session.pretend({"3.11.7": "first", "3.12.1": "second", "3.14.10": "new"}, missing=("3.13",))
    assert 0 == session.run()
    both = ">=3.11,<3.12\nline 1\n#> first\n>=3.12,<3.14\nline 1\n#> second\n"
    assert f"{HEADER}{both}" == session.read("a/b/c.outputs")


def test_a_missing_python_follows_one_that_prints_what_it_did(session: Session) -> None:
    """Even if a nearer one, and a newer one, prints something new."""
    session.write({"a/b/c.py": "f()\n#> new\n", "a/b/c.outputs": f"{HEADER}>=3.11,<3.14\nline 1\n#> old\n"})
    session.pretend({"3.11.7": "old", "3.13.18": "other", "3.14.10": "new"}, missing=("3.12",))
    assert 0 == session.run()
    both = ">=3.11,<3.13\nline 1\n#> old\n>=3.13,<3.14\nline 1\n#> other\n"
    assert f"{HEADER}{both}" == session.read("a/b/c.outputs")


UNREADABLE = {"behind a statement": ("print(1)  #> 1\n", 1), "an escape": ("print(1)\n#>\\ \\x\n", 2)}


@pytest.mark.parametrize(("text", "line"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_output_line_that_cannot_be_read_is_refused(
    session: Session, capsys: pytest.CaptureFixture[str], text: str, line: int
) -> None:
    session.write({"a/b/c.py": text})
    assert Refused(session, capsys).lines[0].startswith(f"{session.root / 'a/b/c.py'}:{line}: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *UNREADABLE.values(),
        ("print()\n#> \n", 2),
        ("print(1)\n#>\\ 1\\n\n", 2),
        ("print('1\\t')\n#> 1\t\n", 2),
        ("print('1 ')\n#> 1 \n", 2),
    ],
)
def test_what_update_would_rewrite_is_not_verified(session: Session, text: str, line: int) -> None:
    session.write({"a/b/c.py": text})
    (snippet,) = find(session.root)
    pool = Pool(here(RUNNING))
    pool.start([snippet], before={})
    assert pool.verdict(snippet).startswith(f"{session.root / 'a/b/c.py'}:{line}: ")
    pool.close()


def test_a_last_line_that_differs_between_two_runs_is_refused(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a program without a final newline one of the two listings just ends."""
    counts = iter(range(1, 99))
    session.patch(
        update, "observed", lambda *_, **__: Observation(Outputs({Place(1, ""): [Line("out", "1\n")] * next(counts)}))
    )
    session.write({"a/b/c.py": "f()"})
    assert Refused(session, capsys).lines[0].startswith(f"{session.root / 'a/b/c.py'}:2: two runs")


def test_the_mode_of_a_file_stays(session: Session) -> None:
    session.write({"a/b/c.py": "#!/usr/bin/env python\nprint(1)\n"})
    (session.root / "a/b/c.py").chmod(0o755)
    assert 0 == session.run()
    assert 0o755 == (session.root / "a/b/c.py").stat().st_mode & 0o777


def test_a_missing_python_keeps_a_record_that_is_still_true_elsewhere(session: Session) -> None:
    session.write({"a/b/c.py": "f()\n#> old\n"})
    session.pretend({"3.11.7": "old", "3.13.18": "new"}, missing=("3.12",))
    assert 0 == session.run()
    assert f"{HEADER}>=3.11,<3.13\nline 1\n#> old\n" == session.read("a/b/c.outputs")


# The text that runs is the reader's: https://docs.python.org/3/reference/toplevel_components.html#file-input

UNFINISHED = {
    "a header": "if True:\n",
    "a bracket": "print(1,\n",
    "a string": "text = 'one\n",
    "a decorator": "import functools\n\n@functools.cache\n",
    "a try": "try:\n    pass\n",
    "a def": "def f():\n    # nothing yet\n",
}


@pytest.mark.parametrize("what", UNFINISHED)
def test_no_error_shows_an_output_line_as_source(session: Session, what: str) -> None:
    """Of a program that ends too early; a second run finds the same."""
    session.write({"a/b/c.py": UNFINISHED[what]})
    assert 0 == session.run()
    first = session.read("a/b/c.py")
    assert "Error" in first and not [row for row in first.split("\n") if re.match(r"#! .*#[>!=]", row)]
    assert (0, first) == (session.run(), session.read("a/b/c.py"))


def test_outputs_that_could_not_be_read_back_are_refused(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """The error quotes the row that begins the string: written below it, it would end it."""
    session.write({"a/b/c.py": 'text = """one\n'})
    assert "could not be told from that text again" in Refused(session, capsys).lines[0]


def test_lines_of_tracebacks_are_those_of_the_copied_program(session: Session) -> None:
    session.write({"a/b/c.py": "print(1)\nprint(2)\n1 / 0\n"})
    assert 0 == session.run() == session.run()
    assert '#!   File "c.py", line 3, in <module>\n' in session.read("a/b/c.py")


# Order.


def test_an_order_that_differs_between_pythons_is_recorded(session: Session) -> None:
    """The same lines below the same statements."""
    session.pythons({"3.12": here("3.12"), "3.14": here("3.14")})
    program = (
        "import sys\n\n\ndef one():\n    print(1)\n\n\ndef two():\n    print(2)\n\n\n"
        "both = [one, two]\nfor call in both if sys.version_info >= (3, 13) else both[::-1]:\n    call()\n"
    )
    session.write({"a/b/c.py": program})
    assert 0 == session.run()
    assert "printed in this order" not in session.read("a/b/c.py")
    assert session.read("a/b/c.outputs").endswith("end\n#= printed in this order: 2, 1\n")


def test_an_order_between_the_streams_is_recorded(session: Session) -> None:
    program = "import sys\n\n\ndef say(text):\n    print(text)\n\n\nprint('first', file=sys.stderr)\nsay('second')\n"
    session.write({"a/b/c.py": program})
    assert 0 == session.run()
    assert session.read("a/b/c.py").endswith("#! first\nsay('second')\n\n#= printed in this order: 2, 1\n")


@pytest.mark.parametrize("order", ["1, 2", "2", "2, 1, 3", "2-1", "0, 1", "two"])
def test_another_order_is_a_complaint(session: Session, order: str) -> None:
    program = "def f():\n    print(2)\n    #> 2\n\n\nprint(1)\n#> 1\nf()\n\n#= printed in this order: 2, 1\n"
    session.write({"a/b/c.py": program})
    python = here(RUNNING)
    good = load("a/b/c", session.root)
    assert "" == complaint(good, python, observed(good, python))
    session.write({"a/b/c.py": session.read("a/b/c.py").replace("order: 2, 1", f"order: {order}")})
    bad = load("a/b/c", session.root)
    try:
        said = complaint(bad, python, observed(bad, python))
    except SnippetError as error:
        said = str(error)
    assert said.startswith(f"{session.root / 'a/b/c.py'}:")


# What is saved meanwhile.


@pytest.mark.parametrize("name", ["a/b/c.py", "a/b/c.outputs"])
@pytest.mark.parametrize("meanwhile", ["saved", "deleted", "read-only", "made"])
def test_what_a_writer_does_meanwhile_is_not_undone(
    session: Session, capsys: pytest.CaptureFixture[str], name: str, meanwhile: str
) -> None:
    """One file is left alone and named; the other snippet is written."""
    if (meanwhile, name) == ("made", "a/b/c.py"):
        pytest.skip("it is there")
    session.pretend({"3.11.7": "old", "3.15.2": "new"})
    session.write({"a/b/c.py": "f()\n", "a/b/other.py": "f()\n"})
    if meanwhile != "made":
        session.write({"a/b/c.outputs": ">=3.11,<3.12\nline 1\n#> stale\n"})
    recorded = update.observed_texts

    def then(*arguments: Any) -> Any:
        texts = recorded(*arguments)
        path = session.root / name
        if meanwhile == "deleted":
            path.unlink()
        elif meanwhile == "read-only":
            path.chmod(0o444)
        else:
            path.write_text("mine = 1\n", encoding="utf-8")
        return texts

    session.patch(update, "observed_texts", then)
    assert 1 == session.run()
    assert capsys.readouterr().err.startswith(f"{session.root / name}:1: ")
    if meanwhile in ("saved", "made"):
        assert "mine = 1\n" == session.read(name)
    assert (meanwhile == "deleted") != (session.root / name).exists()
    assert "f()\n#> new\n" == session.read("a/b/other.py")
