"""The page of losses in a browser: what is dragged, clicked and played."""

import pytest

from tests.browser.played import PlayedPage


@pytest.fixture
def open_page(visit):
    return lambda address="", **how: visit(f"/losses{address}", **how)


def canvas(page, k):
    """A picture that is drawn and still."""
    found = page.get_by_test_id("stVegaLiteChart").nth(k)
    found.locator("svg.marks, canvas").first.wait_for()
    page.wait_for_timeout(1200)
    return found.bounding_box()


def typed(page, label, once):
    """The numbers in a box, once they are as asked for."""
    box, values = page.get_by_label(label, exact=True), []
    for _ in range(100):
        values = [float(cell) for cell in box.input_value().split()]
        if once(values):
            break
        page.wait_for_timeout(100)
    return values


def test_a_bar_is_dragged_and_the_others_of_its_distribution_follow(open_page):
    found = open_page()
    page = found.page
    box = canvas(page, 0)
    # The third of ten bars, from the middle of the picture up.
    across = box["x"] + box["width"] * 0.365
    page.mouse.move(across, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    for share in (0.45, 0.4, 0.3, 0.22):
        page.mouse.move(across, box["y"] + box["height"] * share, steps=3)
    page.mouse.up()
    values = typed(page, "Answer A", lambda v: v[2] != 0.6)
    page.wait_for_timeout(1000)
    values = typed(page, "Answer A", lambda v: v[2] > 0.7)
    assert 0.7 < values[2] < 1
    assert sum(values) == pytest.approx(1)
    assert values[0] == pytest.approx(2 * values[1])
    page.wait_for_url("**answer_a=*")
    assert typed(page, "Answer B", bool)[7] == 0.6
    assert sum(found.received) < 200_000


def test_the_first_screen_is_whole_on_a_projector(open_page):
    page = open_page().page
    canvas(page, 1)
    last = page.locator(".terms").nth(1).bounding_box()
    assert last["y"] + last["height"] <= 768


def test_a_click_lifts_a_point_and_playing_lifts_it_further(open_page):
    page = PlayedPage(open_page("?view=outlier"))
    page.click(page.page.locator("[class*=st-key-charts] canvas").nth(0), 0.9, 0.3)
    (lift,) = typed(page.page, "Lifted by", lambda v: v != [5])
    assert 20 < lift < 60
    page.page.wait_for_url("**lift=*")
    page.page.locator(".at").filter(has_text=f"lifted by {lift:.5g}").wait_for()
    page.press("To the end")
    page.page.locator(".at").filter(has_text=f"lifted by {10 * lift:.5g}").wait_for()
    assert "least distances: ŷ = 2x + 1," in page.lines()


def test_the_belief_is_played_until_the_gap_is_gone(open_page):
    page = PlayedPage(open_page("?view=entropy"))
    before = page.pictures()
    for _ in range(7):
        page.page.keyboard.press("Shift+ArrowRight")
    page.page.keyboard.press("ArrowLeft")
    page.until_lines("Kullback–Leibler = 0.61086 − 0.61086 = 0")
    assert page.at() == "q = 0.7"
    assert page.pictures()[1] != before[1]


def test_scores_are_played_down_their_gradient(open_page):
    page = PlayedPage(open_page("?view=softmax"))
    page.page.keyboard.press("ArrowRight")
    page.until_lines("x₁ ← 1.2946")
    assert page.frames() == {1}


def test_a_click_on_the_table_chooses_a_class(open_page):
    page = open_page("?view=onehot").page
    box = canvas(page, 0)
    page.mouse.click(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.9)
    assert typed(page, "Labels", lambda v: v[-1] == 4) == [0, 1, 2, 0, 4]
    page.get_by_text("cross-entropy: 1.5283").first.wait_for()  # (0.9163 + 1.204 + 2.3026 + 0.9163 + 2.3026) / 5


@pytest.mark.parametrize("view", ["curves", "zero", "differences"])
def test_a_view_with_a_bar_plays_to_its_end(open_page, view):
    page = open_page(f"?view={view}").page
    canvas(page, 0)
    page.get_by_role("button", name="Play (space)").wait_for()
    page.get_by_role("button", name="To the end").click()
    end = {"curves": "p = 0", "zero": "p = 0", "differences": "ŷ = 2x + 11"}[view]
    page.locator(".at").filter(has_text=end).wait_for()
    if view == "zero":
        assert "−ln p = −ln 0 = ∞" in page.locator(".lines").inner_text()
        assert "= 16.118" in page.locator(".lines").inner_text()
