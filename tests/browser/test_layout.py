"""At every size that a lecture or a student has, every view is whole, in every language: measured, not looked at."""

import pytest

from pages.parts.landscape.settings import LandscapeSettings
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.losses.settings import LossesSettings
from pages.parts.mnist.settings import MnistSettings
from pages.parts.neuron.settings import NeuronSettings
from pages.parts.race.settings import RaceSettings
from pages.parts.room.settings import RoomSettings
from pages.parts.slopes.settings import SlopesSettings
from pages.ui.controls.settings import kinds_of
from tests.browser.measured import WHOLE, Ruler

SIZES = [(1280, 720), (1366, 768), (1920, 1080), (911, 512), (390, 844), (360, 780)]
# Opened on a phone, where English is opened on a laptop.
IN_KOREAN = [(390, 844), *SIZES] if WHOLE else [(390, 844), (1366, 768)]
PHONES = [(390, 844), (360, 780), (360, 640)]
PAGES = {"slopes": SlopesSettings, "losses": LossesSettings, "neuron": NeuronSettings, "line_fit": LineFitSettings,
         "landscape": LandscapeSettings, "race": RaceSettings, "mnist": MnistSettings}  # fmt: skip
WITHOUT_CHARTS = ("/", "/room", "/mnist?view=write")


def views_of(name, setting="view"):
    return list(kinds_of(PAGES[name])[setting].options)


PATHS = ["/", "/room", "/blind", "/blind?ground=e&walk=n&uncovered=yes",
         *(f"/{name}?view={view}" for name in PAGES for view in views_of(name))]  # fmt: skip


@pytest.fixture(scope="module")
def ruler(browser, address):
    ruler = Ruler(browser, address)
    yield ruler
    ruler.visit.check()
    ruler.visit.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_a_view_is_whole_at_every_size(ruler, path):
    ruler.open(path, SIZES[0], chart=path not in WITHOUT_CHARTS)
    found = ruler.faults(SIZES)
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_a_view_is_whole_in_korean(ruler, path):
    ruler.open(f"{path}{'&' if '?' in path else '?'}lang=ko", IN_KOREAN[0], chart=path not in WITHOUT_CHARTS)
    found = ruler.faults(IN_KOREAN)
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_room_and_its_phones_are_whole(ruler, browser, address, language):
    """The room in all that it does, and a phone in all that it is asked."""
    page, sizes = ruler.page, SIZES if language == "en" else IN_KOREAN
    phone = Ruler(browser, address)
    ruler.open(f"/room?lang={language}", (1366, 768), chart=False)
    page.locator(".st-key-room-open button").first.click()
    code = page.locator(".room-code").inner_text()
    found = ruler.faults(sizes, when=" the code")
    phone.open(f"/join?lang={language}", PHONES[0], until=".phone", chart=False)
    found += phone.faults(PHONES, when=" a phone comes in")
    phone.open(f"/join?lang={language}&room={code}", PHONES[0], until=".phone header svg", chart=False)
    for k, activity in enumerate(kinds_of(RoomSettings)["activity"].options):
        page.locator(".st-key-views [data-testid=stButtonGroup] button").nth(k).click()
        page.wait_for_timeout(500)
        if activity != "code":
            page.locator(".st-key-room-buttons button").first.click()
            page.wait_for_timeout(1000)
        found += ruler.faults(sizes, when=f" {activity}")
        found += phone.faults(PHONES, when=f" a phone at {activity}")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator(".st-key-room-close button").click()
    phone.visit.check()
    phone.visit.context.close()
    assert not found, "\n".join(found)
