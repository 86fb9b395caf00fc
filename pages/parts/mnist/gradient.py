"""Numerical gradient or backpropagation? Both for the net and the batch of the moment, side by side."""

import time
from collections.abc import Iterable, Sequence

import numpy as np
import streamlit as st

from gdcore import mnist
from gdcore.activations import softmax
from gdcore.differentiate import numerical_gradient
from gdcore.network import OnBatch, SoftmaxNet
from gdcore.numerical_descent import Comparing, Comparison, NumericalDescent
from pages.ui import turns
from pages.ui.play.live import LiveRun
from pages.ui.text import duration, fixed, number, percent, t

SAMPLE = 200  # slopes compared at once
COURSE_UPDATES = 10_000
JOB, COMPARED, DRAWN_WHOLE = "mnist.numerical", "mnist.compared", "mnist.numerical_drawn"
STOPPED, COMPARED_WHOLE = "mnist.compare_stopped", "mnist.compare_drawn"
# The course's `simpleNet`.
SIX_X, SIX_TARGET = [0.6, 0.9], 2
SIX_WEIGHTS = [0.47355232, 0.9977393, 0.84668094, 0.85557411, 0.03563661, 0.69422093]
SLICE, EVERY = 0.4, 0.5  # seconds of work, and from one redraw to the next


def show(live: LiveRun, dark: bool) -> None:
    """Draw the comparison, the real thing, and the six weights to follow by hand."""
    batch = batch_of(live)
    _compare(live, batch)
    working = _is_working()
    st.session_state[DRAWN_WHOLE] = True
    turns.again(_for_real, EVERY if working else None)(live, batch, working)
    with st.expander(t("Six weights to follow by hand")):
        _six_weights()


def batch_of(live: LiveRun) -> OnBatch:
    """Return the net on the images of the last update, or on the first ones of the training set."""
    run = live.training
    chosen = run.last_batch if run.last_batch is not None else np.arange(run.batch_size)
    chosen = chosen[:1000]
    return run.net.on(mnist.pixels(run.data.train_images[chosen]), run.data.train_labels[chosen])


def _comparing(live: LiveRun, batch: OnBatch) -> tuple[Comparing, ...]:
    """Return the comparison in float64 and in float32, one for each update of a run: a second of work, or many."""
    known = st.session_state.get(COMPARED)
    # The run itself, not its id: that of a run which is gone may be given to the next.
    if known is None or known[0] is not live.training or known[1] != live.update:
        size, theta = live.training.net.size, live.training.theta
        components = np.random.default_rng(live.update).choice(size, min(SAMPLE, size), replace=False)
        both = tuple(Comparing(batch, theta, components, dtype=dtype) for dtype in (np.float64, np.float32))
        known = st.session_state[COMPARED] = (live.training, live.update, both)
        st.session_state.pop(STOPPED, None)
    jobs: tuple[Comparing, ...] = known[2]
    return jobs


def _compare(live: LiveRun, batch: OnBatch) -> None:
    """Draw the comparison; one that takes long is worked out in slices, with its progress and a way to stop it."""
    jobs = _comparing(live, batch)
    if not st.session_state.get(STOPPED):
        _work(jobs)
    working = not all(job.finished for job in jobs) and not st.session_state.get(STOPPED)
    st.session_state[COMPARED_WHOLE] = True
    turns.again(_comparison, EVERY if working else None)(live, batch, jobs, working)


def _work(jobs: Sequence[Comparing]) -> None:
    end = time.perf_counter() + SLICE
    for job in jobs:
        if not job.finished and time.perf_counter() < end:
            job.advance(end - time.perf_counter())


def _comparison(live: LiveRun, batch: OnBatch, jobs: Sequence[Comparing], ticking: bool) -> None:
    whole = st.session_state.pop(COMPARED_WHOLE, False)
    if ticking and not whole:
        _work(jobs)
    over = all(job.finished for job in jobs)
    if over and ticking:
        st.rerun()  # the timer has done its work
    if over:
        _table(live, batch, *(job.result() for job in jobs))
        return
    share = sum(job.share for job in jobs) / len(jobs)
    st.progress(share, t("Comparing {n} slopes: {share}", n=SAMPLE, share=percent(share, 0)))
    if ticking:
        pressed = st.button(t("Stop comparing"), key="mnist.compare_stop")
    else:
        pressed = st.button(t("Go on comparing"), key="mnist.compare_go_on")
    if pressed:
        st.session_state[STOPPED] = ticking
        st.rerun()


