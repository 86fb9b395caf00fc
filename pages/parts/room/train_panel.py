"""Everyone trains, as the lecturer shows it: the question, the progress, and the accuracy against the rate."""

from html import escape
from typing import Any

import streamlit as st

from pages.parts.room import charts, training
from pages.parts.room.tables import trained_tables
from pages.parts.room.training import Trainings
from pages.ui import jobs, turns
from pages.ui.play.played_chart import draw
from pages.ui.room import host, panel
from pages.ui.room.folder import rooms
from pages.ui.room.signs import drawn, sign
from pages.ui.room.store import Moment
from pages.ui.text import number, percent, t

PAGE, RUN = "room", "room.trainings"
EVERY = 0.3  # seconds between two slices
LEADERS = 3


def show(now: Moment, dark: bool) -> None:
    """Draw what there is to see."""
    asked = now.activity.get("kind") == "train"
    with st.container(key="room-buttons", horizontal=True, vertical_alignment="center"):
        is_open = asked and now.state == "open"
        st.button(t("Ask again") if asked else t("Ask the room"), key="room.ask_rates", on_click=_ask,
                  type="secondary" if is_open else "primary")  # fmt: skip
        if is_open:
            st.button(t("Train"), type="primary", key="room.train", on_click=_close)
    if asked and now.state == "closed":
        turns.again(_train, EVERY)(now.question, dark)
    elif asked and now.state == "shown":
        _drawn(chosen_of(panel.answers()), now.told, dark)
    else:
        st.markdown(
            t(
                "Each phone chooses a learning rate and a batch size; the server trains a network of 50 hidden units "
                "for each, {n} updates, one after the other, on all 60,000 images.",
                n=number(training.UPDATES),
            )
        )


def chosen_of(answers: dict[int, Any]) -> dict[int, training.Choice]:
    """Return each phone's rate and batch size."""
    return {place: (float(each["rate"]), int(each["batch"])) for place, each in answers.items()}


def _ask() -> None:
    host.do(lambda who: rooms().ask(who.code, who.secret, training.activity()))


def _close() -> None:
    host.do(lambda who: rooms().close_question(who.code, who.secret, "closed"))


def _train(question: int, dark: bool) -> None:
    """Train a little, and draw how far it is; at the end the phones are told."""
    who = host.current()
    if not who:
        return
    key, run = st.session_state.get(RUN, (None, None))
    if key != (who.code, question):
        try:
            run = Trainings(jobs.digits(), chosen_of(panel.answers()))
        except jobs.MnistError as error:
            st.error(t("The digits cannot be read. {what}", what=error))
            return
        st.session_state[RUN] = ((who.code, question), run)
    run.tick()
    done, of = number(len(run.results)), number(len(run.jobs))
    st.progress(run.progress, t("{done} of {of} networks trained", done=done, of=of))
    _drawn(run.chosen, run.told(), dark)
    if run.done:
        st.session_state.pop(RUN)
        host.do(lambda who: rooms().close_question(who.code, who.secret, "shown", run.told()))
        st.rerun()


def _drawn(chosen: dict[int, training.Choice], told: dict[str, Any], dark: bool) -> None:
    """Draw the accuracy against the rate, a dot a phone, with the core's own curve under them."""
    places = tuple(chosen)
    names, signs = tuple(map(str, places)), tuple(map(sign, places))
    with st.container(key="charts-room-descends"):
        left, right = st.columns([7, 3])
    draw(left, PAGE, "trained", charts.trained(names, signs, dark), trained_tables(chosen, told),
         t("The test accuracy of every phone's network against its learning rate"), height="stretch")  # fmt: skip
    ranked = sorted((told[name]["rank"], place) for name, place in zip(names, places, strict=True) if name in told)
    with right:
        st.html("".join(_leader(place, told[str(place)], chosen[place], dark) for _, place in ranked[:LEADERS]))
        if (left_out := len(places) - len(ranked)) and "own" in told and ranked and len(told["own"]["curve"]):
            st.caption(t("Not trained: {n}.", n=number(left_out)))


def _leader(place: int, told: dict[str, Any], choice: training.Choice, dark: bool) -> str:
    mine = sign(place)
    said = t("{share} · η = {rate}, batches of {batch}", share=percent(told["accuracy"]), rate=number(choice[0]),
             batch=number(choice[1]))  # fmt: skip
    return (
        f"<p class='room-leader'><img alt='' src='{drawn(mine, dark)}'>"
        f"<span><b>{escape(mine.name)}</b><br>{escape(said)}</span></p>"
    )
