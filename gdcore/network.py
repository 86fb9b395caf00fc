"""Networks for classification, as functions of one flat parameter vector."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.activations import ACTIVATIONS, softmax
from gdcore.arrays import Array, require, require_one_of, require_whole
from gdcore.losses import as_distribution, softmax_cross_entropy


class Layers(NamedTuple):
    """The parts of a parameter vector, as views: writing into them writes into the vector."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array


@dataclass(frozen=True)
class TwoLayerNet:
    """A net with one hidden layer: p = softmax(f(x W1 + b1) W2 + b2), loss = cross-entropy.

    Rows in, columns out: a row more in x is a row more in p, a column more in W1 a hidden unit more.

    Args:
        inputs: features of one example, >= 1.
        hidden: hidden units, >= 1.
        outputs: classes, >= 1.
        activation: f, by its name in `ACTIVATIONS`: "sigmoid", "relu", "tanh" or "identity".

    Raises:
        ValueError: naming the argument, the rule and the value.

    Source:
        The net of the course material, 784-50-10 with the sigmoid.

    >>> TwoLayerNet(784, 50, 10).size
    39760
    """

    inputs: int = 784
    hidden: int = 50
    outputs: int = 10
    activation: str = "sigmoid"

    def __post_init__(self) -> None:
        for name in ("inputs", "hidden", "outputs"):
            require_whole(name, getattr(self, name), 1)
        require_one_of("activation", self.activation, ACTIVATIONS)

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return self.inputs * self.hidden + self.hidden + self.hidden * self.outputs + self.outputs

    def initial(self, rng: np.random.Generator, scale: float | str = 0.01) -> Array:
        """Draw the weights to start from: W ~ N(0, scale^2), b = 0.

        Args:
            rng: the source of chance.
            scale: the standard deviation, >= 0; or "xavier", sqrt(2 / (rows + columns)) of each
                matrix; or "he", sqrt(2 / rows).

        Returns:
            (size,) float32.

        Raises:
            ValueError: when the scale is neither.

        Source:
            Glorot & Bengio 2010, equation 16, as a normal distribution (the book behind the course
            takes sqrt(1 / rows) for Xavier); He et al. 2015, equation 10.
        """
        theta = np.zeros(self.size, np.float32)
        layers = self.unpack(theta)
        for W in (layers.W1, layers.W2):
            W[...] = rng.standard_normal(W.shape, dtype=np.float32) * np.float32(deviation(scale, W.shape))
        return theta

    def unpack(self, theta: Array) -> Layers:
        """Show a parameter vector as its matrices.

        Args:
            theta: (size,).

        Returns:
            W1 (inputs, hidden), b1 (hidden,), W2 (hidden, outputs), b2 (outputs,): views, not copies.
        """
        one = self.inputs * self.hidden
        two = one + self.hidden
        three = two + self.hidden * self.outputs
        return Layers(
            theta[:one].reshape(self.inputs, self.hidden),
            theta[one:two],
            theta[two:three].reshape(self.hidden, self.outputs),
            theta[three:],
        )

    def logits(self, theta: Array, x: Array) -> Array:
        """Return the scores before the softmax; the largest is the answer.

        Args:
            theta: (size,).
            x: (n, inputs); pixels in [0, 1].

        Returns:
            (n, outputs).
        """
        W1, b1, W2, b2 = self.unpack(theta)
        f = ACTIVATIONS[self.activation].value
        return f(x @ W1 + b1) @ W2 + b2

    def probabilities(self, theta: Array, x: Array) -> Array:
        """Return what the net believes: (n, outputs), rows adding up to 1 (arguments as for `logits`)."""
        return softmax(self.logits(theta, x))

    def loss(self, theta: Array, x: Array, t: npt.ArrayLike) -> float:
        """Return the mean cross-entropy.

        Args:
            theta: (size,).
            x: (n, inputs); pixels in [0, 1].
            t: (n,) labels, or (n, outputs) one-hot rows.

        Returns:
            Nats per example; log(outputs) = 2.3026 for a net that has learned nothing.
        """
        return softmax_cross_entropy(self.logits(theta, x), t)

    def gradient(self, theta: Array, x: Array, t: npt.ArrayLike) -> Array:
        """Differentiate the loss by the chain rule, from the output back (backpropagation).

        With a = x W1 + b1, h = f(a), p = softmax(h W2 + b2), and n examples:
        delta2 = (p - t) / n;          dL/dW2 = h^T delta2;  dL/db2 = sum of delta2 over examples;
        delta1 = (delta2 W2^T) f'(a);  dL/dW1 = x^T delta1;  dL/db1 = sum of delta1 over examples.

        Args:
            theta: (size,).
            x: (n, inputs); pixels in [0, 1].
            t: (n,) labels, or (n, outputs) one-hot rows.

        Returns:
            (size,), in the order of `theta`.
        """
        W1, b1, W2, b2 = self.unpack(theta)
        f = ACTIVATIONS[self.activation]
        a = x @ W1 + b1
        h = f.value(a)
        p = softmax(h @ W2 + b2)
        delta2 = (p - as_distribution(t, p)) / len(x)
        delta1 = (delta2 @ W2.T) * f.slope(a)
        return np.concatenate([(x.T @ delta1).ravel(), delta1.sum(axis=0), (h.T @ delta2).ravel(), delta2.sum(axis=0)])

    def accuracy(self, theta: Array, x: Array, t: npt.ArrayLike) -> float:
        """Return the share of right answers, from 0 to 1 (arguments as for `loss`)."""
        labels = np.asarray(t)
        if labels.ndim == 2:  # one-hot rows
            labels = labels.argmax(axis=1)
        return float(np.mean(self.logits(theta, x).argmax(axis=1) == labels))

    def on(self, x: Array, t: npt.ArrayLike) -> "OnBatch":
        """Fix the examples; what is left is an `Objective` over theta alone (arguments as for `loss`)."""
        return OnBatch(self, x, t)


