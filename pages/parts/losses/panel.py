"""The frame of the page of losses: the row of views, the one that is chosen, and its settings."""

from functools import partial
from pathlib import Path

import streamlit as st

from pages.parts.losses import program, rules, views
from pages.parts.losses.settings import OF_A_VIEW, LossesSettings
from pages.ui.controls.settings import Controls
from pages.ui.text import t

STYLE = Path(__file__).with_name("style.css")


def show(controls: Controls[LossesSettings], dark: bool) -> None:
    """Draw the row of views, and the one that is chosen."""
    st.html(STYLE)
    settings = rules.settled(controls)
    controls.draw("view")
    views.show(controls, settings, dark)
    with st.container(key="told"), st.expander(t("Repeat it")):
        st.markdown(t("These lines work out what is shown without this page, to the last digit:"))
        st.code(program.lines(settings), language="python")


def controls_of_the_view(controls: Controls[LossesSettings]) -> None:
    """Draw the settings that the view goes by."""
    follow = {
        "answer_a": partial(rules.typed, controls, "answer_a"),
        "answer_b": partial(rules.typed, controls, "answer_b"),
        "keep": partial(rules.kept, controls),
        "classes": partial(rules.reclassed, controls),
    }
    for name in OF_A_VIEW[controls.settings.view]:
        controls.draw(name, on_change=follow.get(name))
