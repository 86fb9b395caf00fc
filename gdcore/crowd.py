"""A crowd of descents: each with its own rule and start, side by side on one surface."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, IntArray, as_floats, require_whole
from gdcore.objective import Objective
from gdcore.optimizers import Optimizer
from gdcore.surroundings import TOLERANCE

NEVER = -1  # instead of a step


@dataclass(frozen=True, eq=False)
class Crowd:
    """Many descents, whole.

    Attributes:
        thetas: (steps + 1, n, d); inf or nan from where a descent overflows on.
        losses: (steps + 1, n).
    """

    thetas: Array
    losses: Array


def descend_together(objective: Objective, optimizers: Sequence[Optimizer], starts: npt.ArrayLike, steps: int) -> Crowd:
    """Let every rule descend from its own start.

    Rules of one kind go as one, with a column of each of their hyper-parameters: the step of a crowd is the step of
    one, theta <- update(theta, gradient of the loss at theta).

    Args:
        objective: the loss.
        optimizers: n rules.
        starts: (n, d), or (d,) for all.
        steps: how many, >= 0.

    Returns:
        All of it.

    Raises:
        ValueError: when `steps` is not a whole number >= 0.

    >>> from gdcore.optimizers import GradientDescent
    >>> from gdcore.surfaces import SURFACES
    >>> rules = [GradientDescent(0.5), GradientDescent(0.25)]
    >>> descend_together(SURFACES["bowl"], rules, [4, 2], 1).thetas[1].tolist()
    [[0.0, 0.0], [2.0, 1.0]]
    """
    require_whole("steps", steps, 0)
    begin = as_floats(starts)
    begin = np.broadcast_to(begin, (len(optimizers), begin.shape[-1]))
    thetas = np.empty((steps + 1, *begin.shape))
    kinds = [type(rule) for rule in optimizers]
    with np.errstate(all="ignore"):
        for kind in dict.fromkeys(kinds):
            members = np.array([i for i, each in enumerate(kinds) if each is kind])
            rule = _as_one([optimizers[i] for i in members])
            theta, state = begin[members], rule.init(begin[members])
            for k in range(steps + 1):
                thetas[k, members] = theta
                if k < steps:
                    theta, state = rule.update(theta, objective.gradient(theta), state)
        return Crowd(thetas, objective.loss(thetas))


def _as_one(rules: Sequence[Optimizer]) -> Optimizer:
    """Return the rule of a group: each hyper-parameter a column, a row a member."""
    kind: Any = type(rules[0])
    columns = {f.name: np.array([[getattr(rule, f.name)] for rule in rules]) for f in fields(kind)}
    one: Optimizer = kind(**columns)
    return one


def arrivals(crowd: Crowd, minima: npt.ArrayLike, radius: float = TOLERANCE) -> IntArray:
    """Return from which step on each descent stays near one of the minima.

    Args:
        crowd: the descents.
        minima: (m, d), where arriving counts; none are allowed.
        radius: how near, in units of theta.

    Returns:
        (n,) steps; -1 for a descent that is elsewhere after the last.
    """
    places = as_floats(minima).reshape(-1, crowd.thetas.shape[-1])
    with np.errstate(all="ignore"):
        away = np.linalg.norm(crowd.thetas[:, :, np.newaxis] - places, axis=-1)
    near: Any = np.logical_and.accumulate((away <= radius)[::-1], axis=0)[::-1]
    stays = near.any(axis=-1)
    return np.where(stays[-1], np.argmax(stays, axis=0), NEVER)


def standings(losses: Array, arrived: IntArray, step: int) -> IntArray:
    """Rank a crowd at a step: who has arrived, the earlier the better; then by the loss; then in the order given.

    Args:
        losses: (n,) at that step; what is not a number ranks last.
        arrived: (n,) as `arrivals`.
        step: the step.

    Returns:
        (n,) indices, the leader first.
    """
    there = (arrived != NEVER) & (arrived <= step)
    when = np.where(there, arrived, np.iinfo(np.int64).max)
    height = np.where(there, 0.0, np.where(np.isfinite(losses), losses, np.inf))
    return np.lexsort((np.arange(len(losses)), height, when))
