"""Why a net answers what it answers: the pixels that count, the hidden units that fire, the images that are alike."""

import numpy as np

from gdcore.activations import ACTIVATIONS
from gdcore.arrays import Array, Images, IntArray, require_whole
from gdcore.network import TwoLayerNet

BLOCK = 5000  # images compared at once


def hidden_activations(net: TwoLayerNet, theta: Array, x: Array) -> Array:
    """Return how strongly each hidden unit fires: h = f(x W1 + b1).

    Args:
        net: the network.
        theta: (net.size,).
        x: (..., inputs).

    Returns:
        (..., hidden).
    """
    layers = net.unpack(theta)
    return ACTIVATIONS[net.activation].value(x @ layers.W1 + layers.b1)


def score_gradient(net: TwoLayerNet, theta: Array, x: Array, label: int) -> Array:
    """Differentiate a class's score by the pixels: where it is positive, more ink speaks for the class.

    With a = x W1 + b1 and the score z_k = f(a) W2[:, k] + b2[k]: dz_k/dx = W1 (f'(a) W2[:, k]).

    Args:
        net: the network.
        theta: (net.size,).
        x: (inputs,), pixels in [0, 1].
        label: the class k.

    Returns:
        (inputs,).

    Raises:
        ValueError: when there is no such class.
    """
    require_whole("label", label, 0, net.outputs - 1)
    layers = net.unpack(theta)
    slope = ACTIVATIONS[net.activation].slope(x @ layers.W1 + layers.b1)
    return layers.W1 @ (slope * layers.W2[:, label])


def strongest_units(net: TwoLayerNet, theta: Array, x: Array, count: int) -> IntArray:
    """Return the numbers of the hidden units that fire most, the strongest first (arguments as above)."""
    h = hidden_activations(net, theta, x)
    return np.argsort(-h, kind="stable")[:count]


def most_alike(images: Images, picture: Images, count: int = 5) -> tuple[IntArray, Array]:
    """Find the images nearest to a picture: the smallest |x - y|, pixel by pixel.

    |x - y|^2 = |x|^2 - 2 x y + |y|^2, so that one product of a matrix and a vector compares them all.

    Args:
        images: (n, d) uint8.
        picture: (d,) uint8.
        count: how many, from 1 to n.

    Returns:
        Which images, nearest first, and their distances, with pixels in [0, 1].

    Raises:
        ValueError: when `count` is out of its range.
    """
    require_whole("count", count, 1, len(images))
    y = picture.astype(np.float32)
    squares = np.empty(len(images), np.float32)
    for start in range(0, len(images), BLOCK):
        x = images[start : start + BLOCK].astype(np.float32)
        squares[start : start + BLOCK] = np.einsum("ij,ij->i", x, x) - 2 * (x @ y)
    nearest = np.argsort(squares, kind="stable")[:count]
    away = images[nearest].astype(np.float64) - picture
    return nearest, np.sqrt((away**2).sum(axis=1)) / 255
