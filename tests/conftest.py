"""pytest's side of the machine: which Python, which snippets, the pool that runs them, the record it leaves."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # the machine is not an installed package

from deepcuts.files import FileError
from deepcuts.project import OURS, SnippetError
from deepcuts.run import interpreter as fresh
from deepcuts.run import ledger, process
from deepcuts.run.verify import Pool, select
from deepcuts.snippet.find import each
from deepcuts.snippet.metadata import in_words
from deepcuts.snippet.snippet import Snippet


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("deepcuts")
    group.addoption(
        "--python", default=platform.python_version(), help="run the snippets on this Python (3.13, 3.13.0)"
    )
    group.addoption("--address", action="append", default=[], help="only the snippets at or below this address")
    group.addoption("--snippets", type=Path, default=OURS.snippets, help="the folder with the snippets")
    group.addoption("--no-cache", action="store_true", help="run what an earlier run has verified, too; CI does")
    group.addoption("--plain", action="store_true", help="compare with a run that has nothing of ours inside")
    group.addoption("--time-limit", type=float, default=process.TIME_LIMIT, help="seconds a snippet may run")


def pytest_configure(config: pytest.Config) -> None:
    interpreter = fresh.find(config.getoption("--python"))
    if interpreter is None:
        raise pytest.UsageError(fresh.missing(config.getoption("--python")))
    if {Path(word).name for word in config.args} == {"test_snippets.py"}:
        for name in ASIDE:  # what they look for cannot happen there, and they take a third of pytest's time
            config.pluginmanager.unregister(name=name)
    plain, time_limit = config.getoption("--plain"), config.getoption("--time-limit")
    config.stash[POOL] = Pool(interpreter, plain=plain, time_limit=time_limit)


ASIDE = ("warnings", "threadexception", "unraisableexception")
"""Plugins that watch what tests do in this process: those of snippets only wait for another one, and compare texts."""
POOL = pytest.StashKey[Pool]()
FINDING = pytest.StashKey[Future[tuple[list[Snippet], list[SnippetError]]]]()
CHOSEN = pytest.StashKey[list[Snippet]]()
LOST = pytest.StashKey[str]()  # why there is no record of this run


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Look for the snippets while what tests them is still being imported."""
    if module_path == Path(__file__).with_name("test_snippets.py") and FINDING not in parent.config.stash:
        thread = ThreadPoolExecutor(1, "find")
        parent.config.stash[FINDING] = thread.submit(look, parent.config)
        thread.shutdown(wait=False)


def look(config: pytest.Config) -> tuple[list[Snippet], list[SnippetError]]:
    """Find the snippets and what is wrong with others; where all will run, each begins as soon as it is found."""
    option, pool = config.option, config.stash[POOL]
    narrowed = option.keyword or option.markexpr or option.address or any("::" in word for word in config.args)
    found, problems = [], list[SnippetError]()
    for snippet in each(option.snippets, problems):
        found.append(snippet)
        if snippet.fits(pool.interpreter.version) and not (narrowed or option.collectonly or remembers(config)):
            pool.start([snippet], {})
    return sorted(found, key=lambda snippet: snippet.address), problems


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the children of the tests that were selected: each test then waits for its own."""
    config = session.config
    items = [item for item in session.items if "example" in getattr(item, "fixturenames", [])]
    if items and not config.option.collectonly:
        examples = [item.callspec.params["example"] for item in items]  # type: ignore[attr-defined]
        config.stash[CHOSEN] = snippets = [example.snippet for example in examples if example.snippet]
        pool = config.stash[POOL]
        pool.start(snippets, ledger.known(pool.interpreter, snippets) if remembers(config) else {})


def remembers(config: pytest.Config) -> bool:
    """Whether what an earlier run verified need not run again."""
    return kept(config) and not config.getoption("--no-cache") and not os.environ.get("CI")


def kept(config: pytest.Config) -> bool:
    """Whether runs are on record: those of the repository's snippets that saw which statement printed what."""
    return config.getoption("--snippets") == OURS.snippets and not config.getoption("--plain")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What is wrong with a writer's file is said at its line, without the way to where we noticed."""
    report = yield
    if call.excinfo and isinstance(call.excinfo.value, SnippetError):
        report.longrepr = str(call.excinfo.value)
    return report


def pytest_keyboard_interrupt() -> None:
    process.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    pool = config.stash[POOL]
    if chosen := config.stash.get(CHOSEN, []):
        known = f" ({len(pool.before)} unchanged since they ran; --no-cache runs them again)" if pool.before else ""
        terminalreporter.line(
            f"{len(pool.passed)} of {len(chosen)} snippets print what they say on"
            f" {'plain ' * pool.plain}{pool.interpreter}{known}"
        )
        found, _ = config.stash[FINDING].result()
        asked = select(found, config.option.address)
        if others := [snippet for snippet in asked if not snippet.runs_on(pool.interpreter.version)]:
            need = "others need" if len(others) > 1 else "other needs"
            terminalreporter.line(f"{len(others)} {need} another Python and did not run")
        for snippet in asked:
            if not snippet.runs_here:
                terminalreporter.line(f"{snippet.address} is for {in_words(snippet.systems)} and did not run")
        for address, why in pool.missing.items():
            terminalreporter.line(f"{address} is not confirmed by this run: {why}")
    if LOST in config.stash:
        terminalreporter.line(config.stash[LOST])


def pytest_sessionfinish(session: pytest.Session) -> None:
    pool = session.config.stash.get(POOL, None)
    if pool:
        pool.close()
        if kept(session.config) and (chosen := session.config.stash.get(CHOSEN, [])):
            try:
                ledger.keep(pool.interpreter, pool.passed, chosen, pool.before)
            except FileError as error:
                session.config.stash[LOST] = str(error)
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
