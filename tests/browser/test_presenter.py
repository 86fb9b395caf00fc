"""Every lesson, measured as it asks and when it has told, as a page and presented: all on the screen, nothing cut."""

import pytest

from pages.ui.lessons.lessons import course
from tests.browser.measured import MEASURE, ON_STAGE, Ruler

PROJECTORS = [(1280, 720), (1366, 768), (1920, 1080)]
AS_A_PAGE = [(1366, 768), (1920, 1080), (390, 844), (1280, 720)]
TOLD = [(390, 844), (1280, 720)]
A_FEW = ("landscape-trapped", "blind-gentle")  # in every run of the tests; the others where there is time


@pytest.fixture(scope="module")
def ruler(browser, address):
    ruler = Ruler(browser, address)
    yield ruler
    ruler.visit.check()
    ruler.visit.context.close()


@pytest.mark.parametrize(
    "lesson",
    [one if one.name in A_FEW else pytest.param(one, marks=pytest.mark.slow) for one in course().lessons],
    ids=lambda lesson: lesson.name,
)
@pytest.mark.parametrize("language", ["en", pytest.param("ko", marks=pytest.mark.slow)])
def test_a_lesson_is_whole(ruler, lesson, language):
    page = ruler.page
    ruler.open(f"/{lesson.page}?lesson={lesson.name}&lang={language}", PROJECTORS[0], until=".st-key-lesson-next")
    found = ruler.faults(AS_A_PAGE, MEASURE, " as a page")
    page.keyboard.press("p")
    page.wait_for_function("document.documentElement.classList.contains('presents')")
    found += ruler.faults(PROJECTORS, ON_STAGE, " presented")
    page.keyboard.press("r")
    page.locator(".st-key-lesson-reveal").wait_for(state="detached")
    found += ruler.faults(PROJECTORS, ON_STAGE, " presented and told")
    page.keyboard.press("p")
    found += ruler.faults(TOLD, MEASURE, " told")
    assert not found, "\n".join(found)
