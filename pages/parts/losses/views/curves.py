"""What an error costs and what a probability costs; and where a probability of zero goes."""

import numpy as np
import streamlit as st

from pages.parts.losses import figures, frames, run, tables, words
from pages.parts.losses.charts.bars import Look
from pages.parts.losses.charts.curves import curves as curve_chart
from pages.parts.losses.settings import LossesSettings as L
from pages.parts.losses.views.room import DASHED, DOTTED, PAGE, bar, head
from pages.ui.charts.house import BLUE, GREEN, INK, VERMILION
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import draw
from pages.ui.text import t


def curves(controls: Controls[L], settings: L, dark: bool) -> None:
    """What an error costs, and what a probability costs, with the slopes there."""
    made = run.curves()
    left, right = head(words.curves(), "curves")
    look = Look((t("squared, e²"), t("absolute, |e|")), (BLUE[dark], GREEN[dark]), ((1, 0), DASHED))
    spec = curve_chart(look, (t("error e = ŷ − y"), t("loss")), (-run.WIDEST, run.WIDEST), (0, 9.4), dark)
    draw(left, PAGE, "errors", spec, tables.of_errors(made),
         t("The squared and the absolute loss against the error, with their tangents"), height="stretch")  # fmt: skip
    look = Look((t("−ln p"),), (INK[dark],), ((1, 0),))
    spec = curve_chart(look, (t("probability p of the right class"), t("−ln p in nats")), (0, 1), (0, 6.2), dark)
    draw(right, PAGE, "information", spec, tables.of_information(made),
         t("Minus the logarithm of the right class's probability, with its tangent"), height="stretch")  # fmt: skip
    bar("curves", frames.curves(made), dark)


def zero(controls: Controls[L], settings: L, dark: bool) -> None:
    """Where a probability of zero goes, and what a guard makes of it."""
    made, of = run.zero(settings), run.answers(settings)
    left, right = head(words.zero(made, of), "zero")
    kinds = {"none": t("no guard"), "add": t("+ 10⁻⁷"), "floor": t("≥ 2.2·10⁻³⁰⁸")}
    look = Look(tuple(kinds.values()), (INK[dark], VERMILION[dark], BLUE[dark]), ((1, 0), DASHED, DOTTED))
    spec = curve_chart(look, (t("probability p of the right class"), t("−ln p in nats")), (tables.SHOWN_DOWN_TO, 1),
                       (0, 50), dark, logarithmic=True)  # fmt: skip
    draw(left, PAGE, "guards", spec, tables.of_zero(made, kinds),
         t("What a small probability costs, with and without a guard"), height="stretch")  # fmt: skip
    with right:
        called = (figures.answer(0), figures.answer(1), t("all alike"))
        rows: list[list[object]] = [[name, *costs] for name, *costs in zip(called, *made.batch.values(), strict=True)]
        rows.append([t("mean of the batch"), *(float(np.mean(costs)) for costs in made.batch.values())])
        st.html(figures.table((t("cross-entropy"), *kinds.values()), rows, last_is_sum=True))
        st.html(figures.unguarded(of, 0))
        with st.container(key="told-guards"):
            st.markdown(words.guards(made))
    bar("zero", frames.zero(made), dark)
