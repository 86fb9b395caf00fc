"""What else than squares a line can be judged by: distances, which forgive one far point, and bare differences."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array
from gdcore.line_fit import LineFit

MOST_POINTS = 200  # 19,900 lines through two of them
AS_GOOD = 1e-12  # relative: what rounding makes of two sums of distances that are equal


def least_squares_line(x: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return the line with the least sum of squared errors, (m, b).

    Args:
        x: (n,), n >= 1.
        y: (n,).

    Returns:
        (2,); where all x are equal, the flat line at the mean.

    Raises:
        ValueError: as `LineFit`.

    >>> least_squares_line([0, 1, 2], [1, 3, 5]).round(9)
    array([2., 1.])
    """
    fit = LineFit(x, y)
    return fit.minimum() if np.ptp(fit.x) > 0 else np.array([0.0, np.mean(fit.y)])


def least_absolute_line(x: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return a line with the least sum of distances |y - m x - b|, (m, b), exactly.

    The sum is piecewise linear in (m, b), so it is least at a corner: some best line goes through two of the points.
    Every line through two of them is tried.

    Args:
        x: (n,), 1 <= n <= 200.
        y: (n,).

    Returns:
        (2,); of several best lines the one through the points that come first. Where all x are equal, the flat line
        at the median.

    Raises:
        ValueError: as `LineFit`, and for more than 200 points.

    Source:
        Boscovich 1757 and Laplace 1793; the corner is the usual argument of linear programming.

    >>> least_absolute_line([0, 1, 2, 3], [1, 3, 5, 100])  # one far point is ignored
    array([2., 1.])
    """
    fit = LineFit(x, y)
    if len(fit.x) > MOST_POINTS:
        raise ValueError(f"x must be at most {MOST_POINTS} numbers, got {len(fit.x)}")
    first, second = np.triu_indices(len(fit.x), k=1)
    wide = fit.x[first] != fit.x[second]
    first, second = first[wide], second[wide]
    if not first.size:
        return np.array([0.0, np.median(fit.y)])
    m = (fit.y[second] - fit.y[first]) / (fit.x[second] - fit.x[first])
    lines = np.stack([m, fit.y[first] - m * fit.x[first]], axis=-1)
    costs = np.abs(fit.residuals(lines)).sum(axis=-1)
    size = np.abs(fit.y).sum() + np.abs(lines).max(axis=-1).min()
    return lines[int(np.argmax(costs <= costs.min() + AS_GOOD * size))]


def mean_absolute_residual(fit: LineFit, theta: Array) -> Array:
    """Return the mean distance of the points from a line: (..., 2) -> (...), in units of y."""
    return np.abs(fit.residuals(theta)).mean(axis=-1)


@dataclass(frozen=True, eq=False)
class SumOfDifferences:
    """The cost that is not one: sum(y - m x - b), in which errors above and below cancel; theta = (m, b).

    It is linear in (m, b): without a minimum, and zero for every line through the mean of the points.

    Args:
        fit: the points.

    >>> cost = SumOfDifferences(LineFit([1, 2], [3, 5]))
    >>> cost.loss(np.array([[2.0, 1.0], [-10.0, 19.0], [0.0, 100.0]])).tolist()
    [0.0, 0.0, -192.0]
    """

    fit: LineFit

    def loss(self, theta: Array) -> Array:
        """Return the sum of the signed errors: (..., 2) -> (...)."""
        return self.fit.residuals(theta).sum(axis=-1)

    def gradient(self, theta: Array) -> Array:
        """Return (-sum x, -n), the same everywhere: (..., 2) -> (..., 2)."""
        slope = np.array([-self.fit.x.sum(), -float(len(self.fit.x))])
        return np.broadcast_to(slope, theta.shape).copy()

    def hessian(self, theta: Array | None = None) -> Array:
        """Return the zeros that a linear cost has for second derivatives, (2, 2)."""
        return np.zeros((2, 2))
