"""How long a visitor waits: from the moment a browser sends a changed setting until the main pictures are drawn.

    python tests/benchmarks/interaction.py [--path /line_fit] [--slider "Learning rate η"]

Streamlit itself waits 0.2 s after the last key on a slider before it sends; that is not counted.
"""

import argparse
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import CHROMIUM, FLAGS, serving  # noqa: E402

# Notes when each canvas was last cleared to be drawn anew, and when the page last sent something.
NOTE = """(() => {
  window.drawn = new Map(); window.sent = 0;
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    drawn.set(this.canvas, performance.now());
    return clear.apply(this, area);
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) { window.sent = performance.now(); return send.call(this, data); };
})()"""
# How long after what was sent the two main pictures were drawn, once they have been still for half a second.
WAIT = """async (before) => {
  const charts = () => [...document.querySelectorAll("[class*=st-key-charts] canvas")].map(c => drawn.get(c) ?? 0);
  while (!(sent > before && Math.min(...charts()) > sent && performance.now() - Math.max(...charts()) > 500))
    await new Promise(requestAnimationFrame);
  return Math.max(...charts()) - sent;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--path", default="/line_fit")
    parser.add_argument("--slider", default="Learning rate η")
    args = parser.parse_args()
    with serving() as (address, _), sync_playwright() as library:
        browser = library.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        received = []
        page.add_init_script(NOTE)
        page.on("websocket", lambda s: s.on("framereceived", lambda frame: received.append(len(frame))))
        page.goto(address + args.path)
        page.locator("[data-testid=stVegaLiteChart] canvas").first.wait_for()
        page.wait_for_timeout(3000)
        first_view = sum(received)
        slider = page.get_by_role("slider", name=args.slider)
        slider.focus()
        waits = []
        for key in ["ArrowLeft"] * 10 + ["ArrowRight"] * 10:
            before = page.evaluate("window.sent")
            slider.press(key)
            waits.append(page.evaluate(WAIT, before))
        print(f"first view: {first_view / 1024:.0f} KB over the websocket")
        quartiles = statistics.quantiles(waits, n=4)
        print(f"setting sent to both pictures drawn: median {statistics.median(waits):.0f} ms,"
              f" quartiles {quartiles[0]:.0f} and {quartiles[2]:.0f} ms")  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main()
