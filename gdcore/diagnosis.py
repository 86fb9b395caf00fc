"""Diagnosis: what became of a run, from where it went and from the surface about its end.

Nothing here depends on how high the surface lies, nor on other runs beside it. A length that counts as small
is given in units of theta; a slope or a curvature is small only beside others of the same surface.
"""

from collections.abc import Mapping

import numpy as np

from gdcore.arrays import Array
from gdcore.motion import (
    Run,
    Swings,
    above_since,
    below_since,
    falls_for_ever,
    going_on,
    linear_distances,
    repeats,
    rises,
    since,
    swings,
    swings_on,
)
from gdcore.nearby import settles_nearby
from gdcore.objective import Objective
from gdcore.optimizers import GradientDescent, Momentum, Nesterov, Optimizer, RMSProp, State
from gdcore.plateau import Finding, plateau
from gdcore.stability import spectral_radius, stability_limit
from gdcore.surroundings import MODERATE, TOLERANCE, Surroundings, critical_point, is_quadratic, lie, surroundings
from gdcore.verdict import Verdict

AHEAD = 50  # steps a rule with a memory is followed on, to see whether it stays
SLOWLY = 0.98  # a factor of a step: what shrinks by less still swings as widely for a while
CRITICAL = 1e-9  # how near to 1 the factor of a step is 1
AT_ONCE = 1e-12  # of the size of theta: nearer than that is on the point itself
BENT = 0.1  # of the slope: what a minimum without curvature leaves unsaid of it
SAME_HEIGHT = 1e-5  # two minima this close in height are equally low

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

    out of domain: the loss has no value where it came to, as log(x) has none at x = -1.
    falling: the loss falls without end: it is a quadratic that curves down or slopes where the run is, or the run
        falls faster and faster and, gone on with, comes a thousand times as far; or it overflowed falling.
    diverged: a loss is not a finite number; or on a quadratic a step multiplies what is left by more than 1 and the
        last loss is above the first; or elsewhere the tops that the run reaches rise in every part of its second
        half, by more each time, and go on to (bouncing about in a basin also ends high, but does not). From the
        step on which it stays above its start.
    converged: the end is within 0.001 of the minimum of its own surroundings and stays so when the rule goes on
        with its memory, which a ball that rolls through does not, nor an adaptive rule whose cycle is wider, nor a
        rule whose steps multiply the distance. The minimum is where Newton's steps end; a flat one too. The floor
        of a trench is a minimum. From the step on which it stays that near.
    local minimum: the same, where the objective lists a lower one.
    saddle point, maximum, ridge: likewise, but the ground falls to some sides, or to none rises, or is level along
        one. A run may yet leave it: what it started beside the ridge is smaller than 0.001 for a while.
    oscillating: it turns back again and again and will not settle. On a quadratic: a step multiplies what is left by
        exactly 1. Elsewhere the widest swing of the last quarter is at least 0.95 of the usual one of the quarter
        before, and remains so when the run is gone on with. Steps on parts of the data are never called so.
    plateau: the slope is below a hundredth of the mean slope down to lower ground, a listed minimum or a
        place up to 8 away, the curvatures are small likewise, and in half of the run or more it came no
        tenth of the way. On a convex surface the first cannot be, however small the learning rate is; in
        a narrow curved valley the second is not, and on the way into a minimum neither. A surface without
        any slope or curvature, where nothing is higher or lower, is one as well.
    out of steps: none of these, yet.

    The facts are, where they can be computed: loss, gradient (its norm), lambda_min, lambda_max, condition,
    rate_times_curvature and stability_limit (plain descent, Momentum and Nesterov); distance (to the minimum, or
    where that is unknown the length of the Newton step); quadratic (1 where the objective is one) and growth (what a
    step multiplies the slowest part of what is left by, there); above_global of a local minimum; turns, period
    (steps there and back) and swing of a run that oscillates or still does; kink, degenerate and leaving (1 where
    they hold) of a saddle point, ridge or maximum; slope_down and lower_ground (how far) of a plateau; overflow or
    undefined (the step) of a run that left the numbers or the domain. The curvatures of a run that diverged or left
    are those at the start.

    Args:
        objective: the loss.
        optimizer: the rule that was followed.
        thetas: (steps + 1, d); beyond d = 20 only "diverged" and "out of steps" are told.
        losses: (steps + 1,).
        state: the rule's memory at the end.
        exact: whether each step followed the gradient of `objective` itself, and not of a part of its data.
    """
    with np.errstate(all="ignore"):
        run = Run(_as_bowl(objective), optimizer, thetas, losses, state)
        if not run.is_finite:
            return _lost(run)
        end = surroundings(run.objective, thetas[-1])
        facts = {"loss": float(losses[-1]), "gradient": float(np.linalg.norm(end.gradient))}
        if not end.values.size:
            return _verdict(run, end, _rising(run) if exact else None, facts)
        facts |= _curvature_facts(optimizer, end.values) | {"distance": float(np.linalg.norm(end.newton))}
        place = critical_point(run.objective, end)
        if place is not None:
            facts["distance"] = float(np.linalg.norm(place.theta - end.theta))
        found = None if place is None else _at_rest(run, end, place)
        if found is None and exact:
            known = is_quadratic(run.objective, end, thetas)
            found = _on_a_quadratic(run, end, facts) if known else _elsewhere(run)
        elif found is None and rises(run):
            found = _diverged(run, facts)
        return _verdict(run, end, found or plateau(run, end), facts)


def _as_bowl(objective: Objective) -> Objective:
    """Return the quadratic that an objective says it is, or itself."""
    bowl = getattr(objective, "bowl", None)
    return bowl() if bowl is not None else objective


def _verdict(run: Run, end: Surroundings, found: Finding | None, facts: dict[str, float]) -> Verdict:
    if found is not None:
        kind, step, why, more = found
        return Verdict(kind, step, why, facts | more)
    to_minimum = end.values.size and end.values[0] > 0
    where = f"{facts['distance']:.4g} from a minimum" if to_minimum else f"|gradient| = {facts['gradient']:.4g}"
    return Verdict("out of steps", run.steps, where, facts)


def _curvature_facts(optimizer: Optimizer, values: Array) -> dict[str, float]:
    facts = {"lambda_min": float(values[0]), "lambda_max": float(values[-1])}
    if values[0] > 0:
        facts["condition"] = float(values[-1] / values[0])
    limit = stability_limit(optimizer)
    if limit is not None and np.ndim(optimizer.learning_rate) == 0:
        facts["rate_times_curvature"] = float(optimizer.learning_rate) * facts["lambda_max"]
        facts["stability_limit"] = limit
    return facts


def _lost(run: Run) -> Verdict:
    """Say what became of a run that came to a place without a loss, or to numbers too large for a float64."""
    lost = int(np.flatnonzero(~(np.isfinite(run.losses) & np.isfinite(run.thetas).all(axis=-1)))[0])
    values = surroundings(run.objective, run.thetas[0]).values
    facts = {"loss": float(run.losses[-1])} | (_curvature_facts(run.optimizer, values) if values.size else {})
    if not _is_defined(run.objective, run.thetas[lost], run.losses[lost]):
        return Verdict("out of domain", lost, f"no loss at step {lost}", facts | {"undefined": float(lost)})
    if lost and not np.isfinite(run.objective.gradient(run.thetas[lost - 1])).all() and _moderate(run, lost - 1):
        return Verdict("out of domain", lost - 1, f"no slope at step {lost - 1}", facts | {"no_slope": lost - 1.0})
    facts["overflow"] = float(lost)
    before = run.losses[:lost]
    if before.size > 1 and before[-1] < min(before[0], before[-2]) and not run.losses[lost] > 0:
        return Verdict("falling", min(below_since(run), lost), f"loss = {before[-1]:.4g}", facts)
    kind, step, why, more = _diverged(run, facts)
    return Verdict(kind, min(step, lost), why, facts | more)


def _is_defined(objective: Objective, theta: Array, loss: float) -> bool:
    """Whether a loss that is not a finite number is one too large for it, and not one that does not exist."""
    known = getattr(objective, "defined", None)
    if known is not None and np.isfinite(theta).all():
        return bool(known(theta))
    return not (np.isnan(loss) and _is_moderate(theta))


def _moderate(run: Run, step: int) -> bool:
    return bool(np.isfinite(run.losses[step])) and _is_moderate(run.thetas[step])


def _is_moderate(theta: Array) -> bool:
    """Whether a place is one whose powers are numbers still, so that no overflow made its loss what it is."""
    return bool(np.abs(theta).max() < MODERATE)


def _diverged(run: Run, facts: Mapping[str, float]) -> Finding:
    product, limit = facts.get("rate_times_curvature"), facts.get("stability_limit", np.inf)
    why = f"loss = {run.losses[-1]:.4g}" if product is None else f"eta * lambda_max = {product:.4g}"
    above = product is not None and product > limit
    return "diverged", above_since(run), why + (f" > {limit:.4g}" if above else ""), {}


def _rising(run: Run) -> Finding | None:
    """Find that a run rises higher and higher, and goes on to."""
    if not rises(run):
        return None
    longer = run.longer()
    if longer.is_finite and not rises(longer):
        return None
    values = surroundings(run.objective, run.thetas[0]).values
    at_start = _curvature_facts(run.optimizer, values) if values.size else {}
    kind, step, why, _ = _diverged(run, at_start)
    return kind, step, why, at_start


def _at_rest(run: Run, end: Surroundings, place: Surroundings) -> Finding | None:
    if not place.values.size:
        return None
    distances = np.linalg.norm(run.thetas - place.theta, axis=-1)
    ground = lie(run.objective, place)
    kind = "ridge" if ground.falls and ground.ledge and not ground.rises else KINDS[ground.rises, ground.falls]
    if not (distances[-1] < TOLERANCE and _stays(run, end, place, kind == "converged")):
        return None
    step = since(distances, TOLERANCE)
    why, more = f"within {TOLERANCE:g} from step {step} on", {"distance": float(distances[-1])}
    if kind == "converged":
        return _lowest_or_not(run, place, step, why, more)
    falling = np.abs((end.theta - place.theta) @ place.axes)[place.values < 0]
    marks = {"kink": ground.kink, "degenerate": ground.degenerate, "leaving": bool((falling > _tiny(run)).any())}
    return kind, step, why, more | {name: 1.0 for name, holds in marks.items() if holds}


def _lowest_or_not(run: Run, place: Surroundings, step: int, why: str, more: dict[str, float]) -> Finding:
    """Tell a local minimum from one that nothing known is lower than."""
    minima = getattr(run.objective, "minima", ())
    lowest = min((point.value for point in minima), default=np.inf)
    above = float(min(run.losses[-1], run.objective.loss(place.theta))) - lowest
    if above > SAME_HEIGHT:
        why, more = f"{why}, {above:.4g} above the lowest", more | {"above_global": above}
        return "local minimum", step, why, more
    return "converged", step, why, more


def _tiny(run: Run) -> float:
    """Return the distance that counts as none: what rounding makes of the places a run was at."""
    return AT_ONCE * max(1.0, float(np.abs(run.thetas).max()))


def _stays(run: Run, end: Surroundings, place: Surroundings, is_minimum: bool) -> bool:
    """Whether the rule, going on with its memory, stays where it is.

    At a minimum it goes on on the quadratic surroundings, or, where it is flat and they say nothing, on the surface
    itself; elsewhere by its memory alone.
    """
    away, values = run.thetas[-1] - place.theta, place.values if is_minimum else np.zeros_like(place.values)
    factors = spectral_radius(run.optimizer, values)
    if factors is not None and ((factors > 1 + CRITICAL) & (np.abs(away @ place.axes) > _tiny(run))).any():
        return False
    if not run.state:
        return True
    bent = is_minimum and _is_bent(end, place)
    if factors is not None and not bent:
        ahead = linear_distances(run.optimizer, values, place.axes, away, run.state, AHEAD)
        return ahead is not None and bool(np.all(ahead < TOLERANCE))
    curvature = place.axes * values @ place.axes.T
    slope = run.objective.gradient if bent else lambda theta: curvature @ (theta - place.theta)
    on = going_on(run.optimizer, run.thetas[-1], run.state, slope, AHEAD)
    return bool(np.all(np.linalg.norm(on - place.theta, axis=-1) < TOLERANCE))


def _is_bent(end: Surroundings, place: Surroundings) -> bool:
    """Whether along an axis the slope at the end is not what the curvatures of the place make of it, as of x^4 at 0."""
    slopes, away = end.gradient @ place.axes, (end.theta - place.theta) @ place.axes
    return bool((np.abs(slopes - away * place.values) > BENT * np.abs(slopes)).any())


def _on_a_quadratic(run: Run, end: Surroundings, facts: dict[str, float]) -> Finding | None:
    """Say what becomes of a run where the surface is known everywhere, and add to the facts how it grows or shrinks."""
    facts["quadratic"] = 1.0
    known = getattr(run.objective, "nearest_minimum", None)
    move = end.newton if known is None else known(end.theta) - end.theta
    away, sloping = np.abs(move @ end.axes), known is None and not end.level
    facts["distance"] = float(np.linalg.norm(move))
    downward = (end.values < 0) & end.curved & (away > TOLERANCE)
    if (downward.any() or sloping) and not getattr(run.optimizer, "weight_decay", 0.0):
        return "falling", below_since(run), f"loss = {run.losses[-1]:.4g}", {}
    factors = spectral_radius(run.optimizer, end.values)
    if factors is None:
        return _oscillating(run)
    active = end.curved & (away > _tiny(run))
    factors = np.where(active, factors, 0.0)
    facts["growth"] = float(factors.max())
    # A linear rule keeps a distance only where it is turned over, which is at the stability limit and nowhere else.
    over = np.where(active, float(run.optimizer.learning_rate) * end.values / facts["stability_limit"] - 1, -1.0)
    if over.max() > CRITICAL:
        return _diverged(run, facts) if run.losses[-1] > run.losses[0] else None
    if over.max() >= -CRITICAL:
        return _flipping(run, end.axes[:, int(np.argmax(over))]) if run.steps > 1 else None
    still = swings(run.thetas) if factors.max() > SLOWLY else None
    return ("out of steps", run.steps, still.why, still.facts) if still else None


def _flipping(run: Run, axis: Array) -> Finding:
    """Describe a run that a step turns over along an axis, for ever: the only way a linear rule keeps a distance."""
    width = float(np.abs(np.diff(run.thetas[-2:] @ axis)[0]))
    found = Swings(1, run.steps - 1, 2.0, width)
    return "oscillating", found.first, found.why, found.facts


def _elsewhere(run: Run) -> Finding | None:
    """Say what becomes of a run on a surface that is known only where it went."""
    known = min((point.value for point in getattr(run.objective, "minima", ())), default=np.inf)
    if run.losses[-1] < known and falls_for_ever(run):
        return "falling", below_since(run), f"loss = {run.losses[-1]:.4g}", {}
    return _rising(run) or _oscillating(run)


def _oscillating(run: Run) -> Finding | None:
    """Find that a run turns back again and again; it oscillates if that is sure to last, and else is out of steps."""
    found = swings(run.thetas)
    if found is None:
        return None
    if not _lasts(run, found.width):
        return "out of steps", run.steps, found.why, found.facts
    return "oscillating", found.first, found.why, found.facts


def _lasts(run: Run, width: float) -> bool:
    """Whether swings so wide will not settle.

    What AdaGrad remembers only grows and shortens its steps until they settle; Adam's swings may shrink for thousands
    of steps, and nothing is said of them. RMSProp forgets: about a minimum its steps grow to its learning rate again.
    """
    if isinstance(run.optimizer, RMSProp):
        rate = float(np.max(run.optimizer.learning_rate))
        return rate > 2 * TOLERANCE and width < 3 * rate
    if not isinstance(run.optimizer, GradientDescent | Momentum | Nesterov):
        return False
    return repeats(run.thetas) or (not settles_nearby(run) and swings_on(run))
