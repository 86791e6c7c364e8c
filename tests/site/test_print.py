"""On paper, A4, nothing is cut off, nothing is there that one can only press, and what is folded is open.

test_pages.py looks at every page; here are the checks that the check can fail, and what only paper has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.site.conftest import Windows
from tests.site.links import chapters, file_of, pages
from tests.site.server import Site
from tests.site.test_planted import plant
from tests.site.visit import A4, HEIGHT, Visit

NAME = re.compile(r'<[a-z][^>]* id="([^"]+)"')
HEADING = re.compile(r'<h[12] id="([^"]+)"')


@pytest.fixture
def paper(windows: Windows) -> Iterator[Page]:
    """A window that shows what a printer gets from somebody whose screen is dark."""
    window = windows["dark", 1280]
    window.emulate_media(media="print")
    window.set_viewport_size(A4)
    yield window
    window.emulate_media(media="screen")
    window.set_viewport_size({"width": 1280, "height": HEIGHT})


def test_what_is_looked_for_is_there(paper: Page, site: Site) -> None:
    """A check that looked at nothing is red: there is code, and something folded, in the pages that show it all."""
    found = {"code": 0, "folded": 0}
    for page in pages(site.folder):
        if page.endswith("/all/"):
            with Visit(site, paper, page):
                seen = paper.evaluate("inside.paper()")
                found = {kind: found[kind] + seen[kind] for kind in found}
    assert found["code"] > 100
    assert found["folded"] > 0


@pytest.mark.parametrize(
    ("violation", "complaint"),
    [
        ('<pre><code style="white-space: pre">' + "wide " * 50 + "</code></pre>", "cut off: <code"),
        ('<pre><code style="background: #111">dark</code></pre>', "dark: <code"),
        ("<button>press</button>", "on paper: <button"),
        ('<details><summary>x</summary><p style="display: none">y</p></details>', "folded: <p"),
    ],
)
def test_planted_violation_is_found(paper: Page, site: Site, violation: str, complaint: str) -> None:
    with Visit(site, paper, plant(site, violation)):
        found = paper.evaluate("inside.paper()")["wrong"]
    assert [complaint] == [text[: len(complaint)] for text in found]


PARAGRAPH = """
<p id="planted">A script runs as <code>__main__</code>, also with <code>-m</code>: it has
<code>['garden', 'garden.beds']</code> and <code>tempfile.template</code>, or
<code>shop-admin</code> and <code>-X</code>.</p>
"""
NARROWER = """() => {
  const code = document.querySelector("#planted");
  const outside = [];
  for (let width = 600; width > 200; width -= 1) {
    code.style.width = `${width}px`;
    if (code.scrollWidth > code.clientWidth) outside.push(width);
  }
  return outside;
}"""


def test_code_in_a_sentence_stays_inside_at_every_width(paper: Page, site: Site) -> None:
    """Where a line ends depends on the fonts of a system: each end that there can be is tried."""
    with Visit(site, paper, plant(site, PARAGRAPH)):
        assert [] == paper.evaluate(NARROWER)


def test_whole_deepcut_holds_every_chapter(site: Site) -> None:
    """Each heading of a chapter is on the page that shows all of them, under a name that is given once."""
    whole = [page for page in pages(site.folder) if page.endswith("/all/")]
    assert whole
    for page in whole:
        names = NAME.findall(file_of(site.folder, page).read_text(encoding="utf-8"))
        assert len(names) == len({*names})
        headings = {
            f"{chapter.split('/')[-2]}-{name}"
            for chapter in chapters(site.folder)
            if chapter.split("/")[0] == page.split("/")[0]
            for name in HEADING.findall(file_of(site.folder, chapter).read_text(encoding="utf-8"))
        }
        assert headings and headings <= {*names}
