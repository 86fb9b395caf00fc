"""What a gradient is made of: slices through a surface, their tangents, and the slope in every direction."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, require, require_whole
from gdcore.objective import Objective


class Slice(NamedTuple):
    """The surface along a straight line through a point.

    Attributes:
        points: (n, 2), where the line runs.
        values: (n,), the loss there.
        slope: of the tangent at the point: the directional derivative.
        tangent: (n,), the height of the tangent.
    """

    points: Array
    values: Array
    slope: float
    tangent: Array


def cut(objective: Objective, point: npt.ArrayLike, angle: float, distances: npt.ArrayLike) -> Slice:
    """Cut a surface along a line through a point.

    At the distance s the line is at p + s u, u = (cos a, sin a). Along a = 0 y is held and the slope is df/dx;
    along a = 90 degrees x is held and it is df/dy. The tangent is f(p) + s (grad f . u).

    Args:
        objective: a loss of two parameters.
        point: (2,).
        angle: of the line, in degrees from the first axis to the second.
        distances: (n,), along it from the point.

    >>> from gdcore.surfaces import SURFACES
    >>> cut(SURFACES["bowl"], [3, 4], 90, [0, 1]).tangent
    array([25., 33.])
    """
    point, distances = np.asarray(point, dtype=np.float64), np.asarray(distances, dtype=np.float64)
    points = point + distances[:, np.newaxis] * direction(angle)
    slope = float(directional_derivative(objective.gradient(point), angle))
    return Slice(points, objective.loss(points), slope, float(objective.loss(point)) + slope * distances)


def direction(angle: npt.ArrayLike) -> Array:
    """Return the unit vector (cos a, sin a) of an angle in degrees: (...) -> (..., 2); exact at quarter turns."""
    angle = np.asarray(angle, dtype=np.float64)
    turned = np.stack([np.cos(np.radians(angle)), np.sin(np.radians(angle))], axis=-1)
    return np.where((angle % 90 == 0)[..., np.newaxis], np.rint(turned), turned)


def directional_derivative(gradient: npt.ArrayLike, angle: npt.ArrayLike) -> Array:
    """Return the slope in every direction: grad . (cos a, sin a) = |grad| cos(a - a_grad).

    Its largest value is the length of the gradient, in the gradient's own direction.

    Args:
        gradient: (2,).
        angle: (...), degrees.

    Returns:
        (...).

    >>> directional_derivative([6, 8], [0, 90, 180])
    array([ 6.,  8., -6.])
    """
    return direction(angle) @ np.asarray(gradient, dtype=np.float64)


def slopes_ahead(objective: Objective, point: npt.ArrayLike, angles: npt.ArrayLike, h: float = 1e-7) -> Array:
    """Approximate the slope just ahead in each direction, where a kink leaves no gradient to project.

    (f(p + h u) - f(p)) / h, u = (cos a, sin a). Of a smooth surface this is `directional_derivative`; of a cone at
    its tip it is the same in all directions.

    Args:
        objective: a loss of two parameters.
        point: (2,).
        angles: (n,), degrees.
        h: the step, > 0.

    Returns:
        (n,); nan where f has no value in that direction.

    >>> from gdcore.expression import surface
    >>> slopes_ahead(surface("abs(x) + y"), [0, 0], [0, 90, 180, 270])
    array([ 1.,  1.,  1., -1.])
    """
    point = np.asarray(point, dtype=np.float64)
    with np.errstate(all="ignore"):
        return (objective.loss(point + h * direction(angles)) - objective.loss(point)) / h


def steepest_angle(gradient: npt.ArrayLike) -> float:
    """Return the direction of a gradient in degrees, from 0 up to 360; nan where it is zero and has none.

    >>> round(steepest_angle([6, 8]), 2)
    53.13
    """
    across, up = np.asarray(gradient, dtype=np.float64).tolist()
    return math.degrees(math.atan2(up, across)) % 360 if across or up else math.nan


class Arrows(NamedTuple):
    """Arrows of minus the gradient on a grid, drawn at one scale.

    Attributes:
        points: (k, 2), where each begins.
        tips: (k, 2), where each ends: point - scale * gradient.
        lengths: (k,), of the gradients themselves.
        scale: the same for all, so that the arrows compare.
    """

    points: Array
    tips: Array
    lengths: Array
    scale: float


def downhill_field(objective: Objective, low: float, high: float, n: int) -> Arrows:
    """Lay arrows of minus the gradient on an n x n grid over a square, the longest one cell long.

    Args:
        objective: a loss of two parameters.
        low: where the square begins, along both axes.
        high: where it ends, > low.
        n: arrows along each side, >= 2.

    Returns:
        The arrows, without those whose gradient is not finite.

    Raises:
        ValueError: when the square is empty or n < 2.
    """
    require(low < high, "low", f"< high ({high})", low)
    require_whole("n", n, 2)
    ticks = np.linspace(low, high, n)
    points = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        gradients = objective.gradient(points)
        lengths = np.linalg.norm(gradients, axis=1)
    known = np.isfinite(lengths)
    points, gradients, lengths = points[known], gradients[known], lengths[known]
    scale = float((ticks[1] - ticks[0]) / (lengths.max(initial=0.0) or 1.0))
    return Arrows(points, points - scale * gradients, lengths, scale)
