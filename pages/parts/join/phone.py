"""The phone in its room: it looks every two seconds whether something is new, and sends nothing when nothing is."""

from base64 import b64encode
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from pages.parts.join import screen
from pages.ui import turns
from pages.ui.language import language
from pages.ui.room import codes
from pages.ui.room.folder import rooms
from pages.ui.room.store import RoomError, Seat

FOLDER = Path(__file__).parent
EVERY = 2.0  # seconds between two looks
CROWD = 100  # phones: beyond, each looks more seldom, so that the server has no more to do
SEEN, DRAWN = "join.seat", "join.drawn"


class At(NamedTuple):
    """What a phone's screen was drawn for."""

    code: str
    me: str
    seat: Seat


@cache
def _component() -> Any:
    js, css = ((FOLDER / f"phone.{part}").read_text(encoding="utf-8") for part in ("js", "css"))
    return st.components.v2.component("phone", html='<main class="phone"></main>', css=css, js=js)


def show() -> None:
    """Draw the phone's page."""
    st.html(FOLDER / "style.css")
    st.fragment(_screen)()
    seat: Seat | None = st.session_state.get(SEEN)
    place = seat.place if seat else 0
    turns.again(_poll, EVERY * max(1.0, place / CROWD))()


def _screen() -> None:
    """Draw the screen; a tap draws it again, and nothing else of the page."""
    me = _said("phone")
    me = me if isinstance(me, str) else ""
    data = _data(me)
    if data.get("paper"):
        above = st.container()
        with st.container(key="paper"):
            _write(data["code"], me, data["question"])
        data = _data(me)  # with what stands on the paper now
    else:
        above = st.container()
    data |= {"words": screen.words(), "lang": language()}
    seat = st.session_state.get(SEEN)
    st.session_state[DRAWN] = At(data["code"], me, seat) if seat else None
    with above:
        _draw(data)


def _draw(data: dict[str, Any]) -> None:
    _component()(key="phone", data=data, on_phone_change=_again, on_code_change=_again, on_answer_change=_again)


def _write(code: str, me: str, question: int) -> None:
    """Draw the paper, and take what stands on it as the phone's answer."""
    # Only here, so that a phone that writes nothing does not wait for what it takes.
    from pages.ui.digit.canvas import canvas
    from pages.ui.digit.reading import seen

    strokes = canvas(f"join.paper.{question}", side="min(92vw, 50vh)")
    image = seen(strokes) if strokes else None
    if image is not None and image.any():
        with suppress(RoomError):  # closed in this moment: the screen says so
            rooms().answer(code, me, question, b64encode(image.tobytes()).decode())


def _again() -> None:
    """Let the component's news be read."""


def _data(me: str) -> dict[str, Any]:
    code = _code()
    if not me:
        return screen.door(code=code) | {"phase": "hello"}
    if not code:
        st.session_state.pop(SEEN, None)
        return screen.door()
    was_in = st.session_state.get("join.in") == code
    try:
        if not was_in:
            rooms().join(code, me)
            st.session_state["join.in"] = code
        refused = _take_answer(code, me)
        seat = rooms().seat(code, me)
    except RoomError as error:
        last = st.session_state.get(SEEN)
        if error.why == "busy" and last:
            return screen.of_seat(last, code)
        st.session_state.pop(SEEN, None)
        st.session_state.pop("join.in", None)
        if was_in and error.why == "gone":
            return screen.closed()
        return screen.door(screen.refused(error.why, code), "")
    st.session_state[SEEN] = seat
    if st.query_params.get("room") != code:
        st.query_params["room"] = code
    return screen.of_seat(seat, code) | {"refused": refused}


def _code() -> str:
    """Return the code that was typed here last, or that of the address."""
    typed = _said("code")
    if isinstance(typed, str) and typed:
        return codes.read(typed)[:40]
    return codes.read(st.query_params.get("room", ""))[:40]


def _take_answer(code: str, me: str) -> int:
    """Take what the phone has sent; return the question's number where that is no answer to it, else 0."""
    sent = _said("answer")
    if not isinstance(sent, dict) or not isinstance(sent.get("question"), int):
        return 0
    seat = rooms().seat(code, me)
    if sent.get("room") != code:
        return 0
    if sent["question"] != seat.question or seat.state != "open":
        return 0  # the phone says that it came too late
    try:
        answer = screen.taken(seat.activity, sent.get("value"))
        if answer != seat.answer:
            rooms().answer(code, me, seat.question, answer)
    except RoomError as error:
        if error.why == "gone":
            raise
        return int(sent["question"]) if error.why == "bad" else 0
    return 0


def _poll() -> None:
    """Look whether anything is new; where nothing is, nothing is sent, and nothing of the visit is touched."""
    at: At | None = st.session_state.get(DRAWN)
    if at is None:
        return
    try:
        seat = rooms().seat(at.code, at.me)
    except RoomError as error:
        if error.why == "busy":
            return
        st.rerun()
    if seat != at.seat:
        st.rerun()


def _said(name: str) -> Any:
    """Return what the phone has sent under a name."""
    state = st.session_state.get("phone")
    return state.get(name) if state is not None else None
