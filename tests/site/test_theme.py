"""What a reader opens: the search, the contents on a phone, a colour scheme; and what the browser may load."""

from __future__ import annotations

import itertools
import time

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.site.conftest import Windows
from tests.site.server import Site
from tests.site.visit import SCHEMES, WIDTHS, Visit, open_window

WASM = "new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])"
# what Playwright itself evaluates is under no policy, what a timer calls is
LATER = "new Promise(ok => setTimeout(async () => { try { await %s; ok(true); } catch { ok(false); } }))"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_search_is_accessible_and_works_by_keyboard(
    windows: Windows, site: Site, chapters: list[str], scheme: str, width: int
) -> None:
    """Open it, type, go to a result, and close it; axe finds nothing while it is open."""
    window = windows[scheme, width]
    with Visit(site, window, chapters[0]) as visit:
        window.keyboard.press("/")
        window.keyboard.type("import")
        window.locator(".md-search-result__item").first.wait_for()
        found = visit.check_axe() + visit.check_sideways()
        window.keyboard.press("ArrowDown")
        assert window.evaluate("document.activeElement.matches('.md-search-result__link')")
        window.keyboard.press("Escape")
        assert not window.locator(".md-search__output").is_visible() or not window.evaluate("__search.checked")
        found += visit.check_requests()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_contents_on_a_phone_are_accessible_and_work_by_keyboard(
    windows: Windows, site: Site, chapters: list[str], scheme: str
) -> None:
    """Enter opens them, the focus goes in, Tab goes on, Escape closes them and gives the focus back."""
    window = windows[scheme, min(WIDTHS)]
    with Visit(site, window, chapters[0]) as visit:
        menu = window.get_by_role("button", name="Contents")
        menu.focus()
        window.keyboard.press("Enter")
        within = "document.activeElement.closest('.md-sidebar--primary') !== null"
        assert window.evaluate(within)
        window.keyboard.press("Tab")
        assert window.evaluate(within)
        window.wait_for_function("inside.focus().seen")  # the sidebar is still coming in
        found = visit.check_axe() + visit.check_sideways()
        window.keyboard.press("Escape")
        assert "false" == menu.get_attribute("aria-expanded")
        assert window.evaluate("document.activeElement.matches('.opens-drawer')")
    assert not found, "\n".join(found)


def test_scheme_is_the_systems_until_one_is_chosen(windows: Windows, site: Site) -> None:
    """Dark where and while the system is dark; the choice of light is kept on the next page. Enter switches, too."""
    window = windows["dark", max(WIDTHS)]
    scheme = "document.body.dataset.mdColorScheme"
    with Visit(site, window, ""):
        assert "slate" == window.evaluate(scheme)
        for system, expected in (("light", "default"), ("dark", "slate")):
            window.emulate_media(color_scheme=system)
            expect(window.locator("body")).to_have_attribute("data-md-color-scheme", expected)
        window.get_by_role("radio", name="Switch to light mode").focus()
        window.keyboard.press("ArrowRight")
        assert "default" == window.evaluate(scheme)
        for expected in ("slate", "default"):
            window.keyboard.press("Enter")
            assert expected == window.evaluate(scheme)
            window.wait_for_function("inside.focus().seen")
        window.reload()
        assert "default" == window.evaluate(scheme)
        window.evaluate("localStorage.clear()")


def test_the_theme_sets_up_a_page_after_us(window: Page, site: Site, chapters: list[str]) -> None:
    """However late our script comes: each copy button of the theme's brings a landmark of the same name."""

    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    window.route("**/assets/site.js", late)
    with Visit(site, window, chapters[0]):
        window.unroute("**/assets/site.js")
        assert window.locator(".md-code__nav[role=none]").count()
        assert not window.locator(".md-code__nav:not([role=none])").count()


def test_what_the_theme_only_measures_stays_out_of_the_page(browser: Browser, site: Site, chapters: list[str]) -> None:
    """A tooltip of a button comes and goes at once. In `main`, the style of all that is there would be found anew."""
    window = open_window(browser, SCHEMES[0], WIDTHS[0])
    window.add_init_script("""window.measured = []; new MutationObserver(changes => {
      for (const { target, addedNodes } of changes) for (const { role } of addedNodes)
        if (role === "tooltip") measured.push(target.tagName);
    }).observe(document, { subtree: true, childList: true });""")
    with Visit(site, window, chapters[0]):
        assert {"BODY"} == {*window.evaluate("measured")}
    window.context.close()


def test_only_a_term_has_a_tooltip_of_the_themes(window: Page, site: Site) -> None:
    """Where it makes one, it takes `title` away as long as the mouse is there; the browser's own needs it."""

    def hovered(named: str) -> str | None:
        window.locator(named).first.hover()
        window.wait_for_timeout(500)
        title: str | None = window.locator(named).first.get_attribute("title")
        return title

    with Visit(site, window, "import-cache/lazy-imports/"):
        assert (hovered("code.deepcut-value") or "").startswith("printed by import-cache/")
        assert hovered(".deepcut-term") is None
        assert not window.locator(".headerlink[title]").count()


def test_nothing_moves_where_motion_is_reduced(window: Page, site: Site, chapters: list[str]) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
      const {transitionDuration, transitionProperty, animationName, scrollBehavior} = getComputedStyle(element);
      const moves = transitionProperty !== "none" && /[1-9]/.test(transitionDuration);
      return moves || animationName !== "none" || scrollBehavior !== "auto";
    }).map(element => element.className)"""
    with Visit(site, window, chapters[0]):
        assert [] == window.evaluate(moving)
        window.emulate_media(reduced_motion="no-preference")
        assert window.evaluate(moving), "nothing moves at all: the check looked at nothing"
        window.emulate_media(reduced_motion="reduce")


def test_policy_is_strict_and_lets_python_run(window: Page, site: Site) -> None:
    """Nothing inline and no `eval`; workers and WebAssembly work."""
    with Visit(site, window, "") as visit:
        policy = window.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
        rules = {name: words for name, *words in (rule.split() for rule in policy.split(";"))}
        assert ["'self'"] == rules["default-src"]
        assert [["'none'"]] * 3 == [rules[f"{kind}-src"] for kind in ("object", "media", "frame")]
        assert {"'self'", "'wasm-unsafe-eval'", "'none'", "data:", "blob:"} == set(itertools.chain(*rules.values()))
        assert [name for name, words in rules.items() if "data:" in words] == ["img-src"]
        # a worker made of a blob has the policy of its page; one of a file has none, and could reach any origin
        assert [name for name, words in rules.items() if "blob:" in words] == ["worker-src"]
        assert window.evaluate(LATER % f"WebAssembly.compile({WASM})")
        window.evaluate("void new Worker(JSON.parse(document.getElementById('__config').textContent).search)")
        window.wait_for_timeout(200)  # a worker that is refused says so in the console
        assert [] == visit.check_requests()
        assert not window.evaluate(LATER % "eval('1')")
