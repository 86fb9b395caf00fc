"""A line fit's loss multiplied out: the six numbers of its quadratic."""

from typing import NamedTuple

import numpy as np

from gdcore.arrays import Array
from gdcore.line_fit import LineFit


class Expanded(NamedTuple):
    """The coefficients of MSE(m, b) = mm m^2 + mb m b + bb b^2 + m m + b b + one."""

    mm: float
    mb: float
    bb: float
    m: float
    b: float
    one: float

    def at(self, theta: Array) -> Array:
        """Return the loss: (..., 2) -> (...)."""
        m, b = theta[..., 0], theta[..., 1]
        return self.mm * m**2 + self.mb * m * b + self.bb * b**2 + self.m * m + self.b * b + self.one


def expanded(fit: LineFit) -> Expanded:
    """Multiply out mean((y - m x - b)^2).

    It is mean(x^2) m^2 + 2 mean(x) m b + b^2 - 2 mean(x y) m - 2 mean(y) b + mean(y^2).

    Args:
        fit: the points.

    Returns:
        The six coefficients.

    >>> expanded(LineFit([1, 2], [3, 5]))
    Expanded(mm=2.5, mb=3.0, bb=1.0, m=-13.0, b=-8.0, one=17.0)
    """
    x, y = fit.x, fit.y
    of_m, of_b = (float(-2 * np.mean(x * y)), float(-2 * np.mean(y)))
    return Expanded(float(np.mean(x * x)), float(2 * np.mean(x)), 1.0, of_m, of_b, float(np.mean(y * y)))
