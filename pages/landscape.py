"""The loss landscape: where descent goes wrong, shown and diagnosed."""

import streamlit as st

from pages.parts.landscape import panel, run, views
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui import guard, shell
from pages.ui.lessons import lesson_card
from pages.ui.terrain.gallery import gallery
from pages.ui.terrain.limits import say_when_limited
from pages.ui.terrain.start import draw_start

arrived = shell.enter("landscape")
controls, lesson = lesson_card.controls_of("landscape", LandscapeSettings(), arrived)
settings = controls.settings
live = run.run(settings)
dark = st.context.theme.type == "dark"

lesson_card.show(controls, lesson)
# The pictures before the sliders: whoever moves a slider waits for them.
with guard.picture():
    panel.show(controls, live, dark, lesson)

with st.sidebar:
    gallery(controls, dark)
    controls.draw("formula", "reach", "learning_rate", "momentum")
    draw_start(controls, live.box, live.ground.objective.loss)
    controls.draw("steps")
    say_when_limited(settings, run.MOST_STEPS_TYPED)
    controls.draw("noise", "seed", "levels", "field")

with st.container(key="told"):
    st.divider()
    controls.draw("view")
    with guard.picture():
        views.show(controls, live, dark)
