"""Every page of the built site, in a real browser: both colour schemes, a wide window and a phone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.site.conftest import ROOT, VISITS, Windows
from tests.site.links import check_links
from tests.site.server import Site
from tests.site.visit import NARROWEST, SCHEMES, WIDTHS, Visit

SCREENSHOTS = ROOT / ".deepcuts" / "screenshots"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_page_is_accessible_private_quiet_and_light(
    pytestconfig: pytest.Config, windows: Windows, site: Site, chapters: list[str], page: str, scheme: str, width: int
) -> None:
    """axe finds nothing, nothing comes from elsewhere, the console is empty, nothing scrolls sideways but code."""
    window = windows[scheme, width]
    with Visit(site, window, page) as visit:
        pytestconfig.stash[VISITS][page, scheme, width] = visit
        if page in ("", *chapters):
            name = page.strip("/").replace("/", "-") or "landing"
            window.screenshot(path=SCREENSHOTS / f"{name}-{scheme}-{width}.png")
        found = visit.check_axe() + visit.check_sideways() + visit.check_requests()
        if width == min(WIDTHS):
            with narrower(window):
                found += visit.check_sideways()
    assert not found, "\n".join(found)


@contextlib.contextmanager
def narrower(window: Page) -> Iterator[None]:
    size = window.viewport_size
    window.set_viewport_size({"width": NARROWEST, "height": 900})
    yield
    window.set_viewport_size(size)


@pytest.mark.parametrize(("scheme", "width"), [*zip(SCHEMES, WIDTHS, strict=True)])
def test_keyboard_reaches_everything(windows: Windows, site: Site, page: str, scheme: str, width: int) -> None:
    """Tab reaches what can be operated, one sees where it is, it gets stuck nowhere, and the skip link works."""
    with Visit(site, windows[scheme, width], page) as visit:
        found = visit.check_keyboard()
    assert not found, "\n".join(found)


def test_links_lead_somewhere(site: Site, page: str) -> None:
    """Each link and each anchor inside the site has a target."""
    found = check_links(site.folder, site.base, page)
    assert not found, "\n".join(found)
