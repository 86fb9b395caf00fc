"""What stands in the place of a picture that cannot be drawn."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.ui.text import t

LOG = logging.getLogger(__name__)
shows_through = False  # the tests want the error itself


@contextmanager
def picture() -> Iterator[None]:
    """Let an error in a `with` cost one sentence, so that the settings that led to it are drawn and can be changed."""
    try:
        yield
    except Exception:  # whatever it is, the rest of the page is of use
        if shows_through:
            raise
        LOG.exception("a picture could not be drawn")
        st.error(t("This cannot be drawn with these settings. Change one of them and it is tried again."))
