"""The gallery: the surfaces as small pictures to choose from, each with the path of its first run on it."""

from typing import Any

import numpy as np
import streamlit as st

from gdcore.descent import descend
from gdcore.optimizers import GradientDescent
from pages.ui.controls.settings import Controls
from pages.ui.keeping import kept
from pages.ui.pictures.contour import banded, levels_of, losses_over
from pages.ui.terrain.ground import AXES, ground
from pages.ui.terrain.options import OWN, SURFACE
from pages.ui.text import t

WIDTH, HEIGHT = 256, 160  # pixels of a picture
LEVELS = 9
ACROSS = 4  # pictures in a row


def gallery(controls: Controls[Any], dark: bool) -> None:
    """Draw a button that opens the pictures; a click on one takes its surface and its first run's settings."""
    page, chosen = controls.page, controls.settings.surface
    opened = st.popover(
        t("Surface: {name}", name=t(SURFACE.options[chosen])), width="stretch", key=f"{page}.gallery", on_change="rerun"
    )
    if opened.open:  # a page that is looked at need not send what nobody sees
        with opened:
            _choices(controls, dark)
    controls.draw_complaint("surface")


def _choices(controls: Controls[Any], dark: bool) -> None:
    page, chosen, names = controls.page, controls.settings.surface, list(SURFACE.options)
    st.html(f"<style>{_pictures(page, dark)}</style>")
    with st.container(key="gallery"):
        for start in range(0, len(names), ACROSS):
            for column, name in zip(st.columns(ACROSS), names[start : start + ACROSS], strict=False):
                column.button(
                    t(SURFACE.options[name]),
                    key=f"{page}.gallery.{name}",
                    on_click=_take,
                    args=(controls, name),
                    type="primary" if name == chosen else "secondary",
                    width="stretch",
                    help=None if name == OWN else f"f = {ground(name).formula}",
                )


def _take(controls: Controls[Any], name: str) -> None:
    if name != controls.settings.surface:
        controls.take(controls.settings.led_by(name), "")
    st.session_state[f"{controls.page}.gallery"] = False


@kept(8)
def _pictures(page: str, dark: bool) -> str:
    """Return the style that gives each button its picture."""
    return "".join(
        f".st-key-{page}-gallery-{name} button{{background-image:url({picture(name, dark)})}}"
        for name in SURFACE.options
        if name != OWN
    )


def picture(name: str, dark: bool) -> str:
    """Draw a surface of the gallery, with the path of plain descent from its start: a data address."""
    found = ground(name)
    losses = losses_over(found.objective, AXES, found.box, WIDTH, HEIGHT)
    levels = levels_of(losses, found.floor or 0.0, found.even, LEVELS)
    path = descend(found.objective, GradientDescent(found.learning_rate), found.start, found.steps)
    low, high = np.array(found.box).T
    places = (path.thetas - low) / (high - low) * (WIDTH - 1, HEIGHT - 1)
    return banded(losses, levels, dark, (0, HEIGHT - 1) + places * (1, -1))
