"""What a reader does with a snippet, in a real Chromium: run, stop, edit, doubt. Needs a built site with the runtime.

DEEPCUTS_SITE=site python -m pytest --confcutdir tests/site tests/site/test_run.py
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import os
import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SITE = Path(os.environ.get("DEEPCUTS_SITE", Path(__file__).parents[2] / "site")).resolve()
BASE = "/a/base/path"  # the site works below any
LISTED = {
    "import-cache/reloading-a-module/reload-makes-a-new-loader": "the library lies in a zip, with one loader for all",
}
"""Snippets that print something else in a browser's Python: why."""
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm"}
SLOW = 60_000  # milliseconds


class Server(ThreadingHTTPServer):
    """A static host such as GitHub Pages: it compresses, lets browsers keep what they loaded, and is strict."""

    daemon_threads = True
    missing = ""
    """What the path of a request contains that is answered with 404."""
    hanging = ""
    """What the path of a request contains that is never answered."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(SITE)))
        self.log: list[str] = []
        self.release = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{BASE}/"


class Handler(SimpleHTTPRequestHandler):
    """Serves the site below `BASE`."""

    server: Server
    packed: ClassVar[dict[Path, bytes]] = {}

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].removeprefix(BASE)
        self.server.log.append(path)
        if self.server.hanging and self.server.hanging in path:
            self.server.release.wait(30)
        file = SITE / path.strip("/")
        file = file / "index.html" if file.is_dir() else file
        missing = self.server.missing and self.server.missing in path
        if missing or not self.path.startswith(BASE) or not file.is_file():
            return self.send_error(404)
        body = file.read_bytes()
        self.send_response(200)
        # the theme has scripts of its own in the page: they are named by hash
        inline = re.findall(rb"<script>(.*?)</script>", body, re.S) if file.suffix == ".html" else []
        hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in inline)
        self.send_header("Content-Security-Policy", f"{POLICY}; script-src 'self' 'wasm-unsafe-eval' {hashes}")
        self.send_header("Content-Type", TYPES.get(file.suffix) or self.guess_type(file))
        if file.suffix not in (".zip", ".png"):
            if file not in self.packed:
                self.packed[file] = gzip.compress(body, 6)
            body = self.packed[file]
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the reader has left
            self.wfile.write(body)
        return None

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("DEEPCUTS_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    """A browser that has never been here; it fails the test where it asks another origin for something."""
    context = chromium.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; it fails the test where a script of it fails."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    # what Pyodide itself throws when a file is missing, in a worker that is ended
    assert [error for error in errors if not error.endswith(": request failed.")] == []


class Runner:
    """The snippet or playground of a page that a test works with."""

    def __init__(self, page: Page, which: str = ".deepcut[data-run]") -> None:
        self.page = page
        self.root = page.locator(which).first

    def button(self, name: str) -> Any:
        return self.root.get_by_role("button", name=re.compile(f"^{name}"))

    def edit(self, text: str) -> Runner:
        if self.button("Edit").is_enabled():
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
            self.page.wait_for_timeout(50)
        assert state == now, self.root.inner_text()
        return str(self.root.locator(".run-status").inner_text())

    def printed(self, text: str) -> None:
        """Waits until this is in the output."""
        self.root.locator(".run-output", has_text=text).wait_for(timeout=SLOW)

    @property
    def output(self) -> str:
        return str(self.root.locator(".run-output code").inner_text())


@pytest.fixture
def playground(page: Page, server: Server) -> Runner:
    page.goto(f"{server.url}playground/")
    return Runner(page)


def no_interpreter(page: Page) -> bool:
    """Whether all have ended; one that is busy needs up to two seconds for that."""
    for _ in range(100):
        if not any("/run/worker.js" in worker.url for worker in page.workers):
            return True
        page.wait_for_timeout(50)
    return False


def pages() -> list[str]:
    return sorted(
        str(path.parent.relative_to(SITE)) for path in SITE.rglob("index.html") if b"data-run=" in path.read_bytes()
    )


def test_there_are_pages_to_test() -> None:
    assert len(pages()) >= 10


@pytest.mark.parametrize("path", pages())
def test_every_runnable_snippet_prints_what_was_verified(path: str, page: Page, server: Server) -> None:
    """In the browser's Python, to the character and at its place; what cannot is listed with its reason."""
    page.goto(f"{server.url}{path}/")
    snippets = page.locator(".deepcut[data-run]")
    wrong = {}
    for number in range(snippets.count()):
        runner = Runner(page)
        runner.root = snippets.nth(number)
        address = str(runner.root.get_attribute("data-address"))
        runner.start()
        try:
            runner.ends("same")
            if address in LISTED:
                wrong[address] = "is listed and prints what was verified: take it off the list"
        except AssertionError as error:
            if address not in LISTED:
                wrong[address] = str(error)
    print(f"{path}: {snippets.count()} run")
    assert wrong == {}, "\n\n".join(map("\n".join, wrong.items()))


