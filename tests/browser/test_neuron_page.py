"""The neuron page, as a lecturer and a student use it."""

import re

import pytest

from tests.browser.played import PlayedPage, look_alike

CHARTS = "[class*=st-key-charts] canvas"


@pytest.fixture
def open_page(visit):
    return lambda address="", **how: PlayedPage(visit(f"/neuron{address}", **how))


def whole_on_the_screen(page):
    for box in [canvas.bounding_box() for canvas in page.page.locator(CHARTS).all()]:
        assert box["y"] > 0
        assert box["height"] > 180
    lines = page.page.locator(".lines").bounding_box()
    assert lines["y"] + lines["height"] <= 768


def test_the_neuron_plays_from_its_first_step_to_its_target(open_page):
    page = open_page()
    assert page.verdict() == "It says 0.51749, not 0.2; after 5,917 steps it is within 0.001 of the minimum."
    whole_on_the_screen(page)
    says = "h = 0.1 × (−0.8) + 0.3 × 0.5 = 0.07", "y − ŷ = 0.2 − 0.51749 = −0.31749", "× (−0.079276) × 0.3 = −0.011891"
    assert all(part in page.lines() for part in says)
    before, sent = page.pictures(), len(page.sent)
    page.press("One step forward")
    page.until_at("1 of 6,000")
    page.press("To the end")
    page.page.locator(".at").get_by_text("step 6,000 of 6,000", exact=True).wait_for()  # of which 301 are frames
    assert len(page.sent) == sent
    drawing, surface = page.pictures()[:2]
    assert not look_alike([drawing], before[:1])
    assert not look_alike([surface], before[1:2])
    assert "= 0.20005    y − ŷ" in page.lines()


def test_a_click_on_the_error_surface_is_a_new_start(open_page):
    page = open_page()
    page.click(page.page.locator(CHARTS).nth(1), 0.5, 0.3)
    page.page.wait_for_url("**w1=*")
    page.page.locator(".st-key-verdict").filter(has_not_text="0.51749").wait_for()


def test_both_boundaries_move_under_one_bar(open_page):
    page = open_page("?view=xor")
    assert page.verdict() == "With ReLU all 4 are right from update 16 on; without a bend never more than 3 of 4."
    whole_on_the_screen(page)
    before, sent = page.pictures(), len(page.sent)
    page.press("To the end")
    page.until_lines("left, with ReLU: 4 of 4 right")
    for one, other in zip(page.pictures(), before, strict=True):
        assert not look_alike([one], [other])
    page.press("To the start")
    page.until_lines("left, with ReLU: 2 of 4 right")
    assert look_alike(page.pictures()[:2], before[:2])
    assert len(page.sent) == sent


def test_the_chain_is_walked_forward_and_back(visit):
    found = visit("/neuron?view=chain")
    lines = found.page.locator(".lines")
    lines.filter(has_text="forward, layer by layer").wait_for()
    assert "dE/dw₁ = …" in lines.inner_text()
    found.page.wait_for_timeout(1500)
    picture = found.page.locator(CHARTS).first
    before = picture.screenshot()
    found.page.keyboard.press("End")
    lines.filter(has_text=re.compile(r"dE/dw₁ = .* = 0\.015202")).wait_for()
    found.page.wait_for_timeout(500)
    assert picture.screenshot() != before


def test_under_the_pointer_a_row_meets_a_column(visit):
    found = visit("/neuron?view=shapes")
    picture = found.page.locator("[class*=st-key-charts] [data-testid=stVegaLiteChart]").first
    cells = picture.locator("path[aria-roledescription='bar'], .mark-rect path")
    cells.first.wait_for()
    before = picture.screenshot()
    cells.last.hover()
    found.page.wait_for_timeout(500)
    assert picture.screenshot() != before
    assert "Y₃₄ = (−1)·(−1) + 0·3 + (−1) = 0" in " ".join(picture.locator("text").all_text_contents())


def test_a_matrix_is_typed_and_the_grids_follow(visit):
    found = visit("/neuron?view=linear")
    found.page.get_by_text("lengths × 1.09 to × 1.19").wait_for()
    found.page.get_by_role("button", name="Double").click()
    found.page.get_by_text("every length × 2, det 4; it does not keep distances").wait_for()
    found.page.wait_for_url("**a11=2*")
    box = found.page.get_by_label("A₁₁")
    box.fill("")
    box.press("Enter")
    found.page.get_by_text("you entered nothing. Keeping 2.").wait_for()
    found.page.get_by_text("every length × 2").wait_for()


def test_a_click_on_the_curve_takes_another_pre_activation(open_page, visit):
    found = visit("/neuron?view=activations")
    found.page.get_by_text("sigmoid(1) = 0.7311").wait_for()
    found.page.wait_for_timeout(1500)
    box = found.page.locator("[class*=st-key-charts] [data-testid=stVegaLiteChart]").first.bounding_box()
    found.page.mouse.click(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
    found.page.wait_for_url("**h=-*")


def test_on_a_phone_nothing_scrolls_sideways(visit):
    for view in ("neuron", "chain", "shapes"):
        found = visit(f"/neuron?view={view}", size=(390, 844))
        found.page.locator("[class*=st-key-charts] [data-testid=stVegaLiteChart]").first.wait_for()
        found.page.wait_for_timeout(1500)
        main = "document.querySelector('[data-testid=stMain]')"
        assert found.page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0
