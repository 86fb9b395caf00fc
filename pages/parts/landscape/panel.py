"""The part of the landscape page that plays: the verdict, the loss, the contour and the transport bar."""

import streamlit as st

from pages.parts.landscape import tables, words
from pages.parts.landscape.arithmetic import arithmetic
from pages.parts.landscape.run import LandscapeRun
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui.charts import descent as charts
from pages.ui.controls.settings import Controls
from pages.ui.lessons import lesson_card
from pages.ui.lessons.lessons import Lesson
from pages.ui.pictures.contour import contour
from pages.ui.play import playback
from pages.ui.play.played_chart import clicked, draw
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.start import take_start
from pages.ui.text import t

PAGE = "landscape"


def show(controls: Controls[LandscapeSettings], live: LandscapeRun, dark: bool, lesson: Lesson | None) -> None:
    """Draw what is above the fold."""
    made, ground, settings = tables.tables_of(live), live.ground, controls.settings
    alone, field, guess = charts.one_run(dark), settings.field == "on", lesson_card.places_of(lesson, dark)
    picture = contour(ground.objective, AXES, live.box, dark, ground.floor or 0.0, settings.levels == "even")
    with st.container(key="verdict"):
        st.markdown(words.verdict(live))
    written = arithmetic(live)
    with st.container(key="charts-played" if len(written.lines) < 3 else "charts-played-three"):
        left, right = st.columns([2, 3])
    title = t("loss") if not ground.floor else t("loss above the minimum")
    draw(left, PAGE, "loss", charts.loss(live.settings.steps, alone, dark, title, ground.floor is not None),
         {"path": made.path[tables.OF_A_LOSS]}, t("The loss at every step"), height="stretch")  # fmt: skip
    spec = charts.contour(picture, ground.stars, ("x", "y"), alone, True, dark, field, guess is not None)
    draw(right, PAGE, "contour", spec,
         {"path": made.path[tables.OF_A_CONTOUR]} | ({"field": made.field} if field else {})
         | ({} if guess is None else {"guess": tables.places(guess)}),
         t("The loss over x and y, and the path through it"), height="stretch",
         on_select=lambda: _tapped(controls, lesson))  # fmt: skip
    playback.show(PAGE, len(made.shown), made.steps | written.values, words.step_label(live), written.lines, dark)


def _tapped(controls: Controls[LandscapeSettings], lesson: Lesson | None) -> None:
    """Take a click on the picture: for a guess where a lesson asks for one, else for a new start."""
    point = clicked(PAGE, "contour", "start")
    if not lesson_card.place_guess(controls, lesson, (point["across"], point["up"]) if point else None):
        take_start(controls, "contour")
