"""The secant that becomes a tangent: the slope of ever shorter chords, and how wrong each of them is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, require
from gdcore.differentiate import SCHEMES, derivative

EPSILON = float(np.finfo(np.float64).eps)  # 2.2e-16
WINDOW = 10.0  # a ratio of h: the best is looked for among neighbourhoods, not among lucky hits

Function = Callable[[Array], npt.ArrayLike]


@dataclass(frozen=True, eq=False)
class Secants:
    """Chords of a curve about one point, one for each h.

    Attributes:
        x: the point.
        h: (n,) the half-widths of the chords (of a forward one: its width).
        left, right: (n,) where each chord meets the curve.
        low, high: (n,) f at the two places.
        slopes: (n,) the slope of each chord.
    """

    x: float
    h: Array
    left: Array
    right: Array
    low: Array
    high: Array
    slopes: Array

    def errors(self, slope: float) -> Array:
        """Return how far each chord's slope is from the true one: (n,), nan where there is no true one."""
        return np.abs(self.slopes - slope)


def secants(f: Function, x: float, h: npt.ArrayLike, scheme: str = "central") -> Secants:
    """Draw the chords of a curve from x - h, or from x itself, to x + h.

    central: slope = (f(x + h) - f(x - h)) / 2h; forward: slope = (f(x + h) - f(x)) / h.

    Args:
        f: a function of one number, applied to each element.
        x: the point.
        h: (n,), each > 0.
        scheme: "central" or "forward".

    Returns:
        The chords, in the order of h; their slopes are those of `derivative`.

    Raises:
        ValueError: when an h is not > 0 or the scheme is another.

    >>> secants(lambda x: x**2, 2, [1, 0.5], "forward").slopes
    array([5. , 4.5])
    """
    h = np.asarray(h, dtype=np.float64)
    require(bool((h > 0).all()), "h", "> 0", h)
    right, left = x + h, x - h if scheme == "central" else np.full_like(h, x)
    with np.errstate(all="ignore"):
        low, high = np.asarray(f(left), np.float64), np.asarray(f(right), np.float64)
        slopes = np.array([derivative(f, x, float(width), scheme) for width in h])
    return Secants(float(x), h, left, right, low, high, slopes)


def truncation_error(h: npt.ArrayLike, scheme: str, second: float, third: float) -> Array:
    """Return what a chord is wrong by because it is not short: its first neglected term.

    forward: h |f''| / 2, which falls with slope 1 on logarithmic axes; central: h² |f'''| / 6, with slope 2.

    Args:
        h: any shape, > 0.
        scheme: "central" or "forward".
        second: f''(x).
        third: f'''(x).

    Returns:
        The shape of h; inf where it is too large for a number.

    Source:
        Taylor's theorem; Press et al. 2007, "Numerical Recipes", section 5.7.
    """
    h = np.asarray(h, dtype=np.float64)
    with np.errstate(over="ignore"):
        return h * abs(second) / 2 if scheme == "forward" else h**2 * abs(third) / 6


def rounding_error(h: npt.ArrayLike, value: float) -> Array:
    """Return what a chord is wrong by because f is rounded: about eps |f| / h, which rises as h falls.

    Args:
        h: any shape, > 0.
        value: f(x).

    Returns:
        The shape of h; inf where it is too large for a number.
    """
    with np.errstate(over="ignore"):
        return EPSILON * abs(value) / np.asarray(h, dtype=np.float64)


def best_step_in_theory(scheme: str) -> float:
    """Return the h where the two errors meet, for a curve whose values and derivatives are about 1.

    forward: eps^(1/2) = 1.5e-8; central: eps^(1/3) = 6.1e-6.

    Args:
        scheme: "central" or "forward".

    >>> f"{best_step_in_theory('central'):.1e}"
    '6.1e-06'
    """
    require(scheme in SCHEMES, "scheme", "central or forward", scheme)
    return float(EPSILON ** (1 / 2 if scheme == "forward" else 1 / 3))


def best_step(h: npt.ArrayLike, errors: npt.ArrayLike) -> float:
    """Return the h about which errors are least.

    Rounding is a lottery: a single h may hit the slope by luck. So each h counts with the largest error of its
    neighbours, half a decade to either side.

    Args:
        h: (n,), > 0.
        errors: (n,), >= 0; those that are not finite are left out.

    Returns:
        One of h; nan where no error is finite.
    """
    steps, wrong = np.asarray(h, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    known = np.isfinite(wrong)
    steps, wrong = steps[known], wrong[known]
    if not steps.size:
        return float("nan")
    near = np.abs(np.log(steps[:, np.newaxis] / steps)) <= np.log(WINDOW) / 2 + 1e-9
    worst = np.where(near, wrong, 0.0).max(axis=1)
    return float(steps[np.argmin(worst)])
