"""The MSE line fit: two points, one line, and the bowl it rolls down."""

import streamlit as st

from pages.parts.line_fit import panel, run, views
from pages.parts.line_fit.settings import LineFitSettings
from pages.ui import guard, shell
from pages.ui.lessons import lesson_card

arrived = shell.enter("line_fit")
controls, lesson = lesson_card.controls_of("line_fit", LineFitSettings(), arrived)
settings = controls.settings
live = run.run(settings)
dark = st.context.theme.type == "dark"

lesson_card.show(controls, lesson)
# The pictures before the sliders: whoever moves a slider waits for them.
with guard.picture():
    panel.show(controls, live, dark)

with st.sidebar:
    controls.draw("learning_rate")
    panel.rate_marks(controls, live)
    controls.draw("steps")
    panel.start(controls, live)
    controls.draw("data", "points")
    panel.offers(controls, live)
    controls.draw("n", "slope", "intercept", "noise", "sees", "batch_size", "seed")

with st.container(key="told"):
    st.divider()
    controls.draw("view")
    with guard.picture():
        views.show(settings.view, live, dark)
