"""One visit to a page in a fresh browser profile, and what can be wrong with it. Each check returns its complaints."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, Page

from tests.site.server import Sent, Site

LIMIT = 100
"""KiB of HTML, CSS, JavaScript and fonts that a first visit may load, compressed."""
LIMIT_OF_ALL = 250
"""The same for a page that shows a whole DeepCut: nobody comes to it first."""
SCHEMES = ("light", "dark")
WIDTHS = (1280, 390)
NARROWEST = 320
HEIGHT, TALL = 900, 9000
"""Of a window, and as long as what is done when one comes to it is waited for: nobody scrolls through 35 of them."""
A4 = {"width": 680, "height": 1000}
"""210 by 297 mm without the margins of docs/assets/deepcuts.css, at 96 pixels an inch."""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
INSIDE = (Path(__file__).parent / "inside.js").read_text(encoding="utf-8")


def open_window(browser: Browser, scheme: str, width: int) -> Page:
    """A window of a fresh profile; without motion, so that nothing is looked at halfway."""
    size = {"width": width, "height": HEIGHT}
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    context.add_init_script(INSIDE)
    return context.new_page()


@dataclass
class Visit:
    """A page as somebody sees it who comes for the first time. The window is used again: opening one takes long."""

    site: Site
    window: Page
    page: str
    foreign: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    axe: list[str] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def __enter__(self) -> Visit:
        self.listeners = {
            "request": lambda request: self.requested(request.url),
            "console": lambda message: self.said(message.type, message.text),
            "weberror": lambda error: self.console.append(f"uncaught: {error.error}"),
        }
        for event, listener in self.listeners.items():
            self.window.context.on(event, listener)
        self.window.goto("about:blank")  # the page before this one asks for nothing more
        self.site.sent.clear()
        self.window.mouse.move(0, 0)  # where the last test left it, it may hover over something
        self.window.goto(self.site.url(self.page))
        size = self.window.viewport_size
        self.window.set_viewport_size({"width": size["width"], "height": TALL})
        self.window.evaluate("inside.settled()")
        self.window.set_viewport_size(size)
        return self

    def __exit__(self, *_: object) -> None:
        for event, listener in self.listeners.items():
            self.window.context.remove_listener(event, listener)

    def requested(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and not url.startswith(f"{self.site.origin}/"):
            self.foreign.append(url)

    def said(self, kind: str, text: str) -> None:
        if kind in ("warning", "error", "assert"):
            self.console.append(f"{kind}: {text}")

    @property
    def kib(self) -> float:
        return sum(sent.size for sent in self.sent if sent.counted) / 1024

    def check_axe(self, *only: str) -> list[str]:
        """No rule of axe-core is violated, or none of these."""
        self.window.evaluate(AXE)
        result = self.window.evaluate("only => inside.axe(...only)", only)
        assert len(result["passes"]) >= (len(only) or 10), "axe looked at nothing"
        found = [
            f"axe: {rule['id']} ({rule['help']}): {node['target']} {node['html'][:120]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
        self.axe += found
        return found

    def check_sideways(self) -> list[str]:
        """Nothing scrolls sideways or is cut off at the side, except code."""
        width = self.window.viewport_size["width"]
        return [f"sideways at {width} px: {found}" for found in self.window.evaluate("inside.sideways()")]

    def check_requests(self) -> list[str]:
        """Nothing comes from another origin, nothing is missing, nothing is said in the console, and all is light."""
        found = [f"foreign request: {url}" for url in self.foreign] + [f"console: {text}" for text in self.console]
        found += [f"answered with {sent.status}: {sent.path}" for sent in self.site.sent if sent.status != 200]
        self.sent = list(self.site.sent)
        assert any(sent.path.endswith(".css") for sent in self.sent), "the server was asked for nothing"
        limit = LIMIT_OF_ALL if self.page.endswith("/all/") else LIMIT
        if self.kib > limit:
            found.append(f"weight: {self.kib:.1f} KiB, more than {limit}: {sorted(self.sent, key=lambda s: -s.size)}")
        return found

    def check_other_scheme(self) -> list[str]:
        """What can be read in one colour scheme can be read in the other: nothing else of a page depends on it."""
        with self.other_scheme():
            return self.check_axe("color-contrast")

    @contextlib.contextmanager
    def other_scheme(self) -> Iterator[None]:
        """The window as it is for those who have chosen the other colour scheme."""
        before = self.window.evaluate("document.body.dataset.mdColorScheme")
        (other,) = {"default", "slate"} - {before}
        for scheme in (other, before):
            self.window.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
            if scheme == other:
                yield

    def check_paper(self) -> list[str]:
        """A printer gets all of the page and nothing that one can only press, also from a dark screen."""
        size = self.window.viewport_size
        self.window.emulate_media(media="print")
        self.window.set_viewport_size(A4)
        found: list[str] = self.window.evaluate("inside.paper()")["wrong"]
        self.window.emulate_media(media="screen")
        self.window.set_viewport_size(size)
        return found

    def follows(self, at: int) -> bool:
        """Say whether Tab leads from the stop before to this one: code becomes one, or stops being one, on the way."""
        if not at:
            return False
        self.window.evaluate("at => inside.all[at].focus()", at - 1)
        for _ in range(3):
            self.window.keyboard.press("Tab")
            if self.window.evaluate("inside.focus()")["at"] == at:
                return True
        return False

    def check_keyboard(self) -> list[str]:
        """Tab goes from the skip link through everything that can be operated, visibly, to the end of the page."""
        found = [f"only a mouse can operate {element}" for element in self.window.evaluate("inside.stops()")]
        names: list[str] = self.window.evaluate("inside.names()")
        self.window.evaluate("inside.watch()")
        for _ in range(len(names) + 1):
            self.window.keyboard.press("Tab")
        walked: list[dict[str, Any]] = self.window.evaluate("inside.walked")
        end = next((at for at, stop in enumerate(walked) if at and stop["at"] in (-2, walked[0]["at"])), len(walked))
        unseen = [stop["at"] for stop in walked[:end] if not stop["seen"]]
        reached = {stop["at"] for stop in walked[:end]}
        missed = [at for at in range(len(names)) if at not in reached]
        late = [at for at in missed if self.follows(at)]
        # the browser may have scrolled a moment after it gave the focus: a second look
        again = [self.window.evaluate("at => inside.again(at)", at) for at in (*unseen, *late)]
        found += [f"the focus is not visible on {stop['name']}" for stop in again if not stop["seen"]]
        found += [f"Tab does not reach {names[at]}" for at in missed if at not in late]
        if not walked or not walked[0]["link"].startswith("#"):
            return [
                *found,
                f"Tab comes first to {walked[0]['name'] if walked else 'nothing'}, which is not a skip link",
            ]
        self.window.evaluate("inside.all[0].focus()")
        self.window.keyboard.press("Enter")
        self.window.keyboard.press("Tab")
        after = self.window.evaluate("inside.focus()")
        return found + [f"the skip link leads to {after['name']}, outside the text"] * (not after["inside"])
