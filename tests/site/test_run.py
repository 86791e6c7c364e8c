"""What a reader does with a snippet, in a real Chromium: run, stop, edit, doubt (`nox -s runner`)."""

from __future__ import annotations

import base64
import contextlib
import html
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.machine.weights import CASES, NAMES
from tests.site.links import file_of, pages
from tests.site.server import Host, hosted, serve

LISTED = {
    "import-cache/cached-in-sys-modules/cache-is-empty-at-shutdown": "no interpreter shuts down: its names are cleared",
    "import-cache/reloading-a-module/reload-makes-a-new-loader": "the library lies in a zip, with one loader for all",
}
"""Snippets that print something else in a browser's Python: why."""
SLOW = 60_000  # milliseconds
ENDED = 6_000  # an interpreter that is busy needs up to two seconds to end; after ten it would have been stopped anyway


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "runnable" in metafunc.fixturenames:
        metafunc.parametrize("runnable", runnable_pages(metafunc.config.option.site))


def runnable_pages(folder: Path) -> list[str]:
    return [page for page in pages(folder) if b"data-run=" in file_of(folder, page).read_bytes()]


@pytest.fixture
def host(pytestconfig: pytest.Config) -> Iterator[Host]:
    with hosted(pytestconfig.option.site) as host:
        yield host


@pytest.fixture
def context(browser: Browser, host: Host) -> Iterator[BrowserContext]:
    """A browser that has never been here; it fails the test where it asks another origin for something."""
    context = browser.new_context(reduced_motion="reduce")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    ours = (f"{host.origin}{host.base}", f"blob:{host.origin}/", "data:")
    assert [] == [url for url in asked if not url.startswith(ours)]


@pytest.fixture
def tab(context: BrowserContext, host: Host) -> Iterator[Page]:
    """A page; it fails the test where a script of it fails, or anything is said in the console."""
    tab = context.new_page()
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda message: said.append(message.text))
    yield tab
    # else the browser says so, and so does Pyodide
    if not host.has_bad_days and all(sent.status == 200 for sent in host.sent):
        assert [] == [text for text in said if text != "Aborted()"]  # what os.abort() makes of Pyodide


