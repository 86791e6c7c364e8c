"""One Python for the reader, and questions about outputs: snippets.js in a browser, and the pages without it."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from tests.site.server import Site

CYCLES = "import-cache/circular-imports/"
CYCLE = '[id="import-cache/circular-imports/from-import-beside-the-script"]'
LAZY = "import-cache/cached-in-sys-modules/"
QUESTIONS = "import-cache/reload-keeps-old-references/"
OLD, NEW = "most likely due to a circular import", "consider renaming 'customers.py'"
SELECT = ".deepcut-python select"
# In each frame that is painted: is anything there that the remembered Python does not print?
WATCH = """() => {
  window.wrong = []; window.frames = 0;
  const look = () => {
    window.frames += document.querySelectorAll(".deepcut").length > 0;
    for (const part of document.querySelectorAll("[data-on]")) {
      const wanted = part.dataset.on.split(" ").includes("3.11");
      if (part.checkVisibility() !== wanted) window.wrong.push(part.outerHTML.slice(0, 80));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
FORBID = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('forbidden', 'SecurityError'); }})"
)


@contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    with visiting(browser, reduced_motion="reduce") as tab:
        yield tab


def shown(tab: Page, selector: str = CYCLE) -> str:
    tab.locator(f"{selector} .deepcut-foot").scroll_into_view_if_needed()
    return str(tab.locator(selector).inner_text())


def test_the_choice_offers_the_pythons_of_the_page(tab: Page, site: Site) -> None:
    tab.goto(site.url(CYCLES))
    supported = (tab.locator(".deepcut").first.get_attribute("data-pythons") or "").split()
    assert ["all", *supported] == tab.locator(f"{SELECT} option").all_inner_texts()
    assert len(supported) >= 5
    assert tab.get_by_role("combobox", name="Python", exact=True).is_visible()


def test_without_a_choice_all_pythons_stand_below_each_other(tab: Page, site: Site) -> None:
    tab.goto(site.url(CYCLES))
    assert "CPython 3.11 to 3.13.0 prints instead" in shown(tab)
    assert [1, 1] == [shown(tab).count(text) for text in (OLD, NEW)]
    assert shown(tab).index(NEW) < shown(tab).index(OLD)


@pytest.mark.parametrize(
    ("python", "text", "other"), [("3.11", OLD, NEW), ("3.13.0", OLD, NEW), ("3.13", NEW, OLD), ("3.15", NEW, OLD)]
)
def test_a_chosen_python_shows_its_outputs_in_place(tab: Page, site: Site, python: str, text: str, other: str) -> None:
    tab.goto(site.url(CYCLES))
    tab.locator(f"{CYCLE} .run-bar").wait_for()
    all_of_them = shown(tab)
    tab.select_option(SELECT, python)
    assert text in shown(tab) and other not in shown(tab)
    assert "prints instead" not in shown(tab)
    assert (
        f"Now every program shows what CPython {python} prints."
        == tab.locator(".deepcut-python [role=status]").inner_text()
    )
    tab.select_option(SELECT, "")
    assert all_of_them == shown(tab)


def test_the_choice_is_remembered_on_other_pages(tab: Page, site: Site) -> None:
    tab.goto(site.url(CYCLES))
    tab.select_option(SELECT, "3.11")
    tab.goto(site.url(LAZY))
    assert "3.11" == tab.input_value(SELECT)
    note = tab.locator(".deepcut-without").first
    assert note.is_visible()
    assert "This program needs Python 3.15 or later. You see what CPython 3.15 prints." == note.text_content()
    tab.select_option(SELECT, "3.15")
    assert not note.is_visible()


def test_nothing_flashes(tab: Page, site: Site) -> None:
    """Even where the script comes late: the page is not painted before."""

    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    tab.goto(site.url(CYCLES))
    tab.select_option(SELECT, "3.11")
    tab.add_init_script(f"({WATCH})()")
    tab.route("**/snippets.js", late)
    tab.goto(site.url(CYCLES))
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.frames") > 3, "no frame was looked at"
    assert [] == tab.evaluate("window.wrong")


def test_where_storage_is_forbidden_the_choice_lasts_for_the_page(tab: Page, site: Site) -> None:
    tab.add_init_script(FORBID)
    tab.goto(site.url(CYCLES))
    tab.locator(f"{CYCLE} .run-bar").wait_for()  # no script was stopped by it
    tab.select_option(SELECT, "3.11")
    assert NEW not in shown(tab)
    tab.goto(site.url(LAZY))
    assert "" == tab.input_value(SELECT)


def test_a_python_that_is_no_longer_supported_is_no_choice(tab: Page, site: Site) -> None:
    tab.add_init_script("localStorage.setItem('deepcuts-python', '3.4')")
    tab.goto(site.url(CYCLES))
    assert "all" == tab.locator(SELECT).evaluate("select => select.selectedOptions[0]?.text")
    assert "prints instead" in shown(tab)


def test_a_page_without_snippets_has_no_choice(tab: Page, site: Site) -> None:
    tab.goto(site.url("import-cache/key-points/"))
    assert 0 == tab.locator(SELECT).count()


