"""A DeepCut on one page: every page of it, each name told apart, and links that lead where they led."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from deepcuts.site.markdown_copies import Page
from deepcuts.site.print_page import deepcuts, whole
from tests.files import write

PAGES = [
    Page(PurePosixPath(source), section, title, "", "")
    for source, section, title in [
        ("index.md", "", "Home"),
        ("a/index.md", "A & B", "All"),
        ("a/b.md", "A & B", "<b>"),
        ("verified.md", "", "Verified"),
        ("c/d.md", "No index", "D"),
    ]
]
HEAD = (
    '<html><head><meta charset="utf-8"><meta name="description" content="x"><link rel="icon" href="../assets/i.svg">'
    '<link rel="canonical" href="https://example.org/a/"><link rel="stylesheet" href="../assets/a.css">'
    '<script src="../assets/boot.js" data-base=".." data-palette=\'[]\'></script>'
    '<script src="../assets/snippets.js"></script></head><body>'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    built = {
        "a/index.html": '<h1 id="all">All</h1><a href="b/#x">1</a><a href="b/">2</a><a href="../">3</a>',
        "a/b/index.html": '<h1 id="all">B<a aria-label="l" class="headerlink" href="#all">¶</a></h1>'
        '<a href="#all">4</a><a href="../#all">5</a><a href="../../verified/#y">6</a><a href="https://example.org/#z">7</a>'
        '<code tabindex="0">x</code><img src="../../assets/p.png">'
        '<input id="q" name="r &amp; s"><label for="q">id="q" href="b/"</label>'
        '<nav class="md-tags"><a href="../tags/">0</a></nav>'
        '<button type="button">Check</button><a class="deepcut-issue" href="https://example.org/">wrong</a>'
        '<a href="index.md">8</a><footer class="deepcut-end" data-search-exclude><a href="index.md">9</a></footer>',
    }
    begin = f'{HEAD}<article class="md-content__inner">'
    write(tmp_path, {name: f"{begin}{content}</article></body></html>" for name, content in built.items()})
    return tmp_path


def test_a_section_with_an_index_page_is_a_deepcut() -> None:
    assert [PAGES[1:3]] == list(deepcuts(PAGES))


def test_names_are_told_apart(site: Path) -> None:
    """Those of each page begin with its folder; text that looks like an attribute stays."""
    page = whole(site, PAGES[1:3])
    names = ["whole", "a", "a-all", "b", "b-all", "b-q"]
    assert names == re.findall(r'<[a-z]\w* [^>]*?\bid="([^"]*)"', page)
    assert '<input id="b-q" name="b-r &amp; s"><label for="b-q">id="q" href="b/"</label>' in page


def test_links_lead_where_they_led(site: Path) -> None:
    """To a part of this page, to a page beside it, or out; what only a browser can use is left out."""
    page = whole(site, PAGES[1:3])
    links = {text: link for link, text in re.findall(r'<a href="([^"]*)">(\d)</a>', page)}
    expected = {
        "1": "#b-x",
        "2": "#b",
        "3": "../../",
        "4": "#b-all",
        "5": "#a-all",
        "6": "../../verified/#y",
        "7": "https://example.org/#z",
        "8": "../b/index.md",
    }
    assert expected == links
    assert '<code>x</code><img src="../../assets/p.png">' in page
    assert not re.search("headerlink|<nav|<button|deepcut-issue|tabindex|deepcut-end", page)


def test_the_head_is_that_of_the_index_page(site: Path) -> None:
    """Style and colour scheme, from one folder further down; no other script, and no search engine takes it."""
    page = whole(site, PAGES[1:3])
    assert ["../../assets/i.svg", "../../assets/a.css"] == re.findall(r'<link [^>]*href="([^"]*)"', page)
    assert ["../../assets/boot.js"] == re.findall(r'<script src="([^"]*)"', page)
    assert 'data-base="../../"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "<title>A &amp; B, to print</title>" in page
    assert '<a href="#b">&lt;b&gt;</a>' in page
