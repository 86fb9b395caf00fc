"""Which learning rate is best? Many tried side by side, for each of many rules, on one surface with one budget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array
from gdcore.descent import sweep
from gdcore.objective import Objective
from gdcore.optimizers import Optimizer
from gdcore.schedules import CONSTANT, Schedule

# 60 rates as one would type them, each about 1.2 times the one before: on every surface of the gallery from rates
# at which plain descent crawls to rates at which it leaves.
RATES = np.array([float(f"{rate:.2e}") for rate in np.geomspace(1e-4, 10, 60)])
RATES.flags.writeable = False
SAME = 1e-12  # losses that differ by less, relative to their size, differ by rounding


@dataclass(frozen=True, eq=False)
class Tuning:
    """What a sweep over learning rates came to.

    Attributes:
        rates: (n,) increasing, the same for every rule.
        losses: (rules, n), after the last step; inf or nan where a run overflows.
        best: for each rule the index of the smallest rate with the least loss; None where every run overflows.
    """

    rates: Array
    losses: Array
    best: tuple[int | None, ...]

    @property
    def best_rates(self) -> tuple[float | None, ...]:
        """For each rule its best rate."""
        return tuple(None if i is None else float(self.rates[i]) for i in self.best)


def tune(
    objective: Objective,
    optimizers: Sequence[Optimizer],
    start: npt.ArrayLike,
    steps: int,
    rates: npt.ArrayLike = RATES,
    schedule: Schedule = CONSTANT,
) -> Tuning:
    """Try every rate with every rule, and find each rule's best: the one that ends with the least loss.

    Args:
        objective: the loss.
        optimizers: the rules, each with its other hyper-parameters; their own learning rates do not matter.
        start: (d,), the same for all.
        steps: the budget, the same for all, >= 0.
        rates: (n,), increasing, each > 0.
        schedule: of every rate.

    Returns:
        All losses, and the best.

    Raises:
        ValueError: when a rate is not > 0, or `steps` is not a whole number >= 0.

    >>> from gdcore.optimizers import GradientDescent
    >>> from gdcore.surfaces import SURFACES
    >>> tune(SURFACES["bowl"], [GradientDescent()], [-3, 4], 1, rates=[0.1, 0.5, 1]).best_rates
    (0.5,)
    """
    rates = np.asarray(rates, dtype=np.float64)
    rules: Sequence[Any] = optimizers

    def losses(rule: Any) -> Array:
        return sweep(objective, lambda column: replace(rule, learning_rate=column), rates, start, steps, schedule)

    swept = np.array([losses(rule) for rule in rules]).reshape(len(rules), len(rates))
    return Tuning(rates, swept, tuple(_best(row) for row in swept))


def _best(losses: Array) -> int | None:
    finite = np.isfinite(losses)
    if not finite.any():
        return None
    least = losses[finite].min()
    return int(np.argmax(finite & (losses <= least + SAME * abs(least))))
