"""Paper to write a digit on: a canvas for finger, pen and mouse, on any page."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from gdcore.arrays import Array
from gdcore.handwriting import MOST_POINTS, MOST_STROKES, PEN, checked
from gdcore.mnist import SIDE
from pages.ui.text import t

FOLDER = Path(__file__).parent


@cache
def _component() -> Any:
    html, css, js = ((FOLDER / f"canvas.{part}").read_text(encoding="utf-8") for part in ("html", "css", "js"))
    return st.components.v2.component("digit_canvas", html=html, css=css, js=js)


def canvas(key: str, side: str = "60vh") -> list[Array]:
    """Draw the paper and return what stands on it; in a fragment, only that is run again while somebody writes.

    What is written stays in the memory of the visitor's session: in no address, in no file and in no cache.

    Args:
        key: of the paper, its own on the page.
        side: how wide it is at most, as CSS.

    Returns:
        The strokes, (n, 2) each, from 0 to 1; none where the browser sent what no hand can write, of which a sentence
        tells.
    """
    words = {
        "canvas": t("Paper to write a digit on, with a finger, a pen or the mouse"),
        "undo": t("Undo"),
        "clear": t("Clear"),
        "here": t("Write a digit here"),
    }
    sent = _component()(
        key=key,
        data={
            "words": words,
            "strokes": st.session_state.get(_kept(key), []),
            "pen": PEN / SIDE,
            "side": side,
            "most_strokes": MOST_STROKES,
            "most_points": MOST_POINTS,
        },
        default={"strokes": []},
        on_strokes_change=_changed,
    )
    try:
        strokes = checked(sent.strokes if sent.strokes is not None else [])
    except ValueError:
        st.error(
            t(
                "What was written cannot be read: at most {strokes} strokes and {points} points, all of them on the "
                "paper.",
                strokes=MOST_STROKES,
                points=MOST_POINTS,
            )
        )
        return []
    st.session_state[_kept(key)] = [stroke.tolist() for stroke in strokes]
    return strokes


def written(key: str) -> list[Array]:
    """Return what stands on a paper that is drawn elsewhere, as `canvas` does."""
    return [np.array(stroke) for stroke in st.session_state.get(_kept(key), [])]


def _kept(key: str) -> str:
    return f"{key}.kept"


def _changed() -> None:
    """Streamlit asks for a callback by the name of each state."""