@dataclass(frozen=True)
class SoftmaxNet:
    """The smallest net there is: p = softmax(x W), loss = cross-entropy, no hidden layer and no bias.

    Args:
        inputs: features of one example, >= 1.
        outputs: classes, >= 1.

    Source:
        `simpleNet` of the course material, 2 x 3: small enough to follow each weight's slope by hand.
    """

    inputs: int = 2
    outputs: int = 3

    def logits(self, theta: Array, x: Array) -> Array:
        """Return the scores x W, (n, outputs), for theta (inputs * outputs,) and x (n, inputs)."""
        return x @ theta.reshape(self.inputs, self.outputs)

    def loss(self, theta: Array, x: Array, t: npt.ArrayLike) -> float:
        """Return the mean cross-entropy in nats; t (n,) labels or (n, outputs) one-hot rows."""
        return softmax_cross_entropy(self.logits(theta, x), t)

    def gradient(self, theta: Array, x: Array, t: npt.ArrayLike) -> Array:
        """Return dL/dW = x^T (p - t) / n, flat, (inputs * outputs,)."""
        p = softmax(self.logits(theta, x))
        return (x.T @ ((p - as_distribution(t, p)) / len(x))).ravel()

    def on(self, x: Array, t: npt.ArrayLike) -> "OnBatch":
        """Fix the examples; what is left is an `Objective` over theta alone."""
        return OnBatch(self, x, t)


@dataclass(frozen=True)
class OnBatch:
    """A net's loss on fixed examples: an `Objective`, theta (d,) in, a number and its gradient out."""

    net: TwoLayerNet | SoftmaxNet
    x: Array
    t: npt.ArrayLike

    def loss(self, theta: Array) -> float:
        """Return the mean cross-entropy in nats at `theta`, (size,)."""
        return self.net.loss(theta, self.x, self.t)

    def gradient(self, theta: Array) -> Array:
        """Return its gradient at `theta`, (size,)."""
        return self.net.gradient(theta, self.x, self.t)


def deviation(scale: float | str, shape: tuple[int, ...]) -> float:
    """Return the standard deviation that a scale means for a matrix of weights.

    Args:
        scale: a number >= 0; "xavier", sqrt(2 / (rows + columns)); or "he", sqrt(2 / rows).
        shape: of the matrix, (rows, columns).

    Raises:
        ValueError: when the scale is neither.

    >>> deviation("he", (50, 10))
    0.2
    """
    rows, columns = shape
    if scale == "xavier":
        return float(np.sqrt(2 / (rows + columns)))
    if scale == "he":
        return float(np.sqrt(2 / rows))
    number = isinstance(scale, int | float) and np.isfinite(scale) and scale >= 0
    require(number, "scale", "a number >= 0, 'xavier' or 'he'", scale)
    return float(scale)
