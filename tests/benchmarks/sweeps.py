"""How long does a sweep over learning rates take? Seconds a surface, and the best rates, by hand.

    python tests/benchmarks/sweeps.py [--steps 200] [--turns 5]

All seven methods, 60 rates each, from every surface's own start. The target is half a second a sweep; the time
is that of the least disturbed of a few turns.
"""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gdcore.optimizers import OPTIMIZERS  # noqa: E402
from gdcore.surfaces import SURFACES  # noqa: E402
from gdcore.tuning import RATES, tune  # noqa: E402

TARGET = 0.5  # seconds


def sweep(surface, steps, turns):
    """Return the seconds of the fastest turn, and what came out."""
    rules = [rule() for rule in OPTIMIZERS.values()]
    seconds = []
    for _ in range(turns):
        begin = time.perf_counter()
        tuning = tune(surface, rules, surface.start, steps)
        seconds.append(time.perf_counter() - begin)
    return min(seconds), tuning


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--turns", type=int, default=5)
    arguments = parser.parse_args()
    print(f"{len(OPTIMIZERS)} methods, {len(RATES)} rates, {arguments.steps} steps; target <= {TARGET} s")
    print(f"{'surface':12}{'s':>7}", *(f"{name:>16}" for name in OPTIMIZERS))
    for name, surface in SURFACES.items():
        seconds, tuning = sweep(surface, arguments.steps, arguments.turns)
        print(f"{name:12}{seconds:7.3f}", *(f"{rate or '-':>16}" for rate in tuning.best_rates))


if __name__ == "__main__":
    main()
