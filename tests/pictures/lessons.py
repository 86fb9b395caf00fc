"""The small pictures of the lessons on the front page: photographs of the app, as each lesson opens.

    python -m tests.pictures.lessons [name of a lesson ...]

Writes data/pictures/: a sheet, and the order of the lessons on it. Run it again when a lesson is added or a page looks
different; with names only those pictures are taken. It takes some minutes, and needs Debian's chromium and playwright.
"""

import contextlib
import io
import json
import sys

from PIL import Image
from playwright.sync_api import TimeoutError, sync_playwright

from pages.ui.lessons.lessons import course
from pages.ui.lessons.photographs import COLUMNS, HEIGHT, ORDER, SHEET, WIDTH
from tests.browser.serving import CHROMIUM, FLAGS, serving
from tests.pictures.drawn import of_lesson

QUALITY = 40
SCREEN = {"width": 1366, "height": 768}
DRAWN = {"slopes", "losses", "neuron", "mnist"}
CHART = "[data-testid=stVegaLiteChart]:visible"
WHAT = {"line_fit": (CHART, 1), "landscape": (CHART, -1), "race": (CHART, -1), "mnist": (".st-key-answers", 0)}
ELSE = f"{CHART}, [data-testid=stMain] svg[role=img]:visible, [data-testid=stMain] .stHtml svg:visible"


def picture_of(page, address, lesson, number):
    """Take the picture that a lesson opens with, or draw it where the lesson's screen is covered until Reveal."""
    if lesson.page not in DRAWN:
        return photograph(page, address, lesson)
    page.set_viewport_size({"width": 3 * WIDTH, "height": 3 * HEIGHT})
    page.set_content(f"<body style='margin:0'>{of_lesson(lesson, number)}")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.set_viewport_size(SCREEN)
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def photograph(page, address, lesson):
    """Take the picture that a lesson opens with."""
    page.goto(f"{address}/{lesson.page}?lesson={lesson.name}")
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=90_000)
    selector, which = WHAT.get(lesson.page, (ELSE, 0))
    picture = None
    for _ in range(8):
        page.wait_for_timeout(700)
        found = page.locator(selector)
        count = found.count()
        with contextlib.suppress(TimeoutError):  # it went while it was looked at
            if count:
                picture = Image.open(io.BytesIO(found.nth(which % count).screenshot(timeout=4000))).convert("RGB")
        if picture and max(high - low for low, high in picture.getextrema()) > 100:  # it is drawn
            break
    else:
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    width, height = picture.size
    crop = min(width, height * WIDTH / HEIGHT), min(height, width * HEIGHT / WIDTH)
    left, top = (width - crop[0]) / 2, (height - crop[1]) / 2
    whole = picture.crop((round(left), round(top), round(left + crop[0]), round(top + crop[1])))
    return whole.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def sheet_of(pictures):
    """Put pictures on one sheet, row by row."""
    sheet = Image.new("RGB", (COLUMNS * WIDTH, -(-len(pictures) // COLUMNS) * HEIGHT))
    for k, picture in enumerate(pictures):
        sheet.paste(picture, (k % COLUMNS * WIDTH, k // COLUMNS * HEIGHT))
    return sheet


def taken_before():
    """Return the pictures there are already, by the lesson's name."""
    sheet, names = Image.open(SHEET).convert("RGB"), json.loads(ORDER.read_text())
    places = ((k % COLUMNS * WIDTH, k // COLUMNS * HEIGHT) for k in range(len(names)))
    cut = [sheet.crop((x, y, x + WIDTH, y + HEIGHT)) for x, y in places]
    return dict(zip(names, cut, strict=True))


def main(names):
    """Photograph all lessons, or those named and those without a picture."""
    lessons, kept = course().lessons, taken_before() if names else {}
    with sync_playwright() as library, serving() as (address, _):
        browser = library.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport=SCREEN)
        for number, lesson in enumerate(lessons):
            if lesson.name not in kept or lesson.name in names:
                kept[lesson.name] = picture_of(page, address, lesson, number)
    sheet_of([kept[lesson.name] for lesson in lessons]).save(SHEET, quality=QUALITY, method=6)
    ORDER.write_text(json.dumps([lesson.name for lesson in lessons], indent=0) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
