"""What a page says of itself: to search engines, to programs that read, and at its end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from tests.site.conftest import ROOT
from tests.site.links import file_of, pages

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
EDIT = re.compile(r'<a href="([^"]+)">Edit this page</a>')
WRONG = re.compile(r'<a href="([^"]+)">Report a wrong claim</a>')
FORM = (ROOT / ".github" / "ISSUE_TEMPLATE" / "wrong-claim.yml").read_text(encoding="utf-8")


@pytest.fixture
def folder(pytestconfig: pytest.Config) -> Path:
    return Path(pytestconfig.option.site)


def text(folder: Path, page: str) -> str:
    return file_of(folder, page).read_text(encoding="utf-8")


def of_one_source(page: str) -> bool:
    return page != "404.html" and not page.endswith("/all/")


def test_page_describes_itself(folder: Path, page: str) -> None:
    """An article with the page's own address, and a way to it whose every step is a page."""
    html = text(folder, page)
    assert ('<meta name="robots" content="noindex">' in html) == page.endswith("/all/")
    if not of_one_source(page):
        assert not CANONICAL.search(html) and not DATA.search(html)
        return
    (canonical,) = CANONICAL.findall(html)
    assert canonical.endswith(f"/{page}")
    assert re.search(r'<meta name="description" content="[^"]{20,}">', html)
    (data,) = DATA.findall(html)
    article, way = json.loads(data)["@graph"]
    home = canonical.removesuffix(page)
    assert ("TechArticle", canonical) == (article["@type"], article["url"])
    assert article["headline"] and article["description"]
    steps = [step["item"] for step in way["itemListElement"]]
    assert home == steps[0]
    assert all(file_of(folder, step.removeprefix(home)).is_file() for step in steps)
    assert [*range(1, len(steps) + 1)] == [step["position"] for step in way["itemListElement"]]
    if page.count("/") == 2:
        assert [urljoin(canonical, "..")] == steps[1:]


def test_the_landing_page_has_the_name_of_the_site(folder: Path) -> None:
    """Once, and not that of its entry in the navigation."""
    html = text(folder, "")
    (title,) = re.findall("<title>(.*?)</title>", html)
    (data,) = DATA.findall(html)
    assert title == json.loads(data)["@graph"][0]["headline"]
    assert "Python DeepCuts" == title


def test_page_names_what_lies_beside_it(folder: Path, page: str) -> None:
    """Its Markdown and the feed, in words that the theme does not take for a translation."""
    found = re.findall(r'<link rel="alternate " type="([^"]+)"[^>]* href="([^"]+)">', text(folder, page))
    kinds = {kind: (file_of(folder, page).parent / link).resolve() for kind, link in found}
    if of_one_source(page):
        assert file_of(folder, page).with_suffix(".md") == kinds["text/markdown"]
        assert folder / "feed.xml" == kinds["application/rss+xml"]
    else:
        assert {} == kinds


def test_page_ends_with_where_it_comes_from(folder: Path, page: str) -> None:
    """Where the repository is known: its source, and the form for a wrong claim with the page's address in it."""
    html = text(folder, page)
    sources, forms = EDIT.findall(html), WRONG.findall(html)
    if not of_one_source(page) or "deepcut-issue" not in text(folder, ""):  # a build without REPOSITORY
        assert [] == sources + forms
        return
    (source,), (form,) = sources, forms
    assert (ROOT / source.partition("/edit/main/")[2]).is_file()
    fields = {name: values[0] for name, values in parse_qs(urlsplit(form.replace("&amp;", "&")).query).items()}
    assert fields.pop("template") == "wrong-claim.yml"
    assert fields.pop("title").startswith("Wrong: ")
    assert CANONICAL.findall(html) == [fields.pop("address")]
    assert {} == fields
    assert "id: address" in FORM


def test_the_front_page_offers_the_site_to_take_away(folder: Path) -> None:
    (link,) = re.findall(r'<a href="([^"]+)" download>', text(folder, ""))
    assert (folder / urljoin("", link)).is_file()


def test_there_are_pages_to_look_at(folder: Path) -> None:
    assert len([page for page in pages(folder) if of_one_source(page)]) > 10
