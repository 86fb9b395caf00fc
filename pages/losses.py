"""The losses: what is being descended."""

import streamlit as st

from pages.parts.losses import panel
from pages.parts.losses.settings import LossesSettings
from pages.ui import guard, shell
from pages.ui.lessons import lesson_card

arrived = shell.enter("losses")
controls, lesson = lesson_card.controls_of("losses", LossesSettings(), arrived)
dark = st.context.theme.type == "dark"

lesson_card.show(controls, lesson)
# The pictures before the sliders: whoever moves a slider waits for them.
with guard.picture():
    panel.show(controls, dark)

with st.sidebar:
    panel.controls_of_the_view(controls)
