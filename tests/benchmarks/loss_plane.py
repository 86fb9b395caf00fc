"""How long does a real net's landscape take? Seconds, and the ratio to the plain way, by hand.

    python tests/benchmarks/loss_plane.py [--rounds 5]

41 x 41 losses of 784-50-10 on 1,000 images, on one BLAS thread: by the three products computed once
(`PlaneLoss`), and by a whole forward pass for each point (`TwoLayerNet.loss`), of which only a sample
of points is timed. Both take turns, so that a noisy machine disturbs them alike; the least disturbed
turn of each counts. Then what comes before: training with snapshots, and the path's own losses.
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
from gdcore.loss_plane import PlaneLoss, principal_plane, projected, snapshot_updates, snapshots  # noqa: E402
from gdcore.network import TwoLayerNet  # noqa: E402
from gdcore.optimizers import GradientDescent  # noqa: E402
from gdcore.training import Training  # noqa: E402

SIDE, IMAGES, UPDATES, SAMPLE = 41, 1_000, 600, 100


def seconds(work):
    """Time a piece of work; return its seconds and what it made."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def main(rounds):
    data = mnist.load()
    x, t = mnist.pixels(data.train_images[:IMAGES]), data.train_labels[:IMAGES]
    print(f"{'':10}{'training':>10}{'path':>8}{'grid':>8}{'plain':>8}{'ratio':>8}{'differ by':>11}")
    for activation, scale, rate in (("sigmoid", 0.01, 0.1), ("relu", "he", 0.3)):
        net = TwoLayerNet(activation=activation)
        run = Training(net, GradientDescent(rate), data, scale=scale, seed=5)
        trained, thetas = seconds(lambda run=run: np.array(list(snapshots(run, snapshot_updates(UPDATES)))))
        plane = principal_plane(thetas)
        loss = PlaneLoss(net, plane, x, t)
        shadow, path = seconds(lambda loss=loss, thetas=thetas: projected(loss, thetas))
        low, high = path.coordinates.min(axis=0), path.coordinates.max(axis=0)
        a, b = np.linspace(low[0], high[0], SIDE), np.linspace(low[1], high[1], SIDE)
        points = np.random.default_rng(0).uniform(low, high, (SAMPLE, 2))
        thetas_there = [plane.at(*point).astype(np.float32) for point in points]
        ours, plain = [], []
        for _ in range(rounds):
            # The products belong to the work, so they are computed anew.
            ours.append(seconds(lambda n=net, p=plane, a=a, b=b: list(PlaneLoss(n, p, x, t).rows(a, b)))[0])
            took, exact = seconds(lambda n=net, there=thetas_there: [n.loss(theta, x, t) for theta in there])
            plain.append(took * SIDE * SIDE / SAMPLE)
        differ = max(abs(loss.at(*point) / value - 1) for point, value in zip(points, exact, strict=True))
        print(
            f"{activation:10}{trained:9.2f}s{shadow:7.2f}s{min(ours):7.2f}s{min(plain):7.2f}s"
            f"{min(plain) / min(ours):8.1f}{differ:11.1e}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    main(parser.parse_args().rounds)
