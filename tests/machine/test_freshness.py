"""A program run by the machine sees what it would see in a plain `python main.py`, on every Python.

"Plain" is the same program in a virtual environment that has nothing of ours in it, started by `subprocess`.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from deepcuts.run import process, update
from deepcuts.run.interpreter import EXECUTABLE, Interpreter
from deepcuts.run.merge import RefusedError
from deepcuts.run.observe import observed
from deepcuts.run.process import Run
from deepcuts.run.workspace import Workspace, prepared
from deepcuts.snippet.snippet import Snippet
from tests.files import ROOT

FACTS = {  # what it is called: an expression, in a program that begins as PROGRAM does
    "modules": "modules",
    "files of the modules": "[getattr(sys.modules[name], '__file__', '') for name in modules]",
    "sys.path": "sys.path",
    "sys.argv": "sys.argv",
    "sys.orig_argv": "sys.orig_argv",
    "names of sys": "sorted(vars(sys))",
    "names of builtins": "sorted(vars(sys.modules['builtins']))",
    "names of __main__": "names",
    "__main__": "[__file__, __name__, __package__, __doc__, type(__spec__), type(__loader__), type(__builtins__)]",
    "folders that were searched": "list(sys.path_importer_cache)",
    "sys.meta_path": "sys.meta_path",
    "sys.path_hooks": "[getattr(hook, '__qualname__', hook) for hook in sys.path_hooks]",
    "frames": "frames()",
    "recursion depth": "[depth(), sys.getrecursionlimit()]",
    "sys.flags": "sys.flags",
    "options": "[sys.warnoptions, sys._xoptions, sys.dont_write_bytecode, sys.pycache_prefix]",
    "prefixes": "[sys.prefix, sys.base_prefix, sys.exec_prefix, sys.executable, sys._base_executable]",
    "sys.stdin": "[attributes(sys.stdin), sys.stdin.read()]",
    "sys.stdout": "attributes(sys.stdout)",
    "sys.stderr": "attributes(sys.stderr)",
    "first streams": "[getattr(sys, s) is getattr(sys, f'__{s}__') for s in ('stdin', 'stdout', 'stderr')]",
    "hooks": "[getattr(sys, h) is getattr(sys, f'__{h}__') for h in ('displayhook', 'excepthook', 'unraisablehook')]",
    "tracing": "[sys.gettrace(), sys.getprofile(), sys.get_asyncgen_hooks()]",
    "monitoring": "[sys.monitoring.get_tool(tool) for tool in range(6)] if sys.version_info >= (3, 12) else []",
    "exceptions in the air": "[sys.exc_info(), [name for name in vars(sys) if name.startswith('last_')]]",
    "environment variables": "sorted(os.environ.items())",
    "environment variables, read again": "[importlib.reload(os), sorted(os.environ.items())][1]",
    "working directory": "os.getcwd()",
    "files in it": "os.listdir()",
    "threads": "[threading.enumerate()[1:], threading.current_thread().name, len(sys._current_frames())]",
    "functions to call at exit": "atexit._ncallbacks()",
    "warnings filters": "warnings.filters",
    "signal handlers": "[_signal.getsignal(number) for number in sorted(_signal.valid_signals())]",
    "garbage collection": "[gc.isenabled(), gc.get_threshold(), gc.callbacks, gc.garbage, gc.get_debug()]",
    "locale": "[_locale.setlocale(_locale.LC_ALL), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()]",
    "user site": "[site.ENABLE_USER_SITE, site.getsitepackages()]",
}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="what is compared here is that of POSIX: signals, fork, paths")

PROGRAM = f"""\
import sys
modules, names = list(sys.modules), list(vars())

def frames():
    frame, count = sys._getframe(), 0
    while frame:
        frame, count = frame.f_back, count + 1
    return count

def depth(reached=1):
    try:
        return depth(reached + 1)
    except RecursionError:
        return reached

def attributes(stream):
    values = "encoding errors line_buffering write_through name mode newlines closed".split()
    calls = "fileno isatty readable writable seekable".split()
    return [stream, type(stream), vars(stream), *(getattr(stream, name) for name in values),
            *(getattr(stream, call)() for call in calls), type(stream.buffer), stream.buffer.raw]

