"""The same data on another axis: what makes the bowl of a line fit round."""

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array


def centred(x: npt.ArrayLike) -> Array:
    """Move values so that their mean is 0.

        x - mean(x)

    With such x the slope and the intercept of a fitted line no longer pull at each other: the axes of the bowl are m
    and b themselves.

    >>> centred([2015, 2016, 2020])
    array([-2., -1.,  3.])

    Args:
        x: (n,), n >= 1.

    Returns:
        (n,), float64.
    """
    x = np.asarray(x, float)
    return x - x.mean()


def standardised(x: npt.ArrayLike) -> Array:
    """Move and scale values so that their mean is 0 and their standard deviation 1.

        (x - mean(x)) / std(x)

    Then the mean squared error of a line curves equally along the slope and the intercept.

    >>> standardised([100, 200, 300]).round(4)
    array([-1.2247,  0.    ,  1.2247])

    Args:
        x: (n,), n >= 2, not all equal.

    Returns:
        (n,), float64.

    Raises:
        ValueError: when all x are equal.
    """
    moved = centred(x)
    spread = float(np.sqrt(np.mean(moved * moved)))
    if not spread > 0:
        raise ValueError(f"x must not all be equal, got {np.asarray(x).flat[0]} everywhere")
    return moved / spread
