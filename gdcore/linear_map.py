"""Matrices as maps of the plane, and which row of X meets which column of W.

Points are rows, as everywhere here: a map takes x to x M.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.activations import ACTIVATIONS
from gdcore.arrays import Array, as_floats, require, require_one_of

ALIKE = 1e-9  # two lengths that differ by less, relatively, are one


@dataclass(frozen=True, eq=False)
class LinearMap:
    """The map x -> x M of the plane.

    Args:
        matrix: M, (2, 2), finite.

    Raises:
        ValueError: when it is not.

    >>> LinearMap([[2, 0], [0, 2]]).keeps_distances
    False
    """

    matrix: Array

    def __init__(self, matrix: npt.ArrayLike) -> None:
        values = np.array(matrix, np.float64)
        require(values.shape == (2, 2) and bool(np.isfinite(values).all()), "matrix", "2 x 2 and finite", matrix)
        values.flags.writeable = False
        object.__setattr__(self, "matrix", values)

    def __call__(self, points: Array) -> Array:
        """Return where points go: (..., 2) -> (..., 2)."""
        return points @ self.matrix

    def then(self, other: "LinearMap") -> "LinearMap":
        """Return the one map that does the same as this and then another: the product of their matrices."""
        return LinearMap(self.matrix @ other.matrix)

    @property
    def determinant(self) -> float:
        """By what areas are multiplied; below 0 the plane is turned over, at 0 it is pressed onto a line."""
        (a, b), (c, d) = self.matrix.tolist()
        return float(a * d - b * c)

    @property
    def stretches(self) -> tuple[float, float]:
        """By what the most and the least stretched lengths are multiplied: the singular values, falling."""
        most, least = np.linalg.svd(self.matrix, compute_uv=False)
        return float(most), float(least)

    @property
    def keeps_distances(self) -> bool:
        """Whether every length stays as it is: M M^T = 1, a rotation or a reflection, and nothing else."""
        return bool(np.abs(self.matrix @ self.matrix.T - np.eye(2)).max() < ALIKE)

    @property
    def kind(self) -> str:
        """What the map does to lengths, in one word.

        "rotation", "reflection": keeps them. "similarity": multiplies all by the same. "shear": keeps areas, not
        lengths. "collapse": presses the plane onto a line or a point. "stretch": anything else.
        """
        most, least = self.stretches
        if least <= ALIKE * max(most, 1.0):
            return "collapse"
        if self.keeps_distances:
            return "rotation" if self.determinant > 0 else "reflection"
        if most - least < ALIKE * most:
            return "similarity"
        return "shear" if abs(abs(self.determinant) - 1) < ALIKE else "stretch"


def grid_lines(reach: int = 3, points: int = 25) -> Array:
    """Return a square grid as lines: x1 or x2 a whole number from -reach to reach, the other running.

    Returns:
        (2 (2 reach + 1), points, 2): first the upright lines, then the level ones.
    """
    whole, running = np.arange(-reach, reach + 1.0), np.linspace(-reach, reach, points)
    held, along = np.meshgrid(whole, running, indexing="ij")
    return np.concatenate([np.stack([held, along], axis=-1), np.stack([along, held], axis=-1)])


def through_layers(points: Array, first: LinearMap, second: LinearMap, activation: str = "identity") -> Array:
    """Send points through two layers without biases: f(x M1) M2; with the identity it is x (M1 M2).

    Args:
        points: (..., 2).
        first: M1.
        second: M2.
        activation: f, by its name in `ACTIVATIONS`.

    Returns:
        (..., 2).
    """
    require_one_of("activation", activation, ACTIVATIONS)
    return second(ACTIVATIONS[activation].value(first(as_floats(points))))


def is_straight(lines: Array, tolerance: float = ALIKE) -> npt.NDArray[np.bool_]:
    """Tell whether the points of each line still lie on a line.

    Args:
        lines: (k, n, 2), n >= 2.
        tolerance: how far from it a point may lie, in units of the longest of all lines.

    Returns:
        (k,).
    """
    away = lines - lines[:, :1]
    thin = np.linalg.svd(away, compute_uv=False)[:, 1]
    size = np.abs(away).max(initial=0.0)
    return thin <= tolerance * max(float(size), 1e-300) * np.sqrt(lines.shape[1])


class Product(NamedTuple):
    """Y = X W + b, with what each number of it is made of.

    Attributes:
        Y: (n, k).
        terms: (n, k, d): X_{i,l} W_{l,j}, which add up to Y_{i,j} - b_j.
    """

    Y: Array
    terms: Array


def affine(X: npt.ArrayLike, W: npt.ArrayLike, b: npt.ArrayLike) -> Product:
    """Compute Y = X W + b: Y_{i,j} = sum_l X_{i,l} W_{l,j} + b_j, row i of X meets column j of W.

    A row more in X is a row more in Y; a column more in W (with its b) is a node, and so a column, more in Y.

    Args:
        X: (n, d), an example a row.
        W: (d, k), a node a column.
        b: (k,).

    Raises:
        ValueError: when the shapes do not fit.

    >>> affine([[1, 2]], [[3], [4]], [5]).Y
    array([[16.]])
    """
    X, W, b = as_floats(X), as_floats(W), as_floats(b)
    require(X.ndim == 2, "X", "a matrix, an example a row", X)
    require(W.ndim == 2 and W.shape[0] == X.shape[1], "W", f"a matrix of {X.shape[-1]} rows, as X has columns", W)
    require(b.shape == W.shape[1:], "b", f"{W.shape[1]} numbers, as W has columns", b)
    return Product(X @ W + b, X[:, np.newaxis, :] * W.T[np.newaxis])