import _locale, _signal, atexit, gc, importlib, os, site, threading, warnings
print([{", ".join(f"ascii({expression})" for expression in FACTS.values())}])
"""
ENDS = {
    "in good order": "print('done')",
    "with a chained exception": """\
def load():
    try:
        {}["port"]
    except KeyError as error:
        error.add_note("while reading")
        raise ValueError("no port") from error

try:
    load()
except ValueError:
    1 / 0
""",
    "with an exception group": "raise ExceptionGroup('two', [ValueError(1), TypeError(2)])",
    "with deep recursion": "def down():\n    down()\n\ndown()",
    "with a syntax error": "def broken(:\n    pass",
    "with sys.exit(0)": "import sys\nsys.exit(0)",
    "with sys.exit(3)": "import sys\nsys.exit(3)",
    "with sys.exit('text')": "import sys\nsys.exit('text')",
    "with SystemExit of a list": "raise SystemExit([1, 2])",
    "with KeyboardInterrupt": "raise KeyboardInterrupt",
    "by a signal": "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
    "with input() and nothing to read": "input('name? ')",
    "with text that cannot be encoded": "print('\\ud800')",
    "with stdout closed": "import sys\nprint('open')\nsys.stdout.close()\nprint('closed')",
    "without stdout": "import sys\nsys.stdout = None\nprint('nothing')",
    "with stdout wrapped anew": "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.detach(), 'utf-16')\nprint()",
    "after warnings": "import warnings\nwarnings.warn('careful')\nwarnings.warn('old', DeprecationWarning)",
    "after a thread's exception": "import threading\nthread = threading.Thread(target=lambda: 1 / 0)\nthread.start()",
    "after functions registered for it": "import atexit\natexit.register(print, 'bye')\nprint('hello')",
    "while objects are deleted": "class Loud:\n    def __del__(self):\n        print('deleted')\n\nloud = Loud()",
    "while a daemon thread waits": """\
import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
print("main thread ends")
""",
    "with bytes that are none": "import sys\ntry:\n    sys.stdout.buffer.write(1)\nexcept TypeError:\n    print(0)",
    "with an array written": "import array, sys\nprint(sys.stdout.buffer.write(array.array('i', [1, 2])))",
    "with stdout led elsewhere": """\
import os
kept = os.dup(1)
os.dup2(os.open("log", os.O_WRONLY | os.O_CREAT), 1)
print("elsewhere", flush=True)
os.dup2(kept, 1)
print("here again", open("log").read())
""",
    "after a forked child": "import os\nif os.fork() == 0:\n    print('child')\n    raise SystemExit\nos.wait()",
    "after it showed its stack": "import traceback\ndef show():\n    traceback.print_stack()\n\nshow()",
}
LOOKS = {  # what a program looks at, and finds as in a plain run
    "open files": """\
import os
print(sorted(os.listdir('/proc/self/fd')))
""",
    "closed files": """\
import os
os.closerange(3,1024)
print('still')
""",
    "the number of a new file": """\
print(open('main.py').fileno())
""",
    "distributions": """\
import importlib.metadata as m
print([d.name for d in m.distributions()])
""",
    "installed modules": """\
import pkgutil,sys
print([m.name for m in pkgutil.iter_modules([p for p in sys.path if 'site-packages' in p])])
""",
    "sitecustomize": """\
try:
    import sitecustomize
    print(sitecustomize.__file__)
except ImportError as e: print(repr(e))
""",
    "usercustomize": """\
import importlib.util
print(importlib.util.find_spec('usercustomize'))
""",
    "files of site-packages": """\
import os,sys
print([os.listdir(p) for p in sys.path if 'site-packages' in p])
""",
    "files of the environment": """\
import os,sys
print(sorted(os.listdir(sys.prefix)))
""",
    "signal handlers": """\
import signal
print([signal.getsignal(s) for s in (2,15,17,13)])
""",
    "blocked signals": """\
import signal
print(signal.pthread_sigmask(signal.SIG_BLOCK,[]))
""",
    "locale": """\
import locale
print(locale.getlocale(), locale.localeconv()['decimal_point'])
""",
    "recursion": """\
