"""Curves of one variable, f(x), with exact slopes: what a derivative is shown on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array


class OneVariable(Protocol):
    """A function of one number that knows its derivatives; a curve of the gallery, or one that was typed."""

    @property
    def formula(self) -> str:
        """f(x) as a reader writes it."""
        ...

    def value(self, x: npt.ArrayLike) -> Array:
        """Return f(x), in the shape of x; nan where there is none."""
        ...

    def slope(self, x: npt.ArrayLike) -> Array:
        """Return f'(x), in the shape of x; at a kink, which has none, the mean of the slopes to both sides."""
        ...

    def slopes(self, x: npt.ArrayLike) -> Array:
        """Return the slopes just to the left and to the right of x: (...) -> (..., 2)."""
        ...

    def curvature(self, x: npt.ArrayLike) -> Array:
        """Return f''(x), in the shape of x; nan where there is none."""
        ...


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A curve with its derivatives by their formulas, and what of it to show first.

    Attributes:
        name: its key, for addresses and tests.
        title: its name in English.
        formula: f(x) as a reader writes it: "0.01x² + 0.1x".
        expression: f(x) as a parser reads it: "0.01*x**2 + 0.1*x".
        height: x -> f.
        rise: x -> f'; at a kink the mean of the slopes to both sides.
        bend: x -> f''.
        kinks: by their x, the slopes to the left and to the right.
        domain: (low, high), the part to draw.
        start: the x of a first picture, inside the domain.

    >>> CURVES["course"].slope([5, 10])
    array([0.2, 0.3])
    """

    name: str
    title: str
    formula: str
    expression: str
    height: Callable[[Array], npt.ArrayLike]
    rise: Callable[[Array], npt.ArrayLike]
    bend: Callable[[Array], npt.ArrayLike]
    domain: tuple[float, float]
    start: float
    kinks: Mapping[float, tuple[float, float]] = field(default_factory=dict)

    def value(self, x: npt.ArrayLike) -> Array:
        """Return f(x), float64 in the shape of x."""
        return _shaped(self.height, x)

    def slope(self, x: npt.ArrayLike) -> Array:
        """Return f'(x), float64 in the shape of x; at a kink the mean of the slopes to both sides."""
        return _shaped(self.rise, x)

    def slopes(self, x: npt.ArrayLike) -> Array:
        """Return the slopes just to the left and to the right of x, float64: (...) -> (..., 2). They differ at a kink.

        >>> CURVES["absolute"].slopes(0)
        array([-1.,  1.])
        """
        slope = self.slope(x)
        both = np.stack([slope, slope], axis=-1)
        for kink, sides in self.kinks.items():
            both[np.asarray(x) == kink] = sides
        return both

    def curvature(self, x: npt.ArrayLike) -> Array:
        """Return f''(x), float64 in the shape of x; nan at a kink."""
        return _shaped(self.bend, x)


def _shaped(formula: Callable[[Array], npt.ArrayLike], x: npt.ArrayLike) -> Array:
    x = np.asarray(x, dtype=np.float64)
    result = np.empty(x.shape)
    with np.errstate(all="ignore"):
        result[...] = formula(np.ascontiguousarray(x))  # one number is an array too: as in `gdcore.surface`
    return result


CURVES: dict[str, Curve] = {
    curve.name: curve
    for curve in (
        Curve(
            name="course",
            title="Slow parabola",
            formula="0.01x² + 0.1x",
            expression="0.01*x**2 + 0.1*x",
            height=lambda x: 0.01 * x**2 + 0.1 * x,
            rise=lambda x: 0.02 * x + 0.1,
            bend=lambda x: 0.02,
            domain=(0.0, 20.0),
            start=10.0,
        ),
        Curve(
            name="square",
            title="Parabola",
            formula="x²",
            expression="x**2",
            height=lambda x: x**2,
            rise=lambda x: 2 * x,
            bend=lambda x: 2.0,
            domain=(-4.0, 4.0),
            start=2.0,
        ),
        Curve(
            name="cubic",
            title="Cubic",
            formula="x³ − 3x",
            expression="x**3 - 3*x",
            height=lambda x: x**3 - 3 * x,
            rise=lambda x: 3 * x**2 - 3,
            bend=lambda x: 6 * x,
            domain=(-2.5, 2.5),
            start=-1.5,
        ),
        Curve(
            name="absolute",
            title="Absolute value",
            formula="|x|",
            expression="abs(x)",
            height=np.abs,
            rise=np.sign,
            bend=lambda x: np.where(x == 0, np.nan, 0.0),
            domain=(-3.0, 3.0),
            start=0.0,
            kinks={0.0: (-1.0, 1.0)},
        ),
        Curve(
            name="sine",
            title="Sine",
            formula="sin x",
            expression="sin(x)",
            height=np.sin,
            rise=np.cos,
            bend=lambda x: -np.sin(x),
            domain=(-5.0, 5.0),
            start=1.0,
        ),
    )
}
