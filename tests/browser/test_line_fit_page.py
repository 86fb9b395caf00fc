"""The line-fit page and the transport bar, as a lecturer and a student use them."""

import pytest

from tests.browser.played import WATCH, PlayedPage, look_alike


@pytest.fixture
def open_page(visit):
    return lambda address="", **how: PlayedPage(visit(f"/line_fit{address}", **how))


def test_the_first_screen_is_whole_on_a_projector(open_page):
    page = open_page()
    assert page.verdict() == "0.1 is below 0.2918 = 2/λmax: after 580 steps it is within 0.001 of the minimum."
    assert page.page.locator(".lines").bounding_box()["y"] + page.page.locator(".lines").bounding_box()["height"] <= 768
    assert page.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    assert "MSE = ((−1)² + 2²) / 2 = 2.5" in page.lines()
    assert "m ← −1 − 0.1 × (−3) = −0.7" in page.lines()
    assert "b ← 5 − 0.1 × (−1) = 5.1" in page.lines()


def test_playing_moves_all_charts_together_without_a_word_to_the_server(open_page):
    page = open_page()
    page.page.locator("select.speed").select_option("20")
    before, sent = page.pictures(), len(page.sent)
    page.press("Play (space)")
    page.page.wait_for_function("document.querySelector('input[name=frame]').value > 20")
    assert len(page.frames()) == 1
    page.press("Pause")
    line, bowl, loss = page.pictures()
    assert line != before[0]
    assert bowl != before[1]
    assert loss != before[2]
    assert len(page.sent) == sent
    assert page.at().startswith("step ")
    assert page.frames() == {int(page.at().split()[1])}


def test_a_step_back_returns_to_the_same_picture(open_page):
    page = open_page("?learning_rate=0.2857")
    for _ in range(3):
        page.press("One step forward")
    there = page.pictures()
    page.press("One step forward")
    assert not look_alike(page.pictures(), there)
    page.press("One step back")
    page.until_at("3 of 600")
    assert look_alike(page.pictures(), there)


def test_a_long_run_is_stepped_over_block_ends_and_back_to_the_same_picture(open_page):
    page = open_page("?learning_rate=0.2857")
    for _ in range(3):
        page.page.keyboard.press("Shift+ArrowRight")
    there = page.pictures()
    page.press("To the end")
    page.press("To the start")
    for _ in range(30):
        page.page.keyboard.press("ArrowRight")
    page.until_at("30 of 600")
    assert look_alike(page.pictures(), there)


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        (["ArrowRight"], 1),
        (["Shift+ArrowRight", "ArrowLeft"], 9),
        (["PageDown", "PageDown", "PageUp"], 1),
        (["End"], 600),
        (["End", "Home"], 0),
        (["ArrowLeft"], 0),
    ],
)
def test_keys(open_page, keys, step):
    page = open_page()
    for key in keys:
        page.page.keyboard.press(key)
    page.until_at(f"{step} of 600")


def test_space_plays_and_pauses_also_after_a_click_on_another_button(open_page):
    page = open_page()
    page.press("First step")
    page.until("Which way do they go")
    page.page.wait_for_timeout(1500)
    page.page.keyboard.press("Space")
    page.page.get_by_role("button", name="Pause").wait_for()
    page.page.wait_for_function("document.querySelector('input[name=frame]').value > 0")
    page.page.keyboard.press("Space")
    page.page.get_by_role("button", name="Play (space)").wait_for()
    (frame,) = page.frames()
    page.page.wait_for_timeout(800)
    assert page.frames() == {frame}


def test_keys_are_left_to_a_text_field(open_page):
    page = open_page()
    box = page.page.get_by_label("Start: slope m")
    box.click()
    box.press("Home")
    box.press("ArrowRight")
    box.press("Space")
    assert page.at() == "step 0 of 600"
    page.page.get_by_role("button", name="Play (space)").wait_for()


def test_the_bar_survives_reruns_and_page_switches_with_one_timer(open_page):
    page = open_page()
    page.page.locator("select.speed").select_option("5")
    page.press("Play (space)")
    slider = page.page.get_by_role("slider", name="Learning rate η")
    slider.focus()
    slider.press("ArrowLeft")
    page.until("0.07 is below")
    page.page.get_by_role("button", name="Pause").wait_for()  # it goes on playing
    for name, address in (("Live MNIST", "**/mnist*"), ("Line fit", "**/line_fit*")):
        page.page.get_by_test_id("stTopNavLink").get_by_text(name, exact=True).click()
        page.page.wait_for_url(address)
        page.page.wait_for_timeout(2500)
    page.page.locator("[class*=st-key-charts] canvas").nth(1).wait_for()
    page.press("To the start")
    began = page.page.evaluate("performance.now()")
    page.press("Play (space)")
    page.page.wait_for_function("document.querySelector('input[name=frame]').value >= 15")
    seconds = (page.page.evaluate("performance.now()") - began) / 1000
    page.press("Pause")
    assert seconds > 2.5  # fifteen steps, at five a second and not ten
    (frame,) = page.frames()
    page.page.wait_for_timeout(600)
    assert page.frames() == {frame}


