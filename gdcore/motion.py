"""How a run moves: whether it turns back again and again, rises, or falls ever faster; and how it would go on.

What cannot be known from the surface is looked for in the run itself, gone on with for a while. What is said to last
must last there too.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Array
from gdcore.objective import Objective
from gdcore.optimizers import Optimizer, State
from gdcore.stability import step_matrix

FEWEST_ON, MOST_ON = 100, 400  # steps that a run is gone on with, at least and at most
WINDOWS = 8  # in which a run that diverges reaches higher and higher
KEEPS, FEWEST_SWINGS = 0.95, 3  # what hardly shrinks, and how many swings show it
SHRINKS = 1e-6  # a share of the swing: shrinking in each part by more than that is a trend
SAME = 1e-9  # of the swing: a place that is come back to
FAR = 1e3  # of the start's size: how far a run that falls for ever comes while it is watched


@dataclass(frozen=True, eq=False)
class Run:
    """A descent as far as it went, with what it takes to go on with it.

    Attributes:
        objective: the loss.
        optimizer: the rule.
        thetas: (steps + 1, d).
        losses: (steps + 1,).
        state: the rule's memory at the end.
    """

    objective: Objective
    optimizer: Optimizer
    thetas: Array
    losses: Array
    state: State

    @property
    def steps(self) -> int:
        """How many were taken."""
        return len(self.thetas) - 1

    def longer(self) -> "Run":
        """Return the same run after about twice as many steps; it ends early where it overflows."""
        theta, state = self.thetas[-1], self.state
        more = [theta]
        for _ in range(min(max(self.steps, FEWEST_ON), MOST_ON)):
            theta, state = self.optimizer.update(theta, self.objective.gradient(theta), state)
            more.append(theta)
            if not np.isfinite(theta).all():
                break
        on = np.array(more[1:])
        losses = np.concatenate([self.losses, self.objective.loss(on)])
        return Run(self.objective, self.optimizer, np.concatenate([self.thetas, on]), losses, state)

    @property
    def is_finite(self) -> bool:
        """Whether every loss and every parameter is a number."""
        return bool(np.isfinite(self.losses).all() and np.isfinite(self.thetas).all())


@dataclass(frozen=True)
class Swings:
    """How a run turns back again and again.

    Attributes:
        first: the first of the turns that follow each other.
        turns: how many there are.
        period: steps there and back.
        width: how wide it swings at last, in units of theta.
    """

    first: int
    turns: int
    period: float
    width: float

    @property
    def why(self) -> str:
        """The numbers that show it."""
        return f"{self.turns} turns, at last {self.width:.4g} wide"

    @property
    def facts(self) -> dict[str, float]:
        """The numbers by name."""
        return {"turns": float(self.turns), "period": self.period, "swing": self.width}


def swings(thetas: Array, keeps: float = KEEPS) -> Swings | None:
    """Find turns in the direction in which the second half of a run moves most; None where they shrink.

    The widest swing of the last quarter must be at least `keeps` of the usual one (the median) of the quarter before.
    """
    steps = len(thetas) - 1
    moves = np.diff(thetas[steps // 2 :], axis=0)
    moves = moves / np.abs(moves).max(initial=0.0)
    if steps < 4 * FEWEST_SWINGS or not np.isfinite(moves).all():
        return None
    along = thetas @ np.linalg.eigh(moves.T @ moves)[1][:, -1]
    ways = np.sign(np.diff(along))
    turns = np.flatnonzero(ways[1:] * ways[:-1] < 0) + 1
    widths = np.abs(np.diff(along[turns]))
    late = widths[turns[1:] > steps * 3 // 4]
    before = widths[(turns[1:] > steps // 2) & (turns[1:] <= steps * 3 // 4)]
    if min(len(late), len(before)) < FEWEST_SWINGS or late.max() < keeps * np.median(before):
        return None
    gaps = np.diff(turns)
    recent = gaps[turns[1:] > steps // 2]
    follows = np.flatnonzero(gaps >= 2 * float(recent.max()) + 1)
    first = int(turns[int(follows[-1]) + 1 if follows.size else 0])
    return Swings(first, len(turns), 2 * float(recent.mean()), float(late.max()))


def swings_on(run: Run) -> bool:
    """Whether a run that swings still does as widely when it is gone on with, and shrinks by nothing that shows."""
    longer = run.longer()
    on = longer.thetas[run.steps :]
    if not longer.is_finite or swings(on) is None:
        return False
    quarter = len(on) // 4
    widths = np.array([np.ptp(on[k * quarter : (k + 1) * quarter], axis=0).max() for k in range(4)])
    return not bool((np.diff(widths) < -SHRINKS * widths[:-1]).all())


def repeats(thetas: Array) -> bool:
    """Whether the last steps go round between the same two or four places, from which a rule does not get away."""
    last = thetas[-9:]
    width = np.ptp(last, axis=0).max()
    return len(last) == 9 and any(np.abs(last[-5:] - last[-5 - n : -n]).max() < SAME * width for n in (2, 4))


def rises(run: Run) -> bool:
    """Whether the tops of a run's losses rise in every part of its second half, by more each time, over all before."""
    losses, thetas = run.losses, run.thetas
    half = len(losses) // 2
    if not half or losses[-1] <= losses[0] or np.array_equal(thetas[-1], thetas[0]):
        return False
    count = min(WINDOWS, max(1, (len(losses) - half) // 2))
    width = max(1, (len(losses) - half) // count // 2 * 2)  # even: a zigzag may be higher on one side
    tops = losses[-count * width :].reshape(count, width).max(axis=1)
    by = np.diff(tops)
    return bool(losses[:half].max() < tops[0] and (by > 0).all() and (np.diff(by) >= 0).all())


def falls_faster(run: Run) -> bool:
    """Whether a run's loss falls, and it moves, by more in each quarter of its steps than in the one before."""
    quarter = run.steps // 4
    if not quarter:
        return False
    at = run.steps - quarter * np.arange(3, -1, -1)
    drops = -np.diff(run.losses[at])
    moves = np.linalg.norm(np.diff(run.thetas[at], axis=0), axis=1)
    return bool(drops[0] > 0 and (np.diff(drops) > 0).all() and (np.diff(moves) > 0).all())


def falls_for_ever(run: Run) -> bool:
    """Whether a run falls faster and faster, and gone on with comes as far as one can see without a ground."""
    if not falls_faster(run):
        return False
    longer = run.longer()
    if not longer.is_finite:
        left = np.isnan(longer.losses) & np.isfinite(longer.thetas).all(axis=-1)
        if left.any():
            return False  # it comes to the edge of the function's domain
        return not longer.losses[-1] > longer.losses[0]
    size = max(1.0, float(np.abs(run.thetas[0]).max()))
    return falls_faster(longer) and bool(np.abs(longer.thetas[-1]).max() > FAR * size)


def going_on(optimizer: Optimizer, theta: Array, state: State, slope: Callable[[Array], Array], ahead: int) -> Array:
    """Return where a rule with a memory goes in the next steps, (ahead + 1, d); one without stays where it is.

    Args:
        optimizer: the rule.
        theta: (d,), where it is.
        state: its memory.
        slope: the gradient at a place, (d,) -> (d,).
        ahead: how many steps.
    """
    visited = [theta]
    for _ in range(ahead if state else 0):
        theta, state = optimizer.update(theta, slope(theta), state)
        visited.append(theta)
    return np.array(visited)


def powers(matrix: Array, count: int) -> Array:
    """Return M^0, M^1, ..., M^(n-1) of matrices, (d, 2, 2) -> (n, d, 2, 2), with n >= count."""
    every = np.broadcast_to(np.eye(2), matrix.shape)[np.newaxis]
    power = matrix
    while len(every) < count:
        every = np.concatenate([every, every @ power])
        power = power @ power
    return every


def linear_distances(
    optimizer: Optimizer, values: Array, axes: Array, away: Array, state: State, ahead: int
) -> Array | None:
    """Return how far from the point of a quadratic a rule with a linear step gets, (ahead + 1,); None for the others.

    Args:
        optimizer: the rule.
        values: (d,), the curvatures.
        axes: (d, d), their directions.
        away: (d,), the distance from the point.
        state: the rule's memory.
        ahead: how many steps.
    """
    matrix = step_matrix(optimizer, values)
    if matrix is None:
        return None
    velocity = np.asarray(state.get("velocity", np.zeros_like(away)))
    apart = np.stack([away @ axes, velocity @ axes], axis=-1)[..., np.newaxis]
    return np.linalg.norm((powers(matrix, ahead + 1) @ apart)[: ahead + 1, :, 0, 0], axis=-1)


def since(distances: Array, reach: float) -> int:
    """Return the step from which on a run stays within reach."""
    away = np.flatnonzero(distances >= reach)
    return int(away[-1]) + 1 if away.size else 0


def above_since(run: Run) -> int:
    """Return the step from which on the loss stays above its start."""
    not_above = np.flatnonzero(run.losses <= run.losses[0])
    return min(int(not_above[-1]) + 1, run.steps) if not_above.size else 0


def below_since(run: Run) -> int:
    """Return the step from which on the loss stays below its start."""
    not_below = np.flatnonzero(run.losses >= run.losses[0])
    return min(int(not_below[-1]) + 1, run.steps) if not_below.size else 0