class Runner:
    """The snippet or playground of a page that a test works with."""

    def __init__(self, tab: Page, number: int = 0) -> None:
        self.tab = tab
        self.root = tab.locator(".deepcut[data-run]").nth(number)

    def button(self, name: str) -> Any:
        return self.root.get_by_role("button", name=re.compile(f"^{name}"))

    def edit(self, text: str) -> Runner:
        self.root.locator(".run-bar").wait_for()
        if self.button("Edit").is_visible():
            self.button("Edit").click()
        self.root.locator("textarea").last.fill(text)
        return self

    def start(self) -> Runner:
        self.button("Run").click()
        return self

    def ends(self, state: str) -> str:
        """Waits for an end, which has to be this one; the words of it."""
        for _ in range(SLOW // 50):
            if (now := self.root.get_attribute("data-state")) not in ("idle", "running"):
                break
            self.tab.wait_for_timeout(50)
        assert state == now, self.root.inner_text()
        return str(self.root.locator(".run-status").inner_text())

    def printed(self, text: str) -> None:
        """Waits until this is in the output."""
        self.root.locator(".run-output", has_text=text).wait_for(timeout=SLOW)

    @property
    def output(self) -> str:
        return str(self.root.locator(".run-output code").text_content())


@pytest.fixture
def playground(tab: Page, host: Host) -> Runner:
    tab.goto(host.url("playground/"))
    return Runner(tab)


def until(tab: Page, holds: Callable[[], bool], within: int = SLOW) -> None:
    for _ in range(within // 50):
        if holds():
            return
        tab.wait_for_timeout(50)
    raise AssertionError("it never came")


def contradict(route: Route) -> None:
    """Serves a page that says its programs print something else."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace("\\n&quot;]", "!\\n&quot;]"))


def interpreters(tab: Page) -> int:
    """How many are alive."""
    return sum(worker.url.startswith("blob:") for worker in tab.workers)


def test_there_are_pages_to_test(pytestconfig: pytest.Config) -> None:
    assert len(runnable_pages(pytestconfig.option.site)) >= 10


def test_every_runnable_snippet_prints_what_was_verified(runnable: str, tab: Page, host: Host) -> None:
    """In the browser's Python, to the character and at its place; what cannot is listed with its reason."""
    tab.goto(host.url(runnable))
    count, wrong = tab.locator(".deepcut[data-run]").count(), {}
    for number in range(count):
        runner = Runner(tab, number)
        address = str(runner.root.get_attribute("data-address"))
        runner.start()
        try:
            runner.ends("same")
            if address in LISTED:
                wrong[address] = "is listed and prints what was verified: take it off the list"
        except AssertionError as error:
            if address not in LISTED:
                wrong[address] = str(error)
    print(f"{runnable}: {count} run")
    assert wrong == {}, "\n\n".join(map("\n".join, wrong.items()))


def test_nothing_of_python_is_loaded_before_somebody_shows_interest(playground: Runner, host: Host) -> None:
    playground.tab.wait_for_timeout(500)
    assert [] == [path for path in host.asked if re.search("/runtime-|/run/worker", path)]
    assert re.fullmatch(r"Loads Python into this page, \d MB, once", playground.button("Run").get_attribute("title"))
    playground.button("Run").hover()
    until(playground.tab, lambda: any("/run/worker.js" in path for path in host.asked))
    playground.start().ends("done")
    assert playground.button("Run").get_attribute("title") == ""


def test_a_run_is_as_fresh_as_the_first(playground: Runner) -> None:
    playground.edit("import sys\nprint('json' in sys.modules, len(sys.modules))\nimport json, helper\n")
    playground.start().ends("done")
    first = playground.output
    playground.start().ends("done")
    assert first == playground.output == "False 32\nhelper runs\n"


def test_the_last_file_is_the_program_and_is_called_main(tab: Page, host: Host) -> None:
    text = "import sys\nprint(__file__.rpartition('/')[2], sys.argv, sys.orig_argv[1:])\n1 / 0\n"
    tab.goto(host.url(address([["helper.py", ""], ["a-claim.py", text]])))
    runner = Runner(tab).start()
    assert "Done. Exit status 1." == runner.ends("done")
    assert "main.py ['main.py'] ['main.py']" == runner.output.split("\n")[0]
    assert 'File "main.py", line 3' in runner.output


def test_the_program_finds_no_name_that_is_not_its_own(playground: Runner) -> None:
    playground.edit("print(*sorted(vars()), __doc__)\n").start().ends("done")
    names = "__builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ __spec__ None"  # of CPython 3.14
    assert names == playground.output.strip()


def test_nothing_of_the_library_is_replaced(playground: Runner) -> None:
    """A function of Pyodide in the place of CPython's is worse than visible: it needs what is taken out."""
    text = """
import sys, time
names = [(module, name) for module in sys.modules.values() for name in vars(module)]
names = [(module, name) for module, name in names if type(vars(module)[name]) is type(lambda: 0)]
odd = [f"{module.__name__}.{name}" for module, name in names if hasattr(vars(module)[name], "__wrapped__")]
print(*odd, sys.excepthook is sys.__excepthook__, sys.displayhook is sys.__displayhook__, time.sleep(0.001))
"""
    playground.edit(text).start()
    assert "Done." == playground.ends("done")
    assert "True True None\n" == playground.output


@pytest.mark.parametrize(
    "name",
    ["js", "pyodide_js", "_pyodide_core", "_pyodide", "pyodide", "pyodide.ffi", "pyodide.webloop"],
)
def test_a_program_cannot_import_what_leads_to_javascript(name: str, playground: Runner) -> None:
    """Also where it imports asyncio, looks through the library itself, or asks the interpreter for what is built in."""
    text = f"import asyncio, importlib, importlib.machinery, os, sys, zipimport\nname = {name!r}\n"
    ways = [
        "importlib.import_module(name)",
        "__import__(name)",
        "zipimport.zipimporter(next(at for at in sys.path if at.endswith('.zip'))).load_module(name)",
        "sys.builtin_module_names.index(name)",
        "importlib.machinery.BuiltinImporter.load_module(name)",
        "next(found for found in sys.modules if name in found)",
    ]
    for way in ways:
        text += f"try:\n    print(name, {way})\nexcept (ImportError, ValueError, StopIteration):\n    pass\n"
    playground.edit(f"{text}print('nothing')\n").start()
    assert "Done." == playground.ends("done")
    assert playground.output.endswith("nothing\n")
    assert f"{name} <" not in playground.output


def test_a_program_finds_no_object_of_javascript(playground: Runner) -> None:
    """Neither what the garbage collector tracks, nor what that refers to, nor by making a module of Pyodide's again."""
    text = """
import _imp, gc, importlib.machinery, sys
def of_pyodide(found):
    return any(base.__module__ == "pyodide.ffi" for base in type(found).__mro__) and not isinstance(found, type)
def walk():
    for found in gc.get_objects():
        yield from [found, *gc.get_referents(found)]
again = _imp.create_builtin(importlib.machinery.ModuleSpec("_pyodide_core", None))
print(*sorted(name for name in vars(again) if name[:2] != "__"))
print({str(found) for found in walk() if of_pyodide(found)})
print({str(found) for found in walk() if type(found) is type(len) and "pyodide" in str(found.__module__)})
"""
    playground.edit(text).start().ends("done")
    assert "\n{'jsnull'}\nset()\n" == playground.output


@pytest.fixture
def elsewhere(host: Host) -> Iterator[Host]:
    """Another origin, which nobody may ask for anything."""
    other = Host.of(host.folder)
    server = serve(other)
    yield other
    server.shutdown()
    server.server_close()
    assert [] == other.asked


BY_PYTHON = """
import asyncio, http.client, socket, ssl, urllib.request, webbrowser, xmlrpc.client
async def stream():
    await asyncio.open_connection("127.0.0.1", PORT)
ways = {
    "socket": lambda: socket.create_connection(("127.0.0.1", PORT)).sendall(b"GET /socket"),
    "datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"a", ("127.0.0.1", PORT)),
    "http.client": lambda: http.client.HTTPConnection("127.0.0.1", PORT).request("GET", "/client"),
    "ssl": lambda: http.client.HTTPSConnection("127.0.0.1", PORT).request("GET", "/ssl"),
    "urllib": lambda: urllib.request.urlopen("http://127.0.0.1:PORT/urllib"),
    "xmlrpc": lambda: xmlrpc.client.ServerProxy("http://127.0.0.1:PORT/xmlrpc").system(),
    "asyncio": lambda: asyncio.run(stream()),
    "webbrowser": lambda: webbrowser.open("http://127.0.0.1:PORT/webbrowser") or 1 / 0,
}
for name, way in ways.items():
    try:
        print(name, "got", way())
    except Exception as error:
        pass
print("nothing")
"""


def test_a_program_reaches_no_other_origin(context: BrowserContext, host: Host, elsewhere: Host) -> None:
    tab = context.new_page()  # the browser tells the console what the policy refuses
    tab.goto(host.url("playground/"))
    program = BY_PYTHON.replace("PORT", elsewhere.origin.rpartition(":")[2])
    runner = Runner(tab).edit(program).start()
    runner.ends("done")
    assert runner.output.endswith("nothing\n")
    assert "got" not in runner.output


BY_JAVASCRIPT = """async (origin) => {
  const ways = {
    fetch: () => fetch(`${origin}fetch`, { mode: "no-cors" }),
    request: () => new Promise((resolve, reject) => {
      const request = Object.assign(new XMLHttpRequest(), { onload: resolve, onerror: reject });
      request.open("GET", `${origin}request`);
      request.send();
    }),
    socket: () => new Promise((resolve, reject) => Object.assign(
      new WebSocket(`${origin.replace("http", "ws")}socket`), { onopen: resolve, onerror: reject })),
    events: () => new Promise((resolve, reject) => Object.assign(
      new EventSource(`${origin}events`), { onopen: resolve, onerror: reject })),
    scripts: () => importScripts(`${origin}scripts`),
    module: () => import(`${origin}module`),
    worker: () => new Promise((resolve, reject) => Object.assign(
      new Worker(`${origin}worker`), { onmessage: resolve, onerror: reject })),
    within: () => new Promise((resolve, reject) => {
      const text = `fetch("${origin}within", { mode: "no-cors" }).then(() => postMessage(1))`;
      const worker = new Worker(URL.createObjectURL(new Blob([text])));
      Object.assign(worker, { onmessage: resolve, onerror: reject });
      setTimeout(reject, 2000);
    }),
    image: () => new Promise((resolve, reject) =>
      Object.assign(new Image(), { onload: resolve, onerror: reject, src: `${origin}assets/mark.svg` })),
  };
  const got = [];
  for (const [name, way] of Object.entries(ways)) await (async () => way())().then(() => got.push(name), () => {});
  return got;
}"""
UNBOOTED = "Object.defineProperty(self, 'Worker', { value: class extends Worker { postMessage() {} } })"


@pytest.mark.parametrize("where", ["page", "worker", "interpreter"])
def test_the_policy_admits_our_origin_alone(where: str, browser: Browser, host: Host, elsewhere: Host) -> None:
    """In the page, in a worker that has not booted, where the policy is alone, and in one whose ways out are gone."""
    with contextlib.closing(browser.new_context()) as context:
        tab = context.new_page()
        if where == "worker":
            tab.add_init_script(UNBOOTED)
        tab.goto(host.url("playground/"))
        inside: Any = tab
        if where != "page":
            ready = "await warm().ready" if where == "interpreter" else "warm()"
            tab.evaluate(f"async () => {{ const {{ warm }} = await import('../assets/run/python.js'); {ready} }}")
            until(tab, lambda: interpreters(tab) > 0)
            inside = next(worker for worker in tab.workers if worker.url.startswith("blob:"))
        assert [] == inside.evaluate(BY_JAVASCRIPT, elsewhere.url(""))
        if where == "interpreter":
            assert "function" not in inside.evaluate("() => [typeof fetch, typeof WebSocket, typeof postMessage]")
        else:
            assert 200 == inside.evaluate("async (address) => (await fetch(address)).status", host.url("playground/"))


ASYNCHRONOUS = """
async def main():
    loop = asyncio.get_running_loop()
    await asyncio.gather(asyncio.sleep(0.02), asyncio.sleep(0.01))
    return type(loop).__module__, loop.is_running()
for _ in 1, 2:
    print(*asyncio.run(main()))
"""


@pytest.mark.parametrize(
    "how",
    [
        "import time, asyncio",
        "asyncio = __import__('asyncio')",
        "import importlib; asyncio = importlib.import_module('asyncio')",
        "from helper import asyncio",
        "exec('import asyncio')",
        "from unittest.async_case import asyncio",
    ],
)
def test_asyncio_is_cpythons_own_however_it_is_imported(how: str, playground: Runner) -> None:
    playground.edit(f"{how}\n{ASYNCHRONOUS}")
    playground.root.locator("textarea").first.fill("import json, asyncio\n")
    playground.start()
    assert "Done." == playground.ends("done")
    assert "asyncio.unix_events True\n" * 2 == playground.output


ERRORS = """
import errno, os, socket, time
def says(call, *values, **named):
    try:
        print(call(*values, **named))
    except Exception as error:
        print(ascii(error), error, error.args, getattr(error, "errno", None), getattr(error, "filename", None))
os.mkdir("d")
os.symlink("one", "two")
os.symlink("two", "one")
open("d/file", "w").close()
for path in "absent", "d", "d/file/within", "one", "d/absent/file":
    for call in open, os.mkdir, os.rmdir, os.listdir, os.unlink:
        says(call, path)
says(os.rename, "d/file", "absent/file")
says(os.read, 99, 1)
says(os.ttyname, 0)
says(time.sleep, -1)
says(time.sleep, 0.001)
says(os.write, os.open("d/file", os.O_RDONLY), b"a")
says(socket.socket(socket.AF_INET, socket.SOCK_STREAM).getpeername)
for number in -1, 0, 2, 5, 44, 63, 11, 18, 1000, 2.0:
    says(os.strerror, number)
    says(OSError, number, "made")
class Own(OSError):
    def __init__(self, first, *, second):
        super().__init__(first, second)
says(Own, errno.EEXIST, second="by name")
says(OSError, errno.ENOTCONN, os.strerror(errno.ENOTCONN), "a", 0, "b")
older = {name: number for name, number in vars(errno).items() if name[0] == "E" and name not in ("EHWPOISON", "EFTYPE")}
print(sorted(older.items()))
print(*sorted((number, errno.errorcode[number], os.strerror(number)) for number in older.values()), sep="\\n")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the numbers and texts of errors are those of Linux")
def test_an_error_has_the_number_and_the_words_that_linux_gives_it(playground: Runner, tmp_path: Path) -> None:
    """By the system, by the program and by its own class; C keeps its own numbers."""
    command = [sys.executable, "-I", "-X", "utf8", "-c", ERRORS]
    native = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    playground.edit(ERRORS).start()
    assert "Done." == playground.ends("done")
    assert native.stdout.splitlines() == playground.output.splitlines()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f():\n    ''' >>> f()\n     2'''\nimport doctest\nprint(doctest.testmod())\n", "failed=1, attempted=1"),
        ("import pdb, sys\npdb.Pdb(stdin=open('input'), stdout=sys.stdout).run('x = 6 * 7')\n", "42\n"),
        ("help(len)\n", "len(obj, /)\n    Return the number of items in a container.\n"),
        ("import pydoc\nprint(pydoc.plaintext.document(str.join))\n", "join(self, iterable, /)"),
        ("breakpoint()\n", "-> breakpoint()\n(Pdb) \n"),
        ("import _pyrepl.readline, _pyrepl.utils\nprint(_pyrepl.utils.str_width('é'))\n", "1\n"),
    ],
)
def test_the_tools_of_the_library_work(text: str, said: str, tab: Page, host: Host) -> None:
    tab.goto(host.url(address([["input", "n\np x\nc\n"], ["main.py", text]])))
    runner = Runner(tab).start()
    runner.ends("done")
    assert said in runner.output


CANNOT = {
    "import _thread\n_thread.start_new_thread(print, ())\n": "It starts threads",
    "from concurrent.futures import ThreadPoolExecutor as Pool\nPool().submit(print)\n": "It starts threads",
    "import asyncio\nasyncio.run(asyncio.to_thread(print))\n": "It starts threads",
    "import multiprocessing\nmultiprocessing.Pool(2)\n": "It starts processes",
    "from concurrent.futures import ProcessPoolExecutor as Pool\nPool().submit(print)\n": "It starts processes",
    "import multiprocessing.shared_memory\n": "It starts processes",
    "import os\nos.popen('ls')\n": "It starts processes",
    "import os\nos.fork()\n": "It starts processes",
    "import os\nos.execv('/bin/ls', ['ls'])\n": "It starts processes",
    "import os\nos.system('ls')\n": "It starts processes",
    "import asyncio\nasyncio.run(asyncio.create_subprocess_shell('ls'))\n": "It starts processes",
    "from concurrent.interpreters import create\ncreate()\n": "It starts a second interpreter",
    "input()\n": "It asks for input",
    "import signal\nsignal.setitimer(signal.ITIMER_REAL, 1)\n": "It waits for signals",
    "import urllib.request\nurllib.request.urlopen('https://example.org')\n": "It needs a network",
    "import webbrowser\nwebbrowser.open('https://example.org')\n": "It needs a network",
    "import http.server\nhttp.server.HTTPServer(('', 80), None)\n": "It waits for connections",
    "import zoneinfo\nzoneinfo.ZoneInfo('Asia/Kathmandu')\n": "It needs the time zones",
    "import tkinter.ttk\n": "It needs a module of the library",
    "import os\nos.mkfifo('a')\n": "It needs a system",
    "import absent, os  # no os.system() here\n": "",
    "print('os.fork() takes time: input() raises EOFError')\n1 / 0\n": "",
}
"""Programs that need what a browser has not, and how the sentence begins that says so; nothing for other errors."""


def test_what_cannot_run_says_why(playground: Runner) -> None:
    wrong = {}
    for text, why in CANNOT.items():
        said = playground.edit(text).start().ends("done")
        if not re.fullmatch(r"Done\.( Exit status \d+\.)?" + (f" {why}[^.]*\\." if why else ""), said):
            wrong[text] = said
    assert wrong == {}


def test_an_endless_loop_is_stopped_and_the_next_run_works(playground: Runner) -> None:
    playground.edit("print('begun')\nwhile True: pass\n").start().printed("begun")
    before = time.monotonic()
    playground.button("Stop").click()
    assert playground.ends("stopped") == "Stopped."
    assert time.monotonic() - before < 2
    playground.edit("print('next')\n").start()
    playground.ends("done")
    assert playground.output == "next\n"


def test_a_run_ends_after_ten_seconds(playground: Runner) -> None:
    assert playground.edit("while True: pass\n").start().ends("stopped") == "Stopped after 10 s."


def test_a_flood_is_cut_and_the_page_stays_alive(playground: Runner) -> None:
    playground.tab.evaluate(
        "() => { let last = performance.now(); window.gap = 0; (function tick(now) {"
        " window.gap = Math.max(gap, now - last); last = now; requestAnimationFrame(tick) })(last) }"
    )
    playground.edit("for i in range(200_000): print('line', i)\n").start()
    assert "200,000 characters" in playground.ends("stopped")
    print(f"longest gap between frames: {playground.tab.evaluate('gap'):.0f} ms")
    assert playground.tab.evaluate("gap") < 2000
    playground.edit("print('next')\n").start().ends("done")


def test_a_crash_is_reported(playground: Runner) -> None:
    playground.edit("import os\nprint('before')\nos.abort()\n").start()
    assert playground.ends("stopped").startswith("Python crashed: ")
    assert playground.output == "before\n"
    playground.edit("print('next')\n").start().ends("done")


@pytest.mark.parametrize(
    "text",
    [
        "import json\njson.loads('[' * 100000)\n",
        "deep = []\nfor _ in range(100_000): deep = [deep]\nprint(len(repr(deep)))\n",
    ],
)
def test_a_recursion_that_fills_the_stack_of_the_browser_is_said(text: str, playground: Runner) -> None:
    why = "the browser's stack was full, which is smaller than that of a program on your system"
    assert f"Python crashed: {why}." == playground.edit(text).start().ends("stopped")


def test_exit_status_stderr_and_order(playground: Runner) -> None:
    text = "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\nsys.exit('bye')\n"
    assert playground.edit(text).start().ends("done") == "Done. Exit status 1."
    assert playground.output == "1\n2\n3\nbye\nexit status 1\n"
    kinds = playground.root.locator(".run-output samp").evaluate_all("all => all.map(it => it.className.trim())")
    assert [f"deepcut-{kind}" for kind in ("out", "err", "out", "err", "exit")] == [kind.split()[0] for kind in kinds]


def test_a_run_looks_like_what_was_verified(playground: Runner) -> None:
    """The message of an error carries the weight; a line that comes in pieces is one."""
    text = "import sys\nfor part in 'a', 'b', '\\n':\n    sys.stdout.write(part)\n1 / 0\n"
    playground.edit(text).start().ends("done")
    look = "all => all.map(it => [it.className, it.textContent])"
    (first, *frames, message, status) = playground.root.locator(".run-output samp").evaluate_all(look)
    assert ["deepcut-out deepcut-", "ab\n"] == first
    assert {"deepcut-err deepcut-quiet"} == {name for name, _ in frames}
    assert ["deepcut-err deepcut-strong", "ZeroDivisionError: division by zero\n"] == message
    assert ["deepcut-exit", "exit status 1\n"] == status


def test_the_browser_weighs_lines_as_the_page_does(playground: Runner) -> None:
    """weigh.js and deepcuts/page/weight.py; what is not wrapped is quiet there."""
    call = "async (rows) => rows.map((await import('../assets/run/weigh.js')).weigher())"
    for name, case in CASES.items():
        rows = case.strip("\n").split("\n")
        expected = [NAMES[row[0]].replace("pointed", "quiet") for row in rows]
        assert expected == playground.tab.evaluate(call, [row[2:] for row in rows]), name


PLACE = """button => {
  const { x, y, width, height } = button.getBoundingClientRect();
  const program = button.closest(".deepcut").getBoundingClientRect();
  return [x - program.x, y - program.y, width, height].map(Math.round);
}"""


def test_a_button_takes_the_place_of_another(tab: Page, host: Host) -> None:
    """Stop that of Run, Reset that of Edit; what is pressed twice by mistake does not stop what it has begun."""
    tab.goto(host.url("import-cache/import-happens-once/"))
    runner = Runner(tab)
    run, edit = (runner.button(name).evaluate(PLACE) for name in ("Run", "Edit"))
    runner.button("Edit").click()
    assert edit == runner.button("Reset").evaluate(PLACE)
    runner.edit("while True: pass\n")
    runner.button("Run").dblclick()
    tab.wait_for_timeout(300)
    assert "running" == runner.root.get_attribute("data-state")
    assert run == runner.button("Stop").evaluate(PLACE)
    runner.button("Stop").click()
    runner.ends("stopped")


def test_what_a_run_says_is_seen(browser: Browser, host: Host) -> None:
    """Also where Run was pressed at the lower edge of a phone."""
    size = {"width": 390, "height": 700}
    with contextlib.closing(browser.new_context(reduced_motion="reduce", viewport=size)) as context:
        tab = context.new_page()
        tab.goto(host.url("import-cache/import-happens-once/"))
        runner = Runner(tab)
        runner.button("Run").evaluate("button => scrollBy(0, button.getBoundingClientRect().bottom - innerHeight + 8)")
        runner.button("Run").evaluate("button => button.click()")
        runner.ends("same")
        tab.wait_for_timeout(200)
        for part in (".run-status", ".run-output"):
            top, bottom = runner.root.locator(part).evaluate(
                "it => [it.getBoundingClientRect()].flatMap(r => [r.top, r.bottom])"
            )
            assert 0 < top < bottom <= 700


def test_two_snippets_run_at_once(tab: Page, host: Host) -> None:
    tab.goto(host.url("import-cache/import-happens-once/"))
    both = [Runner(tab, 0), Runner(tab, 1)]
    for runner in both:
        runner.start()
    for runner in both:
        runner.ends("same")


def test_edited_code_says_so_and_reset_brings_the_page_back(tab: Page, host: Host) -> None:
    tab.goto(host.url("import-cache/import-happens-once/"))
    runner = Runner(tab)
    listing = runner.root.locator(".highlight code").first.inner_text()
    runner.button("Edit").click()
    area = runner.root.locator("textarea").last
    area.fill("print('mine')\n")
    area.press("Control+Enter")
    assert "You edited the code" in runner.ends("edited")
    assert runner.output == "mine\n"
    runner.button("Reset").click()
    assert runner.root.locator("textarea").count() == 0
    assert runner.root.locator(".highlight code").first.inner_text() == listing
    assert re.match("The same output as (verified|recorded) for Python 3.14", runner.start().ends("same"))


def test_another_output_is_shown_by_line(tab: Page, host: Host) -> None:
    """A page that claims something else is contradicted."""

    tab.route(re.compile("import-happens-once/$"), contradict)
    tab.goto(host.url("import-cache/import-happens-once/"))
    runner = Runner(tab).start()
    assert runner.ends("different").startswith("Not the output that was ")
    removed, added = (runner.root.locator(f".run-difference {tag}").first.inner_text() for tag in ("del", "ins"))
    assert removed.strip() == added.strip().replace("+", "-", 1) + "!"


def test_the_keyboard_reaches_everything_and_is_never_trapped(tab: Page, host: Host) -> None:
    tab.goto(host.url("import-cache/import-happens-once/"))
    runner = Runner(tab)
    focused = "document.activeElement.textContent || document.activeElement.localName"
    tab.keyboard.press("Tab")  # the skip link, then all that comes before
    for _ in range(200):
        if tab.evaluate("document.activeElement.matches('.run-button')"):
            break
        tab.keyboard.press("Tab")
    assert "Edit" == tab.evaluate(focused)
    tab.keyboard.press("Tab")
    assert "Run" == tab.evaluate(focused)
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Enter")
    area = runner.root.locator("textarea")
    until(tab, lambda: "textarea" == tab.evaluate("document.activeElement.localName"))
    tab.keyboard.press("Control+a")
    tab.keyboard.type("if 1:\n    x = 1\nprint(x)")
    assert "if 1:\n    x = 1\n    print(x)" == area.input_value(), "Enter keeps the indentation"
    tab.keyboard.press("Control+z")
    assert "print(x)" not in area.input_value(), "the browser's own undo"
    tab.keyboard.press("Tab")
    assert "textarea" != tab.evaluate("document.activeElement.localName"), "Tab moves on"
    tab.keyboard.press("Shift+Tab")
    assert "textarea" == tab.evaluate("document.activeElement.localName")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("print(6 * 7)")
    tab.keyboard.press("Control+Enter")
    runner.ends("edited")
    assert "42\n" == runner.output
    tab.keyboard.press("Escape")
    assert "Run" == tab.evaluate(focused)
    tab.keyboard.press("Shift+Tab")
    assert "Reset" == tab.evaluate(focused)
    tab.keyboard.press("Enter")
    assert "Run" == tab.evaluate(focused), "what has the focus goes away with the editor"


def test_stop_is_reached_by_keyboard_and_gives_the_focus_back(playground: Runner) -> None:
    playground.edit("print('begun')\nwhile True: pass\n")
    playground.tab.keyboard.press("Control+Enter")
    playground.printed("begun")
    playground.button("Stop").press("Enter")
    playground.ends("stopped")
    assert "Run" == playground.tab.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_open_runner(scheme: str, browser: Browser, host: Host) -> None:
    """With editors and outputs on the page: the same, another, an edited one, and an error."""
    with contextlib.closing(browser.new_context(color_scheme=scheme, reduced_motion="reduce")) as context:
        tab = context.new_page()
        tab.route(re.compile("import-happens-once/$"), contradict)
        tab.goto(host.url("import-cache/import-happens-once/"))
        snippets = [Runner(tab, at) for at in range(3)]
        snippets[0].start().ends("different")
        snippets[1].edit("import sys\nprint(1, 'two')  # three\nsys.exit('four')\n").start().ends("edited")
        snippets[2].edit("print(1)\nwhile True: pass\n").start().printed("1")
        found = Axe().run(tab).response
        assert 3 == tab.locator(".run-output:visible").count()
        assert len(found["passes"]) > 10, "axe looked at nothing"
        assert [] == [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]]


def test_a_missing_file_is_reported_and_the_next_click_tries_again(playground: Runner, host: Host) -> None:
    host.missing = "python_stdlib"
    assert "python_stdlib.zip: status 404. Run tries again." in playground.start().ends("failed")
    host.missing = "pyodide.asm.mjs"
    assert "could not be started" in playground.start().ends("failed")
    host.missing = ""
    playground.start().ends("done")


def test_a_download_that_hangs_can_be_stopped(playground: Runner, host: Host) -> None:
    host.hanging = "asm.wasm"
    playground.start().tab.wait_for_timeout(500)
    playground.button("Stop").click()
    assert playground.ends("stopped") == "Stopped."


def test_a_boot_that_hangs_is_reported_and_the_next_click_tries_again(tab: Page, host: Host) -> None:
    tab.clock.install()
    tab.goto(host.url("playground/"))
    host.hanging = "python_stdlib"
    playground = Runner(tab).start()
    loading = playground.root.locator(".run-status", has_text="Loading Python, 5.6 of 8 MB…")
    loading.wait_for(timeout=SLOW)  # all but this file
    tab.wait_for_timeout(1000)  # it is compiled
    tab.clock.fast_forward(55_000)
    assert "running" == playground.root.get_attribute("data-state")
    tab.clock.fast_forward(6_000)
    said = "Python could not be started: nothing has arrived for 60 s. Run goes on from there: 5.6 of 8 MB are here."
    assert said == playground.ends("failed")
    until(tab, lambda: interpreters(tab) == 0)
    host.hanging = ""
    host.over.set()
    playground.start().ends("done")


IMPATIENT = """() => {
  const wait = window.patient = window.setTimeout;
  window.setTimeout = (call, time, ...values) => wait(call, time < 60_000 ? time : time / FACTOR, ...values);
}"""
WATCHED = """() => {
  window.seen = [];
  window.heard = [];
  const status = document.querySelector(".run-status");
  new MutationObserver(() => {
    const said = status.cloneNode(true);
    if (seen.at(-1) !== said.textContent) seen.push(said.textContent);
    said.querySelectorAll("[aria-hidden=true]").forEach((hidden) => hidden.remove());
    if (heard.at(-1) !== said.textContent) heard.push(said.textContent);
  }).observe(status, { attributes: true, characterData: true, childList: true, subtree: true });
}"""
WASM, STDLIB = "pyodide.asm.wasm", "python_stdlib.zip"


def impatient(tab: Page, factor: int) -> None:
    """Make waits of a minute and more, as that for an answer, as many times shorter."""
    tab.evaluate(IMPATIENT.replace("FACTOR", str(factor)))


def test_a_slow_line_is_not_a_dead_one(playground: Runner, host: Host) -> None:
    """50 KB/s and 400 ms, and what waits, ten times quicker: each piece that arrives is a sign of life, and seen."""
    playground.root.locator(".run-bar").wait_for()
    impatient(playground.tab, 10)
    playground.tab.evaluate(WATCHED)
    host.rate, host.latency = 500_000, 0.04
    begun = time.monotonic()
    playground.start()
    playground.root.locator(".run-status", has_text=re.compile("[78][.][0-9] of 8 MB")).wait_for(timeout=SLOW)
    took = time.monotonic() - begun
    assert took > 10, "longer than what is waited for an answer"
    playground.tab.evaluate("void (window.setTimeout = patient)")  # a busy machine may take that long to start Python
    playground.ends("done")
    seen = playground.tab.evaluate("seen")
    counts = [float(found[1]) for text in seen if (found := re.fullmatch(r"Loading Python, (\d\.\d) of 8 MB…", text))]
    assert [] == [text for text in seen if "of 8" not in text and text not in SAID]
    assert sorted(counts) == counts
    assert 10 < len(counts) < 3 * (took + 5)
    heard = [text for text in playground.tab.evaluate("heard") if " of 8 MB" in text]
    assert 4 <= len(heard) <= 5, heard


SAID = ("Loading Python, 8 MB…", "Running on Python 3.14.2…", "Done.")


@pytest.mark.parametrize("ranges", [True, False])
def test_what_arrived_before_the_line_broke_is_kept(ranges: bool, playground: Runner, host: Host) -> None:
    host.breaks, host.ranges = {STDLIB: 2_000_000}, ranges
    said = playground.start().ends("failed")
    before = r"Python could not be started: the connection broke\. Run goes on from there: \d\.\d of 8 MB are here\."
    assert re.fullmatch(before, said)
    host.breaks = {}
    playground.start().ends("done")
    assert [200] == [sent.status for sent in host.sent if sent.path == WASM]
    first, second = [sent for sent in host.sent if sent.path == STDLIB]
    assert (200, 206 if ranges else 200) == (first.status, second.status)
    if ranges:
        assert first.size - 2_000_000 <= second.size < first.size - 1_000_000
    playground.edit("print('next')\n").start().ends("done")
    assert 2 == len([sent for sent in host.sent if sent.path == STDLIB]), "the page has it"


@pytest.mark.parametrize(("end", "status"), [(1_000_000, 200), (3_400_000, 206)])
def test_a_rest_that_is_more_than_the_whole_is_not_asked_for(
    end: int, status: int, playground: Runner, host: Host
) -> None:
    """A server compresses the whole, not a part: near its beginning, beginning again is less."""
    host.breaks = {WASM: end}
    assert "the connection broke" in playground.start().ends("failed")
    host.breaks = {}
    playground.start().ends("done")
    assert [200, status] == [sent.status for sent in host.sent if sent.path == WASM]


def test_a_download_that_stalls_goes_on_with_the_next_click(playground: Runner, host: Host) -> None:
    impatient(playground.tab, 30)
    host.stalls = {STDLIB: 2_000_000}
    said = playground.start().ends("failed")
    before = "Python could not be started: nothing has arrived for 60 s. Run goes on from there: "
    assert said.startswith(before) and said.endswith(" of 8 MB are here.")
    host.stalls = {}
    playground.tab.evaluate("void (window.setTimeout = patient)")
    playground.start().ends("done")
    assert [200, 206] == [sent.status for sent in host.sent if sent.path == STDLIB]


def test_a_stopped_download_says_no_more_and_goes_on(playground: Runner, host: Host) -> None:
    host.rate = 1_000_000
    playground.start()
    until(playground.tab, lambda: " of 8 MB" in playground.root.locator(".run-status").inner_text())
    playground.button("Stop").click()
    playground.tab.wait_for_timeout(1500)
    assert "Stopped." == playground.ends("stopped")
    host.rate = 0
    playground.start().ends("done")
    assert [200, 200] == [sent.status for sent in host.sent if sent.path in (WASM, STDLIB)]


def test_it_runs_where_storage_is_forbidden(tab: Page, host: Host) -> None:
    tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    tab.goto(host.url("playground/"))
    playground = Runner(tab)
    host.breaks = {STDLIB: 2_000_000}
    playground.start().ends("failed")
    host.breaks = {}
    playground.start().ends("done")
    assert [200, 206] == [sent.status for sent in host.sent if sent.path == STDLIB]
    assert "Run" == playground.button("Run").inner_text(), "it is here"


TOO_OLD = "This browser is too old to run Python here: it needs Safari 16.4, Chrome 95, Firefox 114 or later."


def test_a_browser_that_is_too_old_hears_so_before_anything_is_loaded(context: BrowserContext, host: Host) -> None:
    """Its engine refuses what Pyodide is written in: so does this one, after a change."""
    written = (host.folder / "assets" / "run" / "worker.js").read_text(encoding="utf-8")
    host.planted["assets/run/worker.js"] = re.sub(r"static *\{", "static@{", written, count=1)
    assert written != host.planted["assets/run/worker.js"]
    tab = context.new_page()
    tab.goto(host.url("playground/"))
    assert TOO_OLD == Runner(tab).start().ends("failed")
    assert [] == [path for path in host.asked if "/runtime-" in path]


def test_a_browser_whose_webassembly_is_too_old_hears_so(context: BrowserContext, host: Host) -> None:
    tab = context.new_page()
    size = next(host.folder.glob(f"assets/runtime-*/{WASM}")).stat().st_size
    unknown = b"\0asm\1\0\0\0" + b"\xff" * (size - 8)
    tab.route(f"**/{WASM}", lambda route: route.fulfill(body=unknown, content_type="application/wasm"))
    tab.goto(host.url("playground/"))
    assert TOO_OLD == Runner(tab).start().ends("failed")


def test_a_browser_without_workers_that_are_modules_is_too_old(tab: Page, host: Host) -> None:
    tab.add_init_script("window.Worker = class extends Worker { constructor(address) { super(address) } }")
    tab.goto(host.url("playground/"))
    assert TOO_OLD == Runner(tab).start().ends("failed")
    assert [] == [path for path in host.asked if "/runtime-" in path]


@pytest.mark.parametrize("how", ["by a policy", "by the browser"])
def test_a_browser_that_forbids_webassembly_is_named(how: str, context: BrowserContext, host: Host) -> None:
    tab = context.new_page()
    if how == "by a policy":
        written = (host.folder / "playground" / "index.html").read_text(encoding="utf-8")
        host.planted["playground/"] = written.replace("'wasm-unsafe-eval'", "")
    else:
        tab.add_init_script("delete window.WebAssembly")
    tab.goto(host.url("playground/"))
    said = Runner(tab).start().ends("failed")
    assert said.startswith("This browser does not let this page use WebAssembly, which Python needs here.")
    assert [] == [path for path in host.asked if "/runtime-" in path]


def test_the_spare_interpreter_is_dropped_after_five_idle_minutes(tab: Page, host: Host) -> None:
    tab.clock.install()
    tab.goto(host.url("playground/"))
    tab.evaluate("async () => { await (await import('../assets/run/python.js')).warm().ready }")
    tab.clock.fast_forward("04:00")  # and what it took to boot
    tab.wait_for_timeout(500)
    assert 1 == interpreters(tab)
    tab.clock.fast_forward("01:00")
    until(tab, lambda: interpreters(tab) == 0)
    Runner(tab).start().ends("done")


def test_leaving_the_page_ends_the_run(playground: Runner, host: Host) -> None:
    """The site loads each page: it does not use the theme's instant navigation."""
    playground.edit("print('begun')\nwhile True: pass\n").start().printed("begun")
    playground.tab.evaluate("window.same = true")
    playground.tab.get_by_role("link", name="Key points").first.click()
    playground.tab.wait_for_url("**/key-points/")
    assert not playground.tab.evaluate("window.same ?? false"), "the theme changed the page without loading it"
    until(playground.tab, lambda: interpreters(playground.tab) == 0, ENDED)


def test_a_snippet_that_is_replaced_ends_its_run(playground: Runner) -> None:
    """As the theme's instant navigation does it, should the site ever use that."""
    playground.edit("print('begun')\nwhile True: pass\n").start().printed("begun")
    playground.tab.evaluate("() => { document.querySelector('.deepcut').remove(); document$.next(document) }")
    until(playground.tab, lambda: interpreters(playground.tab) == 0, ENDED)


def test_it_runs_offline_once_it_was_loaded(playground: Runner, host: Host) -> None:
    """From the browser's own cache: a service worker would be a second one, with a life of its own."""
    playground.start().ends("done")
    playground.tab.context.set_offline(True)
    before = len(host.asked)
    for _ in range(2):  # the spare, and one that boots offline
        playground.edit("import json; print(json.dumps(1))").start().ends("done")
    assert before == len(host.asked)


def test_the_address_carries_the_files(playground: Runner, context: BrowserContext, host: Host) -> None:
    playground.edit("print('Grüße, 🐍')\n").start().ends("done")
    other = context.new_page()
    before = len(host.asked)
    other.goto(playground.tab.url)
    Runner(other).start().ends("done")
    assert Runner(other).output == "Grüße, 🐍\n"
    assert not any("#" in path or "W1s" in path for path in host.asked[before:])


def test_a_report_of_a_wrong_claim_carries_the_files(tab: Page, host: Host) -> None:
    form = "https://example.org/issues/new?template=wrong-claim.yml"
    written = (host.folder / "playground" / "index.html").read_text(encoding="utf-8")
    report = f'<div class="deepcut-report"><p><a href="{form}">Report a wrong claim</a></p></div></article>'
    plain = written.replace('class="deepcut-report"', "")  # the site's own, where it was built with a repository
    host.planted["playground/"] = plain.replace("</article>", report, 1)
    tab.goto(host.url("playground/"))
    Runner(tab).edit("print('Grüße')\n")
    address = urlsplit(str(tab.locator(".deepcut-report a").get_attribute("href")))
    assert {
        "template": ["wrong-claim.yml"],
        "python": ["Python 3.14.2 of a browser (Pyodide 314.0.7)"],
        "program": ["# helper.py\nprint(\"helper runs\")\n\n# main.py\nprint('Grüße')\n"],
    } == parse_qs(address.query)


@pytest.mark.parametrize("python", ["3.11", "3.14"])
def test_what_is_compared_is_the_output_of_this_python_whichever_is_chosen(python: str, tab: Page, host: Host) -> None:
    """Also while the code is edited: what is below it follows the choice."""
    tab.goto(host.url("import-cache/circular-imports/"))
    differs = tab.locator(".deepcut[data-run]:has([data-on][hidden])").first
    number = differs.evaluate("snippet => [...document.querySelectorAll('.deepcut[data-run]')].indexOf(snippet)")
    runner = Runner(tab, number)
    listing = runner.root.locator(".highlight:not(.deepcut-older, .run-output) code").last
    runner.edit("print(1)\n")
    tab.select_option("#deepcut-python", python)
    runner.button("Reset").click()
    assert python == tab.input_value("#deepcut-python")
    parts = listing.locator("[data-on]").all()
    assert len(parts) >= 2
    for part in parts:
        assert (python in str(part.get_attribute("data-on")).split()) == part.is_visible()
    said = runner.start().ends("same")
    if python == "3.14":
        assert re.fullmatch(r"The same output as (verified|recorded) for Python 3\.14\.", said)
    else:
        other = r"Your run: Python 3\.14, which prints something else than 3\.11 above\. As (verified|recorded)\."
        assert re.fullmatch(other, said)


def test_a_question_is_no_hindrance_and_is_not_answered_by_the_buttons(tab: Page, host: Host) -> None:
    tab.goto(host.url("import-cache/module-code-runs-once/"))
    asked = tab.locator(".deepcut[data-run]:has(.deepcut-question)").first
    number = asked.evaluate("snippet => [...document.querySelectorAll('.deepcut[data-run]')].indexOf(snippet)")
    runner = Runner(tab, number)
    runner.button("Edit").click()
    assert not any("#>" in area.input_value() for area in runner.root.locator("textarea").all())
    runner.button("Reset").click()
    runner.start().ends("same")
    assert runner.output
    assert not runner.root.locator(".deepcut-answer samp").first.is_visible()


def test_pure_functions(playground: Runner) -> None:
    """compare.js, by values; it is imported by the page as the runner does it."""
    call = "async ([name, ...values]) => (await import('../assets/run/compare.js'))[name](...values)"
    at = {"at": [2, 0, 1], "masks": {"id": "[0-9]{3}"}}
    pieces = [["out", 2, "b"], ["err", 1, "id 123\n"], ["out", 2, "\n"], ["out", 0, "end"]]
    printed = playground.tab.evaluate(call, ["placed", pieces, 3, at])
    assert printed == [[0, "err", "id <id>\n"], [1, "out", "b\n"], [2, "out", "end"], [2, "exit", "exit status 3\n"]]
    a, b, c = ([0, "out", f"{letter}\n"] for letter in "abc")
    rows = playground.tab.evaluate(call, ["difference", [a, b], [a, c, b, b]])
    assert [row[:2] for row in rows] == [[" ", a], ["+", c], [" ", b], ["+", b]]


def test_without_javascript_the_page_is_complete(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(host.url("import-cache/import-happens-once/"))
    assert tab.locator(".run-bar, textarea").count() == 0
    assert tab.locator(".deepcut samp").count() > 10
    context.close()


def plant(host: Host, page: str, *files: tuple[str, str | bytes], expected: list[str]) -> None:
    """Serves a page whose first snippet has these files, as deepcuts/page/markdown.py writes them, and this output."""
    written = (host.folder / page / "index.html").read_text(encoding="utf-8")
    start = written.index('<div class="deepcut ')
    end = written.index("</pre></div></div>", start) + len("</pre></div>")
    binary = {name: base64.b64encode(data).decode() for name, data in files if isinstance(data, bytes)}
    data = {"files": [name for name, _ in files], "binary": binary, "python": "3.14", "status": "recorded", "at": [0]}
    data |= {"expected": [[0, "out", line] for line in expected], "masks": {}}
    blocks = ""
    for name, text in files:
        exact = "" if isinstance(text, bytes) else html.escape(text).replace("\r", "&#13;").replace("\n", "&#10;")
        copy = "" if isinstance(text, bytes) else f' data-copy="{exact}"'
        block = "" if isinstance(text, bytes) else f"<pre><code{copy}>what a page shows\n</code></pre>"
        blocks += f'<div class="highlight"><span class="filename">{name}</span>{block}</div>'
    root = f'<div class="deepcut" data-address="a/b/c" data-run="{html.escape(json.dumps(data))}">'
    host.planted[page] = written[:start] + root + blocks + written[end:]


def test_every_file_arrives_to_the_byte(tab: Page, host: Host) -> None:
    """Line ends, what follows the last one, and what is not text; edited is only what somebody edits."""
    text = "# /// script\n# ///\nfor name in 'a.csv', 'b.bin', 'c.txt': print(open(name, 'rb').read())\n\n\n"
    files = {"a.csv": b"a;b\r1;2\r\n", "b.bin": b"PK\xff\0\r\n", "c.txt": b"\n  \n"}
    expected = [f"{data!r}\n" for data in files.values()]
    shown: dict[str, str | bytes] = {
        "a.csv": "a;b\r1;2\r\n",
        "b.bin": files["b.bin"],
        "c.txt": "\n  \n",
        "main.py": text,
    }
    plant(host, "import-cache/import-happens-once/", *shown.items(), expected=expected)
    tab.goto(host.url("import-cache/import-happens-once/"))
    runner = Runner(tab).start()
    runner.ends("same")
    assert not runner.root.locator(".run-link").is_visible(), "the playground holds texts only"
    runner.edit(f"print(2)\n{text}")
    assert 3 == runner.root.locator("textarea").count(), "bytes are not edited"
    runner.start().ends("edited")
    assert f"2\n{''.join(expected)}" == runner.output
    runner.edit(text)
    runner.start().ends("same")


def test_what_is_copied_is_what_runs(context: BrowserContext, tab: Page, host: Host) -> None:
    """A program with its metadata, as `uv run` wants it, and without its outputs."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(host.url("import-cache/circular-imports/"))
    number = tab.evaluate(
        "[...document.querySelectorAll('.deepcut[data-run]')].findIndex(it => it.querySelector('[data-copy*=script]'))"
    )
    runner = Runner(tab, number)
    runner.button("Edit").click()
    edited = runner.root.locator("textarea").last.input_value()
    runner.button("Reset").click()
    code = runner.root.locator(".highlight:has([data-copy*=script])")
    code.hover()
    code.locator(".md-clipboard, .md-code__button").first.click()
    until(tab, lambda: bool(tab.evaluate("navigator.clipboard.readText()")))
    assert edited.strip() == tab.evaluate("navigator.clipboard.readText()").strip()
    assert edited.startswith("# /// script") or "\n# /// script" in edited
    assert "#>" not in edited


def address(files: object) -> str:
    """The playground with these files."""
    return f"playground/#{base64.urlsafe_b64encode(json.dumps(files).encode()).decode()}"


def test_a_second_link_in_the_same_tab_is_opened(playground: Runner, host: Host) -> None:
    """Also one that is damaged, and one after it; a place in the page is none."""
    tab = playground.tab
    playground.edit("print('begun')\nwhile True: pass\n").start().printed("begun")
    tab.evaluate("location.hash = document.querySelector('h1').id")
    tab.wait_for_timeout(200)
    assert "running" == playground.root.get_attribute("data-state")
    for number in 2, 3:
        tab.goto(host.url(address([["other.py", "x = 1\n"], ["main.py", f"print({number})\n"]])))
        tab.locator(".filename", has_text="other.py").wait_for()
        assert 2 == tab.locator(".deepcut textarea").count()
        playground.start().ends("done")
        assert f"{number}\n" == playground.output
        tab.goto(host.url("playground/#W1sx"))
        assert "it is damaged, perhaps cut" in tab.locator(".deepcut-problem").inner_text()
        assert 0 == tab.locator(".deepcut[data-run]").count()
    tab.get_by_role("link", name="begin with an empty one").click()
    tab.locator(".filename", has_text="helper.py").wait_for()
    until(tab, lambda: interpreters(tab) <= 1, ENDED)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([["", "1"]], 'the file name "" has an empty part'),
        ([["a/", "1"]], 'the file name "a/" has an empty part'),
        ([["a//b.py", "1"]], 'the file name "a//b.py" has an empty part'),
        ([["..", "1"]], 'the file name ".." leads out of its folder'),
        ([["a/../../b.py", "1"]], 'the file name "a/../../b.py" leads out of its folder'),
        ([["./main.py", "1"]], 'the file name "./main.py" leads out of its folder'),
        ([["/lib/python314.zip", "1"]], 'the file name "/lib/python314.zip" is absolute'),
        ([["a", "1"], ["a/b.py", "1"]], '"a" and "a/b.py" make one name a file and a folder'),
        ([["a/b/c.py", "1"], ["a/b", "1"]], '"a/b/c.py" and "a/b" make one name a file and a folder'),
        ([["main.py", "1"], ["main.py", "2"]], 'there are two files "main.py"'),
        ([["main.py", "1"], ["other.py", "2"]], "main.py is not its last file"),
        ([["a\0.py", "1"]], "a character that no name has"),
        ([["a" * 101, "1"]], "longer than 100 characters"),
        ([], "it is a list of no files"),
        ({"length": 1}, "it is a list of no files"),
        ([["main.py", 1]], "it is a list of no files"),
    ],
)
def test_an_address_that_holds_no_program_is_refused_by_name(files: object, said: str, tab: Page, host: Host) -> None:
    tab.goto(host.url(address(files)))
    assert said in tab.locator("[role=alert].deepcut-problem").inner_text()
    assert 0 == tab.locator(".deepcut[data-run]").count()
