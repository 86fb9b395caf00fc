"""The room's page below its line: the code, or what the room does."""

import streamlit as st

from pages.parts.room import descend_panel, train_panel, write_panel
from pages.parts.room.settings import RoomSettings
from pages.ui.room import host, panel
from pages.ui.room.store import Moment
from pages.ui.text import t

MARK = "room.mark"  # what of the room the page was drawn for


def show(settings: RoomSettings, dark: bool) -> None:
    """Draw the page."""
    if not host.current():
        st.markdown(
            t(
                "A room lets everybody take part by phone: they open a link or type four letters, without an account "
                "or a name. Then a lesson's question is asked on every phone, everyone descends on one surface, or "
                "everyone trains the network. Closing the room forgets everything; three hours do it anyway."
            )
        )
        return
    now = host.moment()
    if now is None:
        st.rerun()  # the room is closed, and the page begins without it
    st.session_state[MARK] = _mark(now)
    panel.show(_changed, code=settings.activity == "code")
    if settings.activity == "descend":
        descend_panel.show(settings, now, dark)
    elif settings.activity == "train":
        train_panel.show(now, dark)
    elif settings.activity == "write":
        write_panel.show(settings, now, dark)


def _mark(now: Moment) -> tuple[int, str]:
    return now.question, now.state


def _changed(now: Moment) -> None:
    """Draw the page again when the room was asked, or told, by another window of the lecturer's."""
    if st.session_state.get(MARK) not in (None, _mark(now)):
        st.rerun()
