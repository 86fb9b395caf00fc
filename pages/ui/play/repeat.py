"""A run to take away: the few lines of Python that repeat it, and every step as a table."""

from collections.abc import Callable

import streamlit as st

from pages.ui.text import t


def show(page: str, program: str, csv: Callable[[], str]) -> None:
    """Draw the program to copy and the button that downloads the table.

    Args:
        page: the page's name, which is the file's as well.
        program: lines of Python.
        csv: makes the table, once it is asked for.
    """
    st.markdown(t("These lines repeat the run without this page, to the last digit:"))
    st.code(program, language="python")
    st.download_button(
        t("Every step as CSV"),
        csv,
        file_name=f"{page.replace('_', '-')}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"{page}.csv",
    )
    st.caption(t("A chart saves itself as PNG or SVG: its menu is at its upper right corner."))
