"""Activation functions with their slopes, and the softmax."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, as_floats


def sigmoid(x: npt.ArrayLike) -> Array:
    """Squash any number into (0, 1): sigmoid(x) = 1 / (1 + e^-x).

    Args:
        x: any shape. Far below zero e^-x overflows to infinity, and 1 / infinity is the 0 that is meant.

    Returns:
        The shape of `x`, in (0, 1); exactly 0 or 1 only where the float type has nothing nearer.

    >>> float(sigmoid(0.0))
    0.5
    """
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-as_floats(x)))


def sigmoid_slope(x: npt.ArrayLike) -> Array:
    """Differentiate the sigmoid: sigmoid'(x) = sigmoid(x) (1 - sigmoid(x)), at most 1/4.

    Args:
        x: any shape; the argument of the sigmoid, not its value.

    Returns:
        The shape of `x`, in [0, 0.25].

    >>> float(sigmoid_slope(0.0))
    0.25
    """
    y = sigmoid(x)
    return y * (1 - y)


def relu(x: npt.ArrayLike) -> Array:
    """Cut off what is negative: relu(x) = max(0, x).

    Args:
        x: any shape.

    Returns:
        The shape of `x`, >= 0.

    >>> relu([-2.0, 3.0])
    array([0., 3.])
    """
    return np.maximum(as_floats(x), 0)


def relu_slope(x: npt.ArrayLike) -> Array:
    """Differentiate the ReLU: 1 where x > 0, else 0.

    At x = 0, where there is no derivative, this is 0, as is usual.

    Args:
        x: any shape.

    Returns:
        The shape of `x`, of zeros and ones.
    """
    x = as_floats(x)
    return (x > 0).astype(x.dtype)


def tanh(x: npt.ArrayLike) -> Array:
    """Squash any number into (-1, 1): tanh(x) = 2 sigmoid(2x) - 1.

    Args:
        x: any shape.

    Returns:
        The shape of `x`, in [-1, 1].

    >>> float(tanh(0.0))
    0.0
    """
    return np.tanh(as_floats(x))


def tanh_slope(x: npt.ArrayLike) -> Array:
    """Differentiate the hyperbolic tangent: tanh'(x) = 1 - tanh(x)^2, at most 1.

    Args:
        x: any shape; the argument of the function, not its value.

    Returns:
        The shape of `x`, in [0, 1].

    >>> float(tanh_slope(0.0))
    1.0
    """
    return 1 - np.square(tanh(x))


def identity(x: npt.ArrayLike) -> Array:
    """Change nothing: identity(x) = x. A layer without an activation is a linear one.

    Args:
        x: any shape.

    Returns:
        The same values, as floats.
    """
    return as_floats(x)


def identity_slope(x: npt.ArrayLike) -> Array:
    """Differentiate the identity: 1 everywhere, in the shape of `x`."""
    return np.ones_like(as_floats(x))


class Activation(NamedTuple):
    """A function and its slope, both of the same argument; and the slope from the function's own value.

    All of these know their slope from their value y, as backpropagation has it at hand: y (1 - y), 1 - y^2, y > 0, 1.
    """

    value: Callable[[npt.ArrayLike], Array]
    slope: Callable[[npt.ArrayLike], Array]
    slope_from_value: Callable[[Array], Array]


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, sigmoid_slope, lambda y: y * (1 - y)),
    "relu": Activation(relu, relu_slope, relu_slope),
    "tanh": Activation(tanh, tanh_slope, lambda y: 1 - np.square(y)),
    "identity": Activation(identity, identity_slope, identity_slope),
}


def tangent(activation: str, at: float, x: npt.ArrayLike) -> Array:
    """Return the tangent of an activation: f(at) + f'(at) (x - at).

    Args:
        activation: f, by its name in `ACTIVATIONS`.
        at: where it touches.
        x: any shape.

    Returns:
        The shape of `x`.

    >>> tangent("sigmoid", 0.0, [-2.0, 0.0, 2.0])
    array([0. , 0.5, 1. ])
    """
    f = ACTIVATIONS[activation]
    return f.value(at) + f.slope(at) * (as_floats(x) - at)


def softmax(x: npt.ArrayLike) -> Array:
    """Turn scores into probabilities: softmax(x)_k = e^x_k / sum_j e^x_j.

    The largest score is subtracted first. That changes nothing in the ratio and keeps every
    exponent at or below zero, so that nothing overflows.

    Args:
        x: (..., k) scores (logits).

    Returns:
        (..., k), each in [0, 1], adding up to 1 along the last axis.

    >>> softmax([0.0, 0.0])
    array([0.5, 0.5])
    """
    exponentials = np.exp(below_the_largest(as_floats(x)))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def below_the_largest(x: Array) -> Array:
    """Subtract the largest score of each row; what overflows stays at the most negative finite number.

    Args:
        x: (..., k) finite scores.

    Returns:
        (..., k), finite and <= 0, with a 0 in every row.
    """
    with np.errstate(over="ignore"):
        shifted = x - x.max(axis=-1, keepdims=True)
    return np.maximum(shifted, np.finfo(x.dtype).min)
