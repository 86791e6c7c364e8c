"""A snippet that misbehaves fails alone, by name and in time, and no process of it is left."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from deepcuts.run import interpreter as fresh
from deepcuts.run import process, streams
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.process import Run
from deepcuts.run.workspace import prepared
from tests.files import ROOT, write

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")

GRANDCHILD = """\
import os, subprocess, sys, time
if os.fork() == 0:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    time.sleep(600)
"""
MISBEHAVING = {  # file, text, reason
    "loops-forever.py": ("while True:\n    pass\n", "ran longer than 2 s"),
    "prints-without-end.py": ("while True:\n    print('again' * 100)\n", "printed more than 1,000,000 bytes"),
    "leaves-a-grandchild.py": (GRANDCHILD, "left a process running"),
    "leaves-by-the-back-door.py": ("import os\nos._exit(0)\n", "its end was not seen: it left by os._exit()"),
    "crashes.py": ("import ctypes\nctypes.string_at(0)\n", "ended by signal SIGSEGV"),
    "kills-itself.py": ("import os\nos.kill(os.getpid(), 9)\n", "ended by signal SIGKILL"),
    "prints-no-text.py": ("import sys\nsys.stdout.buffer.write(b'\\xff')\n", "printed bytes that are not UTF-8"),
    "second-command-loops.console": (
        '$ python -c "print(\'one\')"\n#> one\n$ python -c "while True: pass"\n',
        "ran longer than 2 s",
    ),
    "loops-behind-a-grandchild.py": (f"{GRANDCHILD}while True:\n    pass\n", "ran longer than 2 s"),
    "prints-behind-a-grandchild.py": (f"{GRANDCHILD}while True:\n    print('again' * 100)\n", "printed more than"),
    "closes-its-streams-and-loops.py": (
        "import os\nos.closerange(1, 99)\nwhile True:\n    pass\n",
        "ran longer than 2 s",
    ),
    "ignores-signals-and-loops.py": (
        "import signal\nfor number in (1, 2, 15):\n    signal.signal(number, signal.SIG_IGN)\nwhile True:\n    pass\n",
        "ran longer than 2 s",
    ),
}
GOOD = {"good.py": "print('one')\n#> one\n", "also-good.py": "print('two')\n#> two\n"}


@dataclass(frozen=True)
class Session:
    """What became of a run of pytest over a folder of snippets."""

    failed: dict[str, str]
    """The message, by address."""
    passed: set[str]
    output: str
    seconds: float
    left: list[str]
    """The command lines of the processes that were there afterwards."""


def run(interpreter: Interpreter, program: str, *, instrumented: bool = True, **limits: float) -> Run:
    """Run a program as snippets are run."""
    with prepared(interpreter, {"main.py": program.encode()}, instrumented=instrumented) as workspace:
        return process.run(workspace, ["main.py"], main="main.py", **limits)  # type: ignore[arg-type]


def command(snippets: Path, *arguments: str) -> list[str]:
    pytest_ = [sys.executable, "-m", "pytest", "tests/test_snippets.py"]
    return [*pytest_, "--snippets", str(snippets), "--time-limit", "2", *arguments]


def variables(folder: Path) -> dict[str, str]:
    """An environment with a scratch folder for all workspaces: every process that is started can be found by it."""
    (folder / "scratch").mkdir(exist_ok=True)
    return {**os.environ, "TMPDIR": str(folder / "scratch")}


def left(folder: Path) -> list[str]:
    """The processes that were started with `variables(folder)` and still run; each has a second to go."""
    mark = f"TMPDIR={folder / 'scratch'}/".encode()
    for _ in range(20):
        found = []
        for one in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (one / "environ").read_bytes():
                    found.append((one / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:  # it has ended, or is not ours
                continue
        if not found:
            break
        time.sleep(0.05)
    return found


def written(folder: Path, files: dict[str, str]) -> Path:
    write(folder / "snippets" / "a" / "b", files)
    return folder / "snippets"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """All of them together, and two good ones."""
    folder = tmp_path_factory.mktemp("limits")
    snippets = written(folder, {name: text for name, (text, _) in MISBEHAVING.items()} | GOOD)
    started = time.monotonic()
    done = subprocess.run(
        command(snippets, f"--junitxml={folder / 'results.xml'}"),
        cwd=ROOT,
        env=variables(folder),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    seconds = time.monotonic() - started
    failed, passed = {}, set()
    for test in ElementTree.parse(folder / "results.xml").iter("testcase"):  # noqa: S314 (pytest wrote it)
        address = test.attrib["name"].split("[")[1].strip("]")
        if [*test]:
            failed[address] = str(test[0].text)
        else:
            passed.add(address)
    return Session(failed, passed, done.stdout, seconds, left(folder))


def address(file: str) -> str:
    return f"a/b/{file.partition('.')[0]}"


@pytest.mark.parametrize("file", MISBEHAVING)
def test_misbehaving_snippet_fails_by_name(file: str, session: Session) -> None:
    message = session.failed[address(file)]
    assert f"a/b/{file}:" in message
    assert MISBEHAVING[file][1] in message
    assert f"on CPython {platform.python_version()}" in message
    assert f"FAILED tests/test_snippets.py::test_prints_what_it_says[{address(file)}]" in session.output


def test_the_others_pass(session: Session) -> None:
    assert {address(file) for file in GOOD} == session.passed
    assert f"{len(GOOD)} of {len(GOOD) + len(MISBEHAVING)} snippets print what they say" in session.output


def test_all_ends_in_time(session: Session) -> None:
    """Five of them go on until the limit of 2 s; one after the other that is 10 s."""
    assert session.seconds < 30


def test_no_process_is_left(session: Session) -> None:
    assert session.left == []


ENDS = {  # a program that leaves a grandchild, which sleeps and holds the streams open; what is said of it
    "at the time limit": (f"{GRANDCHILD}while True:\n    pass\n", "ran longer than 1 s"),
    "at the time limit, its streams closed": (
        "import os\nos.closerange(1, 99)\nwhile True: pass",
        "ran longer than 1 s",
    ),
    "at the output limit": (f"{GRANDCHILD}while True:\n    print('again')\n", "printed more than 1,000 bytes"),
    "by itself": (GRANDCHILD, "left a process running"),
    "by kill -9": (f"{GRANDCHILD}os.kill(os.getpid(), 9)\n", "left a process running"),
    "by os._exit": (f"{GRANDCHILD}os._exit(0)\n", "left a process running"),
}


@pytest.fixture(scope="module")
def here() -> Interpreter:
    """The Python that runs this test: what ends a process does not depend on its version."""
    found = fresh.find(platform.python_version())
    assert found
    return found


@pytest.mark.parametrize("end", ENDS)
def test_end_of_a_process_is_the_end_of_its_group(
    end: str, here: Interpreter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables(tmp_path).items():
        monkeypatch.setenv(name, value)
    program, expected = ENDS[end]
    started = time.monotonic()
    seen = run(here, program, time_limit=1 if "time" in end else 15, output_limit=1000)
    assert expected == seen.stopped.partition(":")[0]
    assert time.monotonic() - started < 12  # the grandchild sleeps for 600 s
    assert left(tmp_path) == []


def test_grandchild_that_ends_by_itself_is_no_complaint(here: Interpreter) -> None:
    """It has a moment after the end of its parent."""
    program = "import os, time\nif os.fork() == 0:\n    time.sleep(0.1)\nprint('said')\n"
    seen = run(here, program)
    assert (seen.stopped, seen.printed) == ("", (("out", 4, b"said"), ("out", 4, b"\n")) * 2)


def test_output_just_below_the_limit_is_kept(here: Interpreter) -> None:
    seen = run(here, "print('x' * 100_000)\n", output_limit=100_001)
    assert (seen.stopped, sum(len(data) for _, _, data in seen.printed)) == ("", 100_001)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["one", "other", "two"]),
        (["-k", "two"], ["two"]),
        (["--address", "a/b/one"], ["one"]),
        (["--address", "a/b/one", "--address", "a/c"], ["one", "other"]),
        (["--address", "a/b", "-k", "not two"], ["one"]),
        (["--collect-only"], []),
    ],
    ids=" ".join,
)
def test_only_selected_snippets_are_started(arguments: list[str], expected: list[str], tmp_path: Path) -> None:
    """Every program leaves a file outside of its folder."""
    traces = tmp_path / "traces"
    traces.mkdir()
    program = f"import pathlib\npathlib.Path({str(traces)!r}, pathlib.Path(__file__).stem).touch()\n"
    snippets = written(tmp_path, {"one.py": program, "two.py": program, "../c/other.py": program})
    done = subprocess.run(
        command(snippets, *arguments), cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout
    assert expected == sorted(trace.name for trace in traces.iterdir())


def test_unknown_address_is_an_error(tmp_path: Path) -> None:
    snippets = written(tmp_path, GOOD)
    done = subprocess.run(
        command(snippets, "--address", "a/b/go"), cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode != 0
    assert "there is no snippet at or below this address" in done.stdout + done.stderr


def test_interrupt_leaves_no_process(tmp_path: Path) -> None:
    """Ctrl-C while snippets run."""
    names = [f"loops-{number}.py" for number in range(8)]
    snippets = written(tmp_path, dict.fromkeys(names, GRANDCHILD + "while True:\n    pass\n"))
    running = subprocess.Popen(
        command(snippets),
        cwd=ROOT,
        env=variables(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    )
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not any("loops-" in line for line in left(tmp_path)):
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        output, _ = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 2, output
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("program", "past", "stopped"),
    [
        ("print('one')\nimport os\nos.write(1, b'raw')\nos.write(2, b'error')", {"out": b"raw", "err": b"error"}, ""),
        ("import os\nos.write(1, b'x' * 300_000)", {"out": b"x" * 300_000}, ""),
        ("import os\nwhile True:\n    os.write(1, b'x' * 9999)", None, "printed more than 1,000,000 bytes"),
        ("while True:\n    print('again' * 999)", None, "printed more than 1,000,000 bytes"),
        ("while True:\n    pass", None, "ran longer than 1 s"),
        ("import os\nos.closerange(1, 99)\nwhile True:\n    pass", None, "ran longer than 1 s"),
        (GRANDCHILD, None, "left a process running"),
    ],
)
@pytest.mark.parametrize("reader", [streams._Polled, streams._Threaded])
def test_both_ways_to_read_pipes_read_the_same(
    reader: type,
    program: str,
    past: dict[str, bytes] | None,
    stopped: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Windows needs a thread for each; here both can be tested."""
    monkeypatch.setattr(streams, "Reader", reader)
    for name, value in variables(tmp_path).items():
        monkeypatch.setenv(name, value)
    seen = run(fresh.bare(sys.executable), program, time_limit=1)
    assert stopped == seen.stopped.partition(":")[0]
    assert past is None or past == seen.past
    assert [] == left(tmp_path)
