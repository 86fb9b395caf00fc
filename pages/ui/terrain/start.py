"""The start of a descent over a ground: two boxes, a button that draws one at random, and a click on a picture."""

import random
from typing import Any

import streamlit as st

from pages.ui.box import Box
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import clicked
from pages.ui.text import t


def draw_start(controls: Controls[Any], box: Box) -> None:
    """Draw the boxes and the button; a random start lies in the box."""
    left, right = st.columns(2)
    with left:
        controls.draw("x")
    with right:
        controls.draw("y")
    st.button(t("Random start"), on_click=_random, args=(controls, box), width="stretch",
              key=f"{controls.page}.random", help=t("Or click on the picture to start there."))  # fmt: skip


def take_start(controls: Controls[Any], chart: str) -> None:
    """Start where a chart was clicked; the callback of the click."""
    point = clicked(controls.page, chart, "start")
    if point:
        controls.change(x=float(f"{point['across']:.4g}"), y=float(f"{point['up']:.4g}"))


def _random(controls: Controls[Any], box: Box) -> None:
    controls.change(x=round(random.uniform(*box.across), 2), y=round(random.uniform(*box.up), 2))
