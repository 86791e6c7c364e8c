"""pytest's side of the machine: which Python, which snippets, the pool that runs them, the record it leaves."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # the machine is no installed package

from deepcuts import interpreter as fresh
from deepcuts import process, record
from deepcuts.files import FileError
from deepcuts.snippet import SNIPPETS, Snippet, SnippetError, address_of, find
from deepcuts.verify import Example, FreshExample, Pool, select


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("deepcuts")
    group.addoption(
        "--python", default=platform.python_version(), help="run the snippets on this Python (3.13, 3.13.0)"
    )
    group.addoption("--address", action="append", default=[], help="only the snippets at or below this address")
    group.addoption("--snippets", type=Path, default=SNIPPETS, help="the folder with the snippets")
    group.addoption("--no-cache", action="store_true", help="run what an earlier run has verified, too; CI does")
    group.addoption("--plain", action="store_true", help="compare with a run that has nothing of ours inside")
    group.addoption("--time-limit", type=float, default=process.TIME_LIMIT, help="seconds a snippet may run")


def pytest_configure(config: pytest.Config) -> None:
    interpreter = fresh.find(config.getoption("--python"))
    if interpreter is None:
        raise pytest.UsageError(fresh.missing(config.getoption("--python")))
    plain, time_limit = config.getoption("--plain"), config.getoption("--time-limit")
    config.stash[POOL] = Pool(interpreter, plain=plain, time_limit=time_limit)


POOL = pytest.StashKey[Pool]()
CHOSEN = pytest.StashKey[list[Snippet]]()
LOST = pytest.StashKey[str]()  # why there is no record of this run


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "example" in metafunc.fixturenames:
        config = metafunc.config
        version = config.stash[POOL].interpreter.version
        problems: list[SnippetError] = []
        found, wanted = find(config.getoption("--snippets"), problems), config.getoption("--address")
        problems = [each for each in problems if not wanted or any(address_of(word) in str(each) for word in wanted)]
        try:
            chosen = [snippet for snippet in select(found, wanted) if snippet.runs_on(version)]
        except SnippetError as error:
            chosen = []
            problems = problems or [error]
        narrowed = config.option.keyword or config.option.markexpr or any("::" in word for word in config.args)
        if not narrowed:
            start(config, chosen)  # nothing will be deselected: no need to wait for the end of the collection
        examples = [*map(Example.of, chosen), *map(Example.broken, problems)]
        ids = [*(snippet.address for snippet in chosen), *(str(problem).partition(":")[0] for problem in problems)]
        metafunc.parametrize("example", examples, ids=ids)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the children of the tests that were selected: each test then waits for its own."""
    items = [item for item in session.items if "example" in getattr(item, "fixturenames", [])]
    if items and CHOSEN not in session.config.stash:
        examples = [item.callspec.params["example"] for item in items]  # type: ignore[attr-defined]
        start(session.config, [example.snippet for example in examples if example.snippet])


def start(config: pytest.Config, snippets: list[Snippet]) -> None:
    if not config.option.collectonly:
        pool = config.stash[POOL]
        again = config.getoption("--no-cache") or os.environ.get("CI") or not kept(config)
        pool.start(snippets, {} if again else record.known(pool.interpreter, snippets))
        config.stash[CHOSEN] = snippets


def kept(config: pytest.Config) -> bool:
    """Whether runs are on record: those of the repository's snippets that saw which statement printed what."""
    return config.getoption("--snippets") == SNIPPETS and not config.getoption("--plain")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What is wrong with a writer's file is said at its line, without the way to where we noticed."""
    report = yield
    if call.excinfo and isinstance(call.excinfo.value, SnippetError):
        report.longrepr = str(call.excinfo.value)
    return report


def pytest_keyboard_interrupt() -> None:
    process.stop()


@pytest.fixture(scope="session")
def eval_example(request: pytest.FixtureRequest) -> FreshExample:
    """pytest-examples' fixture, with an engine that starts fresh interpreters."""
    return FreshExample(pool=request.config.stash[POOL], request=request)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    pool = config.stash[POOL]
    if chosen := config.stash.get(CHOSEN, []):
        known = f" ({len(pool.before)} unchanged since they ran; --no-cache runs them again)" if pool.before else ""
        terminalreporter.line(
            f"{len(pool.passed)} of {len(chosen)} snippets print what they say on"
            f" {'plain ' * pool.plain}{pool.interpreter}{known}"
        )

    if LOST in config.stash:
        terminalreporter.line(config.stash[LOST])


def pytest_sessionfinish(session: pytest.Session) -> None:
    pool = session.config.stash.get(POOL, None)
    if pool:
        pool.close()
        if kept(session.config) and (chosen := session.config.stash.get(CHOSEN, [])):
            try:
                record.keep(pool.interpreter, pool.passed, chosen, pool.before)
            except FileError as error:
                session.config.stash[LOST] = str(error)
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
