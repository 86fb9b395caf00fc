"""One neuron and what is built of it: its step, its slopes, its bend, its shapes, and the chain rule."""

import streamlit as st

from pages.parts.neuron import panel
from pages.parts.neuron.settings import NeuronSettings
from pages.ui import guard, shell
from pages.ui.lessons import lesson_card

arrived = shell.enter("neuron")
controls, lesson = lesson_card.controls_of("neuron", NeuronSettings(), arrived)
dark = st.context.theme.type == "dark"

lesson_card.show(controls, lesson)
# The pictures before the sliders: whoever moves a slider waits for them.
with guard.picture():
    panel.show(controls, dark)

with st.sidebar:
    panel.settings(controls)
