"""Scores and their softmax: the shift, the temperature, the overflow, and the gradient y - t."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gdcore.activations import below_the_largest, softmax
from gdcore.arrays import Array, as_floats, require
from gdcore.information import is_distribution

LARGEST_EXPONENT = float(np.log(np.finfo(np.float64).max))  # 709.78: e to more than this is no float64


def softmax_at(x: npt.ArrayLike, temperature: float = 1.0) -> Array:
    """Turn scores into probabilities at a temperature: softmax(x / T).

    Near 0 the largest score takes all; at a high temperature all get the same.

    Args:
        x: (..., k) finite scores.
        temperature: T > 0.

    Returns:
        (..., k), each in [0, 1], adding up to 1.

    Raises:
        ValueError: when the temperature is not > 0.

    >>> softmax_at(np.log([1.0, 4.0]), 2).round(12)  # the root of the odds: 1 to 2
    array([0.33333333, 0.66666667])
    """
    require(temperature > 0, "temperature", "> 0", temperature)
    return softmax(as_floats(x) / temperature)


def softmax_unshifted(x: npt.ArrayLike, temperature: float = 1.0) -> Array:
    """Compute the softmax as its formula is written: e^x_k / sum_j e^x_j, the largest score not taken away first.

    Above x = 709.78 e^x overflows to infinity, and infinity / infinity is not a number; where all scores are below
    -745 every e^x is 0, and 0 / 0 is not a number either. Shown for that; `activations.softmax` is for use.

    Args:
        x: (..., k) scores.
        temperature: T > 0.

    Returns:
        (..., k), with nan where it overflows.

    Raises:
        ValueError: when the temperature is not > 0.

    >>> softmax_unshifted([1000.0, 0.0])
    array([nan,  0.])
    """
    require(temperature > 0, "temperature", "> 0", temperature)
    with np.errstate(over="ignore", invalid="ignore"):
        exponentials = np.exp(as_floats(x) / temperature)
        return exponentials / exponentials.sum(axis=-1, keepdims=True)


@dataclass(frozen=True, eq=False)
class ScoreFit:
    """The cross-entropy of softmax(x / T) as a loss over the scores themselves; theta = x.

    L(x) = log sum_j e^(x_j / T) - sum_k t_k x_k / T, and its gradient is (y - t) / T with y = softmax(x / T).

    Args:
        t: (k,) a distribution, k >= 2: one-hot, say.
        temperature: T > 0.

    Raises:
        ValueError: naming the argument, the rule and the value.

    >>> ScoreFit([1.0, 0.0]).gradient(np.zeros(2))
    array([-0.5,  0.5])
    """

    t: Array
    temperature: float = 1.0

    def __init__(self, t: npt.ArrayLike, temperature: float = 1.0) -> None:
        target = np.array(t, np.float64)
        target.flags.writeable = False
        object.__setattr__(self, "t", target)
        object.__setattr__(self, "temperature", temperature)
        require(target.ndim == 1 and target.size > 1 and is_distribution(target), "t", "a distribution", t)
        require(temperature > 0, "temperature", "> 0", temperature)

    def probabilities(self, theta: Array) -> Array:
        """Return y = softmax(x / T): (..., k) -> (..., k)."""
        return softmax_at(theta, self.temperature)

    def loss(self, theta: Array) -> Array:
        """Return the cross-entropy in nats: (..., k) -> (...)."""
        x = below_the_largest(theta / self.temperature)
        return np.log(np.exp(x).sum(axis=-1)) - (self.t * x).sum(axis=-1)

    def gradient(self, theta: Array) -> Array:
        """Return (y - t) / T: (..., k) -> (..., k)."""
        return (self.probabilities(theta) - self.t) / self.temperature

    def hessian(self, theta: Array) -> Array:
        """Return the matrix of second derivatives, (diag(y) - y y^T) / T^2: (k,) -> (k, k)."""
        y = self.probabilities(theta)
        return (np.diag(y) - np.outer(y, y)) / self.temperature**2
