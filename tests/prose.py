"""The pages as the checks see them, rendered once."""

from __future__ import annotations

import functools

import pytest
from mkdocs.config.defaults import MkDocsConfig

from deepcuts.page import chapters, form
from deepcuts.page.checks import nav_problems, sources, strangers
from deepcuts.page.pages import Page, configuration, rendered
from deepcuts.project import SnippetError, current
from deepcuts.snippet.find import each


@functools.cache
def read() -> MkDocsConfig | str:
    """The configuration, or why there is none."""
    try:
        return configuration()
    except SnippetError as error:
        return str(error)


def unreadable() -> str:
    found = read()
    return found if isinstance(found, str) else ""


def config() -> MkDocsConfig:
    found = read()
    if isinstance(found, str):
        pytest.skip("mkdocs.yml is not read, and tests/test_chapters.py says why")
    return found


@functools.cache
def unsound() -> list[str]:
    """What is wrong in the files of snippets, whatever they print: each page that shows one would say it again."""
    found = list[SnippetError]()
    for snippet in each(current().snippets, found):
        try:
            assert snippet.inline is not None and snippet.older is not None  # reads them
        except SnippetError as error:
            found.append(error)
    return [str(error) for error in found]


@functools.cache
def pages() -> list[Page]:
    """Every page that is published, notebooks included; a check that looked at nothing is red."""
    if unsound():
        pytest.skip("there are snippets that cannot be read, and tests/test_chapters.py names them")
    paths = sources(config())
    assert len(paths) >= 8
    return [rendered(path, config()) for path in paths]


def problems() -> list[str]:
    """What is wrong in the pages themselves, and in what is published beside them."""
    return [problem for page in pages() for problem in page.problems] + [
        *strangers(config()),
        *nav_problems(sources(config()), config()),
        *form.problems(pages()),
        *chapters.problems(pages()),
    ]
