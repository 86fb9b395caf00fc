"""The optimizer race: one start, one budget, seven methods; over a surface, or on the digits."""

import streamlit as st

from pages.parts.race import panel, run, views
from pages.parts.race.digits import panel as network
from pages.parts.race.settings import RaceSettings
from pages.ui import guard, shell
from pages.ui.lessons import lesson_card
from pages.ui.terrain.gallery import gallery
from pages.ui.terrain.limits import say_when_limited
from pages.ui.terrain.start import draw_start

arrived = shell.enter("race")
controls, lesson = lesson_card.controls_of("race", RaceSettings(), arrived)
settings = controls.settings
dark = st.context.theme.type == "dark"
live = run.run(settings) if settings.track == "surface" else None

lesson_card.show(controls, lesson)
# The pictures before the sliders: whoever moves a slider waits for them.
if live:
    with guard.picture():
        panel.show(controls, live, dark)

with st.sidebar:
    controls.draw("track")
    if live:
        gallery(controls, dark)
    controls.draw(
        "formula", "reach", "methods", "rates", "digits_rates", "rate", "schedule", "every", "fall", "warm_up"
    )
    panel.table(controls, live)
    if live:
        draw_start(controls, live.box, live.ground.objective.loss)
        controls.draw("steps")
        say_when_limited(settings, run.MOST_STEPS_TYPED)
        controls.draw("rank", "finish", "noise", "seed")
    else:
        controls.draw("updates", "speed", "seed")

if live:
    with st.container(key="told"):
        st.divider()
        controls.draw("view")
        with guard.picture():
            views.show(controls, live, dark)
else:
    with guard.picture():
        network.show(
            settings.digits_rules(),
            settings.rates_over(settings.updates),
            settings.updates,
            settings.seed,
            settings.speed,
            dark,
        )
