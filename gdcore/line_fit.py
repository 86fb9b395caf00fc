"""Fitting a line to points: the mean squared error over theta = (m, b), and the bowl it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, IntArray, require, require_whole

X_RANGE = (0.0, 3.0)  # of the points that are drawn at random


@dataclass(frozen=True, eq=False)
class LineFit:
    """The mean squared error of the line y_hat = m x + b through some points; theta = (m, b).

    MSE = mean((y - m x - b)^2), in squared units of y.

    Args:
        x: (n,) with n >= 1; taken as float64.
        y: (n,) likewise.

    Raises:
        ValueError: when the two are not equally long, empty, or hold a value that is not finite.

    Source:
        Ordinary least squares (Gauss 1809), averaged over the points and without a half in front.

    >>> fit = LineFit([1, 2], [3, 5])
    >>> fit.loss(np.array([-1.0, 5.0]))
    np.float64(2.5)
    >>> fit.gradient(np.array([-1.0, 5.0]))
    array([-3., -1.])
    """

    x: Array
    y: Array

    def __init__(self, x: npt.ArrayLike, y: npt.ArrayLike) -> None:
        for name, values in (("x", x), ("y", y)):
            array = np.array(values, np.float64)
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        require(self.x.ndim == 1 and self.x.size > 0, "x", "a row of one or more numbers", x)
        require(self.y.shape == self.x.shape, "y", f"as long as x ({self.x.size})", y)
        require(bool(np.isfinite(self.x).all()), "x", "finite", x)
        require(bool(np.isfinite(self.y).all()), "y", "finite", y)

    def residuals(self, theta: Array) -> Array:
        """Return y - (m x + b) of every point: (..., 2) -> (..., n), in units of y."""
        m, b = theta[..., :1], theta[..., 1:]
        return self.y - (m * self.x + b)

    def loss(self, theta: Array) -> Array:
        """Return the mean squared error: (..., 2) -> (...)."""
        return np.mean(self.residuals(theta) ** 2, axis=-1)

    def gradient(self, theta: Array) -> Array:
        """Return (dMSE/dm, dMSE/db) = (-2 mean(r x), -2 mean(r)): (..., 2) -> (..., 2)."""
        return self.sample_gradients(theta).mean(axis=-2)

    def sample_gradients(self, theta: Array) -> Array:
        """Return the gradient of each point's own squared error, (-2 r x, -2 r): (..., 2) -> (..., n, 2)."""
        r = self.residuals(theta)
        return np.stack([-2 * r * self.x, -2 * r], axis=-1)

    def hessian(self, theta: Array | None = None) -> Array:
        """Return the matrix of second derivatives, (2, 2): the same at every theta."""
        mean_x = np.mean(self.x)
        return 2 * np.array([[np.mean(self.x**2), mean_x], [mean_x, 1.0]])

    @cached_property
    def spread(self) -> Array:
        """Return how far each x is from their mean, (n,): 0 where all x are equal, rounding or not."""
        return self.x - np.mean(self.x) if np.ptp(self.x) > 0 else np.zeros_like(self.x)

    def minimum(self) -> Array:
        """Return the theta of least loss, (2,); where all x are equal and many are, the one nearest to (0, 0).

        m = sum(dx y) / sum(dx^2) with dx = x - mean(x), and b = mean(y) - m mean(x). Centred so, years and kelvins
        lose no digits: the matrix of the uncentred equations squares their condition number.
        """
        mean_x, mean_y, size = np.mean(self.x), np.mean(self.y), np.abs(self.spread).max()
        if size == 0:
            return mean_y * np.array([mean_x, 1.0]) / (mean_x**2 + 1)
        unit = self.spread / size  # so that the squares of small x do not vanish
        m = np.sum(unit * (self.y - mean_y)) / np.sum(unit**2) / size
        return np.array([m, mean_y - m * mean_x])

    def bowl(self) -> "Bowl":
        """Return the same loss in its other form, whose cost does not grow with the points."""
        lowest = self.minimum()
        mean_x = float(np.mean(self.x))
        return Bowl(mean_x, float(np.mean(self.spread**2)), lowest, float(self.loss(lowest)))

    def on(self, chosen: IntArray) -> "LineFit":
        """Return the fit to some of the points only: (k,) indices, k >= 1."""
        return LineFit(self.x[chosen], self.y[chosen])


