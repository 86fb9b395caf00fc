"""The race on MNIST: the same net, the same weights, the same batches; a method a contender."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from gdcore.contest import MEAN_OF, Contest
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent, Optimizer
from gdcore.schedules import CONSTANT, Schedule
from pages.parts.race.digits import charts, tables, words
from pages.ui import jobs, keeping, turns
from pages.ui.charts.rate import rate
from pages.ui.charts.training import update_range
from pages.ui.play import interruption, no_room, reloaded
from pages.ui.play.live import Watched
from pages.ui.play.played_chart import draw
from pages.ui.play.run_buttons import ask, carry_out, main_button
from pages.ui.tables.rates import rates_table, spread
from pages.ui.tables.sent import sent
from pages.ui.text import duration, fixed, number, t

STYLE = Path(__file__).with_name("style.css")
NET, SCALE, BATCH = TwoLayerNet(activation="relu"), "he", 100
LABELS = {"GradientDescent": "SGD"}
RACE, WHOLE = "race.network", "race.network.whole"


@dataclass
class Race:
    """What lives in a visitor's session: a contest that is watched, and what it began with."""

    live: Watched[Contest]
    contenders: dict[str, Optimizer]
    schedule: Schedule
    seed: int


def show(
    contenders: Mapping[str, Optimizer], schedule: Schedule, updates: int, seed: int, speed: str, dark: bool
) -> None:
    """Draw the race, and draw it again and again while it is on its way.

    Other contenders, another schedule or another seed begin a new race; other updates or another speed do not.

    Args:
        contenders: the methods by name, in the order of the starting line.
        schedule: of every contender's rate.
        updates: how many each is to make.
        seed: of the weights and the batches, >= 0.
        speed: updates a second, "1", "10" or "100"; any other word is as fast as possible.
        dark: whether the theme is dark.
    """
    try:
        data = jobs.digits()
    except jobs.MnistError as error:
        st.error(t("The digits cannot be read. {what}", what=jobs.why(error)))
        return
    if not contenders:
        st.info(t("Choose at least one method."))
        return
    try:
        live = current(dict(contenders), schedule, seed, data).live
    except keeping.NoRoom as none:
        no_room.show(none)
        return
    live.pace = float(speed) if speed.isdecimal() else math.inf
    carry_out(RACE, live)
    if live.running:
        live.goal = updates
    st.html(STYLE)
    st.session_state[WHOLE] = True
    turns.again(_panel, live.timer())(live, updates, dark)
    _buttons(live, updates)
    if schedule != CONSTANT:
        _rates(schedule, updates, dark)


def current(contenders: dict[str, Optimizer], schedule: Schedule, seed: int, data: Mnist) -> Race:
    """Return the race of these contenders: the one there is, or a new one."""
    race: Race | None = st.session_state.get(RACE)
    if (
        race is None
        or list(race.contenders.items()) != list(contenders.items())
        or (race.schedule, race.seed) != (schedule, seed)
    ):
        if race is not None:
            reset()
            race.live.pause()
            keeping.forget_run(race.live)
        contest = Contest(NET, contenders, data, batch_size=BATCH, scale=SCALE, schedule=schedule, seed=seed)
        keeping.require_room(contest)
        race = st.session_state[RACE] = Race(Watched(contest), contenders, schedule, seed)
    return race


def _rates(schedule: Schedule, updates: int, dark: bool) -> None:
    """Draw what every contender's rate is multiplied by, as the rate of a rule at 1."""
    curve = rates_table(GradientDescent(1.0), schedule, spread(updates))
    draw(st, RACE, "schedule", rate(updates, dark, t("factor of η")), {"rates": curve, "now": curve[:0]},
         t("What every method's learning rate is multiplied by, against the update"), height=200)  # fmt: skip


def reset() -> None:
    """Forget the race: the next one begins at update 0."""
    st.session_state.pop(RACE, None)


def _panel(live: Watched[Contest], updates: int, dark: bool) -> None:
    whole = st.session_state.pop(WHOLE, False)
    if not whole and live.running:
        live.tick()
    contest, end = live.run, max(updates, live.update)
    labels = {name: LABELS.get(name, name) for name in contest.runs}
    looks = {name: charts.look_of(name, type(run.optimizer).__name__, dark) for name, run in contest.runs.items()}
    standings = contest.standings(MEAN_OF)
    with st.container(key="verdict"):
        st.markdown(words.verdict(contest, standings, labels, live.update >= end))
    interruption.show(live)
    st.progress(live.update / end, _progress(live, end))
    _charts(contest, tuple(looks.values()), end, dark)
    reloaded.show(RACE, live.update)
    recorded = [run.history.evaluations[-1].update for run in contest.runs.values() if run.history.evaluations]
    st.html(words.standings_table(standings, looks, labels, MEAN_OF, max(recorded, default=None)))
    if not whole and (not live.running or live.out_of_step()):
        st.rerun()  # the timer and the buttons learn that the race is over, or how many others run


def _progress(live: Watched[Contest], end: int) -> str:
    said = [t("Update {k} of {end}", k=number(live.update), end=number(end))]
    rate, left = live.rate(), live.seconds_left()
    if live.running and rate and left is not None:
        said += [t("{rate} updates/s of each method", rate=fixed(rate, 0)), t("{time} left", time=duration(left))]
    return " · ".join(said)


def _charts(contest: Contest, looks: tuple[charts.Look, ...], end: int, dark: bool) -> None:
    span = update_range(end)
    with st.container(key="charts-network"):
        left, right = st.columns(2)
    left.vega_lite_chart(
        sent(tables.loss_table(contest)),
        charts.loss(end, looks, MEAN_OF, dark),
        key="race.network.loss_chart",
        height="stretch",
        alt=t("Running mean of the loss of every method, {span}", span=span),
    )
    right.vega_lite_chart(
        sent(tables.wrong_table(contest)),
        charts.accuracy(end, looks, dark),
        key="race.network.accuracy_chart",
        height="stretch",
        alt=t("Test accuracy of every method, {span}", span=span),
    )


def _buttons(live: Watched[Contest], updates: int) -> None:
    over = live.diverged or live.update >= updates
    with st.container(key="buttons", horizontal=True, vertical_alignment="bottom"):
        if live.running:
            main_button(RACE, "pause", t("Pause"), live.pause)
        else:
            label = t("Resume") if live.update else t("Start")
            main_button(RACE, "start", label, ask, RACE, lambda live: live.start(updates), disabled=over)
        st.button(t("One update"), on_click=ask, args=(RACE, Watched.step), disabled=live.diverged,
                  key="race.network.step")  # fmt: skip
        st.button(t("Reset"), on_click=reset, disabled=not (live.update or live.running), key="race.network.reset")
