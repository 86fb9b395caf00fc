"""Descent on the picture: the net stays as it is, and the pixels walk until it answers what one wants."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gdcore.activations import ACTIVATIONS, below_the_largest, softmax
from gdcore.arrays import Array, require_whole
from gdcore.descent import Path, arrive, descend
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent

PRICES = (3.0, 2.0, 1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01)  # nats for a squared change of 1
RATE, STEPS = 0.05, 120  # of the smallest change, slow enough to be watched
IDEAL_RATE, IDEAL_STEPS = 0.2, 80  # from noise it is a longer way


@dataclass(frozen=True, eq=False)
class PictureLoss:
    """How far a net is from a wanted answer, as a loss over the pixels, and what changing them costs; theta = x.

    L(x) = -log p_k(c(x)) + price/2 |x - origin|^2, where c cuts each pixel off at 0 and 1: the net sees no other
    picture than one could print. Beyond 0 and 1 the first part has no slope, and the price leads back.

    Args:
        net: the network.
        parameters: (net.size,), which stay as they are.
        wanted: the class k.
        origin: (inputs,), the picture that is changed.
        price: >= 0, nats; or (n, 1) prices for n pictures side by side.

    Raises:
        ValueError: when there is no such class.
    """

    net: TwoLayerNet
    parameters: Array
    wanted: int
    origin: Array
    price: Any = 0.0

    def __post_init__(self) -> None:
        require_whole("wanted", self.wanted, 0, self.net.outputs - 1)

    def probabilities(self, theta: Array) -> Array:
        """Return what the net believes of the pictures cut off at 0 and 1: (..., inputs) to (..., outputs)."""
        return softmax(self._scores(theta)[1])

    def loss(self, theta: Array) -> Array:
        """Return the loss in nats: (..., inputs) to (...)."""
        z = below_the_largest(self._scores(theta)[1])
        cost = self.price * (theta - self.origin) ** 2 / 2
        return np.log(np.exp(z).sum(axis=-1)) - z[..., self.wanted] + cost.sum(axis=-1)

    def gradient(self, theta: Array) -> Array:
        """Return dL/dx = (W1 (f'(a) (W2 (p - t)))) where 0 <= x <= 1, plus price (x - origin): (..., inputs)."""
        layers = self.net.unpack(self.parameters)
        a, z = self._scores(theta)
        delta = softmax(z)
        delta[..., self.wanted] -= 1
        back = ((delta @ layers.W2.T) * ACTIVATIONS[self.net.activation].slope(a)) @ layers.W1.T
        return back * ((theta >= 0) & (theta <= 1)) + self.price * (theta - self.origin)

    def change(self, theta: Array) -> Array:
        """Return how far the picture that the net sees is from the origin, |c(x) - origin|: (..., inputs) to (...)."""
        away: Array = np.linalg.norm(np.clip(theta, 0, 1) - self.origin, axis=-1)
        return away

    def _scores(self, theta: Array) -> tuple[Array, Array]:
        layers = self.net.unpack(self.parameters)
        a = np.clip(theta, 0, 1) @ layers.W1 + layers.b1
        return a, ACTIVATIONS[self.net.activation].value(a) @ layers.W2 + layers.b2


def smallest_change(
    net: TwoLayerNet, parameters: Array, picture: npt.ArrayLike, wanted: int
) -> tuple[PictureLoss, Path]:
    """Walk from a picture to one that the net takes for a wanted class, changing it as little as may be.

    Ten prices of a change are tried side by side; of the pictures that are taken for the class the one is chosen that
    lies nearest. No other descent than these ten is compared.

    Args:
        net: the network.
        parameters: (net.size,).
        picture: (inputs,), pixels in [0, 1].
        wanted: the class.

    Returns:
        The loss that was descended, and the path. Where no price gets there, the lowest price's.
    """
    origin = np.asarray(picture, np.float64)
    prices = np.array(PRICES)[:, np.newaxis]
    ends = arrive(
        PictureLoss(net, parameters, wanted, origin, prices),
        GradientDescent(RATE),
        np.tile(origin, (len(prices), 1)),
        STEPS,
    )
    free = PictureLoss(net, parameters, wanted, origin)
    there = free.probabilities(ends).argmax(axis=-1) == wanted
    far = np.where(there, free.change(ends), np.inf)
    price = PRICES[int(far.argmin())] if there.any() else PRICES[-1]
    loss = PictureLoss(net, parameters, wanted, origin, price)
    return loss, descend(loss, GradientDescent(RATE), origin, STEPS)


def ideal(net: TwoLayerNet, parameters: Array, wanted: int, rng: np.random.Generator) -> tuple[PictureLoss, Path]:
    """Walk from noise to a picture that the net is as sure of as it can be; a change costs nothing.

    Args:
        net: the network.
        parameters: (net.size,).
        wanted: the class.
        rng: makes the noise, uniform from 0 to 1.

    Returns:
        The loss that was descended, and the path.
    """
    noise = rng.random(net.inputs)
    loss = PictureLoss(net, parameters, wanted, noise)
    return loss, descend(loss, GradientDescent(IDEAL_RATE), noise, IDEAL_STEPS)
