"""A word about a run that a reload has ended: the browser remembers that there was one, the server cannot."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.text import t

SCRIPT = Path(__file__).with_suffix(".js")
STYLE = ".lost { color: var(--st-text-color); opacity: 0.8; } .lost:empty { display: none; }"


def show(name: str, update: int) -> None:
    """Draw nothing; or, once after a reload in mid-run, that the run is gone.

    Args:
        name: the run's, of its own in the app.
        update: how many updates it has made.
    """
    # The number is known in the browser alone, so that it gets both sentences.
    one = t("The page was reloaded, and its run of 1 update has ended: a run lives as long as its page stays open.")
    many = t("The page was reloaded, and its run of {n} updates has ended: a run lives as long as its page stays open.")
    _component()(key=f"{name}.reloaded", data={"name": name, "update": update, "one": one, "many": many})


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "reloaded", html='<div class="lost" role="status"></div>', css=STYLE, js=SCRIPT.read_text(encoding="utf-8")
    )
