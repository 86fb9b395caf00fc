"""What is drawn in 3-D, where the visitor's browser can."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from pages.ui.text import t

# A context is asked for and thrown away; the answer comes back once.
SCRIPT = """
export default function ({ setStateValue }) {
  const context = document.createElement("canvas").getContext("webgl2");
  setStateValue("works", Boolean(context));
  context?.getExtension("WEBGL_lose_context")?.loseContext();
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("webgl", js=SCRIPT)


def works() -> bool | None:
    """Return whether WebGL works; None until the browser has answered, which draws the page again."""
    answer = "webgl.works"
    if answer not in st.session_state:
        found = _component()(key="webgl", on_works_change=lambda: None)
        if found.works is not None:
            st.session_state[answer] = bool(found.works)
    return st.session_state.get(answer)


def show(key: str, deck: Callable[[], Any]) -> None:
    """Draw a pydeck deck, or say why there is none."""
    able = works()
    if able is None:
        st.markdown(t("Asking the browser whether it can draw in 3-D."))
    elif not able:
        st.info(t("This browser has no WebGL, which the surface needs. The contour above shows the same loss."))
    else:
        st.pydeck_chart(deck(), height=560, key=key)
        st.caption(t("Drag to turn, scroll to zoom. The height is the square root of the loss above its least."))
