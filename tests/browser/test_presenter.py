"""Every lesson, measured as it asks and when it has told, as a page and presented: all on the screen, nothing cut."""

import pytest

from pages.ui.lessons.lessons import course
from tests.browser.measured import WHOLE, Ruler

PROJECTORS = [(1280, 720), (1366, 768), (1920, 1080)]
SIZES = [*PROJECTORS, (911, 512), (390, 844), (360, 780)]
AS_A_PAGE = SIZES if WHOLE else [(1280, 720), (1920, 1080), (390, 844)]
TOLD = SIZES if WHOLE else [(390, 844)]
A_FEW = ("landscape-trapped", "blind-gentle")  # in every run of the tests; the others where there is time
LESSONS = course().lessons
FIRST_OF_A_PAGE = list({one.page: one for one in reversed(LESSONS)}.values())
IN_KOREAN = LESSONS if WHOLE else FIRST_OF_A_PAGE


@pytest.fixture(scope="module")
def ruler(browser, address):
    ruler = Ruler(browser, address)
    yield ruler
    ruler.visit.check()
    ruler.visit.context.close()


def slow(lesson, language):
    return pytest.param(lesson, language, marks=pytest.mark.slow, id=f"{lesson.name}-{language}")


@pytest.mark.parametrize(
    ("lesson", "language"),
    [pytest.param(one, "en", id=f"{one.name}-en") for one in LESSONS if one.name in A_FEW]
    + [slow(one, "en") for one in LESSONS if one.name not in A_FEW]
    + [slow(one, "ko") for one in IN_KOREAN],
)
def test_a_lesson_is_whole(ruler, lesson, language):
    page = ruler.page
    ruler.open(f"/{lesson.page}?lesson={lesson.name}&lang={language}", PROJECTORS[0], until=".st-key-lesson-next")
    found = ruler.faults(AS_A_PAGE, when=" as a page")
    page.keyboard.press("p")
    page.wait_for_function("document.documentElement.classList.contains('presents')")
    found += ruler.faults(PROJECTORS, presented=True, when=" presented")
    page.keyboard.press("r")
    page.locator(".st-key-lesson-reveal").wait_for(state="detached")
    found += ruler.faults(PROJECTORS, presented=True, when=" presented and told")
    page.keyboard.press("p")
    found += ruler.faults(TOLD, when=" told")
    assert not found, "\n".join(found)
