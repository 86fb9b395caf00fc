"""Numbers in charts have the one form of numbers."""

import re

from pages.ui.text import number
from tests.browser.serving import serving
from tests.browser.written import DIGITS, VALUES

# Every text that is drawn on a canvas; other charts are drawings with texts of their own.
NOTE = """(() => {
  window.texts = new Set();
  const fill = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    texts.add(text);
    return fill.call(this, text, ...place);
  };
})()"""
COMPUTERS = re.compile(r"\d[eE][-+−]?\d|(?<![\w.·])-\d|\d{4}[.]\d|^\d{5,}$|NaN|undefined|null")


TEXTS = """[...texts, ...[...document.querySelectorAll("[data-testid=stVegaLiteChart] svg text")]
  .map(element => element.textContent)]"""


def texts_of(page):
    page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").first.wait_for()
    page.wait_for_function(f"{TEXTS}.length > 20")
    page.wait_for_timeout(1500)
    return page.evaluate(TEXTS)


def test_a_chart_writes_numbers_as_python_does(browser):
    with serving("tests/browser/written_page.py") as (address, _):
        page = browser.new_page(viewport={"width": 1366, "height": 2500})
        page.add_init_script(NOTE)
        page.goto(address)
        page.wait_for_function(f"{TEXTS}.filter(text => text.includes('|')).length > 150")
        texts = texts_of(page)
        page.close()
    found = {tuple(text.split("|")[:2]): text.split("|")[2] for text in texts if text.count("|") == 2}
    assert found == {(str(n), str(k)): number(value, n) for n in DIGITS for k, value in enumerate(VALUES)}
    axes = {text for text in texts if "|" not in text}
    assert {"10⁻⁵", "−10⁻⁵", "5·10⁻⁶"} <= axes
    assert {"10⁻⁶", "0.001", "1", "1,000"} & axes
    assert not [text for text in axes if COMPUTERS.search(text)]


def test_no_page_draws_a_number_as_a_computer_would(browser, address):
    page = browser.new_page(viewport={"width": 1366, "height": 2500})
    page.add_init_script(NOTE)
    for path in (
        "/line_fit?learning_rate=0.3&data=own&points=1e-3,-2;2e-3,3000",
        "/landscape?surface=rosenbrock&learning_rate=0.001",
        "/landscape?surface=bowl&steps=200&learning_rate=0.3",
        "/race?view=anatomy",
        "/race?view=sweep",
        "/mnist",
    ):
        page.goto(address + path)
        texts = texts_of(page)
        assert texts, path
        assert [text for text in texts if COMPUTERS.search(text)] == [], path
    page.close()
