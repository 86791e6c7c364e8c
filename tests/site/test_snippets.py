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
from playwright.sync_api import Browser, Page, Route, expect

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
    tab.locator(f"{selector} .deepcut-mark").scroll_into_view_if_needed()
    return str(tab.locator(selector).inner_text())


def test_the_choice_offers_the_pythons_of_the_page(tab: Page, site: Site) -> None:
    tab.goto(site.url(CYCLES))
    supported = (tab.locator(".deepcut").first.get_attribute("data-pythons") or "").split()
    assert ["newest", *supported] == tab.locator(f"{SELECT} option").all_inner_texts()
    assert len(supported) >= 5
    assert tab.get_by_role("combobox", name="Python", exact=True).is_visible()


def test_without_a_choice_the_newest_is_shown_and_others_are_folded(tab: Page, site: Site) -> None:
    """What is folded says only what differs, below the newest Python's."""
    tab.goto(site.url(CYCLES))
    assert "3.11 to 3.13.0 print something else" in shown(tab)
    assert [0, 1] == [shown(tab).count(text) for text in (OLD, NEW)]
    tab.locator(f"{CYCLE} .deepcut-older > summary").click()
    assert [1, 1, 1] == [shown(tab).count(text) for text in (OLD, NEW, "Traceback")]
    assert shown(tab).index(NEW) < shown(tab).index(OLD)


def test_a_table_shows_the_rows_for_the_chosen_python(tab: Page, site: Site) -> None:
    tab.goto(site.url("import-cache/circular-import-errors/"))
    tables = tab.locator("table:has(tr[data-on])")
    everything = tables.all_inner_texts()
    assert "3.11 to 3.13.0" in "".join(everything) and "3.13.1 and later" in "".join(everything)
    tab.select_option(SELECT, "3.12")
    chosen = "".join(tables.all_inner_texts())
    assert "3.11 to 3.13.0" in chosen and "3.13.1 and later" not in chosen
    assert tables.locator("tr").count() > tables.locator("tr:visible").count() > 5
    tab.select_option(SELECT, "")
    assert everything == tables.all_inner_texts()


def test_the_choice_of_a_python_leaves_the_reader_where_they_are(tab: Page, site: Site) -> None:
    """The programs above become shorter or longer. (tests/site/engines asks Firefox and WebKit.)"""
    tab.goto(site.url(f"{CYCLES}#how-to-fix-a-circular-import"))
    expect(tab.locator(".run-bar").first).to_be_attached()
    at = "Math.round(document.getElementById('how-to-fix-a-circular-import').getBoundingClientRect().top)"
    tab.wait_for_timeout(300)
    before, height = tab.evaluate(at), tab.evaluate("document.documentElement.scrollHeight")
    assert 0 <= before < 900
    for python in ("3.11", "3.15", ""):
        tab.select_option(SELECT, python)
        tab.wait_for_timeout(100)
        assert abs(tab.evaluate(at) - before) <= 2, python
        assert python != "3.11" or tab.evaluate("document.documentElement.scrollHeight") != height


# (Nobody could press the button of a question without a script.)
HEIGHTS = """() => {
  document.querySelectorAll(".deepcut-question button").forEach(button => { button.hidden = true; });
  return [...document.querySelectorAll(".deepcut, .notebook-cell, article > .highlight")]
    .map(part => Math.round(part.getBoundingClientRect().height * 10) / 10);
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("touch", [False, True])
@pytest.mark.parametrize("where", [CYCLES, QUESTIONS, "import-cache/servers-and-workers/", "import-cache/autoreload/"])
def test_nothing_grows_or_shrinks_when_the_scripts_come(
    browser: Browser, site: Site, where: str, width: int, touch: bool
) -> None:
    """Without JavaScript no place is left empty, and nothing is missing: a program is as high as with its buttons."""
    window = {"viewport": {"width": width, "height": 900}, "has_touch": touch, "is_mobile": touch}
    heights = []
    for javascript in (False, True):
        with visiting(browser, reduced_motion="reduce", java_script_enabled=javascript, **window) as tab:
            tab.goto(site.url(where))
            tab.set_viewport_size({"width": width, "height": 6000})
            if javascript:
                count = tab.locator(".deepcut[data-run]").count()
                expect(tab.locator(".run-bar")).to_have_count(count)
                tab.locator(".md-code__nav").nth(2).wait_for(state="attached")
            tab.wait_for_timeout(500)
            heights.append(tab.evaluate(HEIGHTS))
    assert len(heights[0]) > 3 and heights[0] == heights[1]


NAVS = "document.querySelectorAll('.md-code__nav')"
COVERED = """() => [...document.querySelectorAll(".md-code__button")].flatMap(button => {
  if (!button.checkVisibility()) return [];
  const code = button.closest(".highlight").querySelector("code"), range = new Range();
  range.selectNodeContents(code);
  const { left, right, top, bottom } = button.getBoundingClientRect(), own = code.getBoundingClientRect();
  const below = [...range.getClientRects()].filter(text => text.width && text.left < Math.min(right, own.right)
    && Math.min(text.right, own.right) > left && text.top < bottom - 1 && text.bottom > top + 1);
  return below.length ? [code.textContent.slice(0, 60)] : [];
})"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("where", [CYCLES, "import-cache/autoreload/", "contributing/snippet-format/"])
def test_the_button_to_copy_covers_no_code(browser: Browser, site: Site, where: str, width: int) -> None:
    """It stands in the line of the name, or beside the code where a block has none."""
    size = {"width": width, "height": 900}
    with visiting(browser, reduced_motion="reduce", viewport=size, has_touch=width < 500) as tab:
        tab.goto(site.url(where))
        tab.set_viewport_size({"width": width, "height": 6000})
        tab.locator(".md-code__button").nth(5).wait_for(state="attached")
        tab.wait_for_timeout(500)
        assert [] == tab.evaluate(COVERED)
        tab.evaluate(f"{NAVS}.forEach(nav => {{ nav.style.inset = '2.4rem 15rem auto auto' }})")
        assert tab.evaluate(COVERED), "what would be wrong is found"


