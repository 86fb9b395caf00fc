"""What a button asks of a page's run."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui.live import Watched


def ask(page: str, what: Callable[[Any], object]) -> None:
    """Let a page's run do something, once the page knows which run that is; for the callback of a button.

    A click may come together with new settings, or while the page still draws itself with them. The run that the
    button was drawn for is then not the one that will be there, and what it did would be lost.

    Args:
        page: the page's name.
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
