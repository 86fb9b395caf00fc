"""The part of the landscape page that plays: the verdict, the loss, the contour and the transport bar."""

import streamlit as st

from pages.parts.landscape import basins, tables, words
from pages.parts.landscape.arithmetic import arithmetic
from pages.parts.landscape.run import LandscapeRun
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui.charts import descent as charts
from pages.ui.controls.settings import Controls
from pages.ui.lessons import lesson_card
from pages.ui.lessons.lessons import Lesson
from pages.ui.pictures.contour import contour
from pages.ui.pictures.relief import relief as raised
from pages.ui.play import playback, relief
from pages.ui.play.played_chart import clicked, draw
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.main_picture import BASINS, SURFACE, choice, hint
from pages.ui.terrain.start import start_at
from pages.ui.text import t

PAGE = basins.PAGE


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
    says = t("The loss over x and y, and the path through it")
    if settings.picture == SURFACE:
        surface = raised(ground.objective, AXES, live.box, dark, ground.floor or 0.0, settings.levels == "even")
        relief.show(right, f"{PAGE}.relief", surface, ("x", "y"), alone, made.path, ground.stars, says, dark,
                    lambda point: _tapped(controls, lesson, point))  # fmt: skip
    else:
        place = right
        if settings.picture == BASINS and ground.minima:
            place = right.container(key="told-basins", height="stretch")  # it tells where every start ends
            picture, says = basins.picture(live, dark), t("Where descent ends, by where it starts, and the path")
        spec = charts.contour(
            picture, ground.stars, ("x", "y"), alone, True, dark, field, guess is not None, made.affine is not None
        )
        draw(place, PAGE, "contour", spec,
             {"path": made.path[tables.OF_A_CONTOUR]} | ({"field": made.field} if field else {})
             | ({} if made.affine is None else {"affine": made.affine})
             | ({} if guess is None else {"guess": tables.places(guess)}), says, height="stretch",
             on_select=lambda: _tapped(controls, lesson, clicked(PAGE, "contour", "start")))  # fmt: skip
    choice(right, controls)
    if guess is None and settings.picture != SURFACE:
        hint(right, "start", t("Drag the start"))
    playback.show(PAGE, len(made.shown), made.steps | written.values, words.step_label(live), written.lines, dark)


def _tapped(controls: Controls[LandscapeSettings], lesson: Lesson | None, point: dict[str, float] | None) -> None:
    """Take a click on the picture: for a guess where a lesson asks for one, else for a new start."""
    if not lesson_card.place_guess(controls, lesson, (point["across"], point["up"]) if point else None):
        start_at(controls, point)
