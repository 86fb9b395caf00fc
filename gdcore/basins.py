"""Basins of attraction: which minimum each of thousands of starts ends in, and after how many steps."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, IntArray, as_floats, require, require_whole
from gdcore.diagnosis import AHEAD
from gdcore.objective import Objective
from gdcore.optimizers import GradientDescent, Momentum, Nesterov, Optimizer, State
from gdcore.surface import Span
from gdcore.surroundings import TOLERANCE, hessian

NOWHERE, LEFT = -1, -2  # instead of the number of a minimum
STEPS = 300  # after which a map is drawn: what the dearest surface of the gallery allows within a second
TOGETHER = 2048  # starts at once: their arrays stay in the processor's cache
LOOK = 20  # steps between two looks at who has arrived
FLAT = 1e-9  # of the largest curvature: too little to hold a descent for certain
LARGEST = np.finfo(np.float64).max
LINEAR = (GradientDescent, Momentum, Nesterov)  # one step is linear in the gradient and the memory


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Where descents from many starts ended.

    Attributes:
        which: (...) whole numbers: the minimum, from 0; NOWHERE (-1) where the steps ran out first, on a slope,
            a saddle point or a plateau, or still moving; LEFT (-2) where it overflowed or ended outside the domain.
        steps: (...) whole numbers: the step from which on it stays within 0.001 of that minimum; -1 for none.
    """

    which: IntArray
    steps: IntArray


class Summary(NamedTuple):
    """How many of so many starts reached what they should, and the quartiles of their steps (nan for none)."""

    reached: int
    starts: int
    lower: float
    median: float
    upper: float

    @property
    def share(self) -> float:
        """The reached ones as a share of 1."""
        return self.reached / self.starts


def arrivals(
    objective: Objective,
    optimizer: Optimizer,
    starts: npt.ArrayLike,
    steps: int,
    minima: npt.ArrayLike,
    domain: tuple[Span, ...] | None = None,
) -> Arrivals:
    """Descend from many starts side by side, and say which minimum each arrives at and when.

    A start has arrived when it is within 0.001 of a minimum at the last step, and stays so when the rule goes on
    with what it remembers: the verdict of `descend`, without its paths.

    Args:
        objective: the loss.
        optimizer: the update rule, its hyper-parameters the same for every start.
        starts: (n, d).
        steps: how many, >= 0.
        minima: (m, d), more than 0.002 apart; or empty.
        domain: (low, high) of each parameter; who ends outside has left. None: only who overflows has.

    Returns:
        Both arrays (n,).

    Raises:
        ValueError: when `starts` is not (n, d) or `steps` is not a whole number >= 0.

    >>> from gdcore.surfaces import SURFACES
    >>> arrivals(SURFACES["bowl"], GradientDescent(0.25), [[1.0, 0.0], [0.0, 512.0]], 40, [[0.0, 0.0]])
    Arrivals(which=array([0, 0]), steps=array([10, 19]))
    """
    require_whole("steps", steps, 0)
    starts = as_floats(starts)
    require(starts.ndim == 2, "starts", "of shape (n, d)", starts.shape)
    minima = np.reshape(as_floats(minima), (-1, starts.shape[1]))
    parts = []
    with np.errstate(all="ignore"):
        d = starts.shape[1]
        curvatures = np.array([hessian(objective, minimum) for minimum in minima]).reshape(-1, d, d)
        surely = _sure_radii(optimizer, minima, curvatures, steps)
        for first in range(0, len(starts), TOGETHER):
            some = _Descents(objective, optimizer, starts[first : first + TOGETHER], minima, curvatures, surely)
            some.take(steps)
            parts.append(some.arrivals(domain))
    if not parts:
        return Arrivals(np.empty(0, int), np.empty(0, int))
    return Arrivals(np.concatenate([part.which for part in parts]), np.concatenate([part.steps for part in parts]))


