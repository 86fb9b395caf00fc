"""The live MNIST page, as a lecturer and a student use it."""

import re

import pytest

from tests.browser.conftest import Visit

CHART = "[data-testid=stVegaLiteChart]"
# Counts how often one of the two main charts is taken out and built anew.
WATCH = """() => {
  window.rebuilt = 0;
  for (const chart of document.querySelectorAll('.st-key-charts [data-testid=stVegaLiteChart]'))
    new MutationObserver(changes => changes.forEach(change => change.removedNodes.forEach(node => {
      if (node.nodeName === 'svg' || node.nodeName === 'CANVAS') window.rebuilt += 1;
    }))).observe(chart, { childList: true, subtree: true });
}"""


class MnistPage:
    """The page, by what is written on it."""

    def __init__(self, found):
        self.found, self.page = found, found.page
        self.page.locator(f"{CHART} svg").nth(1).wait_for()
        self.button("Start").or_(self.button("Resume")).wait_for()

    def button(self, label):
        return self.page.get_by_role("button", name=label, exact=True)

    def press(self, label):
        self.button(label).click()

    def metric(self, label):
        box = self.page.get_by_test_id("stMetric").filter(has=self.page.get_by_text(label, exact=True))
        return float(re.sub(r"[^\d.]", "", box.get_by_test_id("stMetricValue").inner_text()) or "nan")

    def until(self, label, least, seconds=60):
        for _ in range(seconds * 10):
            if self.metric(label) >= least:
                return
            self.page.wait_for_timeout(100)
        pytest.fail(f"{label} is {self.metric(label)} and not {least} after {seconds} s")

    def verdict(self):
        return self.page.locator(".st-key-verdict").inner_text()

    def choose(self, group, option):
        self.page.get_by_role("radiogroup", name=group).or_(self.page.get_by_role("group", name=group)).get_by_text(
            option, exact=True
        ).click()


@pytest.fixture
def open_mnist(visit):
    return lambda address="", **how: MnistPage(visit(f"/mnist{address}", **how))


def test_a_run_is_started_watched_paused_changed_and_reset(open_mnist):
    mnist = open_mnist()
    mnist.page.wait_for_timeout(1000)
    mnist.page.evaluate(WATCH)
    mnist.press("Start")
    mnist.until("Test accuracy", 80)
    mnist.press("Pause")
    mnist.button("Resume").wait_for()
    mnist.page.wait_for_timeout(500)
    rest = mnist.metric("Update")
    mnist.page.wait_for_timeout(1200)
    assert mnist.metric("Update") == rest
    assert f"After {int(rest):,} updates" in mnist.verdict()
    mnist.press("Resume")
    mnist.until("Update", rest + 200)
    slider = mnist.page.get_by_role("slider", name="Learning rate η")
    slider.focus()
    slider.press("ArrowRight")  # 0.1 to 0.15
    mnist.page.locator(CHART).get_by_text("η 0.1 → 0.15").wait_for()
    assert mnist.page.evaluate("window.rebuilt") == 0
    mnist.page.wait_for_url("**learning_rate=0.15*")
    mnist.press("Pause")
    mnist.press("Reset")
    mnist.button("Start").wait_for()
    assert mnist.metric("Update") == 0
    assert mnist.verdict().startswith("Untrained")


def test_no_button_moves_under_the_pointer_when_a_run_starts_or_pauses(open_mnist):
    mnist = open_mnist()
    mnist.page.wait_for_timeout(1000)
    mnist.page.evaluate("""() => {
      window.places = new Set();
      const note = () => {
        const box = document.querySelector('.st-key-mnist-reset button').getBoundingClientRect();
        places.add(`${Math.round(box.x)}, ${Math.round(box.y)}`);
        requestAnimationFrame(note);
      };
      note();
    }""")
    for pressed, then in (("Start", "Pause"), ("Pause", "Resume"), ("Resume", "Pause"), ("Pause", "Resume")):
        mnist.press(pressed)
        mnist.button(then).wait_for()
        mnist.page.wait_for_timeout(1000)
    assert mnist.page.evaluate("places.size") == 1


def test_the_watch_for_rebuilt_charts_can_see_one(open_mnist):
    mnist = open_mnist()
    mnist.page.wait_for_timeout(1000)
    mnist.page.evaluate(WATCH)
    mnist.choose("Loss axis", "logarithmic")
    mnist.page.wait_for_function("window.rebuilt > 0")


def test_a_lesson_runs_to_its_end_and_goes_on(open_mnist):
    mnist = open_mnist()
    mnist.press("100 updates")
    mnist.page.wait_for_url("**lesson=mnist-looked-broken*")
    mnist.page.get_by_text("How many of 100 new digits").wait_for()
    mnist.press("Start")
    mnist.button("Continue to 10,000").wait_for()
    assert mnist.metric("Update") == 100
    assert mnist.metric("Test accuracy") < 30
    assert mnist.verdict().startswith("On the plateau")
    mnist.press("Reveal")
    mnist.page.get_by_text("Nothing is wrong").first.wait_for()
    mnist.page.keyboard.press("Escape")
    mnist.press("Continue to 10,000")
    mnist.until("Test accuracy", 70)
    mnist.press("Pause")


