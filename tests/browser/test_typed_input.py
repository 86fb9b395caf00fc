"""Number boxes, pasted tables and a run that a reload ends, in a real browser."""

import pytest

from tests.browser.played import PlayedPage


@pytest.fixture
def open_line(visit):
    return lambda address="", **how: PlayedPage(visit(f"/line_fit{address}", **how))


def test_a_box_takes_what_is_typed_and_the_arrow_keys(open_line):
    page = open_line("?steps=20")
    box = page.page.get_by_label("Start: slope m")
    for text, shown in (("−0.7", "m ← −0.7 −"), ("0,5", "m ← 0.5 −"), ("-1,25", "m ← −1.25 −"), ("1/4", "m ← 0.25 −")):
        box.fill(text)
        box.press("Enter")
        page.until_lines(shown)
        assert box.input_value() == text
    box.fill("2,5")
    for _ in range(3):
        box.press("ArrowUp")
    box.press("ArrowDown")
    page.until_lines("m ← 3.5 −")
    assert box.input_value() == "3.5"
    page.page.wait_for_url("**m=3.5*")
    assert box.get_attribute("inputmode") == "text"  # there is no minus among a phone's number keys
    seed = open_line("?data=noisy").page.get_by_label("Seed")
    seed.click()
    assert seed.get_attribute("inputmode") == "numeric"


def test_a_table_is_pasted_from_a_spreadsheet(open_line):
    page = open_line("?data=own&steps=20")
    page.page.evaluate("""() => {
      const box = document.querySelector('[data-testid=stSidebar] textarea');
      box.focus(); box.select();
      document.execCommand('insertText', false, '0,5\\t1,5\\n1,5\\t3,5\\n2,5\\t5,5');
    }""")
    page.page.get_by_label("Your points", exact=True).press("Control+Enter")
    page.page.wait_for_url("**points=0.5*1.5*")
    assert page.page.locator("[data-testid=stSidebar] [data-testid=stAlertContainer]").count() == 0


def test_a_reload_in_mid_run_says_what_it_ended(visit):
    found = visit("/mnist?hidden=5&speed=10&updates=300")
    page = found.page
    said = page.get_by_text("The page was reloaded")
    page.get_by_role("button", name="One update", exact=True).click()
    page.get_by_role("button", name="Resume", exact=True).wait_for()
    page.wait_for_timeout(800)
    assert said.count() == 0
    page.reload()
    page.get_by_text("its run of 1 update has ended").wait_for()
    page.reload()
    page.get_by_role("button", name="Start", exact=True).wait_for()
    page.wait_for_timeout(800)
    assert said.count() == 0


def test_fewer_updates_than_were_made_end_the_run(visit):
    found = visit("/mnist?hidden=2&speed=100&updates=3000")
    page = found.page
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    page.wait_for_timeout(3000)
    slider = page.get_by_role("slider", name="Updates to run")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    page.wait_for_url("**updates=100*")
    page.get_by_role("button", name="Continue to").or_(page.get_by_role("button", name="Go on to")).wait_for()
