"""Learning-rate schedules: by what factor the rate of a step differs from the one that was set.

A schedule is a frozen set of numbers with one pure function, `factor(k)`; step k + 1 goes at the rate times factor(k).
The update rules know nothing of it: before each step the rule is given that step's rate, and its memory stays.
"""

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

from gdcore.arrays import Array, require, require_whole
from gdcore.optimizers import Optimizer

LEAST = float(np.finfo(np.float64).tiny)  # a rule's rate is above 0; one of this size moves nothing
Rule = TypeVar("Rule", bound=Optimizer)


class Schedule(Protocol):
    """What every schedule is: a factor a step."""

    def factor(self, k: int) -> float:
        """Return what the rate of step k + 1 is multiplied by.

        Args:
            k: how many steps were made, >= 0.

        Returns:
            From 0 to 1.
        """
        ...


@dataclass(frozen=True)
class Constant(Schedule):
    """The rate stays: factor(k) = 1."""

    def factor(self, k: int) -> float:
        """Return 1."""
        return 1.0


@dataclass(frozen=True)
class StepDecay(Schedule):
    """The rate falls at once, every so many steps: factor(k) = fall^floor(k / every).

    Args:
        every: steps at one rate, >= 1.
        fall: in (0, 1], by which each fall multiplies it.

    Raises:
        ValueError: naming the argument, the rule and the value.

    Source:
        PyTorch's `StepLR`, whose `gamma` is `fall`.

    >>> [StepDecay(every=2, fall=0.5).factor(k) for k in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """

    every: int = 10
    fall: float = 0.5

    def __post_init__(self) -> None:
        require_whole("every", self.every, 1)
        require(0 < self.fall <= 1, "fall", "> 0 and <= 1", self.fall)

    def factor(self, k: int) -> float:
        """Return the factor of step k + 1 (see `Schedule.factor`)."""
        return float(self.fall ** (k // self.every))


@dataclass(frozen=True)
class Cosine(Schedule):
    """The rate falls along half a cosine to 0: factor(k) = (1 + cos(pi k / steps)) / 2, and 0 from k = steps on.

    Args:
        steps: how many it takes, >= 1.

    Raises:
        ValueError: naming the argument, the rule and the value.

    Source:
        Loshchilov & Hutter 2017 (SGDR), without restarts and with a least rate of 0.

    >>> [round(Cosine(4).factor(k), 9) for k in (0, 2, 4, 9)]
    [1.0, 0.5, 0.0, 0.0]
    """

    steps: int = 100

    def __post_init__(self) -> None:
        require_whole("steps", self.steps, 1)

    def factor(self, k: int) -> float:
        """Return the factor of step k + 1 (see `Schedule.factor`)."""
        return (1 + math.cos(math.pi * min(k, self.steps) / self.steps)) / 2


@dataclass(frozen=True)
class WarmUp(Schedule):
    """The rate rises evenly to the one that was set: factor(k) = (k + 1) / steps for k < steps, then another schedule.

    Args:
        steps: how many it takes, >= 1; the last of them goes at the full rate.
        then: the schedule that follows, begun at its own k = 0.

    Raises:
        ValueError: naming the argument, the rule and the value.

    Source:
        Goyal et al. 2017, section 2.2 (gradual warm-up).

    >>> [WarmUp(4).factor(k) for k in range(6)]
    [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]
    """

    steps: int = 5
    then: Schedule = Constant()

    def __post_init__(self) -> None:
        require_whole("steps", self.steps, 1)

    def factor(self, k: int) -> float:
        """Return the factor of step k + 1 (see `Schedule.factor`)."""
        return (k + 1) / self.steps if k < self.steps else self.then.factor(k - self.steps)


CONSTANT = Constant()


def factors(schedule: Schedule, steps: int) -> Array:
    """Return the factors of the first steps.

    Args:
        schedule: the schedule.
        steps: how many, >= 0.

    Returns:
        (steps,); entry k is factor(k).

    >>> factors(StepDecay(1), 3)
    array([1.  , 0.5 , 0.25])
    """
    return np.array([schedule.factor(k) for k in range(steps)], dtype=np.float64)


def at_rate(optimizer: Rule, factor: float) -> Rule:
    """Return the same rule at its learning rate times a factor.

    Args:
        optimizer: the rule; its learning rate may be an array.
        factor: from 0 to 1. The least rate that a float can have stands for 0, which no rule has.

    Returns:
        The rule itself for a factor of 1, else a copy that shares all other hyper-parameters.

    >>> from gdcore.optimizers import Momentum
    >>> at_rate(Momentum(0.5), 0.25)
    Momentum(learning_rate=0.125, momentum=0.9)
    """
    if factor == 1:
        return optimizer
    rate: Any = optimizer.learning_rate
    rule = copy(optimizer)
    # Not `replace`, which would check every hyper-parameter of a rule anew at every step of a training.
    slowed = np.maximum(rate * factor, LEAST) if np.ndim(rate) else max(rate * factor, LEAST)
    object.__setattr__(rule, "learning_rate", slowed)
    return rule


def side_by_side(optimizer: Rule, schedule: Schedule, ks: Sequence[int]) -> Rule:
    """Return one rule that holds the rates of many steps, to take them in one call.

    Args:
        optimizer: the rule, its learning rate a number.
        schedule: the schedule.
        ks: (n,), each >= 0.

    Returns:
        The rule itself where the rate is constant, else with learning rates (n, 1), which broadcast against (n, d).
    """
    if schedule == CONSTANT:
        return optimizer
    column = [[at_rate(optimizer, schedule.factor(int(k))).learning_rate] for k in ks]
    rule = copy(optimizer)
    object.__setattr__(rule, "learning_rate", np.array(column, dtype=np.float64))
    return rule