import sys
def d(n):
    try: return d(n+1)
    except RecursionError: return n
print(d(0))
""",
    "collections": """\
import gc
gc.collect()
print(gc.get_stats()[2]['collections'])
""",
    "frames of threads": """\
import sys
print(len(sys._current_frames()))
""",
    "the stack of a print": """\
import sys,traceback
class W:
    def write(self,t):
        traceback.print_stack(file=sys.__stdout__)
print('x',file=W())
""",
    "codecs": """\
import encodings
print(sorted(encodings._cache))
""",
    "names of encodings": """\
import encodings
print(sorted(n for n in vars(encodings) if n[0]!='_'))
""",
    "modules": """\
import sys
print(sorted(sys.modules))
""",
    "folders that were searched": """\
import sys
print(len(sys.path_importer_cache))
""",
    "tracemalloc": """\
import tracemalloc
print(tracemalloc.is_tracing())
""",
    "faulthandler": """\
import faulthandler
print(faulthandler.is_enabled())
""",
    "warnings filters": """\
import warnings
print(warnings.filters[:3])
""",
    "exception hooks": """\
import sys
print(sys.excepthook is sys.__excepthook__, sys.unraisablehook is sys.__unraisablehook__)
""",
    "functions to call at exit": """\
import atexit
print(atexit._ncallbacks())
""",
    "variables": """\
import os
print(sorted(os.environ))
""",
    "command line": """\
print(open('/proc/self/cmdline').read().split(chr(0))[1:])
""",
    "buffering": """\
import sys
print(sys.stdout.line_buffering, sys.stdout.write_through)
""",
    "a detached buffer": """\
import sys
b=sys.stdout.detach()
b.write(b'x\\n')
b.flush()
""",
    "a new encoding": """\
import sys
sys.stdout.reconfigure(encoding='latin-1')
print('caf\\xe9'.encode('latin-1'))
""",
    "a fork": """\
import os
pid=os.fork()
if pid==0: os._exit(0)
print(os.waitpid(pid,0)[1])
""",
}
SEEN = {  # what a program can see of the hook: on the format page, too
    "Functions for tracing, profiling and monitoring see the calls of the hook, which is written in Python": [
        """\
import sys
calls=[]
sys.settrace(lambda f,*_: calls.append(f.f_code.co_name))
print('x')
sys.settrace(None)
print(calls)
""",
        """\
import sys
calls=[]
sys.setprofile(lambda f,e,a: calls.append((e,f.f_code.co_name)))
print('x')
sys.setprofile(None)
print(calls)
""",
        """\
import sys
if sys.version_info>=(3,12):
    m=sys.monitoring
    seen=[]
    m.use_tool_id(3,'t')
    m.register_callback(3,m.events.PY_START,lambda c,o: seen.append(c.co_name))
    m.set_events(3,m.events.PY_START)
    print('x')
    m.set_events(3,0)
    print(seen)
""",
    ],
    "Audit hooks see how the hook finds the statement, and that it opens a file": [
        """\
import sys
seen=[]
sys.addaudithook(lambda e,a: seen.append(e))
print('x')
print(seen)
""",
    ],
    "A recursion that prints ends some frames earlier: the frames of the hook": [
        """\
def d(n):
    print(n)
    d(n+1)
try: d(0)
except RecursionError: print('enough')
""",
    ],
    "The buffer below `sys.stdout` is of a class that the hook derives, with methods in Python": [
        """\
import io
print(io.BufferedWriter.__subclasses__())
""",
        """\
import dis,sys
print(sys.stdout.buffer.write.__class__.__name__)
""",
        """\
import inspect,sys
print(inspect.isbuiltin(sys.stdout.buffer.write))
""",
        """\
import sys
sys.stdout.buffer.write('text')
""",
    ],
    "A write goes on at once, or the two streams would lose their order": [
        """\
import sys
print(sys.stdout._CHUNK_SIZE)
""",
    ],
    "The functions of the hook are objects, like all others": [
        """\
import gc
print('record' in {getattr(t,'__name__','') for t in gc.get_objects() if callable(t)})
""",
        """\
