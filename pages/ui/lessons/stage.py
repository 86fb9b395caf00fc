"""What every page has: a button that copies its exact address, and presenter mode; both are in the address."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.text import t

STYLE = Path(__file__).with_name("style.css")
PAGE, PRESENTS, WRITTEN = "stage.page", "stage.presents", "stage.written"
FRAME, LINKS = "stage.frame", "stage.links"
LONGEST = 9  # digits of a frame in an address
BUTTONS = '<div class="stage"><button class="share" aria-live="polite"></button><button class="present"></button></div>'
LOOK = """
.stage { display: flex; flex-wrap: wrap; gap: 0.5rem; }
button { font: inherit; font-size: 0.9rem; color: inherit; background: transparent; border: 1px solid currentColor;
  border-radius: 0.5rem; padding: 0.2rem 0.7rem; cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
"""


@cache
def _component() -> Any:
    js = Path(__file__).with_name("stage.js").read_text(encoding="utf-8")
    return st.components.v2.component("stage", html=BUTTONS, css=LOOK, js=js)


def begin(page: str) -> None:
    """Take what belongs to the stage out of the address, before a page reads the rest as its settings."""
    state, address = st.session_state, st.query_params
    if state.get(PAGE) != page:
        state[PAGE] = page
        forget_the_frame()
    if "present" in address:
        # What this page has written comes back with every run: it is no link, and may be older than the key pressed.
        if address["present"] != "1" or not state.get(WRITTEN):
            state[PRESENTS] = address["present"] == "1"
        del address["present"]
    else:
        state[WRITTEN] = False
    if "frame" in address:
        frame = address["frame"]
        if frame.isascii() and frame.isdigit() and len(frame) <= LONGEST:
            state[FRAME], state[LINKS] = int(frame), state.get(LINKS, 0) + 1
        del address["frame"]


def end(page: str) -> None:
    """Draw the buttons, and put presenter mode back into the address."""
    presents = bool(st.session_state.get(PRESENTS))
    place = st.sidebar if page else st.container()
    words = {"share": t("Share"), "copied": t("Address copied"), "present": t("Present (P)")}
    linked = {"frame": linked_frame(), "link": st.session_state.get(LINKS, 0)}
    with place:
        _component()(
            key="stage",
            data={"words": words, "presents": presents, **linked},
            on_presents_change=_turned,
        )
    if presents:
        st.query_params["present"] = "1"
        st.session_state[WRITTEN] = True


def linked_frame() -> int | None:
    """Return the frame that a link asked for, while the visitor is on its page."""
    return st.session_state.get(FRAME)


def forget_the_frame() -> None:
    """Another page, or another lesson, begins at its own first frame."""
    st.session_state.pop(FRAME, None)


def _turned() -> None:
    st.session_state[PRESENTS] = st.session_state["stage"]["presents"] == "yes"
