"""What does a verdict cost beside its descent? Prints both for each method on a few surfaces.

    python tests/benchmarks/diagnosis.py

The least of twenty times, of runs of 200 steps. A few seconds.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gdcore import expression
from gdcore.descent import descend
from gdcore.diagnosis import judge
from gdcore.optimizers import OPTIMIZERS
from gdcore.surfaces import SURFACES

STEPS = 200


def milliseconds(work: Callable[[], object]) -> float:
    """Return the least time of twenty: what else the machine does only adds to it."""
    times = []
    for _ in range(20):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1e3 * min(times)


def main() -> None:
    """Print both, in milliseconds, for each method on a few surfaces."""
    surfaces = {name: SURFACES[name] for name in ("valley", "double_well", "rastrigin", "plateau")}
    for name, surface in {**surfaces, "typed": expression.surface("x**2/20 + y**2")}.items():
        start = getattr(surface, "start", (-7, 2))
        for method, rule in OPTIMIZERS.items():
            optimizer = rule(0.3 * getattr(surface, "learning_rate", 0.95))
            path = descend(surface, optimizer, start, STEPS)
            state = {term: values[-1] for term, values in path.states.items()}
            whole = milliseconds(lambda s=surface, o=optimizer, at=start: descend(s, o, at, STEPS))
            verdict = milliseconds(lambda s=surface, o=optimizer, p=path, st=state: judge(s, o, p.thetas, p.losses, st))
            print(f"{name:12} {method:16} {verdict:6.2f} of {whole:6.2f} ms   {path.verdict.kind}")


if __name__ == "__main__":
    main()
