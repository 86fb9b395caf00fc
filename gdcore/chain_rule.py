"""The chain rule through two layers of one unit each: every factor with its number."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gdcore.activations import ACTIVATIONS
from gdcore.arrays import Array, require_one_of


class Chain(NamedTuple):
    """What two layers compute, forward, and the factors that a change passes, backward.

    Attributes:
        h1: w1 x.
        a1: f(h1).
        h2: w2 a1.
        y_hat: f(h2).
        loss: 1/2 (y - y_hat)^2.
        de_dy: y_hat - y.
        dy_dh2: f'(h2).
        dh2_da1: w2.
        da1_dh1: f'(h1).
        dh1_dw1: x.
        dh2_dw2: a1.
    """

    h1: Array
    a1: Array
    h2: Array
    y_hat: Array
    loss: Array
    de_dy: Array
    dy_dh2: Array
    dh2_da1: Array
    da1_dh1: Array
    dh1_dw1: Array
    dh2_dw2: Array

    @property
    def de_dw1(self) -> Array:
        """Five factors: dE/dy dy/dh2 dh2/da1 da1/dh1 dh1/dw1."""
        return self.de_dy * self.dy_dh2 * self.dh2_da1 * self.da1_dh1 * self.dh1_dw1

    @property
    def de_dw2(self) -> Array:
        """Three factors: dE/dy dy/dh2 dh2/dw2; the first two are those of w1 and are computed once."""
        return self.de_dy * self.dy_dh2 * self.dh2_dw2


@dataclass(frozen=True)
class TwoUnits:
    """Two layers of one unit: y_hat = f(w2 f(w1 x)), E = 1/2 (y - y_hat)^2; theta = (w1, w2).

    Args:
        x: the input.
        y: the target.
        activation: f, by its name in `ACTIVATIONS`.

    >>> unit = TwoUnits(1.0, 0.0, "identity")
    >>> unit.gradient(np.array([2.0, 3.0]))  # E = (6)^2 / 2
    array([18., 12.])
    """

    x: float
    y: float
    activation: str = "sigmoid"

    def __post_init__(self) -> None:
        require_one_of("activation", self.activation, ACTIVATIONS)

    def chain(self, theta: Array) -> Chain:
        """Compute every number and every factor: theta (..., 2) -> (...) each."""
        f, w1, w2 = ACTIVATIONS[self.activation], theta[..., 0], theta[..., 1]
        h1 = w1 * self.x
        a1 = f.value(h1)
        h2 = w2 * a1
        y_hat = f.value(h2)
        error = y_hat - self.y
        x = np.full_like(h1, self.x)
        return Chain(h1, a1, h2, y_hat, 0.5 * np.square(error), error, f.slope(h2), w2, f.slope(h1), x, a1)

    def loss(self, theta: Array) -> Array:
        """Return E: (..., 2) -> (...)."""
        return self.chain(theta).loss

    def gradient(self, theta: Array) -> Array:
        """Return (dE/dw1, dE/dw2): (..., 2) -> (..., 2)."""
        chain = self.chain(theta)
        return np.stack([chain.de_dw1, chain.de_dw2], axis=-1)
