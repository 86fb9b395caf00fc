"""Write a digit: the paper, what the net sees of it, and how sure it is of each of the ten digits; below it, why."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

from gdcore.arrays import Array
from pages.parts.mnist import run
from pages.parts.mnist.writing import why
from pages.ui import turns
from pages.ui.digit import reading as reads
from pages.ui.digit.canvas import canvas, written
from pages.ui.digit.reading import Reading
from pages.ui.play.live import LiveRun
from pages.ui.text import number, t

STYLE = Path(reads.__file__).with_name("style.css")
EVERY = 0.5  # seconds from one answer to the next while the net is being trained
PAPER, TREATED = "mnist.paper", "mnist.treated"


@cache
def _component() -> Any:
    js = Path(__file__).with_name("rest.js").read_text(encoding="utf-8")
    return st.components.v2.component("digit_rest", js=js)


def show(live: LiveRun, dark: bool) -> None:
    """Draw the paper and the answers, and below them why.

    Only the first are drawn again while somebody writes, and they wait for nothing; the others follow when the hand
    rests. Both are while the net learns.
    """
    st.html(STYLE)
    every = EVERY if live.running else None
    st.fragment(_written, run_every=every)(live)
    turns.again(_why, every)(live, dark)


def _written(live: LiveRun) -> None:
    with st.container(key="written"):
        paper, image, answers = st.columns([4, 3, 5], gap="medium")
    with paper:
        strokes = canvas(PAPER, side="var(--paper)")
    with image:
        reading = _seen(live, strokes)
    with answers:
        _answers(live, reading)
    _component()(key="mnist.seen", data={"seen": _mark(reading)})


def _why(live: LiveRun, dark: bool) -> None:
    reading = _read(live, written(PAPER), st.session_state.get(TREATED, True))
    _component()(key="mnist.drawn", data={"drawn": _mark(reading)}, on_again_change=_again)
    why.show(live, reading, dark)


def _again() -> None:
    """The browser asks for the part below to be drawn again."""


def _mark(reading: Reading) -> str:
    """Name a picture, so that the browser can tell it from others."""
    return sha256(reading.image.tobytes()).hexdigest()[:16]


def _read(live: LiveRun, strokes: list[Array], treated: bool) -> Reading:
    return reads.read(reads.seen(strokes, treated), live.training.net, live.training.theta)


def _seen(live: LiveRun, strokes: list[Array]) -> Reading:
    shown = st.empty()
    treated = st.toggle(
        t("Treated as MNIST"),
        value=True,
        key=TREATED,
        help=t(
            "MNIST's digits were scaled to fit 20 x 20 pixels, keeping their shape, and laid with their centre of mass "
            "in the middle of 28 x 28. The net has seen no others: switched off, a small digit in a corner is misread."
        ),
    )
    reading = _read(live, strokes, treated)
    with shown.container():
        st.html(reads.picture(reading, t("The 28 x 28 pixels that the net sees")))
        st.caption(t("What the net sees"))
    return reading


def _answers(live: LiveRun, reading: Reading) -> None:
    with st.container(key="said"):
        st.markdown(f"**{reads.said(reading)}**")
    kept = [(name, one) for name, one in zip(run.kept_labels(live), run.kept(), strict=True)]
    now = t("this run, update {k}", k=number(live.update))
    with st.container(key="nets"):
        places = st.columns(1 + len(kept))
    places[0].html(reads.bars(reading, now))
    for place, (name, one) in zip(places[1:], kept, strict=True):
        place.html(reads.bars(reads.read(reading.image, one.net, one.theta), name))