@dataclass(frozen=True, eq=False)
class Bowl:
    """A line fit's loss about its minimum, centred: L = L* + (db + mean_x dm)^2 + variance dm^2.

    (dm, db) = theta - theta*. The error at the mean of the points and that of the slope stand apart, so that no
    digit is lost however far from 0 the x lie, and however close to each other.

    Args:
        mean_x: the mean of x.
        variance: of x, the mean square distance to their mean, >= 0; 0 where all x are equal.
        centre: theta* = (m, b), (2,), a point of least loss.
        lowest: L*, the loss there.
    """

    mean_x: float
    variance: float
    centre: Array
    lowest: float

    def loss(self, theta: Array) -> Array:
        """Return the loss: (..., 2) -> (...)."""
        at_mean, dm = self._apart(theta)
        return self.lowest + np.square(at_mean) + self.variance * np.square(dm)

    def gradient(self, theta: Array) -> Array:
        """Return (2 mean_x e + 2 variance dm, 2 e) with e = db + mean_x dm: (..., 2) -> (..., 2)."""
        at_mean, dm = self._apart(theta)
        return np.stack([2 * (self.mean_x * at_mean + self.variance * dm), 2 * at_mean], axis=-1)

    def _apart(self, theta: Array) -> tuple[Array, Array]:
        """Return what the line is off by at the mean of x, and what its slope is off by, (...) each."""
        away = theta - self.centre
        return away[..., 1] + self.mean_x * away[..., 0], away[..., 0]

    def hessian(self, theta: Array | None = None) -> Array:
        """Return H, (2, 2): the same at every theta."""
        return 2 * np.array([[self.mean_x**2 + self.variance, self.mean_x], [self.mean_x, 1.0]])

    def minimum(self) -> Array:
        """Return theta*, (2,)."""
        return self.centre

    def bowl(self) -> "Bowl":
        """Return itself: it is a quadratic and says so."""
        return self

    @cached_property
    def eigenvalues(self) -> Array:
        """The curvatures along the bowl's own axes, (2,), rising; the first is 0 for a trench.

        Of the matrix ((a, b), (b, c)) the larger is (a + c + sqrt((a - c)^2 + 4 b^2)) / 2; the smaller is the
        determinant, here 4 variance, over the larger: the usual difference would leave nothing but rounding of it.
        """
        (a, b), (_, c) = self.hessian()
        high = (a + c + np.hypot(a - c, 2 * b)) / 2
        return np.array([4 * self.variance / high, high])

    def principal_axes(self) -> tuple[Array, Array]:
        """Return the eigenvalues, (2,), rising, and the directions they belong to, the columns of (2, 2)."""
        (a, b), (_, c) = self.hessian()
        angle = np.arctan2(2 * b, a - c) / 2
        cos, sin = np.cos(angle), np.sin(angle)
        return self.eigenvalues, np.array([[-sin, cos], [cos, sin]])

    @property
    def condition_number(self) -> float:
        """The largest curvature over the smallest; infinite for a trench."""
        low, high = float(self.eigenvalues[0]), float(self.eigenvalues[-1])
        return high / low if low else float("inf")

    @property
    def critical_rate(self) -> float:
        """The learning rate 2 / lambda_max: gradient descent converges below it, and above it leaves."""
        return 2 / float(self.eigenvalues[-1])

    @property
    def best_rate(self) -> float:
        """The constant rate that arrives soonest, 2 / (lambda_min + lambda_max), over the directions that curve."""
        curved = self.eigenvalues[self.eigenvalues > 0]
        return 2 / float(curved[0] + curved[-1])

    def half_widths(self, height: float) -> Array:
        """Return how far the ellipse of all lines that are `height` worse than the best reaches, in m and in b, (2,).

        sqrt(height (H / 2)^-1_ii): sqrt(height / variance) and sqrt(height (mean_x^2 + variance) / variance). A trench
        has no end along its floor; across it, it is sqrt(height) wide at the mean of x.
        """
        if self.variance > 0:
            return np.sqrt(height / self.variance * np.array([1.0, self.mean_x**2 + self.variance]))
        return np.sqrt(height) * np.abs([self.mean_x, 1.0]) / (self.mean_x**2 + 1)

    def nearest_minimum(self, theta: Array) -> Array:
        """Return the point of least loss that descent from `theta` heads for: (d,) -> (d,).

        It is theta* where there is one minimum; in a trench descent does not move along the floor.
        """
        if self.variance > 0:
            return self.centre
        across = np.array([self.mean_x, 1.0])
        return theta - self._apart(theta)[0] * across / (across @ across)