def test_nothing_of_python_is_loaded_before_somebody_shows_interest(playground: Runner, server: Server) -> None:
    playground.page.wait_for_timeout(500)
    assert [path for path in server.log if "/runtime-" in path or "/run/worker" in path] == []
    assert re.fullmatch(r"Run \(loads \d+ MB once\)", playground.button("Run").inner_text())
    playground.button("Run").hover()
    playground.page.wait_for_timeout(500)
    assert "/assets/run/worker.js" in server.log
    playground.start().ends("done")
    assert playground.button("Run").inner_text() == "Run"


def test_a_run_is_as_fresh_as_the_first(playground: Runner) -> None:
    playground.edit("import sys\nprint('json' in sys.modules, len(sys.modules))\nimport json, helper\n")
    playground.start().ends("done")
    first = playground.output
    playground.start().ends("done")
    assert first == playground.output == "False 32\nhelper runs\n"


def test_the_program_finds_no_name_that_is_not_its_own(playground: Runner) -> None:
    playground.edit("print(*sorted(vars()), __doc__)\n").start().ends("done")
    names = "__builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ __spec__ None"  # of CPython 3.14
    assert names == playground.output.strip()


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
    playground.page.evaluate(
        "() => { let last = performance.now(); window.gap = 0; (function tick(now) {"
        " window.gap = Math.max(gap, now - last); last = now; requestAnimationFrame(tick) })(last) }"
    )
    playground.edit("for i in range(200_000): print('line', i)\n").start()
    assert "200,000 characters" in playground.ends("stopped")
    print(f"longest gap between frames: {playground.page.evaluate('gap'):.0f} ms")
    assert playground.page.evaluate("gap") < 2000
    playground.edit("print('next')\n").start().ends("done")


def test_a_crash_is_reported(playground: Runner) -> None:
    playground.edit("import os\nprint('before')\nos.abort()\n").start()
    assert playground.ends("stopped").startswith("Python crashed: ")
    assert playground.output == "before\n"
    playground.edit("print('next')\n").start().ends("done")


def test_exit_status_stderr_and_order(playground: Runner) -> None:
    text = "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\nsys.exit('bye')\n"
    assert playground.edit(text).start().ends("done") == "Done. Exit status 1."
    assert playground.output == "1\n2\n3\nbye\n"


def test_two_snippets_run_at_once(page: Page, server: Server) -> None:
    page.goto(f"{server.url}import-cache/import-happens-once/")
    both = [Runner(page), Runner(page)]
    both[1].root = page.locator(".deepcut[data-run]").nth(1)
    for runner in both:
        runner.start()
    for runner in both:
        runner.ends("same")


def test_edited_code_says_so_and_reset_brings_the_page_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}import-cache/import-happens-once/")
    runner = Runner(page)
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


def test_another_output_is_shown_by_line(page: Page, server: Server) -> None:
    """A page that claims something else is contradicted."""

    def claim(route: Any) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("\\n&quot;]", "!\\n&quot;]"))

    page.route(re.compile("import-happens-once/$"), claim)
    page.goto(f"{server.url}import-cache/import-happens-once/")
    runner = Runner(page).start()
    assert runner.ends("different").startswith("Not the output that was ")
    removed, added = (runner.root.locator(f".run-difference {tag}").first.inner_text() for tag in ("del", "ins"))
    assert removed.strip() == added.strip().replace("+", "-", 1) + "!"