@pytest.mark.parametrize("python", ["", "3.11", "3.15"])
def test_copying_leaves_the_outputs_behind(browser: Browser, site: Site, python: str) -> None:
    """And gives the program as it runs: its block of metadata, which the page does not show, is a part of it."""
    with visiting(browser, permissions=["clipboard-read", "clipboard-write"]) as tab:
        tab.goto(site.url(CYCLES))
        tab.select_option(SELECT, python)
        for block, code in enumerate(["class Customer:\n    first_order = Order()", "return Customer()", "# ///"]):
            shown = tab.locator(f"{CYCLE} .highlight").nth(block)
            shown.scroll_into_view_if_needed()  # a block has its button when somebody sees it
            shown.locator("[data-clipboard-target]").click()
            tab.locator(".md-dialog--active").wait_for()
            copied = tab.evaluate("navigator.clipboard.readText()")
            assert copied.endswith(code) and "#!" not in copied and "#>" not in copied
        assert copied.startswith("import customers\n\n# /// script\n")


def test_an_issue_names_the_chosen_python(tab: Page, site: Site) -> None:
    tab.goto(site.url(CYCLES))
    link = tab.locator(f"{CYCLE} .deepcut-issue")
    if not link.count():
        pytest.skip("this site was built without a repository")
    written = link.get_attribute("href") or ""
    tab.select_option(SELECT, "3.12")
    assert "python=Python+3.12" in (link.get_attribute("href") or "")
    tab.select_option(SELECT, "")
    assert written == link.get_attribute("href")


# Predict first.


@pytest.mark.parametrize(("right", "said"), [(True, "Right."), (False, "No. What it prints stands below.")])
def test_a_question_is_answered_by_keyboard(tab: Page, site: Site, right: bool, said: str) -> None:
    tab.goto(site.url(QUESTIONS))
    question = tab.locator(".deepcut-question")
    answers = question.locator("input")
    wanted = [answers.nth(at).get_attribute("data-right") is not None for at in range(answers.count())].index(right)
    answers.first.focus()
    tab.keyboard.press("Space")
    for _ in range(wanted):
        tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert said == question.locator("[role=status]").inner_text()
    assert tab.locator(".deepcut-answer samp.deepcut-out").first.is_visible()


def test_an_answer_has_to_be_chosen_first(tab: Page, site: Site) -> None:
    tab.goto(site.url(QUESTIONS))
    tab.locator(".deepcut-question button").click()
    assert "Choose an answer first." == tab.locator(".deepcut-question [role=status]").inner_text()
    assert not tab.locator(".deepcut-answer samp").first.is_visible()


def test_a_question_has_a_name(tab: Page, site: Site) -> None:
    tab.goto(site.url(QUESTIONS))
    assert tab.get_by_role("group", name="What does it print?").get_by_role("radio").count() >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", [CYCLES, LAZY, QUESTIONS])
def test_what_is_chosen_and_answered_is_accessible(browser: Browser, site: Site, where: str, scheme: str) -> None:
    with visiting(browser, reduced_motion="reduce", color_scheme=scheme) as tab:
        tab.goto(site.url(where))
        tab.select_option(SELECT, "3.11")
        found = Axe().run(tab).response["violations"]
        for button in tab.locator(".deepcut-question button").all():
            button.locator("xpath=..").locator("input").first.check()
            button.click()
        found += Axe().run(tab).response["violations"]
        assert [] == [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


def test_without_javascript_everything_is_there(browser: Browser, site: Site) -> None:
    with visiting(browser, java_script_enabled=False) as tab:
        tab.goto(site.url(CYCLES))
        assert 0 == tab.locator(SELECT).count()
        assert OLD in shown(tab) and NEW in shown(tab)
        assert 1 == shown(tab).count(OLD)
        tab.goto(site.url(QUESTIONS))
        assert not tab.locator(".deepcut-question button").is_visible()
        assert not tab.locator(".deepcut-answer samp").first.is_visible()
        tab.locator(".deepcut-answer summary").click()
        assert tab.locator(".deepcut-answer samp.deepcut-out").first.is_visible()


# The download, written by `python -m deepcuts publish`.


def test_the_download_opens_from_a_folder(browser: Browser, site: Site, tmp_path: Path) -> None:
    """With its styles, its links, its search and the choice, and nothing in the console."""
    archive = site.folder / "python-deepcuts.zip"
    if not archive.exists():
        pytest.skip("this site was not published")
    with zipfile.ZipFile(archive) as file:
        file.extractall(tmp_path)
    said: list[str] = []
    with visiting(browser, reduced_motion="reduce") as tab:
        tab.on("console", lambda message: said.append(message.text))
        tab.on("requestfailed", lambda request: said.append(request.url))
        tab.goto((tmp_path / "python-deepcuts" / "index.html").as_uri())
        tab.fill(".md-search__input", "circular imports and partial initialisation")
        tab.locator(".md-search-result__link").first.wait_for()
        tab.goto(tab.locator(".md-search-result__link").first.get_attribute("href") or "")
        assert f"/{CYCLES}index.html" in tab.url
        tab.select_option(SELECT, "3.11")
        assert OLD in shown(tab) and NEW not in shown(tab)
        tab.locator(".md-footer__link--next").click()
        assert "/import-cache/circular-import-errors/index.html" in tab.url
        assert "3.11" == tab.input_value(SELECT)
    assert [] == said
