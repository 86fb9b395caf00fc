"""Diagnosis: what became of a run, from where it went and from the surface about its end.

Nothing here depends on how high the surface lies, nor on other runs beside it. A length that counts as small
is given in units of theta; a slope or a curvature is small only beside others of the same surface.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array
from gdcore.differentiate import numerical_gradient
from gdcore.objective import Objective
from gdcore.optimizers import Optimizer, State
from gdcore.stability import stability_limit
from gdcore.verdict import Verdict

TOLERANCE = 1e-3  # how near to a minimum has arrived, in units of theta
MOST_CURVATURES = 20  # parameters for which the matrix of second derivatives is worth its cost
AHEAD = 50  # steps a rule with a memory is followed on, to see whether it stays
SHOWN_AS_ZERO = 1e-9  # of the largest curvature: what rounding leaves of a flat direction
DOUBTFUL = 1e-5, 1e-6  # of the largest curvature, of the loss (or 1): less may be what differences made up
NEARBY = 0.03  # how far to look where the curvature does not tell, in units of theta
SAME_HEIGHT = 1e-5  # two minima this close in height are equally low
WINDOWS = 8  # in which a run that diverges reaches higher and higher
KEEPS, FEWEST_SWINGS = 0.95, 3  # what hardly shrinks, and how many swings show it
TINY_SLOPE, TINY_CURVATURE, HARDLY_MOVES = 0.01, 0.1, 0.1  # of what leads to lower ground, see `_plateau`
REACHES = np.array([0.5, 1, 2, 4, 8])  # how far to look for lower ground where no minimum is listed

KINDS = {  # by whether the ground about a place rises and falls
    (True, False): "converged",
    (True, True): "saddle point",
    (False, True): "maximum",
    (False, False): "plateau",
}


def judge(
    objective: Objective, optimizer: Optimizer, thetas: Array, losses: Array, state: State, exact: bool = True
) -> Verdict:
    """Say what became of one run: the first of these that holds.

    diverged: a loss is not a finite number, or the last one is above the first and the tops that the run
        reaches rise in every part of its second half, by more each time (bouncing about in a basin also ends
        high, but does not); from the step on which it stays above its start.
    converged: the end is within 0.001 of the minimum of its own surroundings (a Newton step away, |H^-1 g|)
        and stays so when the rule goes on with its memory, which a ball that rolls through does not, nor an
        adaptive rule whose cycle is wider. The floor of a trench is a minimum too. From the step on which
        it stays that near.
    local minimum: the same, where the objective lists a lower one.
    saddle point, maximum: likewise, but the ground falls to some sides, or to none rises. A run may yet
        leave it: what it started beside the ridge is smaller than 0.001 for a while.
    oscillating: it turns back again and again, and in the last quarter of the run the widest swing is at
        least 0.95 of the usual one (the median) of the quarter before; from the first of the turns that
        follow each other. A zigzag that shrinks faster is on its way, and is not called so; nor are noisy
        steps.
    plateau: the slope is below a hundredth of the mean slope down to lower ground, a listed minimum or a
        place up to 8 away, the curvatures are small likewise, and in half of the run or more it came no
        tenth of the way. On a convex surface the first cannot be, however small the learning rate is; in
        a narrow curved valley the second is not, and on the way into a minimum neither. A surface without
        any slope or curvature, where nothing is higher or lower, is one as well.
    out of steps: none of these, yet.

    The facts are, where they can be computed: loss, gradient (its norm), lambda_min, lambda_max, condition,
    rate_times_curvature and stability_limit (plain descent, Momentum and Nesterov), distance (the length of
    the Newton step); above_global of a local minimum; turns, period (steps there and back) and swing of a
    run that oscillates; slope_down and lower_ground (how far) of a plateau; overflow (the step) of a run that
    diverged, whose curvatures are those at the start.

    Args:
        objective: the loss.
        optimizer: the rule that was followed.
        thetas: (steps + 1, d); beyond d = 20 only "diverged" and "out of steps" are told.
        losses: (steps + 1,).
        state: the rule's memory at the end.
        exact: whether each step followed the gradient of `objective` itself, and not of a part of its data.
    """
    with np.errstate(all="ignore"):
        if _diverges(thetas, losses):
            return _diverged(objective, optimizer, thetas, losses)
        steps, end = len(thetas) - 1, _surroundings(objective, thetas[-1])
        facts = {"loss": float(losses[-1]), "gradient": float(np.linalg.norm(end.gradient))}
        slope = f"|gradient| = {facts['gradient']:.4g}"
        if not end.values.size:
            return Verdict("out of steps", steps, slope, facts)
        facts |= _curvature_facts(optimizer, end.values)
        distances = np.linalg.norm(thetas - end.target, axis=-1)
        facts["distance"] = float(distances[-1])
        found = (
            _at_rest(objective, optimizer, end, distances, state)
            or (_oscillating(thetas) if exact else None)
            or _plateau(objective, end, thetas)
        )
        if found is None:
            where = f"{facts['distance']:.4g} from a minimum" if end.values[0] > 0 else slope
            return Verdict("out of steps", steps, where, facts)
        kind, step, why, more = found
        return Verdict(kind, step, why, facts | more)


Finding = tuple[str, int, str, dict[str, float]]  # a verdict but for the facts that all have


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
class _Surroundings:
    """The ground about a place.

    Attributes:
        theta: the place, (d,).
        gradient: there, (d,).
        values: the curvatures there, rising, (d,); (0,) where they are too many or not finite.
        axes: their directions, the columns of (d, d).
        curved: which of them are curvatures and not what rounding leaves, (d,).
        rises: whether the ground rises along one of the axes.
        falls: whether it falls along one.
    """

    theta: Array
    gradient: Array
    values: Array
    axes: Array
    curved: npt.NDArray[np.bool_]
    rises: bool
    falls: bool

    @property
    def target(self) -> Array:
        """Where a Newton step along the curved directions leads, (d,)."""
        axes = self.axes[:, self.curved]
        return self.theta - axes @ (self.gradient @ axes / self.values[self.curved])

    @property
    def level(self) -> bool:
        """Whether no slope is left in the directions that do not curve, of which a Newton step knows nothing."""
        return bool(np.all(np.abs(self.gradient @ self.axes)[~self.curved] < TOLERANCE**2))


def _surroundings(objective: Objective, theta: Array) -> _Surroundings:
    gradient = objective.gradient(theta)
    none: Array = np.empty(0)
    curvature = hessian(objective, theta) if len(theta) <= MOST_CURVATURES else none
    if not (curvature.size and np.isfinite(curvature).all() and np.isfinite(gradient).all()):
        return _Surroundings(theta, gradient, none, none, none.astype(bool), False, False)
    values, axes = np.linalg.eigh(curvature)
    sizes, height = np.abs(values), abs(float(objective.loss(theta)))
    curved, changes = sizes > SHOWN_AS_ZERO * sizes.max(), none
    doubtful = sizes <= max(DOUBTFUL[0] * sizes.max(), DOUBTFUL[1] * max(1, height))
    if doubtful.any():
        confirmed, changes = _second_look(objective, theta, gradient, values[doubtful], axes[:, doubtful].T)
        curved[doubtful] &= confirmed
    noise = SHOWN_AS_ZERO * sizes.max() * NEARBY**2 + 1e-13 * height
    rises = bool((values[curved] > 0).any() or (changes > noise).any())
    falls = bool((values[curved] < 0).any() or (changes < -noise).any())
    return _Surroundings(theta, gradient, values, axes, curved, rises, falls)


def _second_look(
    objective: Objective, theta: Array, gradient: Array, values: Array, axes: Array
) -> tuple[npt.NDArray[np.bool_], Array]:
    """Walk a little both ways along some axes (k, d), and see whether the loss bends as their curvatures (k,) say.

    Returns:
        Whether it does, (k,); and by how much it differs from the slope's straight line, (2k,).
    """
    loss, moves = objective.loss(theta), NEARBY * axes
    ahead = objective.loss(theta + moves) - loss - moves @ gradient
    behind = objective.loss(theta - moves) - loss + moves @ gradient
    told, bend, twist = values * NEARBY**2, ahead + behind, ahead - behind
    confirmed = (np.abs(bend - told) < np.abs(told) / 2) & (np.abs(twist) < np.abs(bend))
    return confirmed, np.concatenate([ahead, behind])


def _curvature_facts(optimizer: Optimizer, values: Array) -> dict[str, float]:
    facts = {"lambda_min": float(values[0]), "lambda_max": float(values[-1])}
    if values[0] > 0:
        facts["condition"] = float(values[-1] / values[0])
    limit = stability_limit(optimizer)
    if limit is not None and np.ndim(optimizer.learning_rate) == 0:
        facts["rate_times_curvature"] = float(optimizer.learning_rate) * facts["lambda_max"]
        facts["stability_limit"] = limit
    return facts


def _since(distances: Array, reach: float) -> int:
    """Return the step from which on a run stays within reach."""
    away = np.flatnonzero(distances >= reach)
    return int(away[-1]) + 1 if away.size else 0


def _diverges(thetas: Array, losses: Array) -> bool:
    if not (np.isfinite(losses).all() and np.isfinite(thetas).all()):
        return True
    half = len(losses) // 2
    if not half or losses[-1] <= losses[0] or np.linalg.norm(thetas[-1] - thetas[0]) < TOLERANCE:
        return False  # at rest, rounding may lift the loss by a last digit
    count = min(WINDOWS, max(1, (len(losses) - half) // 2))
    width = max(1, (len(losses) - half) // count // 2 * 2)  # even: a zigzag may be higher on one side
    tops = losses[-count * width :].reshape(count, width).max(axis=1)
    rises = np.diff(tops)
    return bool(losses[:half].max() < tops[0] and (rises > 0).all() and (np.diff(rises) >= 0).all())


def _diverged(objective: Objective, optimizer: Optimizer, thetas: Array, losses: Array) -> Verdict:
    overflown = np.flatnonzero(~(np.isfinite(losses) & np.isfinite(thetas).all(axis=-1)))
    not_above = np.flatnonzero(losses <= losses[0])
    step = min(int(not_above[-1]) + 1, len(losses) - 1) if not_above.size else 0
    facts = {"loss": float(losses[-1])}
    if overflown.size:
        facts["overflow"] = float(overflown[0])
        step = min(step, int(overflown[0]))
    values = _surroundings(objective, thetas[0]).values
    facts |= _curvature_facts(optimizer, values) if values.size else {}
    product, limit = facts.get("rate_times_curvature"), facts.get("stability_limit", np.inf)
    why = f"loss = {losses[-1]:.4g}" if product is None else f"eta * lambda_max = {product:.4g}"
    return Verdict(
        "diverged", step, why + (f" > {limit:.4g}" if product is not None and product > limit else ""), facts
    )


def _at_rest(
    objective: Objective, optimizer: Optimizer, end: _Surroundings, distances: Array, state: State
) -> Finding | None:
    if not (distances[-1] < TOLERANCE and end.level):
        return None
    # Of its curved floor a trench shows a trace of curvature that falls, seen from a little off it.
    ground = _surroundings(objective, end.target)
    kind = KINDS[ground.rises, ground.falls]
    curvature = end.axes * end.values @ end.axes.T if kind == "converged" else np.zeros_like(end.axes)
    if not (ground.values.size and _stays(optimizer, end, curvature, state)):
        return None
    step = _since(distances, TOLERANCE)
    why, more = f"within {TOLERANCE:g} from step {step} on", {}
    if kind == "converged" and (minima := getattr(objective, "minima", ())):
        lowest = min(point.value for point in minima)
        above = float(min(objective.loss(end.theta), objective.loss(end.target))) - lowest
        if above > SAME_HEIGHT:
            kind, why, more = "local minimum", f"{why}, {above:.4g} above the lowest", {"above_global": above}
    return kind, step, why, more


def _stays(optimizer: Optimizer, end: _Surroundings, curvature: Array, state: State) -> bool:
    """Whether the rule, going on on the quadratic surroundings of its end, stays where it is."""
    theta, target = end.theta, end.target
    visited = [theta]
    for _ in range(AHEAD if state else 0):
        theta, state = optimizer.update(theta, curvature @ (theta - target), state)
        visited.append(theta)
    return bool(np.all(np.linalg.norm(visited - target, axis=-1) < TOLERANCE))


def _oscillating(thetas: Array) -> Finding | None:
    """Find turns in the direction in which the second half of the run moves most."""
    steps = len(thetas) - 1
    moves = np.diff(thetas[steps // 2 :], axis=0)
    moves = moves / np.abs(moves).max(initial=0.0)
    if steps < 4 * FEWEST_SWINGS or not np.isfinite(moves).all():
        return None
    along = thetas @ np.linalg.eigh(moves.T @ moves)[1][:, -1]
    ways = np.sign(np.diff(along))
    turns = np.flatnonzero(ways[1:] * ways[:-1] < 0) + 1
    swings = np.abs(np.diff(along[turns]))
    late = swings[turns[1:] > steps * 3 // 4]
    before = swings[(turns[1:] > steps // 2) & (turns[1:] <= steps * 3 // 4)]
    if min(len(late), len(before)) < FEWEST_SWINGS or late.max() < KEEPS * np.median(before):
        return None
    gaps = np.diff(turns)
    recent = gaps[turns[1:] > steps // 2]
    first = int(turns[_since(gaps, 2 * float(recent.max()) + 1)])
    more = {"turns": float(len(turns)), "period": 2 * float(recent.mean()), "swing": float(late.max())}
    return "oscillating", first, f"{len(turns)} turns, at last {more['swing']:.4g} wide", more


def _plateau(objective: Objective, end: _Surroundings, thetas: Array) -> Finding | None:
    """Compare the slope with the mean slope to lower ground; a convex loss is never less steep than that."""
    places = np.array([point[:-1] for point in getattr(objective, "minima", ())])
    if not places.size:
        downhill = -end.gradient / np.linalg.norm(end.gradient)
        ways = np.concatenate([np.eye(len(downhill)), -np.eye(len(downhill)), np.nan_to_num(downhill)[np.newaxis]])
        places = end.theta + (REACHES[:, np.newaxis, np.newaxis] * ways).reshape(-1, len(downhill))
    away = np.linalg.norm(places - end.theta, axis=-1)
    slopes = (objective.loss(end.theta) - objective.loss(places)) / away
    tiny = np.isfinite(slopes) & (np.linalg.norm(end.gradient) <= TINY_SLOPE * slopes)
    tiny &= (slopes > 0) & (np.abs(end.values).max() <= TINY_CURVATURE * slopes / away)
    if not tiny.any():
        return None
    steepest = int(np.argmax(np.where(tiny, slopes, 0)))
    slope, distance = float(slopes[steepest]), float(away[steepest])
    step = _since(np.linalg.norm(thetas - end.theta, axis=-1), HARDLY_MOVES * distance)
    if step > (len(thetas) - 1) // 2:
        return None
    why = f"|gradient| = {np.linalg.norm(end.gradient):.4g}, the mean slope to lower ground {slope:.4g}"
    return "plateau", step, why, {"slope_down": slope, "lower_ground": distance}
