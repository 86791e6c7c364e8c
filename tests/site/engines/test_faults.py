"""What was once broken in Firefox or in WebKit, each by a test of its own; `nox -s site` runs them in Firefox, too."""

from __future__ import annotations

import re

import pytest

from tests.site.engines.tab import Runner, Tab
from tests.site.server import Host

CYCLES = "import-cache/circular-imports/"
FOUND = "import-cache/circular-import"  # that chapter, or the one of its texts
ERROR = "cannot import name 'Crate' from 'depot' (consider renaming '/home/ada/depot.py' if it has the same name)"


@pytest.mark.parametrize(
    "address",
    [
        "import-cache/circular-import-errors/#one-mistake-has-many-texts",
        f"{CYCLES}#nonexistent",
        "glossary/#reload",
        "import-cache/autoreload/#what-to-do",
        "#how-it-is-verified",
    ],
)
def test_a_page_that_is_opened_at_a_fragment_gets_its_scripts(tab: Tab, host: Host, address: str) -> None:
    tab.goto(host.url(address))
    tab.until("document.querySelector('.opens-search') !== null")  # site.js ran
    tab.until("[...document.querySelectorAll('.deepcut[data-run]')].every(root => root.querySelector('.run-button'))")
    tab.until("typeof document$ === 'object'")  # the theme's


def test_an_error_that_is_pasted_with_the_mouse_is_searched(tab: Tab, host: Host) -> None:
    """Without a key: a menu and a long press bring a text by `input` alone."""
    tab.goto(host.url(""))
    tab.click(".md-search__input")
    paste = """(text) => {
      const box = document.querySelector(".md-search__input");
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    }"""
    tab.evaluate(paste, ERROR)
    first = "document.querySelector('.md-search-result__item a')?.href ?? ''"
    assert FOUND in tab.until(first)
    tab.evaluate("location.assign(document.querySelector('.md-search-result__item a').href)")
    tab.until(f"location.href.includes('{FOUND}') && document.querySelector('.run-bar') !== null")
    assert 0 == tab.count("mark[data-md-highlight]"), "the search marks words in the page that it opens"


@pytest.mark.parametrize("width", [1280, 600])
def test_tab_leaves_the_header(tab: Tab, host: Host, width: int) -> None:
    with tab.width(width):
        tab.goto(host.url(CYCLES))
        tab.until("document.querySelector('.opens-search, .md-search__input') !== null")
        tab.until("document.querySelector('.run-bar') !== null")
        for _ in range(40):
            tab.press("Tab")
            if tab.evaluate("document.activeElement.closest('main') !== null"):
                break
        assert tab.evaluate("document.activeElement.closest('main') !== null")


def test_a_slow_line_is_heard_and_said(tab: Tab, host: Host) -> None:
    """Each piece that arrives is a sign of life; the reader sees how much of Python is there."""
    tab.goto(host.url("playground/"))
    host.slow = "pyodide.asm.wasm"
    runner = Runner(tab).click("Run")
    status, said = f"{runner.root} .run-status", []
    tab.until("(selector) => document.querySelector(selector).innerText.startsWith('Loading Python, ')", status)
    for _ in range(3):
        said.append(tab.text(status))
        host.next_piece.release()
        tab.until("(selector, last) => document.querySelector(selector).innerText !== last", status, said[-1])
    assert all(re.fullmatch(r"Loading Python, \d\.\d of \d MB…", text) for text in said[1:]), said
    assert "Done." == runner.ends("done")


def test_the_underline_of_a_link_leaves_the_underscore_of_code(tab: Tab, host: Host) -> None:
    tab.goto(host.url(CYCLES))
    lines = """[...document.querySelectorAll(".md-typeset a > code")].map(code => {
      const { textDecorationLine, textUnderlineOffset } = getComputedStyle(code.parentElement);
      return textDecorationLine === "none" || parseFloat(textUnderlineOffset) > 3;
    })"""
    found = tab.evaluate(lines)
    assert found and all(found)
