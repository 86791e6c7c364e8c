"""The checks of pages can fail: each finds the one violation that is planted into a copy of a page."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.site.links import chapters, check_links, file_of
from tests.site.server import Site
from tests.site.visit import LIMIT, Visit, open_window

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
Check = Callable[[Visit], list[str]]

# what is planted: into the text of the page, the check that finds it, and what the check says
PLANTED: dict[str, tuple[str, Check, str]] = {
    "an image without a text": ('<img src="../../assets/mark.svg">', Visit.check_axe, "image-alt"),
    "grey on white": ('<p style="color: #bbb; background: #fff">pale</p>', Visit.check_axe, "color-contrast"),
    "grey on white in code": (
        '<pre><code><span style="color: #bbb; background: #fff">pale</span></code></pre>',
        Visit.check_axe,
        "color-contrast",
    ),
    "an image from elsewhere": (
        '<img alt="" src="https://example.org/pixel.png">',
        Visit.check_requests,
        "foreign request: https://example.org/pixel.png",
    ),
    "a warning": ("<script>console.warn('careful')</script>", Visit.check_requests, "console: warning: careful"),
    "an error": ("<script>undefined.name</script>", Visit.check_requests, "console: uncaught: Cannot read properties"),
    "a missing image": ('<img alt="" src="nowhere.png">', Visit.check_requests, "answered with 404"),
    "a heavy page": (
        f"<!-- {secrets.token_hex(LIMIT * 1024)} -->",
        Visit.check_requests,
        f"KiB, more than {LIMIT}: [Sent(path='planted/copy/index.html'",
    ),
    "grey on white where the system is dark": (
        "<style>[data-md-color-scheme=slate] .planted { color: #bbb; background: #fff }</style>"
        '<p class="planted">pale</p>',
        Visit.check_other_scheme,
        "color-contrast",
    ),
    "what is cut off on paper": (
        '<pre><code style="white-space: pre">' + "wide " * 50 + "</code></pre>",
        Visit.check_paper,
        "cut off: <code",
    ),
    "a wide picture": (
        '<img alt="" src="../../assets/mark.svg" style="width: 3000px; max-width: none">',
        Visit.check_sideways,
        "is cut off",
    ),
    "a box that scrolls": (
        f'<div style="overflow-x: auto; white-space: nowrap">{"wide " * 500}</div>',
        Visit.check_sideways,
        "scrolls: <div",
    ),
    "a wide page": (f'<p style="white-space: nowrap">{"wide " * 500}</p>', Visit.check_sideways, "the page is"),
    "what only a mouse operates": (
        '<span style="cursor: pointer" id="planted">click</span>',
        Visit.check_keyboard,
        "only a mouse can operate <span",
    ),
    "a focus that is not seen": (
        '<style>#planted { outline: none !important }</style><a id="planted" href="#planted">here</a>',
        Visit.check_keyboard,
        'the focus is not visible on <a id="planted"',
    ),
    "a focus off the page": (
        '<a id="planted" href="#planted" style="position: fixed; top: -200px">here</a>',
        Visit.check_keyboard,
        'the focus is not visible on <a id="planted"',
    ),
    "a trap": (
        '<button id="one">1</button><button id="two">2</button><a href="#behind">3</a><script>two.onkeydown = '
        "event => { event.preventDefault(); one.focus(); }</script>",
        Visit.check_keyboard,
        'Tab does not reach <a href="#behind">',
    ),
    "what Tab passes over": (
        '<button id="planted" onfocus="this.blur()">x</button>',
        Visit.check_keyboard,
        'Tab does not reach <button id="planted"',
    ),
}


def copy_of(site: Site) -> str:
    """The HTML of the smallest page two folders deep."""
    deep = [file_of(site.folder, page) for page in chapters(site.folder)]
    return min(deep, key=lambda file: file.stat().st_size).read_text(encoding="utf-8")


def plant(site: Site, violation: str, *, policy: bool = False) -> str:
    """Serve a copy of a page with a violation in its text; the Content-Security-Policy would stop most of them."""
    html = copy_of(site)
    if not policy:
        assert POLICY.search(html)
        html = POLICY.sub("", html)
    assert html.count("</article>") == 1
    site.planted["planted/copy/"] = html.replace("</article>", f"{violation}</article>")
    return "planted/copy/"


@pytest.mark.parametrize("name", PLANTED)
def test_planted_violation_is_found(window: Page, site: Site, name: str) -> None:
    """The check says what is wrong, and of the same page without it, nothing."""
    violation, check, complaint = PLANTED[name]
    with Visit(site, window, plant(site, violation)) as visit:
        found = check(visit)
    assert any(complaint in text for text in found), found


@pytest.mark.parametrize(
    ("violation", "complaint"),
    [
        (
            "<p id='x' class='busy'></p><script>setInterval(() => x.toggleAttribute('y'), 20)</script>",
            'class="busy"> changes',
        ),
        (
            "<p id='x' style='height: 50000px'></p>"
            "<script>onscroll = () => x.style.height = `${scrollY + 9e4}px`</script>",
            "it grows while",
        ),
    ],
    ids=["a change without end", "a page without end"],
)
def test_what_never_settles_is_named(browser: Browser, site: Site, violation: str, complaint: str) -> None:
    """And not waited for without limit."""
    window = open_window(browser, "light", 1280)
    window.context.add_init_script("inside.patience = 1500")
    site.planted["planted/copy/"] = f"<!doctype html><title>x</title>{violation}"
    with pytest.raises(Error, match=f"/planted/copy/ never settled: .*{complaint}"):
        Visit(site, window, "planted/copy/").__enter__()
    window.context.close()


@pytest.mark.parametrize("check", dict.fromkeys(check for _, check, _ in PLANTED.values()), ids=lambda c: c.__name__)
def test_copy_with_nothing_planted_is_fine(window: Page, site: Site, check: Check) -> None:
    """It is the violation that a check finds, not the copy."""
    with Visit(site, window, plant(site, "")) as visit:
        assert [] == check(visit)


def test_page_without_a_skip_link_is_found(window: Page, site: Site) -> None:
    site.planted["planted/copy/"] = re.sub(r'<a href="[^"]*" class="md-skip">', "<a>", copy_of(site))
    with Visit(site, window, "planted/copy/") as visit:
        assert any("which is not a skip link" in found for found in visit.check_keyboard())


@pytest.mark.parametrize(
    ("link", "complaint"),
    {
        "#nowhere": "which has no part of this name",
        "../../#nowhere": "which has no part of this name",
        "../nowhere/": "where nothing is",
        "/": "where nothing is",
        "../../../../": "where nothing is",
    }.items(),
)
def test_planted_link_is_found(site: Site, link: str, complaint: str) -> None:
    """Within the page, to another page, to no page, and past the folder that the site lies in."""
    page = chapters(site.folder)[0]
    text = file_of(site.folder, page).read_text(encoding="utf-8").replace("</article>", f'<a href="{link}">x</a>')
    found = check_links(site.folder, site.base, page, text)
    assert [f"link: {link} leads"] == [text[: len(link) + 12] for text in found]
    assert complaint in found[0]


def test_policy_stops_what_is_not_the_sites(window: Page, site: Site) -> None:
    """An inline script and another origin are refused, and the console says so."""
    violation = '<script>window.planted = 1</script><img alt="" src="https://example.org/pixel.png">'
    with Visit(site, window, plant(site, violation, policy=True)) as visit:
        found = visit.check_requests()
        assert window.evaluate("window.planted") is None
    assert 2 == len([text for text in found if "violates the following Content Security Policy" in text]), found