import gc
print(len(gc.get_objects()))
""",
    ],
}


@dataclass(frozen=True)
class Outcome:
    """What a program wrote, with names for the paths of one run, and its exit status."""

    out: str
    err: str
    status: int


Runs = Callable[..., Outcome]


def outcome(out: bytes, err: bytes, status: int, workspace: Workspace) -> Outcome:
    def named(text: bytes) -> str:
        return text.decode("utf-8").replace(str(workspace.folder), "FOLDER").replace(str(workspace.root), "ROOT")

    return Outcome(named(out), named(err), status)


def in_workspace(
    python: Interpreter, program: str, do: Callable[[Workspace], Run], *, instrumented: bool = False
) -> Outcome:
    with prepared(python, {"main.py": program.encode()}, instrumented=instrumented) as workspace:
        seen = do(workspace)
        assert "" == seen.stopped
        written = {
            stream: b"".join(data for name, _, data in seen.printed if name == stream) + seen.past.get(stream, b"")
            for stream in ("out", "err")
        }
        return outcome(written["out"], written["err"], seen.status, workspace)


def run(python: Interpreter, program: str) -> Outcome:
    """Run a program as snippets are run: instrumented."""

    def do(workspace: Workspace) -> Run:
        seen = process.run(workspace, ["main.py"], main="main.py")
        assert seen.started and seen.past == {}
        return seen

    return in_workspace(python, program, do, instrumented=True)


def command(python: Interpreter, program: str, *arguments: str) -> Outcome:
    """Run a command of a transcript, but with pipes."""
    return in_workspace(python, program, lambda workspace: process.run(workspace, list(arguments)))


@pytest.fixture(scope="session")
def plain(python: Interpreter, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Runs a program as a reader does, in a virtual environment of this Python that venv itself made."""
    home = tmp_path_factory.mktemp("plain") / "environment"
    subprocess.run([python.executable, "-I", "-m", "venv", "--without-pip", home], check=True)

    def plain(program: str, *arguments: str) -> Outcome:
        with prepared(python, {"main.py": program.encode()}) as workspace:
            variables = workspace.variables()
            variables["PATH"] = variables["PATH"].replace(str(workspace.root / "python"), str(home))
            done = subprocess.run(
                [home / EXECUTABLE, *(arguments or ["main.py"])],
                cwd=workspace.folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=60,
            )
            there, here = str(home).encode(), str(workspace.root / "python").encode()
            out, err = done.stdout.replace(there, here), done.stderr.replace(there, here)
            return outcome(out, err, done.returncode, workspace)

    return plain


Facts = dict[str, str]


def facts(seen: Outcome) -> Facts:
    assert (seen.err, seen.status) == ("", 0)
    return dict(zip(FACTS, ast.literal_eval(seen.out), strict=True))


@pytest.fixture(scope="session")
def plain_facts(plain: Runs) -> Facts:
    return facts(plain(PROGRAM))


@pytest.fixture(scope="session")
def snippet_facts(python: Interpreter) -> Facts:
    return facts(run(python, PROGRAM))


@pytest.mark.parametrize("fact", FACTS)
def test_snippet_sees_what_a_plain_run_sees(fact: str, snippet_facts: Facts, plain_facts: Facts) -> None:
    assert plain_facts[fact] == snippet_facts[fact]


def test_the_facts_are_those_of_a_bare_interpreter(snippet_facts: Facts) -> None:
    """The comparison has seen something: these are known without a plain run."""
    known = {
        "sys.argv": "['main.py']",
        "frames": "2",
        "files in it": "['main.py']",
        "working directory": "'FOLDER'",
        "first streams": "[True, True, True]",
        "functions to call at exit": "0",
    }
    assert known == {fact: snippet_facts[fact] for fact in known}
    expected = {
        "HOME": "ROOT/home",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PATH": f"ROOT/python/bin:{os.defpath.lstrip(':')}",
        "TMPDIR": "ROOT/tmp",
    }
    assert expected == dict(ast.literal_eval(snippet_facts["environment variables"]))
    loaded = ast.literal_eval(snippet_facts["modules"])
    assert {"sys", "builtins", "__main__", "site"} <= {*loaded}
    assert not {"sitecustomize", "math", "pytest", "deepcuts"} & {*loaded}


