"""Descent: an objective, an update rule, a start and so many steps; the path it takes and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, as_floats, require_whole
from gdcore.differentiate import numerical_gradient
from gdcore.objective import Objective
from gdcore.optimizers import GradientDescent, Optimizer, State
from gdcore.verdict import Verdict

TOLERANCE = 1e-3  # how near to a minimum has arrived, in units of theta
MOST_CURVATURES = 20  # parameters for which the matrix of second derivatives is worth its cost
COASTING = 100  # steps a moving ball is given to come to rest
SHOWN_AS_ZERO = 1e-9  # of the largest curvature: what rounding leaves of a flat direction


@dataclass(frozen=True, eq=False)
class Path:
    """A descent, whole: entry k of every array is step k, and step 0 is the start.

    Attributes:
        thetas: (steps + 1, ..., d). Where a run overflows they are inf or nan from there on; nothing is clamped.
        losses: (steps + 1, ...), of all the data.
        gradients: (steps + 1, ..., d), that were followed; entry k led from step k to step k + 1.
        states: the rule's memory by name, each (steps + 1, ...); entry k is before step k + 1.
        verdict: a `Verdict`; for many starts an array of them, (...).
    """

    thetas: Array
    losses: Array
    gradients: Array
    states: dict[str, Array]
    verdict: Any


def descend(
    objective: Objective,
    optimizer: Optimizer,
    start: npt.ArrayLike,
    steps: int,
    seen: Callable[[int], Objective] | None = None,
) -> Path:
    """Repeat theta <- update(theta, gradient of the loss at theta), and keep all of it.

    Args:
        objective: the loss.
        optimizer: the update rule.
        start: (..., d), one start or many at once.
        steps: how many, >= 0.
        seen: what of the objective step k + 1 sees, given k: a mini-batch of its data, one sample of them.
            None is all of it. The losses are of `objective` either way.

    Returns:
        The path, whole also where it overflows: that is a result, not an error.

    Raises:
        ValueError: when `steps` is not a whole number >= 0.

    >>> from gdcore.line_fit import LineFit
    >>> path = descend(LineFit([1, 2], [3, 5]), GradientDescent(0.1), [-1, 5], 1)
    >>> path.thetas[1].round(12), path.losses.round(12)
    (array([-0.7,  5.1]), array([2.5  , 1.825]))
    """
    require_whole("steps", steps, 0)
    theta = as_floats(start)
    state = optimizer.init(theta)
    thetas = np.empty((steps + 1, *theta.shape))
    gradients = np.empty_like(thetas)
    states: list[State] = []
    with np.errstate(all="ignore"):
        for k in range(steps + 1):
            thetas[k] = theta
            gradients[k] = gradient = (seen(k) if seen else objective).gradient(theta)
            states.append(state)
            if k < steps:
                theta, state = optimizer.update(theta, gradient, state)
        losses = objective.loss(thetas)
        named = {name: np.stack([np.asarray(state[name]) for state in states]) for name in state}
        verdict = _verdicts(objective, optimizer, thetas, losses, state)
    return Path(thetas, losses, gradients, named, verdict)


def arrive(objective: Objective, optimizer: Optimizer, start: npt.ArrayLike, steps: int) -> Array:
    """Return only where a descent ends, for thousands of starts or rates side by side.

    Args:
        objective: the loss.
        optimizer: the update rule; a hyper-parameter may be an array of shape (..., 1), one for each start.
        start: (..., d).
        steps: how many, >= 0.

    Returns:
        (..., d), the last thetas of `descend`.

    Raises:
        ValueError: when `steps` is not a whole number >= 0.
    """
    require_whole("steps", steps, 0)
    theta = as_floats(start)
    state = optimizer.init(theta)
    with np.errstate(all="ignore"):
        for _ in range(steps):
            theta, state = optimizer.update(theta, objective.gradient(theta), state)
    return theta


def sweep(
    objective: Objective, rule: Callable[[Array], Optimizer], rates: npt.ArrayLike, start: npt.ArrayLike, steps: int
) -> Array:
    """Return the loss after so many steps for each of many learning rates, in one vectorised descent.

    Args:
        objective: the loss.
        rule: makes the optimizer of a column of rates, (n, 1).
        rates: (n,), each > 0.
        start: (d,), the same for all.
        steps: how many, >= 0.

    Returns:
        (n,) losses; inf or nan where a rate overflows.

    Raises:
        ValueError: as the rule's, and when `steps` is not a whole number >= 0.
    """
    column = as_floats(rates)[:, np.newaxis]
    starts = np.broadcast_to(as_floats(start), (len(column), np.size(start)))
    with np.errstate(all="ignore"):
        return objective.loss(arrive(objective, rule(column), starts, steps))


def _verdicts(objective: Objective, optimizer: Optimizer, thetas: Array, losses: Array, state: State) -> Any:
    if thetas.ndim == 2:
        return judge(objective, optimizer, thetas, losses, state)
    verdicts = np.empty(thetas.shape[1:-1], dtype=object)
    for i in np.ndindex(verdicts.shape):
        own = {name: value[i] if np.ndim(value) else value for name, value in state.items()}
        verdicts[i] = judge(objective, optimizer, thetas[:, *i], losses[:, *i], own)
    return verdicts


def judge(objective: Objective, optimizer: Optimizer, thetas: Array, losses: Array, state: State) -> Verdict:
    """Say what became of one run.

    diverged: the loss overflows, or ends above its start and still rises; from the step on which it stays above.
    converged: the end is within 0.001 of the minimum of its own surroundings (a Newton step away, |H^-1 g|), and
    what the rule remembers would not carry it away; from the step on which it stays that near.
    saddle point: the same, but some direction curves down.
    out of steps: none of these, yet.

    Args:
        objective: the loss.
        optimizer: the rule that was followed.
        thetas: (steps + 1, d).
        losses: (steps + 1,).
        state: the rule's memory at the end.
    """
    with np.errstate(all="ignore"):
        if _diverges(losses):
            return _diverged(objective, optimizer, thetas, losses)
        end = thetas[-1]
        gradient = objective.gradient(end)
        facts = {"loss": float(losses[-1]), "gradient": float(np.linalg.norm(gradient))}
        if len(end) > MOST_CURVATURES:
            return Verdict("out of steps", len(thetas) - 1, f"|gradient| = {facts['gradient']:.4g}", facts)
        curvature = hessian(objective, end)
        facts |= _curvature_facts(optimizer, curvature)
        newton_step = np.linalg.pinv(curvature, rcond=SHOWN_AS_ZERO, hermitian=True) @ gradient
        distances = np.linalg.norm(thetas - (end - newton_step), axis=-1)
    facts["distance"] = float(distances[-1])
    near = bool(distances[-1] < TOLERANCE and _flat_is_level(curvature, gradient))
    if not near or _carries_away(optimizer, end, state):
        return Verdict("out of steps", len(thetas) - 1, f"{facts['distance']:.4g} from a minimum", facts)
    away = np.flatnonzero(distances >= TOLERANCE)
    step = int(away[-1]) + 1 if away.size else 0
    turns_down = facts["lambda_min"] < -SHOWN_AS_ZERO * max(1.0, facts["lambda_max"])
    kind = "saddle point" if turns_down else "converged"
    return Verdict(kind, step, f"within {TOLERANCE:g} from step {step} on", facts)


def hessian(objective: Objective, theta: Array) -> Array:
    """Return the matrix of second derivatives at a point, (d,) -> (d, d): the objective's own, or by differences."""
    own = getattr(objective, "hessian", None)
    if own is not None:
        return np.asarray(own(theta))

    def slopes(i: int) -> Array:
        return numerical_gradient(lambda at: objective.gradient(at)[..., i], theta)

    rows = np.array([slopes(i) for i in range(len(theta))])
    return (rows + rows.T) / 2