def test_new_settings_keep_the_frame_where_it_makes_sense(open_page):
    page = open_page()
    for _ in range(12):
        page.page.keyboard.press("ArrowRight")
    slider = page.page.get_by_role("slider", name="Learning rate η")
    slider.focus()
    slider.press("ArrowLeft")
    page.until("0.07 is below")
    page.page.wait_for_timeout(800)
    page.until_at("12 of 600")
    page.press("To the end")
    page.press("Rate 0.5")  # a lesson opens at its start
    page.until_at("0 of 20")


def test_a_changed_rate_builds_no_chart_anew(open_page):
    page = open_page()
    page.page.evaluate(WATCH)
    slider = page.page.get_by_role("slider", name="Learning rate η")
    slider.focus()
    slider.press("ArrowLeft")
    page.until_lines("m ← −1 − 0.07 ×")
    page.page.wait_for_timeout(800)
    assert page.page.evaluate("window.rebuilt") == 0


def test_a_click_on_the_bowl_starts_there(open_page):
    page = open_page()
    page.click(page.page.locator("[class*=st-key-charts] canvas").nth(1), 0.4, 0.2)
    page.page.wait_for_url("**m=*")
    page.page.locator(".lines").filter(has_not_text="m ← −1 −").wait_for()
    m, b = page.typed("Start: slope m", "Start: intercept b", once=lambda m, b: m != -1 and b != 5)
    assert 3 < m < 5.7  # high, and left of the middle
    assert -4 < b < 1
    assert f"m ← {f'{m:.5g}'.replace('-', '−')} − 0.1 ×" in page.lines()


def test_a_click_on_the_sweep_takes_the_rate(open_page):
    page = open_page()
    page.click(page.page.get_by_test_id("stVegaLiteChart").nth(3), 0.4, 0.3)
    page.page.wait_for_url("**learning_rate=*")
    rate = float(page.page.url.split("learning_rate=")[1].split("&")[0])
    assert 0.0003 < rate < 0.05
    page.until(f"{rate:g} is below 0.2918")


def test_a_preset_updates_the_address_and_a_cold_link_shows_the_same(open_page):
    page = open_page()
    page.press("Best rate")
    page.page.wait_for_url("**lesson=line-fit-best*")
    page.page.get_by_label("Start: slope m").fill("0.5")
    page.page.get_by_label("Start: slope m").press("Enter")
    page.page.wait_for_url("**m=0.5*")
    page.until_lines("m ← 0.5 −")
    page.press("To the start")
    other = open_page("?" + page.page.url.split("?")[1])
    assert other.verdict() == page.verdict()
    assert other.lines() == page.lines()
    for each in (page, other):
        each.lay_out_anew()
    assert other.until_pictures(lambda shown: look_alike(shown, page.pictures()))


def test_reduced_motion_starts_at_the_end(open_page):
    page = open_page(reduced_motion="reduce")
    page.until_at("600 of 600")


def test_buttons_and_the_bar_have_names_for_a_screen_reader(open_page):
    page = open_page()
    for name in ("To the start", "One step back", "Play (space)", "One step forward", "To the end"):
        page.page.get_by_role("button", name=name).wait_for()
    page.page.get_by_role("group", name="Playback").wait_for()
    assert page.page.get_by_role("slider", name="Step", exact=True).get_attribute("aria-valuetext") == "step 0 of 600"
    page.page.get_by_role("combobox", name="Speed").wait_for()


def test_a_run_that_overflows_plays_to_its_end_without_a_fault(open_page):
    page = open_page("?learning_rate=0.5&steps=20000")
    page.press("To the end")
    page.page.locator(".at").get_by_text("step 20,000 of 20,000", exact=True).wait_for()
    assert "∞" in page.lines() or "not a number" in page.lines()


def test_the_first_view_weighs_at_most_300_kilobytes(open_page):
    page = open_page()
    assert 50_000 < sum(page.found.received) < 300_000
