"""How long do seven methods take to 600 updates side by side, and how much more than seven bare loops? By hand.

    python tests/benchmarks/contest.py [--rounds 5] [--updates 600]

784-50-10 with ReLU, batches of 100, on one BLAS thread. The contest records the test accuracy of all at its declared
updates; a bare loop is `Training.advance` without evaluations, one method after the other. They take turns. Wall clock
and processor time are printed, since on a busy machine only the second says what it costs.
"""

import os

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))  # before NumPy is imported

import argparse  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gdcore import mnist  # noqa: E402
from gdcore.contest import Contest  # noqa: E402
from gdcore.network import TwoLayerNet  # noqa: E402
from gdcore.optimizers import OPTIMIZERS  # noqa: E402
from gdcore.training import Training  # noqa: E402

NET, SETTINGS = TwoLayerNet(activation="relu"), {"scale": "he", "seed": 1}
RULES = {name: rule(0.003) for name, rule in OPTIMIZERS.items()}


def side_by_side(data, updates, evaluated=True, shared=True):
    """Let the contest run."""
    contest = Contest(NET, RULES, data, **SETTINGS)
    for run in contest.runs.values():
        if not evaluated:
            run.evaluate = lambda: None
        if not shared:
            run._gradients = {}
    contest.advance(updates)


def one_after_another(data, updates):
    """Seven bare loops."""
    for rule in RULES.values():
        run = Training(NET, rule, data, **SETTINGS)
        run.evaluate = lambda: None
        run.advance(updates)


def gathering(data, updates):
    """What gathering each batch once, and not seven times, would spare."""
    images, pixels = np.empty((100, 784), np.uint8), np.empty((100, 784), np.float32)
    for chosen in np.random.default_rng(0).integers(0, len(data.train_images), (6 * updates, 100)):
        data.train_images.take(chosen, axis=0, out=images, mode="clip")
        np.copyto(pixels, images)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--updates", type=int, default=600)
    a = parser.parse_args()
    data = mnist.load()
    turns = {
        "seven bare loops": lambda: one_after_another(data, a.updates),
        "contest": lambda: side_by_side(data, a.updates),
        "  without evaluations": lambda: side_by_side(data, a.updates, evaluated=False),
        "  nor shared memory": lambda: side_by_side(data, a.updates, evaluated=False, shared=False),
        "gathering six times": lambda: gathering(data, a.updates),
    }
    least = {name: (float("inf"), float("inf")) for name in turns}
    for _ in range(a.rounds):
        for name, turn in turns.items():
            wall, processor = time.perf_counter(), time.process_time()
            turn()
            taken = time.perf_counter() - wall, time.process_time() - processor
            least[name] = tuple(map(min, least[name], taken))
    bare = least["seven bare loops"]
    print(f"{f'least of {a.rounds}, {a.updates} updates':28}{'wall s':>9}{'/ bare':>9}{'processor s':>13}{'/ bare':>9}")
    for name, (wall, processor) in least.items():
        print(f"{name:28}{wall:9.2f}{wall / bare[0]:9.2f}{processor:13.2f}{processor / bare[1]:9.2f}")


if __name__ == "__main__":
    main()
