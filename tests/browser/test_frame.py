"""What holds for every page, in a real browser."""

import pytest

from pages.ui import shell
from tests.browser.conftest import Visit

# What is wide does not depend on the scheme, and what goes wrong in the dark does not depend on the size.
SCREENS = [((1366, 768), "light"), ((1920, 1080), "dark"), ((390, 844), "light")]


@pytest.mark.parametrize("page", [p.name for p in shell.PAGES])
def test_a_cold_deep_link_opens_the_page_with_its_navigation(browser, fresh_address, page):
    """The server's first visitor ever comes by this link."""
    found = Visit(browser, fresh_address).go("/" if page == "home" else f"/{page}")
    if page in shell.BARE:  # a phone's page: nothing but its own
        found.page.get_by_role("textbox").first.wait_for()
    else:
        for entry in shell.PAGES:
            if not entry.bare:
                found.page.get_by_test_id("stTopNavLink").get_by_text(entry.title, exact=True).wait_for()
    found.check()
    found.context.close()


@pytest.mark.parametrize(("size", "scheme"), SCREENS, ids=str)
@pytest.mark.parametrize("page", [p.name for p in shell.PAGES])
def test_no_page_scrolls_sideways_or_asks_for_anything_outside(visit, page, size, scheme):
    found = visit("/" if page == "home" else f"/{page}", size=size, color_scheme=scheme)
    if page not in {"home", "room", "blind", *shell.BARE}:
        found.page.locator("[class*=st-key-charts]").locator("canvas, svg").nth(1).wait_for(state="attached")
    found.page.wait_for_timeout(1500)
    found.page.wait_for_function(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth <= 2 }"
    )


def test_the_front_page_leads_to_every_other_page(visit):
    for entry in shell.PAGES[1:]:
        found = visit("/")
        within = found.page.locator("[data-testid=stMain]").get_by_test_id("stPageLink")
        (within.first if entry.bare else within.get_by_text(entry.title, exact=True)).click()
        found.page.wait_for_url(f"**/{entry.name}*")
