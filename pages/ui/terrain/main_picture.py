"""The choice of what a page's main picture of its loss is, at the picture's own foot."""

from typing import Any

import streamlit as st

from pages.ui.controls.kinds import Choice
from pages.ui.controls.settings import Controls

DRAGGED = "picture.dragged"
CONTOUR, SURFACE, BASINS = "contour", "3d", "basins"
WAYS = {CONTOUR: "Contour", SURFACE: "3-D"}
PICTURE = Choice("Picture of the loss", WAYS, in_a_row=True)
PICTURE_WITH_BASINS = Choice("Picture of the loss", WAYS | {BASINS: "Basins"}, in_a_row=True)


def choice(place: Any, controls: Controls[Any]) -> None:
    """Draw the choice at the foot of a picture, in the line of its axis's title."""
    with place, st.container(key="picture-choice"):
        controls.draw("picture")


def hint(place: Any, of: str, text: str) -> None:
    """Say on a picture what can be dragged, until the visitor has done so."""
    if of not in st.session_state.get(DRAGGED, ()):
        with place, st.container(key=f"picture-hint-{of}"):
            st.caption(text)


def known_by_now(of: str) -> None:
    """Note that the visitor has found out what a hint says."""
    st.session_state[DRAGGED] = {*st.session_state.get(DRAGGED, ()), of}
