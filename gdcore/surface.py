"""A surface: a loss over two parameters that can be drawn, with what is known about it."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, require, require_whole

Number = npt.ArrayLike  # an array of the shape of x and y, or a constant
Span = tuple[float, float]


class Critical(NamedTuple):
    """A point where the gradient is 0, and the loss there."""

    x: float
    y: float
    value: float


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A loss over theta = (x, y): its formula with its derivatives, and facts for a picture and for tests.

    It is an `Objective`. Its three formulas are written by coordinates, as on paper; the methods
    `loss`, `gradient` and `hessian` ask them for any number of points at once. Where they overflow
    or are not defined the answer is inf or nan, without a warning: divergence is a result to show.

    Attributes:
        name: its key, for addresses and tests.
        title: its name in English.
        formula: f(x, y) as a reader writes it: "x²/20 + y²".
        expression: f(x, y) as a parser reads it: "x**2/20 + y**2".
        height: (x, y) -> f, x and y of one shape.
        slopes: (x, y) -> (df/dx, df/dy).
        curvatures: (x, y) -> (d²f/dx², d²f/dxdy, d²f/dy²).
        domain: ((x_low, x_high), (y_low, y_high)), the part to draw.
        start: (x, y) inside the domain, for a first picture by plain gradient descent.
        learning_rate: eta > 0 for that picture.
        steps: how many for that picture, >= 1.
        minima: every local minimum inside the domain; () also where none is known.
        saddles: every saddle point inside the domain, likewise.
        maxima: every local maximum inside the domain, likewise.
        logarithmic: whether heights differ so much that levels are best spaced by the logarithm of
            the height above the lowest minimum.

    Raises:
        ValueError: naming the attribute, the rule and the value.

    >>> bowl = Surface(
    ...     name="bowl", title="Bowl", formula="x² + y²", expression="x**2 + y**2",
    ...     height=lambda x, y: x**2 + y**2, slopes=lambda x, y: (2 * x, 2 * y), curvatures=lambda x, y: (2, 0, 2),
    ...     domain=((-5, 5), (-5, 5)), start=(3, 4),
    ... )
    >>> bowl.gradient([3, 4])
    array([6., 8.])
    """

    name: str
    title: str
    formula: str
    expression: str
    height: Callable[[Array, Array], Number]
    slopes: Callable[[Array, Array], tuple[Number, Number]]
    curvatures: Callable[[Array, Array], tuple[Number, Number, Number]]
    domain: tuple[Span, Span]
    start: tuple[float, float]
    learning_rate: float = 0.1
    steps: int = 100
    minima: tuple[Critical, ...] = ()
    saddles: tuple[Critical, ...] = ()
    maxima: tuple[Critical, ...] = ()
    logarithmic: bool = False

    def __post_init__(self) -> None:
        ordered = all(math.isfinite(high - low) and low < high for low, high in self.domain)
        require(ordered, "domain", "((x_low, x_high), (y_low, y_high)), finite, each low < high", self.domain)
        inside = all(low <= at <= high for at, (low, high) in zip(self.start, self.domain, strict=True))
        require(inside, "start", f"inside the domain {self.domain}", self.start)
        rated = math.isfinite(self.learning_rate) and self.learning_rate > 0
        require(rated, "learning_rate", "> 0", self.learning_rate)
        require_whole("steps", self.steps, 1)

    def loss(self, theta: npt.ArrayLike) -> Array:
        """Return the height f(x, y).

        Args:
            theta: (..., 2), x and y.

        Returns:
            (...) float64.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        theta, x, y = _coordinates(theta)
        loss = np.empty(theta.shape[:-1])
        with np.errstate(all="ignore"):
            loss[...] = self.height(x, y)
        return loss

    def gradient(self, theta: npt.ArrayLike) -> Array:
        """Return the slopes (df/dx, df/dy), by their formulas.

        Args:
            theta: (..., 2), x and y.

        Returns:
            (..., 2) float64.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        theta, x, y = _coordinates(theta)
        gradient = np.empty(theta.shape)
        with np.errstate(all="ignore"):
            gradient[..., 0], gradient[..., 1] = self.slopes(x, y)
        return gradient

    def hessian(self, theta: npt.ArrayLike) -> Array:
        """Return the curvatures, by their formulas: ((d²f/dx², d²f/dxdy), (d²f/dxdy, d²f/dy²)).

        Its largest eigenvalue at a minimum bounds the learning rate there: eta < 2 / lambda.

        Args:
            theta: (..., 2), x and y.

        Returns:
            (..., 2, 2) float64, symmetric.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        theta, x, y = _coordinates(theta)
        hessian = np.empty((*theta.shape, 2))
        with np.errstate(all="ignore"):
            hessian[..., 0, 0], mixed, hessian[..., 1, 1] = self.curvatures(x, y)
        hessian[..., 0, 1] = hessian[..., 1, 0] = mixed
        return hessian


def _coordinates(theta: npt.ArrayLike) -> tuple[Array, Array, Array]:
    """Take theta apart, as float64: powers of whole numbers would overflow without a word.

    One point's x and y are arrays too, of one number each, and all lie side by side in memory: the power of a scalar,
    and of one number repeated, is another routine than an array's, which may differ in the last bit.
    """
    theta = np.asarray(theta, dtype=np.float64)
    require(theta.shape[-1:] == (2,), "theta", "of shape (..., 2)", theta.shape)
    return theta, np.ascontiguousarray(theta[..., 0]), np.ascontiguousarray(theta[..., 1])
