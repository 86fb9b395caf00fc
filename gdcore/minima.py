"""The minima of a function of two parameters of which nothing is known, such as one that a visitor typed.

A minimum is here what descents from all around come back to: that holds at a kink and at a flat bottom, where
derivatives say little, and fails on a slope, at a saddle point, on a plateau and along a trench.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, IntArray
from gdcore.objective import Objective
from gdcore.surface import Critical, Span

MOST = 30  # minima; the gallery has up to 25
GRID = 96  # points along each side, among which the dips are sought
MOST_DIPS = 150
MOST_MOVES = 60
RING = 8  # points around a minimum from which a descent must come back
AROUND = 0.25  # their distance, in units of the grid
BACK = 0.1  # how near a descent must come back, of that distance
STILL = 1e-10  # of the domain's width: no move


class Curved(Objective, Protocol):
    """An objective that knows its second derivatives, for many points at once."""

    def hessian(self, theta: Array) -> Array:
        """Return the matrices of second derivatives, (..., d) -> (..., d, d)."""
        ...


def find_minima(objective: Curved, domain: tuple[Span, Span]) -> tuple[Critical, ...]:
    """Find the local minima inside a domain that a grid of 96 x 96 points can tell apart.

    From every dip of the grid goes a descent by Newton's steps, turned downhill; where several end side by side
    they have found one place. It is a minimum when descents from a small ring around it end there too.

    Args:
        objective: of two parameters; inf or nan where it is not defined.
        domain: ((x_low, x_high), (y_low, y_high)).

    Returns:
        At most 30, the lowest first; () where there is none that is a point: on a slope, a plain, along a trench.

    >>> from gdcore.expression import surface
    >>> [(round(x, 6), round(y, 6)) for x, y, value in find_minima(surface("(x-1)^2 + (y+2)^2"), ((-5, 5), (-5, 5)))]
    [(1.0, -2.0)]
    """
    low, high = np.transpose(np.asarray(domain, dtype=np.float64))
    with np.errstate(all="ignore"):
        unit = _Unit(objective, low, high - low)
        dips, depth = _dips(unit)
        ends = _downhill(unit, dips, 0.1)
        values = unit.loss(ends)
        inside = ((ends > -1e-6) & (ends < 1 + 1e-6)).all(axis=1) & (values > depth)
        places = _apart(ends[inside], values[inside])
        places = places[_attracts(unit, places)]
        points = places * unit.width + low
        return by_height([Critical(*map(float, at)) for at in np.column_stack([points, objective.loss(points)])])


def by_height(points: Sequence[Critical]) -> tuple[Critical, ...]:
    """Sort by height, the lowest first; of one height from left to right, whatever its last digits."""
    return tuple(sorted(points, key=lambda point: (round(point.value, 9), round(point.x, 6), round(point.y, 6))))


def lowest(minima: Sequence[Critical]) -> tuple[int, ...]:
    """Return which of the minima are global: the numbers of the lowest.

    >>> lowest([Critical(0, 2, 1), Critical(0, 0, 0), Critical(3, 0, 1e-14)])
    (1, 2)
    """
    least = min((point.value for point in minima), default=np.nan)
    return tuple(k for k, point in enumerate(minima) if np.isclose(point.value, least, rtol=1e-9, atol=1e-9))


class _Unit:
    """An objective over a domain that is stretched to the unit square, so that lengths are shares of it."""

    def __init__(self, objective: Curved, low: Array, width: Array) -> None:
        self.objective, self.low, self.width = objective, low, width

    def loss(self, unit: Array) -> Array:
        """Return the loss; inf where it is not defined."""
        values = self.objective.loss(self.low + unit * self.width)
        return np.where(np.isnan(values), np.inf, values)

    def slopes(self, unit: Array) -> tuple[Array, Array]:
        """Return gradients and curvatures; 0 where they are not defined."""
        theta = self.low + unit * self.width
        gradient = self.objective.gradient(theta) * self.width
        curvature = self.objective.hessian(theta) * self.width * self.width[:, np.newaxis]
        return _tame(gradient), _tame(curvature)


def _tame(values: Array) -> Array:
    return np.clip(np.nan_to_num(values), -1e100, 1e100)


def _dips(unit: _Unit) -> tuple[Array, float]:
    """Return the points of a grid that none of their eight neighbours is below, and a depth no minimum should have."""
    ticks = (np.arange(GRID) + 0.5) / GRID
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1)
    heights = unit.loss(grid)
    known = heights[np.isfinite(heights)]
    if not known.size:
        return np.empty((0, 2)), np.inf
    padded = np.pad(heights, 1, mode="edge")
    around = np.array([padded[i : i + GRID, j : j + GRID] for i in range(3) for j in range(3) if (i, j) != (1, 1)])
    rows, columns = np.nonzero((heights <= around.min(axis=0)) & (heights < around.max(axis=0)))
    first = np.argsort(heights[rows, columns], kind="stable")[:MOST_DIPS]
    # A pole falls for ever between the points of the grid; a minimum does not lie that far below what they see.
    return grid[rows[first], columns[first]], float(known.min() - (known.max() - known.min()) - 1e-9)


def _downhill(unit: _Unit, starts: Array, reach: float) -> Array:
    """Descend from each start by Newton's steps, none longer than `reach` and none upward."""
    points, heights = starts.copy(), unit.loss(starts)
    longest = np.full(len(points), reach)
    moving: IntArray = np.arange(len(points))
    for _ in range(MOST_MOVES):
        if not moving.size:
            break
        move = _newton(unit, points[moving], longest[moving, np.newaxis])
        there = points[moving] + move
        height = unit.loss(there)
        better = height <= heights[moving]
        points[moving[better]], heights[moving[better]] = there[better], height[better]
        longest[moving] = np.where(better, np.minimum(2 * longest[moving], reach), longest[moving] / 4)
        ended = (np.abs(move).max(axis=1) < STILL) | (np.abs(points[moving] - 0.5).max(axis=1) > 1)
        moving = moving[~ended]
    return points


def _newton(unit: _Unit, points: Array, longest: Array) -> Array:
    """Return Newton's step, downhill also along an axis that curves down, and cut along each axis."""
    gradient, curvature = unit.slopes(points)
    values, axes = np.linalg.eigh(curvature)
    along = np.einsum("ni,nij->nj", gradient, axes)
    steps = np.where(along == 0, 0.0, -along / np.maximum(np.abs(values), 1e-300))
    return np.einsum("nj,nij->ni", np.clip(steps, -longest, longest), axes)


def _apart(points: Array, heights: Array) -> Array:
    """Keep one of those that lie within half a cell of the grid, the lowest ones first."""
    kept: list[Array] = []
    for k in np.argsort(heights, kind="stable"):
        if all(np.abs(points[k] - other).max() > 0.5 / GRID for other in kept):
            kept.append(points[k])
        if len(kept) == MOST:
            break
    return np.reshape(kept, (-1, 2))


def _attracts(unit: _Unit, places: Array) -> npt.NDArray[np.bool_]:
    """Whether descents from a ring around each place end there."""
    angle = 2 * np.pi * (np.arange(RING) + 0.3) / RING  # along no axis and no diagonal
    ring = AROUND / GRID * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    starts = (places[:, np.newaxis] + ring).reshape(-1, 2)
    ends = _downhill(unit, starts, AROUND / GRID).reshape(-1, RING, 2)
    distances = np.linalg.norm(ends - places[:, np.newaxis], axis=-1)
    return (distances < BACK * AROUND / GRID).all(axis=1)
