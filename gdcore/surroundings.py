"""The ground about a place: its slope, its curvatures, and the critical point that they lead to.

A curvature counts as 0 when rounding alone could have made it, and a slope likewise; whether the ground rises or
falls where the curvature is 0 is found by walking a little way. Slopes are compared there and not heights: how high
a surface lies takes digits from its heights only.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array
from gdcore.differentiate import numerical_gradient
from gdcore.objective import Objective

TOLERANCE = 1e-3  # how near to a minimum has arrived, in units of theta
MOST_CURVATURES = 20  # parameters for which the matrix of second derivatives is worth its cost
SHOWN_AS_ZERO = 1e-14  # of the largest curvature: what rounding leaves of a flat direction
FROM_DIFFERENCES = 1e-7  # the same, where the second derivatives come from differences of the first
NEARBY = 0.03  # how far to walk where the curvature does not tell, in units of theta
BESIDE = 1e-7  # how far to step to see whether a slope jumps
MODERATE = 1e15  # of a parameter: what is not defined at such a place is so because of the function, not of overflow
MOST_MOVES = 12  # of Newton's steps to the critical point
SETTLED = 1e-3  # a Newton step this much shorter than the first is the last
FAR = np.array([-31.0, -1.3, 0.7, 17.0])  # of a path's reach, where a quadratic must still be one
FLAT, NEVER = 0.1, 0.97  # Newton's steps that shrink by no more than that: a place without curvature; no place at all


def hessian(objective: Objective, theta: Array) -> Array:
    """Return the matrix of second derivatives at a point, (d,) -> (d, d): the objective's own, or by differences."""
    own = getattr(objective, "hessian", None)
    if own is not None:
        return np.asarray(own(theta))

    def slopes(i: int) -> Array:
        return numerical_gradient(lambda at: objective.gradient(at)[..., i], theta)

    rows = np.array([slopes(i) for i in range(len(theta))])
    return (rows + rows.T) / 2


def largest_curvature(objective: Objective, theta: Array) -> float:
    """Return lambda_max, the largest eigenvalue of the matrix of second derivatives at a point, (d,)."""
    return float(np.linalg.eigvalsh(hessian(objective, theta))[-1])


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The slope and the curvatures at a place.

    Attributes:
        theta: the place, (d,).
        gradient: there, (d,).
        values: the curvatures there, rising, (d,); (0,) where they are too many or not finite.
        axes: their directions, the columns of (d, d).
        rounding: the share of the largest curvature below which one counts as 0; 0 where they are known exactly.
    """

    theta: Array
    gradient: Array
    values: Array
    axes: Array
    rounding: float

    @cached_property
    def curved(self) -> npt.NDArray[np.bool_]:
        """Which of the axes are curved, and not flat but for rounding, (d,)."""
        sizes = np.abs(self.values)
        return sizes > self.rounding * sizes.max()

    @cached_property
    def newton(self) -> Array:
        """Newton's step along the curved axes, -H^-1 g, (d,)."""
        axes = self.axes[:, self.curved]
        return -axes @ (self.gradient @ axes / self.values[self.curved])

    @property
    def level(self) -> bool:
        """Whether no slope is left along the flat axes, of which a Newton step knows nothing."""
        least = self.rounding * np.abs(self.values).max() * max(1.0, float(np.abs(self.theta).max()))
        return bool(np.all(np.abs(self.gradient @ self.axes)[~self.curved] <= least))

    @property
    def curvature(self) -> Array:
        """The matrix of second derivatives, (d, d)."""
        return self.axes * self.values @ self.axes.T


def surroundings(objective: Objective, theta: Array) -> Surroundings:
    """Return the ground about a place, (d,)."""
    gradient, none = objective.gradient(theta), np.empty(0)
    rounding = SHOWN_AS_ZERO if hasattr(objective, "hessian") else FROM_DIFFERENCES
    known = getattr(objective, "principal_axes", None)
    if known is not None:
        values, axes = known()
        return Surroundings(theta, gradient, values, axes, 0.0)
    curvature: Array = hessian(objective, theta) if len(theta) <= MOST_CURVATURES else none
    if curvature.size and np.abs(theta).max() < MODERATE:
        curvature = np.where(np.isfinite(curvature), curvature, 0.0)  # at a kink there is none, and a walk must tell
    if not (curvature.size and np.isfinite(curvature).all() and np.isfinite(gradient).all()):
        return Surroundings(theta, gradient, none, none, rounding)
    return Surroundings(theta, gradient, *np.linalg.eigh(curvature), rounding)


def critical_point(objective: Objective, end: Surroundings) -> Surroundings | None:
    """Follow Newton's steps to the critical point that a place is about to reach.

    Where it is flat along an axis, as x^4 is at 0, each step falls short by the same share: the step s is followed by
    q s, q^2 s, ..., which sum to s / (1 - q); so the place is reached by that sum. A Newton step alone would promise
    a third of the way as the whole.

    Args:
        objective: the loss.
        end: the ground about the place.

    Returns:
        The ground there; None where the first step is longer than the tolerance, the steps do not settle, or a slope
        is left in a direction that does not curve.
    """
    known = getattr(objective, "nearest_minimum", None)
    if known is not None:
        target: Array = known(end.theta)
        return surroundings(objective, target) if np.linalg.norm(target - end.theta) < TOLERANCE else None
    here, move = end, end.newton
    first = float(np.linalg.norm(move))
    if not first < TOLERANCE:
        return None
    enough = max(SETTLED * first, 1e-14 * max(1.0, float(np.abs(end.theta).max())))
    for _ in range(MOST_MOVES):
        there = surroundings(objective, here.theta + move)
        if not there.values.size or np.linalg.norm(there.theta - end.theta) > 100 * TOLERANCE:
            return None
        rest = there.newton
        if np.linalg.norm(rest) <= enough:
            return there if there.level else None
        here, move = there, _in_the_end(move, there)
    return None


