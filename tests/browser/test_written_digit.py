"""A digit is written on the MNIST page, with the mouse and with a finger, and the net answers."""

import pytest

MODERN = "/mnist?view=write&activation=relu&initialisation=he&learning_rate=0.3&updates=600"
SEVEN = [(0.2, 0.2), (0.5, 0.2), (0.78, 0.22), (0.62, 0.45), (0.5, 0.65), (0.45, 0.85)]
BARS = ".certainties .answer"
INK = """() => {
  const paper = [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('canvas')).find(Boolean);
  const pen = paper.getContext('2d');
  return pen.getImageData(0, 0, paper.width, paper.height).data.filter((v, i) => i % 4 === 0 && v > 200).length;
}"""


class Paper:
    """The canvas and what is read on it."""

    def __init__(self, found):
        self.page = found.page
        self.canvas = self.page.get_by_role("img", name="Paper to write a digit on")
        self.canvas.wait_for()
        self.page.get_by_text("Nothing is written yet").wait_for()

    def points(self, shape):
        box = self.canvas.bounding_box()
        return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in shape]

    def write(self, shape):
        self.canvas.scroll_into_view_if_needed()
        first, *rest = self.points(shape)
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for point in rest:
            self.page.mouse.move(*point, steps=5)
        self.page.mouse.up()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def bars(self):
        return self.page.locator(".certainties i").evaluate_all("bars => bars.map(bar => bar.style.width)")


def test_a_digit_is_written_with_the_mouse_read_explained_changed_and_cleared(visit):
    paper = Paper(visit(MODERN))
    page = paper.page
    blank = paper.bars()
    paper.write(SEVEN)
    page.locator(BARS).wait_for()
    untrained = paper.bars()
    assert untrained != blank
    paper.press("Start")
    page.get_by_role("button", name="Continue to").wait_for()
    page.get_by_text("The net reads 7").wait_for()
    assert paper.bars() != untrained
    assert page.get_by_alt_text("Which pixels speak for a 7").is_visible()
    page.get_by_text("Most alike", exact=True).click()
    page.get_by_text("training digits that differ least").wait_for()
    page.get_by_text("Change the answer", exact=True).click()
    page.get_by_text("turns this 7 into a 3 for the net").wait_for()
    bar = page.get_by_role("group", name="Playback")
    bar.get_by_role("button", name="To the end (End)").click()
    page.get_by_text("the net reads 3,").wait_for()
    before = paper.bars()
    paper.write([(0.2, 0.1), (0.1, 0.9)])
    page.wait_for_function(
        "before => [...document.querySelectorAll('.certainties i')].some((bar, k) => bar.style.width !== before[k])",
        arg=before,
    )
    paper.press("Undo")
    page.get_by_text("The net reads 7").wait_for()
    paper.press("Clear")
    page.get_by_text("Nothing is written yet").wait_for()
    assert paper.bars() == blank
    assert "canvas" not in page.url
    assert "stroke" not in page.url


def test_a_finger_writes_on_a_phone_and_scrolls_beside_the_paper(visit):
    paper = Paper(visit(MODERN, size=(390, 844), has_touch=True))
    page = paper.page
    paper.canvas.scroll_into_view_if_needed()
    before = page.evaluate(INK)
    touch = page.context.new_cdp_session(page)
    first, *rest = paper.points(SEVEN)
    at = lambda point: [{"x": point[0], "y": point[1]}]  # noqa: E731
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at(first)})
    for point in rest:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": at(point)})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.locator(BARS).wait_for()
    assert page.evaluate(INK) != before
    assert paper.canvas.evaluate("paper => getComputedStyle(paper).touchAction") == "none"
    assert page.locator("[data-testid=stMain]").evaluate("main => getComputedStyle(main).touchAction") != "none"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("strokes", ["[[[2, 2]]]", "[[[0, 0]]].concat(Array(200).fill([[0, 0]]))"])
