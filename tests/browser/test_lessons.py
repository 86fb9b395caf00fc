"""The lecture, as it is given: a question first, then the run, then the answer; with a remote, and by links."""

import contextlib
import re

import pytest

try:
    from playwright.sync_api import TimeoutError
except ImportError:  # then everything here is skipped
    TimeoutError = RuntimeError

from pages.ui.lessons import lessons
from tests.browser.conftest import Visit
from tests.browser.measured import LISTEN

COURSE = {lesson.name: lesson for lesson in lessons.course().lessons}
A_FEW = ("landscape-trapped", "line-fit-too-small", "race-textbook", "losses-a-zero", "mnist-looked-broken")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# What the room can read besides the card: also within the bar, which stands in a shadow of its own.
READ = """() => {
  const card = document.querySelector('.st-key-lesson');
  card.style.display = 'none';
  const main = document.querySelector('[data-testid=stMain]');
  const texts = [main.innerText];
  for (const host of main.querySelectorAll('*'))
    if (host.shadowRoot && host.checkVisibility({ visibilityProperty: true }))
      texts.push(...[...host.shadowRoot.children].map(child => child.tagName === 'STYLE' ? '' : child.innerText || ''));
  card.style.display = '';
  return texts.join('\\n');
}"""
ASKS = "document.documentElement.classList.contains('lesson-asks')"
DONE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"


def opened(visit, name, more="", **how):
    page = visit(f"/{COURSE[name].page}?lesson={name}{more}", **how).page
    page.locator(".st-key-lesson-row").wait_for()
    page.wait_for_function(ASKS)
    page.wait_for_function(DONE)
    return page


def tells(lesson, text):
    """What of a lesson's answer can be read."""
    right = lesson.answers[lesson.right]
    others = " ".join(answer for answer in lesson.answers if answer != right)
    given = {*NUMBER.findall(lesson.question), *NUMBER.findall(others), *NUMBER.findall(str(lesson.settings))}
    numbers = {*NUMBER.findall(lesson.claim), *NUMBER.findall(right)} - given
    found = {number for number in numbers if len(number) > 2} & {*NUMBER.findall(text)}
    return found | ({right} if len(right) > 5 and not NUMBER.search(right) and right in text else set())


@pytest.mark.parametrize(
    "name", [name if name in A_FEW else pytest.param(name, marks=pytest.mark.slow) for name in COURSE]
)
def test_the_first_screen_does_not_tell_the_answer(visit, name):
    page = opened(visit, name)
    assert tells(COURSE[name], page.evaluate(READ)) == set()


def test_what_is_read_from_a_screen_that_tells_is_found(visit):
    page = opened(visit, "landscape-trapped")
    page.keyboard.press("r")
    page.wait_for_function(f"!({ASKS})")
    page.get_by_text("What to look for").or_(page.get_by_text("The answer:")).first.wait_for()
    assert "0.926" in tells(COURSE["landscape-trapped"], page.evaluate(READ))


def test_a_lesson_is_given_with_the_forward_key_alone(visit):
    page = opened(visit, "landscape-trapped", "&present=1")
    page.locator(".at").filter(has_text="step 0 of 200").wait_for()
    assert page.locator("[data-testid=stHeader]").is_hidden()
    page.keyboard.press("PageDown")
    page.wait_for_function("[...document.querySelectorAll('input[name=frame]')].some(i => i.value > 2)")
    page.keyboard.press("PageDown")
    page.get_by_text("knows nothing else").wait_for()
    page.keyboard.press("PageDown")
    page.wait_for_url("**lesson=landscape-escapes*")
    page.locator(".at").filter(has_text="step 0 of 200").wait_for()
    page.wait_for_function(ASKS)
    page.wait_for_function("location.search.includes('present=1')")
    page.keyboard.press("Escape")
    page.wait_for_function("!location.search.includes('present')")
    assert page.locator("[data-testid=stHeader]").is_visible()


SECTIONS = {lesson.section: [] for lesson in COURSE.values()}
for each in COURSE.values():
    SECTIONS[each.section].append(each)
REVEAL = ".st-key-lesson-reveal"