@pytest.mark.parametrize("end", ENDS)
def test_ends_as_in_a_plain_run(end: str, python: Interpreter, plain: Runs) -> None:
    """Both streams, tracebacks to the last character, and the exit status."""
    assert plain(ENDS[end]) == run(python, ENDS[end])


COMMANDS = {
    "-m": ["-m", "main"],
    "-c": ["-c", PROGRAM.replace("__file__, ", "")],
    "-I": ["-I", "main.py"],
    "-P": ["-P", "main.py"],
    "-X": ["-X", "dev", "main.py"],
    "-W": ["-W", "error", "main.py"],
}


@pytest.mark.parametrize("option", COMMANDS)
def test_command_of_a_transcript_sees_what_a_plain_one_sees(option: str, python: Interpreter, plain: Runs) -> None:
    assert facts(plain(PROGRAM, *COMMANDS[option])) == facts(command(python, PROGRAM, *COMMANDS[option]))


def test_importtime_lists_the_modules_of_a_plain_run(python: Interpreter, plain: Runs) -> None:
    def modules(seen: Outcome) -> list[str]:
        return [line.rpartition("|")[2] for line in seen.err.splitlines()]

    words = ["-X", "importtime", "-c", "import json"]
    assert modules(plain("", *words)) == modules(command(python, "", *words))


@pytest.mark.parametrize("look", LOOKS)
def test_looks_around_and_sees_what_a_plain_run_sees(look: str, python: Interpreter, plain: Runs) -> None:
    assert plain(LOOKS[look]) == run(python, LOOKS[look])


def test_there_are_many_ways_to_look() -> None:
    assert len(LOOKS) + len(FACTS) >= 60


@pytest.mark.parametrize("sight", SEEN)
def test_hook_can_be_seen_in_this_way_only(sight: str, python: Interpreter, plain: Runs) -> None:
    """A difference that is gone leaves the list; `update` refuses what it would record."""
    for program in SEEN[sight]:
        if "sys.monitoring" in program and python.version.minor < 12:
            continue
        assert plain(program) != run(python, program)


@pytest.mark.parametrize("sight", SEEN)
def test_what_sees_the_hook_is_never_recorded(sight: str, python: Interpreter, write: Callable[..., Snippet]) -> None:
    """But for what prints a number that is another one in each run, which is refused as well."""
    for program in SEEN[sight]:
        if "sys.monitoring" in program and python.version.minor < 12:
            continue
        with pytest.raises(RefusedError, match=r"when it is watched|print different things|prints? more"):
            update.observed_texts([write("looks-around.py", program)], [python])


def test_the_format_page_says_what_can_be_seen() -> None:
    page = (ROOT / "docs" / "contributing" / "snippet-format.md").read_text(encoding="utf-8")
    assert [] == [sight for sight in SEEN if f"- {sight}.\n" not in page]


def test_hashes_are_random(python: Interpreter) -> None:
    program = "import sys\nprint(sys.flags.hash_randomization, hash('text'))"
    one, other = run(python, program), run(python, program)
    assert one.out.startswith("1 ")
    assert one.out != other.out


def test_environments_hold_the_hook_or_nothing(python: Interpreter) -> None:
    """No `.pth` file but ours, no installed package."""
    for environment, expected in ((python.plain, set()), (python.instrumented, {"report.pth"})):
        assert expected == {name.rpartition("/")[2] for name, _ in environment.files if "site-packages/" in name}
        settings = next(content for name, content in environment.files if name == "pyvenv.cfg")
        assert isinstance(settings, bytes)
        assert b"include-system-site-packages = false" in settings


