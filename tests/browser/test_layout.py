"""At every size that a lecture or a student has, every view and every lesson is whole: measured, not looked at."""

import pytest

from pages.parts.landscape.settings import LandscapeSettings
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.losses.settings import LossesSettings
from pages.parts.mnist.settings import MnistSettings
from pages.parts.neuron.settings import NeuronSettings
from pages.parts.race.settings import RaceSettings
from pages.parts.slopes.settings import SlopesSettings
from pages.ui.controls.settings import kinds_of
from pages.ui.lessons.lessons import course
from tests.browser.conftest import Visit
from tests.browser.measured import LEAST, LISTEN, MEASURE

SIZES = [(1280, 720), (1366, 768), (1920, 1080), (911, 512), (390, 844), (360, 780)]
LESSON_SIZES = [(1280, 720)]  # the views have been at all of them
PAGES = {"slopes": SlopesSettings, "losses": LossesSettings, "neuron": NeuronSettings, "line_fit": LineFitSettings,
         "landscape": LandscapeSettings, "race": RaceSettings, "mnist": MnistSettings}  # fmt: skip
DONE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
SETTLED = 350  # ms after a change of size

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def measured(browser, address):
    """Open an address and measure it at some sizes: what is wrong, by the size."""
    visit = Visit(browser, address)
    visit.page.add_init_script(LISTEN)

    def measure(path, sizes):
        visit.page.set_viewport_size({"width": sizes[0][0] - 1, "height": sizes[0][1]})
        visit.go(path)
        visit.page.locator(".st-key-keys").wait_for(state="attached")
        if path != "/":
            visit.page.locator("[data-testid=stVegaLiteChart]").locator("canvas, svg.marks").first.wait_for(
                state="attached"
            )
        visit.page.wait_for_function(DONE)
        visit.page.wait_for_timeout(400)
        found = []
        for width, height in sizes:
            visit.page.set_viewport_size({"width": width, "height": height})
            visit.page.wait_for_timeout(SETTLED)
            found += [f"{width}x{height}: {fault}" for fault in visit.page.evaluate(MEASURE, LEAST)]
        return found

    yield measure
    visit.check()
    visit.context.close()


def views_of(name):
    return list(kinds_of(PAGES[name])["view"].options)


@pytest.mark.parametrize("path", ["/"] + [f"/{name}?view={view}" for name in PAGES for view in views_of(name)])
def test_a_view_is_whole_at_every_size(measured, path):
    found = measured(path, SIZES)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lesson", course().lessons, ids=lambda lesson: lesson.name)
def test_a_lesson_is_whole(measured, lesson):
    found = measured(f"/{lesson.page}?lesson={lesson.name}", LESSON_SIZES)
    assert not found, "\n".join(found)
