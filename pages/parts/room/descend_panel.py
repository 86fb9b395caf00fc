"""Everyone descends, as the lecturer shows it: the surface and the count; then all paths under one transport bar."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.room import charts, descent
from pages.parts.room.settings import RoomSettings
from pages.parts.room.tables import tables_of
from pages.ui.pictures.contour import contour
from pages.ui.play import playback
from pages.ui.play.played_chart import draw
from pages.ui.room import host, panel
from pages.ui.room.folder import rooms
from pages.ui.room.store import Moment
from pages.ui.tables.descent import points_table
from pages.ui.terrain.ground import AXES, Ground, around
from pages.ui.text import number, t

PAGE, WENT = "room", "room.went"


@cache
def _player() -> Any:
    js = Path(__file__).with_name("go.js").read_text(encoding="utf-8")
    return st.components.v2.component("room_go", js=js)


def show(settings: RoomSettings, now: Moment, dark: bool) -> None:
    """Draw what there is to see: the room's descents, or the surface that it is asked about."""
    asked = now.activity if now.activity.get("kind") == "descend" else None
    with st.container(key="room-buttons", horizontal=True, vertical_alignment="center"):
        is_open = asked is not None and now.state == "open"
        st.button(t("Ask again") if asked else t("Ask the room"), key="room.ask", on_click=_ask, args=(settings,),
                  type="secondary" if is_open else "primary")  # fmt: skip
        if is_open:
            st.button(t("Go"), type="primary", key="room.go", on_click=_go)
        if asked and asked != descent.activity(settings):
            st.markdown(t("The settings have changed since: *Ask again* asks with the new ones."))
    answers = panel.answers() if asked and now.state == "shown" else {}
    if asked and now.state == "shown":
        if answers:
            _descents(descent.descents(asked, answers), dark)
            return
        st.info(t("Nobody has chosen."))
    shown = descent.settings_of(asked) if asked else settings
    _surface(shown, shown.ground(), dark)


def _ask(settings: RoomSettings) -> None:
    host.do(lambda who: rooms().ask(who.code, who.secret, descent.activity(settings)))


def _go() -> None:
    """Close the question, let everyone descend, and tell each phone what became of its own."""

    def go(who: host.Host) -> None:
        rooms().close_question(who.code, who.secret, "closed")  # no answer comes any more while the descents are made
        asked, answers = rooms().moment(*who).activity, rooms().answers(*who)
        told: dict[str, Any] = descent.descents(asked, answers).told() if answers else {}
        rooms().close_question(who.code, who.secret, "shown", told)
        st.session_state[WENT] = st.session_state.get(WENT, 0) + 1

    host.do(go)


def _surface(settings: RoomSettings, found: Ground, dark: bool) -> None:
    """Draw the surface with its start."""
    box = around(found.box, (settings.x, settings.y))
    picture = contour(found.objective, AXES, box, dark, found.floor or 0.0, found.even)
    start = [] if settings.choose == "start" else [(settings.x, settings.y)]
    table = points_table({"across": [at[0] for at in start], "up": [at[1] for at in start]})
    with st.container(key="charts-room"):
        draw(st, PAGE, "surface", charts.surface(picture, found.stars, dark), {"start": table},
             t("The loss over x and y, and the start"), height="stretch")  # fmt: skip


def _descents(made: descent.Descents, dark: bool) -> None:
    tables, settings = tables_of(made), made.settings
    picture = contour(made.ground.objective, AXES, made.box, dark, made.ground.floor or 0.0, made.ground.even)
    by_rate = settings.choose != "start"
    with st.container(key="charts-room-descends"):
        left, middle, right = st.columns([5, 6, 3])
    spec = charts.chosen(tables.names, tables.signs, len(tables.shown) - 1, settings.steps, tables.ends, by_rate,
                         made.ground.floor is not None, dark)  # fmt: skip
    draw(left, PAGE, "chosen", spec, {"path": tables.path[["run", "frame", "loss", "chosen"]], "curve": tables.curve},
         t("The loss of every phone against what it chose"), height="stretch")  # fmt: skip
    draw(middle, PAGE, "paths", charts.paths(picture, made.ground.stars, tables.names, tables.signs, dark),
         {"path": tables.path[["run", "frame", "at_across", "at_up"]]},
         t("The loss over x and y, and the path of every phone"), height="stretch")  # fmt: skip
    draw(right, PAGE, "leaders", charts.leaders(tables.names, tables.signs, dark), {"top": tables.top},
         t("The three phones that lead"), height="stretch")  # fmt: skip
    said = t("{arrived} arrived · {going} on their way · {gone} left the picture")
    at = t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(settings.steps))
    playback.show(PAGE, len(tables.shown), tables.spoken, at, [said], dark)
    _player()(key="room.player", data={"went": st.session_state.get(WENT, 0), "charts": 3})
