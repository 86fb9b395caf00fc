"""The frame around every page: the list of pages, the way in, and the look."""

from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from pages.ui import housekeeping, visitor
from pages.ui.controls import echo, keypad
from pages.ui.lessons import stage
from pages.ui.play import keys
from pages.ui.room import host
from pages.ui.text import t

FOLDER = Path(__file__).resolve().parent.parent
STYLE = Path(__file__).with_name("style.css")


class Entry(NamedTuple):
    """A page as the navigation and the front page show it."""

    name: str  # of its file and of its address
    title: str
    promise: str
    bare: bool = False  # a phone's: without the frame, and in no list of pages


PAGES = (
    Entry("home", "Course", "What there is, in the order of a lecture."),
    Entry("slopes", "Slopes", "The secant that becomes a tangent, the gradient made of two slices, and the way down."),
    Entry(
        "losses", "Losses", "How wrong an answer is, in one number: squares, distances, cross-entropy, term by term."
    ),
    Entry(
        "neuron",
        "Neuron",
        "One neuron with its numbers on the wires, and what is built of it: slopes through many layers, the bend that "
        "XOR needs, shapes, and the chain rule.",
    ),
    Entry(
        "line_fit",
        "Line fit",
        "Two points, one line, and the bowl it rolls down: the mean squared error, its gradient, and what the learning "
        "rate does to a descent, step by step.",
    ),
    Entry(
        "landscape",
        "Landscape",
        "Eleven kinds of terrain and your own: where descent is trapped, stalls, swings or leaves, with a diagnosis "
        "and a map of which start ends where.",
    ),
    Entry(
        "blind",
        "Blind descent",
        "A ground that nobody sees, but for the height and the slope where one stands: the room says which way and how "
        "far, and then it is uncovered.",
    ),
    Entry(
        "race",
        "Race",
        "Seven methods from one start with one budget, from plain descent to AdamW: who leads, why, and at which "
        "learning rate; over a surface, or on the digits.",
    ),
    Entry(
        "mnist",
        "Live MNIST",
        "A network learns to read handwritten digits while you watch: mini-batch SGD on all 60,000 images, "
        "with train and test accuracy.",
    ),
    Entry(
        "room",
        "Room",
        "Everybody takes part by phone: guesses, learning rates and batches of the whole room, on one picture.",
    ),
    Entry("join", "Take part", "A phone joins the lecturer's room.", bare=True),
)
BARE = {page.name for page in PAGES if page.bare}


def navigation() -> list[Any]:
    """Return the pages for `st.navigation`; the first is the front page."""
    return [
        st.Page(
            FOLDER / f"{page.name}.py",
            title=t(page.title),
            url_path=None if page.name == "home" else page.name,
            default=page.name == "home",
            visibility="hidden" if page.bare else "visible",
        )
        for page in PAGES
    ]


def run_page() -> None:
    """Show the navigation and the page it is on; `app.py` calls this."""
    echo.begin()
    page = st.navigation(navigation(), position="top")
    st.session_state["shell.through_app"] = True
    if page.url_path in BARE:
        st.set_page_config(page_title=page.title)
        page.run()
        housekeeping.begin()
        return
    st.html(STYLE)
    st.html(stage.STYLE)
    _name(page)
    visitor.switch()
    keypad.begin()
    stage.begin(page.url_path)
    host.begin(page.url_path)
    page.run()
    host.end()
    stage.end(page.url_path)
    visitor.end()
    keypad.end()
    echo.end()
    keys.show()
    housekeeping.begin()


def _name(page: Any) -> None:
    """Give a page its title in the browser's list of windows, and the heading that a screen reader begins with."""
    if not page.url_path:
        return  # the front page has a heading to be seen
    st.set_page_config(page_title=t("{page} · Gradient descent", page=page.title))
    with st.container(key="heading"):
        st.title(page.title, anchor=False)


def enter(name: str) -> bool:
    """Begin a page; every page calls this first.

    Until `st.navigation` has run once in the server's life, Streamlit answers a deep link by running
    the page's file without `app.py`. Then there is no mark from `run_page`, and the page starts over
    with the navigation known.

    Args:
        name: the page's file name.

    Returns:
        Whether the visitor has just come to this page, from another one or by a link.
    """
    if not st.session_state.pop("shell.through_app", False):
        visitor.begin()
        st.navigation(navigation(), position="top")
        st.rerun()
    arrived = st.session_state.get("shell.page") != name
    st.session_state["shell.page"] = name
    return arrived
