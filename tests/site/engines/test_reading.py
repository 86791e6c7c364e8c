"""What a reader does who only reads: in each engine, on one page of each kind."""

from __future__ import annotations

import pytest

from tests.site.engines.tab import Tab
from tests.site.server import Host

CYCLES = "import-cache/circular-imports/"
CYCLE = '[id="import-cache/circular-imports/from-import-beside-the-script"]'
QUESTIONS = "import-cache/reload-keeps-old-references/"
TERMS = "import-cache/reloading-a-module/"
OLD, NEW = "most likely due to a circular import", "consider renaming 'customers.py'"
SELECT = ".deepcut-python select"
KINDS = {
    "landing page": "",
    "index of a DeepCut": "import-cache/",
    "chapter": CYCLES,
    "notebook": "import-cache/autoreload/",
    "whole DeepCut": "import-cache/all/",
    "glossary": "glossary/",
    "topics": "tags/",
    "playground": "playground/",
    "verified": "verified/",
    "guide": "contributing/snippet-format/",
    "changelog": "changelog/",
    "missing page": "not-there/",
}
SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  return wide ? [document.documentElement.scrollWidth, document.documentElement.clientWidth] : [];
}"""


@pytest.mark.parametrize("width", [1280, 460])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_there_and_whole(tab: Tab, host: Host, kind: str, width: int) -> None:
    """Its title, its style, its scripts; nothing scrolls sideways; nothing is missing on the server."""
    with tab.width(width):
        tab.goto(host.url(KINDS[kind]))
        tab.until("document.querySelector('.md-search') === null || document.querySelector('.opens-drawer') !== null")
        assert tab.text("h1").strip()
        assert "0px" == tab.evaluate("getComputedStyle(document.body).marginTop"), "the style sheet is not there"
        runnable = "document.querySelectorAll('.deepcut[data-run]').length"
        tab.until(f"[...document.querySelectorAll('.run-button')].length >= {runnable}")
        assert [] == tab.evaluate(SIDEWAYS)
    wrong = [sent.path for sent in host.sent if sent.status != 200]
    assert [] == wrong or kind == "missing page"


def test_the_colours_are_chosen_and_kept(tab: Tab, host: Host) -> None:
    scheme = "document.body.dataset.mdColorScheme"
    tab.goto(host.url(CYCLES))
    tab.until("document.querySelector('.opens-drawer') !== null")
    before = tab.evaluate(scheme)
    background = "getComputedStyle(document.body).backgroundColor"
    colour = tab.evaluate(background)
    tab.click(".md-option:checked + label")
    tab.until(f"{scheme} !== '{before}'")
    assert colour != tab.evaluate(background)
    after = tab.evaluate(scheme)
    tab.goto(host.url("glossary/"))
    assert after == tab.evaluate(scheme)


@pytest.mark.parametrize("how", ["clicked", "by a key"])
def test_the_search_answers_what_is_typed(tab: Tab, host: Host, how: str) -> None:
    tab.goto(host.url(""))
    tab.until("document.querySelector('.opens-drawer') !== null && typeof document$ === 'object'")
    if how == "clicked":
        tab.click(".md-search__input")
    else:
        tab.press("/")
    tab.until("document.activeElement.matches('.md-search__input')")
    tab.type("spec not found for the module")
    link = "document.querySelector('.md-search-result__item a')?.href ?? ''"
    tab.until(f"({link}).includes('{TERMS}')")
    tab.press("Enter")
    tab.until(f"location.href.includes('{TERMS}')")


def test_the_search_says_that_nothing_covers_a_query_and_keeps_it(tab: Tab, host: Host) -> None:
    """Nothing is listed; the query is in the box again on the next page, and what is typed replaces it."""
    box = "document.querySelector('.md-search__input')"
    tab.goto(host.url(""))
    tab.until("document.querySelector('.opens-search') !== null")
    tab.press("/")
    tab.type("pandas merge duplicate columns")
    tab.until("document.querySelector('.md-search-result__meta').innerText.startsWith('Nothing here covers this.')")
    assert 0 == tab.count(".md-search-result__item")
    tab.press("Tab")
    tab.until("!document.getElementById('__search').checked")
    assert tab.evaluate("document.activeElement.closest('.md-search') === null")
    tab.goto(host.url("glossary/"))
    tab.until("document.querySelector('.opens-search') !== null")
    tab.press("/")
    tab.until(f"{box}.value === 'pandas merge duplicate columns'")
    tab.type("reload")
    tab.until("document.querySelectorAll('.md-search-result__item').length > 0")
    assert "reload" == tab.evaluate(f"{box}.value")


def test_escape_closes_the_search(tab: Tab, host: Host) -> None:
    tab.goto(host.url(""))
    tab.until("typeof document$ === 'object'")
    tab.press("/")
    tab.type("import")
    tab.until("document.querySelectorAll('.md-search-result__item').length > 0")
    tab.press("Escape")
    tab.until("!document.getElementById('__search').checked")


def test_a_chosen_python_shows_its_outputs_and_is_remembered(tab: Tab, host: Host) -> None:
    tab.goto(host.url(CYCLES))
    tab.until(f"document.querySelector('{SELECT}') !== null")
    tab.evaluate(f"""document.querySelector('{CYCLE}').scrollIntoView()""")
    assert OLD not in tab.text(CYCLE) and NEW in tab.text(CYCLE)
    tab.click(f"{CYCLE} .deepcut-older > summary")
    assert OLD in tab.text(CYCLE) and NEW in tab.text(CYCLE)
    tab.choose(SELECT, "3.11")
    assert OLD in tab.text(CYCLE) and NEW not in tab.text(CYCLE)
    tab.choose(SELECT, "3.15")
    assert OLD not in tab.text(CYCLE) and NEW in tab.text(CYCLE)
    tab.goto(host.url(TERMS))
    assert "3.15" == tab.evaluate(f"document.querySelector('{SELECT}').value")


def test_the_choice_of_a_python_leaves_the_reader_where_they_are(tab: Tab, host: Host) -> None:
    """The programs above become shorter or longer; what one reads stays where it is on the screen."""
    tab.goto(host.url(f"{CYCLES}#what-to-do"))
    tab.until("document.querySelector('.run-bar') !== null")
    at = "Math.round(document.getElementById('what-to-do').getBoundingClientRect().top)"
    tab.until(f"Math.abs(({at})) < innerHeight")
    tab.evaluate("new Promise(resolve => setTimeout(resolve, 300))")
    before = tab.evaluate(at)
    for python in ("3.11", "3.15", ""):
        tab.choose(SELECT, python)
        tab.evaluate("new Promise(resolve => setTimeout(resolve, 100))")
        assert abs(tab.evaluate(at) - before) <= 2, python


def test_the_page_does_not_move_under_who_scrolls_up(tab: Tab, host: Host) -> None:
    """Each step of 350 px is one, whatever turns out to be higher or lower than the browser had guessed."""
    tab.goto(host.url(f"{CYCLES}#what-to-do"))
    tab.until("document.querySelector('.run-bar') !== null")
    tab.evaluate("new Promise(resolve => setTimeout(resolve, 300))")
    step = """async () => {
      const frame = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const top = element => element.getBoundingClientRect().top;
      const seen = element => element.checkVisibility({ contentVisibilityAuto: true });
      const texts = [...document.querySelectorAll("article :is(p, li, h2, h3, samp)")].filter(seen);
      const read = texts.find(text => top(text) > 150 && top(text) < 600) ?? texts.at(-1), before = top(read);
      scrollBy({ top: -350, behavior: "instant" });
      await frame();
      await frame();
      return Math.round(top(read) - before);
    }"""
    moved = [tab.evaluate(step) for _ in range(12)]
    assert [350] * 12 == moved


@pytest.mark.parametrize(("right", "said"), [(True, "Right."), (False, "No. ")])
def test_a_question_is_answered(tab: Tab, host: Host, right: bool, said: str) -> None:
    tab.goto(host.url(QUESTIONS))
    tab.until("document.querySelector('.deepcut-question button')?.hidden === false")
    tab.click(f".deepcut-question input{'[data-right]' if right else ':not([data-right])'}")
    tab.click(".deepcut-question button")
    assert tab.text(".deepcut-question [role=status]").startswith(said)
    assert tab.evaluate("document.querySelector('.deepcut-answer samp.deepcut-out').checkVisibility()")


def test_a_term_shows_its_definition(tab: Tab, host: Host) -> None:
    tab.goto(host.url(TERMS))
    tab.until("typeof document$ === 'object' && document.querySelector('.run-bar') !== null")
    said = tab.evaluate("document.querySelector('.deepcut-term').title")
    tab.hover(".deepcut-term")
    shown = """(said) => [...document.querySelectorAll("[role=tooltip]")]
      .some(tip => tip.innerText.trim() === said && tip.checkVisibility() && getComputedStyle(tip).opacity > 0.9)"""
    tab.until(shown, said, within=10)
    tab.press("Escape")
    tab.until(shown.replace("=> [", "=> ![", 1), said, within=10)


def test_the_contents_open_on_a_phone(tab: Tab, host: Host) -> None:
    with tab.width(460):
        tab.goto(host.url(CYCLES))
        tab.until("document.querySelector('.opens-drawer') !== null")
        tab.click(".opens-drawer")
        link = ".md-sidebar--primary .md-nav__link[href]"
        tab.until(f"document.activeElement.matches('{link}')")
        left = "document.querySelector('.md-sidebar--primary').getBoundingClientRect().left"
        tab.until(f"{left} >= 0")
        tab.press("Escape")
        tab.until("document.activeElement.matches('.opens-drawer')")


def test_code_is_copied_without_its_outputs(tab: Tab, host: Host) -> None:
    tab.goto(host.url(CYCLES))
    tab.until("document.querySelector('.run-bar') !== null")
    tab.evaluate(f"document.querySelector('{CYCLE}').scrollIntoView()")
    button = f"{CYCLE} .highlight [data-clipboard-target]"
    tab.until("(selector) => document.querySelector(selector) !== null", button)
    tab.evaluate(  # what is copied, whether or not this browser lets a page read its clipboard
        """() => {
          window.copied = [];
          document.addEventListener("copy", event => copied.push(String(getSelection()) || event.target.value), true);
          const { clipboard } = navigator;
          const write = clipboard?.writeText?.bind(clipboard);
          if (write) clipboard.writeText = text => (copied.push(text), write(text));
        }"""
    )
    tab.click(button)
    tab.until("document.querySelector('.md-dialog--active') !== null")
    (copied,) = tab.until("copied")
    assert "class Customer:" in copied and "#>" not in copied and "#!" not in copied


def test_all_is_there_at_the_next_page(tab: Tab, host: Host) -> None:
    """A link is followed with the mouse, and the way back works."""
    tab.goto(host.url("import-cache/import-happens-once/"))
    tab.until("document.querySelector('.run-bar') !== null")
    tab.click(".md-footer__link--next")
    tab.until("location.pathname.endsWith('/module-code-runs-once/') && document.querySelector('.run-bar') !== null")
    tab.evaluate("void setTimeout(() => history.back())")
    tab.until("location.pathname.endsWith('/import-happens-once/') && document.querySelector('.run-bar') !== null")
