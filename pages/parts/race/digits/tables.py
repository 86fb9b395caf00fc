"""A contest as tables: a row a point of a curve, few enough to travel several times a second."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gdcore.contest import MEAN_OF, Contest
from gdcore.mnist import CLASSES
from pages.ui.tables.training import LOSS_OF_KNOWING_NOTHING, Part, ends, running_mean, table_of

BUCKETS = 40  # of each thinned curve, at least; at most twice as many
HEAD = "head"  # the note at the foremost point of a curve
LOSS_FLOORS = [digit * 10.0**tens for tens in range(-1, -9, -1) for digit in (1, 0.7, 0.5, 0.3, 0.2, 0.15)]
WRONG_FLOORS = [digit * 10.0**tens for tens in range(-2, -5, -1) for digit in (5, 3, 2, 1)]


def loss_table(contest: Contest) -> pd.DataFrame:
    """Tabulate the running mean of every contender's loss: `line` is its name; the k-th loss is at update k.

    Beside these "nothing", the loss of giving every digit a tenth, and "floor", the foot of a logarithmic axis.

    Returns:
        Columns update, value, line, note ("head" at the foremost point).
    """
    parts = [Part("nothing", [0], [LOSS_OF_KNOWING_NOTHING])]
    for name, run in contest.runs.items():
        losses = run.history.losses[: run.update]  # without the one that was not finite
        at = np.unique(np.append(ends(len(losses), BUCKETS), 0)) if len(losses) else np.empty(0, np.intp)
        parts.append(Part(name, at + 1, running_mean(losses, at, MEAN_OF), _headed(len(at))))
    return _with_floor(parts, LOSS_FLOORS)


def wrong_table(contest: Contest) -> pd.DataFrame:
    """Tabulate the share of test images that are wrong: `line` is a contender's name.

    Beside these "guessing", which gets nine in ten wrong, and "floor", the foot of a logarithmic axis.

    Returns:
        Columns update, value (a share of 1), line, note ("head" at the foremost point).
    """
    parts = [Part("guessing", [0], [1 - 1 / CLASSES])]
    for name, run in contest.runs.items():
        recorded = run.history.evaluations
        shown = [recorded[i] for i in ends(len(recorded), BUCKETS)]
        wrong = [1 - e.test_accuracy for e in shown]
        parts.append(Part(name, [e.update for e in shown], wrong, _headed(len(shown))))
    return _with_floor(parts, WRONG_FLOORS)


def _headed(n: int) -> list[str]:
    return ["" if k < n - 1 else HEAD for k in range(n)]


def _with_floor(parts: list[Part], floors: Sequence[float]) -> pd.DataFrame:
    """Add the highest floor that lies below every value, so that an axis moves in few and large steps."""
    values = np.concatenate([np.asarray(part.values, float) for part in parts])
    least = float(values[values > 0].min())
    floor = next((floor for floor in floors if floor < least), floors[-1])
    return table_of([*parts, Part("floor", [0], [floor])])
