"""How Python comes to a reader, in each engine: over a slow line, one that breaks, and into a browser that cannot."""

from __future__ import annotations

import re

import pytest

from tests.site.engines.tab import Runner, Tab
from tests.site.server import Host

IMPATIENT = """(factor) => {
  const wait = window.patient = window.setTimeout;
  window.setTimeout = (call, time, ...values) => wait(call, time < 60_000 ? time : time / factor, ...values);
}"""
"""Waits of a minute and more, as that for an answer, become as many times shorter."""
COUNTED = """() => {
  window.seen = [];
  const status = document.querySelector(".run-status");
  const look = () => seen.at(-1) === status.textContent || seen.push(status.textContent);
  new MutationObserver(look).observe(status, { characterData: true, childList: true, subtree: true });
}"""
WASM, STDLIB = "pyodide.asm.wasm", "python_stdlib.zip"
GOES_ON = r"\. Run goes on from there: \d\.\d of \d MB are here\."


def opened(tab: Tab, host: Host) -> Runner:
    """The playground, with its editors: they come a moment later, and move the buttons."""
    tab.goto(host.url("playground/"))
    runner = Runner(tab)
    tab.until("document.querySelector('.deepcut textarea') !== null")
    return runner


@pytest.fixture
def runner(tab: Tab, host: Host) -> Runner:
    return opened(tab, host)


def test_a_slow_line_is_not_a_dead_one(runner: Runner, host: Host) -> None:
    """It is counted, and takes longer than what is waited for an answer."""
    runner.tab.evaluate(IMPATIENT, 10)
    runner.tab.evaluate(COUNTED)
    host.rate, host.latency = 800_000, 0.04
    runner.click("Run").tab.until("/[78][.][0-9] of 8 MB/.test(document.querySelector('.run-status').textContent)")
    runner.tab.evaluate("void (window.setTimeout = patient)")  # a busy machine may take that long to start Python
    runner.ends("done")
    seen = runner.tab.evaluate("seen")
    counts = [float(found[1]) for text in seen if (found := re.fullmatch(r"Loading Python, (\d\.\d) of \d MB…", text))]
    assert len(counts) > 8
    assert sorted(counts) == counts


@pytest.mark.parametrize(("name", "end"), [(STDLIB, 2_000_000), (WASM, 3_400_000)])
def test_what_arrived_before_the_line_broke_is_kept(runner: Runner, host: Host, name: str, end: int) -> None:
    host.breaks = {name: end}
    assert re.search(f"the connection broke{GOES_ON}", runner.click("Run").ends("failed"))
    host.breaks = {}
    runner.click("Run").ends("done")
    assert [200, 206] == [sent.status for sent in host.sent if sent.path == name]
    runner.tab.engine.said()  # of the line


def test_a_download_that_stalls_goes_on_with_the_next_click(runner: Runner, host: Host) -> None:
    runner.tab.evaluate(IMPATIENT, 20)
    host.stalls = {STDLIB: 2_000_000}
    assert re.search(f"nothing has arrived for 60 s{GOES_ON}", runner.click("Run").ends("failed"))
    host.stalls = {}
    runner.tab.evaluate("void (window.setTimeout = patient)")
    runner.click("Run").ends("done")
    assert [200, 206] == [sent.status for sent in host.sent if sent.path == STDLIB]
    runner.tab.engine.said()


def test_a_browser_that_is_too_old_hears_so_before_anything_is_loaded(tab: Tab, host: Host) -> None:
    """Its engine refuses what Pyodide is written in: so does this one, after a change."""
    written = (host.folder / "assets" / "run" / "worker.js").read_text(encoding="utf-8")
    host.planted["assets/run/worker.js"] = re.sub(r"static *\{", "static@{", written, count=1)
    runner = opened(tab, host)
    said = "This browser is too old to run Python here: it needs Safari 16.4, Chrome 95, Firefox 114 or later."
    assert said == runner.click("Run").ends("failed")
    assert [] == [path for path in host.asked if "/runtime-" in path]
    tab.engine.said()


def test_a_page_that_may_not_use_webassembly_says_so(tab: Tab, host: Host) -> None:
    written = (host.folder / "playground" / "index.html").read_text(encoding="utf-8")
    host.planted["playground/"] = written.replace("'wasm-unsafe-eval'", "")
    said = opened(tab, host).click("Run").ends("failed")
    assert said.startswith("This browser does not let this page use WebAssembly, which Python needs here.")
    assert [] == [path for path in host.asked if "/runtime-" in path]
    tab.engine.said()
