"""The other engines: which of them are tested, and a tab of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tests.site.engines import firefox, webkit
from tests.site.engines.tab import Engine, Runner, Tab
from tests.site.server import Host, hosted

FOUND: dict[str, tuple[Callable[[], str | None], Callable[[str], AbstractContextManager[Engine]], str]] = {
    "firefox": (firefox.found, firefox.start, "Firefox was not found: apt-get install firefox-esr"),
    "webkit": (webkit.found, webkit.start, "WebKit was not found: apt-get install webkit2gtk-driver xvfb"),
}
"""How an engine is found and started, and what is said where it is missing."""


def missing(name: str) -> str:
    """Say how to get an engine that is not there; nothing where it is."""
    find, _, advice = FOUND[name]
    return "" if find() else advice


OTHERWISE = {
    "test_the_search_answers_what_is_typed": "its search is another one, and has a test of its own",
    "test_the_search_says_that_nothing_covers_a_query_and_keeps_it": "its search is another one",
    "test_escape_closes_the_search": "its search is another one",
    "test_a_term_shows_its_definition": "a term has the tooltip of the browser",
}
"""The tests that a site of Zensical does not pass, and why; docs/contributing/engines.md says so to readers."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items if config.option.zensical else ():
        if why := OTHERWISE.get(item.name.partition("[")[0]):
            item.add_marker(pytest.mark.skip(reason=why))


def chosen(config: pytest.Config) -> list[str]:
    return config.option.engine or [*FOUND]


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI") and (said := "; ".join(filter(None, map(missing, chosen(config))))):
        raise pytest.UsageError(said)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", chosen(metafunc.config), scope="session", indirect=True)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A browser for all tests of it; it ends with them, also after Ctrl-C."""
    if said := missing(request.param):
        pytest.skip(said)
    find, start, _ = FOUND[request.param]
    with start(str(find())) as running:
        yield running


@contextmanager
def opened(engine: Engine) -> Iterator[Tab]:
    """A tab with nothing stored; it fails the test where the console is told anything."""
    engine.fresh()
    yield Tab(engine)
    engine.resize(1280, 900)
    assert [] == engine.said()


@pytest.fixture
def host(pytestconfig: pytest.Config) -> Iterator[Host]:
    with hosted(pytestconfig.option.site) as host:
        yield host


@pytest.fixture
def tab(engine: Engine, host: Host) -> Iterator[Tab]:
    assert host.origin
    with opened(engine) as tab:
        yield tab


@pytest.fixture(scope="module")
def playground(pytestconfig: pytest.Config, engine: Engine) -> Iterator[Runner]:
    """The playground, opened once for all tests of a file: each has a program and an interpreter of its own."""
    with hosted(pytestconfig.option.site) as host, opened(engine) as tab:
        tab.goto(host.url("playground/"))
        yield Runner(tab)
