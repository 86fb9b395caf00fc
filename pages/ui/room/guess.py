"""A lesson's question, asked in the room: while it is open how many have answered, and then what they said."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pages.ui.room import host, panel
from pages.ui.room.store import Moment


def follow(lesson: str, told: bool) -> bool:
    """Let the room be asked a lesson's question; return whether its answer is told, as `host.follow`."""
    return host.follow({"kind": "guess", "lesson": lesson}, told)


def taps(lesson: str) -> Mapping[int, Any]:
    """Return what the room has answered, once it may be seen; nothing while it is asked something else."""
    now = host.moment() if panel.is_open() else None
    mine = now is not None and now.state == "shown" and now.activity.get("lesson") == lesson
    return panel.answers() if mine else {}


def nothing() -> None:
    """Ask no lesson's question any more, and draw the room's line in the sidebar."""
    host.follow({}, False)
    with st.sidebar:
        panel.show()


def show(
    labels: Sequence[str], right: int, told: bool, cloud: Callable[[Mapping[int, Any]], str] = lambda answers: ""
) -> None:
    """Draw the room's line in a lesson's card, and once it is told the bars.

    Args:
        labels: of the answers.
        right: which of them is right.
        told: whether it may be seen.
        cloud: lays out what was guessed besides the answers.
    """

    def below(now: Moment) -> None:
        if told and now.state == "shown":
            answers = panel.answers()
            beside, pressed = cloud(answers), [said for said in answers.values() if isinstance(said, int)]
            bars = panel.bars(labels, [pressed.count(k) for k in range(len(labels))], right)
            st.html((bars if pressed or not beside else "") + beside)

    panel.show(below)
