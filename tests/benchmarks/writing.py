"""How soon the bars follow a hand: from the end of a stroke until the ten certainties have changed.

    python tests/benchmarks/writing.py [--strokes 20] [--why "Which pixels count"]

The net is that of the page, trained for 600 updates; below the bars stands the answer to the question why.
"""

import argparse
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import CHROMIUM, FLAGS, serving  # noqa: E402

PATH = "/mnist?view=write&activation=relu&initialisation=he&learning_rate=0.3&updates=600"
# Notes when a stroke ended, and when the bars' lengths last became others.
NOTE = """() => {
  window.ended = 0; window.changed = 0; window.bars = '';
  window.addEventListener('pointerup', () => { ended = performance.now(); }, { capture: true });
  const look = () => {
    const now = [...document.querySelectorAll('.certainties i')].map(bar => bar.style.width).join();
    if (now !== bars) { bars = now; changed = performance.now(); }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strokes", type=int, default=20)
    parser.add_argument("--why", default="Which pixels count")
    args = parser.parse_args()
    with serving() as (address, _), sync_playwright() as library:
        browser = library.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(address + PATH)
        page.get_by_role("button", name="Start", exact=True).click()
        page.get_by_role("button", name="Continue to").wait_for()
        canvas = page.get_by_role("img", name="Paper to write a digit on")
        page.get_by_text(args.why, exact=True).click()
        page.wait_for_timeout(2000)
        page.evaluate(NOTE)
        waits = []
        for k in range(args.strokes):
            if k % 5 == 0 and k:
                page.get_by_role("button", name="Clear", exact=True).click()
                page.wait_for_timeout(1200)
            box = canvas.bounding_box()
            at = lambda x, y: (box["x"] + x * box["width"], box["y"] + y * box["height"])  # noqa: E731, B023
            page.mouse.move(*at(0.2 + 0.1 * (k % 5), 0.2))
            page.mouse.down()
            page.mouse.move(*at(0.3 + 0.1 * (k % 5), 0.8), steps=15)
            page.mouse.up()
            page.wait_for_timeout(1500)  # whatever is drawn has been drawn
            waits.append(page.evaluate("changed - ended"))
        print(sorted(map(round, waits)))
        print(f"end of a stroke to the bars: median {statistics.median(waits):.0f} ms, longest {max(waits):.0f} ms"
              f" ({len(waits)} strokes)")  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main()
