"""A page for `playback.py` to measure: two charts of six runs of 200 steps under the transport bar."""

import streamlit as st

from gdcore.descent import descend
from gdcore.line_fit import LineFit
from gdcore.optimizers import GradientDescent
from pages.parts.race.standings import together
from pages.ui import shell
from pages.ui.box import Box
from pages.ui.charts import descent as charts
from pages.ui.pictures.contour import contour
from pages.ui.play import playback
from pages.ui.tables.descent import path_columns, shown_steps

RUNS, STEPS = 6, 200
st.set_page_config(layout="wide")
st.html(shell.STYLE)
bowl, box = LineFit([1, 2], [3, 5]).bowl(), Box((-5.0, 7.0), (-1.7, 5.7))
names = tuple(f"run {i}" for i in range(RUNS))
colours = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")
runs = charts.Runs(names, colours, ((1, 0), (8, 4), (3, 3), (12, 3, 3, 3), (6, 6), (2, 4)))
paths = [descend(bowl, GradientDescent(0.05 * (i + 1)), [-1, 5 - i], STEPS) for i in range(RUNS)]
shown = shown_steps(STEPS)
path = together({n: path_columns(p, shown, (1, 0), box) for n, p in zip(names, paths, strict=True)})
picture = contour(bowl, (1, 0), box, False)
left, right = st.columns(2)
left.vega_lite_chart(
    None,
    charts.contour(picture, ((1.0, 2.0),), ("b", "m"), runs, False, False) | {"datasets": {"path": path}},
    height=400,
)
right.vega_lite_chart(None, charts.loss(STEPS, runs, False) | {"datasets": {"path": path}}, height=400)
playback.show("measured", len(shown), {"step": [str(k) for k in shown]}, "step {step}", [], False)
