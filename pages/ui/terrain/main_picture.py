"""The choice of what a page's main picture of its loss is, at the picture's own foot."""

from typing import Any

import streamlit as st

from pages.ui.controls.kinds import Choice
from pages.ui.controls.settings import Controls

CONTOUR, SURFACE, BASINS = "contour", "3d", "basins"
WAYS = {CONTOUR: "Contour", SURFACE: "3-D"}
PICTURE = Choice("Picture of the loss", WAYS, in_a_row=True)
PICTURE_WITH_BASINS = Choice("Picture of the loss", WAYS | {BASINS: "Basins"}, in_a_row=True)


def choice(place: Any, controls: Controls[Any]) -> None:
    """Draw the choice at the foot of a picture, in the line of its axis's title."""
    with place, st.container(key="picture-choice"):
        controls.draw("picture")
