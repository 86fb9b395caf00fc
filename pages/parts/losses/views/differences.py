"""The cost that is none: the sum of the differences."""

from functools import partial

import numpy as np
import streamlit as st

from pages.parts.losses import figures, frames, run, tables, words
from pages.parts.losses.charts.bars import Look
from pages.parts.losses.charts.curves import curves as curve_chart
from pages.parts.losses.charts.points import signed
from pages.parts.losses.settings import LossesSettings as L
from pages.parts.losses.views.room import DASHED, DOTTED, PAGE, bar, head
from pages.ui.charts.house import BLUE, GREEN, VERMILION
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import draw
from pages.ui.text import t


def differences(controls: Controls[L], settings: L, dark: bool) -> None:
    """A mistake that circulates: the cost as the sum of the differences."""
    made, whole = run.differences(settings), run.differences(settings, -run.RAISED)
    left, right = head(words.differences(made), "differences")
    box = tables.differences_box(made)
    draw(left, PAGE, "signs", signed(box, ("x", "y"), dark), tables.of_signs(made, box),
         t("The points, the line, and each difference with its sign"), height="stretch")  # fmt: skip
    kinds = (t("Σ(y − ŷ)"), t("mean square"), t("mean distance"))
    look = Look(kinds, (VERMILION[dark], BLUE[dark], GREEN[dark]), ((1, 0), DASHED, DOTTED))
    reach = float(np.abs(whole.sums).max())
    across, up = tables.ends(whole.lines[:, 1], 0), (-reach, 1.3 * reach)
    spec = curve_chart(look, (t("intercept b"), t("cost")), across, up, dark)
    draw(right, PAGE, "three_costs", spec, tables.of_costs(whole, made, kinds),
         t("Three costs against the intercept: two have a lowest place, the sum of differences has none"),
         height="stretch")  # fmt: skip
    bar(f"differences-{settings.m:g}-{settings.b:g}", frames.differences(made), dark)
    three = run.three_lines(settings)
    names = [words.line(m, b) for m, b in run.LINES.values()]
    rows = list(zip(names, three.sums, three.mse, three.mae, strict=True))
    table_place, why = st.columns([6, 5])
    table_place.html(figures.table((t("line"), *kinds), rows))
    with why:
        st.markdown(t(
            "**A mistake that circulates:** “the cost is the sum of the differences”. They cancel: every line through "
            "the mean of the points costs 0, and a line high above all of them costs least."
        ))  # fmt: skip
        _take_lines(controls)


def _take_lines(controls: Controls[L]) -> None:
    """Draw a button for each of the three lines."""
    for place, (name, (m, b)) in zip(st.columns(len(run.LINES)), run.LINES.items(), strict=True):
        place.button(words.line(m, b), key=f"losses.line.{name}",
                     on_click=partial(controls.change, m=m, b=b), width="stretch")  # fmt: skip
