"""The part of the line-fit page that plays: the verdict, the line, the bowl, the transport bar and the two curves."""

import random

import streamlit as st

from pages.parts.line_fit import charts as line_charts
from pages.parts.line_fit import tables, words
from pages.parts.line_fit.arithmetic import arithmetic
from pages.parts.line_fit.run import LineRun
from pages.parts.line_fit.settings import LineFitSettings, place_on_slider
from pages.ui.charts import descent as charts
from pages.ui.controls.settings import Controls
from pages.ui.pictures.contour import contour
from pages.ui.play import playback
from pages.ui.play.played_chart import clicked, draw
from pages.ui.text import number, plural, t

PAGE = "line_fit"


def show(controls: Controls[LineFitSettings], live: LineRun, dark: bool) -> None:
    """Draw what is above the fold, and the two curves below it."""
    made = tables.tables_of(live)
    box = made.box
    picture = contour(live.bowl, tables.AXES, box, dark)
    alone = charts.one_run(dark)
    with st.container(key="verdict"):
        st.markdown(words.verdict(live, box))
    with st.container(key="charts-played"):
        left, right = st.columns(2)
    m, b = map(float, live.bowl.minimum())
    best = None if live.is_trench else (m, b)
    draw(left, PAGE, "line", line_charts.line(tables.line_box(live), best, dark),
           {"path": made.path[tables.OF_A_LINE], "points": made.points},
           t("The points, the line of the step, and its squared errors"), height="stretch")  # fmt: skip
    draw(right, PAGE, "bowl", charts.contour(picture, made.minima, (t("intercept b"), t("slope m")), alone, True, dark),
           {"path": made.path[tables.OF_A_BOWL]},
           t("The mean squared error over b and m, and the path through it"), height="stretch",
           on_select=lambda: _take_start(controls))  # fmt: skip
    written = arithmetic(live)
    values = tables.place(live) | written.values
    playback.show("line_fit", len(made.shown), values, words.place(live), written.lines, dark)
    with st.container(key="told-curves"):
        left, right = st.columns(2)
    draw(
        left,
        PAGE,
        "loss",
        charts.loss(live.settings.steps, alone, dark),
        {"path": made.path[tables.OF_A_LOSS]},
        t("The loss at every step"),
        height=260,
    )
    swept = made.sweep
    draw(right, PAGE, "sweep", charts.sweep(swept.steps, swept.rates, swept.losses, dark),
           {"sweep": swept.swept, "marks": swept.marks},
           plural(swept.steps, one="The loss after {n} step against the learning rate",
                  other="The loss after {n} steps against the learning rate"), height=260,
           on_select=lambda: _take_rate(controls))  # fmt: skip


def _take_start(controls: Controls[LineFitSettings]) -> None:
    point = clicked(PAGE, "bowl", "start")
    if point:
        controls.change(m=float(f"{point['up']:.4g}"), b=float(f"{point['across']:.4g}"))


def _take_rate(controls: Controls[LineFitSettings]) -> None:
    point = clicked(PAGE, "sweep", "rate")
    if point:
        controls.change(learning_rate=float(f"{point['rate']:.3g}"))


def start(controls: Controls[LineFitSettings], live: LineRun) -> None:
    """Draw the start's two boxes, and the button that draws one at random."""
    left, right = st.columns(2)
    with left:
        controls.draw("m")
    with right:
        controls.draw("b")
    st.button(t("Random start"), on_click=_random_start, args=(controls, live), width="stretch", key="line_fit.random",
              help=t("Or click on the bowl to start there."))  # fmt: skip


def _random_start(controls: Controls[LineFitSettings], live: LineRun) -> None:
    (left, right), (bottom, top) = tables.bowl_box(live)
    controls.change(m=round(random.uniform(bottom, top), 2), b=round(random.uniform(left, right), 2))


def rate_marks(controls: Controls[LineFitSettings], live: LineRun) -> None:
    """Mark on the slider above where the rate is critical."""
    critical = live.bowl.critical_rate
    place = 100 * place_on_slider(critical, controls.stops("learning_rate"))
    label = t("critical {rate} = 2/λmax", rate=number(critical, 4))
    # Numbers of the core and words of the catalog only: nothing a visitor typed.
    st.html(f'<div class="rate-mark" style="--place:{place:.2f}%"><i></i><span>{label}</span></div>')
