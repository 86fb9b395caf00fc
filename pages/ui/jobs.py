"""What is read once for all visitors: the digits."""

import streamlit as st

from gdcore import mnist
from gdcore.mnist import Mnist, MnistError

__all__ = ["MnistError", "digits"]


@st.cache_resource(show_spinner=False)
def digits() -> Mnist:
    """Return MNIST, read once for all visitors and read-only.

    Raises:
        MnistError: as `gdcore.mnist.load`; the next visitor tries again.
    """
    return mnist.load()