def test_a_cold_deep_link_brings_its_settings(browser, fresh_address):
    link = "/mnist?lesson=mnist-modern&optimizer=Adam&learning_rate=0.0042&hidden=33&updates=50&view=weights"
    mnist = MnistPage(Visit(browser, fresh_address).go(link))
    for shown in ("0.0042", "33"):
        mnist.page.get_by_test_id("stSidebar").get_by_text(shown, exact=True).wait_for()
    mnist.page.get_by_text("33 of 33 hidden units").wait_for()
    mnist.press("Start")
    mnist.button("Continue to 100").wait_for()
    assert mnist.metric("Update") == 50
    for part in link.split("?")[1].split("&"):
        assert part in mnist.page.url
    mnist.found.check()
    mnist.found.context.close()


def test_the_address_opens_the_same_run_elsewhere(open_mnist):
    one = open_mnist("?updates=120&hidden=20&activation=relu&initialisation=he&seed=9")
    one.press("Start")
    one.button("Continue to 300").wait_for()
    other = open_mnist(one.page.url.split("/mnist")[1])
    other.press("Start")
    other.button("Continue to 300").wait_for()
    assert other.verdict() == one.verdict()


def test_going_back_restores_the_settings_before(open_mnist):
    mnist = open_mnist("?hidden=20")
    mnist.choose("Activation", "ReLU")
    mnist.page.wait_for_url("**activation=relu*")
    mnist.page.go_back()
    mnist.page.wait_for_url(lambda url: "activation" not in url)
    checked = mnist.page.get_by_test_id("stSidebar").locator("[aria-checked=true]")
    checked.get_by_text("sigmoid").or_(checked.filter(has_text="sigmoid")).first.wait_for()
    assert "hidden=20" in mnist.page.url


def test_settings_are_kept_while_another_page_is_visited(open_mnist):
    mnist = open_mnist()
    mnist.choose("Activation", "ReLU")
    mnist.page.wait_for_url("**activation=relu*")
    mnist.press("One update")
    mnist.button("Resume").wait_for()
    mnist.page.get_by_test_id("stTopNavLink").first.click()
    mnist.page.get_by_text("in a classroom").wait_for()
    mnist.page.get_by_test_id("stTopNavLink").get_by_text("Live MNIST", exact=True).click()
    mnist.button("Resume").wait_for()
    assert mnist.metric("Update") == 1
    assert "activation=relu" in mnist.page.url


def test_a_slow_run_can_be_watched(open_mnist):
    mnist = open_mnist("?speed=10&hidden=10")
    mnist.press("Start")
    mnist.until("Update", 5)
    start, began = mnist.metric("Update"), mnist.page.evaluate("performance.now()")
    mnist.page.wait_for_timeout(3000)
    made, seconds = mnist.metric("Update") - start, (mnist.page.evaluate("performance.now()") - began) / 1000
    assert 10 <= made <= 15 * seconds  # ten a second, and far from the hundreds it could make
    mnist.press("Pause")


@pytest.mark.parametrize("query", ["", "?lesson=mnist-modern"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=str)
def test_numbers_charts_and_buttons_are_above_the_fold(open_mnist, query, size):
    mnist = open_mnist(query, size=size)
    mnist.page.wait_for_timeout(1500)
    boxes = [mnist.page.locator(CHART).nth(0), mnist.page.locator(CHART).nth(1), mnist.button("Start")]
    boxes += mnist.page.get_by_test_id("stMetric").all()
    for box in boxes:
        found = box.bounding_box()
        assert found["y"] >= 0
        assert found["y"] + found["height"] <= size[1]
    assert mnist.page.locator(CHART).first.bounding_box()["height"] >= 250


def test_a_run_at_the_largest_redraws_lightly(open_mnist):
    mnist = open_mnist("?updates=3000&view=repeat")
    mnist.page.wait_for_timeout(1000)
    mnist.found.received.clear()
    mnist.press("Start")
    mnist.until("Update", 2500)
    charts = [size for size in mnist.found.received if size > 1000]
    assert len(charts) > 4
    assert max(charts) < 20 * 1024


def test_what_is_typed_out_of_range_gets_a_sentence_and_changes_nothing(open_mnist):
    mnist = open_mnist()
    mnist.press("One update")
    mnist.button("Resume").wait_for()
    box = mnist.page.get_by_label("Seed")
    box.fill("-5")
    box.press("Enter")
    mnist.page.get_by_text("Seed must be a whole number from 0 to 999,999,999; you entered “-5”. Keeping 5.").wait_for()
    assert mnist.metric("Update") == 1
    assert "seed" not in mnist.page.url
    box.fill("7")
    box.press("Enter")
    mnist.page.wait_for_url("**seed=7*")
    mnist.page.get_by_text("must be").wait_for(state="detached")


def test_hostile_text_in_the_address_stays_text(open_mnist):
    mnist = open_mnist("?seed=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&hidden=![a](http://outside.example/x.png)")
    said = mnist.page.get_by_test_id("stSidebar").get_by_text("must be")
    said.nth(1).wait_for()
    assert said.count() == 2
    assert mnist.page.locator("[data-testid=stSidebar] img").count() == 0


def test_the_numerical_gradient_runs_with_progress_and_stops(open_mnist):
    mnist = open_mnist("?view=gradient&hidden=2")
    mnist.press("Compute them")
    mnist.button("Stop").wait_for()
    mnist.page.get_by_text("Update 1: loss").wait_for(timeout=60_000)
    mnist.choose("Updates by differences, for real", "3")
    mnist.press("Compute them")
    mnist.press("Stop")
    mnist.button("Compute them").wait_for()
