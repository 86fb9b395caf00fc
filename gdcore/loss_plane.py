"""The loss of a network on a plane through its parameters, and the path of a training run seen from that plane.

A net of 39,760 weights has a loss over 39,760 dimensions. A plane theta(a, b) = origin + a d1 + b d2 shows two of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gdcore.activations import ACTIVATIONS
from gdcore.arrays import Array, IntArray, require, require_whole
from gdcore.losses import as_distribution, softmax_cross_entropy
from gdcore.network import TwoLayerNet
from gdcore.training import Training

ORTHOGONAL = 1e-6  # the largest |cosine| that is still rounding


@dataclass(frozen=True)
class Plane:
    """A plane of parameter vectors: theta(a, b) = origin + a d1 + b d2, d1 orthogonal to d2.

    Args:
        origin: (d,), the point (0, 0).
        directions: (2, d), d1 and d2, of any lengths > 0; a and b count their lengths.

    Raises:
        ValueError: when a direction is zero or not finite, or they are not orthogonal.

    >>> plane = Plane(np.array([1.0, 0.0, 5.0]), np.array([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))
    >>> plane.at(3, 4)
    array([7., 4., 5.])
    >>> plane.project(np.array([7.0, 4.0, 9.0]))
    array([3., 4.])
    """

    origin: Array
    directions: Array

    def __post_init__(self) -> None:
        lengths = np.linalg.norm(self.directions, axis=1)
        require(bool(np.all(np.isfinite(lengths) & (lengths > 0))), "directions", "finite and not 0", lengths.tolist())
        cosine = float(self.directions[0] @ self.directions[1] / lengths.prod())
        require(abs(cosine) < ORTHOGONAL, "directions", "orthogonal", f"a cosine of {cosine:g}")

    def at(self, a: float, b: float) -> Array:
        """Return the parameters at a point of the plane, (d,)."""
        return self.origin + a * self.directions[0] + b * self.directions[1]

    def project(self, theta: Array) -> Array:
        """Return the coordinates of the nearest point of the plane: (theta - origin) . d / |d|^2 for each d.

        Args:
            theta: (..., d).

        Returns:
            (..., 2), a and b.
        """
        return (theta - self.origin) @ self.directions.T / np.sum(self.directions**2, axis=1)

    def explained_variance(self, thetas: Array) -> Array:
        """Say how much of a path is seen from this plane: its variance along each direction, as a share of all of it.

        Args:
            thetas: (n, d), not all alike.

        Returns:
            (2,), each in [0, 1]; together at most 1, and 1 for a path within the plane.
        """
        spread = np.asarray(thetas, np.float64) - np.mean(thetas, axis=0, dtype=np.float64)
        along = spread @ (self.directions / np.linalg.norm(self.directions, axis=1, keepdims=True)).T
        return np.sum(along**2, axis=0) / np.sum(spread**2)


def plane_through_ends(net: TwoLayerNet, start: Array, end: Array, rng: np.random.Generator) -> Plane:
    """Lay a plane through the start and the end of a run, and along a random direction.

    a = 0 is the start, a = 1 the end; b counts lengths of the random direction, which is filter-normalised to the net
    at the end (see `filter_normalised`) and then made orthogonal to the first. That turns it by very little: two
    directions in so many dimensions are nearly orthogonal anyway. For the same reason a path hardly moves along it.

    Args:
        net: the network.
        start: (net.size,).
        end: (net.size,), another point.
        rng: the source of chance.

    Source:
        The line between two points: Goodfellow, Vinyals & Saxe 2015. The direction: Li et al. 2018, section 4.
    """
    first = np.asarray(end, np.float64) - start
    second = filter_normalised(net, rng.standard_normal(net.size), end)
    second -= (second @ first) / (first @ first) * first
    return Plane(np.asarray(start, np.float64), np.stack([first, second]))


def filter_normalised(net: TwoLayerNet, direction: Array, theta: Array) -> Array:
    """Scale a direction unit by unit, so that a step of 1 is as long as the unit's own weights: |d_unit| = |w_unit|.

    A unit's filter is the vector of weights into it, a column of W1 or W2. Biases stay as they are: their part is 0.

    Args:
        net: the network.
        direction: (net.size,).
        theta: (net.size,), the net whose filters have the lengths to take.

    Returns:
        (net.size,) float64, another array.

    Source:
        Li et al. 2018, section 4, with biases ignored as the authors' program does unless told otherwise. Without
        it a net with large weights looks flat only because they are large.
    """
    scaled = np.array(direction, np.float64)
    d, w = net.unpack(scaled), net.unpack(np.asarray(theta, np.float64))
    for columns, filters in ((d.W1, w.W1), (d.W2, w.W2)):
        columns *= np.linalg.norm(filters, axis=0) / np.linalg.norm(columns, axis=0)
    d.b1[...] = d.b2[...] = 0
    return scaled


def principal_plane(thetas: Array) -> Plane:
    """Lay a plane through the end of a path, along the two directions in which the path varies most.

    These are the first two right singular vectors of the matrix of theta_i - theta_n, less its mean: directions of
    length 1, so that a and b are distances from the end. The start has a <= 0, the farthest excursion along the
    second direction b >= 0; signs of singular vectors mean nothing.

    Args:
        thetas: (n, d), n >= 3, the points of the path in order.

    Source:
        Li et al. 2018, section 7.2. Even a walk at random has most of its variance in two principal directions, and
        draws a tidy curve there (Antognini & Sohl-Dickstein 2018): a high share is no sign of a simple landscape.
    """
    thetas = np.asarray(thetas, np.float64)
    from_end = thetas - thetas[-1]
    directions = np.linalg.svd(from_end - from_end.mean(axis=0), full_matrices=False)[2][:2]
    a, b = (from_end @ directions.T).T
    signs = np.array([-1 if a[0] > 0 else 1, -1 if b[np.abs(b).argmax()] < 0 else 1])
    return Plane(thetas[-1], directions * signs[:, np.newaxis])


class PlaneLoss:
    """The loss of a net on fixed examples, as a function of the two coordinates of a plane.

    x W1 is linear in W1, so on a plane it is x W1(a, b) = x W1(0) + a x D1 + b x D2: three products, computed once,
    serve all points. A point costs what is left of a forward pass, and is the same loss up to rounding.

    Args:
        net: the network.
        plane: of its parameters.
        x: (n, inputs); pixels in [0, 1]. Its float type is the one computed in.
        t: (n,) labels, or (n, outputs) one-hot rows.
    """

    def __init__(self, net: TwoLayerNet, plane: Plane, x: Array, t: npt.ArrayLike) -> None:
        self.net, self.plane, self.x = net, plane, x
        three = [net.unpack(vector.astype(x.dtype)) for vector in (plane.origin, *plane.directions)]
        # What enters the hidden units, W2 and b2: each at the origin, and its change along both directions.
        self._parts: list[list[Array]] = [
            [x @ v.W1 + v.b1 for v in three],
            [v.W2 for v in three],
            [v.b2 for v in three],
        ]
        self.t = as_distribution(t, np.empty((len(x), net.outputs), x.dtype))

    def at(self, a: float, b: float) -> float:
        """Return the mean cross-entropy at a point of the plane, in nats."""
        a, b = float(a), float(b)  # a NumPy scalar would make single precision double
        before, W2, b2 = (part[0] + a * part[1] + b * part[2] for part in self._parts)
        return softmax_cross_entropy(ACTIVATIONS[self.net.activation].value(before) @ W2 + b2, self.t)

    def rows(self, a: Array, b: Array) -> Iterator[Array]:
        """Return the losses on a grid, a row at a time, so that a caller can show how far it is and can stop.

        Args:
            a: (w,), the first coordinate of every row's points.
            b: (h,), the second coordinate of each row.

        Yields:
            (w,) float64, nats; h times.
        """
        for second in b:
            yield np.array([self.at(first, second) for first in a])


@dataclass(frozen=True)
class ProjectedPath:
    """The points of a path, and their shadows on a plane.

    Attributes:
        coordinates: (n, 2), a and b of the nearest point of the plane to each.
        losses: (n,) nats, at the points themselves.
        surface: (n,) nats, at those nearest points: what a picture of the plane shows under the path.
        explained: (2,) the share of the path's variance along each direction.
    """

    coordinates: Array
    losses: Array
    surface: Array
    explained: Array

    @property
    def farthest(self) -> int:
        """Which point's own loss differs most from the surface's."""
        return int(np.abs(self.losses - self.surface).argmax())


def projected(loss: PlaneLoss, thetas: Array) -> ProjectedPath:
    """Project a path, (n, d), on the plane of a loss, with its losses there and where it really is."""
    coordinates = loss.plane.project(thetas)
    return ProjectedPath(
        coordinates,
        losses=np.array([loss.net.loss(theta, loss.x, loss.t) for theta in thetas]),
        surface=np.array([loss.at(*point) for point in coordinates]),
        explained=loss.plane.explained_variance(thetas),
    )


def snapshot_updates(updates: int, most: int = 60) -> IntArray:
    """Choose the updates after which to keep the parameters: denser at first, where a run moves fastest.

    Args:
        updates: the last one, >= 1.
        most: how many after update 0 at most, >= 1.

    Returns:
        updates (k / most)^2, rounded, each once: 0 is the first, `updates` the last.

    Raises:
        ValueError: naming the argument, the rule and the value.

    >>> snapshot_updates(100, 5)
    array([  0,   4,  16,  36,  64, 100])
    """
    require_whole("updates", updates, 1)
    require_whole("most", most, 1)
    return np.unique(np.rint(updates * (np.arange(most + 1) / most) ** 2).astype(int))


def snapshots(training: Training, at: IntArray) -> Iterator[Array]:
    """Train on, and yield a copy of the parameters after each of the updates `at`, rising.

    A run that diverges ends there: the parameters before the loss that was not finite are the last.
    """
    for update in at:
        training.advance(int(update) - training.update)
        if training.update < update:
            return
        yield training.theta.copy()
