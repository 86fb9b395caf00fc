"""The entry: `streamlit run app.py`."""

import streamlit as st

from pages.ui import shell, visitor
from pages.ui.text import t

visitor.begin()
st.set_page_config(page_title=t("Gradient descent"), page_icon="📉", layout="wide", initial_sidebar_state="auto")
shell.run_page()
