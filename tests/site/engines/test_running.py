"""What a reader does with a program of a page, in each engine: run it, change it, take it along."""

from __future__ import annotations

import re

import pytest

from tests.site.engines.tab import Runner, Tab
from tests.site.server import Host

ONCE = "import-cache/import-happens-once/"


@pytest.mark.parametrize(
    "address", [ONCE, "import-cache/circular-imports/", "import-cache/sys-modules-is-the-source-of-truth/"]
)
def test_programs_print_what_was_verified(tab: Tab, host: Host, address: str) -> None:
    tab.goto(host.url(address))
    for nth in range(3):
        said = Runner(tab, nth).click("Run").ends("same")
        assert re.fullmatch(r"The same output as (verified|recorded) for Python 3\.14\.", said)


def test_a_program_is_edited_run_by_a_key_left_and_reset(tab: Tab, host: Host) -> None:
    tab.goto(host.url(ONCE))
    runner = Runner(tab).click("Edit")
    tab.until("document.activeElement.localName === 'textarea'")
    tab.press("Control+a")
    tab.type("for i in 6, 7:\n    i *= 7\nprint(i)")  # Enter keeps the indentation
    tab.press("Control+Enter")
    assert "You edited the code" in runner.ends("edited")
    assert "42\n49\n" == runner.output
    tab.press("Escape")
    assert "Run" == tab.evaluate("document.activeElement.textContent")
    runner.click("Reset")
    assert 0 == tab.count(f"{runner.root} textarea")
    runner.click("Run").ends("same")


def test_undo_is_the_browsers_own(tab: Tab, host: Host) -> None:
    tab.goto(host.url(ONCE))
    Runner(tab).click("Edit")
    value = "document.activeElement.value"
    tab.until("document.activeElement.localName === 'textarea'")
    before = tab.evaluate(value)
    tab.type("abc")
    assert before != tab.evaluate(value)
    # the command that the key gives: no key does anything in the browser of WebKit's driver, in no page
    while before != tab.evaluate(value):
        assert tab.evaluate("document.execCommand('undo')")


def test_the_address_carries_the_files(tab: Tab, host: Host) -> None:
    tab.goto(host.url("playground/"))
    Runner(tab).write("print('Grüße, 🐍')\n")
    tab.until("location.hash.length > 10")
    tab.goto(tab.evaluate("location.href"))
    other = Runner(tab)
    other.click("Run").ends("done")
    assert "Grüße, 🐍\n" == other.output
    assert not any("#" in path for path in host.asked)


def test_a_program_opens_in_the_playground(tab: Tab, host: Host) -> None:
    tab.goto(host.url(ONCE))
    runner = Runner(tab)
    printed = runner.click("Run").ends("same") and runner.output
    tab.click(f"{runner.root} .deepcut-mark > summary")
    tab.click(f"{runner.root} .run-link")
    tab.until(
        "location.pathname.endsWith('/playground/') && document.querySelector('.deepcut[data-state=idle]') !== null"
    )
    other = Runner(tab)
    other.click("Run").ends("done")
    assert printed == other.output


def test_two_programs_run_at_once(tab: Tab, host: Host) -> None:
    tab.goto(host.url(ONCE))
    both = [Runner(tab, 0), Runner(tab, 1)]
    for runner in both:
        runner.click("Run")
    for runner in both:
        runner.ends("same")


def test_the_policy_holds(tab: Tab, host: Host) -> None:
    """No `eval` in the page, and no request to another origin."""
    tab.goto(host.url("playground/"))
    code = "new Promise(ok => setTimeout(() => { try { eval('1'); ok(true) } catch { ok(false) } }))"
    assert tab.evaluate(code) is False
    ask = "fetch('http://127.0.0.1:9/').then(() => 'asked', () => 'refused')"
    heard = "addEventListener('securitypolicyviolation', event => ok(event.effectiveDirective))"
    assert "connect-src" == tab.evaluate(f"new Promise(ok => {{ {heard}; {ask} }})")
    tab.engine.said()  # both were said, as they should be
