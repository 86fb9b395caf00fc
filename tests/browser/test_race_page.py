"""The race's page, as a lecturer and a student use it."""

import re

import pytest

from gdcore.optimizers import OPTIMIZERS
from tests.browser.played import WATCH, PlayedPage, look_alike

ALL = ",".join(OPTIMIZERS)


@pytest.fixture
def open_page(visit):
    return lambda address="", **how: PlayedPage(visit(f"/race{address}", **how))


def choose(page, group, option):
    box = page.page.get_by_role("radiogroup", name=group).or_(page.page.get_by_role("group", name=group))
    box.get_by_text(option, exact=True).click()


def test_the_first_screen_is_whole_on_a_projector(open_page):
    page = open_page()
    assert page.verdict().startswith("Loss after 30 steps: AdaGrad 0.00072 < Gradient descent 0.0133")
    for canvas in page.page.locator("[class*=st-key-charts] canvas").all():
        box = canvas.bounding_box()
        assert box["y"] > 0
        assert box["y"] + box["height"] <= 768
    bar = page.page.get_by_role("group", name="Playback").bounding_box()
    assert bar["y"] + bar["height"] <= 768


def test_seven_standings_fit_above_the_bar(open_page):
    page = open_page(f"?methods={ALL}")
    standings = page.page.locator("[class*=st-key-charts] canvas").nth(1).bounding_box()
    bar = page.page.get_by_role("group", name="Playback").bounding_box()
    assert standings["height"] > 150
    assert standings["y"] + standings["height"] <= bar["y"] + 4


def test_playing_moves_paths_losses_and_standings_without_a_word_to_the_server(open_page):
    page = open_page()
    page.page.locator("select.speed").select_option("10")
    before, sent = page.pictures(), len(page.sent)
    page.press("Play (space)")
    page.page.wait_for_function("document.querySelector('input[name=frame]').value >= 15")
    page.press("Pause")
    assert len(page.frames()) == 1
    assert len(before) == 3
    for one, other in zip(page.pictures(), before, strict=True):
        assert one != other
    assert len(page.sent) == sent


def test_the_standings_change_places_and_come_back(open_page):
    page = open_page()
    page.press("To the end")
    there = page.pictures()
    page.press("To the start")
    assert not look_alike(page.pictures()[1:2], there[1:2])
    page.press("To the end")
    assert look_alike(page.pictures(), there)


def test_a_click_on_the_contour_is_a_new_start_for_all(open_page):
    page = open_page()
    page.click(page.page.locator("[class*=st-key-charts] canvas").nth(2), 0.7, 0.25)
    page.page.wait_for_url("**x=*")
    page.page.locator(".st-key-verdict").filter(has_not_text="AdaGrad 0.00072").wait_for()


def test_a_click_on_the_sweep_takes_a_rate(open_page):
    page = open_page("?view=sweep&methods=GradientDescent")
    page.click(page.page.get_by_test_id("stVegaLiteChart").nth(3), 0.5, 0.4)
    page.page.wait_for_url("**GradientDescent_learning_rate=*")
    assert "rates=own" in page.page.url
    rate = float(re.search(r"GradientDescent_learning_rate=([\d.e-]+)", page.page.url)[1])
    assert 0.003 < rate < 0.3


@pytest.mark.parametrize("method", OPTIMIZERS)
def test_the_anatomy_of_each_method_moves_with_the_frame(open_page, method):
    page = open_page(f"?view=anatomy&methods={ALL}&method={method}")
    lines = page.page.locator(".followed")
    lines.wait_for()
    first, sent = lines.inner_text(), len(page.sent)
    for _ in range(3):
        page.press("One step forward")
    page.until_at("3 of 30")
    # At (-7, 2) the gradient of x²/20 + y² is (-0.7, 4); three steps on it is another one.
    assert "(−0.7)" in first
    assert "(−0.7)" not in lines.inner_text()
    assert len(page.sent) == sent
    page.press("To the start")
    page.until_at("0 of 30")
    assert lines.inner_text() == first
    page.page.get_by_test_id("stCode").filter(has_text="self.learning_rate").first.wait_for()


def test_hyper_parameters_are_set_in_the_table_and_what_cannot_be_gets_its_sentence(open_page):
    page = open_page("?rates=own")
    page.press("Rates and hyper-parameters")
    box = page.page.get_by_label("Momentum: β", exact=True)
    box.fill("1")
    box.press("Enter")
    page.page.get_by_test_id("stSidebar").get_by_text(
        "Momentum: β must be a number from 0 to 0.9999; you entered"
    ).wait_for()
    box = page.page.get_by_label("Momentum: β", exact=True)
    box.fill("0.5")
    box.press("Enter")
    page.page.wait_for_url("**Momentum_momentum=0.5*")


def test_changed_hyper_parameters_build_no_chart_anew(open_page):
    page = open_page("?rates=equal")
    page.page.evaluate(WATCH)
    slider = page.page.get_by_role("slider", name="Learning rate η of all")
    slider.focus()
    slider.press("ArrowRight")
    page.page.wait_for_url("**rate=0.15*")
    page.page.wait_for_timeout(1000)
    assert page.page.evaluate("window.rebuilt") == 0


def test_the_race_on_mnist_runs_pauses_and_starts_over(visit):
    page = visit("/race?track=digits&methods=GradientDescent,Adam&updates=200").page
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_text("Update 200 of 200").wait_for(timeout=60_000)
    page.locator(".st-key-verdict").filter(has_text="200 updates").wait_for()
    for name in ("SGD", "Adam"):
        page.get_by_text(name, exact=True).first.wait_for()
    page.get_by_role("button", name="Reset", exact=True).click()
    page.get_by_text("Update 0 of 200").wait_for()


def test_a_slow_race_on_mnist_is_paused_and_resumed(visit):
    page = visit("/race?course=digits&methods=GradientDescent&speed=10").page
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_text(re.compile("^Update [1-9]")).wait_for()
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Resume", exact=True).wait_for()
    page.wait_for_timeout(500)
    rest = page.get_by_text("Update ").first.inner_text()
    page.wait_for_timeout(1200)
    assert page.get_by_text("Update ").first.inner_text() == rest


def test_a_cold_link_shows_the_same(open_page):
    page = open_page(f"?surface=himmelblau&methods={ALL}&rates=tuned&rank=distance&steps=40")
    other = open_page("?" + page.page.url.split("?")[1])
    assert other.verdict() == page.verdict()
    assert other.until_pictures(lambda shown: look_alike(shown, page.pictures()))


def test_the_first_view_weighs_at_most_350_kilobytes(open_page):
    page = open_page(f"?methods={ALL}&steps=200&rates=tuned")
    assert 50_000 < sum(page.found.received) < 350_000