@pytest.mark.parametrize(
    ("python", "text", "other"), [("3.11", OLD, NEW), ("3.13.0", OLD, NEW), ("3.13", NEW, OLD), ("3.15", NEW, OLD)]
)
def test_a_chosen_python_shows_its_outputs_in_place(tab: Page, site: Site, python: str, text: str, other: str) -> None:
    tab.goto(site.url(CYCLES))
    tab.locator(f"{CYCLE} .run-bar").wait_for()
    all_of_them = shown(tab)
    tab.select_option(SELECT, python)
    assert text in shown(tab) and other not in shown(tab)
    assert "something else" not in shown(tab)
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
    assert "newest" == tab.locator(SELECT).evaluate("select => select.selectedOptions[0]?.text")
    assert "print something else" in shown(tab)


def test_a_page_without_snippets_has_no_choice(tab: Page, site: Site) -> None:
    tab.goto(site.url("import-cache/"))
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


@pytest.mark.parametrize("right", [True, False])
def test_a_question_is_answered_by_keyboard(tab: Page, site: Site, right: bool) -> None:
    """The chosen answer and the right one are marked; for a wrong one its reason is said."""
    tab.goto(site.url(QUESTIONS))
    question = tab.locator(".deepcut-question").first
    answers = question.locator("input")
    wanted = [answers.nth(at).get_attribute("data-right") is not None for at in range(answers.count())].index(right)
    answers.first.focus()
    tab.keyboard.press("Space")
    for _ in range(wanted):
        tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    answer = tab.locator(".deepcut-answer").first
    assert answer.locator("samp.deepcut-out").first.is_visible()
    said = question.locator("[role=status]").inner_text()
    reasons = [reason.inner_text() for reason in answer.locator("li > span").all()]
    assert said == "Right." if right else said.removeprefix("No. ") in reasons
    assert 1 == question.locator("label.deepcut-right:has([data-right])").count()
    assert (not right) == question.locator("label.deepcut-wrong:has(:checked)").count()


def test_an_answer_has_to_be_chosen_first(tab: Page, site: Site) -> None:
    tab.goto(site.url(QUESTIONS))
    tab.locator(".deepcut-question button").first.click()
    assert "Choose an answer first." == tab.locator(".deepcut-question [role=status]").first.inner_text()
    assert not tab.locator(".deepcut-answer samp").first.is_visible()


def test_a_question_has_a_name(tab: Page, site: Site) -> None:
    tab.goto(site.url(QUESTIONS))
    assert tab.get_by_role("group", name="What does it print?").first.get_by_role("radio").count() >= 3


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
        assert OLD not in shown(tab) and NEW in shown(tab)
        tab.locator(f"{CYCLE} .deepcut-older > summary").click()
        assert 1 == shown(tab).count(OLD)
        tab.locator(f"{CYCLE} .deepcut-mark > summary").click()
        assert "import-cache/circular-imports/from-import-beside-the-script" in shown(tab)
        assert tab.locator(".deepcut-not-run").first.is_visible(), "why it cannot be run is not said by a script"
        tab.goto(site.url(QUESTIONS))
        assert not tab.locator(".deepcut-question button").first.is_visible()
        assert not tab.locator(".deepcut-answer samp").first.is_visible()
        tab.locator(".deepcut-answer summary").first.click()
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
