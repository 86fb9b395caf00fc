"""Stochastic gradients: what a step sees when the gradient of all the data is known only roughly."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Array, require, require_whole
from gdcore.objective import Objective


@dataclass(frozen=True, eq=False)
class Noisy:
    """An objective whose gradient is off by a fixed error: g(theta) + error. Its loss is exact.

    Attributes:
        objective: the exact one.
        error: (d,), in units of the gradient.
    """

    objective: Objective
    error: Array

    def loss(self, theta: Array) -> Array:
        """Return the exact loss, (..., d) -> (...)."""
        return self.objective.loss(theta)

    def gradient(self, theta: Array) -> Array:
        """Return the gradient plus the error, (..., d) -> (..., d)."""
        return self.objective.gradient(theta) + self.error


def noisy(
    objective: Objective, deviation: float, steps: int, rng: np.random.Generator, parameters: int = 2
) -> Callable[[int], Noisy]:
    """Return what each step of a stochastic descent sees: every step another normal error of mean 0.

    It is what a mini-batch does to a gradient, without the batch: on average it is right.

    Args:
        objective: the exact one.
        deviation: standard deviation of each component of the error, >= 0, in units of the gradient.
        steps: how many steps to draw errors for, >= 0; step k + 1 sees entry k, and one more is drawn for the end.
        rng: where chance comes from.
        parameters: d.

    Returns:
        What `descend` takes as `seen`.

    Raises:
        ValueError: naming the argument, the rule and the value.

    Source:
        Robbins & Monro 1951.
    """
    require(np.isfinite(deviation) and deviation >= 0, "deviation", ">= 0", deviation)
    require_whole("steps", steps, 0)
    errors = rng.normal(0.0, deviation, (steps + 1, parameters))
    return lambda k: Noisy(objective, errors[k])
