"""The buttons of a run that is watched: where the main one stands, and what any of them asks of the run."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui.play.live import Watched

MAIN = 160  # pixels: the longest words of a main button


def main_button(page: str, name: str, label: str, what: Callable[..., None], *to: Any, disabled: bool = False) -> None:
    """Draw the first button of a row: start, pause or what else comes next.

    It has a place of its own, as wide as its longest words: when it changes, the buttons beside it stay where they
    are under the pointer.

    Args:
        page: as in `ask`.
        name: what the button does; another name is another button, so that no click on one is taken for the other.
        label: what stands on it.
        what: called when it is pressed.
        to: the arguments of `what`.
        disabled: whether it cannot be pressed.
    """
    with st.container(width=MAIN, key=f"main-button-{page}"):
        st.button(
            label, type="primary", on_click=what, args=to, disabled=disabled, width="stretch", key=f"{page}.{name}"
        )


def ask(page: str, what: Callable[[Any], object]) -> None:
    """Let a page's run do something, once the page knows which run that is; for the callback of a button.

    A click may come together with new settings, or while the page still draws itself with them. The run that the
    button was drawn for is then not the one that will be there, and what it did would be lost.

    Args:
        page: the page's name, or that of the part of it that has a run.
        what: takes the run.
    """
    st.session_state[_key(page)] = what


def carry_out(page: str, live: Watched[Any]) -> None:
    """Do what was asked of a page's run, if anything was; for the page, as soon as it has the run."""
    what = st.session_state.pop(_key(page), None)
    if what:
        what(live)


def _key(page: str) -> str:
    return f"{page}.asked"
