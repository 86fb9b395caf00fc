"""The part of the line-fit page that plays: the verdict, the line, the bowl, the loss, and the sweep below the bar."""

import streamlit as st

from pages.parts.line_fit import charts as line_charts
from pages.parts.line_fit import run, tables, words
from pages.parts.line_fit.arithmetic import arithmetic
from pages.parts.line_fit.run import LineRun
from pages.parts.line_fit.settings import RATES, LineFitSettings, place_on_slider
from pages.ui.charts import descent as charts
from pages.ui.controls.settings import Controls
from pages.ui.pictures.contour import contour
from pages.ui.pictures.relief import relief as raised
from pages.ui.play import playback, relief
from pages.ui.play.played_chart import clicked, draw
from pages.ui.terrain.main_picture import SURFACE, choice, hint, known_by_now
from pages.ui.terrain.start import draw_boxes
from pages.ui.text import number, plural, t

PAGE = "line_fit"


def show(controls: Controls[LineFitSettings], live: LineRun, dark: bool) -> None:
    """Draw what is above the fold, and the sweep below it."""
    made = tables.tables_of(live)
    box = made.box
    picture = contour(live.bowl, tables.AXES, box, dark)
    alone = charts.one_run(dark)
    with st.container(key="verdict"):
        st.markdown(words.verdict(live, box))
    with st.container(key="charts-played"):
        left, middle, right = st.columns([6, 7, 6])
    m, b = map(float, live.bowl.minimum())
    best = None if live.is_trench else (m, b)
    draw(left, PAGE, "line", line_charts.line(tables.line_box(live), best, dark),
           {"path": made.path[tables.OF_A_LINE], "points": made.points},
           t("The points, the line of the step, and its squared errors"), height="stretch")  # fmt: skip
    titles = (t("intercept b"), t("slope m"))
    says = t("The mean squared error over b and m, and the path through it")
    if controls.settings.picture == SURFACE:
        relief.show(middle, f"{PAGE}.relief", raised(live.bowl, tables.AXES, box, dark), titles, alone, made.path,
                    made.minima, says, dark, lambda point: _start_at(controls, point))  # fmt: skip
    else:
        follows = {} if made.affine is None else {"affine": made.affine}
        draw(middle, PAGE, "bowl",
             charts.contour(picture, made.minima, titles, alone, True, dark, affine=bool(follows)),
             {"path": made.path[tables.OF_A_BOWL]} | follows, says, height="stretch",
             on_select=lambda: _start_at(controls, clicked(PAGE, "bowl", "start")))  # fmt: skip
    choice(middle, controls)
    if controls.settings.picture != SURFACE:
        hint(middle, "start", t("Drag the start"))
    draw(right, PAGE, "loss", charts.loss(live.settings.steps, alone, dark), {"path": made.path[tables.OF_A_LOSS]},
         t("The loss at every step"), height="stretch")  # fmt: skip
    written = arithmetic(live)
    values = tables.step_numbers(live) | written.values
    playback.show("line_fit", len(made.shown), values, words.step_label(live), written.lines, dark)
    swept = made.sweep
    below = st.container(key="told-sweep")
    draw(below, PAGE, "sweep", line_charts.sweep(swept.steps, swept.rates, swept.losses, dark),
           {"sweep": swept.swept, "marks": swept.marks},
           plural(swept.steps, one="The loss after {n} step against the learning rate",
                  other="The loss after {n} steps against the learning rate"), height=380,
           on_select=lambda: _take_rate(controls))  # fmt: skip


def _start_at(controls: Controls[LineFitSettings], point: dict[str, float] | None) -> None:
    if point:
        known_by_now("start")
        controls.change(m=float(f"{point['up']:.4g}"), b=float(f"{point['across']:.4g}"))


def _take_rate(controls: Controls[LineFitSettings]) -> None:
    point = clicked(PAGE, "sweep", "rate")
    if point:
        controls.change(learning_rate=float(f"{point['rate']:.3g}"))


def start(controls: Controls[LineFitSettings], live: LineRun) -> None:
    """Draw the start's two boxes, and the button that draws one at random."""
    across, up = tables.bowl_box(live)
    draw_boxes(controls, {"m": up, "b": across}, note=t("Or click on the bowl to start there, or drag."))


def offers(controls: Controls[LineFitSettings], live: LineRun) -> None:
    """Offer other x where those that were typed make the bowl a trench."""
    if not run.offers_other_x(live):
        return
    st.caption(t("With these x the bowl is a long trench: descent crosses it at once and then hardly moves along it."))
    with st.container(horizontal=True):
        for name, label in (("centred", t("Take x − mean")), ("standardised", t("Take (x − mean) / deviation"))):
            st.button(label, on_click=_take_x, args=(controls, live, name), key=f"line_fit.{name}")


def _take_x(controls: Controls[LineFitSettings], live: LineRun, name: str) -> None:
    controls.change(points=run.with_other_x(live, name))


def rate_marks(controls: Controls[LineFitSettings], live: LineRun) -> None:
    """Mark on the slider above where the rate is critical."""
    critical = live.bowl.critical_rate
    place = 100 * place_on_slider(critical, controls.stops("learning_rate"))
    label = t("critical {rate} = 2/λmax", rate=number(critical, 4))
    # Numbers of the core and words of the catalog only: nothing a visitor typed.
    st.html(f'<div class="rate-mark" style="--place:{place:.2f}%"><i></i><span>{label}</span></div>')
    if critical < RATES[0]:
        near = float(f"{run.CLOSE * critical:.3g}")
        st.button(t("Take {share} × critical", share=number(run.CLOSE)), on_click=_take_near, args=(controls, near),
                  width="stretch", key="line_fit.near", help=t("The slider does not reach that far down."))  # fmt: skip


def _take_near(controls: Controls[LineFitSettings], rate: float) -> None:
    controls.change(learning_rate=rate)
