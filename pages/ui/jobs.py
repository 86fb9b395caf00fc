"""What is read once for all visitors: the digits."""

import streamlit as st

from gdcore import mnist
from gdcore.mnist import Mnist, MnistError
from pages.ui.text import t

__all__ = ["MnistError", "digits", "why"]


@st.cache_resource(show_spinner=False)
def digits() -> Mnist:
    """Return MNIST, read once for all visitors and read-only.

    Raises:
        MnistError: as `gdcore.mnist.load`; the next visitor tries again.
    """
    return mnist.load()


def why(error: MnistError) -> str:
    """Say in the visitor's language why the digits cannot be read."""
    expected, found = (t(part, **error.values) for part in (error.expected, error.found))
    return t(error.sentence, expected=expected, found=found, **error.values)
