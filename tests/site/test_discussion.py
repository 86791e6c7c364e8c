"""A discussion, where one is set up, comes from giscus.app, and only when its button is pressed."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.site.server import Site
from tests.site.test_planted import plant
from tests.site.visit import Visit

DISCUSSION = (
    '<section class="deepcut-discussion" data-repo="o/r" data-repo-id="R_1"><button type="button" hidden>Load</button>'
    '</section><script src="../../assets/discussion.js" defer></script>'
)


def test_nothing_is_asked_of_giscus_before_the_button_is_pressed(window: Page, site: Site) -> None:
    with Visit(site, window, plant(site, DISCUSSION)) as visit:
        assert [] == visit.foreign
        window.get_by_role("button", name="Load").click()
        script = window.locator("script[data-repo-id=R_1][data-mapping=pathname]")
        script.wait_for(state="attached")
        assert ["https://giscus.app/client.js"] == visit.foreign
        assert "light" == script.get_attribute("data-theme")
