"""What stands below the fold of the slopes page, one view at a time."""

import functools
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from gdcore.arrays import Array
from gdcore.curves import CURVES
from gdcore.differentiate import derivative, numerical_gradient
from gdcore.gradient_mistakes import batch_gradient, in_place_gradient
from pages.parts.slopes import program
from pages.parts.slopes.curve import charts as curve_charts
from pages.parts.slopes.curve import tables as curve_tables
from pages.parts.slopes.curve.run import CurveRun
from pages.parts.slopes.field import tables as field_tables
from pages.parts.slopes.point import tables as point_tables
from pages.parts.slopes.point.run import PointRun
from pages.parts.slopes.run import SlopesRun, run
from pages.parts.slopes.settings import MISTAKES, POINT, SlopesSettings
from pages.parts.slopes.stage import PAGE
from pages.ui.charts.descent import Runs
from pages.ui.charts.house import BLUE, GREEN, VERMILION
from pages.ui.controls.settings import Controls
from pages.ui.pictures.relief import relief as raised
from pages.ui.play import relief
from pages.ui.play import repeat as take_away
from pages.ui.play.played_chart import draw
from pages.ui.tables.descent import lines_table
from pages.ui.terrain.ground import AXES, ground
from pages.ui.text import number, plain, rough, t

TINY = 1e-50
BATCH = ((3.0, 4.0), (0.0, 2.0))


def show(controls: Controls[SlopesSettings], live: SlopesRun, dark: bool) -> None:
    """Draw the chosen view."""
    VIEWS[controls.settings.view](controls.settings, live, dark)


def mistakes(settings: SlopesSettings, live: SlopesRun, dark: bool) -> None:
    """What circulates about gradients and is wrong, each with its numbers."""
    for name, body in BODIES.items():
        with st.expander(t(MISTAKES[name]), expanded=settings.mistake == name):
            body()


def _unit_vector() -> None:
    bowl = ground("bowl").objective
    gradient = bowl.gradient(np.array(POINT))
    length = float(np.hypot(*gradient))
    unit = gradient / length
    st.markdown(
        t(
            "The gradient of x² + y² at (3, 4) is ({a}, {b}), and its length is √({a}² + {b}²) = **{length}**. The "
            "unit vector of the same direction is ({u}, {v}). The direction says where it climbs most steeply, the "
            "length how steeply: a step of descent is η times both, so it shortens by itself as the slope levels out.",
            a=plain(gradient[0]), b=plain(gradient[1]), length=plain(length), u=plain(unit[0]), v=plain(unit[1]),
        )
    )  # fmt: skip


CIRCULATING = """def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x, dtype=float)
    for i in range(x.size):
        here = x[i]
        x[i] = here + h
        above = f(x)
        x[i] = here - h
        below = f(x)
        grad[i] = (above - below) / (2*h)
        x[i] = here
    return grad

numerical_gradient(lambda x: np.sum(x**2), np.array([3, 4]))"""


def _whole_numbers() -> None:
    st.code(CIRCULATING, language="python")
    rows = in_place_gradient(_sum_of_squares, np.array([3, 4]))
    ours = numerical_gradient(lambda x: (x**2).sum(axis=-1), np.array([3, 4]))
    st.markdown(
        t(
            "It answers **({a}, {b})** and no error. The array holds whole numbers: 3 + 0.0001 is stored as {above}, "
            "and 3 − 0.0001 as {below}. So the difference is that of a whole step, {high} − {low}, divided by 0.0002. "
            "Written as `np.array([3.0, 4.0])` it is right.",
            a=plain(rows[0].slope), b=plain(rows[1].slope), above=plain(rows[0].above), below=plain(rows[0].below),
            high=plain(rows[0].high), low=plain(rows[0].low),
        )
    )  # fmt: skip
    st.table(
        {
            t("coordinate"): ["x", "y"],
            t("stored as x + h"): [plain(row.above) for row in rows],
            t("stored as x − h"): [plain(row.below) for row in rows],
            t("f above"): [plain(row.high) for row in rows],
            t("f below"): [plain(row.low) for row in rows],
            t("(f above − f below) / 2h"): [plain(row.slope) for row in rows],
        }
    )
    st.markdown(
        t(
            "Ours takes every array as float64 and works on a copy: for the same array of whole numbers it answers "
            "**({a}, {b})**.",
            a=plain(round(float(ours[0]), 6)), b=plain(round(float(ours[1]), 6)),
        )
    )  # fmt: skip


def _sum_of_squares(x: npt.NDArray[Any]) -> float:
    return float((x**2).sum())


