"""Input faster than the page is drawn: nothing is lost, and control, verdict, picture and address say the same."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.parts.line_fit.settings import RATES
from tests.browser.played import PlayedPage, look_alike

DELAYS = (0, 20, 40, 60, 200)  # ms
STRAY = 400  # points of 240,000: what is drawn over is smoothed twice; another path has thousands


class FastPage(PlayedPage):
    def slider(self, label):
        return self.page.get_by_role("slider", name=label)

    def box(self, label):
        return self.page.get_by_label(label, exact=True)

    def address(self):
        return {name: value for name, (value,) in parse_qs(urlsplit(self.page.url).query).items()}

    def rest(self):
        """Wait until nothing is on its way any more."""
        still, before = 0, None
        for _ in range(300):
            if still == 4:
                return
            self.page.wait_for_timeout(200)
            running = self.page.locator("[data-testid=stApp][data-test-script-state=running]").count()
            now = (self.page.url, self.verdict(), self.lines())
            still, before = (still + 1 if now == before and not running else 0), now
        raise AssertionError("it does not come to rest")

    def agrees_with_its_address(self, open_page):
        """What is shown is what the address opens elsewhere: verdict, arithmetic, pictures and every control."""
        other = open_page("?" + urlsplit(self.page.url).query)
        for page in (self, other):
            page.press("To the end")
            page.rest()
        assert other.verdict() == self.verdict()
        assert other.lines() == self.lines()
        assert other.controls() == self.controls()
        for page in (self, other):
            page.lay_out_anew()
        assert other.until_pictures(lambda shown: look_alike(shown, self.pictures(), STRAY))

    def controls(self):
        """Everything the sidebar's controls show."""
        return self.page.evaluate("""() => {
          const bar = document.querySelector('[data-testid=stSidebar]');
          const boxes = [...bar.querySelectorAll('input, textarea')].map(box => box.value);
          const sliders = [...bar.querySelectorAll('[role=slider]')].map(s => s.getAttribute('aria-valuetext'));
          const pressed = [...bar.querySelectorAll('[data-testid*=Active], [aria-checked=true], [aria-pressed=true]')]
            .map(b => b.innerText);
          return [boxes, sliders, pressed].map(texts => texts.join(' | '));
        }""")


@pytest.fixture
def open_line(visit):
    return lambda address="", **how: FastPage(visit(f"/line_fit{address}", **how))


def test_two_presses_count_twice_however_fast_they_follow(open_line):
    page = open_line("?learning_rate=0.07&steps=50")
    at = RATES.index(0.07)
    for delay in DELAYS:
        for key, step in (("ArrowRight", 1), ("ArrowLeft", -1)):
            slider = page.slider("Learning rate")
            slider.focus()
            slider.press(key)
            page.page.wait_for_timeout(delay)
            slider.press(key)
            at += 2 * step
            page.until(f"{RATES[at]:g} is ")
            page.rest()
            assert slider.get_attribute("aria-valuetext") == f"{RATES[at]:g}", delay
            assert page.verdict().startswith(f"{RATES[at]:g} is "), delay
            assert float(page.address().get("learning_rate", 0.1)) == RATES[at], delay
    page.agrees_with_its_address(open_line)


def test_a_slider_that_stands_off_its_ladder_is_pressed_and_dragged(open_line):
    page = open_line("?learning_rate=0.2857&steps=50")
    slider = page.slider("Learning rate")
    for delay in DELAYS:
        slider.focus()
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
            slider.press(key)
            page.page.wait_for_timeout(delay)
        page.until("0.2 is ")
        page.rest()
        assert page.address()["learning_rate"] == "0.2"
        slider.press("ArrowRight")
        page.until("0.2857 is ")  # the place it had is still a stop
    box = slider.bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.mouse.down()
    for k in range(12):
        page.page.mouse.move(box["x"] - 12 * k, box["y"] + 4)
        page.page.wait_for_timeout(DELAYS[k % 5])
    page.page.mouse.up()
    page.rest()
    rate = page.slider("Learning rate").get_attribute("aria-valuetext")
    assert float(rate) < 0.1
    assert page.verdict().startswith(f"{rate} is below")
    assert page.address()["learning_rate"] == rate


