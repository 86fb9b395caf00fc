"""The slopes page in a browser: what moves, moves; what is clicked, is taken."""

import pytest

from tests.browser.played import WATCH, PlayedPage, look_alike


@pytest.fixture
def open_page(visit):
    return lambda address="", **how: PlayedPage(visit(f"/slopes{address}", **how))


def chart(page, k):
    return page.page.locator("[class*=st-key-charts] canvas").nth(k)


@pytest.mark.parametrize("link", ["", "?part=two", "?part=field", "?curve=sine&at=1"])
def test_the_first_screen_is_whole_on_a_projector(open_page, link):
    page = open_page(link)
    lines = page.page.locator(".lines").bounding_box()
    assert lines["y"] + lines["height"] <= 768
    assert page.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    assert sum(page.found.received) < 200_000


def test_the_secant_becomes_the_tangent_and_both_pictures_follow(open_page):
    page = open_page("?curve=sine")
    assert "= 0.067826442" in page.lines()
    before, sent = page.pictures(), len(page.sent)
    page.page.locator("select.speed").select_option("30")
    page.press("Play (space)")
    page.page.locator(".at").get_by_text("h = 10⁻¹²", exact=True).wait_for()
    assert len(page.frames()) == 1
    assert not any(look_alike([one], [other]) for one, other in zip(page.pictures(), before, strict=True))
    assert len(page.sent) == sent
    assert "true slope 0.5403" in page.lines()


def test_a_click_on_the_curve_moves_the_point_and_builds_no_chart_anew(open_page):
    page = open_page()
    page.page.evaluate(WATCH)
    page.click(chart(page, 0), 0.5, 0.6)
    page.page.wait_for_url("**at=*")
    at = float(page.page.url.split("at=")[1].split("&")[0])
    assert 5 < at < 11
    page.until(f"at x = {at:g} is")
    page.page.wait_for_timeout(800)
    assert page.page.evaluate("window.rebuilt") == 0


def test_the_dial_turns_and_its_largest_slope_is_the_gradients_length(open_page):
    page = open_page("?part=two")
    before = page.pictures()
    assert "slope at 0° = 6 × 1 + 8 × 0 = 6" in page.lines()
    for _ in range(11):
        page.page.keyboard.press("ArrowRight")
    page.page.locator(".at").get_by_text("53.13°", exact=True).wait_for()
    assert page.lines().rstrip().endswith("= 10")
    assert not any(look_alike([one], [other]) for one, other in zip(page.pictures(), before, strict=True))


def test_a_click_on_the_contour_moves_the_point_of_the_gradient(open_page):
    page = open_page("?part=two")
    page.click(chart(page, 2), 0.35, 0.7)
    page.page.wait_for_url("**px=*")
    x, y = page.typed("Point: x", "Point: y", once=lambda x, y: x != 3 and y != 4)
    assert -5 < x < 0
    assert -5 < y < 1
    page.until("no direction climbs more steeply")
    page.until_lines("|∇f| = ")


def test_the_descent_runs_through_the_field(open_page):
    page = open_page("?part=field")
    before = page.pictures()
    page.press("To the end")
    page.page.locator(".at").get_by_text("step 20 of 20", exact=True).wait_for()
    assert not any(look_alike([one], [other]) for one, other in zip(page.pictures(), before, strict=True))


def test_each_part_is_a_click_away_with_a_bar_of_its_own(open_page):
    page = open_page()
    page.page.keyboard.press("End")
    page.page.locator(".at").get_by_text("h = 10⁻¹²", exact=True).wait_for()
    page.page.get_by_text("Two variables", exact=True).click()
    page.until("At (3, 4) the gradient is (6, 8)")
    page.page.locator(".at").get_by_text("0°", exact=True).wait_for()
    assert "part=two" in page.page.url
    page.page.get_by_text("One variable", exact=True).click()
    page.page.locator(".at").get_by_text("h = 10⁻¹²", exact=True).wait_for()


def test_the_surface_is_drawn_with_both_slices(open_page):
    page = open_page("?part=two&view=surface")
    page.page.locator(".relief canvas").wait_for()
    page.until("Blue: the slice along x")


def test_a_phone_scrolls_down_only(open_page):
    for link in ("?part=two", "?part=field"):
        page = open_page(link, size=(390, 844))
        assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