def test_the_keyboard_reaches_everything_and_is_never_trapped(playground: Runner) -> None:
    playground.button("Edit").press("Enter")
    area = playground.root.locator("textarea").last
    area.press("Control+a")
    area.type("if 1:\n    x = 1\nprint(x)")
    assert area.input_value().startswith("if 1:\n    x = 1\n    print")
    area.press("Tab")
    assert "textarea" != playground.page.evaluate("document.activeElement.localName")
    area.focus()
    area.press("Escape")
    assert playground.page.evaluate("document.activeElement.textContent").startswith("Run")


def test_a_missing_file_is_reported_and_the_next_click_tries_again(playground: Runner, server: Server) -> None:
    server.missing = "python_stdlib"
    assert "python_stdlib.zip: status 404. Run tries again." in playground.start().ends("failed")
    server.missing = "pyodide.asm.mjs"
    assert "could not be started" in playground.start().ends("failed")
    server.missing = ""
    playground.start().ends("done")


def test_a_download_that_hangs_can_be_stopped(playground: Runner, server: Server) -> None:
    server.hanging = "asm.wasm"
    playground.start().page.wait_for_timeout(500)
    playground.button("Stop").click()
    assert playground.ends("stopped") == "Stopped."


def test_leaving_the_page_ends_the_run(playground: Runner, server: Server) -> None:
    playground.edit("print('begun')\nwhile True: pass\n").start().printed("begun")
    playground.page.goto(f"{server.url}import-cache/key-points/")
    assert no_interpreter(playground.page)


def test_a_snippet_that_is_replaced_ends_its_run(playground: Runner) -> None:
    """As Material's instant navigation does it."""
    playground.edit("print('begun')\nwhile True: pass\n").start().printed("begun")
    playground.page.evaluate("() => { document.querySelector('.deepcut').remove(); document$.next(document) }")
    assert no_interpreter(playground.page)


def test_it_runs_offline_once_it_was_loaded(playground: Runner) -> None:
    playground.start().ends("done")
    playground.page.context.set_offline(True)
    for _ in range(2):  # the spare, and one that boots offline
        playground.start().ends("done")


def test_the_address_carries_the_files(playground: Runner, context: BrowserContext, server: Server) -> None:
    playground.edit("print('Grüße, 🐍')\n").start().ends("done")
    other = context.new_page()
    before = len(server.log)
    other.goto(playground.page.url)
    Runner(other).start().ends("done")
    assert Runner(other).output == "Grüße, 🐍\n"
    assert not any("#" in path or "W1s" in path for path in server.log[before:])


def test_pure_functions(playground: Runner) -> None:
    """compare.js, by values; it is imported by the page as the runner does it."""
    call = "async ([name, ...values]) => (await import('../assets/run/compare.js'))[name](...values)"
    at = {"at": [2, 0, 1], "masks": {"id": "[0-9]{3}"}}
    pieces = [["out", 2, "b"], ["err", 1, "id 123\n"], ["out", 2, "\n"], ["out", 0, "end"]]
    printed = playground.page.evaluate(call, ["placed", pieces, 3, at])
    assert printed == [[0, "err", "id <id>\n"], [1, "out", "b\n"], [2, "out", "end"], [2, "exit", "exit status 3\n"]]
    a, b, c = ([0, "out", f"{letter}\n"] for letter in "abc")
    rows = playground.page.evaluate(call, ["difference", [a, b], [a, c, b, b]])
    assert [row[:2] for row in rows] == [[" ", a], ["+", c], [" ", b], ["+", b]]
    assert playground.page.evaluate(call, ["shown", [0, "err", "x\n"]]) == "#! x"


def test_without_javascript_the_page_is_complete(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}import-cache/import-happens-once/")
    assert page.locator(".run-bar, textarea").count() == 0
    assert page.locator(".deepcut samp").count() > 10
    context.close()
