"""The view of one neuron: drawn with its numbers, on its error surface, with the transport bar below."""

import functools

import streamlit as st

from pages.parts.neuron import program
from pages.parts.neuron.one import charts as own_charts
from pages.parts.neuron.one import run, tables, words
from pages.parts.neuron.one.arithmetic import arithmetic
from pages.parts.neuron.settings import NeuronSettings
from pages.ui.charts import descent as charts
from pages.ui.controls.settings import Controls
from pages.ui.pictures.contour import contour
from pages.ui.play import playback
from pages.ui.play import repeat as take_away
from pages.ui.play.played_chart import clicked, draw
from pages.ui.tables.descent import path_csv
from pages.ui.text import plain, t

PAGE = "neuron"


def show(controls: Controls[NeuronSettings], dark: bool) -> None:
    """Draw what is above the fold, and the three ways to its first step below it."""
    live = run.run(controls.settings)
    made, alone = tables.of(live), charts.one_run(dark)
    picture = contour(live.surface, tables.AXES, made.box, dark)
    floor = () if live.floor is None else ((float(live.floor[0]), float(live.floor[1])),)
    with st.container(key="verdict"):
        st.markdown(words.verdict(live))
    with st.container(key="charts-viewed-three"):
        left, right = st.columns(2)
    draw(left, PAGE, "drawing", own_charts.neuron(live.neuron.learns_bias, dark),
         {"path": made.path[tables.OF_A_NEURON]},
         t("The neuron, with the number of the step on every wire"), height="stretch")  # fmt: skip
    titles = t("weight w₁"), t("weight w₂")
    draw(right, PAGE, "surface", charts.contour(picture, floor, titles, alone, False, dark),
         {"path": made.path[tables.OF_A_SURFACE]},
         t("The error over both weights, and the path across it"), height="stretch",
         on_select=lambda: _take_start(controls))  # fmt: skip
    written = arithmetic(live)
    playback.show(
        PAGE, len(made.shown), tables.step_numbers(live) | written.values, words.step_label(live), written.lines, dark
    )
    with st.container(key="told"):
        st.divider()
        _below(live, dark)


def _take_start(controls: Controls[NeuronSettings]) -> None:
    point = clicked(PAGE, "surface", "start")
    if point:
        controls.change(w1=float(f"{point['across']:.3g}"), w2=float(f"{point['up']:.3g}"))


def _below(live: run.NeuronRun, dark: bool) -> None:
    left, right = st.columns(2)
    left.markdown(
        t(
            "**Three ways to the same first step**: η δ x with pencil and paper; η times the slope by differences; "
            "and the rule of every page, given the exact gradient."
        )
    )
    left.table(words.ways(live))
    left.markdown(words.start(live))
    if live.neuron.learns_bias:
        left.markdown(
            t("The surface is drawn at the bias that the run ends with, {b}.", b=plain(live.path.thetas[-1, 2]))
        )
    left.markdown(
        t(
            "**Half or not.** With E = ½ (y − ŷ)² the derivative is (y − ŷ) and nothing more. Without the half a 2 "
            "stands in front: every step is twice as long, as if the learning rate were doubled."
        )
    )
    draw(right, PAGE, "loss", charts.loss(live.settings.steps, charts.one_run(dark), dark, t("error E")),
         {"path": tables.of(live).path[tables.OF_A_LOSS]}, t("The error at every step"), height=280)  # fmt: skip
    with st.expander(t("Repeat it")):
        names = ("w1", "w2", "b")[: live.neuron.size]
        take_away.show(PAGE, program.program(live), functools.partial(path_csv, live.path, names))
