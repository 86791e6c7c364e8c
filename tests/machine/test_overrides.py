"""What templates do by the configuration: a discussion only where one is set up, nothing to publish while serving."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.files import ROOT, write

GISCUS = {"repo": "o/r", "repo_id": "R_1", "category": "Pages", "category_id": "C_2"}


@pytest.fixture
def built(tmp_path: Path) -> Any:
    """The HTML of a site of one page with the settings of mkdocs.yml, some of them changed."""

    def built(**changes: object) -> str:
        write(tmp_path, {"docs/index.md": "# Title\n"})
        options: dict[str, Any] = {"docs_dir": str(tmp_path / "docs"), "site_dir": str(tmp_path / "site")}
        options |= {"nav": ["index.md"], "plugins": [], "extra": {}, "site_url": "https://a.org/b/"}
        build(load_config(str(ROOT / "mkdocs.yml"), **options | changes))
        return (tmp_path / "site" / "index.html").read_text(encoding="utf-8")

    return built


def policy(html: str) -> dict[str, list[str]]:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found
    return {name: words for name, *words in (rule.split() for rule in found[1].split(";"))}


def test_without_a_discussion_nothing_speaks_of_giscus(built: Any) -> None:
    assert "giscus" not in built()


def test_a_discussion_is_allowed_where_it_is_set_up(built: Any) -> None:
    """The page names it and loads nothing of it; its policy lets in a script, a style sheet and a frame."""
    html = built(extra={"giscus": GISCUS})
    rules = policy(html)
    assert {"script-src", "style-src", "frame-src"} == {name for name in rules if "https://giscus.app" in rules[name]}
    assert {"data-repo": "o/r", "data-repo-id": "R_1", "data-category": "Pages", "data-category-id": "C_2"} == dict(
        re.findall(r'(data-(?:repo|category)[a-z-]*)="([^"]*)"', html)
    )
    assert "Load the discussion (from giscus.app)</button>" in html
    assert not re.search(r'(?:src|href)="https://giscus', html)


def test_what_is_not_there_while_serving_is_not_linked(built: Any) -> None:
    html = built(site_url="http://127.0.0.1:8000/b/")
    assert not re.search(r'index\.md"|feed\.xml|\.zip|Content-Security-Policy', html)


def test_what_publishing_writes_is_linked(built: Any) -> None:
    html = built()
    assert {'index.md"', "feed.xml", ".zip"} == {*re.findall(r'index\.md"|feed\.xml|\.zip', html)}


def test_without_a_repository_nothing_links_to_one(built: Any) -> None:
    assert "Edit this page" not in built()


def test_a_page_can_be_edited_where_its_repository_is_known(built: Any) -> None:
    html = built(extra={"repository": "https://example.org/o/r/"})
    assert '<a href="https://example.org/o/r/edit/main/docs/index.md">Edit this page</a>' in html
