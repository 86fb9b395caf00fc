"""Slopes: what a derivative is, what a gradient is, and why its opposite leads down."""

import streamlit as st

from pages.parts.slopes import panel, views
from pages.parts.slopes.settings import SlopesSettings
from pages.ui import guard, shell
from pages.ui.lessons import lesson_card
from pages.ui.terrain.gallery import gallery

arrived = shell.enter("slopes")
controls, lesson = lesson_card.controls_of("slopes", SlopesSettings(), arrived)
live, wrong = panel.last_good(controls.settings)
dark = st.context.theme.type == "dark"

lesson_card.show(controls, lesson)
# The pictures before the sliders: whoever moves a slider waits for them.
with guard.picture():
    panel.show(controls, live, wrong, dark)

with st.sidebar:
    panel.sidebar(controls, lambda: gallery(controls, dark))

with st.container(key="told"):
    st.divider()
    controls.draw("view")
    with guard.picture():
        views.show(controls, live, dark)
