"""The part of the MNIST page that moves: verdict, big numbers, two charts, twenty digits, buttons."""

import streamlit as st

from pages.parts.mnist import run
from pages.parts.mnist.answers import twenty
from pages.parts.mnist.settings import GOOD_RATES, MnistSettings
from pages.parts.mnist.words import verdict
from pages.ui import turns
from pages.ui.charts import training as charts
from pages.ui.controls.settings import Controls
from pages.ui.lessons.lessons import Lesson
from pages.ui.play import interruption, no_room, reloaded
from pages.ui.play.live import LiveRun
from pages.ui.play.run_buttons import main_button
from pages.ui.tables import training as tables
from pages.ui.tables.sent import sent
from pages.ui.text import duration, fixed, number, percent, t

PAGE = "mnist"
WRITES = "write"  # the view that takes the charts' place
WHOLE = "mnist.whole_page"  # marks that the whole page is drawn, not a tick


def show(controls: Controls[MnistSettings], live: LiveRun, dark: bool) -> None:
    """Draw the panel, and draw it again and again while the run is on its way."""
    st.session_state[WHOLE] = True
    turns.again(_panel, live.timer())(controls, live, dark)


def _panel(controls: Controls[MnistSettings], live: LiveRun, dark: bool) -> None:
    whole = st.session_state.pop(WHOLE, False)
    if not whole and live.running:
        live.tick()
    with st.container(key="verdict"):
        st.markdown(verdict(live))
    interruption.show(live)
    end = max(live.settings.updates, live.goal, live.update)
    if live.settings.view != WRITES:  # the paper stands in their place
        _numbers(live, end, controls)
        _charts(live, end, dark)
    reloaded.show(PAGE, live.update)
    if not whole and (not live.running or live.out_of_step()):
        st.rerun()  # the timer, the buttons and the views learn that the run has stopped, or how many others run


def _numbers(live: LiveRun, end: int, controls: Controls[MnistSettings]) -> None:
    accuracy, rate, left = live.accuracy(), live.rate(), live.seconds_left()
    unknown = "–"
    numbers = {
        t("Update"): number(live.update),
        t("Epoch"): fixed(live.training.epoch, 2),
        t("Train accuracy"): percent(accuracy.train_accuracy),
        t("Test accuracy"): percent(accuracy.test_accuracy),
        t("Updates/s"): fixed(rate, 0) if rate and live.running else unknown,
        t("Time left"): duration(left) if left is not None and live.running else unknown,
    }
    with st.container(key="numbers"):
        *columns, last = st.columns(len(numbers) + 1, vertical_alignment="center")
        for column, (label, value) in zip(columns, numbers.items(), strict=True):
            column.metric(label, value)
        pressed = last.button(t("Write a digit"), on_click=controls.change, kwargs={"view": WRITES}, key="mnist.write")
        st.progress(live.update / end)
    if pressed:
        st.rerun()  # of the whole page, for the paper is no part of the panel


def _charts(live: LiveRun, end: int, dark: bool) -> None:
    labels, logarithmic = run.kept_labels(live), live.settings.loss_axis == "log"
    curves = [kept.curves for kept in run.kept()]
    history, span = live.training.history, charts.update_range(end)
    with st.container(key="charts"):
        left, right, aside = st.columns([5, 5, 4])
    left.vega_lite_chart(
        sent(tables.loss_table(history, curves)),
        charts.live_loss(end, labels, logarithmic, tables.MEAN_OF, dark),
        key="mnist.loss_chart",
        height="stretch",
        alt=t("Loss of every update and its running mean, {span}", span=span),
    )
    right.vega_lite_chart(
        sent(tables.accuracy_table(history, curves, run.epoch_ends(live, end))),
        charts.live_accuracy(end, labels, dark),
        key="mnist.accuracy_chart",
        height="stretch",
        alt=t("Train and test accuracy, {span}", span=span),
    )
    with aside.container(key="answers"):
        st.html(twenty(live))


def buttons(controls: Controls[MnistSettings], live: LiveRun, lesson: Lesson | None) -> None:
    """Draw the row below the charts: start or pause, single steps, reset, keep, and the speed."""
    with st.container(key="buttons", horizontal=True, vertical_alignment="bottom"):
        if live.running:
            main_button(PAGE, "pause", t("Pause"), live.pause)
        elif live.diverged:
            main_button(PAGE, "start", t("Start"), run.start, disabled=True)
        elif live.update >= live.settings.updates:
            goal = run.next_goal(live, lesson)
            main_button(PAGE, "go_on", t("Continue to {n}", n=number(goal)), run.go_on, controls, goal)
        else:
            main_button(PAGE, "start", t("Resume") if live.update else t("Start"), run.start)
        st.button(t("One update"), on_click=run.one_update, disabled=live.diverged, key="mnist.step")
        st.button(
            t("One epoch"),
            on_click=run.one_epoch,
            disabled=live.diverged or live.running,
            key="mnist.epoch",
        )
        st.button(t("Reset"), on_click=run.reset, disabled=not live.update, key="mnist.reset")
        st.button(t("Keep this run"), on_click=run.keep, args=(live,), disabled=not live.update, key="mnist.keep")
        st.button(t("Clear kept runs"), on_click=run.forget, disabled=not run.kept(), key="mnist.forget")
        if none := st.session_state.pop(run.NO_ROOM, None):
            no_room.show(none)
        if controls.settings.view == WRITES:
            st.button(t("Back to the charts"), on_click=controls.change, kwargs={"view": "digits"}, key="mnist.charts")
        else:
            controls.draw("speed")


def take_good_rate(controls: Controls[MnistSettings]) -> None:
    """Give the method just chosen a learning rate it can work with."""
    controls.change(learning_rate=GOOD_RATES[st.session_state[controls.key("optimizer")]])
