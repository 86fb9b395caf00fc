"""The anatomy of an update: what in a step comes from the gradient, what from the memory, and in which numbers.

All numbers are those of whole paths, worked out for every step at once. Entry k of every array leads from step k
to step k + 1, and the last entry is the step that would follow the path's end.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcore.arrays import Array
from gdcore.descent import Path
from gdcore.optimizers import Optimizer, State, bias_correction
from gdcore.rule_lines import constants

Numbers = dict[str, Any]

LETTERS = {
    "velocity": "v",
    "sum_of_squares": "s",
    "mean_of_squares": "s",
    "first_moment": "m",
    "second_moment": "s",
}
PULLS = ("velocity", "first_moment")  # the memories that are part of a step; the others scale it
BETAS = {"m": "beta1", "s": "beta2"}  # which mean of Adam's fades how


@dataclass(frozen=True, eq=False)
class Terms:
    """What the steps of a path are made of, each (steps + 1, ..., d).

    gradient + memory + decay = step, and theta + step is the next theta: as arrows laid end to end they lead
    from one point of the path to the next.

    Attributes:
        plain: -eta g, the step of plain descent with the same learning rate.
        gradient: the part of the step that this gradient makes.
        memory: the part that earlier gradients make: 0 at the first step, and always for a rule without momentum.
        decay: the part by which theta shrinks by itself: 0 but for AdamW.
        step: the step of the rule.
        squares: what the rule has gathered of squared gradients and divides by the root of: s, or Adam's s^.
            None for a rule that does not scale.
    """

    plain: Array
    gradient: Array
    memory: Array
    decay: Array
    step: Array
    squares: Array | None


def terms(optimizer: Optimizer, path: Path) -> Terms:
    """Take every step of a path apart.

    Args:
        optimizer: one of the seven, the one that made the path.
        path: from one start or from many.

    Returns:
        The parts of all steps; inf or nan where the path overflows.

    >>> from gdcore.descent import descend
    >>> from gdcore.optimizers import Momentum
    >>> from gdcore.surfaces import SURFACES
    >>> rule = Momentum(0.1, momentum=0.5)
    >>> parts = terms(rule, descend(SURFACES["bowl"], rule, [-3, 4], 1))
    >>> parts.gradient[1].round(9), parts.memory[1].round(9), parts.step[1].round(9)
    (array([ 0.48, -0.64]), array([ 0.3, -0.4]), array([ 0.78, -1.04]))
    """
    n = numbers(optimizer, path)
    squares = n.get("s_hat", n.get("next_s"))
    with np.errstate(all="ignore"):
        plain = -constants(optimizer)["eta"] * n["g"]
    return Terms(plain, n["of_gradient"], n["of_memory"], n["of_decay"], n["step"], squares)


def numbers(optimizer: Optimizer, path: Path) -> dict[str, Array]:
    """Return the numbers of every step of a path, by the names that `gdcore.rule_lines` has places for.

    Args:
        optimizer: one of the seven, the one that made the path.
        path: from one start or from many.

    Returns:
        (steps + 1, ..., d) each: theta and g; the memory before the step, v, m or s, and after it, next_v, next_m
        or next_s; for Adam m_hat and s_hat; step and next_theta; and the parts of the step, of_gradient, of_memory
        and of_decay. For Adam also, (steps + 1,), the count t of the step and what the moments are divided by,
        correction_m = 1 - beta1^t and correction_s = 1 - beta2^t.
    """
    known = constants(optimizer)
    with np.errstate(all="ignore"):
        n = _stepped(optimizer, path)
        if "t" in n:
            n |= {f"correction_{moment}": bias_correction(known[beta], n["t"]) for moment, beta in BETAS.items()}
            n |= {"m_hat": n["next_m"] / n["correction_m"], "s_hat": n["next_s"] / n["correction_s"]}
    return n | {name: n[name].ravel() for name in ("t", "correction_m", "correction_s") if name in n}


def _stepped(optimizer: Optimizer, path: Path) -> Numbers:
    """Take all the steps of a path in one call of the rule; the count of steps becomes a column for it."""
    before = dict(path.states)
    if "step" in before:
        before["step"] = before["step"].reshape(-1, *[1] * (path.thetas.ndim - 1))
    step, after = optimizer.step(path.thetas, path.gradients, before)
    n: Numbers = {"theta": path.thetas, "g": path.gradients, "step": step, "next_theta": path.thetas + step}
    for name, letter in LETTERS.items():
        if name in before:
            n |= {letter: before[name], f"next_{letter}": after[name]}
    return n | _parts(optimizer, path, before) | ({"t": after["step"]} if "step" in after else {})


def _parts(optimizer: Optimizer, path: Path, before: State) -> Numbers:
    """Take steps apart with the rule itself: ask it for the step with only one of gradient, memory and theta.

    A step is a sum of what the three make; the squares only scale it. Where a rule has both a memory and squares, this
    gradient is in the squares that scale the memory, so that the memory's part is what the others leave of the step.
    """
    nothing: Array = np.zeros_like(path.thetas)
    forgetful = before | {name: nothing for name in PULLS if name in before}
    of_gradient, _ = optimizer.step(nothing, path.gradients, forgetful)
    of_decay, _ = optimizer.step(path.thetas, nothing, forgetful)
    of_memory, _ = optimizer.step(nothing, nothing, before)
    if "first_moment" in before:
        of_memory = optimizer.step(nothing, path.gradients, before)[0] - of_gradient
    return {"of_gradient": of_gradient, "of_memory": of_memory, "of_decay": of_decay}
