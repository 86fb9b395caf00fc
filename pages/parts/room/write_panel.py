"""Everyone writes a digit, as the lecturer shows it: the digits of the room with what a network reads in them."""

from typing import Any

import streamlit as st

from gdcore.training import Training
from pages.parts.room import writing
from pages.parts.room.settings import RoomSettings
from pages.ui import jobs
from pages.ui.pictures.pictures import Tile, digit, tiles
from pages.ui.play.live import LiveRun
from pages.ui.room import host, panel
from pages.ui.room.folder import rooms
from pages.ui.room.signs import sign
from pages.ui.room.store import Moment
from pages.ui.text import number, percent, t

LIVE = "mnist.live"  # the run of the page on which the lecturer trains


def show(settings: RoomSettings, now: Moment, dark: bool) -> None:
    """Draw what there is to see."""
    asked = now.activity.get("kind") == "digit"
    with st.container(key="room-buttons", horizontal=True, vertical_alignment="center"):
        is_open = asked and now.state == "open"
        st.button(t("Ask again") if asked else t("Ask the room"), key="room.ask_digits", on_click=_ask,
                  args=(settings.digit,), type="secondary" if is_open else "primary")  # fmt: skip
        if is_open:
            st.button(t("Read them"), type="primary", key="room.read", on_click=_read)
    if asked and now.state == "shown":
        _drawn(now, panel.answers())
    elif is_open:
        st.markdown(t("Every phone writes a {digit}.", digit=now.activity["digit"]))
    else:
        st.markdown(t("Each phone writes the digit with a finger, and a network reads all of them."))


def _ask(wanted: str) -> None:
    host.do(lambda who: rooms().ask(who.code, who.secret, writing.activity(wanted)))


def _read() -> None:
    """Take no more digits, read them, and tell each phone what was read in its own."""

    def read(who: host.Host) -> None:
        rooms().close_question(who.code, who.secret, "closed")
        found = writing.readings(rooms().answers(*who), network()[0])
        rooms().close_question(who.code, who.secret, "shown", writing.told(found))

    host.do(read)


def network() -> tuple[Training, bool]:
    """Return the network that reads, and whether the lecturer has trained it: else one of the page's own does."""
    live: LiveRun | None = st.session_state.get(LIVE)
    if live is not None and live.update and not live.diverged:
        return live.training, True
    return _own(), False


@st.cache_resource(show_spinner=False)
def _own() -> Training:
    return writing.own_network(jobs.digits())


def _drawn(now: Moment, answers: dict[int, Any]) -> None:
    wanted, shown = int(now.activity["digit"]), []
    right = 0
    for place, text in answers.items():
        said = now.told.get(str(place))
        if said is None:
            continue
        is_right = said["answer"] == wanted
        right += is_right
        mark = "✓" if is_right else "✗"
        shown.append(
            Tile(
                digit(writing.unpacked(text)),
                f"{mark} {said['answer']} · {percent(said['certainty'], 0)}",
                t("{phone} wrote this; the network reads {answer}", phone=sign(place).name, answer=said["answer"]),
                "right" if is_right else "wrong",
            )
        )
    with st.container(key="verdict"):
        st.markdown(t("{right} of {n} are read as a {digit}.", right=number(right), n=number(len(shown)), digit=wanted))
    run, own = network()
    st.html(tiles(shown))
    if own:
        st.caption(t("Read by the network of the page Live MNIST, after {n} updates.", n=number(run.update)))
    else:
        said = t(
            "Read by a network of 50 hidden units after {n} updates; one that you train on the page Live MNIST reads "
            "instead.",
            n=number(run.update),
        )
        st.caption(said)
