"""A link to a term of the glossary carries its definition."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
from markdown import Markdown

from deepcuts.page import glossary
from deepcuts.page.markdown import DeepCutsExtension
from deepcuts.page.pages import configuration, rendered
from tests.files import write
from tests.machine.conftest import Work

SPEC = """\
---
title: Glossary
---

# Glossary

What the words mean.

## Spec

What is known about a *module*:
its name & more, as `__spec__`.

Reference: [specs](https://example.org).

## `__main__`

A name.
"""


@pytest.fixture
def path(tmp_path: Path, work: Work) -> Path:
    """A glossary of the test's own."""
    path = tmp_path / "docs" / "glossary.md"
    write(tmp_path, {"docs/glossary.md": SPEC})
    work(tmp_path)
    return path


def link(text: str, extension: DeepCutsExtension | None = None) -> dict[str, str]:
    """The attributes of the first link in a page of this text."""
    page = Markdown(extensions=[extension or DeepCutsExtension(), "attr_list", "footnotes"]).convert(text)
    found = etree.fromstring(f"<div>{page}</div>").find(".//a")  # noqa: S314 (we wrote it)
    assert found is not None
    return dict(found.attrib)


@pytest.mark.parametrize(
    "text",
    ["[s](../glossary.md#spec)", "- [`s`](glossary.md#spec)", "[s][g]\n\n[g]: glossary.md#spec"],
    ids=["plain", "code", "reference"],
)
def test_a_link_to_a_term_carries_its_definition(path: Path, text: str) -> None:
    """The paragraph below the heading as plain text, in one line."""
    assert "What is known about a module: its name & more, as __spec__." == link(text)["title"]
    assert "deepcut-term" == link(text)["class"]


def test_a_term_may_be_code(path: Path) -> None:
    assert "A name." == link("[main](glossary.md#__main__)")["title"]


@pytest.mark.parametrize("target", ["glossary.md", "other.md#spec", "#spec", "https://example.org/glossary.html#spec"])
def test_other_links_stay_as_they_are(path: Path, target: str) -> None:
    assert {"href": target} == link(f"[s]({target})")


def test_a_term_that_is_not_there_is_left_to_the_check_of_links(path: Path) -> None:
    assert {"href": "glossary.md#finder"} == link("[s](glossary.md#finder)")


def test_a_changed_definition_is_read_again(path: Path) -> None:
    assert "A name." == link("[s](glossary.md#__main__)")["title"]
    path.write_text("## `__main__`\n\nAnother one.\n", encoding="utf-8")
    assert "Another one." == link("[s](glossary.md#__main__)")["title"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "docs/glossary.md: No such file or directory"),
        ("# Glossary\n\nText.\n", "docs/glossary.md has no term: a second-level heading, its definition below it"),
        ("## Spec\n\n## Loader\n\nRuns.\n", "docs/glossary.md: no definition stands below 'Spec'"),
        ("## Spec\n\n- known\n", "docs/glossary.md: no definition stands below 'Spec'"),
        ("## Spec\n", "docs/glossary.md: no definition stands below 'Spec'"),
        ("## Spec\n\n<br>\n", "docs/glossary.md holds HTML that is not well-formed: mismatched tag"),
    ],
    ids=["missing", "no term", "no paragraph", "a list", "the end", "HTML"],
)
def test_a_glossary_that_cannot_be_read_is_an_error(path: Path, text: str | None, message: str) -> None:
    """It stops the build, and a page that collects its problems has it among them."""
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        link("[s](glossary.md#spec)")
    problems: list[tuple[str, str]] = []
    assert {"href": "glossary.md#spec"} == link("[s](glossary.md#spec)", DeepCutsExtension(problems=problems))
    assert [("glossary.md#spec", True)] == [(said, error.startswith(message)) for said, error in problems]


def test_chapters_stay_calm_and_use_every_term() -> None:
    """No page links more than five terms, or one twice, and each term is linked from somewhere."""
    config, terms = configuration(), glossary.definitions()
    used = set()
    for page in sorted(Path(config.docs_dir).rglob("*.md")):
        linked = [target.partition("#")[2] for target in rendered(page, config).links if "glossary.md#" in target]
        assert len(linked) <= 5, page.name
        assert len(linked) == len(set(linked)), page.name
        used |= set(linked)
    assert used == set(terms)
