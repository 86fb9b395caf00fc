"""A gradient as the tables of its charts, and the numbers its arithmetic is written with."""

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from gdcore.slices import cut
from pages.parts.slopes.point.run import PointRun
from pages.parts.slopes.point.words import lines, lines_at_a_kink, sides_along, slope_along
from pages.ui.language import remembered
from pages.ui.tables.descent import points_table
from pages.ui.tables.printed import Printed, printed
from pages.ui.text import number, plain, t

ALONG = 81  # points of a slice


class PointTables(NamedTuple):
    """The tables of a gradient at a point.

    Attributes:
        path: a row a frame: the angle, the slope in its direction, the hand of the dial and its foot.
        slices: s, value, along.
        tangents: along, left, right, start, end, text.
        point: one row: across, up.
        arrows: name, across, up, to_across, to_up.
        sides: of the parallelogram, likewise.
        marks: name, angle, slope, text: what the dial shows at the axes and where it is steepest.
        written: the arithmetic of every frame.
        scale: how many times its length the gradient is drawn.
    """

    path: Any
    slices: Any
    tangents: Any
    point: Any
    arrows: Any
    sides: Any
    marks: Any
    written: Printed
    scale: float


def half_width(live: PointRun) -> float:
    """Return how far the slices go from the point."""
    return 0.25 * min(high - low for low, high in live.box)


@remembered(32)
def tables_of(live: PointRun) -> PointTables:
    """Return the tables of a gradient; they are made once."""
    width, scale = half_width(live), live.scale
    tip = live.point + scale * live.gradient
    hand = live.point + scale * live.length * live.directions
    foot = live.point + scale * live.slopes[:, np.newaxis] * live.directions
    path = points_table(
        {
            "frame": np.arange(len(live.angles), dtype=np.int16),
            "angle": live.angles,
            "slope": live.slopes,
            "start": live.value - width * live.slopes,
            "end": live.value + width * live.slopes,
            "hand_across": hand[:, 0],
            "hand_up": hand[:, 1],
            "foot_across": foot[:, 0],
            "foot_up": foot[:, 1],
        }
    )
    path["said"] = [
        t("at {angle}°: slope {slope}", angle=_angle(a), slope=plain(s))
        for a, s in zip(live.angles.tolist(), live.slopes.tolist(), strict=True)
    ]
    (x, y), (right, up) = live.point.tolist(), tip.tolist()
    arrows = [
        {"name": "x", "across": x, "up": y, "to_across": right, "to_up": y},
        {"name": "y", "across": x, "up": y, "to_across": x, "to_up": up},
        {"name": "sum", "across": x, "up": y, "to_across": right, "to_up": up},
    ]
    sides = [
        {"across": right, "up": y, "to_across": right, "to_up": up},
        {"across": x, "up": up, "to_across": right, "to_up": up},
    ]
    slices, tangents = _slices(live, width)
    drawn = slice(None) if live.sides is None else slice(0)  # at a kink there is no gradient to draw
    return PointTables(path, slices, tangents, pd.DataFrame([{"across": x, "up": y}]), pd.DataFrame(arrows)[drawn],
                       pd.DataFrame(sides)[drawn], _dial_marks(live), _written(live), scale)  # fmt: skip


def _slices(live: PointRun, width: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    parts, tangents = [], []
    for k, (name, angle) in enumerate((("x", 0.0), ("y", 90.0))):
        found = cut(live.ground.objective, live.point, angle, np.linspace(-width, width, ALONG))
        part = points_table({"s": np.linspace(-width, width, ALONG), "value": found.values})
        part["along"] = name
        parts.append(part[np.isfinite(part["value"])])
        start, end = found.tangent[[0, -1]].tolist()
        if live.sides is None:
            said = slope_along(name, found.slope)
        else:
            said, start, end = sides_along(name, *live.sides[k].tolist()), np.nan, np.nan
        tangents.append({"along": name, "left": -width, "right": width, "start": start, "end": end, "text": said})
    return pd.concat(parts), pd.DataFrame(tangents)


def _dial_marks(live: PointRun) -> pd.DataFrame:
    if live.sides is not None:
        return pd.DataFrame(columns=["name", "angle", "slope", "text"])
    rows = [
        {"name": "x", "angle": 0.0, "slope": float(live.gradient[0]), "text": "∂f/∂x"},
        {"name": "y", "angle": 90.0, "slope": float(live.gradient[1]), "text": "∂f/∂y"},
    ]
    if math.isfinite(live.steepest):
        rows.append(
            {"name": "sum", "angle": live.steepest, "slope": live.length, "text": f"|∇f| = {plain(live.length)}"}
        )
    return pd.DataFrame(rows)


def _angle(angle: float) -> str:
    return number(angle, 4)


def _written(live: PointRun) -> Printed:
    """Write the arithmetic of every frame."""
    cos, sin = live.directions.T
    a, b = live.gradient.tolist()
    angles = {"angle": [_angle(angle) for angle in live.angles.tolist()]}
    if live.sides is not None:
        made = printed(lines_at_a_kink(), {"slope": live.slopes})
        return made._replace(values=made.values | angles)
    made = printed(lines(), {"a": a, "b": b, "length": np.full(len(cos), live.length), "cos": cos, "sin": sin,
                             "slope": live.slopes})  # fmt: skip
    return made._replace(values=made.values | angles)


def csv(live: PointRun) -> str:
    """Write the slope in every direction as comma-separated values."""
    return pd.DataFrame({"angle": live.angles, "slope": live.slopes}).to_csv(index=False)
