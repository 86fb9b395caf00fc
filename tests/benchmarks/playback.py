"""How smoothly the transport bar plays: frames a second that a browser without a graphics card draws.

    python tests/benchmarks/playback.py [--page tests/benchmarks/playback_page.py]

The page has two charts of six runs of 200 steps. The bar plays at 60 steps a second; what is counted is how
often a chart's picture really changed, beside how often the browser could draw at all while nothing played.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import CHROMIUM, FLAGS, serving  # noqa: E402

# Counts animation frames, and those among them in which a chart stood at another frame than before.
COUNT = """async (seconds) => {
  const end = performance.now() + 1000 * seconds;
  let drawn = 0, moved = 0, last = null;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    const now = document.querySelector('input[name=frame]').value;
    drawn += 1;
    moved += now !== last;
    last = now;
  }
  return [drawn / seconds, moved / seconds];
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--script", default="tests/benchmarks/playback_page.py", help="the app to run")
    parser.add_argument("--path", default="/", help="the page of it to open")
    args = parser.parse_args()
    with serving(args.script) as (address, _), sync_playwright() as library:
        browser = library.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        messages = []
        page.on("websocket", lambda s: s.on("framesent", lambda frame: messages.append(len(frame))))
        page.goto(address + args.path)
        page.locator("input[name=frame]").nth(1).wait_for(state="attached", timeout=9000)
        page.wait_for_timeout(3000)
        idle, _ = page.evaluate(COUNT, 2)
        page.locator("select.speed").select_option("60")
        page.keyboard.press("Home")
        before = len(messages)
        page.get_by_role("button", name="Play").click()
        drawn, moved = page.evaluate(COUNT, 3)
        print(f"browser at rest      {idle:5.1f} frames/s")
        print(f"while it plays       {drawn:5.1f} frames/s, {drawn / idle:.2f} of it; {moved:.1f} steps/s shown")
        print(f"messages to the server while it played: {len(messages) - before}")
        browser.close()


if __name__ == "__main__":
    main()
