"""Who is answered next: the runs of pages take turns, and a changed setting goes before a redraw that comes by itself.

Threads that all compute at once only wait for each other: Python computes in one at a time, so that ten pages drawn
side by side are all done when the last one is. In turn, most are done long before, and half the switching is gone.
"""

import functools
import heapq
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import streamlit as st

PLACES = 2  # pages drawn at a time: one that waits for the system leaves the processor to the other
LONG = 0.4  # seconds after which a page that is being drawn holds up nobody any more
LATER = 0.5  # seconds that a redraw which comes by itself lets others go before it
SOONER = 60.0  # seconds that the lecturer's page goes before others
FIRST, USUAL, LAST = -SOONER, 0.0, LATER


class _Waiting(NamedTuple):
    """One who waits: by the moment that is due, then by who came first."""

    due: float
    came: int
    called: threading.Event


class Turns:
    """Places that are given to those who wait longest; what may wait counts as if it had come later.

    Args:
        places: how many are in at a time.
        long: seconds after which whoever is in is not counted any more.
    """

    def __init__(self, places: int = 1, long: float = math.inf) -> None:
        self._places, self._long = places, long
        self._lock, self._mine = threading.Lock(), threading.local()
        self._waiting: list[_Waiting] = []
        self._in: dict[int, float] = {}
        self._count = 0

    @contextmanager
    def take(self, late: float = USUAL) -> Iterator[None]:
        """Wait for one's turn, and have it for the time of a `with`; who has it already goes on.

        Args:
            late: seconds by which to count as if one had come later; negative: sooner.
        """
        if getattr(self._mine, "turn", None) is not None:
            yield
            return
        self._enter(late)
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def give_up(self) -> Iterator[None]:
        """Let others in for the time of a `with`, in which one waits for something else."""
        if getattr(self._mine, "turn", None) is None:
            yield
            return
        self._leave()
        try:
            yield
        finally:
            self._enter(FIRST)  # it is half done

    def _enter(self, late: float) -> None:
        with self._lock:
            self._count += 1
            me = _Waiting(time.monotonic() + late, self._count, threading.Event())
            heapq.heappush(self._waiting, me)
        while True:
            with self._lock:
                patience = self._patience() if self._waiting[0] is me else None
                if patience == 0:
                    heapq.heappop(self._waiting)
                    self._in[me.came] = time.monotonic()
                    self._mine.turn = me.came
                    self._call_next()
                    return
            me.called.wait(None if patience in (None, math.inf) else patience)
            me.called.clear()

    def _leave(self) -> None:
        with self._lock:
            del self._in[self._mine.turn]
            self._mine.turn = None
            self._call_next()

    def _patience(self) -> float:
        """Return the seconds until somebody who is in counts no longer; 0 when there is a place."""
        now = time.monotonic()
        left = sorted((self._long - (now - since) for since in self._in.values()), reverse=True)
        return max(0.0, left[self._places - 1]) if len(left) >= self._places else 0.0

    def _call_next(self) -> None:
        if self._waiting:
            self._waiting[0].called.set()


pages = Turns(PLACES, LONG)


def again(function: Callable[..., None], every: float | None) -> Callable[..., None]:
    """Return a part of a page that is drawn again every so many seconds, each time when its turn comes.

    Args:
        function: draws it.
        every: seconds; None for not again.
    """

    @functools.wraps(function)
    def in_turn(*args: Any) -> None:
        with pages.take(LAST):
            function(*args)

    return st.fragment(in_turn, run_every=every)
