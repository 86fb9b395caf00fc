"""What the lecturer sees of a room: its code, who is there, how many have answered, and what they said."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from pages.ui import turns
from pages.ui.room import address, host, qr
from pages.ui.room.folder import rooms
from pages.ui.room.store import Moment, RoomError
from pages.ui.text import percent, plural, t

EVERY = 1.0  # seconds between two looks at the room
STYLE = Path(__file__).with_name("style.css")


def offer() -> None:
    """Draw the button that opens a room, where none is open, and what is to be said of one that was."""
    if why := st.session_state.pop(host.SAID, ""):
        st.warning(sentence(why))
    if not host.current():
        st.button(t("Open a room"), key="room.open", on_click=host.open_room,
                  help=t("Phones join by a code: the room guesses, chooses and descends."))  # fmt: skip


def show(then: Callable[[Moment], None] = lambda moment: None, code: bool = False) -> None:
    """Draw the line of the room that is open, and go on drawing it; once on a page.

    Args:
        then: draws what stands below the line, each time anew.
        code: whether the code stands there large all the time.
    """
    if st.session_state.get(host.SHOWN) or not host.current():
        return
    st.session_state[host.SHOWN] = True
    st.html(STYLE)
    if st.session_state.pop("room.show_code", False) and not code:
        show_code()
    turns.again(_watch, EVERY)(then, code)


def is_open() -> bool:
    """Whether this visitor leads a room."""
    return host.current() is not None


def sentence(why: str) -> str:
    """Say why something cannot be done with a room."""
    return {
        "gone": t("This room is closed, or its three hours are over. Everything in it is forgotten."),
        "forged": t("The address does not have this room's key, so it opens no room to lead."),
        "full": t("There are as many rooms open as this machine takes. One is free again when another is closed."),
        "busy": t("The rooms of this machine do not answer; try it again."),
        "unsafe": t("A room needs a folder of its own in the machine's temporary folder, and somebody else has it."),
    }[why]


def _watch(then: Callable[[Moment], None], code: bool) -> None:
    now = host.moment()
    who = host.current()
    if now is None or who is None:
        st.rerun()
    with st.container(key="room", horizontal=True, vertical_alignment="center"):
        st.html(line(who.code, now))
        if not code:
            st.button(t("Show the code"), key="room.code", on_click=_ask_for_the_code)
        st.button(t("Close the room"), key="room.close", type="tertiary", on_click=host.close_room,
                  help=t("Everything in it is forgotten at once."))  # fmt: skip
    if code:
        st.html(large(who.code))
    if st.session_state.pop("room.show_code", False):
        st.session_state["room.show_code"] = True
        st.rerun()  # a dialog belongs to the page, not to a part of it that is drawn again and again
    then(now)


def _ask_for_the_code() -> None:
    st.session_state["room.show_code"] = True


def show_code() -> None:
    """Open the code over the page; Escape closes it."""
    who = host.current()
    if not who:
        return

    def body() -> None:
        st.html(large(who.code))
        turns.again(_counted, EVERY)()

    st.dialog(t("Take part with your phone"), width="large")(body)()


def _counted() -> None:
    now = host.moment()
    if now:
        st.html(f"<p class='room-here'>{escape(here(now))}</p>")


def here(now: Moment) -> str:
    """Say how many phones are there."""
    return plural(now.here, one="{n} phone here", other="{n} phones here")


def line(code: str, now: Moment) -> str:
    """Write the room's line: its code, who is there, and how many have answered."""
    answered = plural(now.answered, one="{n} answer", other="{n} answers")
    count = plural(now.here, one="{n} here", other="{n} here")
    parts = [f"<b>{escape(code)}</b>", escape(count), f"<span class='room-count'>{escape(answered)}</span>"]
    return "<p class='room-line'>" + " · ".join(parts if now.state != "idle" else parts[:2]) + "</p>"


def large(code: str) -> str:
    """Write the code, its address and its picture as large as the screen allows."""
    link = address.of_join(code)
    shown = link.split("://")[-1].split("?")[0]
    note = ""
    if address.is_here_only(link):
        said = t("Phones cannot reach this address: open the app by the machine's address in the network.")
        note = f"<p class='room-note'>{escape(said)}</p>"
    return (
        f"<div class='room-large'><img alt='{escape(t('QR code of the address'))}' src='{drawn(link)}'>"
        f"<div><p>{escape(t('Point the camera here, or open'))}</p><p class='room-address'>{escape(shown)}</p>"
        f"<p>{escape(t('and type'))}</p><p class='room-code'>{escape(code)}</p>{note}</div></div>"
    )


@lru_cache(maxsize=32)
def drawn(link: str) -> str:
    """Return the QR code of an address as the address of a picture; nothing where it is too long for one."""
    try:
        return f"data:image/svg+xml;base64,{b64encode(qr.picture(link).encode()).decode()}"
    except ValueError:
        return "data:,"


def answers() -> dict[int, object]:
    """Return what the room has answered, by the phone's place."""
    who = host.current()
    try:
        return dict(rooms().answers(*who)) if who else {}
    except RoomError:
        return {}


def bars(labels: Sequence[str], counts: Sequence[int], right: int) -> str:
    """Write the room's answers as bars, the right one marked by its line and its sign."""
    most, total = max([*counts, 1]), sum(counts)
    rows = []
    for k, (label, count) in enumerate(zip(labels, counts, strict=True)):
        share = percent(count / total, 0) if total else ""
        kind, mark = ("right", "✓ ") if k == right else ("", "")
        rows.append(
            f"<div class='room-bar {kind}'><span class='room-label'>{mark}{escape(label)}</span>"
            f"<span class='room-track'><i style='width:{100 * count / most:.1f}%'></i></span>"
            f"<span class='room-share'>{count}{f' · {share}' if share else ''}</span></div>"
        )
    return f"<div class='room-bars'>{''.join(rows)}</div>"
