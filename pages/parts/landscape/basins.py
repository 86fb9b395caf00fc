"""The basin map of the landscape page: every start in the colour of where it ends, for two methods side by side."""

from typing import Any

import streamlit as st

from gdcore.basins import STEPS, Arrivals, basin_map, share
from gdcore.expression import Expression
from gdcore.minima import lowest
from gdcore.optimizers import OPTIMIZERS, Momentum, Optimizer
from pages.parts.landscape import words
from pages.parts.landscape.run import LandscapeRun
from pages.parts.landscape.settings import ALONE, LandscapeSettings
from pages.ui.charts import basins as charts
from pages.ui.controls.settings import Controls
from pages.ui.keeping import kept
from pages.ui.pictures import basin_picture
from pages.ui.pictures.contour import Contour
from pages.ui.play.played_chart import draw
from pages.ui.tables.basins import basin_tables
from pages.ui.terrain import methods
from pages.ui.terrain.ground import Ground
from pages.ui.terrain.start import take_start
from pages.ui.text import number, percent, t

PAGE = "landscape"
COLUMNS, ROWS = 160, 120
COARSER_TYPED = 2  # its gradient takes four evaluations: a quarter of the starts in the same time
COARSER_LONG, LONG = 4, 25  # and a sixteenth of them where it has more operations than that


def show(controls: Controls[LandscapeSettings], live: LandscapeRun, dark: bool) -> None:
    """Draw the map of the present method, and that of another one beside it."""
    ground, settings = live.ground, controls.settings
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.draw("colour", "beside")
    if not ground.minima:
        st.info(t("No minimum was found in this picture, so there is no basin to colour."))
        return
    for k, (place, rule) in enumerate(zip(st.columns(2), rules(live, settings.beside), strict=False)):
        with place:
            _map(controls, live, rule, f"basins{k}", dark)
    if settings.noise:
        st.caption(t("The maps are of exact gradients, without the noise."))


def rules(live: LandscapeRun, beside: str) -> list[Any]:
    """Return the rules that maps are drawn of: the run's own, and another beside it unless it is the same."""
    if beside == ALONE:
        return [live.rule]
    other = OPTIMIZERS[beside](live.rule.learning_rate)
    return [live.rule] if other == live.rule else [live.rule, other]


def _map(controls: Controls[LandscapeSettings], live: LandscapeRun, rule: Any, name: str, dark: bool) -> None:
    ground = live.ground
    found = arrivals(ground, rule)
    reached = share(found.which, lowest(ground.minima))
    st.markdown(words.reached(live, named(rule), percent(reached), number(STEPS)))
    if controls.settings.colour == "steps":
        image, rows = basin_picture.by_steps(found, STEPS, dark), basin_picture.steps_legend(found, STEPS, dark)
    else:
        image = basin_picture.by_minimum(found, ground.minima, dark)
        rows = basin_picture.legend(found, ground.minima, STEPS, dark)
    start = (live.settings.x, live.settings.y)
    marks = basin_tables(image, ground.minima, basin_picture.numbers(ground.minima), start)
    draw(st, PAGE, name, charts.basins(ground.box, ("x", "y"), dark), marks,
         t("Where descent ends, by where it starts"), height=400,
         on_select=lambda: take_start(controls, name))  # fmt: skip
    st.html(basin_picture.swatches(rows))


def picture(live: LandscapeRun, dark: bool) -> Contour:
    """Draw the map of the run's own method as a ground to lay its path on."""
    ground = live.ground
    rule: Any = live.rule
    return Contour(ground.box, basin_picture.by_minimum(arrivals(ground, rule), ground.minima, dark), ())


def named(rule: Optimizer) -> str:
    """Write a method with its learning rate."""
    name, rate = methods.named(type(rule).__name__), number(float(rule.learning_rate))
    if isinstance(rule, Momentum):
        return t("{method}, η = {rate}, β = {beta}", method=name, rate=rate, beta=number(float(rule.momentum)))
    return t("{method}, η = {rate}", method=name, rate=rate)


@kept(32)
def arrivals(ground: Ground, rule: Any) -> Arrivals:
    """Return where the starts of a map end; the same map is computed once for all visitors."""
    coarse = 1
    if isinstance(ground.objective, Expression):
        coarse = COARSER_TYPED if len(ground.objective.program) <= LONG else COARSER_LONG
    places = [point[:2] for point in ground.minima]
    return basin_map(ground.objective, rule, places, ground.box, COLUMNS // coarse, ROWS // coarse, STEPS)
