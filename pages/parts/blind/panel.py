"""The screen of blind descent: where one stands, the picture, and the moves."""

from typing import Any

import streamlit as st

from gdcore.blind import Move
from pages.parts.blind import charts, words
from pages.parts.blind.kinds import DOZEN, written
from pages.parts.blind.run import BlindRun
from pages.parts.blind.settings import BlindSettings
from pages.parts.blind.tables import tables_of
from pages.ui.controls.settings import Controls, kinds_of
from pages.ui.play.played_chart import clicked, draw
from pages.ui.play.run_buttons import main_button
from pages.ui.terrain.options import OWN
from pages.ui.text import t

PAGE = "blind"
Blind = Controls[BlindSettings]


def show(controls: Blind, live: BlindRun, dark: bool) -> None:
    """Draw what is above the fold."""
    if live.shown:
        with st.container(key="verdict"):
            st.markdown(words.uncovered(live))
    else:
        with st.container(key="standing"):
            st.markdown(words.standing(live))
    with st.container(key="charts-blind"):
        (place,) = st.columns(1)
        draw(place, PAGE, "walk", charts.picture(live.settings.half(), dark), tables_of(live),
             t("The places visited, each with its height and slope; the ground between them once it is uncovered"),
             height="stretch", on_select=lambda: _tap(controls))  # fmt: skip
    _moves(controls, live)
    if live.shown:
        with st.container(key="blind-after"):
            st.markdown(words.knows(live))
            st.caption(t("f(x) = {formula}", formula=f"`{live.curve.formula}`"))


def sidebar(controls: Blind, live: BlindRun) -> None:
    """Draw the choice of the ground; one's own is typed where the room does not see it."""
    controls.draw("ground", on_change=lambda: _anew(controls))
    if controls.settings.ground == OWN:
        box = st.popover(t("Type your own f(x)"), width="stretch", key=f"{PAGE}.own", on_change="rerun")
        if box.open:  # only then is it sent
            with box:
                controls.draw("formula", on_change=lambda: _anew(controls), complaints=False)
        controls.draw_complaint("formula")
        controls.draw("reach", on_change=lambda: _anew(controls))
    controls.draw("x", on_change=lambda: _anew(controls))
    controls.draw_complaint("walk")
    controls.draw_complaint("uncovered")


def _moves(controls: Blind, live: BlindRun) -> None:
    """Draw what makes a move, takes one back, uncovers, and begins anew."""
    over = live.shown
    with st.container(key="buttons", horizontal=True, vertical_alignment="bottom"):
        main_button(PAGE, "walk_on", t("Step downhill"), _move, controls, None, disabled=over)
        with st.container(width=300, key="blind-rate"):
            controls.draw("rate")
        with st.container(width=130, key="blind-to"):
            controls.draw("to", on_change=lambda: _leap(controls))
        back = over or not live.step
        st.button(t("One back"), on_click=_back, args=(controls,), disabled=back, key=f"{PAGE}.back")
        st.button(t("Uncover"), on_click=_uncover, args=(controls,), disabled=over, key=f"{PAGE}.uncover")
        st.button(t("Anew, in the dark"), on_click=_anew, args=(controls,), key=f"{PAGE}.anew")
    if not over:
        st.caption(t("Tap where to go next, or follow the slope. After {n} moves the ground is uncovered.",
                     n=DOZEN))  # fmt: skip


def _move(controls: Blind, to: float | None) -> None:
    """Make a move: a leap, or a step downhill; once the ground is seen there is nothing to guess."""
    settings = controls.settings
    if settings.is_over():
        return
    move = Move(rate=settings.rate) if to is None else Move(to=to)
    controls.change(walk=written((*settings.moves(), move)))


def _tap(controls: Blind) -> None:
    point: Any = clicked(PAGE, "walk", "tap")
    if point:
        _move(controls, float(f"{point['across']:.4g}"))


def _leap(controls: Blind) -> None:
    kind = kinds_of(controls.settings)["to"]
    place = kind.taken(st.session_state[controls.key("to")])
    if kind.allows(place):
        _move(controls, float(place))


def _back(controls: Blind) -> None:
    controls.change(walk=written(controls.settings.moves()[:-1]))


def _uncover(controls: Blind) -> None:
    controls.change(uncovered="yes")


def _anew(controls: Blind) -> None:
    controls.change(walk="", uncovered="no")
