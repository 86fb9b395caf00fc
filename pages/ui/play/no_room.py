"""What is said when the nets that visitors train take all the memory there is for them."""

import streamlit as st

from pages.ui.keeping import MEGABYTE, NoRoom
from pages.ui.text import fixed, t


def show(none: NoRoom) -> None:
    """Say how much is needed, how much is free, and what can be done."""
    st.warning(
        t(
            "All visitors share the memory for training, and there is no room for this now: {needed} MB are needed, "
            "{free} MB are free. Take fewer hidden units, or try again when others have left.",
            needed=fixed(none.needed / MEGABYTE, 1),
            free=fixed(none.free / MEGABYTE, 1),
        )
    )
