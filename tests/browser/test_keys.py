"""The keys of the run, after every kind of click."""

import pytest

from tests.browser.played import PlayedPage

# What has the focus, down through the components' own documents.
FOCUSED = """() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  return e === document.body ? '' : e.tagName + ' ' + (e.getAttribute('aria-label') ?? e.textContent).slice(0, 40) }"""


def moves_the_run_only(page, after):
    """PageDown, Space, PageUp and the arrows, as a lecturer's remote sends them."""
    page.page.wait_for_timeout(400)
    assert page.page.evaluate(FOCUSED) == "", f"{after}: the focus stays behind"
    page.page.keyboard.press("Home")
    page.until_at_start()
    page.page.keyboard.press("PageDown")
    page.page.keyboard.press("PageDown")
    page.page.keyboard.press("PageUp")
    assert page.at().startswith("step 1 of"), f"{after}: {page.at()}"
    page.page.keyboard.press("ArrowRight")
    assert page.at().startswith("step 2 of"), f"{after}: {page.at()}"
    page.page.keyboard.press("Space")
    page.page.get_by_role("button", name="Pause (space)").wait_for()
    page.page.keyboard.press("Space")
    page.page.get_by_role("button", name="Play (space)").wait_for()


class Page(PlayedPage):
    def until_at_start(self):
        self.page.locator(".at").filter(has_text="step 0 of").wait_for()


def test_the_keys_belong_to_the_run_after_every_kind_of_click(visit):
    page = Page(visit("/line_fit"))
    driven = page.page

    def segment():
        groups = driven.get_by_test_id("stMain").get_by_test_id("stButtonGroup")
        groups.nth(1).get_by_role("radio").nth(1).click()  # the first are the languages

    def pill():
        driven.get_by_test_id("stSidebar").get_by_test_id("stButtonGroup").get_by_role("radio").first.click()

    def slider():
        box = driven.get_by_role("slider", name="Steps").locator("xpath=ancestor::*[@data-testid='stSlider']")
        place = box.bounding_box()
        driven.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] - 12)

    def choice():
        driven.get_by_test_id("stSidebar").get_by_role("combobox").first.click()
        driven.get_by_role("option").nth(0).click()

    def speed():
        driven.locator(".speed").select_option("5")

    def button():
        driven.get_by_role("button", name="Random start").click()

    def scrub():
        driven.locator(".scrub").click()

    def chart():
        driven.locator("[class*=st-key-charts] canvas").first.click()

    for click in (segment, pill, slider, choice, button, scrub, chart, speed):
        click()
        driven.wait_for_timeout(900)
        moves_the_run_only(page, click.__name__)

    # A page key never moves a slider; an arrow key does, where a keyboard has reached it.
    rate = driven.get_by_role("slider", name="Learning rate")
    before, at = rate.get_attribute("aria-valuetext") or rate.input_value(), page.at()
    rate.press("PageDown")
    rate.press("PageUp")
    assert (rate.get_attribute("aria-valuetext") or rate.input_value()) == before
    assert page.at() == at
    rate.press("ArrowRight")
    assert (rate.get_attribute("aria-valuetext") or rate.input_value()) != before
    assert page.at() == at

    # A text field keeps every key.
    box = driven.get_by_role("textbox", name="Start: slope m")
    box.click()
    at = page.at()
    for key in ("Space", "PageDown", "Home", "?"):
        driven.keyboard.press(key)
    assert page.at() == at
    assert "?" in box.input_value()
    driven.keyboard.press("Escape")


def test_the_list_of_the_keys_opens_and_closes(visit):
    page = visit("/losses").page
    page.get_by_test_id("stMain").wait_for()
    page.locator("#keys-of-the-run").wait_for(state="attached")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").get_by_text("Page Down").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keys").wait_for(state="hidden")


@pytest.mark.parametrize("path", ["/mnist", "/race?track=digits"])
def test_the_space_bar_starts_and_pauses_a_training(visit, path):
    page = visit(path).page
    page.get_by_role("button", name="Start", exact=True).wait_for()
    page.locator("#keys-of-the-run").wait_for(state="attached")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    page.wait_for_timeout(1500)
    page.keyboard.press("Space")
    page.get_by_role("button", name="Resume", exact=True).wait_for()
    page.get_by_role("button", name="Reset", exact=True).click()
    page.get_by_role("button", name="Start", exact=True).wait_for()
    page.keyboard.press("Space")  # does not reset again
    page.get_by_role("button", name="Pause", exact=True).wait_for()


def test_the_skip_link_leads_to_play_and_a_chart_is_called_by_its_result(visit):
    page = PlayedPage(visit("/line_fit")).page
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "BUTTON Skip to the run"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "BUTTON Play (space)"
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause (space)").press("Enter")
    verdict = page.locator(".st-key-verdict[aria-live=polite]").inner_text().strip().rstrip(".")
    page.locator(f'[data-testid=stVegaLiteChart][aria-label*="{verdict[:30]}"]').first.wait_for()
    assert page.title() == "Line fit · Gradient descent"
    assert page.get_by_role("heading", level=1).inner_text() == "Line fit"
