"""One neuron: a weighted sum, an activation, an error; and the delta rule that moves its weights."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.activations import ACTIVATIONS
from gdcore.arrays import Array, require, require_one_of
from gdcore.differentiate import numerical_gradient
from gdcore.optimizers import GradientDescent


class Pass(NamedTuple):
    """What stands on the wires of a neuron for some weights, each (..., n): a number for each of its examples.

    Attributes:
        h: the weighted sum, sum_i w_i x_i (+ b).
        y_hat: f(h), what the neuron answers.
        error: y - y_hat.
        slope: f'(h).
        delta: (y - y_hat) f'(h).
    """

    h: Array
    y_hat: Array
    error: Array
    slope: Array
    delta: Array


@dataclass(frozen=True, eq=False)
class Neuron:
    """The squared error of one neuron over its weights: y_hat = f(sum_i w_i x_i + b), E = 1/2 sum (y - y_hat)^2.

    theta = (w_1, ..., w_d), and the bias behind them where it is learned. The error is summed over the examples.

    Args:
        x: (d,) one example, or (n, d) of them.
        y: the target, a number or (n,).
        activation: f, by its name in `gdcore.activations.ACTIVATIONS`.
        half: whether 1/2 stands before the sum. Without it every gradient, and so every step, is twice as long.
        learns_bias: whether theta ends in a bias.
        bias: b where it is not learned.

    Raises:
        ValueError: when x and y do not fit each other, or hold a value that is not finite.

    Source:
        The delta rule of Widrow & Hoff 1960, for a neuron with a smooth activation.

    >>> neuron = Neuron([0.1, 0.3], 0.2)
    >>> neuron.gradient(np.array([-0.8, 0.5])).round(8)
    array([0.00792761, 0.02378282])
    """

    x: Array
    y: Array
    activation: str = "sigmoid"
    half: bool = True
    learns_bias: bool = False
    bias: float = 0.0

    def __init__(
        self,
        x: npt.ArrayLike,
        y: npt.ArrayLike,
        activation: str = "sigmoid",
        half: bool = True,
        learns_bias: bool = False,
        bias: float = 0.0,
    ) -> None:
        inputs, targets = np.atleast_2d(np.array(x, np.float64)), np.atleast_1d(np.array(y, np.float64))
        require(inputs.ndim == 2 and inputs.size > 0, "x", "one row of inputs, or some of one length", x)
        require(targets.shape == inputs.shape[:1], "y", f"as many targets as there are examples ({len(inputs)})", y)
        require(bool(np.isfinite(inputs).all()), "x", "finite", x)
        require(bool(np.isfinite(targets).all()), "y", "finite", y)
        require(math.isfinite(bias), "bias", "finite", bias)
        require_one_of("activation", activation, ACTIVATIONS)
        inputs.flags.writeable = targets.flags.writeable = False
        for name, value in (("x", inputs), ("y", targets), ("activation", activation), ("half", half),
                            ("learns_bias", learns_bias), ("bias", float(bias))):  # fmt: skip
            object.__setattr__(self, name, value)

    @property
    def size(self) -> int:
        """How many parameters theta has."""
        return self.x.shape[1] + self.learns_bias

    @property
    def factor(self) -> float:
        """What stands before (y - y_hat) in the derivative of the error: 1 with the half, 2 without."""
        return 1.0 if self.half else 2.0

    def forward(self, theta: Array) -> Pass:
        """Compute what stands on the wires: theta (..., size) -> (..., n) each."""
        weights, bias = (theta[..., :-1], theta[..., -1:]) if self.learns_bias else (theta, self.bias)
        f = ACTIVATIONS[self.activation]
        # Products and a sum, not a matrix product: one theta alone then has the same last digits as among others, so
        # that what is printed of a path are the numbers of its steps.
        h = np.sum(weights[..., np.newaxis, :] * self.x, axis=-1) + bias
        y_hat = f.value(h)
        slope, error = f.slope_from_value(y_hat), self.y - y_hat
        return Pass(h, y_hat, error, slope, error * slope)

    def loss(self, theta: Array) -> Array:
        """Return E: (..., size) -> (...)."""
        return self.factor / 2 * np.sum(self.forward(theta).error ** 2, axis=-1)

    def gradient(self, theta: Array) -> Array:
        """Return dE/dw_i = -delta x_i and dE/db = -delta, summed over the examples: (..., size) -> (..., size)."""
        delta = self.forward(theta).delta
        slopes = -self.factor * (delta @ self.x)
        if not self.learns_bias:
            return slopes
        return np.concatenate([slopes, -self.factor * delta.sum(axis=-1, keepdims=True)], axis=-1)

    def nearest_answer(self, theta: Array) -> Array | None:
        """Return the parameters nearest to theta at which a sigmoid neuron with one example answers its target.

        f(h) = y where h = log(y / (1 - y)): a line through the weights, square to the inputs, and descent, which
        moves along the inputs, goes straight to it.

        Args:
            theta: (size,).

        Returns:
            (size,); None where there are none: y is not between 0 and 1, or every input is 0.

        >>> Neuron([3.0, 4.0], 0.5).nearest_answer(np.array([3.0, 4.0]))
        array([0., 0.])
        """
        inputs = np.append(self.x[0], 1.0) if self.learns_bias else self.x[0]
        y, length = float(self.y[0]), float(inputs @ inputs)
        if not (0 < y < 1 and length > 0):
            return None
        missing = math.log(y / (1 - y)) - float(self.forward(theta).h[0])
        return theta + missing / length * inputs

    def at_bias(self, bias: float) -> "Neuron":
        """Return the same neuron with its bias held: the error over the weights alone."""
        return Neuron(self.x, self.y, self.activation, self.half, False, bias)


class ThreeWays(NamedTuple):
    """The same step of a neuron, (size,), computed three times.

    Attributes:
        by_hand: the delta rule with pencil and paper: eta delta x_i, one weight after the other.
        numerical: -eta times the central difference of the error.
        by_the_rule: what `GradientDescent` answers to the exact gradient.
    """

    by_hand: Array
    numerical: Array
    by_the_rule: Array


def three_ways(neuron: Neuron, theta: npt.ArrayLike, learning_rate: float) -> ThreeWays:
    """Compute one step by hand, by the numerical gradient, and by `GradientDescent`.

    Args:
        neuron: a sigmoid neuron with one example.
        theta: (size,).
        learning_rate: eta > 0.

    Raises:
        ValueError: when the neuron is another, or the rate is not > 0.

    >>> three_ways(Neuron([0.1, 0.3], 0.2), [-0.8, 0.5], 0.5).by_hand.round(8)
    array([-0.0039638 , -0.01189141])
    """
    require(neuron.activation == "sigmoid" and len(neuron.x) == 1, "neuron", "a sigmoid with one example", neuron)
    at = np.array(theta, np.float64)
    rule = GradientDescent(learning_rate)
    exact, _ = rule.step(at, neuron.gradient(at), rule.init(at))
    numerical = -learning_rate * numerical_gradient(neuron.loss, at)
    return ThreeWays(np.array(_by_hand(neuron, at, learning_rate)), numerical, exact)


def _by_hand(neuron: Neuron, theta: Array, eta: float) -> list[float]:
    """Follow the delta rule on numbers, without an array operation."""
    inputs, y = [float(x) for x in neuron.x[0]], float(neuron.y[0])
    bias = float(theta[-1]) if neuron.learns_bias else neuron.bias
    h = sum(float(w) * x for w, x in zip(theta, inputs, strict=False)) + bias
    y_hat = 1 / (1 + math.exp(-h)) if h > -700 else 0.0
    delta = neuron.factor * (y - y_hat) * y_hat * (1 - y_hat)
    return [eta * delta * x for x in ([*inputs, 1.0] if neuron.learns_bias else inputs)]
