"""A phone's page: whatever it shows is one screen of 360 x 640, nothing cut, nothing to scroll, and light."""

import sqlite3

import pytest

from pages.parts.room import descent, training, writing
from pages.parts.room.settings import RoomSettings
from pages.ui.lessons import lessons
from pages.ui.room.folder import rooms
from tests.browser.conftest import Visit

SIZE = (360, 640)
FIRST_VIEW = 60_000  # bytes
A_FEW = ("landscape-trapped", "race-ravine", "mnist-one-or-a-hundred")
# What can be read or tapped and lies outside the screen, or outside of its own box.
MEASURE = """phone => {
  const faults = [], page = document.scrollingElement;
  if (page.scrollHeight > innerHeight + 1 || page.scrollWidth > innerWidth + 1) faults.push('the page scrolls');
  const parts = [...phone.querySelectorAll('header, h1, p, button, input, img, footer'),
                 ...document.querySelectorAll('.st-key-paper [data-testid=stBidiComponentRegular]')];
  for (const part of parts) {
    const box = part.getBoundingClientRect(), name = (part.innerText || part.tagName).slice(0, 30);
    if (box.top < -1 || box.left < -1 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1)
      faults.push(`${name} is cut: ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`);
    if (part.tagName === 'BUTTON' && part.scrollHeight > part.clientHeight + 2) faults.push(`${name} does not fit`);
    if (part.tagName === 'BUTTON' && box.height < 36) faults.push(`${name} is ${Math.round(box.height)} px high`);
    if (part.tagName === 'IMG' && box.height < 90) faults.push(`the picture is ${Math.round(box.height)} px high`);
  }
  const boxes = [...phone.children].map(part => part.getBoundingClientRect());
  boxes.slice(1).forEach((box, k) => {
    if (box.top < boxes[k].bottom - 1) faults.push(`${phone.children[k + 1].tagName} lies on what stands above it`);
  });
  return faults;
}"""


class Room:
    """A room without a lecturer's page, and one phone in it."""

    def __init__(self, browser, address, lang):
        self.code, self.secret = rooms().open()
        self.visit = Visit(browser, address, SIZE, has_touch=True, locale=lang)
        self.visit.go(f"/join?room={self.code}")
        self.page = self.visit.page
        self.page.locator(".phone header svg").wait_for()

    def faults(self, where):
        if where != "closed":
            rooms().moment(self.code, self.secret)  # the lecturer is there
        self.page.wait_for_timeout(300)
        return [f"{where}: {fault}" for fault in self.page.locator(".phone").evaluate(MEASURE)]

    def ask(self, activity, seen):
        """Ask, and wait until the phone shows it."""
        rooms().ask(self.code, self.secret, activity)
        self.page.locator(f".phone {seen}").first.wait_for()

    def end(self, told=None, state="shown"):
        rooms().close_question(self.code, self.secret, state, {"0": told} if told else None)
        self.page.locator(".phone .told").wait_for()


@pytest.fixture(params=["en-US", "ko-KR"])
def room(browser, address, request):
    made = Room(browser, address, request.param)
    yield made
    rooms().close(made.code, made.secret)
    made.page.locator(".phone .told").wait_for()  # it says that the room is closed
    assert made.faults("closed") == []
    made.visit.check()
    made.visit.context.close()


def test_every_activity_is_one_screen(room):
    assert sum(room.visit.received) < FIRST_VIEW
    found = room.faults("waits")
    for choose in ("rate", "momentum", "method", "start"):
        asked = descent.activity(RoomSettings(choose=choose))
        room.ask(
            asked, {"rate": "input[type=range]", "momentum": ".two", "method": ".options", "start": ".tap"}[choose]
        )
        found += room.faults(choose)
    room.end({"end": "way", "step": 100, "rank": 17, "of": 60})
    found += room.faults("told")
    room.ask(training.activity(), ".two")
    found += room.faults("train")
    room.end(state="closed")
    found += room.faults("closed question")
    room.ask(writing.activity("7"), "h1 >> text=7")
    room.page.get_by_role("img").wait_for()
    found += room.faults("write")
    room.end({"end": "read", "answer": 1, "certainty": 0.99})
    assert found + room.faults("read") == []


def longest(lesson):
    """What a phone has to find room for: in Korean it is as much as in English."""
    return len(lesson.question) + sum(map(len, lesson.answers)) + 150 * (lesson.guess is not None)


@pytest.mark.parametrize("names", [A_FEW, pytest.param((), marks=pytest.mark.slow)], ids=["a few", "the longest"])
def test_a_lessons_question_is_one_screen_before_and_after(room, names):
    found, every = [], lessons.course().lessons
    asked = [lesson for lesson in every if lesson.name in names] or sorted(every, key=longest)[-14:]
    for lesson in asked:
        number = rooms().moment(room.code, room.secret).question + 1
        room.ask({"kind": "guess", "lesson": lesson.name}, f".choices[data-question='{number}']")
        found += room.faults(lesson.name)
        guess = lesson.guess
        answer = 0 if guess is None else {"place": [0.5, 0.5]} if guess.is_place else {"number": guess.scale[0]}
        phone = room.page.evaluate("localStorage.getItem('gradient-descent.phone')")
        rooms().answer(room.code, phone, number, answer)
        room.end()
        found += room.faults(f"{lesson.name}, shown")
    assert found == []


def test_it_says_which_of_three_lines_is_lost_and_comes_back_to_the_question_that_is_open_then(browser, address):
    room = Room(browser, address, "en-US")
    foot, page = room.page.locator(".phone footer"), room.page
    question = rooms().ask(room.code, room.secret, {"kind": "guess", "lesson": "landscape-trapped"})
    page.locator(".choices button").first.click()
    foot.filter(has_text="Sent.").wait_for()

    # The lecturer's line: nobody has looked after the room for a while.
    with sqlite3.connect(rooms().file) as file:
        file.execute("update rooms set host = host - 60 where code = ?", (room.code,))
    foot.filter(has_text="The lecturer's page has no connection").wait_for()
    rooms().moment(room.code, room.secret)
    foot.filter(has_text="Sent.").wait_for()

    # Its own line; in the meantime another question is asked.
    room.visit.context.set_offline(True)
    foot.filter(has_text="Your phone has no connection").wait_for()
    assert page.locator(".choices button[aria-pressed=true]").count() == 1
    assert rooms().ask(room.code, room.secret, {"kind": "guess", "lesson": "line-fit-best"}) == question + 1
    room.visit.context.set_offline(False)
    page.locator(f".choices[data-question='{question + 1}']").wait_for()
    assert page.locator(".choices button[aria-pressed=true]").count() == 0
    page.locator(".choices button").nth(2).click()
    foot.filter(has_text="Sent.").wait_for()

    # Another app was in front, and the browser has put the page away: the answer is still marked.
    page.goto("about:blank")
    page.go_back()
    page.locator(".choices button[aria-pressed=true]").filter(has_text="0.2857").wait_for()

    # The room's.
    rooms().close(room.code, room.secret)
    page.get_by_text("The room is closed.").wait_for()
    room.visit.check()
    room.visit.context.close()