def _table(live: LiveRun, batch: OnBatch, double: Comparison, single: Comparison) -> None:
    size = live.training.net.size
    n = len(double.components)
    seconds = [double.numerical_seconds / n * size, single.numerical_seconds / n * size, double.exact_seconds]
    st.markdown(
        t(
            "The slope of the loss by each of the {size} parameters, on the {images} images of this update. By "
            "differences that is {passes} forward passes; by the chain rule it is one pass forward and one back. "
            "Compared on {n} parameters drawn at random, and timed here:",
            size=number(size),
            images=number(len(batch.x)),
            passes=number(2 * size),
            n=n,
        )
    )
    st.table(
        {
            t("gradient"): [t("numerical, float64"), t("numerical, float32"), t("backpropagation")],
            t("largest difference"): [number(double.difference, 2), number(single.difference, 2), t("reference")],
            t("typical error of a slope"): [number(double.typical, 2), number(single.typical, 2), t("reference")],
            t("one update"): [duration(s) for s in seconds],
            t("{n} updates", n=number(COURSE_UPDATES)): [duration(s * COURSE_UPDATES) for s in seconds],
        },
        hide_index=True,
    )
    st.markdown(
        t(
            "Both are the same gradient; backpropagation is {ratio} times cheaper. The numerical one must be computed "
            "in float64: in float32 a difference of {h} drowns in rounding.",
            h=number(1e-4),
            ratio=number(float(f"{seconds[0] / seconds[2]:.1g}")),
        )
    )


def _is_working() -> bool:
    job: NumericalDescent | None = st.session_state.get(JOB)
    return job is not None and not job.finished


def _for_real(live: LiveRun, batch: OnBatch, ticking: bool) -> None:
    """Draw the few updates that are really computed by differences, and their progress."""
    if _is_working() and not st.session_state.pop(DRAWN_WHOLE, False):
        st.session_state[JOB].advance(SLICE)
    if _is_working() != ticking:
        st.rerun()  # the timer has to be set, or has done its work
    job: NumericalDescent | None = st.session_state.get(JOB)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        updates = st.segmented_control(
            t("Updates by differences, for real"), [1, 2, 3], default=1, required=True, key="mnist.numerical_updates"
        )
        if ticking:
            st.button(t("Stop"), on_click=_stop, key="mnist.numerical_stop")
        else:
            st.button(t("Compute them"), on_click=_begin, args=(live, batch, updates), key="mnist.numerical_start")
    if not job:
        return
    st.progress(job.share, t("{share} done, {time} so far", share=percent(job.share), time=duration(job.seconds)))
    for k, update in enumerate(job.updates, 1):
        st.markdown(
            t(
                "Update {k}: loss {loss}, {time}; largest difference from backpropagation {difference}.",
                k=k,
                loss=fixed(update.loss, 4),
                time=duration(update.seconds),
                difference=number(update.difference, 2),
            )
        )


def _begin(live: LiveRun, batch: OnBatch, updates: int) -> None:
    live.pause()
    rule = live.training.optimizer
    st.session_state[JOB] = NumericalDescent([batch] * updates, live.training.theta, rule)


def _stop() -> None:
    st.session_state.pop(JOB, None)


def _six_weights() -> None:
    net = SoftmaxNet(2, 3)
    batch, theta = net.on(np.array([SIX_X]), np.array([SIX_TARGET])), np.array(SIX_WEIGHTS)
    exact, numerical = batch.gradient(theta), numerical_gradient(batch.loss, theta)
    st.markdown(
        t(
            "A net of one layer, x = {x}, right class {right}: p = softmax(x W) = {p}, loss {loss}. "
            "Each slope is input times (probability − target). (The course material prints 0.92806829: it adds 1e-7 to "
            "every probability before the logarithm.)",
            x=_listed(SIX_X, 1),
            right=SIX_TARGET,
            p=_listed(softmax(net.logits(theta, batch.x))[0], 4),
            loss=fixed(batch.loss(theta), 8),
        )
    )
    st.table(
        {
            "W": [fixed(v, 8) for v in theta],
            t("slope by the chain rule"): [fixed(v, 8) for v in exact],
            t("slope by differences"): [fixed(v, 8) for v in numerical],
        },
        hide_index=True,
    )


def _listed(values: Iterable[float], decimals: int) -> str:
    return f"({', '.join(fixed(value, decimals) for value in values)})"
