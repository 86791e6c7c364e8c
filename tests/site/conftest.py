"""What the tests of the built site share: its pages, a server, a browser, and the table at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.site import chromium, links
from tests.site.links import file_of, pages
from tests.site.server import Site, serve
from tests.site.visit import SCHEMES, WIDTHS, open_window

ROOT = Path(__file__).parent.parent.parent
Windows = dict[tuple[str, int], Page]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.addoption("--engine", action="append", help="in tests/site/engines: only this one")
    parser.addoption("--zensical", action="store_true", help="the site was built by Zensical")


def pytest_configure(config: pytest.Config) -> None:
    folder: Path = config.getoption("--site").absolute()
    config.option.site = folder
    if len(pages(folder)) < 2:
        raise pytest.UsageError(f"{folder} holds no built site: nox -s docs -- build")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "page" in metafunc.fixturenames:
        found = pages(metafunc.config.option.site)
        metafunc.parametrize("page", found, ids=[page or "/" for page in found])


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Iterator[Site]:
    """The built site, and a server for it."""
    served = Site.of(pytestconfig.option.site)
    server = serve(served)
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own. Names of other hosts lead nowhere in it."""
    options = [*chromium.flags(), "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.executable(), args=options)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """A window for each combination of colour scheme and width."""
    return {(scheme, width): open_window(browser, scheme, width) for scheme in SCHEMES for width in WIDTHS}


@pytest.fixture
def window(windows: Windows) -> Page:
    """One of them, where any is as good."""
    return windows[SCHEMES[0], WIDTHS[0]]


@pytest.fixture(scope="session")
def chapters(site: Site) -> list[str]:
    """The pages with the most to show: two chapters that stand for the others."""
    return sorted(links.chapters(site.folder), key=lambda page: file_of(site.folder, page).stat().st_size)[-2:]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Page by page, in each window."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    seen = [value for report in reports for name, value in report.user_properties if name == "visit"]
    visits = {(visit["page"], visit["kind"]): visit for visit in seen}
    if not visits:
        return
    kinds = sorted({kind for _, kind in visits}, reverse=True)
    named = [page for page in pages(config.option.site) if any((page, kind) in visits for kind in kinds)]
    size = max(len(page) for page in named) + 1
    terminalreporter.line(f"\n{'':{size}}" + "".join(kind.rjust(21) for kind in kinds))
    terminalreporter.line(f"{'page':{size}}" + "  axe forgn cons  KiB".rjust(21) * len(kinds))
    for page in named:
        cells = ""
        for kind in kinds:
            visit = visits.get((page, kind))
            row = "{axe:5}{foreign:6}{console:5}{kib:5.0f}".format(**visit) if visit else "-"
            cells += row.rjust(21)
        terminalreporter.line(f"{page or '/':{size}}{cells}")
