"""The part of the slopes page above the fold, and the settings of what it shows."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages.parts.slopes import words
from pages.parts.slopes.curve import panel as curve_panel
from pages.parts.slopes.curve import words as curve_words
from pages.parts.slopes.curve.run import CurveRun
from pages.parts.slopes.field import panel as field_panel
from pages.parts.slopes.field import words as field_words
from pages.parts.slopes.field.run import OF_A_TYPED_ONE
from pages.parts.slopes.point import panel as point_panel
from pages.parts.slopes.point import words as point_words
from pages.parts.slopes.point.run import PointRun
from pages.parts.slopes.run import SHOWN, SlopesRun, run
from pages.parts.slopes.settings import TYPED, SlopesSettings
from pages.parts.slopes.stage import PAGE
from pages.ui.controls.settings import Controls, kinds_of
from pages.ui.terrain.limits import say_when_limited
from pages.ui.terrain.options import OWN
from pages.ui.text import t

STYLE = Path(__file__).with_name("style.css")


def last_good(settings: SlopesSettings) -> tuple[SlopesRun, str]:
    """Return what the settings show; where the function has no value, the last picture it had, and one sentence."""
    memory = f"{PAGE}.good.{settings.part}"
    live = run(settings)
    if live:
        st.session_state[memory] = settings
        return live, ""
    kept = st.session_state.get(memory, SlopesSettings(part=settings.part))
    last = run(kept)
    assert last  # it was shown before, or is the page's first picture
    return last, words.no_value(settings, kept)


def show(controls: Controls[SlopesSettings], live: SlopesRun, wrong: str, dark: bool) -> None:
    """Draw what is above the fold."""
    st.html(STYLE)
    with st.container(key="part"):
        controls.draw("part")
    if wrong:
        st.error(wrong)
    if isinstance(live, CurveRun):
        _say(curve_words.verdict(live))
        curve_panel.show(controls, live, dark)
    elif isinstance(live, PointRun):
        _say(point_words.verdict(live))
        point_panel.show(controls, live, dark)
    else:
        _say(field_words.verdict(live))
        field_panel.show(controls, live, dark)


def _say(verdict: str) -> None:
    with st.container(key="verdict"):
        st.markdown(verdict)


def sidebar(controls: Controls[SlopesSettings], gallery: Callable[[], None]) -> None:
    """Draw the settings of the part that is shown.

    Args:
        controls: the page's settings.
        gallery: draws the choice of a surface.
    """
    settings = controls.settings
    if settings.part == "one":
        controls.draw("curve", on_change=lambda: _lead(controls, "curve"))
        controls.draw(*(name for name in ("typed", "width") if settings.curve == TYPED))
        controls.draw("at", "scheme")
    else:
        gallery()
        controls.draw(*(name for name in ("formula", "reach") if settings.surface == OWN))
        if settings.part == "two":
            _pair(controls, "px", "py")
        else:
            controls.draw("learning_rate")
            _pair(controls, "x", "y")
            controls.draw("steps")
            say_when_limited(settings, OF_A_TYPED_ONE)
        st.caption(t("Or click on the picture."))
    for name in _elsewhere(settings):
        controls.draw_complaint(name)


def _elsewhere(settings: SlopesSettings) -> set[str]:
    """Return the settings whose widgets are not drawn; a link may be wrong about them all the same."""
    drawn = {*SHOWN[settings.part], "part", "view"}
    if settings.part == "one":
        hidden = set() if settings.curve == TYPED else {"typed", "width"}
    else:
        hidden = set() if settings.surface == OWN else {"formula", "reach"}
    return kinds_of(settings).keys() - (drawn - hidden)


def _lead(controls: Controls[SlopesSettings], name: str) -> None:
    """Take a leading choice with what it brings along: another curve has another first point."""
    controls.take(controls.settings.led_by(st.session_state[controls.key(name)]), "")


def _pair(controls: Controls[SlopesSettings], *names: str) -> None:
    for column, name in zip(st.columns(2), names, strict=True):
        with column:
            controls.draw(name)