def test_nothing_of_the_users_own_settings_is_seen(
    python: Interpreter, snippet_facts: Facts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No PYTHON* variable, no locale, no colours, no `.pth` file and no usercustomize of the user's site."""
    site = tmp_path / f".local/lib/python{python.version.major}.{python.version.minor}/site-packages"
    site.mkdir(parents=True)
    (site / "more.pth").write_text("import this\n", encoding="utf-8")
    (site / "usercustomize.py").write_text("import this\n", encoding="utf-8")
    settings = {
        "FORCE_COLOR": "1",
        "HOME": str(tmp_path),
        "LC_ALL": "C",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "latin-1",
        "PYTHONPATH": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "error",
        "VIRTUAL_ENV": str(tmp_path),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert snippet_facts == facts(run(python, PROGRAM))


HELPER = """\
import os
descriptors = []
for number in range(3, 256):
    try:
        os.fstat(number)
    except OSError:
        continue
    descriptors.append(number)
print(sorted(os.environ), descriptors)
"""
STARTED = {
    "by its path": "[sys.executable, 'main.py', 'helper']",
    "with os.environ": "[sys.executable, 'main.py', 'helper'], env=os.environ",
    "by a shell": "f'{sys.executable} main.py helper', shell=True",
}


@pytest.mark.parametrize("how", STARTED)
def test_helper_process_inherits_nothing_of_the_report(how: str, python: Interpreter, plain: Runs) -> None:
    """Neither a variable nor an open file."""
    program = f"""\
import os, subprocess, sys
if sys.argv[1:]:
{textwrap.indent(HELPER, "    ")}
else:
    print(subprocess.run({STARTED[how]}, close_fds=False, stdout=subprocess.PIPE, text=True).stdout)
"""
    seen = run(python, program)
    assert plain(program) == seen
    assert seen.out.endswith("[]\n\n") and "DEEPCUTS" not in seen.out


def test_streams_keep_their_order(python: Interpreter) -> None:
    program = """\
import sys
for number in range(2):
    print(number)
    print(number, file=sys.stderr)
    sys.stdout.write("a")
    sys.stderr.write("b")
    sys.stdout.buffer.write(b"c")
"""
    with prepared(python, {"main.py": program.encode()}, instrumented=True) as workspace:
        seen = process.run(workspace, ["main.py"], main="main.py")
    written = b"".join(data.replace(b"\n", b"," if stream == "out" else b";") for stream, _, data in seen.printed)
    expected = b"0,0;abc1,1;abc"
    assert expected == written


def test_daemon_thread_that_prints_does_not_hold_up_the_end(python: Interpreter) -> None:
    """It is stopped wherever it is when the main thread has ended."""
    program = """\
import threading, time
def print_on():
    while True:
        print("again")

threading.Thread(target=print_on, daemon=True).start()
time.sleep(0.05)
"""
    with prepared(python, {"main.py": program.encode()}, instrumented=True) as workspace:
        seen = process.run(workspace, ["main.py"], main="main.py", time_limit=5)
    assert (True, "") == (seen.finished, seen.stopped)


def test_numbers_of_new_files_do_not_depend_on_who_starts_the_run(python: Interpreter) -> None:
    """A starter with few open files would give the report a low number."""
    program = "import os\nprint([os.open('main.py', os.O_RDONLY) for _ in range(3)])"
    starter = f"""\
import sys
from deepcuts.run import interpreter as fresh
from deepcuts.run import process
from deepcuts.run.workspace import prepared
with prepared(fresh.find("{python.version}"), {{"main.py": {program.encode()!r}}}, instrumented=True) as workspace:
    seen = process.run(workspace, ["main.py"], main="main.py")
print(b"".join(data for _, _, data in seen.printed).decode())
"""
    done = subprocess.run(
        [sys.executable, "-c", starter],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[3, 4, 5]"


def test_every_run_has_a_new_folder(python: Interpreter, write: Callable[..., Snippet]) -> None:
    """Nothing of an earlier run is in it, nothing comes back to the writer's folder, and it is gone afterwards."""
    program = """\
import os, helper
print(sorted(os.listdir()), helper.state)
open("helper.py", "w").write("state = 'changed'")
os.mkdir("folder")
print(os.getcwd().encode().hex())  # as it is, it would be refused
"""
    snippet = write("leaves-files-behind/main.py", program, helper="state = 'new'\n")
    runs = [
        [line.text for lines in observed(snippet, python).outputs.values() for line in lines]  # two lines each
        for _ in range(2)
    ]
    expected = "['__pycache__', 'helper.py', 'main.py'] new\n"
    assert [expected, expected] == [files for files, _ in runs]
    assert len({folder for _, folder in runs}) == 2
    assert not any(Path(folder.strip()).exists() for _, folder in runs)
    assert {*snippet.helpers, snippet.main} == {*snippet.folder.iterdir()}
