"""Blind descent: a ground nobody sees, of which a walk knows the height and the slope where it stands."""

import streamlit as st

from pages.parts.blind import panel
from pages.parts.blind.run import run
from pages.parts.blind.settings import BlindSettings
from pages.ui import shell
from pages.ui.lessons import lesson_card

arrived = shell.enter("blind")
controls, lesson = lesson_card.controls_of("blind", BlindSettings(), arrived)
live = run(controls.settings, lesson_card.is_told(lesson))
dark = st.context.theme.type == "dark"

lesson_card.show(controls, lesson, reached=controls.settings.is_over(), step_by_step=not live.shown)
panel.show(controls, live, dark)

with st.sidebar:
    panel.sidebar(controls, live)
