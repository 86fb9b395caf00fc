"""A lecture with phones: one lecturer, six phones, a network that comes and goes."""

import re

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_written_digit import SEVEN

PHONES = 6
SIZE = (360, 640)


@pytest.fixture
def crowd(browser, address):
    """Let phones join a room; what went wrong on any of them is said at the end."""
    phones = []

    def come(code, n=PHONES):
        for _ in range(n):
            phones.append(Visit(browser, address, SIZE, has_touch=True).go(f"/join?room={code}"))
        for phone in phones:
            phone.page.locator(".phone header svg").wait_for()
        return phones

    yield come
    for phone in phones:
        phone.check()
        phone.context.close()


def count(page, text):
    page.locator(".room-line").filter(has_text=text).wait_for()


def test_from_the_guess_to_what_came_out(visit, crowd):
    lecturer = visit("/landscape?lesson=landscape-trapped")
    page = lecturer.page
    page.get_by_role("button", name="Open a room").click()
    code = page.locator(".room-code").inner_text()
    page.keyboard.press("Escape")
    phones = crowd(code)
    count(page, "6 here · 0 answers")
    assert len({phone.page.locator("header .name").inner_text() for phone in phones}) == PHONES
    first = phones[0]
    assert sum(first.received) < 60_000
    assert first.page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
    assert first.page.locator(".choices button").last.bounding_box()["y"] < SIZE[1] - 100
    for k, phone in enumerate(phones[:5]):
        phone.page.locator(".choices button").nth(k % 2).click()
    count(page, "5 answers")

    # The code can be shown again at any time; the page goes on below it.
    page.evaluate("window.same = true")
    page.get_by_role("button", name="Show the code").click()
    page.locator(".room-code").filter(has_text=code).wait_for()
    page.locator(".room-here").filter(has_text="6 phones here").wait_for()
    page.keyboard.press("Escape")
    page.locator(".room-code").wait_for(state="detached")
    assert page.evaluate("window.same")

    # A changed mind, a phone that was away, and one without a line.
    first.page.locator(".choices button").nth(1).click()
    first.page.get_by_text("Sent.").wait_for()
    name = first.page.locator("header .name").inner_text()
    first.page.reload()
    first.page.locator(".choices button[aria-pressed=true]").filter(has_text="in the right hollow").wait_for()
    assert first.page.locator("header .name").inner_text() == name
    last = phones[5]
    last.context.set_offline(True)
    last.page.locator(".choices button").nth(2).click()
    last.page.get_by_text("Your phone has no connection").wait_for()
    last.context.set_offline(False)
    count(page, "6 answers")
    last.page.get_by_text("Sent.").wait_for()

    # The lecturer comes back by another network: the address is enough, and what is shared has no key in it.
    assert f"host={code}-" in page.url
    lecturer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Address copied").wait_for()
    assert "host" not in page.evaluate("navigator.clipboard.readText()")
    back = visit(page.url.removeprefix(lecturer.address)).page
    count(back, "6 answers")
    page.goto("about:blank")
    phones[4].context.set_offline(True)
    phones[4].page.locator(".choices button").nth(2).click()
    back.keyboard.press("r")
    back.locator(".room-bar.right").filter(has_text="3 · 50").wait_for()
    for phone in phones[:4]:
        phone.page.get_by_text("The answer: in the right hollow").wait_for()
        assert phone.page.get_by_text("Too late").count() == 0
    phones[4].context.set_offline(False)
    phones[4].page.get_by_text("Too late").wait_for()
    back.get_by_role("button", name="Close the room").click()
    for phone in phones:
        phone.page.get_by_text("The room is closed.").wait_for()


def test_everyone_descends_and_one_leaves(visit, crowd):
    page = visit("/room").page
    page.get_by_role("button", name="Open a room").click()
    code = page.locator(".room-code").inner_text()
    phones = crowd(code)
    page.get_by_text("Everyone descends").click()
    page.get_by_role("button", name="Ask the room").click()
    for k, phone in enumerate(phones):
        slider = phone.page.locator("input[type=range]")
        slider.wait_for()
        slider.focus()
        phone.page.keyboard.press("End" if k == 0 else "Home")
        for _ in range(k):
            phone.page.get_by_role("button", name="+").click()
        phone.page.get_by_role("button", name="Send").click()
    count(page, "6 answers")
    page.get_by_role("button", name="Go", exact=True).click()
    page.wait_for_function("[...document.querySelectorAll('input[name=frame]')].some(i => i.value > 2)")
    page.keyboard.press("End")
    page.locator(".at").filter(has_text="step 100 of 100").wait_for()
    page.get_by_text("1 left the picture").wait_for()
    phones[0].page.get_by_text("It left the picture at step").wait_for()
    phones[1].page.get_by_text("Still on its way after 100 steps").wait_for()
    page.get_by_role("button", name="Close the room").click()
    phones[0].page.get_by_text("The room is closed.").wait_for()
    page.get_by_role("button", name="Open a room").wait_for()
    assert "host" not in page.url


