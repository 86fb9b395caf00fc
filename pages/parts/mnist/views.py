"""What is inside the net: the views below the fold of the MNIST page, one at a time."""

import functools
from collections.abc import Callable

import numpy as np
import streamlit as st

from pages.parts.mnist import gradient
from pages.parts.mnist.answers import answered
from pages.parts.mnist.program import program
from pages.ui import turns
from pages.ui.charts import training as charts
from pages.ui.pictures.pictures import Tile, digit, tiles, weights
from pages.ui.play import repeat as take_away
from pages.ui.play.live import LiveRun
from pages.ui.play.trainers import trainers
from pages.ui.tables import training as tables
from pages.ui.text import fixed, number, t

EVERY = 2.0  # seconds between two looks inside a run on its way, at least
SELDOM = 2  # redraws of the charts, at least, to one of a view
SHOWN = 20
MOST_TILES = 100
PAGE = "mnist.page_of_digits"


def show(live: LiveRun, dark: bool) -> None:
    """Draw the chosen view, again every few seconds while the run is on its way."""
    view = VIEWS.get(live.settings.view)
    if view is None:
        return  # what is written stands above
    if view in AT_REST:
        view(live, dark)
    else:
        turns.again(view, max(EVERY, SELDOM * trainers.every()) if live.running else None)(live, dark)


def test_digits(live: LiveRun, dark: bool) -> None:
    """Some test digits with the net's answer and its certainty."""
    run, page = live.training, st.session_state.get(PAGE, 0)
    chosen = np.arange(page * SHOWN, (page + 1) * SHOWN) % len(run.data.test_labels)
    st.markdown(
        t("What the net answers, and how certain it is. ✓ is right; ✗ is wrong, with the true digit in brackets.")
    )
    st.html(tiles(answered(live, run.probabilities(run.data.test_images[chosen]), chosen)))
    st.button(t("{n} others", n=SHOWN), on_click=_turn_page, key="mnist.others")


def _turn_page() -> None:
    st.session_state[PAGE] = st.session_state.get(PAGE, 0) + 1


def mistakes(live: LiveRun, dark: bool) -> None:
    """The test digits it gets most confidently wrong."""
    probabilities, labels = live.test_probabilities(), live.training.data.test_labels
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    surest = wrong[np.argsort(-probabilities[wrong].max(axis=1), kind="stable")][:SHOWN]
    st.markdown(
        t(
            "{wrong} of {n} test digits are wrong. These are the ones it is most certain of, with the true digit in "
            "brackets.",
            wrong=number(len(wrong)),
            n=number(len(labels)),
        )
    )
    st.html(tiles(answered(live, probabilities[surest], surest)))


def confusion(live: LiveRun, dark: bool) -> None:
    """Which digit is taken for which, and how well each is read."""
    answers = live.test_probabilities().argmax(axis=1)
    st.markdown(
        t("Rows are the true digits, columns the answers; the last column is the share of each digit that is right.")
    )
    st.vega_lite_chart(
        tables.confusion_table(live.training.data.test_labels, answers),
        charts.confusion(dark),
        key="mnist.confusion_chart",
        alt=t("Confusion matrix of the ten digits"),
    )


def hidden_weights(live: LiveRun, dark: bool) -> None:
    """What each hidden unit looks for."""
    layers = live.training.net.unpack(live.training.theta)
    shown = min(layers.W1.shape[1], MOST_TILES)
    limit = float(np.quantile(np.abs(layers.W1[:, :shown]), 0.995))
    st.markdown(
        t(
            "The weights into {shown} of {hidden} hidden units, as images: blue weights favour ink there, orange "
            "weights oppose it, white is 0 and full colour ±{limit}. Below, the digit the unit favours most.",
            shown=number(shown),
            hidden=number(layers.W1.shape[1]),
            limit=number(limit, 2),
        )
    )
    row = [
        Tile(weights(layers.W1[:, k], limit), f"→ {layers.W2[k].argmax()}", t("weights of hidden unit {k}", k=k + 1))
        for k in range(shown)
    ]
    st.html(tiles(row))


def mini_batch(live: LiveRun, dark: bool) -> None:
    """The images of the last update."""
    run = live.training
    if run.last_batch is None:
        st.markdown(t("No update has been made yet. Press “One update” to see the images it learns from."))
        return
    chosen = run.last_batch[:MOST_TILES]
    st.markdown(
        t(
            "The {n} images of update {k}, the only ones it saw ({shown} shown): their mean loss was {loss}.",
            n=number(len(run.last_batch)),
            k=number(run.update),
            shown=number(len(chosen)),
            loss=fixed(float(run.history.losses[-1]), 3),
        )
    )
    labels = run.data.train_labels
    st.html(tiles([Tile(digit(run.data.train_images[i]), str(labels[i]), str(labels[i])) for i in chosen], size=56))


def repeat(live: LiveRun, dark: bool) -> None:
    """The run as Python, and as a table to take away."""
    take_away.show("mnist", program(live.journal, live.update), functools.partial(tables.history_csv, live.training))


VIEWS: dict[str, Callable[[LiveRun, bool], None]] = {
    "digits": test_digits,
    "mistakes": mistakes,
    "confusion": confusion,
    "weights": hidden_weights,
    "batch": mini_batch,
    "gradient": gradient.show,
    "repeat": repeat,
}
AT_REST = (gradient.show, repeat)  # drawn with the page only: they cost time, or would take the text selected
