"""A lesson's question, asked in the room: while it is open how many have answered, and then what they said."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.room import host, panel
from pages.ui.room.store import Moment


def follow(lesson: str, told: bool) -> bool:
    """Let the room be asked a lesson's question; return whether its answer is told, as `host.follow`."""
    return host.follow({"kind": "guess", "lesson": lesson}, told)


def nothing() -> None:
    """Ask no lesson's question any more, and draw the room's line in the sidebar."""
    host.follow({}, False)
    with st.sidebar:
        panel.show()


def show(labels: Sequence[str], right: int, told: bool) -> None:
    """Draw the room's line in a lesson's card, and once it is told the bars.

    Args:
        labels: of the answers.
        right: which of them is right.
        told: whether it may be seen.
    """

    def below(now: Moment) -> None:
        if told and now.state == "shown":
            said = list(panel.answers().values())
            st.html(panel.bars(labels, [said.count(k) for k in range(len(labels))], right))

    panel.show(below)
