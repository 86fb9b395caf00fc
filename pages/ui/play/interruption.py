"""What is said when the process that trains died under a run."""

from typing import Any

import streamlit as st

from pages.ui.play.live import Watched
from pages.ui.text import number, t


def show(live: Watched[Any]) -> None:
    """Say so, for as long as the run is there; nothing is lost, for the run itself is not in that process."""
    if live.interrupted is not None:
        st.info(
            t(
                "The process that makes the updates ended at update {k} and was started again; the run went on from "
                "there, with the same numbers.",
                k=number(live.interrupted),
            )
        )
