"""The lecturer's right to a room: a secret in the lecturer's own address, and what this visit knows of the room."""

import contextlib
from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from pages.ui.room.folder import rooms
from pages.ui.room.store import Moment, RoomError

IN_ADDRESS = "host"
HOST, GONE, PAGE, ASKED, SAID, SHOWN, LAST = (
    "room.host", "room.gone", "room.page", "room.asked", "room.said", "room.panel_drawn", "room.last",
)  # fmt: skip
LONGEST = 60  # characters of a right in an address


class Host(NamedTuple):
    """A room and the right to lead it."""

    code: str
    secret: str

    @property
    def written(self) -> str:
        """The right as an address has it."""
        return f"{self.code}-{self.secret}"


def begin(page: str) -> None:
    """Take the right out of the address, before a page reads the rest as its settings."""
    state, address = st.session_state, st.query_params
    state[PAGE], state[SHOWN] = page, False
    if IN_ADDRESS not in address:
        return
    given = address[IN_ADDRESS][:LONGEST]
    del address[IN_ADDRESS]
    code, _, secret = given.partition("-")
    if given in state.get(GONE, ()) or (code, secret) == state.get(HOST):
        return
    try:
        rooms().moment(code, secret)
    except RoomError as error:
        state[GONE] = (*state.get(GONE, ()), given)[-9:]
        state[SAID] = error.why
    else:
        state[HOST] = Host(code, secret)
        state.pop(ASKED, None)


def end() -> None:
    """Put the right back into the address."""
    if host := current():
        st.query_params[IN_ADDRESS] = host.written


def current() -> Host | None:
    """Return the room that this visitor leads."""
    host: Host | None = st.session_state.get(HOST)
    return host


def open_room() -> None:
    """Open a room, and lead it; for a callback."""
    try:
        st.session_state[HOST] = Host(*rooms().open())
    except RoomError as error:
        st.session_state[SAID] = error.why
    else:
        st.session_state["room.show_code"] = True
        st.session_state.pop(ASKED, None)


def close_room() -> None:
    """Close the room and forget all of it; for a callback."""
    if host := current():
        with contextlib.suppress(RoomError):  # it may be closed already
            rooms().close(*host)
        lost("")


def do(what: Callable[[Host], object]) -> None:
    """Do something with the room that is led, if it is still there; for a callback."""
    if who := current():
        try:
            what(who)
        except RoomError as error:
            lost(error.why)


def lost(why: str) -> None:
    """Note that the room is none any more."""
    if host := current():
        st.session_state[GONE] = (*st.session_state.get(GONE, ()), host.written)[-9:]
    st.session_state.pop(HOST, None)
    st.session_state[SAID] = why


def moment() -> Moment | None:
    """Return the room as it is now; None where there is none any more."""
    host = current()
    if not host:
        return None
    try:
        now = rooms().moment(*host)
    except RoomError as error:
        if error.why == "busy":  # no reason to give the room up
            return st.session_state.get(LAST, Moment(0, {}, "idle", {}, 0, 0, True))
        lost(error.why)
        return None
    st.session_state[LAST] = now
    return now


def follow(activity: dict[str, Any], told: bool) -> bool:
    """Let the room be asked what the lecturer's page asks, and be told when it tells.

    Args:
        activity: what the page asks; empty for nothing.
        told: whether the page tells what came out.

    Returns:
        Whether what came out is told: also where it was, before the lecturer came back with another visit.
    """
    try:
        return _follow(activity, told)
    except RoomError as error:
        lost(error.why)
        return told


def _follow(activity: dict[str, Any], told: bool) -> bool:
    host, now = current(), moment()
    if not host or not now:
        return told
    back = st.session_state.get(ASKED) != host.code  # this visit has asked nothing yet
    st.session_state[ASKED] = host.code
    same = now.activity == activity
    if back and same and now.state == "shown":
        return True
    if not activity:
        if now.activity.get("kind") == "guess" and now.state != "idle":
            rooms().rest(*host)
    elif not same or (now.state == "shown" and not told):
        rooms().ask(*host, activity)
    if activity and told and now.state != "shown":
        rooms().close_question(*host)
    return told
