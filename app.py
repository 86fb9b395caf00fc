"""The entry: `streamlit run app.py`."""

import streamlit as st

from pages.ui import shell, turns, visitor
from pages.ui.text import t

with turns.pages.take(turns.FIRST if st.query_params.get("present") == "1" else turns.USUAL):
    visitor.begin()
    st.set_page_config(page_title=t("Gradient descent"), page_icon="📉", layout="wide", initial_sidebar_state="auto")
    shell.run_page()
