"""Live mini-batch SGD on MNIST: the settings, a run to watch, and what is inside the net."""

import streamlit as st

from pages.parts.mnist import facts, panel, rates, run, views
from pages.parts.mnist.settings import MnistSettings
from pages.parts.mnist.writing import view
from pages.ui import guard, jobs, shell
from pages.ui.lessons import lesson_card
from pages.ui.play import no_room
from pages.ui.text import t

arrived = shell.enter("mnist")
try:
    data = jobs.digits()
except jobs.MnistError as error:
    st.error(t("The digits cannot be read. {what}", what=jobs.why(error)))
    st.stop()

controls, lesson = lesson_card.controls_of("mnist", MnistSettings(), arrived)
settings = controls.settings
live, none = run.current_if_room(settings, data)
dark = st.context.theme.type == "dark"

lesson_card.show(controls, lesson, run.reset, live is not None and live.update >= settings.updates)
with st.sidebar:
    controls.draw("optimizer", on_change=lambda: panel.take_good_rate(controls))
    controls.draw(
        *settings.hyper_parameters(), "schedule", "every", "fall", "warm_up", "over", "batch_size", "sampling"
    )
    controls.draw("hidden", "activation", "initialisation", "scale", "seed", "updates", "loss_axis")

if live is None:
    no_room.show(none)
else:
    with guard.picture():
        panel.show(controls, live, dark)
    panel.buttons(controls, live, lesson)
    if settings.view == panel.WRITES:
        with guard.picture():
            view.show(live, dark)
    with st.container(key="told"):
        with guard.picture():
            rates.show(live, dark)
        st.divider()
        controls.draw("view")
        with guard.picture():
            views.show(live, dark)
        facts.show()
