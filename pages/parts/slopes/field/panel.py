"""The pictures of the field: arrows of minus the gradient, and a descent on the contour."""

import streamlit as st

from pages.parts.slopes.field import charts, tables, words
from pages.parts.slopes.field.run import FieldRun
from pages.parts.slopes.settings import SlopesSettings
from pages.parts.slopes.stage import PAGE, halves, take
from pages.ui.charts import descent
from pages.ui.controls.settings import Controls
from pages.ui.pictures.contour import contour
from pages.ui.play import playback
from pages.ui.play.played_chart import draw
from pages.ui.terrain.ground import AXES
from pages.ui.text import t


def show(controls: Controls[SlopesSettings], live: FieldRun, dark: bool) -> None:
    """Draw what plays."""
    made, ground = tables.tables_of(live), live.ground
    left, right = halves()
    draw(left, PAGE, "field", charts.field(tables.FIELD_BOX, dark),
         {"path": made.path[tables.OF_A_FIELD], "arrows": made.arrows},
         t("Arrows of minus the gradient, and the descent where it crosses them"), height="stretch")  # fmt: skip
    picture = contour(ground.objective, AXES, live.box, dark, ground.floor or 0.0, ground.even)
    spec = descent.contour(picture, ground.stars, ("x", "y"), descent.one_run(dark), True, dark)
    draw(right, PAGE, "descent", spec, {"path": made.path[tables.OF_A_CONTOUR]},
         t("The surface from above, and the path through it"), height="stretch",
         on_select=lambda: take(controls, "descent", "start", x="across", y="up"))  # fmt: skip
    playback.show(f"{PAGE}-field", len(made.shown), made.spoken, words.step_label(live), made.lines, dark)
    st.caption(words.reading(made.scale))
