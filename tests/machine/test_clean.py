"""What a program leaves behind goes with it and is named; what it writes into our channel is not believed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deepcuts.run import interpreter as fresh
from deepcuts.run import process, workspace
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.observe import observed
from deepcuts.run.process import Run
from deepcuts.run.verify import complaint
from deepcuts.run.workspace import prepared
from deepcuts.snippet.snippet import Snippet
from tests.files import ROOT, write

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def here() -> Interpreter:
    return fresh.bare(sys.executable)


def run(interpreter: Interpreter, program: str, *, instrumented: bool = True, **limits: float) -> Run:
    with prepared(interpreter, {"main.py": program.encode()}, instrumented=instrumented) as workspace:
        return process.run(workspace, ["main.py"], main="main.py", **limits)  # type: ignore[arg-type]


DAEMON = """\
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        {do}
        time.sleep(600)
    os._exit(0)
os.wait()
print("said")
"""
DAEMONS = {
    "in a session of its own": "pass",
    "with its streams closed": "os.closerange(0, 3)",
    "elsewhere": "os.chdir('/')",
    "without a variable": "os.closerange(0, 3); os.chdir('/'); os.execve(sys.executable, "
    "['python', '-c', 'import time; time.sleep(600)'], {})",
    "that ignores signals": "import signal; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]",
    "with children of its own": "[os.fork() for _ in range(3)]",
}


def children() -> set[str]:
    """The processes that have come to us, or were started by us."""
    found = set()
    for one in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (one / "stat").read_bytes().rpartition(b")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == os.getpid() and state != b"Z":
            found.add(one.name)
    return found


@pytest.mark.parametrize("daemon", DAEMONS)
def test_a_daemon_ends_with_the_run_and_is_named(daemon: str, here: Interpreter) -> None:
    run(here, "print()")  # the guard is there
    before = children()
    seen = run(here, DAEMON.format(do=DAEMONS[daemon]))
    assert seen.stopped.startswith("left a process running: ")
    assert set() == children() - before


def test_a_daemon_ends_with_a_run_that_took_too_long(here: Interpreter) -> None:
    run(here, "print()")
    before = children()
    seen = run(here, DAEMON.format(do="pass") + "while True: pass\n", time_limit=1)
    assert "ran longer than 1 s" == seen.stopped
    assert set() == children() - before


def test_two_runs_at_once_do_not_end_each_others_processes(here: Interpreter) -> None:

    good = "import subprocess, sys\nfor _ in range(9):\n    print(subprocess.call([sys.executable, '-c', '']))\n"
    with ThreadPoolExecutor(4) as threads:
        runs = [threads.submit(run, here, text) for text in [good, DAEMON.format(do="pass")] * 4]
    assert ["", "left a process running"] * 4 == [each.result().stopped.partition(":")[0] for each in runs]


@pytest.mark.parametrize(
    "program",
    [
        "from multiprocessing import shared_memory\nm = shared_memory.SharedMemory(create=True, size=9)\n"
        "from multiprocessing import resource_tracker\n"
        "resource_tracker.unregister(m._name, 'shared_memory')\nm.close()",
        "import os\nopen('/dev/shm/left-by-a-test', 'w').close()",
    ],
)
@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="no /dev/shm")  # noqa: S108
def test_shared_memory_is_removed_and_named(program: str, here: Interpreter) -> None:
    before = {*os.listdir("/dev/shm")}  # noqa: S108
    assert run(here, program).stopped.startswith("left shared memory behind: ")
    assert [] == [name for name in {*os.listdir("/dev/shm")} - before if not name.startswith("deepcuts-")]  # noqa: S108


def test_shared_memory_of_somebody_else_stays(here: Interpreter) -> None:
    """Made while a run goes on, and in use, under a name that it got later: so does glibc's sem_open."""
    import mmap

    path = Path("/dev/shm/somebody-elses")  # noqa: S108
    if not os.access(path.parent, os.W_OK):
        pytest.skip("no /dev/shm")
    with ThreadPoolExecutor(1) as thread:
        going_on = thread.submit(run, here, "import multiprocessing, time\ntime.sleep(0.6)\n")
        time.sleep(0.2)
        before = path.with_name("somebody-elses-at-first")
        with before.open("w+b") as file:
            file.truncate(9)
            with mmap.mmap(file.fileno(), 9):
                try:
                    path.hardlink_to(before)
                    before.unlink()
                    assert "" == going_on.result().stopped
                    assert path.exists()
                finally:
                    path.unlink(missing_ok=True)


