"""The main picture of a loss: as a surface, which follows the bar like a chart; and a start that is dragged."""

import pytest

from tests.browser.played import PlayedPage

THE = "const r = [...document.querySelectorAll('*')].find(e => e.relief)?.relief;"
# How far the middle of every bit of the paths is above or below the surface as it is drawn.
OFF = f"""() => {{ {THE}
  return r.runs.map(run => [run.bits.length, Math.max(...run.bits.map(({{ from, to }}) => Math.abs(
    (from[2] + to[2]) / 2 - r.height((from[0] + to[0]) / 2, (from[1] + to[1]) / 2))))]);
}}"""
BALL = f"() => {{ {THE} return r.runs[0].stands }}"
PIXELS = """at => { const c = document.querySelector('.relief canvas'), s = c.width / c.clientWidth;
  return [...c.getContext('2d').getImageData(at[0] * s, at[1] * s, 1, 1).data] }"""


@pytest.fixture
def open_page(visit):
    return lambda address="", **how: PlayedPage(visit(address, **how))


@pytest.mark.parametrize("page", ["line_fit", "landscape", "race"])
def test_the_surface_takes_the_contours_place_and_follows_the_bar(open_page, page):
    found = open_page(f"/{page}")
    contour = found.page.locator("[class*=-bowl_chart] canvas, [class*=-contour_chart] canvas").bounding_box()
    found.page.get_by_text("3-D", exact=True).click()
    found.page.wait_for_url("**picture=3d*")
    surface = found.page.locator(".relief canvas")
    surface.wait_for()
    found.page.wait_for_timeout(1_500)
    box = surface.bounding_box()
    assert box["height"] == pytest.approx(contour["height"], abs=12)
    assert box["y"] + box["height"] <= 768
    for bits, off in found.page.evaluate(OFF):
        assert bits > 10
        assert off < 0.012  # of the surface's height
    start, sent = found.page.evaluate(BALL), len(found.sent)
    for key, moved in (("End", True), ("Home", False)):
        found.page.keyboard.press(key)
        found.page.wait_for_timeout(600)
        assert len(found.frames()) == 1
        assert (found.page.evaluate(BALL) != start) == moved
    assert len(found.sent) == sent


def test_the_ball_stands_where_the_frame_is_and_a_drag_turns_the_block(open_page):
    page = open_page("/landscape?picture=3d")
    start = page.page.evaluate(BALL)
    assert page.page.evaluate(PIXELS, start)[:3] == [22, 32, 43]  # the ink of the only run
    page.page.keyboard.press("End")
    page.until_at("30 of 30")
    page.page.wait_for_timeout(200)
    end = page.page.evaluate(BALL)
    assert abs(end[0] - start[0]) + abs(end[1] - start[1]) > 60
    box, sent = page.page.locator(".relief canvas").bounding_box(), len(page.sent)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + 150, y, steps=5)
    page.page.mouse.up()
    page.page.wait_for_timeout(500)
    assert page.page.evaluate(BALL) != end
    assert len(page.sent) == sent


def test_a_click_on_the_surface_is_a_start(open_page):
    page = open_page("/landscape?picture=3d")
    page.click(page.page.locator(".relief canvas"), 0.5, 0.5)
    page.page.wait_for_url("**x=*")


def test_basins_are_a_click_away_and_the_path_lies_on_them(open_page):
    page = open_page("/landscape?surface=himmelblau")
    before = page.pictures()
    page.page.get_by_test_id("stColumn").get_by_text("Basins", exact=True).click()
    page.page.wait_for_url("**picture=basins*")
    page.page.wait_for_timeout(1_500)
    assert page.pictures()[1] != before[1]
    page.page.keyboard.press("End")
    page.until_at("50 of 50")


def raw(frame):
    """A message to the server, whichever way the library hands it over."""
    return frame if isinstance(frame, bytes) else frame.encode()


@pytest.mark.parametrize(
    ("path", "chart", "names"),
    [("/line_fit", "-bowl_chart", ("m", "b")), ("/landscape", "-contour_chart", ("x", "y"))],
)
def test_a_dragged_start_follows_the_pointer_and_the_server_hears_of_it_once(open_page, path, chart, names):
    page = open_page(path)
    page.page.get_by_text("Drag the start").wait_for()
    canvas = page.page.locator(f"[class*={chart}] canvas")
    picture = f"() => document.querySelector('[class*={chart}] canvas').toDataURL()"
    box = canvas.bounding_box()
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.3
    sent = len(page.sent)
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    seen = set()
    for k in range(1, 7):
        page.page.mouse.move(x + 12 * k, y + 10 * k)
        page.page.wait_for_timeout(50)
        seen.add(page.page.evaluate(picture))
    assert len(seen) >= 5
    assert len(page.sent) == sent
    page.page.mouse.up()
    page.page.wait_for_url(f"**{names[0]}=*")
    page.page.get_by_text("Drag the start").wait_for(state="detached")
    page.page.wait_for_timeout(2_000)
    assert sum(b"bowl_chart" in raw(frame) or b"contour_chart" in raw(frame) for frame in page.sent[sent:]) == 1
    assert all(f"{name}=" in page.page.url for name in names)


@pytest.mark.parametrize("page", ["landscape", "line_fit", "race"])
def test_a_tap_on_a_phone_chooses_a_start_and_the_page_can_be_scrolled_there(visit, page):
    found = visit(f"/{page}", size=(390, 844), has_touch=True, is_mobile=True)
    canvas = found.page.locator("[class*=contour_chart] canvas, [class*=bowl_chart] canvas").first
    canvas.scroll_into_view_if_needed()
    assert canvas.evaluate("c => getComputedStyle(c).touchAction") == "pan-y"
    found.page.wait_for_timeout(1500)
    box = canvas.bounding_box()
    found.page.touchscreen.tap(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.3)
    found.page.wait_for_url("**m=3*" if page == "line_fit" else "**y=1*")
