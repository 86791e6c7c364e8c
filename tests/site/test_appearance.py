"""What a page looks like: its typefaces, its edges, its colours, and room for a finger."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import Windows
from tests.site.server import Site
from tests.site.visit import WIDTHS, Visit

FONTS = {
    "Noto Serif": "article > :is(p, ul, ol, dl), article :is(h1, h2, h3, td), .deepcut-report :is(p, li), legend",
    "system-ui": "main :is(button, th, summary, .deepcut-exit), .md-tags a, .md-nav__link, .deepcut-status, "
    ".deepcut-end li, footer a",
    "ui-monospace": "main :is(code, pre, samp:not(.deepcut-exit))",
}
"""What is text, what one presses or reads as a label, and what is Python: a font of the list that each is set in."""
OTHER_FONTS = """([font, selector]) => {
  const machinery = font === "system-ui" ? null : ".deepcut-status, .deepcut-end *";
  const all = [...document.querySelectorAll(selector)].filter(element => !machinery || !element.matches(machinery));
  const wrong = all.filter(element => !getComputedStyle(element).fontFamily.includes(font));
  return [all.length, wrong.map(element => element.outerHTML.slice(0, 100))];
}"""


@pytest.mark.parametrize("name", ["import-cache/reload-keeps-old-references/", "verified/", "glossary/", "tags/"])
def test_serif_speaks_sans_is_machinery_and_mono_is_python(window: Page, site: Site, name: str) -> None:
    with Visit(site, window, name):
        for rule in FONTS.items():
            number, wrong = window.evaluate(OTHER_FONTS, [*rule])
            assert number > 0
            assert [] == wrong, rule


EDGES = """() => {
  const edge = (selector, side) => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility())
    .map(element => Math.round(element.getBoundingClientRect()[side]));
  const same = (selector, side) => [...new Set(edge(selector, side))];
  const lead = document.querySelector("article > h1 + *");
  return {
    left: same("article > :is(h1, h2, p)", "left"),
    code: same("article > .deepcut > .highlight pre > code", "left")
      .map(left => left + parseFloat(getComputedStyle(document.querySelector(".deepcut pre > code")).paddingLeft)),
    frames: [...new Set([...document.querySelectorAll("article > .deepcut")].map(frame => {
      const { left, right } = frame.getBoundingClientRect(), text = lead.getBoundingClientRect();
      return `${Math.round(text.left - left)} ${Math.round(right - text.right)}`;
    }))],
    scrolls: [...document.querySelectorAll(".deepcut pre > code")]
      .filter(code => code.scrollWidth > code.clientWidth)
      .filter(code => code.innerText.split("\\n").every(row => row.length <= 68)).length,
  };
}"""


@pytest.mark.parametrize("width", [820, 1280, 1440, 1920])
def test_one_edge(window: Page, site: Site, width: int) -> None:
    """Headings and prose begin at one edge, frames hang out on both sides alike, and no code of 68 columns scrolls.

    Where there is no more room than that, code begins at the same edge as prose.
    """
    with Visit(site, window, "import-cache/circular-imports/"):
        window.set_viewport_size({"width": width, "height": 900})
        edges = window.evaluate(EDGES)
        window.set_viewport_size({"width": 1280, "height": 900})
    (left,), (hang,) = edges["left"], edges["frames"]
    assert hang.split()[0] == hang.split()[1] != "0"
    assert width >= 1400 or [left] == edges["code"]
    assert 0 == edges["scrolls"]


def test_topics_stand_below_the_intro(window: Page, site: Site) -> None:
    """After what the page is about and before its first section, for a keyboard too."""
    with Visit(site, window, "import-cache/circular-imports/"):
        order = window.evaluate(
            "[...document.querySelectorAll('article > :is(h1, h1 + p, nav.md-tags, h2)')]"
            ".slice(0, 4).map(element => element.localName)"
        )
    assert ["h1", "p", "nav", "h2"] == order


TAPPED = """() => [...document.querySelectorAll("a[href], button, select, summary, header label")].filter(element => {
  const { width, height } = (element.closest(".deepcut-cards li") ?? element).getBoundingClientRect(); // all of a card
  const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1;
  const inline = element.closest("article :is(p, li, td, dd)") && !element.closest(".deepcut-end, .deepcut-cards");
  return seen && !inline && !element.closest(".deepcut, .md-search") && (width < 44 || height < 44);
}).map(element => element.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("name", ["", "import-cache/circular-imports/", "verified/", "tags/", "playground/"])
def test_a_finger_has_44_pixels(browser: Browser, site: Site, name: str) -> None:
    """All that one taps but links in a sentence; a mouse has it smaller."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone = context.new_page()
    phone.goto(site.url(name))
    phone.locator(".opens-drawer").wait_for()
    small = phone.evaluate(TAPPED)
    phone.get_by_role("button", name="Contents").tap()
    phone.locator(".md-sidebar--primary .md-nav__link[href]").first.wait_for()
    small += phone.evaluate(TAPPED)
    context.close()
    assert [] == small


def test_without_javascript_the_system_says_which_colours(browser: Browser, site: Site) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    for scheme, expected in (("light", "rgb(255, 253, 248)"), ("dark", "rgb(23, 27, 31)")):
        context = browser.new_context(java_script_enabled=False, color_scheme=scheme)
        window = context.new_page()
        window.goto(site.url("import-cache/circular-imports/"))
        assert expected == window.evaluate(ground)
        window.emulate_media(media="print")
        assert "rgb(255, 255, 255)" == window.evaluate(ground)
        context.close()


FORCED = """(selector) => {
  const { borderInlineStartStyle, borderInlineStartWidth } = getComputedStyle(document.querySelector(selector));
  return `${borderInlineStartStyle} ${parseFloat(borderInlineStartWidth) > 0}`;
}"""


def test_forced_colours_tell_apart_by_borders(window: Page, site: Site) -> None:
    """An output, an error and code in a sentence; the icon of the copy button and the search box can be seen."""
    with Visit(site, window, "import-cache/circular-imports/"):
        window.emulate_media(forced_colors="active")
        assert "solid true" == window.evaluate(FORCED, "samp.deepcut-out")
        assert "double true" == window.evaluate(FORCED, "samp.deepcut-err")
        assert "solid true" == window.evaluate(FORCED, "article > p > code")
        assert "solid true" == window.evaluate(FORCED, ".md-search__form")
        icon = "getComputedStyle(document.querySelector('.md-code__button'), '::after').backgroundColor"
        ground = "getComputedStyle(document.querySelector('.deepcut pre > code')).backgroundColor"
        assert window.evaluate(icon) != window.evaluate(ground)
        window.emulate_media(forced_colors="none")


def test_more_contrast_is_given_where_it_is_asked_for(window: Page, site: Site) -> None:
    """Grey text becomes that of prose, and a border one that is seen."""
    colours = "[getComputedStyle(document.querySelector('.deepcut-end')).color, getComputedStyle(document.body).color,"
    colours += " getComputedStyle(document.querySelector('article > .deepcut')).borderTopColor]"
    with Visit(site, window, "import-cache/circular-imports/"):
        grey, text, border = window.evaluate(colours)
        window.emulate_media(contrast="more")
        darker, same, full = window.evaluate(colours)
        window.emulate_media(contrast="no-preference")
    assert grey != text == same == darker
    assert border != full


def test_a_heading_is_not_under_the_header(window: Page, site: Site) -> None:
    """At 400 % of a window of 1280 pixels, a heading of several lines begins below what stays above."""
    with Visit(site, window, "import-cache/circular-imports/"):
        window.set_viewport_size({"width": 320, "height": 256})
        window.goto("about:blank")
        window.goto(site.url("import-cache/circular-imports/#from-settings-import-misses-names"))
        window.evaluate("inside.settled()")
        top = "document.querySelector(':target').getBoundingClientRect().top"
        bottom = "document.querySelector('.md-header').getBoundingClientRect().bottom"
        assert window.evaluate(f"{top} >= {bottom}")
        window.set_viewport_size({"width": 1280, "height": 900})


def test_the_ways_to_the_neighbours_have_words(windows: Windows, site: Site) -> None:
    """On a phone too, and no word of a title is cut off."""
    window = windows["light", min(WIDTHS)]
    with Visit(site, window, "import-cache/circular-imports/"):
        said = [text.split("\n") for text in window.locator(".md-footer__link").all_inner_texts()]
        assert ["Previous", "Next"] == [words[0].strip() for words in said]
        cut = (
            "[...document.querySelectorAll('.md-footer .md-ellipsis')].filter(e => e.scrollHeight > e.clientHeight + 1)"
        )
        assert 0 == window.evaluate(f"{cut}.length")


def test_a_copy_button_keeps_its_name(window: Page, site: Site) -> None:
    """While it has the focus, the theme takes its title for a tooltip."""
    with Visit(site, window, "import-cache/circular-imports/"):
        button = window.locator(".md-code__button").first
        button.focus()
        window.wait_for_timeout(600)
        assert re.search("^Copy", button.evaluate("button => button.ariaLabel") or "")
        expect(button).to_have_accessible_name(re.compile("^Copy"))


def test_a_value_leads_to_its_program(window: Page, site: Site) -> None:
    with Visit(site, window, "import-cache/reload-keeps-old-references/"):
        value = window.locator("a.deepcut-value").first
        address = (value.get_attribute("href") or "").removeprefix("#")
        value.click()
        assert window.evaluate("id => document.getElementById(id) === document.querySelector(':target')", address)
        assert not window.locator(":is(td, th) a.deepcut-value").count()
