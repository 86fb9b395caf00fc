"""A chart on a page: put in its place with its tables, and asked what was clicked on it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui.charts.dragged import told_to_the_server
from pages.ui.tables.sent import sent


def draw(
    place: Any, page: str, name: str, spec: dict[str, Any], tables: Mapping[str, Any], alt: str, **how: Any
) -> None:
    """Draw a chart.

    Args:
        place: the container.
        page: the page's name.
        name: the chart's, of its own on the page.
        spec: what `charts` made.
        tables: the tables it names.
        alt: what it shows, for a screen reader.
        how: what else `vega_lite_chart` takes.
    """
    if "on_select" in how:
        how["selection_mode"] = told_to_the_server(spec)
    datasets = {named: sent(table) for named, table in tables.items()}
    place.vega_lite_chart(None, spec | {"datasets": datasets}, key=_key(page, name), alt=alt, **how)


def clicked(page: str, name: str, selection: str) -> dict[str, float] | None:
    """Return the point that was clicked on a chart, in the callback of the click."""
    state = st.session_state.get(_key(page, name))
    points = state["selection"].get(selection) if state else None
    return points[0] if points else None


def _key(page: str, name: str) -> str:
    return f"{page}.{name}_chart"
