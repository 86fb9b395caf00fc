"""What do exact derivatives of a typed function cost? Beside differences, and beside derivatives written by hand.

    python tests/benchmarks/derivatives.py

For every surface of the gallery, read as text: a descent of 200 steps from one start, the gradients of 2,048 points (a
step of a basin map), and one matrix of second derivatives. Ratios of processor times, the least of several, in turn.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from gdcore.descent import descend
from gdcore.differentials import BLOCK
from gdcore.differentiate import numerical_gradient
from gdcore.expression import surface as read
from gdcore.optimizers import GradientDescent
from gdcore.surfaces import SURFACES


class Differences:
    """The same program with NumPy's own operations, and central differences of its values."""

    def __init__(self, program):
        self.program = program

    def loss(self, theta):
        theta = np.asarray(theta, dtype=np.float64)
        points = theta.reshape(-1, 2)
        values = np.empty(len(points))
        with np.errstate(all="ignore"):
            for start in range(0, len(points), BLOCK):
                block = points[start : start + BLOCK]
                values[start : start + BLOCK] = self._run({"x": block[:, 0], "y": block[:, 1]})
        return values.reshape(theta.shape[:-1])

    def _run(self, variables):
        stack = []
        for step in self.program:
            if isinstance(step, np.ufunc):
                operands = stack[-step.nin :]
                del stack[-step.nin :]
                stack.append(step(*operands))
            else:
                stack.append(variables[step] if isinstance(step, str) else step)
        return stack.pop()

    def gradient(self, theta):
        theta = np.asarray(theta, dtype=np.float64)
        scale = np.maximum(1, np.abs(theta))
        return numerical_gradient(lambda unit: self.loss(unit * scale), theta / scale, 6e-6) / scale

    def hessian(self, theta):
        moves = 1e-4 * np.maximum(1, np.abs(theta))[..., None] * np.eye(2)
        one, other = moves[..., :, None, :], moves[..., None, :, :]
        here, both, apart = theta[..., None, None, :], one + other, one - other
        alike, unlike = (self.loss(here + way) + self.loss(here - way) for way in (both, apart))
        return (alike - unlike) / (4 * one.sum(axis=-1) * other.sum(axis=-1))


def least(tasks, rounds=7, repeat=1):
    """Return the least time of each task, all measured in turn."""
    times = [[] for _ in tasks]
    for _ in range(rounds):
        for task, kept in zip(tasks, times, strict=True):
            start = time.process_time()
            for _ in range(repeat):
                task()
            kept.append(time.process_time() - start)
    return [min(kept) for kept in times]


def main():
    print("exact derivatives of a typed function, in units of: differences | written by hand")
    print(f"{'':12} {'a path':>17} {'2,048 gradients':>17} {'second derivatives':>19}")
    many, one = np.random.default_rng(0).normal(size=(2048, 2)), np.array([0.7, 0.3])
    for surface in SURFACES.values():
        exact = read(surface.expression)
        forms = exact, Differences(exact.program), surface
        rule = GradientDescent(surface.learning_rate)
        paths = least([lambda f=f, s=surface, r=rule: descend(f, r, s.start, 200) for f in forms])
        steps = least([lambda f=f: f.gradient(many) for f in forms], repeat=5)
        bends = least([lambda f=f: f.hessian(one) for f in forms], repeat=50)
        ratios = [f"{exact / old:8.2f} |{exact / hand:7.2f}" for exact, old, hand in (paths, steps, bends)]
        print(f"{surface.name:12}", *ratios, flush=True)


if __name__ == "__main__":
    main()
