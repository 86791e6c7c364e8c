"""What a reader looks up: a text in the search, a term in the glossary, a topic in the list of chapters."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site import links
from tests.site.conftest import Windows
from tests.site.server import Site
from tests.site.visit import SCHEMES, WIDTHS, Visit

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
    "python -X importtime": "import-happens-once/#a-list-of-import-times-shows-the-first-import-only",
    "ImportCycleE": "circular-imports/#lazy-import-moves-the-moment-of-the-import",  # still being written
    "shop/__init__.py": "circular-import-errors/",  # a file of a snippet
    "reload-keeps-old-references/super-with-the-class-name": (  # the address of a snippet
        "reload-keeps-old-references/#supersquare-self-fails-super-does-not"
    ),
    "old code: 125.0 dollars": "reload-keeps-old-references/#the-old-function-runs-with-new-globals",  # its output
}


def search(window: Page, query: str) -> Locator:
    """The pages that the search lists, the best one first."""
    items = window.locator(".md-search-result__item")
    nothing = window.locator(".md-search-result__meta", has_text="No matching documents")
    for text in ("", query):  # without a key, as it is pasted with the mouse
        window.locator(".md-search__input").fill(text)
        items.first.or_(nothing).first.wait_for() if text else expect(items).to_have_count(0)
    return items


def found(window: Page, query: str) -> list[str]:
    """The first page that the search lists, and its sections beside it, the best one first."""
    hrefs: list[str] = (
        search(window, query).locator("nth=0").locator("> a").evaluate_all("all => all.map(link => link.href)")
    )
    return hrefs


def ranked(window: Page, query: str) -> list[str]:
    """The addresses of all pages that the search lists, the best one first."""
    items = search(window, " ".join(query.strip().split("\n")))  # a box of one line takes each break for a space
    hrefs: list[str] = items.evaluate_all("all => all.map(item => item.querySelector('a').href.split('#')[0])")
    return hrefs


def test_search_answers(window: Page, site: Site) -> None:
    """A pasted error, a name, a file, an address, an output: the page that explains it is first, and its section."""
    wrong = []
    with Visit(site, window, "") as visit:
        for query, wanted in [*ERRORS.items(), *NAMES.items()]:
            url = site.url(CHAPTERS + wanted)
            page = url.partition("#")[0]
            expected = [page, url] if "#" in url else [page]
            if (first := found(window, query)[: len(expected)]) != expected:
                wrong.append(f"{query!r} leads to {first}, not to {url}")
        wrong += visit.check_requests()  # a query that the search cannot read is a warning in the console
    assert not wrong, "\n".join(wrong)


def test_search_ranks(window: Page, site: Site) -> None:
    """As people type and paste: a page that fits is first for nine in ten, and among the first three for all."""
    queries = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]
    later, lost = [], []
    with Visit(site, window, "") as visit:
        for query in queries:
            pages = ranked(window, query["text"])
            fitting = {site.url(CHAPTERS + page) for page in query["pages"]}
            if not fitting & set(pages[:3]):
                lost.append(f"not among the first three: {query['text']!r} leads to {pages[:3]}, not to {fitting}")
            elif pages[0] not in fitting:
                later.append(f"not first: {query['text']!r} leads to {pages[0]}, not to {fitting}")
        wrong = visit.check_requests()
    assert not lost + wrong, "\n".join([*wrong, *lost, *later])
    assert len(later) <= len(queries) / 10, "\n".join([f"{len(later)} of {len(queries)}:", *later])


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