FILES = {
    "in its home": "import os, pathlib\npathlib.Path.home().joinpath('.trace').touch()",
    "for a moment": "import tempfile\ntempfile.mkdtemp(); tempfile.NamedTemporaryFile(delete=False)",
    "in its environment": "import sysconfig, pathlib\npathlib.Path(sysconfig.get_path('purelib'), 'x.py').touch()",
    "too deep for Python": "import os\nfor _ in range(1500):\n    os.mkdir('d'); os.chdir('d')",
    "that nobody may read": "import os\nos.makedirs('a/b'); os.chmod('a/b', 0); os.chmod('a', 0)",
    "under a name of no letters": "open(b'\\xff\\n', 'w').close()",
}


@pytest.mark.parametrize("where", FILES)
def test_no_file_is_left(where: str, here: Interpreter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "scratch_folder", lambda: str(tmp_path))
    before = {*Path.home().iterdir()}
    assert "" == run(here, FILES[where]).stopped
    (ours,) = tmp_path.iterdir()  # all workspaces of this process lie in it
    assert ([], before) == ([*ours.iterdir()], {*Path.home().iterdir()})


def test_no_program_changes_the_environment_of_the_next(here: Interpreter) -> None:
    """Neither its own nor, if it finds that, the one from which all are made."""
    run(here, "import sysconfig, pathlib\npathlib.Path(sysconfig.get_path('purelib'), 'planted.py').touch()")
    assert 1 == run(here, "import planted").status
    home = here.executable.parent.parent
    planted = next(home.glob("lib*/python*/site-packages"), home / "Lib" / "site-packages") / "planted.py"
    planted.touch()
    try:
        assert 1 == run(here, "import planted").status
        again = fresh.bare.__wrapped__(sys.executable)
        assert 1 == run(again, "import planted").status
        assert not planted.exists()
    finally:
        planted.unlink(missing_ok=True)


FORGERS = {
    "a report of its own": "out 1 1 8\nforged!\n",
    "a negative length": "out 1 1 -8\n",
    "a length that is too much": "out 1 1 99999999\nx",
    "no record": "\xff\x00\n\n\n",
    "a cut one": "out 1",
    "the end of another process": "end 1 1 0\n",
    "digits of another script": "out \u0661 \u0661 \u0661\nx",
}
FORGE = """\
import glob, os
path, = glob.glob(os.path.join(os.path.dirname(os.getcwd()), "report"))
with open(path, "ab") as report:
    report.write({!r})
print("said")
"""


@pytest.mark.parametrize("forger", FORGERS)
def test_what_a_program_writes_into_the_channel_is_one_clear_message(
    forger: str, write: Callable[..., Snippet], here: Interpreter
) -> None:
    snippet = write("forges.py", FORGE.format(FORGERS[forger].encode()))
    said = complaint(snippet, here, observed(snippet, here))
    assert "wrote into the file in which its output was being recorded" in said.splitlines()[0]
    assert len(said) < 500


