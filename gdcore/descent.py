"""Descent: an objective, an update rule, a start and so many steps; the path it takes and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, as_floats, require_whole
from gdcore.diagnosis import judge
from gdcore.objective import Objective
from gdcore.optimizers import Optimizer, State
from gdcore.schedules import CONSTANT, Schedule, at_rate, factors


@dataclass(frozen=True, eq=False)
class Path:
    """A descent, whole: entry k of every array is step k, and step 0 is the start.

    Attributes:
        thetas: (steps + 1, ..., d). Where a run overflows they are inf or nan from there on; nothing is clamped.
        losses: (steps + 1, ...), of all the data.
        gradients: (steps + 1, ..., d), that were followed; entry k led from step k to step k + 1.
        states: the rule's memory by name, each (steps + 1, ...); entry k is before step k + 1.
        verdict: a `Verdict`, see `gdcore.diagnosis.judge`; for many starts an array of them, (...).
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
    schedule: Schedule = CONSTANT,
) -> Path:
    """Repeat theta <- update(theta, gradient of the loss at theta), and keep all of it.

    Args:
        objective: the loss.
        optimizer: the update rule.
        start: (..., d), one start or many at once.
        steps: how many, >= 0.
        seen: what of the objective step k + 1 sees, given k: a mini-batch of its data, one sample of them.
            None is all of it. The losses are of `objective` either way.
        schedule: of the learning rate. A run that goes on is judged at the rate of its last step, one that has
            diverged at its largest, which made it.

    Returns:
        The path, whole also where it overflows: that is a result, not an error.

    Raises:
        ValueError: when `steps` is not a whole number >= 0.

    >>> from gdcore.line_fit import LineFit
    >>> from gdcore.optimizers import GradientDescent
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
                theta, state = at_rate(optimizer, schedule.factor(k)).update(theta, gradient, state)
        losses = objective.loss(thetas)
        named = {name: np.stack([np.asarray(state[name]) for state in states]) for name in state}
        verdict = _verdicts(objective, optimizer, factors(schedule, steps), thetas, losses, state, exact=seen is None)
    return Path(thetas, losses, gradients, named, verdict)


def arrive(
    objective: Objective, optimizer: Optimizer, start: npt.ArrayLike, steps: int, schedule: Schedule = CONSTANT
) -> Array:
    """Return only where a descent ends, for thousands of starts or rates side by side.

    Args:
        objective: the loss.
        optimizer: the update rule; a hyper-parameter may be an array of shape (..., 1), one for each start.
        start: (..., d).
        steps: how many, >= 0.
        schedule: of the learning rate.

    Returns:
        (..., d), the last thetas of `descend`.

    Raises:
        ValueError: when `steps` is not a whole number >= 0.
    """
    require_whole("steps", steps, 0)
    theta = as_floats(start)
    state = optimizer.init(theta)
    with np.errstate(all="ignore"):
        for k in range(steps):
            rule = at_rate(optimizer, schedule.factor(k))
            theta, state = rule.update(theta, objective.gradient(theta), state)
    return theta


def sweep(
    objective: Objective,
    rule: Callable[[Array], Optimizer],
    rates: npt.ArrayLike,
    start: npt.ArrayLike,
    steps: int,
    schedule: Schedule = CONSTANT,
) -> Array:
    """Return the loss after so many steps for each of many learning rates, in one vectorised descent.

    Args:
        objective: the loss.
        rule: makes the optimizer of a column of rates, (n, 1).
        rates: (n,), each > 0.
        start: (d,), the same for all.
        steps: how many, >= 0.
        schedule: of every rate.

    Returns:
        (n,) losses; inf or nan where a rate overflows.

    Raises:
        ValueError: as the rule's, and when `steps` is not a whole number >= 0.
    """
    column = as_floats(rates)[:, np.newaxis]
    # Copies, not one row seen many times: a power of repeated numbers is another routine, off by a last bit at times.
    starts = np.tile(as_floats(start), (len(column), 1))
    with np.errstate(all="ignore"):
        return objective.loss(arrive(objective, rule(column), starts, steps, schedule))


def _verdicts(
    objective: Objective, optimizer: Optimizer, shares: Array, thetas: Array, losses: Array, state: State, exact: bool
) -> Any:
    if thetas.ndim == 2:
        return _verdict(objective, optimizer, shares, thetas, losses, state, exact)
    verdicts = np.empty(thetas.shape[1:-1], dtype=object)
    for i in np.ndindex(verdicts.shape):
        own = {name: value[i] if np.ndim(value) else value for name, value in state.items()}
        rule = _rule_of(optimizer, verdicts.shape, i)
        verdicts[i] = _verdict(objective, rule, shares, thetas[:, *i], losses[:, *i], own, exact)
    return verdicts


def _verdict(
    objective: Objective, optimizer: Optimizer, shares: Array, thetas: Array, losses: Array, state: State, exact: bool
) -> Any:
    last, largest = (shares[-1], shares.max()) if shares.size else (1.0, 1.0)
    found = judge(objective, at_rate(optimizer, last), thetas, losses, state, exact)
    if found.kind == "diverged" and last != largest:
        found = judge(objective, at_rate(optimizer, largest), thetas, losses, state, exact)
    return found


def _rule_of(optimizer: Optimizer, shape: tuple[int, ...], i: tuple[int, ...]) -> Optimizer:
    """Return the rule that run i of many follows, where a hyper-parameter is an array with a value for each."""
    own: dict[str, Any] = {}
    for name, value in vars(optimizer).items():
        if np.ndim(value):
            one = np.broadcast_to(value, (*shape, np.shape(value)[-1]))[i]
            own[name] = one.item() if one.size == 1 else one
    return replace(cast(Any, optimizer), **own) if own else optimizer
