"""A net of any depth as a function of one flat parameter vector: what reaches each layer on the way back."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.activations import ACTIVATIONS, sigmoid
from gdcore.arrays import Array, IntArray, require, require_one_of, require_whole
from gdcore.network import deviation


class Layer(NamedTuple):
    """One layer of a parameter vector, as views: W (..., rows, columns) and b (..., columns)."""

    W: Array
    b: Array


@dataclass(frozen=True)
class DenseNet:
    """A net that answers yes or no: a_l = f(a_{l-1} W_l + b_l), p = sigmoid(a_{n-1} W_n + b_n), loss = cross-entropy.

    The last layer has one output, the probability of "yes". Everything takes many parameter vectors at once.

    Args:
        sizes: of the input and of every layer, (2, 2, 1) for 2-2-1; each >= 1, the last 1.
        activation: f between the layers, by its name in `ACTIVATIONS`.

    Raises:
        ValueError: naming the argument, the rule and the value.

    >>> DenseNet((2, 2, 1)).size
    9
    """

    sizes: tuple[int, ...]
    activation: str = "sigmoid"

    def __post_init__(self) -> None:
        require(len(self.sizes) >= 2, "sizes", "two numbers or more", self.sizes)
        for size in self.sizes:
            require_whole("sizes", size, 1)
        require(self.sizes[-1] == 1, "the last of sizes", "1", self.sizes[-1])
        require_one_of("activation", self.activation, ACTIVATIONS)

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return sum((rows + 1) * columns for rows, columns in self._shapes())

    def _shapes(self) -> list[tuple[int, int]]:
        return list(zip(self.sizes[:-1], self.sizes[1:], strict=True))

    def initial(self, rng: np.random.Generator, scale: float | str) -> Array:
        """Draw the weights to start from: W ~ N(0, scale^2), b = 0 (`scale` as for `network.deviation`): (size,)."""
        theta = np.zeros(self.size)
        for W, _ in self.layers(theta):
            W[...] = rng.standard_normal(W.shape) * deviation(scale, W.shape)
        return theta

    def layers(self, theta: Array) -> list[Layer]:
        """Show parameter vectors, (..., size), as their matrices and biases: views, not copies."""
        found, at = [], 0
        for rows, columns in self._shapes():
            W = theta[..., at : at + rows * columns].reshape(*theta.shape[:-1], rows, columns)
            b = theta[..., at + rows * columns : at + (rows + 1) * columns]
            found.append(Layer(W, b))
            at += (rows + 1) * columns
        return found

    def sums(self, theta: Array, x: Array) -> list[Array]:
        """Return every layer's weighted sums, before its activation.

        Args:
            theta: (..., size).
            x: (n, sizes[0]).

        Returns:
            (..., n, columns) for each layer.
        """
        f, out = ACTIVATIONS[self.activation].value, x
        sums: list[Array] = []
        for W, b in self.layers(theta):
            sums.append(out @ W + b[..., np.newaxis, :])
            out = f(sums[-1])
        return sums

    def probability(self, theta: Array, x: Array) -> Array:
        """Return the probability of "yes": (..., size) and (n, sizes[0]) -> (..., n)."""
        return sigmoid(self.sums(theta, x)[-1][..., 0])

    def gradients(self, theta: Array, x: Array, t: npt.ArrayLike) -> list[Layer]:
        """Differentiate the loss by every layer's parameters, from the last layer back.

        delta_n = (p - t) / n of the last layer, delta_l = (delta_{l+1} W_{l+1}^T) f'(sums_l) of the others;
        dL/dW_l = a_{l-1}^T delta_l, dL/db_l = sum of delta_l over the examples.

        Args:
            theta: (..., size).
            x: (n, sizes[0]).
            t: (n,) of 0 and 1.

        Returns:
            For each layer, in the shapes of `layers`.
        """
        f, layers, sums = ACTIVATIONS[self.activation], self.layers(theta), self.sums(theta, x)
        inputs = [x, *(f.value(s) for s in sums[:-1])]
        delta = ((sigmoid(sums[-1][..., 0]) - np.asarray(t)) / len(x))[..., np.newaxis]
        found: list[Layer] = []
        for k in reversed(range(len(layers))):
            found.append(Layer(np.swapaxes(inputs[k], -1, -2) @ delta, delta.sum(axis=-2)))
            if k:
                delta = (delta @ np.swapaxes(layers[k].W, -1, -2)) * f.slope(sums[k - 1])
        return found[::-1]

    def on(self, x: npt.ArrayLike, t: npt.ArrayLike) -> "YesOrNo":
        """Fix the examples; what is left is an `Objective` over theta alone: x (n, sizes[0]), t (n,) of 0 and 1."""
        return YesOrNo(self, np.asarray(x, np.float64), np.asarray(t, np.float64))


@dataclass(frozen=True, eq=False)
class YesOrNo:
    """The mean cross-entropy of a net on fixed examples: an `Objective`, (..., size) in.

    Args:
        net: the net.
        x: (n, inputs).
        t: (n,) of 0 and 1.
    """

    net: DenseNet
    x: Array
    t: Array

    def loss(self, theta: Array) -> Array:
        """Return -mean(t log p + (1 - t) log(1 - p)) in nats, from the sum s before the sigmoid: (..., size) -> (...).

        log p = -log(1 + e^-s) and log(1 - p) = -log(1 + e^s), so that no p can round to 0 or 1.
        """
        s = self.net.sums(theta, self.x)[-1][..., 0]
        return np.mean(np.logaddexp(0, np.where(self.t > 0.5, -s, s)), axis=-1)

    def gradient(self, theta: Array) -> Array:
        """Return the gradient, in the order of theta: (..., size) -> (..., size)."""
        parts = self.net.gradients(theta, self.x, self.t)
        lead = theta.shape[:-1]
        return np.concatenate([part.reshape(*lead, -1) for layer in parts for part in layer], axis=-1)

    def right(self, theta: Array) -> IntArray:
        """Count the examples on the right side of p = 1/2 (on it is wrong): (..., size) -> (...)."""
        s = self.net.sums(theta, self.x)[-1][..., 0]
        return np.sum(np.where(self.t > 0.5, s, -s) > 0, axis=-1)


def slope_product(activation: str, h: npt.ArrayLike, layers: int) -> IntArray:
    """Multiply an activation's slope at h with itself, once for each layer that a gradient passes.

    Args:
        activation: by its name in `ACTIVATIONS`.
        h: any shape, the weighted sum at each layer.
        layers: the most layers, >= 1.

    Returns:
        (layers, ...): f'(h)^n for n from 1 on. With the sigmoid at most (1/4)^n.

    >>> slope_product("sigmoid", 0.0, 3)
    array([0.25    , 0.0625  , 0.015625])
    """
    require_one_of("activation", activation, ACTIVATIONS)
    require_whole("layers", layers, 1)
    slope = ACTIVATIONS[activation].slope(h)
    return np.cumprod(np.broadcast_to(slope, (layers, *np.shape(slope))), axis=0)


def layer_gradient_norms(
    layers: int, activation: str, scale: float | str, seed: int, width: int = 32, examples: int = 128
) -> Array:
    """Measure how long the gradient of each layer's weights is in a new net of so many layers.

    The examples are N(0, 1) in `width` features with answers tossed by a fair coin; all layers but the last are as
    wide. The same seed draws the same examples and the same random numbers for the weights, whatever the
    activation and the scale are.

    Args:
        layers: how many, >= 1.
        activation: between them, by its name in `ACTIVATIONS`.
        scale: of the initial weights, as for `network.deviation`.
        seed: of all that is drawn.
        width: features and units of a layer, >= 1.
        examples: >= 1.

    Returns:
        (layers,) Euclidean norms of dL/dW_l, from the first layer on.

    Raises:
        ValueError: naming the argument, the rule and the value.
    """
    require_whole("layers", layers, 1)
    require_whole("examples", examples, 1)
    rng = np.random.default_rng(seed)
    x, t = rng.standard_normal((examples, width)), rng.integers(0, 2, examples)
    net = DenseNet((*[width] * layers, 1), activation)
    theta = net.initial(rng, scale)
    return np.array([np.linalg.norm(layer.W) for layer in net.gradients(theta, x, t)])