@pytest.mark.parametrize(
    "section",
    [name if name == "Line fit" else pytest.param(name, marks=pytest.mark.slow) for name in SECTIONS],
)
def test_a_section_is_walked_by_the_forward_key_alone(visit, section):
    first, names = SECTIONS[section][0], list(COURSE)
    page = opened(visit, first.name, "&present=1")
    for lesson in SECTIONS[section]:
        page.wait_for_url(f"**lesson={lesson.name}*")
        page.locator(".st-key-lesson").filter(has_text=lesson.question[:40]).wait_for()
        page.wait_for_function(ASKS)
        page.wait_for_function(DONE)
        page.keyboard.press("PageDown")
        page.wait_for_timeout(700)
        assert page.locator(REVEAL).count() == 1, f"{lesson.name}: the first key plays, and does not tell"
        # Blind there are more steps to go; at last the key reveals.
        steps = 30 if lesson.page == "blind" else 1
        for k in range(steps):
            page.keyboard.press("PageDown")
            with contextlib.suppress(TimeoutError):
                page.locator(REVEAL).wait_for(state="detached", timeout=2_500 if k < steps - 1 else 30_000)
                break
        page.locator(".st-key-lesson").get_by_text(lesson.answers[lesson.right]).first.wait_for()
        page.wait_for_function(DONE)
        page.keyboard.press("PageDown")
    after = names[names.index(SECTIONS[section][-1].name) + 1 :]
    if after:
        page.wait_for_url(f"**lesson={after[0]}*")


def test_a_guess_stands_beside_what_came_out_and_the_end_of_the_run_tells_too(visit):
    page = opened(visit, "landscape-trapped", "&frame=12")
    page.locator(".at").filter(has_text="step 12 of 200").wait_for()
    page.get_by_role("button", name="in the left hollow").click()
    page.locator(".st-key-lesson-answer-0 [data-testid=stBaseButton-primary]").wait_for()
    page.wait_for_function(DONE)
    page.keyboard.press("End")
    page.wait_for_function(f"!({ASKS})")
    page.locator(".st-key-verdict").get_by_text("Trapped since step 112").wait_for()
    page.keyboard.press("r")
    page.get_by_text("The guess: in the left hollow. What came out: in the right hollow.").wait_for()


def test_a_touched_control_is_marked_and_one_click_takes_the_lesson_up_again(visit):
    page = opened(visit, "landscape-trapped")
    page.get_by_label("Start: x").fill("-1.5")
    page.get_by_label("Start: x").press("Enter")
    page.get_by_role("button", name="Changed: take it up again").click()
    page.get_by_role("button", name="Changed: take it up again").wait_for(state="detached")
    page.wait_for_function("!location.search.includes('x=')")


def test_the_lesson_before_is_on_another_page(visit):
    page = opened(visit, "landscape-trapped")
    page.keyboard.press("b")
    page.wait_for_url("**/line_fit?lesson=line-fit-printed-gradient*")
    page.wait_for_function(ASKS)


PICTURES = "[...document.querySelectorAll('[class*=st-key-charts] canvas')].map(canvas => canvas.toDataURL())"


def test_a_copied_address_opened_cold_shows_the_same_pictures_at_the_same_frame(visit, fresh_address):
    found = visit("/landscape?lesson=landscape-escapes&lang=ko")
    page = found.page
    page.locator(".at").wait_for()
    page.wait_for_function(DONE)
    found.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    at = page.locator(".at").filter(has_text=re.compile(r"\b12\b"))
    at.wait_for()
    page.locator("button.share").click()
    page.locator("button.share").filter(has_text="복사").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(found.address)
    assert {"frame=12", "lang=ko", "lesson=landscape-escapes"} <= {*copied.split("?")[1].split("&")}
    page.wait_for_timeout(1000)
    other = visit(copied.removeprefix(found.address), address=fresh_address).page
    other.locator(".at").filter(has_text=at.inner_text()).wait_for()
    other.wait_for_function(DONE)
    other.wait_for_timeout(1500)
    pictures = page.evaluate(PICTURES)
    assert len(pictures) == 2
    assert other.evaluate(PICTURES) == pictures
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    assert page.evaluate(PICTURES) != pictures


# The numbers at the left of the first picture: those of the axis of losses.
AXIS = """() => {
  const canvas = document.querySelector('[data-testid=stVegaLiteChart] canvas');
  const boxes = [...(writtenOn.get(canvas)?.boxes.values() ?? [])];
  return boxes.filter(box => box.right < 90 && !box.upright && /\\d/.test(box.text)).map(box => box.text).sort();
}"""


def test_the_axis_of_a_loss_to_come_tells_nothing_of_it(browser, address):
    """One start and rate, one run arrives, the other is trapped: until they are played their axes are the same."""
    shown = {}
    for name in ("landscape-escapes", "landscape-more-kept"):
        visit = Visit(browser, address)
        visit.page.add_init_script(LISTEN)
        page = opened(lambda path, visit=visit: visit.go(path), name)
        page.locator(".at").filter(has_text="step 0 of").wait_for()
        page.wait_for_timeout(2000)
        asked = page.evaluate(AXIS)
        page.keyboard.press("End")
        page.wait_for_function(f"!({ASKS})")
        page.wait_for_timeout(700)
        shown[name] = asked, page.evaluate(AXIS)
        visit.check()
        visit.context.close()
    (asked, arrived), (same, trapped) = shown.values()
    assert len(asked) > 1
    assert asked == same
    assert arrived != trapped
