"""Presenter mode, measured: at each size of a projector all that a lecture needs is on the screen, nothing cut."""

import pytest

from pages.ui.lessons.lessons import course
from tests.browser.conftest import Visit

SIZES = [(1280, 720), (1366, 768), (1920, 1080)]
A_FEW = ("landscape-trapped", "blind-gentle")
DONE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
# The question with its buttons, the pictures, the bar or the buttons of a run: what of them lies outside the screen.
MEASURE = """() => {
  const faults = [], main = document.querySelector('[data-testid=stMain]');
  const inside = (element, name, least) => {
    const box = element.getBoundingClientRect();
    const [left, right, top, bottom] = ['left', 'right', 'top', 'bottom'].map(side => Math.round(box[side]));
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
      faults.push(`${name} is cut: from (${left}, ${top}) to (${right}, ${bottom})`);
    if (least && Math.min(box.height, box.width) < least)
      faults.push(`${name} is too small: ${box.width} x ${box.height}`);
  };
  const all = selector => [...main.querySelectorAll(selector)].filter(element => element.checkVisibility());
  for (const part of all('.st-key-lesson, .st-key-lesson p, .st-key-lesson button'))
    inside(part, part.innerText.slice(0, 30));
  for (const chart of all('[class*="st-key-charts"] [data-testid=stVegaLiteChart]')) inside(chart, 'a picture', 90);
  for (const bar of all('[class*="-playback"], [class*="st-key-buttons"]')) inside(bar, 'the bar');
  const type = parseFloat(getComputedStyle(main.querySelector('.st-key-lesson p')).fontSize);
  if (type < 22 * Math.max(1, innerHeight / 768)) faults.push(`the type has ${type} px`);
  if (document.documentElement.scrollWidth > innerWidth + 1) faults.push('it scrolls sideways');
  return faults;
}"""


@pytest.fixture(scope="module")
def stage(browser, address):
    visit = Visit(browser, address)
    yield visit
    visit.check()
    visit.context.close()


@pytest.mark.parametrize(
    "lesson",
    [one if one.name in A_FEW else pytest.param(one, marks=pytest.mark.slow) for one in course().lessons],
    ids=lambda lesson: lesson.name,
)
def test_a_lesson_is_on_the_screen_whole(stage, lesson):
    page, found = stage.page, []
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    stage.go(f"/{lesson.page}?lesson={lesson.name}&present=1")
    page.locator(".st-key-lesson-row").wait_for()
    page.wait_for_function("document.documentElement.classList.contains('presents')")
    page.wait_for_function(DONE)
    page.wait_for_timeout(500)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)
        found += [f"{width}x{height}: {fault}" for fault in page.evaluate(MEASURE)]
    assert not found, "\n".join(found)