def _diverges(losses: Array) -> bool:
    if not np.isfinite(losses).all():
        return True
    half = len(losses) // 2
    return bool(half and losses[-1] > losses[0] and losses[half:].max() > losses[:half].max())


def _diverged(objective: Objective, optimizer: Optimizer, thetas: Array, losses: Array) -> Verdict:
    not_above = np.flatnonzero(losses <= losses[0])
    step = min(int(not_above[-1]) + 1, len(losses) - 1) if not_above.size else 0
    facts = {"loss": float(losses[-1])}
    overflown = np.flatnonzero(~np.isfinite(losses))
    if overflown.size:
        facts["overflow"] = float(overflown[0])
    if thetas.shape[-1] <= MOST_CURVATURES:
        facts |= _curvature_facts(optimizer, hessian(objective, thetas[0]))
    product = facts.get("rate_times_curvature")
    why = f"loss = {losses[-1]:.4g}" if product is None else f"eta * lambda_max = {product:.4g}"
    return Verdict("diverged", step, why + (" > 2" if product is not None and product > 2 else ""), facts)


def _curvature_facts(optimizer: Optimizer, curvature: Array) -> dict[str, float]:
    values = np.linalg.eigvalsh(curvature)
    facts = {"lambda_min": float(values[0]), "lambda_max": float(values[-1])}
    if isinstance(optimizer, GradientDescent) and np.ndim(optimizer.learning_rate) == 0:
        facts["rate_times_curvature"] = float(optimizer.learning_rate) * facts["lambda_max"]
    return facts


def _flat_is_level(curvature: Array, gradient: Array) -> bool:
    """Whether no slope is left in the directions that do not curve, of which a Newton step knows nothing."""
    values, axes = np.linalg.eigh(curvature)
    flat = np.abs(values) <= SHOWN_AS_ZERO * np.abs(values).max(initial=0.0)
    return bool(np.all(np.abs(gradient @ axes)[flat] < TOLERANCE**2))


def _carries_away(optimizer: Optimizer, theta: Array, state: State) -> bool:
    """Whether the memory alone, without any slope, would still move theta: a ball that rolls has not arrived."""
    moving, resting = theta, theta
    fresh, none = optimizer.init(theta), np.zeros_like(theta)
    for _ in range(COASTING if state else 0):
        moving, state = optimizer.update(moving, none, state)
        resting, fresh = optimizer.update(resting, none, fresh)
    return bool(np.linalg.norm(moving - resting) >= TOLERANCE)