def test_an_endless_channel_is_a_flood(here: Interpreter) -> None:
    program = FORGE.format(b"x" * 10_000).replace("    report", "    while True: report")
    assert "wrote into" in run(here, program).stopped or "MB of files" in run(here, program).stopped


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("x = bytearray(1 << 30)\nprint(len(x))\n", "took more than 512 MB of memory"),
        ("import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'x = bytearray(1 << 30)'])\n", "took more"),
        ("with open('big', 'wb') as file:\n    file.truncate(1 << 29)\n", ""),
        ("for n in range(3):\n    open(str(n), 'wb').write(bytes(60 << 20))\n", "wrote more than 100 MB of files"),
        ("open('big', 'wb').write(bytes(200 << 20))\n", "wrote more than 100 MB of files"),
    ],
    ids=["memory", "memory of a child", "a hole", "files", "a file"],
)
def test_memory_and_files_have_a_limit(program: str, said: str, here: Interpreter) -> None:
    if said:
        assert run(here, program).stopped.startswith(said)


@pytest.mark.parametrize(
    ("program", "finished"),
    [
        ("import os\nprint(1)\nos.closerange(3, 1024)\n", True),
        ("print(1)\nopen('/proc/self/fd/2').fileno()\n", True),
        ("import os, sys\nprint(1)\nsys.stdout.flush()\nos.execv(sys.executable, ['python', '-c', ''])\n", False),
    ],
)
def test_an_end_is_seen_whatever_is_closed(program: str, finished: bool, here: Interpreter) -> None:
    assert finished == run(here, program).finished


def test_a_signal_without_a_name_is_said_by_its_number(write: Callable[..., Snippet], here: Interpreter) -> None:
    snippet = write("ends.py", "import os\nos.kill(os.getpid(), 40)\n")
    assert f"{snippet.main}:1: ended by signal 40" == observed(snippet, here).problem


def test_small_writes_count_by_their_bytes(here: Interpreter) -> None:
    seen = run(here, "import sys\nfor _ in range(20_000):\n    sys.stdout.write('x')\n", output_limit=20_000)
    assert ("", 20_000) == (seen.stopped, sum(len(data) for _, _, data in seen.printed))


SESSIONS = {
    "snippets": ["-m", "pytest", "tests/test_snippets.py", "--snippets", "SNIPPETS"],
    "update": [
        "-c",
        "import sys\nfrom pathlib import Path\nfrom deepcuts.run import update\n"
        "find = update.find\nupdate.find = lambda problems: find(Path(sys.argv[1]), problems)\n"
        "sys.exit(update.main([]))",
        "SNIPPETS",
    ],
}


@pytest.fixture
def looping(tmp_path: Path) -> Iterator[Path]:
    write(
        tmp_path / "snippets" / "a" / "b", {f"loops-{n}.py": DAEMON.format(do="pass") + "while 1: pass\n" for n in "12"}
    )
    (tmp_path / "scratch").mkdir()
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


def marked(folder: Path) -> list[str]:
    mark, found = f"{folder / 'scratch'}/deepcuts-".encode(), []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            told = (one / "environ").read_bytes()
        except OSError:
            continue
        if mark in told:
            found.append(one.name)
    return found


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGKILL"])
@pytest.mark.parametrize("session", SESSIONS)
def test_a_session_that_is_ended_leaves_nothing(session: str, number: str, looping: Path) -> None:
    """Ctrl-C, a request to end, a closed terminal, Ctrl-backslash, and what no process can prevent."""
    before = {path: path.read_bytes() for path in looping.glob("snippets/**/*.py")}
    words = [word.replace("SNIPPETS", str(looping / "snippets")) for word in SESSIONS[session]]
    running = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(looping / "scratch"), "CI": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not marked(looping):
        time.sleep(0.05)
    time.sleep(0.3)
    assert marked(looping), running.communicate()[0]
    running.send_signal(getattr(signal, number))
    running.communicate(timeout=30)
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and (marked(looping) or any((looping / "scratch").iterdir())):
        time.sleep(0.05)
    assert [] == marked(looping)
    assert [] == list((looping / "scratch").iterdir())
    assert before == {path: path.read_bytes() for path in looping.glob("snippets/**/*") if path.is_file()}
