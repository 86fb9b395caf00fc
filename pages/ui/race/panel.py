"""The part of the race's page that plays: who leads, the losses, the standings and the contour with all paths."""

from typing import Any

import streamlit as st

from pages.ui import methods, playback
from pages.ui.charts import descent as charts
from pages.ui.charts import race as race_charts
from pages.ui.contour import contour
from pages.ui.ground import AXES
from pages.ui.played_chart import clicked, draw
from pages.ui.race import tables, words
from pages.ui.race.run import RaceRun
from pages.ui.race.settings import RaceSettings, hyper_parameters
from pages.ui.settings import Controls
from pages.ui.text import number, t

PAGE = "race"


def show(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """Draw what is above the fold."""
    made, ground = tables.of(live, controls.settings.rank, controls.settings.finish), live.ground
    runs = methods.looks(live.paths, dark)
    labels = tuple(methods.named(method) for method in live.paths)
    picture = contour(ground.objective, AXES, live.box, dark, ground.floor or 0.0, ground.even)
    with st.container(key="verdict"):
        st.markdown(words.verdict(live, made))
    with st.container(key="charts-played"):
        left, right = st.columns([5, 6])
    title = t("loss") if not ground.floor else t("loss above the minimum")
    draw(left, PAGE, "loss", charts.loss(live.settings.steps, runs, dark, title, ground.floor is not None),
         {"path": made.path[tables.OF_A_LOSS]}, t("The loss of every method at every step"), height="stretch")  # fmt: skip
    draw(left, PAGE, "standings", race_charts.standings(runs, labels, bool(ground.minima), dark),
         {"standings": made.standings}, t("Who stands where at the step of the frame"), height="stretch")  # fmt: skip
    draw(right, PAGE, "contour", charts.contour(picture, ground.stars, ("x", "y"), runs, False, dark),
         {"path": made.path[tables.OF_A_CONTOUR]}, t("The paths of all methods over x and y"), height="stretch",
         on_select=lambda: _take_start(controls))  # fmt: skip
    playback.show(PAGE, len(made.shown), made.spoken, words.place(live), [], dark)
    if said := words.tuning(live):
        st.caption(said)


def _take_start(controls: Controls[RaceSettings]) -> None:
    point = clicked(PAGE, "contour", "start")
    if point:
        controls.change(x=float(f"{point['across']:.4g}"), y=float(f"{point['up']:.4g}"))


def table(controls: Controls[RaceSettings], live: RaceRun) -> None:
    """Draw a button that opens the table of the methods' hyper-parameters, a line a method."""
    s = controls.settings
    names = [name for method in s.methods for name in hyper_parameters(method)]
    with st.popover(t("Rates and hyper-parameters"), width="stretch"), st.container(key="hyper-parameters"):
        for method in s.methods:
            rate, *others = hyper_parameters(method)
            places: list[Any] = list(st.columns(5, vertical_alignment="bottom"))
            with places[0]:
                if s.rates == "own":
                    controls.draw(rate)
                else:
                    st.metric(t("{method}: learning rate η", method=methods.named(method)),
                              number(float(live.rules[method].learning_rate)))  # fmt: skip
            for place, name in zip(places[1:], others, strict=False):
                with place:
                    controls.draw(name)
        if s.rates != "own":
            st.button(t("Take these rates as my own"), on_click=take_rates, args=(controls, live), key="race.take_rates")
    for name in names:
        controls.draw_complaint(name)


def take_rates(controls: Controls[RaceSettings], live: RaceRun, **changed: float) -> None:
    """Make the rates of this race the visitor's own, and maybe change some."""
    own = {f"{method}_learning_rate": float(rule.learning_rate) for method, rule in live.rules.items()}
    controls.change(rates="own", **own | changed)
