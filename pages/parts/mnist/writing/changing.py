"""Descent on the picture: what was written becomes another digit for the net, or noise becomes its ideal one."""

from typing import Any

import numpy as np
import streamlit as st

from gdcore import picture_descent
from gdcore.mnist import CLASSES, pixels
from pages.parts.mnist.writing import charts, tables
from pages.ui.digit.reading import Reading
from pages.ui.play import playback
from pages.ui.play.live import LiveRun
from pages.ui.play.played_chart import draw
from pages.ui.text import fixed, percent, t

MADE, WANTED = "mnist.made_picture", "mnist.wanted"
PAGE = "mnist.picture"
NOISE = 0  # the seed of the noise, so that it is the same for everybody


def change(live: LiveRun, reading: Reading, dark: bool) -> None:
    """Change what was written as little as may be until the net reads another digit."""
    others = [k for k in range(CLASSES) if k != reading.answer]
    wanted = _wanted(others, t("Change it into"))
    made = _made(("change", reading.image.tobytes(), wanted), live, reading)
    st.markdown(_changed(made))
    _play(made, dark)


def ideal(live: LiveRun, reading: Reading, dark: bool) -> None:
    """Let noise become what the net takes for a digit with the most certainty."""
    wanted = _wanted(list(range(CLASSES)), t("The net's ideal"), first=3)
    made = _made(("ideal", b"", wanted), live, reading)
    st.markdown(
        t(
            "It began with noise, and after {steps} steps the net is {certainty} certain of a {wanted}. Such a net has "
            "learned to tell ten digits apart, and not what a digit looks like.",
            steps=len(made.sizes) - 1,
            certainty=percent(float(made.beliefs[-1, wanted])),
            wanted=wanted,
        )
    )
    _play(made, dark)


def _wanted(digits: list[int], label: str, first: int | None = None) -> int:
    start = first if first is not None else (3 if 3 in digits else digits[0])
    # Another answer has other digits to choose from; a choice that is no longer among them begins anew.
    key = f"{WANTED}.{'.'.join(map(str, digits))}"
    chosen = st.segmented_control(label, digits, default=start, required=True, key=key)
    return start if chosen is None else int(chosen)


def _made(what: tuple[str, bytes, int], live: LiveRun, reading: Reading) -> tables.Changing:
    """Descend, once for each picture, digit and update of the run; only the last one is remembered."""
    known: Any = st.session_state.get(MADE)
    if known is None or known[0] is not live.training or known[1:3] != (live.update, what):
        net, theta = live.training.net, live.training.theta.astype(np.float64)
        kind, _, wanted = what
        if kind == "change":
            found = picture_descent.smallest_change(net, theta, pixels(reading.image), wanted)
        else:
            found = picture_descent.ideal(net, theta, wanted, np.random.default_rng(NOISE))
        known = st.session_state[MADE] = (live.training, live.update, what, tables.changing(*found))
    made: tables.Changing = known[3]
    return made


def _changed(made: tables.Changing) -> str:
    there = {
        "read": made.read,
        "wanted": made.wanted,
        "certainty": percent(float(made.beliefs[-1, made.wanted])),
        "size": fixed(float(made.sizes[-1]), 2),
    }
    if made.beliefs[-1].argmax() != made.wanted:
        return t("No change was found that this net takes for a {wanted}; at the end it is {certainty} certain of it.",
                 **there)  # fmt: skip
    return t(
        "A change of length {size} turns this {read} into a {wanted} for the net; two different digits are usually 8 "
        "to 12 apart. Such a net has learned to tell ten digits apart, and not what a digit looks like.",
        **there,
    )


def _play(made: tables.Changing, dark: bool) -> None:
    steps = len(made.sizes) - 1
    with st.container(key="picture"):
        seen, added, sure = st.columns([3, 3, 5])
    for place, name, address, what in (
        (seen, "seen", made.pictures, t("What the net sees")),
        (added, "added", made.changes, t("Added (blue), removed (orange)")),
    ):
        place.caption(what)
        spec = charts.picture(address, tables.COLUMNS, made.rows, dark)
        draw(place, PAGE, name, spec, {}, what, height=240)
    lines = (t("certain of a {k}", k=made.wanted), t("certain of a {k}", k=made.read))
    draw(sure, PAGE, "certainty", charts.certainty(steps, *lines, dark), {"certainty": made.table},
         t("How certain the net is at every step"), height=270)  # fmt: skip
    at = t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", str(steps))
    line = t("the net reads {answer}, {certainty} certain; changed by {size} in all")
    playback.show(PAGE, steps + 1, tables.spoken(made), at, [line], dark)
