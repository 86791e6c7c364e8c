"""Every page of the built site, in a real browser: a wide window and a phone, in both colour schemes, and on paper."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.site.conftest import ROOT, Windows
from tests.site.links import check_links
from tests.site.server import Site
from tests.site.visit import NARROWEST, SCHEMES, WIDTHS, Visit

SCREENSHOTS = ROOT / ".deepcuts" / "screenshots"
# each Run button that gets the focus asks for Python, 8 MB, which nobody runs here
WITHOUT_PYTHON = "void (window.Worker = class { postMessage() {} terminate() {} })"


@pytest.mark.parametrize(("scheme", "width"), [*zip(SCHEMES, WIDTHS, strict=True)])
def test_page_is_for_everybody(
    record_property: Callable[[str, object], None],
    windows: Windows,
    site: Site,
    chapters: list[str],
    page: str,
    scheme: str,
    width: int,
) -> None:
    """Opened once, it is looked at in all that a page has to be.

    axe finds nothing; nothing comes from elsewhere, the console is empty, and all is light; nothing scrolls sideways
    but code; it can be read in the other colour scheme, too; a printer gets all of it; Tab reaches what can be
    operated, one sees where it is, it gets stuck nowhere, and the skip link works.
    """
    window = windows[scheme, width]
    with Visit(site, window, page) as visit:
        found = visit.check_requests()
        if page in ("", *chapters):
            name = page.strip("/").replace("/", "-") or "landing"
            for other in SCHEMES:
                with visit.other_scheme() if other != scheme else contextlib.nullcontext():
                    window.screenshot(path=SCREENSHOTS / f"{name}-{other}-{width}.png")
        window.evaluate(WITHOUT_PYTHON)
        # before the window changes its width: the theme notes a moment later what code it has to scroll
        found += visit.check_keyboard()
        found += visit.check_sideways() + visit.check_axe() + visit.check_other_scheme()
        if width == min(WIDTHS):
            with narrower(window):
                found += visit.check_sideways()
        else:
            with visit.other_scheme():
                found += visit.check_paper()
        seen = {"axe": len(visit.axe), "foreign": len(visit.foreign), "console": len(visit.console), "kib": visit.kib}
        record_property("visit", {"page": page, "kind": f"{scheme} {width}", **seen})
    assert not found, "\n".join(found)


@contextlib.contextmanager
def narrower(window: Page) -> Iterator[None]:
    size = window.viewport_size
    window.set_viewport_size({"width": NARROWEST, "height": size["height"]})
    yield
    window.set_viewport_size(size)


def test_links_lead_somewhere(site: Site, page: str) -> None:
    """Each link and each anchor inside the site has a target."""
    found = check_links(site.folder, site.base, page)
    assert not found, "\n".join(found)
