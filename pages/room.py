"""The room: the code by which phones join, everyone descends, everyone trains."""

import streamlit as st

from pages.parts.room import view
from pages.parts.room.settings import RoomSettings
from pages.ui import shell
from pages.ui.lessons import lesson_card
from pages.ui.room import panel
from pages.ui.terrain.gallery import gallery
from pages.ui.terrain.start import draw_start
from pages.ui.text import t

arrived = shell.enter("room")
controls, lesson = lesson_card.controls_of("room", RoomSettings(), arrived)
settings = controls.settings
dark = st.context.theme.type == "dark"

st.sidebar.markdown(f"**{t('Room')}**")  # a sidebar that opens after the pictures makes them narrower
with st.container(key="views"):
    controls.draw("activity")
panel.offer()
view.show(settings, dark)
with st.sidebar:
    if settings.activity == "descend":
        gallery(controls, dark)
        controls.draw("formula", "reach", "choose", "learning_rate")
        if settings.choose != "start":
            draw_start(controls, settings.ground().box, settings.ground().objective.loss)
        controls.draw("steps")
    elif settings.activity == "write":
        controls.draw("digit")
    controls.draw_complaint("lesson")
    controls.draw_complaint("link")