def write(phone):
    """Write a 7 on a phone's paper, by finger."""
    paper = phone.page.get_by_role("img", name="Paper to write a digit on")
    paper.wait_for()
    box = paper.bounding_box()
    touch = phone.page.context.new_cdp_session(phone.page)
    kinds = ["touchStart", *["touchMove"] * (len(SEVEN) - 1)]
    for kind, (x, y) in zip(kinds, SEVEN, strict=True):
        at = {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_everyone_trains_and_everyone_writes(visit, crowd):
    page = visit("/room?activity=train").page
    page.get_by_role("button", name="Open a room").click()
    code = page.locator(".room-code").inner_text()
    page.keyboard.press("Escape")
    phones = crowd(code, 2)
    page.get_by_role("button", name="Ask the room").click()
    for phone, key in zip(phones, ("End", "Home"), strict=True):  # the largest rate there is, and the smallest
        slider = phone.page.get_by_role("slider", name="Learning rate η")
        slider.focus()
        phone.page.keyboard.press(key)
        phone.page.get_by_role("button", name="Send").click()
    count(page, "2 answers")
    page.get_by_role("button", name="Train", exact=True).click()
    for phone, words in zip(phones, ("place 2 of 2|grew too large", "place 1 of 2"), strict=True):
        phone.page.locator(".told").filter(has_text=re.compile(words)).wait_for(timeout=120_000)
    assert page.get_by_role("progressbar").count() == 0
    assert page.locator(".room-leader").count() == 2

    page.get_by_text("Everyone writes").click()
    page.get_by_role("button", name="Ask the room").click()
    for phone in phones:
        write(phone)
    count(page, "2 answers")
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("2 of 2 are read as a 7.").wait_for()
    assert page.locator("figure.tile.right").count() == 2
    for phone in phones:
        phone.page.get_by_text("The network reads 7").wait_for()


def test_taps_and_numbers_of_the_room_stand_beside_what_came_out(visit, crowd):
    page = visit("/landscape?lesson=landscape-trapped").page
    page.get_by_role("button", name="Open a room").click()
    code = page.locator(".room-code").inner_text()
    page.keyboard.press("Escape")
    phones = crowd(code, 2)
    # One taps the right hollow, the other presses an answer, and then taps elsewhere after all.
    for phone, (x, y) in zip(phones, ((0.75, 0.5), (0.2, 0.3)), strict=True):
        phone.page.locator(".choices button").first.click()
        phone.page.get_by_text("Sent.").wait_for()
        assert phone.page.locator(".choices button[aria-pressed=true]").count() == 1
        box = phone.page.locator(".tap img").bounding_box()
        phone.page.touchscreen.tap(box["x"] + x * box["width"], box["y"] + y * box["height"])
        phone.page.locator(".tap i:not(.from)").wait_for()
        assert phone.page.locator(".choices button[aria-pressed=true]").count() == 0
    count(page, "2 answers")
    phones[0].page.get_by_text("Sent.").wait_for()
    page.keyboard.press("r")
    page.locator(".room-said").filter(has_text="of 2 taps").wait_for()
    assert page.locator(".room-bar").count() == 0
    phones[1].page.locator(".told").filter(has_text="Tapped: (").wait_for()
    phones[1].page.locator(".tap i.came").wait_for()

    key = re.search("host=[^&]+", page.url)[0]
    page.goto(f"{page.url.split('/landscape')[0]}/race?lesson=race-ravine&{key}")
    for phone, times in zip(phones, (1, 6), strict=True):
        phone.page.get_by_role("slider").wait_for()
        for _ in range(times):
            phone.page.get_by_role("button", name="−").click()
    count(page, "2 answers")
    for phone, says in zip(phones, ("14", "9"), strict=True):
        phone.page.get_by_text("Sent.").wait_for()
        assert phone.page.locator(".value").inner_text() == says
    page.keyboard.press("r")
    page.locator(".room-said").filter(has_text="1 of 2 numbers is within 1 of 9").wait_for()
    assert page.locator(".room-cloud i").count() == 2
    phones[1].page.locator(".told").filter(has_text="It came to 9: right.").wait_for()