def test_what_no_hand_can_write_gets_a_sentence_and_the_page_stands(visit, strokes):
    paper = Paper(visit(MODERN))
    paper.canvas.evaluate(f"paper => paper.getRootNode().pad.send({strokes})")
    paper.page.get_by_text("What was written cannot be read").wait_for()
    paper.write(SEVEN)
    paper.page.locator(BARS).wait_for()


SMALL = [(0.55 + 0.4 * x, 0.4 * y) for x, y in SEVEN]  # in the upper right corner
KEPT_HERE = """async () => ({
  storage: [...Object.values(localStorage), ...Object.values(sessionStorage)].join().length,
  cookies: document.cookie, databases: (await indexedDB.databases()).length,
})"""


def test_nets_side_by_side_what_the_treatment_does_and_what_is_no_digit(visit):
    found = visit(MODERN)
    paper = Paper(found)
    page = paper.page
    before, asked = page.evaluate(KEPT_HERE), []
    page.on("request", lambda request: asked.append(request.method + " " + request.url))
    paper.press("Start")
    page.get_by_role("button", name="Continue to").wait_for()

    # As MNIST was treated a small digit in a corner is read; as it stands it is not.
    paper.write(SMALL)
    page.get_by_text("The net reads 7").wait_for()
    treated = page.locator(".seen").get_attribute("src")
    page.get_by_text("Treated as MNIST").click()
    page.locator(".certainties .answer th").filter(has_not_text="7").wait_for()
    assert page.locator(".seen").get_attribute("src") != treated
    page.get_by_text("Treated as MNIST").click()
    page.get_by_text("The net reads 7").wait_for()

    # The net of 600 updates is kept; the one that begins anew guesses beside it.
    paper.press("Keep this run")
    paper.press("Reset")
    page.get_by_text("this run, update 0").wait_for()
    kept = page.locator(".certainties").nth(1)
    assert kept.locator(".answer th").inner_text() == "7"
    assert float(page.locator(".certainties").first.locator(".answer td").last.inner_text().rstrip(" %")) < 90

    # What is no digit is said to be none.
    paper.press("Clear")
    page.get_by_text("Nothing is written yet").wait_for()
    box = paper.canvas.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_text("A dot is no digit.").wait_for()
    paper.press("Clear")
    page.get_by_text("Nothing is written yet").wait_for()
    paper.write([(0.1 + 0.8 * (k % 2), 0.06 + 0.04 * k) for k in range(23)])
    page.get_by_text("So much ink is no digit.").wait_for()
    for k in range(10):
        paper.write([(0.02, 0.05 + 0.1 * k), (0.98, 0.05 + 0.1 * k)])
    page.get_by_text("So much ink is no digit.").wait_for()

    # From noise to the net's ideal, with nothing on the paper.
    paper.press("Clear")
    page.get_by_role("button", name="Continue to").or_(page.get_by_role("button", name="Start", exact=True)).click()
    page.get_by_role("button", name="Continue to").wait_for()
    page.get_by_text("The net's ideal", exact=True).click()
    page.get_by_text("It began with noise").wait_for()
    bar = page.get_by_role("group", name="Playback")
    bar.get_by_role("button", name="To the end (End)").click()
    page.get_by_text("the net reads 3,").wait_for()

    # Nothing of it is kept in the browser or sent by another way than the page's own line; a reload has blank paper.
    assert page.evaluate(KEPT_HERE)["databases"] == before["databases"] == 0
    assert page.evaluate(KEPT_HERE)["cookies"] == before["cookies"]
    assert page.evaluate(KEPT_HERE)["storage"] <= before["storage"] + 200  # Streamlit notes its theme
    assert [each for each in asked if not each.startswith("GET ")] == []
    paper.write(SEVEN)
    page.get_by_text("The net reads 7").wait_for()
    page.reload()
    page.get_by_text("Nothing is written yet").wait_for()
