"""Losses term by term: what each class adds, whether it counts at all, and where a probability of zero goes."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, as_floats, require, require_one_of

GUARDS = ("none", "add", "floor")
ADDED = 1e-7  # what the guard "add" adds to every probability


class Terms(NamedTuple):
    """What a loss is the sum of.

    Attributes:
        values: (..., k), one term a class.
        counts: (..., k), whether the class matters: a term that is 0 whatever stands there does not.
    """

    values: Array
    counts: npt.NDArray[np.bool_]

    @property
    def total(self) -> Array:
        """The loss: (...)."""
        return self.values.sum(axis=-1)


def half_square_terms(y: npt.ArrayLike, t: npt.ArrayLike) -> Terms:
    """Split half the sum of squares into 1/2 (y_k - t_k)^2.

    Args:
        y: (..., k) predictions.
        t: (..., k) targets.

    Returns:
        Terms that add up to `losses.sum_squared_error` of each row; what is predicted exactly does not count.

    >>> half_square_terms([0.5, 1.0], [1.0, 1.0]).values
    array([0.125, 0.   ])
    """
    error = _errors(y, t)
    return Terms(0.5 * error**2, error != 0)


def mean_square_terms(y: npt.ArrayLike, t: npt.ArrayLike) -> Terms:
    """Split the mean of squares into (y_k - t_k)^2 / k.

    Args:
        y: (..., k) predictions.
        t: (..., k) targets.

    Returns:
        Terms that add up to `losses.mean_squared_error` of each row.
    """
    error = _errors(y, t)
    return Terms(error**2 / error.shape[-1], error != 0)


def mean_absolute_terms(y: npt.ArrayLike, t: npt.ArrayLike) -> Terms:
    """Split the mean of distances into |y_k - t_k| / k.

    Args:
        y: (..., k) predictions.
        t: (..., k) targets.

    Returns:
        Terms that add up to `losses.mean_absolute_error` of each row.
    """
    error = _errors(y, t)
    return Terms(np.abs(error) / error.shape[-1], error != 0)


def cross_entropy_terms(y: npt.ArrayLike, t: npt.ArrayLike, guard: str = "floor") -> Terms:
    """Split the cross-entropy into -t_k log y_k: with a one-hot target, one term counts.

    Args:
        y: (..., k) probabilities.
        t: (..., k) one-hot rows or distributions.
        guard: what happens to a probability of 0, see `guarded`. Without one a class that is not the target
            and has probability 0 gives 0 times minus infinity, which is not a number.

    Returns:
        Terms in nats that add up to the loss of each row.

    >>> cross_entropy_terms([1.0, 0.0], [1.0, 0.0], guard="none").total
    np.float64(nan)
    >>> cross_entropy_terms([1.0, 0.0], [1.0, 0.0]).total
    np.float64(0.0)
    """
    t = as_floats(t)
    with np.errstate(invalid="ignore"):
        values = t * information(y, guard)
    return Terms(values, t != 0)


TERMS: dict[str, Callable[[npt.ArrayLike, npt.ArrayLike], Terms]] = {
    "half_squares": half_square_terms,
    "mean_squares": mean_square_terms,
    "mean_distances": mean_absolute_terms,
    "cross_entropy": cross_entropy_terms,
}


def guarded(p: npt.ArrayLike, guard: str) -> Array:
    """Return what the logarithm is taken of, by the way it is kept from zero.

    none: p itself; add: p + 1e-7, which shifts every loss; floor: p, or the smallest positive normal number of
    the float type (2.2e-308 in float64) where p is below it, as `losses.cross_entropy` does.

    Args:
        p: any shape, probabilities.
        guard: one of `GUARDS`.

    Returns:
        The shape of `p`.

    Raises:
        ValueError: when the guard is another.

    Source:
        Adding 1e-7 is what "Deep Learning from Scratch" (Saito 2016, 4.2) does in one place, and leaves out in
        another.
    """
    require_one_of("guard", guard, GUARDS)
    p = as_floats(p)
    if guard == "add":
        return p + ADDED
    return np.maximum(p, np.finfo(p.dtype).tiny) if guard == "floor" else p


def information(p: npt.ArrayLike, guard: str = "none") -> Array:
    """Measure how surprising an event is: I(p) = -log p.

    Args:
        p: any shape, probabilities.
        guard: see `guarded`.

    Returns:
        The shape of `p`, in nats; infinite at 0 without a guard.

    >>> information([1.0, 0.5]).round(4)
    array([0.    , 0.6931])
    """
    with np.errstate(divide="ignore"):
        # A difference, so that log 1 gives 0 and not -0.
        return 0 - np.log(guarded(p, guard))


def information_slope(p: npt.ArrayLike) -> Array:
    """Differentiate the information: I'(p) = -1/p.

    Args:
        p: any shape, probabilities.

    Returns:
        The shape of `p`; minus infinity at 0.

    >>> information_slope([1.0, 0.5])
    array([-1., -2.])
    """
    with np.errstate(divide="ignore"):
        return -1 / as_floats(p)


def squared(error: npt.ArrayLike) -> Array:
    """Charge an error by its square: e^2.

    >>> squared([-3.0, 0.5])
    array([9.  , 0.25])
    """
    return np.square(as_floats(error))


def squared_slope(error: npt.ArrayLike) -> Array:
    """Differentiate the square: 2 e. The larger the error, the harder it is pulled back.

    >>> squared_slope([-3.0, 0.5])
    array([-6.,  1.])
    """
    return 2 * as_floats(error)


def absolute(error: npt.ArrayLike) -> Array:
    """Charge an error by its size: |e|.

    >>> absolute([-3.0, 0.5])
    array([3. , 0.5])
    """
    return np.abs(as_floats(error))


def absolute_slope(error: npt.ArrayLike) -> Array:
    """Differentiate the size: -1 or 1, whatever the size; 0 at e = 0, where there is no derivative.

    >>> absolute_slope([-3.0, 0.5])
    array([-1.,  1.])
    """
    return np.sign(as_floats(error))


class Forecast(NamedTuple):
    """What a forecaster of two classes gets for some events.

    Attributes:
        losses: (n,) -log p of each, in nats.
        right: (n,) whether the right class got more than a half.
    """

    losses: Array
    right: npt.NDArray[np.bool_]

    @property
    def mean_loss(self) -> float:
        """The cross-entropy of the batch: its mean, in nats."""
        return float(np.mean(self.losses))

    @property
    def accuracy(self) -> float:
        """The share that is right, from 0 to 1."""
        return float(np.mean(self.right))


def forecast(p: npt.ArrayLike, guard: str = "floor") -> Forecast:
    """Judge a forecaster of two classes by the probabilities it gave to what happened.

    Args:
        p: (n,) probabilities of the right class, n >= 1.
        guard: see `guarded`.

    Raises:
        ValueError: when there is none.

    >>> forecast([0.5, 0.25]).losses.round(4)
    array([0.6931, 1.3863])
    """
    p = as_floats(p)
    require(p.ndim == 1 and p.size > 0, "p", "a row of one or more probabilities", p)
    return Forecast(information(p, guard), p > 0.5)


def _errors(y: npt.ArrayLike, t: npt.ArrayLike) -> Array:
    y, t = as_floats(y), as_floats(t)
    if y.shape != t.shape:
        raise ValueError(f"targets must have the shape of the predictions {y.shape}, got {t.shape}")
    return y - t