def test_one_control_after_another(open_line):
    """A number, a text, a row of choices and two sliders, each before the page has answered the last."""
    page = open_line("?data=own&points=0,0;1,1;2,3")
    for k, delay in enumerate(DELAYS):
        for label, typed, key in (
            ("Start: slope m", f"{k}.5", "Enter"),
            ("Start: intercept b", f"-{k + 1}", "Enter"),
            ("Your points", f"0 1\n1 {k}\n4 9", "Control+Enter"),
        ):
            page.box(label).fill(typed)
            page.box(label).press(key)
            page.page.wait_for_timeout(delay)
        back = k % 2
        page.page.get_by_text("all points" if back else "one point", exact=True).click()
        page.page.wait_for_timeout(delay)
        page.slider("Learning rate").press("ArrowRight" if back else "ArrowLeft")
        page.page.wait_for_timeout(delay)
        page.slider("Steps").press("ArrowRight" if back else "ArrowLeft")
        page.rest()
        moved = {} if back else {"learning_rate": "0.07", "steps": "300", "sees": "single"}
        typed = {"data": "own", "points": f"0,1;1,{k};4,9", "m": f"{k}.5", "b": f"-{k + 1}"}
        assert page.address() == typed | moved, delay
    page.agrees_with_its_address(open_line)


def test_a_lesson_between_two_presses_sets_all_but_what_is_changed_after_it(open_line):
    page = open_line("?m=3&learning_rate=0.07")
    for delay in DELAYS:
        page.slider("Learning rate").press("ArrowLeft")
        page.page.wait_for_timeout(delay)
        page.press("First step")
        page.page.wait_for_timeout(delay)
        page.press("Rate 0.5")
        page.page.wait_for_timeout(delay)
        page.slider("Steps").press("ArrowLeft")
        page.rest()
        address = page.address()
        assert set(address) == {"lesson", "steps"}, delay
        assert address["lesson"] == "line-fit-too-large"
        assert page.verdict().startswith("0.5 is above")
        page.slider("Learning rate").press("ArrowLeft")
    page.page.wait_for_timeout(60)
    page.press("First step")
    page.rest()
    assert page.address() == {"lesson": "line-fit-just-right"}
    page.slider("Steps").press("ArrowLeft")  # a lesson hides its verdict, until it is changed
    page.rest()
    page.agrees_with_its_address(open_line)


def test_back_and_forward_and_fast_presses_between_them(open_line):
    page = open_line("?steps=50")
    slider = page.slider("Learning rate")
    slider.press("ArrowLeft")
    page.until("0.07 is below")
    page.rest()
    page.press("Rate 0.5")
    page.until("0.5 is above")
    page.rest()
    page.page.go_back()
    page.until("0.07 is below")
    page.rest()
    assert page.address() == {"steps": "50", "learning_rate": "0.07"}
    page.page.go_back()
    page.until("0.1 is below")
    page.rest()
    assert page.address() == {"steps": "50"}
    page.page.go_forward()
    page.page.go_forward()
    page.until("0.5 is above")
    page.rest()
    assert page.address() == {"lesson": "line-fit-too-large"}
    page.page.go_back()
    page.slider("Learning rate").press("ArrowLeft")
    page.rest()
    page.agrees_with_its_address(open_line)


def test_methods_and_their_rates_in_the_race(visit):
    def open_race(address=""):
        return FastPage(visit(f"/race{address}"))

    page = open_race("?steps=20")
    side = page.page.get_by_test_id("stSidebar")
    for k, delay in enumerate(DELAYS):
        for name in ("Nesterov", "Adam", "Momentum"):
            side.get_by_role("button", name=name, exact=True).click()
            page.page.wait_for_timeout(delay)
        side.get_by_text("textbook" if k % 2 else "equal", exact=True).click()
        page.rest()
        others = {} if k % 2 else {"methods": "GradientDescent,Nesterov,AdaGrad", "rates": "equal"}
        assert page.address() == {"steps": "20"} | others, delay
    page.agrees_with_its_address(open_race)


def test_another_method_brings_its_rate_and_a_press_follows(visit):
    page = visit("/mnist").page
    page.get_by_role("button", name="Start", exact=True).wait_for()
    page.wait_for_timeout(1000)
    for k, delay in enumerate(DELAYS):
        method, rate = (("Adam", "0.003"), ("RMSProp", "0.001"))[k % 2]
        box = page.get_by_role("combobox", name=re.compile("Method"))
        box.click()
        if box.get_attribute("aria-expanded") != "true":  # Streamlit's list closes again when its box regains the focus
            box.click()
        page.get_by_role("option", name=method, exact=True).click()
        page.wait_for_timeout(delay)
        page.get_by_role("slider", name="Hidden units").press("ArrowLeft" if k % 2 else "ArrowRight")
        page.wait_for_url("**optimizer=" + method + ("*" if k % 2 else "*hidden=100*"))
        page.wait_for_timeout(1500)
        assert page.get_by_role("slider", name="Learning rate η").get_attribute("aria-valuetext") == rate
        found = {"optimizer": [method], "learning_rate": [rate]} | ({} if k % 2 else {"hidden": ["100"]})
        assert parse_qs(urlsplit(page.url).query) == found
