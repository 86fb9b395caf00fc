"""Whether the visitor's browser can draw in 3-D."""

from functools import cache
from typing import Any

import streamlit as st

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
