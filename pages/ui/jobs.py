"""What is read once for all visitors: the digits."""

import streamlit as st

from gdcore import mnist
from gdcore.mapped_mnist import mapped
from gdcore.mnist import Mnist, MnistError
from pages.ui.text import t

__all__ = ["MnistError", "digits", "why"]


@st.cache_resource(show_spinner=False)
def digits() -> Mnist:
    """Return MNIST, read once for all visitors and read-only, in a file that the process that trains maps too.

    Raises:
        MnistError: as `gdcore.mnist.load`; the next visitor tries again.
    """
    data = mnist.load()
    try:
        return mapped(data)
    except OSError:  # no room for the file: then all is done in this process
        return data


def why(error: MnistError) -> str:
    """Say in the visitor's language why the digits cannot be read."""
    expected, found = (t(part, **error.values) for part in (error.expected, error.found))
    return t(error.sentence, expected=expected, found=found, **error.values)
