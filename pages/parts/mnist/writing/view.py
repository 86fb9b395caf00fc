"""Write a digit: the paper, what the net sees of it, and how sure it is of each of the ten digits."""

from pathlib import Path

import streamlit as st

from gdcore.arrays import Array
from pages.parts.mnist import run
from pages.parts.mnist.writing import why
from pages.ui import turns
from pages.ui.digit import reading as reads
from pages.ui.digit.canvas import canvas
from pages.ui.digit.reading import Reading
from pages.ui.play.live import LiveRun
from pages.ui.text import number, t

STYLE = Path(reads.__file__).with_name("style.css")
EVERY = 0.5  # seconds from one answer to the next while the net is being trained
TREATED = "mnist.treated"


def show(live: LiveRun, dark: bool) -> None:
    """Draw the paper and the answers; only they are drawn again while somebody writes or the net learns."""
    st.html(STYLE)
    turns.again(_written, EVERY if live.running else None)(live, dark)


def _written(live: LiveRun, dark: bool) -> None:
    with st.container(key="written"):
        paper, image, answers = st.columns([4, 3, 5], gap="medium")
    with paper:
        strokes = canvas("mnist.paper", side="var(--paper)")
    with image:
        reading = _seen(live, strokes)
    with answers:
        _answers(live, reading)
    why.show(live, reading, dark)


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
    reading = reads.read(reads.seen(strokes, treated), live.training.net, live.training.theta)
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
