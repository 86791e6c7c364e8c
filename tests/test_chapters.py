"""Pages, snippets and navigation agree, and no page shows output that no program printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from deepcuts.pages import Page, broken_links, configuration, nav_problems, rendered, unshown
from deepcuts.snippet import SnippetError, find


@pytest.fixture(scope="module")
def config() -> MkDocsConfig:
    try:
        return configuration()
    except SnippetError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def pages(config: MkDocsConfig) -> list[Page]:
    """Every page, notebooks included, rendered; a check that looked at nothing is red."""
    docs = Path(config.docs_dir)
    paths = sorted([*docs.rglob("*.md"), *docs.rglob("*.py")])
    assert len(paths) >= 8
    return [rendered(path, config) for path in paths]


def report(problems: list[str]) -> None:
    __tracebackhide__ = True
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def test_pages_show_only_what_programs_printed(pages: list[Page]) -> None:
    report([problem for page in pages for problem in page.problems])
    assert sum(len(page.snippets) for page in pages) >= 60
    assert sum(page.values for page in pages) >= 60


def test_every_snippet_is_shown(pages: list[Page]) -> None:
    report(list(unshown(find(), pages)))


def test_links_between_pages_lead_somewhere(pages: list[Page], config: MkDocsConfig) -> None:
    report(list(broken_links(pages, config)))
    assert sum(len(page.links) for page in pages) >= 60


def test_nav_names_every_page(config: MkDocsConfig) -> None:
    docs = Path(config.docs_dir)
    report(list(nav_problems(sorted([*docs.rglob("*.md"), *docs.rglob("*.py"), *docs.rglob("*.ipynb")]), config)))
