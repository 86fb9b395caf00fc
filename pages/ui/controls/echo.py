"""Which runs of the page the browser has shown: what it sends was done on the newest of them, and knows no later one.

Each run leaves its number in a box that nobody sees. The browser sends the box back with everything it sends, so that
a press which comes while the page is still being drawn can be told from one that answers the finished page.
"""

import streamlit as st

NUMBER, BOX = "echo.number", "echo.box"


def begin() -> None:
    """Begin a run of the page."""
    st.session_state[NUMBER] = coming()


def end() -> None:
    """Leave the number of this run; after everything else is drawn."""
    st.session_state[BOX] = str(present())
    with st.container(key="echo"):
        st.text_input("echo", key=BOX, label_visibility="collapsed")


def coming() -> int:
    """Return the number of the next run; in a callback, that of the run it comes before."""
    return present() + 1


def present() -> int:
    """Return the number of this run."""
    return int(st.session_state.get(NUMBER, 0))


def seen() -> int:
    """Return the number of the run that the browser had shown when it sent what this run answers."""
    return int(st.session_state.get(BOX) or 0)
