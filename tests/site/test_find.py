"""What a reader looks up: a text in the search, a term in the glossary, a topic in the list of chapters."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site import links
from tests.site.conftest import Windows
from tests.site.server import Site
from tests.site.visit import SCHEMES, WIDTHS, Visit, open_window

CHAPTERS = "import-cache/"
QUERIES = Path(__file__).with_name("queries.toml")
ERRORS = {  # as they are pasted, with names of the reader's own
    "ImportError: cannot import name 'Crate' from 'depot' (consider renaming '/home/ada/depot.py' if it has the same "
    "name as a library you intended to import)": "circular-imports/",
    "AttributeError: partially initialized module 'depot' has no attribute 'Crate' (most likely due to a circular "
    "import)": "circular-imports/",
    "cannot import name": "circular-imports/",
    "ModuleNotFoundError: spec not found for the module 'depot'": (
        "reloading-a-module/#spec-not-found-for-the-module-means-no-file-was-found"
    ),
    "ImportError: module json not in sys.modules": "reloading-a-module/",
    "TypeError: reload() argument must be a module": ("reloading-a-module/#module-not-in-sysmodules-but-it-is-there"),
    "_pickle.PicklingError: Can't pickle <class 'depot.Crate'>: it's not the same object as depot.Crate": (
        "reload-keeps-old-references/#pickle-says-its-not-the-same-object-as"
    ),
    "ModuleNotFoundError: import of depot halted; None in sys.modules": (
        "sys-modules-is-the-source-of-truth/#none-blocks-an-import"
    ),
    "RuntimeWarning: 'depot.crates' found in sys.modules after import of package 'depot', but prior to execution of "
    "'depot.crates'; this may result in unpredictable behaviour": (
        "module-code-runs-once/#python-m-runs-a-module-that-its-package-has-already-imported"
    ),
    "ModuleNotFoundError: No module named 'imp'": (
        "reloading-a-module/#name-reload-is-not-defined-and-no-module-named-imp"
    ),
}
NAMES = {
    'sys.modules["depot"]': "cached-in-sys-modules/",
    "importlib.reload(depot)": "reloading-a-module/",
    "__spec__": "sys-modules-is-the-source-of-truth/#an-import-reads-the-__spec__-of-what-it-finds",
    "importlib.invalidate_caches": "stale-files/#a-new-file-stays-invisible",
    "importlib.util.find_spec": (
        "sys-modules-is-the-source-of-truth/#find_spec-does-not-tell-you-whether-a-module-is-loaded"
    ),
    "mock.patch.dict(sys.modules, ...)": "real-systems/#a-test-evicts-modules-that-it-never-named",
    "autoreload 3": "autoreload/#with-autoreload-3-a-module-overwrites-your-names",
    "python -X importtime": "import-happens-once/#a-list-of-import-times-shows-the-first-import-only",
    "ImportCycleE": "circular-imports/#lazy-import-moves-the-moment-of-the-import",  # still being written
    "shop/__init__.py": "circular-import-errors/",  # a file of a snippet
    "reload-keeps-old-references/super-with-the-class-name": (  # the address of a snippet
        "reload-keeps-old-references/#supersquare-self-fails-super-does-not"
    ),
    "old code: 125.0 dollars": "reload-keeps-old-references/#the-old-function-runs-with-new-globals",  # its output
}


FRAME = r"#>|#!|^\$ |Not run in the browser|verified on CPython"
"""What only a program has, and what is said around it."""
NOTHING = "Nothing here covers this."
NOT_HERE = "pandas merge duplicate columns"
TYPOS = {
    "cirular import": "circular-imports/",
    "reolad": "reloading-a-module/",
    "partialy initialized": "circular-imports/",
    "partialy initialised modul": "circular-imports/",  # two words
    "autorleoad": "autoreload/",  # two letters
}


def search(window: Page, query: str) -> Locator:
    """The places that the search lists, the best one first. A text comes without a key, as by the mouse."""
    said = window.locator(".md-search-result__meta")
    box = window.locator(".md-search__input")
    box.focus()
    expect(said).to_have_role("status")  # what was loaded has put the last query of this window into the box
    box.fill("")
    expect(said).to_contain_text("Type some words")
    box.fill(" ".join(query.strip().split("\n")))  # a box of one line takes each break for a space
    expect(said).to_have_text(re.compile(f"^[0-9]+ results?[.]|^{re.escape(NOTHING)}"))
    return window.locator(".md-search-result__link")


def found(window: Page, query: str) -> list[str]:
    """The addresses that the search lists."""
    hrefs: list[str] = search(window, query).evaluate_all("all => all.map(link => link.href)")
    return hrefs


def lists() -> dict[str, list[Any]]:
    """What queries.toml has."""
    return tomllib.loads(QUERIES.read_text(encoding="utf-8"))


def test_search_answers(window: Page, site: Site) -> None:
    """A pasted error, a name, a file, an address, an output, a typo: its page or its section is first."""
    wrong = []
    with Visit(site, window, "") as visit:
        for query, wanted in [*ERRORS.items(), *NAMES.items(), *TYPOS.items()]:
            url = site.url(CHAPTERS + wanted)
            first = found(window, query)[0]
            if url != (first if "#" in url else first.partition("#")[0]):
                wrong.append(f"{query!r} leads to {first}, not to {url}")
        wrong += visit.check_requests()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("query", ["circular import", "lazy import", "sys.modules", "importlib.reload", "plugins"])
def test_the_page_of_a_subject_wins_over_its_sections(window: Page, site: Site, query: str) -> None:
    with Visit(site, window, ""):
        assert "#" not in found(window, query)[0]


def test_search_ranks(window: Page, site: Site) -> None:
    """As people type and paste: a page that fits is first for nine in ten, and among the first three for all."""
    queries = lists()["query"]
    later, lost = [], []
    with Visit(site, window, "") as visit:
        for query in queries:
            pages = [href.partition("#")[0] for href in found(window, query["text"])]
            fitting = {site.url(CHAPTERS + page) for page in query["pages"]}
            if not fitting & set(pages[:3]):
                lost.append(f"not among the first three: {query['text']!r} leads to {pages[:3]}, not to {fitting}")
            elif pages[0] not in fitting:
                later.append(f"not first: {query['text']!r} leads to {pages[0]}, not to {fitting}")
        wrong = visit.check_requests()
    assert not lost + wrong, "\n".join([*wrong, *lost, *later])
    assert len(later) <= len(queries) / 10, "\n".join([f"{len(later)} of {len(queries)}:", *later])


def test_what_is_not_covered_is_said(window: Page, site: Site) -> None:
    """Words that are on many pages do not make a result. New prose may mislead the search in one query of twenty."""
    queries = lists()["nothing"]
    must = {"attributeerror nonetype has no attribute append", NOT_HERE, "async generator cleanup"}
    assert len(queries) >= 40
    assert must <= {*queries}
    with Visit(site, window, ""):
        shown = {query: hrefs for query in queries if (hrefs := found(window, query))}
        assert not must & {*shown}
        assert len(shown) <= len(queries) / 20, "\n".join(map(str, shown.items()))
        found(window, NOT_HERE)
        said = window.locator(".md-search-result__meta")
        assert NOTHING in said.inner_text()
        assert "status" == said.get_attribute("role")
        ways = said.locator("a").evaluate_all("all => all.map(link => link.href)")
        assert [site.url(page) for page in ("tags/", "glossary/", "contributing/")] == ways


@pytest.mark.parametrize("width", WIDTHS)
def test_a_result_is_short_and_shows_no_code(windows: Windows, site: Site, width: int) -> None:
    """At most five, each with its title, its chapter and two lines of prose; on a phone about 100 pixels high."""
    window = windows[SCHEMES[0], width]
    measure = """all => all.map(link => ({
      height: link.getBoundingClientRect().height,
      parts: [...link.children].map(part => [part.className.split("__")[1], part.textContent]),
      code: link.querySelectorAll("code, pre").length,
      lines: link.children[2].clientHeight / parseFloat(getComputedStyle(link.children[2]).lineHeight),
      inside: [...link.querySelectorAll("mark")].filter(({ previousSibling: before, nextSibling: after }) =>
        /\\w$/.test(before?.textContent ?? "") || /^\\w/.test(after?.textContent ?? "")).length,
      marks: link.querySelectorAll("mark").length,
    }))"""
    listed = marks = 0
    with Visit(site, window, ""):
        for query in (*ERRORS, *NAMES):
            places = search(window, query).evaluate_all(measure)
            assert 1 <= len(places) <= 5, query
            for place in places:
                assert ["title", "chapter", "text"] == [name for name, _ in place["parts"]]
                assert place["height"] <= 110, place
                assert place["lines"] <= 2.1, place
                assert not place["code"] + place["inside"], place
                assert not re.search(FRAME, place["parts"][2][1]), place
                listed, marks = listed + 1, marks + place["marks"]
    assert listed > len(ERRORS)
    assert marks > listed


def test_each_place_is_there(window: Page, site: Site) -> None:
    """A result is a page, or a heading of it, and the browser comes to it."""
    with Visit(site, window, ""):
        places = {href for query in (*ERRORS, *NAMES) for href in found(window, query)}
        assert len(places) >= 40
        for page in sorted({href.partition("#")[0] for href in places}):
            wanted = [href.partition("#")[2] for href in places if href.partition("#")[0] == page and "#" in href]
            window.goto(page)
            assert [] == [name for name in wanted if not window.locator(f"[id='{unquote(name)}']").count()]


def test_nobody_loads_the_index_who_does_not_search(browser: Browser, site: Site) -> None:
    window = open_window(browser, SCHEMES[0], WIDTHS[0])

    parts = {"answers.js", "box.js", "search_index.json"}

    def asked() -> set[str]:
        return {sent.path.rpartition("/")[2] for sent in site.sent} & parts

    with Visit(site, window, CHAPTERS):
        assert not asked()
        assert not [sent.path for sent in site.sent if "worker" in sent.path or "lunr" in sent.path]
        window.keyboard.press("s")
        assert found(window, "reload")
        assert parts == asked()
    window.context.close()


def test_the_search_by_keyboard(window: Page, site: Site) -> None:
    """Enter opens the first place, the query is there again when one comes back, Escape closes, Tab leaves."""
    opened = "document.getElementById('__search').checked"
    box = window.locator(".md-search__input")
    with Visit(site, window, "") as visit:
        window.keyboard.press("/")
        window.keyboard.type("spec not found for the module")
        window.locator(".md-search-result__link").first.wait_for()  # nobody types as fast as this test
        window.keyboard.press("Enter")
        window.wait_for_url("**/reloading-a-module/#spec-not-found*")
        assert not window.evaluate(opened)
        window.go_back()
        window.locator(".opens-search").first.wait_for(state="attached")
        window.keyboard.press("/")
        expect(box).to_have_value("spec not found for the module")
        window.locator(".md-search-result__link").first.wait_for()
        window.keyboard.press("ArrowDown")
        expect(window.locator(".md-search-result__link").first).to_be_focused()
        window.keyboard.press("ArrowUp")
        expect(box).to_be_focused()
        window.keyboard.press("Escape")
        assert not window.evaluate(opened)
        window.keyboard.press("/")
        assert window.evaluate(opened)
        window.keyboard.press("Tab")
        assert not window.evaluate(opened)
        assert not window.evaluate("document.activeElement.closest('.md-search') !== null")
        assert [] == visit.console + visit.foreign


def test_the_search_says_that_it_could_not_be_loaded(window: Page, site: Site) -> None:
    said = window.locator(".md-search-result__meta")
    with Visit(site, window, ""):
        window.route("**/search_index.json", lambda route: route.abort())
        window.locator(".md-search__input").fill("reload")
        expect(said).to_contain_text("could not be loaded")
        window.unroute("**/search_index.json")
        window.locator(".md-search__input").fill("reload a module")
        expect(said).to_contain_text("Enter opens the first")


def test_no_chapter_is_put_first(site: Site) -> None:
    """No page is lifted above the others by hand, and no chapter is lowered."""
    docs = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    lifted = {doc["location"]: doc["boost"] for doc in docs if "boost" in doc}
    chapters = [page for page in links.chapters(site.folder) if page.startswith(CHAPTERS)]
    assert len(chapters) >= 8
    assert not [page for page in lifted if page.partition("#")[0] in chapters]
    assert not [page for page, boost in lifted.items() if boost > 1]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_term_shows_its_definition(windows: Windows, site: Site, scheme: str, width: int) -> None:
    """The text of the glossary, on focus and on hover, until Escape or until one goes on."""
    window = windows[scheme, width]
    page = "import-cache/reloading-a-module/"
    with Visit(site, window, page) as visit:
        term = window.locator(".deepcut-term").first
        said = term.get_attribute("title") or "no definition"
        tip = window.get_by_role("tooltip", name=said, exact=True)
        term.focus()
        expect(tip).to_have_css("opacity", "1")
        expect(term).to_have_attribute("aria-describedby", tip.get_attribute("id") or "")
        wrong = visit.check_axe() + visit.check_sideways()
        window.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        expect(term).to_be_focused()
        window.keyboard.press("Tab")
        expect(term).to_have_attribute("title", said)
        term.hover()
        expect(tip).to_be_visible()
        window.mouse.move(0, 0)
        expect(term).to_have_attribute("title", said)
        term.click()
        expect(window.locator(":target + p")).to_have_text(said)
    assert not wrong, "\n".join(wrong)


def test_a_topic_lists_its_chapters(window: Page, site: Site) -> None:
    """Each topic of a chapter leads to its list, and the chapter is in it."""
    page = "import-cache/circular-imports/"
    with Visit(site, window, page):
        topics = window.locator("nav.md-tags a").evaluate_all("all => all.map(link => link.href)")
        assert len(topics) >= 3
        for topic in topics:
            window.goto(topic)
            assert window.locator(f":target + ul a[href$='{page}']").count() == 1
