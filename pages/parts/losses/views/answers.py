"""Two answers to one question, as bars that can be pulled."""

from functools import partial
from typing import Any

import streamlit as st

from pages.parts.losses import figures, rules, run, tables, words
from pages.parts.losses.charts.bars import bars
from pages.parts.losses.settings import LossesSettings as L
from pages.parts.losses.views.room import PAGE, PULLS, generation, head, lit
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import clicked, draw
from pages.ui.text import t


def answers(controls: Controls[L], settings: L, dark: bool) -> None:
    """Two answers to one question, as bars that can be pulled, and what each loss makes of them."""
    made = run.answers(settings)
    places = head(words.answers(made), "answers")
    for which, (place, below) in enumerate(zip(places, st.columns(2), strict=True)):
        _answer(controls, settings, made, which, place, dark)
        below.html(figures.terms(made, which))
    st.markdown(words.what_is_called_mean(made))


def _answer(controls: Controls[L], settings: L, made: run.Answers, which: int, place: Any, dark: bool) -> None:
    """Draw one answer's bars."""
    name, label = f"answer_{'ab'[which]}", figures.answer(which)
    chart = f"{name}_{generation(name, getattr(settings, name))}"
    spec = bars(lit(dark), (t("class"), label), (0, 1.08), dark, classes=made.y.shape[1])
    draw(place, PAGE, chart, spec, tables.of_answer(made, which, settings.lit),
         t("The probabilities of {label}, a bar a class; drag a bar to change it", label=label), height="stretch",
         on_select=partial(_pull, controls, name, chart))  # fmt: skip


def _pull(controls: Controls[L], name: str, chart: str) -> None:
    point = clicked(PAGE, chart, "pulled")
    if point:
        rules.dragged(controls, name, int(point["k"]), float(point["value"]))
        st.session_state[PULLS][name][0] = st.session_state[controls.key(name)]