def _in_the_end(move: Array, there: Surroundings) -> Array:
    """Return where Newton's steps lead from a place, (d,), given the move that led there: along each axis their sum."""
    before, rest = move @ there.axes, there.newton @ there.axes
    with np.errstate(divide="ignore", invalid="ignore"):
        q = rest / before
    return there.axes @ np.where((q > FLAT) & (q < NEVER), rest / (1 - q), rest)


@dataclass(frozen=True)
class Lie:
    """How the ground lies about a critical point.

    Attributes:
        rises: whether it rises along one of the axes, to one side or both.
        falls: whether it falls along one.
        ledge: whether it neither rises nor falls along one.
        kink: whether the slope jumps there, as that of |x| at 0: it is no place of slope 0.
        degenerate: whether it falls, but nowhere by a curvature.
    """

    rises: bool
    falls: bool
    ledge: bool
    kink: bool
    degenerate: bool


def lie(objective: Objective, place: Surroundings) -> Lie:
    """Walk a little both ways along each axis from a critical point, and compare the slopes there.

    Args:
        objective: the loss.
        place: the ground about the point; not that of a place far from one.
    """
    d, scale = len(place.values), max(1.0, float(np.abs(place.theta).max()))
    reaches = np.array([BESIDE * scale, NEARBY])
    ways = np.concatenate([place.axes.T, -place.axes.T])
    slopes = objective.gradient(place.theta + reaches[:, np.newaxis, np.newaxis] * ways)
    beside, nearby = np.einsum("rkd,kd->rk", slopes - place.gradient, ways)
    steepest = float(np.abs(place.values).max())
    jumps = np.minimum(np.abs(beside[:d]), np.abs(beside[d:])) > 1e3 * reaches[0] * steepest
    jumps &= np.abs(beside[:d]) > 0.1 * np.abs(nearby[:d])
    noise = max(place.rounding, SHOWN_AS_ZERO) * (steepest * scale + float(np.abs(slopes).max(initial=0.0)))
    # Where it is flat a walk tells, and at a kink the next step; else the curvature.
    seen = np.where(np.tile(jumps, 2), beside, nearby)
    by_walk = jumps | ~_confirmed(place, nearby)
    up = np.where(by_walk, (seen[:d] > noise) | (seen[d:] > noise), place.values > 0)
    down = np.where(by_walk, (seen[:d] < -noise) | (seen[d:] < -noise), place.values < 0)
    curves_down = bool((~by_walk & (place.values < 0)).any())
    flat = ~(up | down)
    return Lie(bool(up.any()), bool(down.any()), bool(flat.any()), bool(jumps.any()),
               bool(down.any()) and not curves_down)  # fmt: skip


def _confirmed(place: Surroundings, nearby: Array) -> npt.NDArray[np.bool_]:
    """Whether the curvature along each axis decides how the ground lies: it is large, or a walk finds it as well.

    Of its curved floor a trench shows a trace of curvature, seen from a little off it.
    """
    d, told = len(place.values), place.values * NEARBY
    ahead, behind = nearby[:d], nearby[d:]
    bends = (np.abs(ahead + behind - 2 * told) < np.abs(told)) & (np.abs(ahead - behind) < np.abs(ahead + behind))
    return place.curved & (bends | (np.abs(place.values) > 0.1 * np.abs(place.values).max()))


def is_quadratic(objective: Objective, place: Surroundings, thetas: Array) -> bool:
    """Whether an objective is a quadratic function: its slope changes with the place as one matrix says, everywhere.

    An objective that has a method `bowl` says so itself. Else it is asked at some places of a path and at some far
    out, in every direction: off a quadratic a run may do anything beyond the part that it has seen.

    Args:
        objective: the loss.
        place: the ground about some place.
        thetas: (n, d), where it went.
    """
    if hasattr(objective, "principal_axes"):
        return True
    if not hasattr(objective, "hessian") or not place.values.size:
        return False
    d, reach = len(place.theta), max(1.0, float(np.abs(thetas).max()))
    ways = np.concatenate([np.eye(d), np.ones((1, d)), np.where(np.arange(d) % 2, -0.37, 0.83)[np.newaxis]])
    far = reach * (FAR[:, np.newaxis, np.newaxis] * ways).reshape(-1, d)
    asked = np.concatenate([thetas[:: max(1, len(thetas) // 8)], place.theta + far])
    away = asked - place.theta
    said = away @ place.curvature
    found = objective.gradient(asked) - place.gradient
    size = np.abs(away).max(axis=1) * np.abs(place.values).max() + np.abs(place.gradient).max()
    return bool(np.all(np.abs(found - said) <= 1e-9 * size[:, np.newaxis]))