@dataclass(frozen=True)
class CirculatingMistake:
    """The gradient of the two-point example as it is often printed: (9m + 5b - 23, 5m + 3b - 13).

    It is the gradient of 1/2 [(m + b - 3)^2 + 2 (2m + b - 5)^2]: the second point counted twice.

    Args:
        ascend_in_m: repeat the wrong sign as well, m <- m + lambda dL/dm (b keeps the right one).
    """

    ascend_in_m: bool = False

    def loss(self, theta: Array) -> Array:
        """Return the loss that the printed gradient really belongs to: (..., 2) -> (...)."""
        m, b = theta[..., 0], theta[..., 1]
        return 0.5 * (np.square(m + b - 3) + 2 * np.square(2 * m + b - 5))

    def gradient(self, theta: Array) -> Array:
        """Return what is printed, its first component turned over where the sign is wrong too: (..., 2) -> (..., 2)."""
        m, b = theta[..., 0], theta[..., 1]
        sign = -1 if self.ascend_in_m else 1
        return np.stack([sign * (9 * m + 5 * b - 23), 5 * m + 3 * b - 13], axis=-1)


def noisy_line(
    n: int, slope: float, intercept: float, noise: float, rng: np.random.Generator, outlier: float = 0.0
) -> tuple[Array, Array]:
    """Draw points about a line: x even over [0, 3], y = slope x + intercept + noise N(0, 1).

    Args:
        n: how many, >= 1.
        slope: of the true line.
        intercept: of the true line.
        noise: the standard deviation, >= 0, in units of y.
        rng: the generator.
        outlier: how far to lift one point, four fifths along, in units of y.

    Returns:
        x and y, (n,) each.

    Raises:
        ValueError: naming the argument, the rule and the value.
    """
    require_whole("n", n, 1)
    require(noise >= 0, "noise", ">= 0", noise)
    x = np.linspace(*X_RANGE, n)
    y = slope * x + intercept + noise * rng.standard_normal(n)
    y[4 * (n - 1) // 5] += outlier
    return x, y


def batches(n: int, size: int, rng: np.random.Generator) -> Iterator[IntArray]:
    """Deal shuffled points out for ever, so that each is seen once an epoch.

    Args:
        n: how many points there are, >= 1.
        size: of a batch, from 1 to n; the last batch of an epoch may be smaller.
        rng: the generator.

    Yields:
        (k,) indices of the points of the next step, k <= size.

    Raises:
        ValueError: naming the argument, the rule and the value.
    """
    require_whole("n", n, 1)
    require_whole("size", size, 1, n)
    while True:
        order = rng.permutation(n)
        for start in range(0, n, size):
            yield order[start : start + size]
