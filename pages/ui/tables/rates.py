"""A scheduled learning rate as a table."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gdcore.optimizers import Optimizer
from gdcore.schedules import Schedule, at_rate

MOST = 401  # updates of a curve


def rates_table(rule: Optimizer, schedule: Schedule, updates: Sequence[int]) -> pd.DataFrame:
    """Tabulate the rate at which the update after each of some goes: columns update, rate."""
    rates = [float(at_rate(rule, schedule.factor(k)).learning_rate) for k in updates]
    return pd.DataFrame({"update": list(updates), "rate": rates})


def spread(last: int) -> list[int]:
    """Return updates from 0 to the last, all of them or evenly many."""
    return sorted({round(k) for k in np.linspace(0, last, min(last + 1, MOST))})
