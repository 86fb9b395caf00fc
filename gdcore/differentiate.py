"""Derivatives by differences: slow, simple, and the check on every exact gradient."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, IntArray, require, require_one_of

SCHEMES = ("central", "forward")


def derivative(
    f: Callable[[Array], npt.ArrayLike], x: npt.ArrayLike, h: float = 1e-4, scheme: str = "central"
) -> Array:
    """Approximate f'(x) by the slope of a short chord.

    central: (f(x + h) - f(x - h)) / 2h, truncation error h^2 f'''/6;
    forward: (f(x + h) - f(x)) / h, truncation error h f''/2.

    Args:
        f: a function of one number, applied to each element.
        x: any shape; taken as float64.
        h: the half-width of the chord, > 0.
        scheme: "central" or "forward".

    Returns:
        The shape of `x`.

    Raises:
        ValueError: when h is not > 0, the scheme is another, or f(x) has not the shape of x.

    >>> round(float(derivative(lambda x: x**2, 2)), 6)
    4.0
    """
    require_one_of("scheme", scheme, SCHEMES)
    require(bool(h > 0), "h", "> 0", h)
    x = np.asarray(x, dtype=np.float64)
    below, width = (x, h) if scheme == "forward" else (x - h, 2 * h)
    return (_values(f, x + h, x.shape, "x") - _values(f, below, x.shape, "x")) / width


def numerical_gradient(f: Callable[[Array], npt.ArrayLike], theta: npt.ArrayLike, h: float = 1e-4) -> Array:
    """Approximate the gradient of f by a central difference along each parameter.

    dL/dtheta_i = (f(theta + h e_i) - f(theta - h e_i)) / 2h: two calls of f for every parameter.

    Args:
        f: a loss, (..., d) -> (...): one number for each of many points, and not one for all.
        theta: (..., d); taken as float64, since rounding in float32 swamps a difference of 1e-4.
            It is not changed.
        h: the half-width of the difference, > 0.

    Returns:
        (..., d) float64.

    Raises:
        ValueError: when h is not > 0, theta is a single number, or f(theta) has not the leading shape of theta.

    >>> numerical_gradient(lambda theta: (theta**2).sum(axis=-1), [3, 4]).round(6)
    array([6., 8.])
    """
    theta = np.asarray(theta, dtype=np.float64)
    require(theta.ndim > 0, "theta", "of shape (..., d)", theta.shape)
    slopes = numerical_slopes(f, theta, np.arange(theta.shape[-1]), h)
    return np.moveaxis(slopes, 0, -1)


def numerical_slopes(
    f: Callable[[Array], npt.ArrayLike], theta: npt.ArrayLike, components: IntArray, h: float = 1e-4
) -> Array:
    """Approximate only some components of a gradient, where all of them would take too long.

    Args:
        f: a loss, (..., d) -> (...): one number for each of many points, and not one for all.
        theta: (..., d); taken as float64. It is not changed.
        components: (k,) which parameters, from 0 to d - 1.
        h: the half-width of the difference, > 0.

    Returns:
        (k, ...) float64, one slope a component.

    Raises:
        ValueError: when h is not > 0, theta is a single number, or f(theta) has not the leading shape of theta.
    """
    require(bool(h > 0), "h", "> 0", h)
    moved = np.array(theta, dtype=np.float64)  # a copy: the caller's theta stays as it is
    require(moved.ndim > 0, "theta", "of shape (..., d)", moved.shape)
    leading = moved.shape[:-1]
    slopes = np.empty((len(components), *leading))
    for k, i in enumerate(components):
        here = moved[..., i].copy()
        moved[..., i] = here + h
        above = _values(f, moved, leading, "theta", leading=True)
        moved[..., i] = here - h
        below = _values(f, moved, leading, "theta", leading=True)
        moved[..., i] = here
        slopes[k] = (above - below) / (2 * h)
    return slopes


def _values(
    f: Callable[[Array], npt.ArrayLike], at: Array, shape: tuple[int, ...], name: str, leading: bool = False
) -> Array:
    """Return f's values, of the shape they must have: NumPy would stretch one number over a matrix without a word."""
    values = np.array(f(at), dtype=np.float64)  # a copy: a loss may return a view of theta, which moves on
    which = "leading shape" if leading else "shape"
    require(values.shape == shape, f"f({name})", f"of the {which} of {name}, {shape}", values.shape)
    return values
