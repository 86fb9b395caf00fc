"""The pictures of one variable: the curve with its secant, and the errors against h."""

import streamlit as st

from pages.parts.slopes.curve import charts, tables, words
from pages.parts.slopes.curve.run import CurveRun
from pages.parts.slopes.settings import SlopesSettings
from pages.parts.slopes.stage import PAGE, halves, take
from pages.ui.controls.settings import Controls
from pages.ui.play import playback
from pages.ui.play.played_chart import draw
from pages.ui.text import t


def show(controls: Controls[SlopesSettings], live: CurveRun, dark: bool) -> None:
    """Draw what plays."""
    made, kinked = tables.tables_of(live), live.sides is not None
    left, right = halves()
    draw(left, PAGE, "curve", charts.secant(made.box, dark),
         {"path": made.path, "curve": made.curve, "point": made.point},
         t("The curve, its tangent at the point, and the secant of the frame"), height="stretch",
         on_select=lambda: take(controls, "curve", "point", at="x"))  # fmt: skip
    draw(right, PAGE, "errors", charts.errors(kinked, dark),
         {"path": made.path, "errors": made.errors, "guides": made.guides, "marks": made.marks, "names": made.names},
         t("What both differences answer, against h") if kinked else t("The error of both differences against h"),
         height="stretch")  # fmt: skip
    playback.show(f"{PAGE}-one", len(made.path), made.spoken, words.PLACE, words.arithmetic(live), dark)
    st.caption(words.reading(live))