def basin_map(
    objective: Objective,
    optimizer: Optimizer,
    minima: npt.ArrayLike,
    domain: tuple[Span, Span],
    columns: int = 160,
    rows: int = 120,
    steps: int = STEPS,
) -> Arrivals:
    """Descend from the middle of every cell of a grid over the domain.

    Args:
        objective: the loss, of two parameters.
        optimizer: the update rule.
        minima: (m, 2), as `arrivals` takes them.
        domain: ((x_low, x_high), (y_low, y_high)).
        columns: cells along x, >= 1.
        rows: cells along y, >= 1.
        steps: how many, >= 0.

    Returns:
        Both arrays (rows, columns); row 0 has the lowest y, column 0 the lowest x.

    Raises:
        ValueError: naming the argument, the rule and the value.
    """
    found = arrivals(objective, optimizer, cells(domain, columns, rows).reshape(-1, 2), steps, minima, domain)
    return Arrivals(found.which.reshape(rows, columns), found.steps.reshape(rows, columns))


def cells(domain: tuple[Span, Span], columns: int, rows: int) -> Array:
    """Return the middles of the cells of a grid, (rows, columns, 2).

    >>> cells(((0, 2), (0, 1)), 2, 1)
    array([[[0.5, 0.5],
            [1.5, 0.5]]])
    """
    require_whole("columns", columns, 1)
    require_whole("rows", rows, 1)
    (left, right), (bottom, top) = domain
    across = left + (right - left) * (np.arange(columns) + 0.5) / columns
    up = bottom + (top - bottom) * (np.arange(rows) + 0.5) / rows
    return np.stack(np.meshgrid(across, up), axis=-1)


def share(which: IntArray, minima: Collection[int]) -> float:
    """Return the share of the starts that ended in one of some minima; NOWHERE and LEFT may be asked for as well.

    >>> share(np.array([0, 1, 0, NOWHERE]), [0])
    0.5
    """
    return float(np.isin(which, list(minima)).mean())


def summary(found: Arrivals, minima: Collection[int]) -> Summary:
    """Count the starts that ended in one of some minima, with the quartiles of the steps it took them."""
    reached = np.isin(found.which, list(minima))
    quartiles = np.percentile(found.steps[reached], (25, 50, 75)) if reached.any() else np.full(3, np.nan)
    return Summary(int(reached.sum()), reached.size, *map(float, quartiles))


class _Descents:
    """Descents side by side; those whose end is certain are taken out, so that late steps are cheap."""

    def __init__(
        self,
        objective: Objective,
        optimizer: Optimizer,
        starts: Array,
        minima: Array,
        curvatures: Array,
        surely: Array,
    ) -> None:
        self.objective, self.optimizer = objective, optimizer
        self.minima, self.curvatures, self.surely = minima, curvatures, surely
        self.going = np.arange(len(starts))
        self.theta, self.state = starts, optimizer.init(starts)
        self.which: IntArray = _near(starts, minima)
        self.since: IntArray = np.zeros(len(starts), int)

    def take(self, steps: int) -> None:
        """Take so many steps, with a look back now and then."""
        for first in range(0, steps, LOOK):
            trail = [self.theta]
            for _ in range(min(LOOK, steps - first)):
                gradient = self.objective.gradient(self.theta)
                self.theta, self.state = self.optimizer.update(self.theta, gradient, self.state)
                trail.append(self.theta)
            self._look_back(trail, first)
            if not self.going.size:
                break

    def _look_back(self, trail: list[Array], first: int) -> None:
        """Find who is near a minimum now, and since when; `trail` holds the points from step `first` on."""
        at = _near(self.theta, self.minima)
        near = np.flatnonzero(at >= 0)
        centres = self.minima[at[near]]
        outside = np.array([_squares(points[near] - centres) >= TOLERANCE**2 for points in trail])
        came = outside.any(axis=0)
        last_outside = first + len(trail) - 1 - outside[::-1].argmax(axis=0)
        self.since[self.going[near[came]]] = last_outside[came] + 1
        self.which[self.going] = at
        self._take_out(at, near, centres)

    def _take_out(self, at: IntArray, near: IntArray, centres: Array) -> None:
        certain = _outside(self.theta, None)  # once inf or nan, always inf or nan
        self.which[self.going[certain]] = LEFT
        stays = self.surely[at[near]] ** 2
        size = _squares(self.theta[near] - centres)
        if stays.any():
            size = size + sum(_squares(memory[near]) for memory in self.state.values())
        certain[near] |= size < stays
        if certain.any():
            kept = ~certain
            self.going, self.theta = self.going[kept], self.theta[kept]
            self.state = {name: value[kept] if np.ndim(value) else value for name, value in self.state.items()}

    def arrivals(self, domain: tuple[Span, ...] | None) -> Arrivals:
        """Say what became of each."""
        near = np.flatnonzero(self.which[self.going] >= 0)
        state: State = {name: value[near] if np.ndim(value) else value for name, value in self.state.items()}
        at = self.which[self.going[near]]
        stays = _stay(self.optimizer, self.theta[near], state, self.minima[at], self.curvatures[at])
        self.which[self.going[near[~stays]]] = NOWHERE
        lost = self.which[self.going] < 0
        self.which[self.going[lost & _outside(self.theta, domain)]] = LEFT
        return Arrivals(self.which, np.where(self.which >= 0, self.since, -1))


