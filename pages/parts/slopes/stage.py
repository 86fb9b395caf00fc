"""Where the slopes page's pictures stand, and what a click on one does."""

from typing import Any

import streamlit as st

from pages.parts.slopes.settings import SlopesSettings
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import clicked

PAGE = "slopes"


def halves() -> Any:
    """Return the two columns of the main pictures."""
    with st.container(key="charts-slopes"):
        return st.columns(2)


def take(controls: Controls[SlopesSettings], chart: str, selection: str, **columns: str) -> None:
    """Take what was clicked on a chart as settings; the callback of the click.

    Args:
        controls: the page's settings.
        chart: its name.
        selection: the chart's own name of it.
        columns: of the point that was clicked, by the settings they become.
    """
    point = clicked(PAGE, chart, selection)
    if point:
        controls.change(**{name: float(f"{point[column]:.4g}") for name, column in columns.items()})
