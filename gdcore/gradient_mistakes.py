"""Numerical gradients that go wrong without an error, as they circulate. `gdcore.differentiate` has the right ones.

Nothing else in the core uses these: they are here so that a page can show what they answer, and tests that it is so.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array


class Moved(NamedTuple):
    """One coordinate of an in-place gradient, as it went.

    Attributes:
        above: what the array held after x + h was written into it.
        below: after x - h.
        high: f with the first.
        low: f with the second.
        slope: (high - low) / 2h.
    """

    above: float
    below: float
    high: float
    low: float
    slope: float


def in_place_gradient(f: Callable[[npt.NDArray[np.generic]], float], x: npt.ArrayLike, h: float = 1e-4) -> list[Moved]:
    """Difference a function by writing x + h and x - h into the array itself, whatever its type.

    An array of whole numbers cuts them off: 3 + 0.0001 becomes 3, and 3 - 0.0001 becomes 2. The difference is then
    that of f over a whole step, divided by 2h.

    Args:
        f: a function of the whole array.
        x: (d,), in the type it comes in; the caller's array is not changed here.
        h: the half-width of the difference.

    Returns:
        A row for each coordinate.

    Source:
        Saitoh 2016, "Deep Learning from Scratch", `numerical_gradient` of chapter 4.

    >>> [round(row.slope) for row in in_place_gradient(lambda x: float((x**2).sum()), np.array([3, 4]))]
    [25000, 35000]
    """
    x = np.array(x)
    rows = []
    for i in range(x.size):
        here = x[i]
        x[i] = here + h
        above, high = float(x[i]), f(x)
        x[i] = here - h
        below, low = float(x[i]), f(x)
        x[i] = here
        rows.append(Moved(above, below, high, low, (high - low) / (2 * h)))
    return rows


def batch_gradient(f: Callable[[Array], Array], batch: npt.ArrayLike, h: float = 1e-4) -> Array:
    """Difference a function of many points at once, one coordinate of all of them at a time.

    This is right when f answers one number for each point, f.shape == (n,). When f sums over the wrong axis, it
    answers one number for each coordinate instead; with as many points as coordinates the shapes agree, and
    nothing says that the answer mixes the points.

    Args:
        f: (n, d) -> one number a point.
        batch: (n, d); taken as float64.
        h: the half-width of the difference.

    Returns:
        (n, d), a gradient in each row; something else of that shape when f sums over the wrong axis and n = d.

    >>> points = [[3, 4], [0, 2]]
    >>> batch_gradient(lambda x: (x**2).sum(axis=1), points).round(6)
    array([[6., 8.],
           [0., 4.]])
    >>> batch_gradient(lambda x: (x**2).sum(axis=0), points).round(6)
    array([[ 6.,  0.],
           [ 0., 12.]])
    """
    batch = np.asarray(batch, dtype=np.float64)
    steps = h * np.eye(batch.shape[1])
    return np.stack([(f(batch + step) - f(batch - step)) / (2 * h) for step in steps], axis=-1)
