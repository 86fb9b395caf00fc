"""The race's results as the tables of its charts: the paths, and the standings at every frame."""

from functools import cached_property
from typing import Any

import numpy as np

from gdcore.arrays import Array, IntArray
from pages.parts.race.run import RaceRun
from pages.parts.race.standings import standings_table, together
from pages.ui.language import remembered
from pages.ui.tables.descent import path_columns, shown_steps
from pages.ui.terrain.ground import AXES
from pages.ui.text import number

MOST_FRAMES = 300  # seven paths are sent at once
OF_A_CONTOUR = ["run", "frame", "across", "up", "at_across", "at_up", "out_across", "out_up",
                "away"]  # fmt: skip
OF_A_LOSS = ["run", "frame", "step", "loss"]
NEVER = -1  # instead of the step at which a method reached the finish


@remembered(32)
def tables_of(live: RaceRun, rank: str, finish: float) -> "Tables":
    """Return the tables of a race; they are made once."""
    return Tables(live, rank, finish)


class Tables:
    """The tables of one race, by the names its charts know them by."""

    def __init__(self, live: RaceRun, rank: str, finish: float) -> None:
        self.live, self.rank, self.finish = live, rank, finish
        self.shown = shown_steps(live.settings.steps, MOST_FRAMES)
        self.path = together(
            {
                method: path_columns(path, self.shown, AXES, live.box, live.ground.floor)
                for method, path in live.paths.items()
            }
        )

    @cached_property
    def finished(self) -> dict[str, int]:
        """Return the step at which each method first is no higher than the finish line; NEVER for the others."""
        return {method: finished(self.live.above(method), self.finish) for method in self.live.paths}

    @cached_property
    def standings(self) -> Any:
        """Return the table of the standings: a row a method and frame."""
        above = {method: self.live.above(method)[self.shown] for method in self.live.paths}
        away = {method: self.live.distances(method)[self.shown] for method in self.live.paths}
        ranks = ranked(self.rank, self.shown, above, away, self.finished)
        outside = {
            method: ~self.live.box.holds(*path.thetas[self.shown][:, list(AXES)].T)
            for method, path in self.live.paths.items()
        }
        return standings_table(self.shown, ranks, above, away, self.finished, outside)

    @cached_property
    def spoken(self) -> dict[str, list[str]]:
        """Return what the transport bar writes at each frame."""
        return {"step": [number(k) for k in self.shown.tolist()]}


def rates(live: RaceRun, shown: IntArray) -> Any:
    """Tabulate the rate of the step that leads on from each frame, in the columns of a loss."""
    shares = np.array([live.schedule.factor(int(k)) for k in shown])
    frame = {"frame": np.arange(len(shown), dtype=np.int16), "step": shown}
    runs = {method: frame | {"loss": float(rule.learning_rate) * shares} for method, rule in live.rules.items()}
    return together(runs)


def finished(above: Array, line: float) -> int:
    """Return the first step at which a loss is no higher than the finish line; NEVER when there is none."""
    with np.errstate(invalid="ignore"):
        there = np.flatnonzero(above <= line)
    return int(there[0]) if there.size else NEVER


def ranked(
    by: str, shown: IntArray, above: dict[str, Array], away: dict[str, Array], finishes: dict[str, int]
) -> dict[str, IntArray]:
    """Rank the methods at every frame, the best 0; where they are equal, in the order given.

    Args:
        by: "loss"; "distance", to the nearest minimum; or "finish": who has reached it first, and then by the loss.
        shown: (frames,) the step of each.
        above, away: (frames,) each, the loss and the distance of a method.
        finishes: the step at which each reached the finish.
    """
    scores = np.array([away[method] if by == "distance" else above[method] for method in above], dtype=float)
    scores = np.where(np.isnan(scores), np.inf, scores)
    early = np.zeros_like(scores)
    if by == "finish":
        steps = np.array([[finishes[method]] for method in above])
        early = np.where((steps != NEVER) & (steps <= shown), steps, shown.max() + 1.0)
    order = np.lexsort((np.indices(scores.shape)[0], scores, early), axis=0)
    return dict(zip(above, np.argsort(order, axis=0), strict=True))
