"""The pictures of two variables: the slices, the dial of directions, and the gradient on the contour."""

import streamlit as st

from pages.parts.slopes.point import charts, tables, words
from pages.parts.slopes.point.run import PointRun
from pages.parts.slopes.settings import SlopesSettings
from pages.parts.slopes.stage import PAGE, halves, take
from pages.ui.controls.settings import Controls
from pages.ui.pictures.contour import contour
from pages.ui.play import playback
from pages.ui.play.played_chart import draw
from pages.ui.terrain.ground import AXES
from pages.ui.text import t


def show(controls: Controls[SlopesSettings], live: PointRun, dark: bool) -> None:
    """Draw what plays."""
    made, ground = tables.tables_of(live), live.ground
    left, right = halves()
    with left, st.container(key="slopes-left"):
        draw(st, PAGE, "slices", charts.slices(dark),
             {"path": made.path, "slices": made.slices, "tangents": made.tangents},
             t("The slices along x and along y with their tangents"), height="stretch")  # fmt: skip
        draw(st, PAGE, "dial", charts.dial(dark), {"path": made.path, "marks": made.marks},
             t("The slope against the direction"), height="stretch")  # fmt: skip
    picture = contour(ground.objective, AXES, live.box, dark, ground.floor or 0.0, ground.even)
    draw(right, PAGE, "contour", charts.gradient(picture, ground.stars, dark),
         {"path": made.path, "point": made.point, "arrows": made.arrows, "sides": made.sides},
         t("The surface from above, with both slices and the gradient as the sum of its parts"), height="stretch",
         on_select=lambda: take(controls, "contour", "start", px="across", py="up"))  # fmt: skip
    playback.show(f"{PAGE}-two", len(made.path), made.written.values, words.PLACE, made.written.lines, dark)
    st.caption(words.reading(live))