def _near(theta: Array, minima: Array) -> IntArray:
    """Return the minimum that each point is within the tolerance of, or NOWHERE."""
    near = np.full(len(theta), NOWHERE)
    for k, minimum in enumerate(minima):
        near[_squares(theta - minimum) < TOLERANCE**2] = k
    return near


def _squares(vectors: Array) -> Array:
    """Return squared lengths, (n, d) -> (n,)."""
    return np.einsum("ni,ni->n", vectors, vectors)


def _outside(theta: Array, domain: tuple[Span, ...] | None) -> npt.NDArray[np.bool_]:
    low, high = (-LARGEST, LARGEST) if domain is None else np.transpose(domain)
    inside: npt.NDArray[np.bool_] = (theta >= low) & (theta <= high)
    return ~np.all(inside, axis=1)


def _sure_radii(optimizer: Optimizer, minima: Array, curvature: Array, steps: int) -> Array:
    """Return how small distance and memory must be, together, to stay near a minimum for certain; 0 where none is.

    So near, the gradient is the curvature times the distance, and a step of a linear rule multiplies both by a
    matrix. The largest norm of its powers bounds what any later step can make of them.
    """
    if not isinstance(optimizer, LINEAR) or not len(minima):
        return np.zeros(len(minima))
    d = minima.shape[1]
    memory = optimizer.init(np.zeros(d))
    unit = np.eye(d * (1 + len(memory)))
    theta: Array = np.repeat(unit[np.newaxis, :, :d], len(minima), axis=0)
    state: State = {name: np.repeat(unit[np.newaxis, :, d:], len(minima), axis=0) for name in memory}
    largest = np.ones(len(minima))
    for _ in range(steps + AHEAD):
        theta, state = optimizer.update(theta, theta @ curvature, state)
        largest = np.maximum(largest, np.linalg.norm(np.concatenate([theta, *state.values()], axis=2), axis=(1, 2)))
    least, most = np.linalg.eigvalsh(curvature)[:, [0, -1]].T
    return np.where(least > FLAT * most, TOLERANCE / 2 / largest, 0.0)


def _stay(optimizer: Optimizer, theta: Array, state: State, centres: Array, curvatures: Array) -> npt.NDArray[np.bool_]:
    """Whether the rule, going on with its memory on the quadratic surroundings of minima, stays near them.

    Args:
        optimizer: the rule.
        theta: (n, d).
        state: its memory.
        centres: (n, d), the minimum that each is near.
        curvatures: (n, d, d), of those.
    """
    stays = np.ones(len(theta), dtype=bool)
    for _ in range(AHEAD if state else 0):
        gradient = np.einsum("ni,nij->nj", theta - centres, curvatures)
        theta, state = optimizer.update(theta, gradient, state)
        stays &= _squares(theta - centres) < TOLERANCE**2
    return stays
