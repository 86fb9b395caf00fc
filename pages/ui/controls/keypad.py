"""A box for a number: one for text, that takes the arrow keys and asks a phone for its number keys."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

SCRIPT = Path(__file__).with_name("keypad.js")
BOXES = "keypad.boxes"


def begin() -> None:
    """Begin a run of the page, which has no boxes yet."""
    st.session_state[BOXES] = {}


def box(label: str, key: str, limits: tuple[float, float], step: float, whole: bool, **how: Any) -> Any:
    """Draw a box.

    Args:
        label: what stands above it.
        key: the session's key of its text.
        limits: the arrow keys stay within.
        step: what an arrow key adds or takes away.
        whole: whether only whole numbers are allowed.
        how: what else `st.text_input` takes.
    """
    low, high = limits
    # A telephone's number keys have no minus sign.
    keys = "text" if low < 0 else "numeric" if whole else "decimal"
    boxes: dict[str, Any] = st.session_state.setdefault(BOXES, {})
    boxes[f"st-key-{key.replace('.', '-')}"] = {"low": low, "high": high, "step": step, "keys": keys}
    return st.text_input(label, key=key, **how)


def end() -> None:
    """Give the boxes of this run their keys; after everything else is drawn."""
    with st.container(key="keypad"):
        _component()(key="keypad.component", data=st.session_state.get(BOXES, {}))


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("keypad", html="<i></i>", js=SCRIPT.read_text(encoding="utf-8"))
