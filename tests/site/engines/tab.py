"""One tab of a browser that Playwright cannot drive: what a reader does in it, the same for each engine.

An engine says how a page is opened, how a script runs in it and how input reaches it (`Engine`); all else is built on
these three, so that a test means the same everywhere.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Control": "\ue009",
    "Escape": "\ue00c",
}
"""As https://www.w3.org/TR/webdriver2/#keyboard-actions names them."""
SLOW = 30
"""Seconds until something that has to come has come: Python is loaded on a machine with other work."""
WHERE = """(selector, nth) => {
  const found = document.querySelectorAll(selector)[nth];
  if (!found) return null;
  found.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const { left, top, width, height } = found.getBoundingClientRect();
  const x = Math.round(left + width / 2), y = Math.round(top + height / 2), there = document.elementFromPoint(x, y);
  if (!width || !height || !there) return null;
  const above = found === there || found.contains(there) || there.contains(found);
  return { x, y, above, by: there.outerHTML.slice(0, 120) };
}"""


@contextmanager
def ended(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process that prints nothing, and see that it has ended."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Engine(Protocol):
    """A running browser with one window."""

    def goto(self, url: str) -> None:
        """Open an address, and return when the page is loaded."""

    def call(self, function: str, arguments: Sequence[object]) -> str:
        """Call a JavaScript function in the page; what it returns, or its promise resolves to, as JSON."""

    def perform(self, actions: list[dict[str, Any]]) -> None:
        """Send input as https://www.w3.org/TR/webdriver2/#actions describes it."""

    def resize(self, width: int, height: int) -> None:
        """Give the page this size, in pixels; an engine may have a least one."""

    def fresh(self) -> None:
        """Forget what pages have stored."""

    def said(self) -> list[str]:
        """What the console has been told since the last call: errors, warnings, violations of the policy."""


class Tab:
    """What a reader does with a page."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def goto(self, url: str) -> None:
        # an address that differs in its fragment only would not load the page again
        self.engine.goto("about:blank")
        self.engine.goto(url)

    def evaluate(self, expression: str, *arguments: object) -> Any:
        """The value of an expression, or what a function returns."""
        is_function = re.match(r"(async )?\([\w, ]*\) =>", expression)
        return json.loads(self.engine.call(expression if is_function else f"() => ({expression})", arguments))

    def until(self, expression: str, *arguments: object, within: float = SLOW) -> Any:
        """Wait until an expression is true, and return its value; seconds.

        Raises AssertionError with the expression where it never is.
        """
        end = time.monotonic() + within
        while not (value := self.evaluate(expression, *arguments)):
            assert time.monotonic() < end, f"it never came: {expression} {arguments}"
            time.sleep(0.05)
        return value

    def count(self, selector: str) -> int:
        return int(self.evaluate("(selector) => document.querySelectorAll(selector).length", selector))

    def text(self, selector: str, nth: int = 0) -> str:
        """The text that one sees of an element."""
        read = "(selector, nth) => document.querySelectorAll(selector)[nth]?.innerText ?? null"
        text = self.evaluate(read, selector, nth)
        assert text is not None, f"the page has no {selector}"
        return str(text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other; "Control+a" holds the first one down."""
        actions = []
        for key in keys:
            parts = [KEYS.get(part, part) for part in (key.split("+") if len(key) > 1 else [key])]
            actions += [{"type": "keyDown", "value": part} for part in parts]
            actions += [{"type": "keyUp", "value": part} for part in reversed(parts)]
        self.engine.perform([{"type": "key", "id": "keyboard", "actions": actions}])

    def type(self, text: str) -> None:
        self.press(*(("Enter" if sign == "\n" else sign) for sign in text))

    def _to(self, selector: str, nth: int, then: list[dict[str, Any]]) -> None:
        place = None
        while place != (place := self.until(WHERE, selector, nth, within=10)):  # what came near may have become higher
            self.evaluate("new Promise(done => setTimeout(done, 100))")
        assert place["above"], f"{selector} is covered by {place['by']}"
        move = {"type": "pointerMove", "x": place["x"], "y": place["y"], "duration": 0, "origin": "viewport"}
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [move, *then]}
        self.engine.perform([mouse])

    def click(self, selector: str, nth: int = 0) -> None:
        """Click with a mouse: what covers the element gets in the way, as it would for a reader."""
        self._to(selector, nth, [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def hover(self, selector: str, nth: int = 0) -> None:
        self._to(selector, nth, [])

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a list, as the browser reports it to the page: the list itself is the system's."""
        choice = """(selector, value) => {
          const select = document.querySelector(selector);
          select.value = value;
          for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
        }"""
        self.evaluate(choice, selector, value)

    @contextmanager
    def width(self, width: int) -> Iterator[None]:
        """The window this wide, as on a phone, in pixels of the page."""
        self.engine.resize(width, 900)
        yield
        self.engine.resize(1280, 900)


class Runner:
    """A program of the page that can be run."""

    def __init__(self, tab: Tab, nth: int = 0) -> None:
        self.tab = tab
        tab.until(f"document.querySelectorAll('.deepcut[data-run]')[{nth}]?.dataset.state")
        tab.evaluate(f"document.querySelectorAll('.deepcut[data-run]')[{nth}].setAttribute('data-tested', {nth})")
        self.root = f'.deepcut[data-tested="{nth}"]'

    def button(self, name: str) -> str:
        """The selector of the button that one sees with this name."""
        named = """(root, name) => {
          const buttons = [...document.querySelectorAll(`${root} .run-button`)];
          const found = buttons.find(button => button.textContent.startsWith(name) && button.checkVisibility());
          found?.setAttribute("data-name", name);
          return Boolean(found);
        }"""
        self.tab.until(named, self.root, name)
        return f'{self.root} .run-button[data-name="{name}"]'

    def sees(self, name: str) -> bool:
        """Whether there is a button with this name."""
        look = """(root, name) => [...document.querySelectorAll(`${root} .run-button`)]
          .some(button => button.textContent.startsWith(name) && button.checkVisibility())"""
        return bool(self.tab.evaluate(look, self.root, name))

    def click(self, name: str) -> Runner:
        self.tab.click(self.button(name))
        return self

    def write(self, text: str) -> Runner:
        """Put a text into the editor of the program, as if it were pasted."""
        if self.sees("Edit"):
            self.click("Edit")
        fill = """(root, text) => {
          const found = [...document.querySelectorAll(`${root} textarea`)].at(-1);
          if (!found) return false;
          found.focus();
          found.value = text;
          found.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
          return true;
        }"""
        self.tab.until(fill, self.root, text)
        return self

    def ends(self, state: str) -> str:
        """Wait for an end, which has to be this one; the words about it."""
        over = "(state => !['idle', 'running'].includes(state) && state)(document.querySelector(root).dataset.state)"
        came = self.tab.until(f"(root) => {over}", self.root)
        assert state == came, self.tab.text(self.root)
        return self.tab.text(f"{self.root} .run-status")

    @property
    def output(self) -> str:
        return str(
            self.tab.evaluate("(root) => document.querySelector(`${root} .run-output code`).textContent", self.root)
        )
