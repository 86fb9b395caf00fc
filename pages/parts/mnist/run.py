"""The MNIST page's run of the moment, and the runs kept under it: what lives in a visitor's session."""

import math
from dataclasses import dataclass, replace

import streamlit as st

from gdcore.arrays import Array
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from pages.parts.mnist.settings import FASTEST, MnistSettings, differs_on_the_way, same_start
from pages.parts.mnist.words import labels
from pages.ui import keeping
from pages.ui.controls.kinds import Number
from pages.ui.controls.settings import Controls, kinds_of
from pages.ui.lessons.lessons import Lesson
from pages.ui.play.live import LiveRun
from pages.ui.play.run_buttons import ask, carry_out
from pages.ui.tables import training as tables

MOST_KEPT = 4
LIVE, KEPT, NO_ROOM = "mnist.live", "mnist.kept", "mnist.no_room"


@dataclass(frozen=True)
class KeptRun:
    """A run that stays in the charts: what it began with, its curves, and its net as it was then."""

    settings: MnistSettings
    curves: tables.Kept
    net: TwoLayerNet
    theta: Array


def current(settings: MnistSettings, data: Mnist) -> LiveRun:
    """Return the run of these settings: the one there is, changed on its way if need be, or a new one.

    What a button asked of it is done.

    Raises:
        keeping.NoRoom: when visitors' nets take all the memory there is for them.
    """
    live: LiveRun | None = st.session_state.get(LIVE)
    fresh = live is None or not same_start(live.settings, settings)
    if live is not None and not fresh and differs_on_the_way(live.settings, settings):
        live.settle()
        if live.update:
            live.training.change(settings.rule(), settings.batch_size, settings.sampling == "random",
                                 settings.rates())  # fmt: skip
            live.journal.append((live.update, settings))
        else:
            fresh = True  # nothing has happened that could be gone on from
    if live is None or fresh:
        if live is not None:
            reset()
            live.pause()
            keeping.forget_run(live)
        training = settings.training(data)
        keeping.require_room(training)
        live = LiveRun(training, journal=[(0, settings)], settings=settings)
        st.session_state[LIVE] = live
    if live.running and live.goal == live.settings.updates:
        live.goal = settings.updates
    live.settings = settings
    live.first = st.query_params.get("present") == "1"
    live.pace = math.inf if settings.speed == FASTEST else float(settings.speed)
    carry_out("mnist", live)
    return live


def current_if_room(settings: MnistSettings, data: Mnist) -> tuple[LiveRun | None, keeping.NoRoom | None]:
    """Return the run of these settings as `current`, or else why there is no room for it."""
    try:
        return current(settings, data), None
    except keeping.NoRoom as none:
        return None, none


def reset() -> None:
    """Forget the run: the next one begins at update 0."""
    st.session_state.pop(LIVE, None)


def kept() -> list[KeptRun]:
    """Return the kept runs, oldest first."""
    runs: list[KeptRun] = st.session_state.setdefault(KEPT, [])
    return runs


def keep(live: LiveRun) -> None:
    """Let the curves of a run stay under the next one."""
    try:
        keeping.require_room(live.training.theta)
    except keeping.NoRoom as none:
        st.session_state[NO_ROOM] = none
        return
    curves = tables.Kept(live.training.history.losses.copy(), list(live.training.history.evaluations))
    run = KeptRun(live.journal[0][1], curves, live.training.net, live.training.theta.copy())
    keeping.count_run(run)
    st.session_state[KEPT] = [*kept(), run][-MOST_KEPT:]


def forget() -> None:
    """Take all kept runs out of the charts."""
    st.session_state[KEPT] = []


def kept_labels(live: LiveRun) -> tuple[str, ...]:
    """Name the kept runs by what sets them and this one apart."""
    return tuple(labels([*(run.settings for run in kept()), live.journal[0][1]])[:-1])


def next_goal(live: LiveRun, lesson: Lesson | None) -> int:
    """Say how far to go on when the run has reached its end: the lesson's word, or the slider's next stop."""
    if lesson and lesson.go_on > live.update:
        return lesson.go_on
    slider = kinds_of(MnistSettings)["updates"]
    assert isinstance(slider, Number)
    return int(next((stop for stop in slider.ladder if stop > live.update), 2 * live.update))


def epoch_end(live: LiveRun) -> int:
    """Return the update at which the epoch that runs now is over."""
    run = live.training
    n = len(run.data.train_images)
    missing = n - run.images_seen % n
    return run.update + -(-missing // run.batch_size)


def epoch_ends(live: LiveRun, end: int) -> list[int]:
    """Return the updates at which epochs ended, and will end at this batch size, up to `end`."""
    past, run = live.training.history.epochs, live.training
    n, size = len(run.data.train_images), run.batch_size
    per_epoch = n / size if run.replacement else -(-n // size)
    first = epoch_end(live)
    coming = max(0, math.floor((end - first) / per_epoch) + 1) if end >= first else 0
    return [*past, *(first + math.ceil(k * per_epoch) for k in range(coming))]


def start() -> None:
    """Set off towards the end that the slider says."""
    ask("mnist", lambda live: live.start(live.settings.updates))


def go_on(controls: Controls[MnistSettings], goal: int) -> None:
    """Set off towards an update, and let the slider show it when it lies beyond."""
    if goal > controls.settings.updates:
        controls.take(replace(controls.settings, updates=goal))
    ask("mnist", lambda live: live.start(goal))


def one_update() -> None:
    """Pause, and make one update."""
    ask("mnist", LiveRun.step)


def one_epoch() -> None:
    """Set off towards the end of the epoch that runs now."""
    ask("mnist", lambda live: live.start(epoch_end(live)))
