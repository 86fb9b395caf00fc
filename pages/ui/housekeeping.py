"""Garbage: collected every few seconds for all visitors, not after every run of every page.

Streamlit would collect all garbage after each rerun: with sixty visitors that was 35 to 47 % of the processor
(measured), so `.streamlit/config.toml` switches that off. What has survived a round is frozen, that is left out of
the rounds that follow; now and then all of it is looked at again, so that what visitors who left held is given back.
"""

import ctypes
import gc
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from pages.ui import keeping

SWITCH = 0.0005  # seconds a thread that computes keeps the interpreter from one that comes back from the system
EVERY = 5.0  # seconds between two rounds
ALL = 12  # rounds until what is frozen is looked at again


def round_of(k: int) -> None:
    """Make one round of many.

    Args:
        k: the how manieth; every `ALL`th looks at everything.
    """
    if k % ALL == 0:
        _let_go_of_sessions()
        gc.unfreeze()
        keeping.weigh_again()
    gc.collect()
    gc.freeze()
    if k % ALL == 0:
        _give_memory_back()


def _let_go_of_sessions() -> None:
    """Drop the sessions of visitors who left over two minutes ago: Streamlit does when the next one leaves."""
    with suppress(Exception):  # a private matter of Streamlit's; without it they stay until then
        from streamlit.runtime import get_instance

        get_instance()._session_mgr._session_storage._cache.expire()  # type: ignore[attr-defined]


def _give_memory_back() -> None:
    """Return freed memory to the system where the C library does so only when asked."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)


def _rounds(make: Callable[[int], None]) -> None:
    k = 0
    while True:
        time.sleep(EVERY)
        k += 1
        make(k)


@st.cache_resource(show_spinner=False)
def begin() -> threading.Thread:
    """Start the rounds, once in the server's life.

    A run of a page asks the system a hundred small things (is that file there, wake the server's loop), and after each
    it has to wait for the interpreter until whoever has it is made to give it up. At Python's own 5 ms a run in a crowd
    did little but wait.
    """
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()
    thread = threading.Thread(target=_rounds, args=(round_of,), name="housekeeping", daemon=True)
    thread.start()
    return thread
