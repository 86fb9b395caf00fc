"""The landscape page, as a lecturer and a student use it."""

import pytest

from tests.browser.played import WATCH, PlayedPage, look_alike


@pytest.fixture
def open_page(visit):
    return lambda address="", **how: PlayedPage(visit(f"/landscape{address}", **how))


def contour(page):
    return page.page.locator("[class*=st-key-charts] canvas").nth(1)


def starts(page, once):
    return page.typed("Start: x", "Start: y", once=once)


def test_the_first_screen_is_whole_on_a_projector(open_page):
    page = open_page()
    assert page.verdict().startswith("Still on its way: after 30 steps it is at (−0.35, 0.085)")
    lines = page.page.locator(".lines").bounding_box()
    assert lines["y"] + lines["height"] <= 768
    assert "x ← −7 − 0.95 × (−0.7) = −6.335" in page.lines()
    assert "y ← 2 − 0.95 × 4 = −1.8" in page.lines()


@pytest.mark.parametrize("query", ["?lesson=landscape-escapes", "?momentum=0.9"])
def test_three_lines_of_arithmetic_are_above_the_fold_too(open_page, query):
    lines = open_page(query).page.locator(".lines").bounding_box()
    assert lines["y"] + lines["height"] <= 768


def test_playing_moves_both_charts_without_a_word_to_the_server(open_page):
    page = open_page("?lesson=landscape-escapes")
    page.page.locator("select.speed").select_option("20")
    before, sent = page.pictures(), len(page.sent)
    page.press("Play (space)")
    page.page.wait_for_function("document.querySelector('input[name=frame]').value > 20")
    page.press("Pause")
    assert len(page.frames()) == 1
    for one, other in zip(page.pictures(), before, strict=True):
        assert one != other
    assert len(page.sent) == sent


def test_a_click_on_the_contour_starts_there(open_page):
    page = open_page()
    page.click(contour(page), 0.75, 0.25)
    page.page.wait_for_url("**x=*")
    page.page.locator(".lines").filter(has_not_text="x ← −7 −").wait_for()
    x, y = starts(page, once=lambda x, y: x != -7 and y != 2)
    assert 1 < x < 6
    assert 0.5 < y < 3


def test_a_surface_is_chosen_by_its_picture(open_page):
    page = open_page()
    page.press("Surface: Narrow valley")
    pictures = page.page.locator("[class*=-gallery-] button")
    pictures.nth(0).wait_for()
    images = page.page.evaluate(
        "() => [...document.querySelectorAll('[class*=-gallery-] button')]"
        ".map(b => getComputedStyle(b).backgroundImage.slice(0, 14))"
    )
    assert images.count('url("data:imag') == len(images) - 1  # your own has none
    page.press("Himmelblau's function")
    page.page.wait_for_url("**surface=himmelblau*")
    page.page.get_by_role("button", name="Surface: Himmelblau's function").wait_for()
    pictures.nth(0).wait_for(state="detached")
    assert starts(page, once=lambda x, y: (x, y) == (0, 0)) == [0, 0]


def test_an_own_function_comes_by_its_address(open_page):
    page = open_page("?surface=own&formula=(x-1)%5E2%20%2B%203*y%5E2&x=2&y=1&steps=300")
    assert "(1, 0)" in page.verdict()
    assert "f = 4" in page.lines()
    box = page.page.get_by_label("f(x, y)", exact=True)
    box.fill("x + import os")
    box.press("Enter")
    page.page.get_by_text("is not x or y, at column 5").wait_for()
    assert "(1, 0)" in page.verdict()
    assert "import" not in page.page.url


def test_a_hostile_address_is_answered_and_hurts_nobody(open_page, visit):
    other = open_page()
    for formula in (
        "__import__('os').system('x')",
        "%3Cimg%20src=x%20onerror=alert(1)%3E",
        "9**9**9**9",
        "x" * 6000,
    ):
        page = PlayedPage(visit(f"/landscape?surface=own&formula={formula}"))
        page.page.get_by_test_id("stSidebar").get_by_text("f(x, y): ").wait_for()
        assert page.page.locator("[data-testid=stSidebar] img").count() == 0
    other.press("One step forward")
    other.until_at("1 of 30")


def test_the_field_of_arrows_is_drawn_on_demand(open_page):
    page = open_page()
    before = page.pictures()
    page.page.get_by_role("radiogroup", name="Arrows of −gradient").or_(
        page.page.get_by_role("group", name="Arrows of −gradient")
    ).get_by_text("all over").click()
    page.page.wait_for_url("**field=on*")
    assert page.until_pictures(lambda shown: not look_alike(shown[1:], before[1:]))


def test_the_basin_map_says_its_share_and_a_click_on_it_is_a_start(open_page):
    page = open_page("?lesson=landscape-trapped")
    page.page.keyboard.press("r")  # a lesson hides its views until it is revealed
    page.until("52.5\u00a0% of the starts reach the global minimum within 300 steps")
    page.until("minimum 2: f =")
    page.click(page.page.get_by_test_id("stVegaLiteChart").nth(2), 0.3, 0.4)
    page.page.wait_for_url("**x=-*")
    page.page.locator(".st-key-verdict").filter(has_text="the global minimum, (−1.1, 0)").wait_for()


def test_a_changed_rate_builds_no_chart_anew(open_page):
    page = open_page()
    page.page.evaluate(WATCH)
    slider = page.page.get_by_role("slider", name="Learning rate η")
    slider.focus()
    slider.press("ArrowRight")
    page.until_lines("x ← −7 − 1 ×")
    page.page.wait_for_timeout(800)
    assert page.page.evaluate("window.rebuilt") == 0


def test_a_cold_link_shows_the_same(open_page):
    page = open_page("?surface=camel&momentum=0.8&noise=0.1&steps=50&levels=log")
    other = open_page("?" + page.page.url.split("?")[1])
    assert other.verdict() == page.verdict()
    assert other.lines() == page.lines()
    assert other.until_pictures(lambda shown: look_alike(shown, page.pictures()))


def test_the_first_view_weighs_at_most_300_kilobytes(open_page):
    page = open_page()
    assert 50_000 < sum(page.found.received) < 300_000


def test_a_networks_landscape_is_worked_out_and_its_other_plane_follows(open_page):
    page = open_page("?view=network&updates=120")
    page.press("Compute the landscape")
    page.page.get_by_text("the two principal directions of its path").wait_for(timeout=60_000)
    page.page.get_by_test_id("stVegaLiteChart").nth(2).locator("canvas, svg").first.wait_for()
    planes = page.page.get_by_role("radiogroup", name="The plane").or_(page.page.get_by_role("group", name="The plane"))
    planes.get_by_text("through start and end").click()
    page.page.get_by_text("holds the start and the end of the run").wait_for(timeout=60_000)
    page.page.get_by_test_id("stVegaLiteChart").nth(2).locator("canvas, svg").first.wait_for()
    assert page.page.get_by_role("button", name="Compute the landscape").count() == 0
