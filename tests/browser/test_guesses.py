"""Guesses of other kinds than an answer pressed: a tap on the picture, a number on a scale; then play and reveal."""

DONE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
ASKS = "document.documentElement.classList.contains('lesson-asks')"


def opened(visit, name, page):
    found = visit(f"/{page}?lesson={name}").page
    found.locator(".st-key-lesson-row").wait_for()
    found.wait_for_function(ASKS)
    found.wait_for_function(DONE)
    return found


def play_to_the_end(page):
    page.locator(".at").filter(has_text="step 0 of").wait_for()
    page.keyboard.press("End")
    page.wait_for_function(f"!({ASKS})")
    page.keyboard.press("r")


def tap(page, across, up):
    """Tap the larger picture, at shares of its width and height."""
    box = page.locator("[class*=st-key-charts] [data-testid=stVegaLiteChart] canvas").nth(1).bounding_box()
    page.mouse.click(box["x"] + across * box["width"], box["y"] + up * box["height"])
    page.wait_for_timeout(300)
    page.wait_for_function(DONE)


def test_a_tap_guesses_while_the_lesson_asks_and_starts_a_run_once_it_is_answered(visit):
    page = opened(visit, "landscape-trapped", "landscape")
    tap(page, 0.35, 0.45)
    assert "x=" not in page.url
    assert page.get_by_role("button", name="Changed: take it up again").count() == 0
    play_to_the_end(page)
    page.get_by_text("Tapped: (").wait_for()
    page.get_by_text("away. In the right one, 0.926 above the left").wait_for()
    tap(page, 0.3, 0.3)
    page.wait_for_url("**x=*")


def test_a_number_is_chosen_by_keys_and_stands_beside_what_came_out(visit):
    page = opened(visit, "race-ravine", "race")
    scale = page.locator(".st-key-lesson-scale").get_by_role("slider")
    scale.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.st-key-lesson-scale').innerText.includes('4')")
    page.wait_for_timeout(500)
    page.wait_for_function(DONE)
    scale.blur()  # what has the focus keeps its keys, End too
    play_to_the_end(page)
    page.get_by_text("On the scale: 4. It came to 9, 5 away.").wait_for()
