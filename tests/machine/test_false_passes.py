"""What must never pass: each program says something else than it prints, and is refused at file and line.

pytest-examples alone lets most of them pass, which is tested too: they are red because of our code.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest

from deepcuts.run.interpreter import Interpreter
from deepcuts.run.observe import observed
from deepcuts.run.verify import complaint
from deepcuts.snippet.snippet import Snippet


@dataclass(frozen=True)
class Case:
    """A program that is not what it says."""

    file: str
    text: str
    line: int
    """The line of the file that the complaint has to name."""
    reason: str
    """What the complaint has to say: a line of its diff, or why no output can be trusted."""
    helpers: dict[str, str] = field(default_factory=dict)
    alone: str = "passes"
    """What becomes of it with pytest-examples alone: `passes`, `ends the suite` (green), or empty: no false pass."""


CASES = [
    Case(
        "written-to-stdout.py",
        """\
import sys
sys.stdout.write("unseen\\n")
""",
        2,
        "+#> unseen",
    ),
    Case(
        "pretty-printed.py",
        """\
from pprint import pprint
pprint("unseen")
""",
        2,
        "+#> 'unseen'",
    ),
    Case(
        "logged.py",
        """\
import logging
logging.warning("unseen")
""",
        2,
        "+#! WARNING:root:unseen",
    ),
    Case(
        "disassembled.py",
        """\
import dis
dis.dis("pass")
""",
        2,
        "+#> ",
    ),
    Case(
        "c-code-writes-to-the-descriptor.py",
        """\
import os
os.write(1, b"unseen")
""",
        1,
        "wrote b'unseen' to the file descriptor, past sys.stdout",
    ),
    Case(
        "c-code-writes-errors-to-the-descriptor.py",
        """\
import os
os.write(2, b"unseen")
""",
        1,
        "wrote b'unseen' to the file descriptor, past sys.stderr",
    ),
    Case(
        "helper-process-prints.py",
        """\
import subprocess, sys
subprocess.run([sys.executable, "-c", "print('unseen')"])
""",
        1,
        "wrote b'unseen\\n' to the file descriptor, past sys.stdout",
    ),
    Case(
        "imported-module-prints/main.py",
        """\
import loud_module
print("said")
#> said
""",
        1,
        "+#> unseen",
        helpers={"loud_module": "print('unseen')\n"},
    ),
    Case(
        "function-of-a-module-prints/main.py",
        """\
from loud_module import speak
speak()
""",
        2,
        "+#> unseen",
        helpers={"loud_module": "def speak():\n    print('unseen')\n"},
    ),
    Case(
        "code-that-is-executed-prints.py",
        """\
exec("print('unseen')")
""",
        1,
        "+#> unseen",
        alone="",
    ),
    Case(
        "printed-at-exit.py",
        """\
import atexit, sys
atexit.register(sys.stdout.write, "unseen\\n")
""",
        3,
        "+#> unseen",
    ),
    Case(
        "line-below-a-statement-that-prints-nothing.py",
        """\
value = 1
#> 1
""",
        2,
        "-#> 1",
    ),
    Case(
        "line-below-a-print-never-reached.py",
        """\
if not True:
    print("never")
    #> never
""",
        3,
        "-    #> never",
    ),
    Case(
        "line-below-a-function-never-called.py",
        """\
def speak():
    print("never")
    #> never
""",
        3,
        "-    #> never",
    ),
    Case(
        "line-at-the-end.py",
        """\
print("said")
#> said

#> never
""",
        4,
        "-#> never",
    ),
    Case(
        "line-in-the-wrong-place.py",
        """\
def speak():
    print("said")

speak()
#> said
""",
        2,
        "+    #> said",
        alone="",
    ),
    Case(
        "other-end.py",
        """\
print("one", end=";")
#> one
print("two")
#> two
""",
        2,
        "+#> one;two",
    ),
    Case(
        "no-newline-at-the-end.py",
        """\
print("one", end="")
#> one
""",
        2,
        "+#>\\ one",
    ),
    Case(
        "stderr-taken-for-stdout.py",
        """\
import sys
print("said", file=sys.stderr)
#> said
""",
        3,
        "+#! said",
    ),
    Case(
        "stdout-taken-for-stderr.py",
        """\
print("said")
#! said
""",
        2,
        "+#> said",
        alone="",
    ),
    Case(
        "set-put-in-order.py",
        """\
print({8, 1})
#> {1, 8}
""",
        2,
        "+#> {8, 1}",
    ),
    Case(
        "address-replaced.py",
        """\
print(object())
#> <object object at 0x0123456789ab>
""",
        2,
        "+#> <object object at 0x",
    ),
    Case(
        "space-at-the-end.py",
        """\
print("one ")
#> one
""",
        2,
        "+#>\\ one \\n",
    ),
    Case(
        "keyboard-interrupt.py",
        """\
raise KeyboardInterrupt
""",
        1,
        "ended by signal SIGINT",
    ),
    Case(
        "warned.py",
        """\
import warnings
warnings.simplefilter("always")
warnings.warn("unseen")
""",
        3,
        "+#! warned.py:3: UserWarning: unseen",
    ),
    Case(
        "exit-status-that-is-none.py",
        """\
print("one")
#> one

#= exit status 1
""",
        4,
        "-#= exit status 1",
    ),
    Case(
        "other-exit-status.py",
        """\
raise SystemExit(3)

#= exit status 1
""",
        3,
        "+#= exit status 3",
        alone="",
    ),
    Case(
        "other-error.py",
        """\
print("said")
#> said
1 / 0

