"""What stands below the fold of the line-fit page, one view at a time."""

import functools

import numpy as np
import streamlit as st

from gdcore.descent import descend
from gdcore.line_fit import CirculatingMistake
from gdcore.optimizers import GradientDescent
from pages.parts.line_fit import charts as line_charts
from pages.parts.line_fit import run, tables
from pages.parts.line_fit.program import program
from pages.parts.line_fit.run import LineRun
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.line_fit.squares import squares
from pages.ui.box import Box
from pages.ui.charts import descent as charts
from pages.ui.pictures.contour import contour
from pages.ui.play import repeat as take_away
from pages.ui.play.played_chart import draw
from pages.ui.tables.descent import path_csv, path_table, shown_steps
from pages.ui.text import number, plural, t


def show(view: str, live: LineRun, dark: bool) -> None:
    """Draw the chosen view."""
    VIEWS[view](live, dark)


def samples(live: LineRun, dark: bool) -> None:
    """The gradient of each point at the step of the frame, and their mean."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    made = tables.tables_of(live)
    draw(left, "line_fit", "samples", line_charts.samples(dark),
         {"path": made.path[tables.OF_A_FAN], "points": made.points},
         t("The descent direction of every single point, and their mean"), height=380)  # fmt: skip
    right.markdown(
        t(
            "Every point pulls m and b its own way: the thin lines. A **batch** step follows their mean, the thick "
            "one; a **mini-batch** step the mean of some; a **single-sample** step (stochastic gradient descent) one "
            "alone. On average they all go the same way. Near the minimum the mean is zero, but the single pulls are "
            "not, unless every point lies on the line: that is why small batches do not settle."
        )
    )


def mistake(live: LineRun, dark: bool) -> None:
    """The gradient that is often printed for this example, and where it leads."""
    usual = LineFitSettings()
    start, rate = np.array([usual.m, usual.b]), GradientDescent(usual.learning_rate)
    example = run.run(usual)
    box = Box((0.0, 10.0), (-9.0, 4.0))  # room for the first steps of the wrong way
    left, right = st.columns([2, 3])
    left.markdown(
        t(
            "Course material on this example prints dMSE/dm = 9m + 5b − 23 = **−7** and dMSE/db = 5m + 3b − 13 = "
            "**−3**. The gradient is (**−3**, **−1**). What is printed belongs to another loss, "
            "½ [(m + b − 3)² + 2 (2m + b − 5)²]: the second point is counted twice."
        )
    )
    left.markdown(
        t(
            "It then sets m to −1.7, which adds η times the slope instead of taking it away (its own slope gives "
            "−0.3), and b to 5.3. Repeated, that sign walks **up** the hill in m: the picture shows its first steps. "
            "Slow progress at 0.005 is put down to a saddle point; this error is strictly convex and has none."
        )
    )
    wrong = descend(CirculatingMistake(ascend_in_m=True), rate, start, 12)
    picture = contour(example.bowl, tables.AXES, box, dark)
    table = path_table(wrong, shown_steps(12), tables.AXES, box)
    made = tables.tables_of(example)
    with right:
        still = charts.still(picture, made.minima, (t("intercept b"), t("slope m")), dark)
        draw(st, "line_fit", "mistake", still, {"path": table},
             t("The path by the printed gradient and its printed signs leaves the bowl"), height=380)  # fmt: skip


def words(live: LineRun, dark: bool) -> None:
    """The words of the field, each with this run's numbers."""
    n, size = len(live.fit.x), live.settings.size(len(live.fit.x))
    low, high = live.bowl.eigenvalues
    rows = {
        t("step"): t("one update of m and b; this run has {n}", n=number(live.settings.steps)),
        t("learning rate η"): t(
            "how much of the gradient a step takes: {rate}; the course writes λ for it, here a curvature",
            rate=number(live.settings.learning_rate),
        ),
        t("batch"): t("the points a step uses: {size} of {n}", size=number(size), n=number(n)),
        t("epoch"): plural(
            -(-n // size),
            one="one pass over all points: {n} step here",
            other="one pass over all points: {n} steps here",
        ),
        t("curvature"): t(
            "λmin = {low}, λmax = {high}; their ratio, the condition number, is {ratio}",
            low=number(low, 4),
            high=number(high, 4),
            ratio=number(live.bowl.condition_number, 4),
        ),
        t("critical rate"): t("2/λmax = {rate}: above it the descent leaves", rate=number(live.bowl.critical_rate, 4)),
        t("best constant rate"): t("2/(λmin + λmax) = {rate}", rate=number(live.bowl.best_rate, 4)),
    }
    st.markdown("\n".join(f"- **{name}**: {meaning}" for name, meaning in rows.items()))


def repeat(live: LineRun, dark: bool) -> None:
    """The run as Python, and as a table to take away."""
    take_away.show("line_fit", program(live), functools.partial(path_csv, live.path, ("m", "b")))


VIEWS = {"samples": samples, "squares": squares, "mistake": mistake, "words": words, "repeat": repeat}
