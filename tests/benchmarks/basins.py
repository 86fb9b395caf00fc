"""How long a basin map takes: 160 x 120 starts on every surface of the gallery, and the search for its minima.

    python tests/benchmarks/basins.py [--steps 300] [--typed]

Seconds of the processor, the best of three; with the seconds on the clock in brackets. `--typed` reads the surfaces
as text, as if a visitor had typed them: their gradients are then derived from the text.
"""

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gdcore import basins  # noqa: E402
from gdcore.expression import surface as read  # noqa: E402
from gdcore.minima import find_minima  # noqa: E402
from gdcore.optimizers import Adam, GradientDescent, Momentum  # noqa: E402
from gdcore.surfaces import SURFACES  # noqa: E402


def timed(task, *args, **settings):
    """Return the least seconds of the processor and of the clock that a call took in three goes."""
    times = []
    for _ in range(3):
        before = time.process_time(), time.perf_counter()
        task(*args, **settings)
        times.append((time.process_time() - before[0], time.perf_counter() - before[1]))
    return min(cpu for cpu, _ in times), min(clock for _, clock in times)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=basins.STEPS)
    parser.add_argument("--typed", action="store_true")
    args = parser.parse_args()
    print(f"{'':12}  {'gradient descent':>16}  {'momentum 0.9':>16}  {'Adam 0.1':>16}  {'find minima':>16}")
    for surface in SURFACES.values():
        minima = [point[:2] for point in surface.minima]
        objective = read(surface.expression) if args.typed else surface
        rules = GradientDescent(surface.learning_rate), Momentum(surface.learning_rate), Adam(0.1)
        figures = [timed(basins.basin_map, objective, rule, minima, surface.domain, steps=args.steps) for rule in rules]
        figures.append(timed(find_minima, read(surface.expression), surface.domain))
        print(f"{surface.name:12}", *(f"{cpu:10.2f} ({clock:.2f})" for cpu, clock in figures), flush=True)


if __name__ == "__main__":
    main()