#! Traceback (most recent call last):
#!   File "other-error.py", line 2, in <module>
#!     1 / 0
#!     ~~^~~
#! ZeroDivisionError: float division by zero
#= exit status 1
""",
        9,
        "-#! ZeroDivisionError: float division by zero",
        alone="",
    ),
    Case(
        "left-by-the-back-door.py",
        """\
import os
print("said")
#> said
os._exit(0)
""",
        1,
        "its end was not seen: it left by os._exit()",
        alone="ends the suite",
    ),
    Case(
        "left-by-the-back-door-in-a-thread.py",
        """\
import os, threading
threading.Thread(target=os._exit, args=[0]).start()
""",
        1,
        "its end was not seen: it left by os._exit()",
        alone="ends the suite",
    ),
    Case(
        "left-by-the-back-door-after-a-fork.py",
        """\
import os
if os.fork() == 0:
    raise SystemExit
os.wait()
os._exit(0)
""",
        1,
        "its end was not seen: it left by os._exit()",
        alone="",
    ),
    Case(
        "descriptor-leads-elsewhere.py",
        """\
import os
os.dup2(os.open("log", os.O_WRONLY | os.O_CREAT), 1)
print("never")
#> never
""",
        4,
        "-#> never",
        alone="",
    ),
    Case(
        "crashed.py",
        """\
import ctypes
print("said", flush=True)
#> said
ctypes.string_at(0)
""",
        1,
        "ended by signal SIGSEGV",
        alone="",
    ),
    Case(
        "no-text.py",
        """\
import sys
sys.stdout.buffer.write(b"\\xff\\n")
""",
        1,
        "printed bytes that are not UTF-8: b'\\xff\\n'",
    ),
    Case(
        "transcript-other-output.console",
        """\
$ python -c "print('one')"
#> one
$ python -c "print('two')"
#> too
""",
        4,
        "+#> two",
        alone="",
    ),
    Case(
        "transcript-output-left-out.console",
        """\
$ python -c "print('unseen')"
$ python -c "print('said')"
#> said
""",
        1,
        "+#> unseen",
        alone="",
    ),
    Case(
        "transcript-output-of-another-command.console",
        """\
$ python -c pass
#> said
$ python -c "print('said')"
""",
        2,
        "prints something else",
        alone="",
    ),
    Case(
        "transcript-errors-taken-for-output.console",
        """\
$ python -c "import sys; sys.exit('said')"
#> said
#= exit status 1
""",
        2,
        "+#! said",
        alone="",
    ),
    Case(
        "transcript-exit-status-left-out.console",
        """\
$ python -c "import sys; sys.exit(3)"
""",
        1,
        "+#= exit status 3",
        alone="",
    ),
    Case(
        "transcript-written-past-stdout.console",
        """\
$ python -c "import os; os.write(1, b'one')"
#> one
""",
        2,
        "+#>\\ one",
        alone="",
    ),
    Case(
        "transcript-crashed.console",
        """\
$ python -c "import os; os.abort()"
#= exit status 134
""",
        1,
        "ended by signal SIGABRT",
        alone="",
    ),
]


def claim(case: Case) -> str:
    return case.file.partition("/")[0].partition(".")[0]


@pytest.mark.parametrize("case", CASES, ids=claim)
def test_never_passes(case: Case, python: Interpreter, write: Callable[..., Snippet]) -> None:
    """The complaint names file, line, Python and reason; what the snippet should say instead does pass."""
    snippet = write(case.file, case.text, **case.helpers)
    seen = observed(snippet, python)
    problem = complaint(snippet, python, seen)
    assert problem.startswith(f"{snippet.main}:{case.line}: ")
    assert case.reason in problem
    assert str(python) in problem
    if not seen.problem and "0x" not in problem:
        honest = write(case.file, snippet.listing(seen.outputs), **case.helpers)
        assert complaint(honest, python, observed(honest, python)) == ""


ALONE = """\
from pathlib import Path
import pytest
from pytest_examples import CodeExample, EvalExample

FILES = sorted([*Path.cwd().glob("a/b/*.py"), *Path.cwd().glob("a/b/*/main.py")])

@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(Path.cwd() / "a/b").as_posix())
def test_prints_what_it_says(file: Path, eval_example: EvalExample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(file.parent)
    eval_example.run_print_check(CodeExample.create(file.read_text(encoding="utf-8"), path=file))
"""


def alone(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the programs below `folder` with pytest-examples alone, as its documentation says."""
    (folder / "test_alone.py").write_text(ALONE, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=results.xml"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_pytest_examples_alone_lets_them_pass(tmp_path: Path, write: Callable[..., Snippet]) -> None:
    """All but the plain lie, which shows that it did look."""
    expected = {case.file: "passed" for case in CASES if case.alone == "passes"} | {"plain-lie.py": "failed"}
    for case in CASES:
        if case.alone == "passes":
            write(case.file, case.text, **case.helpers)
    write("plain-lie.py", "print('one')\n#> two\n")
    alone(tmp_path)
    tests = ElementTree.parse(tmp_path / "results.xml").iter("testcase")  # noqa: S314 (pytest wrote it)
    results = {test.attrib["name"].split("[")[1].strip("]"): "failed" if [*test] else "passed" for test in tests}
    assert expected == results


@pytest.mark.parametrize("case", [case for case in CASES if case.alone == "ends the suite"], ids=claim)
def test_pytest_examples_alone_ends_with_status_0(case: Case, tmp_path: Path, write: Callable[..., Snippet]) -> None:
    """The suite is green, and has checked nothing."""
    write(case.file, case.text, **case.helpers)
    done = alone(tmp_path)
    assert (done.returncode, "passed" in done.stdout, (tmp_path / "results.xml").exists()) == (0, False, False)
