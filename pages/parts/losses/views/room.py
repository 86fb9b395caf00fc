"""What every view of the page of losses begins and ends with: a sentence, room for two charts, the transport bar."""

from typing import Any

import streamlit as st

from pages.parts.losses.charts.bars import Look
from pages.parts.losses.frames import Frames
from pages.ui.charts.house import BLUE
from pages.ui.play import playback

PAGE = "losses"
PULLS = "losses.pulls"
DASHED, DOTTED = (10, 5), (2, 4)
FAINT = {False: "#AEB8C2", True: "#5D6975"}  # of what does not count


def head(verdict: str, view: str) -> tuple[Any, Any]:
    """Write the sentence, and make room for two charts below it."""
    with st.container(key="verdict"):
        st.markdown(verdict)
    with st.container(key=f"charts-losses-{view}"):
        left, right = st.columns(2)
    return left, right


def bar(view: str, made: Frames, dark: bool) -> None:
    """Draw the transport bar, and the arithmetic of its frame."""
    playback.show(f"{PAGE}-{view}", made.number, made.values, made.at, made.lines, dark)


def lit(dark: bool) -> Look:
    """Return the look of bars that are lit or dim."""
    return Look(("lit", "dim"), (BLUE[dark], FAINT[dark]))


def generation(name: str, text: str) -> int:
    """Count how often an answer has changed otherwise than by its bars: then the chart forgets what was pulled."""
    seen = st.session_state.setdefault(PULLS, {}).setdefault(name, [text, 0])
    if seen[0] != text:
        seen[:] = [text, seen[1] + 1]
    return int(seen[1])
