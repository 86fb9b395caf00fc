"""Blind descent in a browser: a tap lights a place, a remote walks on, and the ground comes when it is uncovered."""

from gdcore.blind import GROUNDS
from gdcore.expression import curve

DONE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
CHART = "[data-testid=stVegaLiteChart]"


def test_a_tap_lights_the_place_and_nothing_of_the_ground_is_sent_before_it_is_uncovered(visit):
    found, received = visit("/"), []
    page = found.page
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(frame)))
    page.goto(f"{found.address}/blind?ground=c")
    page.get_by_text("Move 0 of 12").wait_for()
    page.wait_for_function(DONE)
    chart = page.locator(CHART).locator("canvas, svg").first
    chart.wait_for()
    box = chart.bounding_box()
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.3 * box["height"])
    page.get_by_text("Move 1 of 12").wait_for()
    assert "walk=" in page.url
    formula = curve(GROUNDS["c"].expression).formula.encode()
    assert len(b"".join(received)) > 10_000
    assert formula not in b"".join(received)
    page.get_by_role("button", name="Uncover", exact=True).click()
    page.get_by_text("The lowest place is x = 2, height −6").wait_for()
    page.wait_for_function(DONE)
    assert formula in b"".join(received)


def test_a_remote_walks_until_the_ground_is_uncovered_and_then_reveals(visit):
    page = visit("/blind?lesson=blind-pit&present=1").page
    page.get_by_text("Move 0 of 12").wait_for()
    page.wait_for_timeout(2500)  # until the keys are listened to
    for k in range(1, 12):
        page.wait_for_function(DONE)
        page.keyboard.press("PageDown")
        page.get_by_text(f"Move {k} of 12").wait_for()
    page.wait_for_function(DONE)
    page.keyboard.press("PageDown")
    page.get_by_text("The lowest place is x = 3.9992").wait_for(state="attached")  # presented, the card says it
    page.wait_for_function(DONE)
    page.keyboard.press("PageDown")
    page.get_by_text("a pit so narrow that no step fell into it").wait_for()


def test_a_copied_address_opens_the_same_walk_in_the_dark(visit):
    page = visit("/blind?ground=e&walk=r0.05*3,2").page
    page.get_by_text("Move 4 of 12: x = 2, height").wait_for()
    page.get_by_role("button", name="One back").click()
    page.wait_for_url("**walk=r0.05*3")
    page.get_by_text("Move 3 of 12").wait_for()
