"""The line fit's results as the tables of its charts, and what of the plane they show."""

import math
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from gdcore.optimizers import GradientDescent
from pages.parts.line_fit.run import LineRun, swept
from pages.parts.line_fit.settings import LineFitSettings
from pages.ui.box import Box
from pages.ui.language import remembered
from pages.ui.tables.descent import affine_table, path_table, points_table, shown_steps
from pages.ui.text import number, t

AXES = (1, 0)  # theta = (m, b): b goes across, m up
ROOM = 1.3  # times the loss of the usual start is what the bowl's picture reaches up to
DEEPEST, HIGHEST = 1e-9, 1e3  # of the first loss: how far the sweep's axis reaches
WITHIN = 1e-36, 1e36  # what a narrow float holds
# What each chart needs of the path's columns: the first view of a page should weigh little.
OF_A_LINE = ["frame", "step", "across", "up", "batch", "away"]
OF_A_BOWL = ["run", "frame", "across", "up", "at_across", "at_up", "downhill_across", "downhill_up", "next_across",
             "next_up", "step", "out_across", "out_up", "away"]  # fmt: skip
OF_A_LOSS = ["run", "frame", "step", "loss"]
OF_A_FAN = ["frame", "across", "up", "downhill_across", "downhill_up", "batch"]
MOST_NAMED = 20  # points of a batch that are marked one by one


def bowl_box(live: LineRun) -> Box:
    """Choose what of the bowl to show: where the loss is up to 1.3 times that of the usual start, round the minimum.

    It depends on the points only, so that the picture stays when the start or the rate changes; a start
    outside widens it.
    """
    usual = np.array([LineFitSettings.m, LineFitSettings.b])
    centre = live.bowl.nearest_minimum(usual) if live.is_trench else live.bowl.minimum()
    height = max(ROOM * float(live.bowl.loss(usual) - live.bowl.lowest), float(np.var(live.fit.y)), 0.1)
    widths = live.bowl.half_widths(height)
    if live.is_trench:
        widths = np.maximum(widths, 1.5 * np.abs(usual - centre)) + 1
    start = live.start
    low = np.minimum(centre - widths, start - 0.1 * np.abs(start - centre))
    high = np.maximum(centre + widths, start + 0.1 * np.abs(start - centre))
    return Box(*(_neat(low[i], high[i]) for i in AXES))


def line_box(live: LineRun) -> Box:
    """Choose what of the points' plane to show: room for the squares at the sides, and for the line above and below."""
    x, y = live.fit.x, live.fit.y
    wide, tall = float(np.ptp(x)) or 1.0, float(np.ptp(y)) or 1.0
    aside = 0.6 if len(x) < 4 else 0.12
    above = 0.9 if len(x) < 4 else 0.35
    return Box(
        _neat(x.min() - aside * wide, x.max() + aside * wide), _neat(y.min() - above * tall, y.max() + above * tall)
    )


def _neat(low: float, high: float) -> tuple[float, float]:
    """Widen an interval to numbers of few digits."""
    unit = 10.0 ** (math.floor(math.log10(high - low)) - 1)
    return float(f"{math.floor(low / unit) * unit:.12g}"), float(f"{math.ceil(high / unit) * unit:.12g}")


@remembered(32)
def tables_of(live: LineRun) -> "Tables":
    """Return the tables of a run; they are made once."""
    return Tables(live, bowl_box(live))


class Tables:
    """The tables of one run, by the names its charts know them by."""

    def __init__(self, live: LineRun, box: Box) -> None:
        self.live, self.box = live, box
        self.shown = shown_steps(len(live.path.losses) - 1)
        self.path = path_table(live.path, self.shown, AXES, box)
        if live.order and len(live.order[0]) <= MOST_NAMED:
            self.path["batch"] = [f",{','.join(map(str, live.order[k]))}," for k in self.shown]
        else:
            self.path["batch"] = ""
        zero, per_m, per_b = live.fit.sample_gradients(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
        self.points = points_table(
            {"i": np.arange(len(live.fit.x)), "x": live.fit.x, "y": live.fit.y}
            | {f"zero_{of}": zero[:, k] for k, of in enumerate("mb")}
            | {f"per_m_{of}": (per_m - zero)[:, k] for k, of in enumerate("mb")}
            | {f"per_b_{of}": (per_b - zero)[:, k] for k, of in enumerate("mb")}
        )

    @cached_property
    def affine(self) -> Any:
        """Return how the path hangs on its start; None where its steps see other points each time."""
        live = self.live
        if live.order:
            return None
        rule = GradientDescent(live.settings.learning_rate)
        return affine_table(live.bowl, rule, live.settings.steps, AXES)

    @property
    def minima(self) -> tuple[tuple[float, float], ...]:
        """The point of least loss, across and up."""
        floor = self.live.bowl.nearest_minimum(self.live.start)
        return ((float(floor[AXES[0]]), float(floor[AXES[1]])),)

    @cached_property
    def sweep(self) -> "Sweep":
        """Return the tables of the sweep."""
        rates, losses, steps = swept(self.live)
        drawn = np.isfinite(losses) & (losses > 0)
        critical, present = self.live.bowl.critical_rate, self.live.settings.learning_rate
        marks: dict[str, Any] = {
            "rate": np.array([critical, present]),
            "text": [t("critical {rate}", rate=number(critical, 4)), t("now {rate}", rate=number(present))],
            "kind": ["critical", "present"],
        }
        first = float(self.live.path.losses[0]) or 1.0
        least = float(np.min(losses[drawn], initial=first))
        return Sweep(
            # Far beyond the axis either way; past the narrow types' range a line would fall to the bottom.
            points_table({"rate": rates[drawn], "loss": np.clip(losses[drawn], *WITHIN)}),
            points_table(marks),
            steps,
            (min(rates[0], present), max(rates[-1], present)),
            (max(least, first * DEEPEST), first * HIGHEST),
        )


class Sweep(NamedTuple):
    """The tables of a sweep, the steps it took, and the ends of its axes."""

    swept: Any
    marks: Any
    steps: int
    rates: tuple[float, float]
    losses: tuple[float, float]


@remembered(32)
def step_numbers(live: LineRun) -> dict[str, list[str]]:
    """Return, frame by frame, what the transport bar says of where the run stands."""
    shown = shown_steps(len(live.path.losses) - 1)
    columns = {"step": [number(k) for k in shown.tolist()]}
    if live.order:
        columns["epoch"] = [number(e) for e in np.round(live.epochs()[shown], 2).tolist()]
        columns["batch"] = [", ".join(str(i + 1) for i in live.order[k]) for k in shown]
    return columns