def _tiny_h() -> None:
    square = CURVES["square"]
    answers = {h: float(derivative(square.value, 2, h)) for h in (1e-4, 1e-15, TINY)}
    st.markdown(
        t(
            "The slope of x² at 2 is 4. Beside 2 a float64 has no room for less than {spacing}: with h = 10⁻⁵⁰, "
            "2 + h is 2 and 2 − h is 2, so the difference is 0 and the slope is **{tiny}**. No error, no warning.",
            spacing=rough(float(np.spacing(2.0)), 2), tiny=plain(answers[TINY]),
        )
    )  # fmt: skip
    st.table(
        {
            t("h"): [number(h) for h in answers],
            t("(f(2 + h) − f(2 − h)) / 2h"): [number(slope, 10) for slope in answers.values()],
        }
    )


def _wrong_axis() -> None:
    right = batch_gradient(lambda x: (x**2).sum(axis=1), BATCH)
    wrong = batch_gradient(lambda x: (x**2).sum(axis=0), BATCH)
    st.markdown(
        t(
            "Two points in one array, one in each row, and f(x, y) = x² + y². `np.sum(X**2, axis=1)` adds along a row "
            "and answers one number for each point. `axis=0` adds down the columns and mixes the points. With two "
            "points and two coordinates the shapes agree, so nothing complains."
        )
    )
    st.table(
        {
            t("point"): [_pair(row) for row in np.array(BATCH)],
            t("gradient with axis=1"): [_pair(row) for row in right],
            t("“gradient” with axis=0"): [_pair(row) for row in wrong],
        }
    )


def _pair(values: Array) -> str:
    x, y = (plain(round(float(value), 6)) for value in values)
    return f"({x}, {y})"


def microscope(settings: SlopesSettings, live: SlopesRun, dark: bool) -> None:
    """The curve about the point, enlarged as h shrinks."""
    if not isinstance(live, CurveRun):
        st.markdown(t("The microscope is for a curve of one variable: choose “One variable” above."))
        return
    made = curve_tables.tables_of(live)
    left, right = st.columns([3, 2], vertical_alignment="center")
    draw(left, PAGE, "microscope", curve_charts.microscope(dark),
         {"path": made.path, "point": made.point, "enlarged": curve_tables.enlarged(live)},
         t("The curve about the point, enlarged so that h is one unit long"), height=400)  # fmt: skip
    right.markdown(
        t(
            "The picture is enlarged as h shrinks: h is always one unit long. Under enough magnification a smooth "
            "curve is straight, and its slope is that of the line it becomes. A kink stays a kink however close one "
            "looks, which is why it has no slope."
        )
    )


def surface(settings: SlopesSettings, live: SlopesRun, dark: bool) -> None:
    """The surface in 3-D, with both slices through the point on it."""
    found = run(replace(settings, part="two")) or run(SlopesSettings(part="two"))
    assert isinstance(found, PointRun)
    (left, right), (bottom, top) = found.box
    x, y = found.point.tolist()
    ticks = np.linspace(0, 1, 121)
    along_x = np.stack([left + (right - left) * ticks, np.full(121, y)], axis=1)
    along_y = np.stack([np.full(121, x), bottom + (top - bottom) * ticks], axis=1)
    ways = {"x": along_x, "y": along_y, "point": np.array([[x, y]])}
    runs = Runs(tuple(ways), (BLUE[dark], GREEN[dark], VERMILION[dark]), ((1, 0), (8, 4), (1, 0)))
    ground = found.ground
    picture = raised(ground.objective, AXES, found.box, dark, ground.floor or 0.0, ground.even)
    relief.show(st.container(), "slopes.relief", picture, ("x", "y"), runs, lines_table(ways), ground.stars,
                t("The surface, and both slices through the point on it"), dark, height=560, still=True)  # fmt: skip
    st.caption(t("Blue: the slice along x, with y held. Green: the slice along y, with x held."))


def repeat(settings: SlopesSettings, live: SlopesRun, dark: bool) -> None:
    """What is shown as Python, and as a table to take away."""
    take_away.show("slopes", program.lines(live), functools.partial(_csv, live))


def _csv(live: SlopesRun) -> str:
    if isinstance(live, CurveRun):
        return curve_tables.csv(live)
    return point_tables.csv(live) if isinstance(live, PointRun) else field_tables.csv(live)


BODIES = {"unit": _unit_vector, "whole": _whole_numbers, "tiny": _tiny_h, "axis": _wrong_axis}
VIEWS = {"mistakes": mistakes, "microscope": microscope, "surface": surface, "repeat": repeat}
