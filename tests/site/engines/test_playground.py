"""What a program of a reader's own does, in each engine. The page is opened once: each run is fresh."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

import pytest

from tests.site.engines.tab import Runner

ASYNC = """
import asyncio
async def main():
    await asyncio.gather(asyncio.sleep(0.02), asyncio.sleep(0.01))
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        task = group.create_task(asyncio.sleep(0.01, "slept"))
    return task.result(), type(asyncio.get_running_loop()).__module__
print(*asyncio.run(main()))
print(*asyncio.Runner().run(main()))
loop = asyncio.new_event_loop()
print(*loop.run_until_complete(main()))
"""


def test_an_endless_loop_is_stopped_and_the_next_run_works(playground: Runner) -> None:
    playground.write("print('begun')\nwhile True: pass\n").click("Run")
    begun = "(root) => document.querySelector(`${root} .run-output`).innerText.includes('begun')"
    playground.tab.until(begun, playground.root)
    assert "Stopped." == playground.click("Stop").ends("stopped")
    playground.write("print('next')\n").click("Run").ends("done")
    assert "next\n" == playground.output


def busy(seconds: float) -> float:
    """How many cores the processes below this one use."""

    def used() -> float:
        parents, ticks = {}, {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # it has just ended
                words = stat.read_text(encoding="ascii", errors="replace").rpartition(") ")[2].split()
                parents[int(stat.parent.name)] = int(words[1])
                ticks[int(stat.parent.name)] = int(words[11]) + int(words[12])
        ours = {os.getpid()}
        while below := {process for process, parent in parents.items() if parent in ours} - ours:
            ours |= below
        return sum(ticks.get(process, 0) for process in ours) / os.sysconf("SC_CLK_TCK")

    before = used()
    time.sleep(seconds)
    return (used() - before) / seconds


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
def test_a_loop_that_was_stopped_is_over(playground: Runner) -> None:
    """WebKit once went on with it behind the page, also of another page, and used a core until it was closed."""
    playground.write("while True: pass\n").click("Run")
    runs = "(root) => document.querySelector(`${root} .run-status`).innerText.includes('Running')"
    playground.tab.until(runs, playground.root)
    playground.click("Stop").ends("stopped")
    assert any(busy(2) < 0.5 for _ in range(10))


def test_a_run_ends_after_ten_seconds(playground: Runner) -> None:
    assert "Stopped after 10 s." == playground.write("while True: pass\n").click("Run").ends("stopped")


def test_a_run_is_fresh(playground: Runner) -> None:
    playground.write("import sys\nprint('json' in sys.modules, len(sys.modules))\nimport json, helper\n")
    for _ in range(2):
        playground.click("Run").ends("done")
        assert "False 32\nhelper runs\n" == playground.output


def test_exit_status_stderr_and_order(playground: Runner) -> None:
    playground.write("import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\nsys.exit('bye')\n")
    assert "Done. Exit status 1." == playground.click("Run").ends("done")
    assert "1\n2\n3\nbye\nexit status 1\n" == playground.output


def test_asyncio_runs(playground: Runner) -> None:
    """With CPython's own loop, which needs nothing of the engine: not each can switch stacks (JSPI)."""
    playground.write(ASYNC)
    assert "Done." == playground.click("Run").ends("done")
    assert "slept asyncio.unix_events\n" * 3 == playground.output


def test_what_cannot_run_says_why(playground: Runner) -> None:
    playground.write("input()\n")
    assert "It asks for input" in playground.click("Run").ends("done")


def test_a_crash_is_said(playground: Runner) -> None:
    playground.write("import json\njson.loads('[' * 100000)\n")
    said = "Python crashed: the browser's stack was full, which is smaller than that of a program on your system."
    assert said == playground.click("Run").ends("stopped")
    playground.write("print('next')\n").click("Run").ends("done")


def test_a_flood_is_cut(playground: Runner) -> None:
    playground.write("for i in range(200_000): print('line', i)\n")
    assert "200,000 characters" in playground.click("Run").ends("stopped")
