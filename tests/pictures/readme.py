"""The moving picture that the README opens with, and its still: the four demo pages, photographed while they run.

    python -m tests.pictures.readme

Writes .github/readme/moving.webp and still.webp; a minute. Needs Debian's chromium and playwright.
"""

import io

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.serving import CHROMIUM, FLAGS, ROOT, serving

FOLDER = ROOT / ".github" / "readme"
SIZE = 1280, 720
SMALL = 960, 540
QUALITY = 55
PLAYED = {
    "line_fit?learning_rate=0.2": [0, 1, 2, 3, 4, 6, 8, 12, 20, 40],
    "landscape?surface=double_well&optimizer=Momentum&learning_rate=0.03&x=1.7&y=1&steps=200": range(0, 100, 9),
    "race": range(0, 31, 3),
}
TRAINS = "mnist?activation=relu&initialisation=he&learning_rate=0.3&updates=600"
MOMENTS = 9


def frame_of(page):
    """Photograph the screen."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize(SMALL, Image.Resampling.LANCZOS)


def opened(page, address):
    """Open a page and wait until it is drawn."""
    page.goto(address)
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.locator("[data-testid=stVegaLiteChart]").first.wait_for()
    page.wait_for_timeout(2500)


def main():
    """Photograph, and join."""
    frames, times = [], []

    def keep(page, milliseconds):
        frames.append(frame_of(page))
        times.append(milliseconds)

    with sync_playwright() as library, serving() as (address, _):
        browser = library.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        for path, steps in PLAYED.items():
            opened(page, f"{address}/{path}")
            for step in steps:
                page.evaluate(
                    "k => document.querySelectorAll('input[name=frame]').forEach(i => { i.value = k;"
                    "i.dispatchEvent(new Event('input', {bubbles: true})); })",
                    step,
                )
                page.wait_for_timeout(250)
                keep(page, 220)
            times[-1] = 1200
        opened(page, f"{address}/{TRAINS}")
        page.keyboard.press("Space")
        for _ in range(MOMENTS):
            page.wait_for_timeout(350)
            keep(page, 350)
        times[-1] = 2000
    frames[0].save(FOLDER / "moving.webp", save_all=True, append_images=frames[1:], duration=times, loop=0,
                   quality=QUALITY, method=4)  # fmt: skip
    frames[len(PLAYED["line_fit?learning_rate=0.2"]) + 8].save(FOLDER / "still.webp", quality=80)


if __name__ == "__main__":
    main()
