"""The part of the race's page that plays: who leads, the losses, the standings and the contour with all paths."""

from typing import Any

import streamlit as st

from gdcore.schedules import CONSTANT
from pages.parts.race import charts as race_charts
from pages.parts.race import tables, words
from pages.parts.race.run import RaceRun
from pages.parts.race.settings import RaceSettings, in_the_table
from pages.ui.charts import descent as charts
from pages.ui.controls.settings import Controls
from pages.ui.pictures.contour import contour
from pages.ui.pictures.relief import relief as raised
from pages.ui.play import playback, relief
from pages.ui.play.played_chart import draw
from pages.ui.terrain import methods
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.main_picture import SURFACE, choice, hint
from pages.ui.terrain.start import start_at, take_start
from pages.ui.text import number, t

PAGE = "race"
CUT = 100.0  # times the first loss: where the axis of the losses ends at most
LINE = 24  # px of the standings
COLUMN_OF = {"learning_rate": 1, "digits": 1, "momentum": 2, "decay": 2, "beta1": 2, "beta2": 3, "epsilon": 4,
             "weight_decay": 5}  # fmt: skip


def show(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """Draw what is above the fold."""
    made, ground = tables.tables_of(live, controls.settings.rank, controls.settings.finish), live.ground
    runs = methods.looks(live.paths, dark)
    labels = tuple(methods.named(method) for method in live.paths)
    picture = contour(ground.objective, AXES, live.box, dark, ground.floor or 0.0, ground.even)
    with st.container(key="verdict"):
        st.markdown(words.verdict(live, made))
    with st.container(key=f"charts-played-of-{len(runs.names)}"):
        left, right = st.columns([5, 6])
    left = left.container(key="race-left")
    title = t("loss") if not ground.floor else t("loss above the minimum")
    spec = charts.loss(live.settings.steps, runs, dark, title, ground.floor is not None, CUT)
    draw(left, PAGE, "loss", spec, {"path": made.path[tables.OF_A_LOSS]},
         t("The loss of every method at every step"), height="stretch")  # fmt: skip
    draw(left, PAGE, "standings", race_charts.standings(runs, labels, bool(ground.minima), dark),
         {"standings": made.standings}, t("Who stands where at the step of the frame"),
         height=LINE * (len(runs.names) + 1) + 22)  # fmt: skip
    says = t("The paths of all methods over x and y")
    if controls.settings.picture == SURFACE:
        surface = raised(ground.objective, AXES, live.box, dark, ground.floor or 0.0, ground.even)
        relief.show(right, f"{PAGE}.relief", surface, ("x", "y"), runs, made.path, ground.stars, says, dark,
                    lambda point: start_at(controls, point))  # fmt: skip
    else:
        draw(right, PAGE, "contour", charts.contour(picture, ground.stars, ("x", "y"), runs, False, dark),
             {"path": made.path[tables.OF_A_CONTOUR]}, says, height="stretch",
             on_select=lambda: take_start(controls, "contour"))  # fmt: skip
    choice(right, controls)
    if controls.settings.picture != SURFACE:
        hint(right, "start", t("Drag the start"))
    playback.show(PAGE, len(made.shown), made.spoken, words.step_label(live), [], dark)
    if live.schedule != CONSTANT:
        draw(st, PAGE, "rates", charts.loss(live.settings.steps, runs, dark, t("learning rate η"), logarithmic=False),
             {"path": tables.rates(live, made.shown)}, t("The learning rate of every method at every step"),
             height=220)  # fmt: skip
    if said := words.tuning(live):
        st.caption(said)


def table(controls: Controls[RaceSettings], live: RaceRun | None) -> None:
    """Draw a button that opens the table of the methods' hyper-parameters, a line a method."""
    settings = controls.settings
    opened = st.popover(t("Rates and hyper-parameters"), width="stretch", key="race.table", on_change="rerun")
    if opened.open:  # seven methods have nineteen boxes
        with opened, st.container(key="hyper-parameters"):
            _boxes(controls, live)
    for method in settings.methods:
        for name in in_the_table(settings, method):
            controls.draw_complaint(name)


def _boxes(controls: Controls[RaceSettings], live: RaceRun | None) -> None:
    settings = controls.settings
    for place, head in zip(_line(), (t("method"), "η", "β, ρ, β₁", "β₂", "ε", "λ"), strict=True):
        place.markdown(f"**{head}**")
    for method in settings.methods:
        places = _line()
        places[0].markdown(methods.named(method))
        drawn = {COLUMN_OF[name.split("_", 1)[1]]: name for name in in_the_table(settings, method)}
        if 1 not in drawn:
            places[1].markdown(number(float(live.rules[method].learning_rate) if live else settings.rate))
        for column, name in drawn.items():
            with places[column]:
                controls.draw(name, complaints=False)
    if live and settings.rates != "own":
        taken: dict[str, Any] = {"on_click": take_rates, "args": (controls, live)}
        st.button(t("Take these rates as my own"), key="race.take_rates", **taken)


def _line() -> list[Any]:
    return list(st.columns([1.6, 1, 1, 1, 1, 1], vertical_alignment="center"))


def take_rates(controls: Controls[RaceSettings], live: RaceRun, **changed: float) -> None:
    """Make the rates of this race the visitor's own, and maybe change some."""
    own = {f"{method}_learning_rate": float(rule.learning_rate) for method, rule in live.rules.items()}
    controls.change(rates="own", **own | changed)
