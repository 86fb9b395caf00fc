"""How much of the bare loop's speed does the watched page reach, and what does a redraw weigh? By hand.

    python tests/benchmarks/live_page.py [--rounds 3] [--updates 10000]

The bare loop is `Training.advance` with its declared evaluations and nothing else, in a process of its
own; the page is the real app in headless Chromium at "fastest". They take turns on the same machine,
each on one BLAS thread. Needs Debian's chromium and playwright.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import CHROMIUM, FLAGS, serving  # noqa: E402

BARE = """
import sys, time
sys.path.insert(0, {root!r})
from gdcore import mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training
run = Training(TwoLayerNet(), GradientDescent(0.1), mnist.load(), seed=5)
{without}
run.advance(1000)
start = time.perf_counter()
run.advance({updates} - 1000)
print(({updates} - 1000) / (time.perf_counter() - start))
"""


def bare(updates, evaluated=True):
    """Return the bare loop's updates a second, from update 1,000 on."""
    without = "" if evaluated else "run.evaluate = lambda: None"
    code = BARE.format(root=str(ROOT), updates=updates, without=without)
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    found = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return float(found.stdout)


def watched(page, address, updates):
    """Let the page run; return updates a second from 1,000 on, redraws a second and the kilobytes of each."""
    page.goto(f"{address}/mnist?updates={updates}")
    page.get_by_role("button", name="Start").wait_for(timeout=30_000)
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg")
    page.wait_for_timeout(1500)
    messages = page.messages
    messages.clear()
    page.get_by_role("button", name="Start").click()
    seen, end = [], time.time() + 180
    while time.time() < end:
        text = page.locator("[data-testid=stMetricValue]").first.inner_text()
        update = int(re.sub(r"\D", "", text))
        if update >= 1000 and (not seen or update > seen[-1][1]):
            seen.append((time.time(), update))
        if update >= updates:
            break
        time.sleep(0.02)
    (start, first), (stop, last) = seen[0], seen[-1]
    during = [size for moment, size in messages if start <= moment <= stop]
    return (last - first) / (stop - start), (len(seen) - 1) / (stop - start), sum(during) / (len(seen) - 1) / 1024


def resident(pid):
    """Return the resident memory of a process in MiB."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--updates", type=int, default=10_000)
    a = parser.parse_args()
    rows = []
    print(f"{'bare /s':>9}{'page /s':>9}{'page / bare':>13}{'redraws /s':>12}{'KB a redraw':>13}{'server MiB':>12}")
    with serving() as (address, pid), sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(a.rounds):
            loop = bare(a.updates)
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.messages = messages = []
            page.on("websocket", lambda s, m=messages: s.on("framereceived", lambda f: m.append((time.time(), len(f)))))
            rate, redraws, kilobytes = watched(page, address, a.updates)
            page.close()
            rows.append((loop, rate, rate / loop, redraws, kilobytes, resident(pid)))
            print("{:9.0f}{:9.0f}{:13.2f}{:12.1f}{:13.1f}{:12.0f}".format(*rows[-1]), flush=True)
        browser.close()
    print(
        "median".ljust(18) + f"{statistics.median(r[2] for r in rows):13.2f}   (target >= 0.60; redraws >= 4; <= 20 KB)"
    )
    print(f"bare without its evaluations: {bare(a.updates, evaluated=False):.0f} /s")


if __name__ == "__main__":
    main()
