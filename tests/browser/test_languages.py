"""In a browser: a link in Korean, the switch in mid-lesson, two languages on one server, and the layout in Korean."""

import pytest

from pages.ui.shell import PAGES

SWITCH = ".st-key-language button"
# What is cut off: a button or a label whose words are wider than it is.
CUT = """() => [...document.querySelectorAll('button, [data-testid="stWidgetLabel"], [data-testid="stMetricLabel"]')]
    .filter((e) => e.offsetParent && e.clientWidth > 4 && e.scrollWidth > e.clientWidth + 1)
    .map((e) => e.textContent)"""


def language(page):
    return page.evaluate("document.documentElement.lang")


def speaks(page, code):
    page.wait_for_function("(code) => document.documentElement.lang === code", arg=code)


def verdict(page):
    return page.locator(".st-key-verdict").inner_text()


def test_a_cold_link_is_in_its_language(visit, fresh_address):
    page = visit("/line_fit?lang=ko", address=fresh_address).page
    speaks(page, "ko")
    assert "최솟값" in verdict(page)
    assert "lang=ko" in page.url
    assert page.get_by_role("button", name="재생 (스페이스)").count() == 1


def test_the_browsers_own_language_counts_where_the_address_says_nothing(visit):
    page = visit("/line_fit", locale="ko-KR").page
    speaks(page, "ko")
    assert "lang" not in page.url
    page = visit("/line_fit?lang=en", locale="ko-KR").page
    speaks(page, "en")
    assert "minimum" in verdict(page)


def test_the_switch_keeps_lesson_frame_and_settings_and_two_visitors_stay_apart(visit):
    page = visit("/line_fit?lesson=line-fit-just-right&learning_rate=0.05").page
    other = visit("/line_fit?lesson=line-fit-just-right&learning_rate=0.05").page
    page.locator('[data-do="forward"]').click()
    page.locator('[data-do="forward"]').click()
    assert page.locator(".bar .at").inner_text() == "step 2 of 600"
    page.locator(SWITCH, has_text="한국어").click()
    speaks(page, "ko")
    page.wait_for_function("document.querySelector('.st-key-verdict')?.textContent.includes('최솟값')")
    assert page.locator(".bar .at").inner_text() == "스텝 2 / 600"
    for said in ("lesson=line-fit-just-right", "learning_rate=0.05", "lang=ko"):
        assert said in page.url
    assert page.locator('[data-testid="stSliderThumbValue"]').first.inner_text() == "0.05"
    assert language(other) == "en"
    other.locator('[data-do="forward"]').click()
    assert other.locator(".bar .at").inner_text() == "step 1 of 600"
    page.locator(SWITCH, has_text="English").click()
    speaks(page, "en")
    assert "lang=en" in page.url


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_nothing_is_cut_off_in_korean(visit, name):
    page = visit(f"/{'' if name == 'home' else name}?lang=ko").page
    speaks(page, "ko")
    page.wait_for_timeout(500)
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if name == "join":
        return  # a page of its own, whose words stand in a document of their own
    broken = "getComputedStyle(document.querySelector('[data-testid=stMain] button, [data-testid=stMain] p')).wordBreak"
    assert page.evaluate(broken) == "keep-all"
