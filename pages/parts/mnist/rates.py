"""The learning rate of an MNIST run against the update, where it changes on the way."""

import streamlit as st

from gdcore.schedules import CONSTANT
from pages.ui import turns
from pages.ui.charts.rate import rate
from pages.ui.play.live import LiveRun
from pages.ui.play.played_chart import draw
from pages.ui.tables.rates import rates_table, spread
from pages.ui.text import number, t

EVERY = 1.0  # seconds between two looks at a run on its way


def show(live: LiveRun, dark: bool) -> None:
    """Draw the curve of the rate and where the run is on it; nothing for a constant rate."""
    if live.training.schedule != CONSTANT:
        turns.again(_curve, EVERY if live.running else None)(live, dark)


def _curve(live: LiveRun, dark: bool) -> None:
    run, end = live.training, max(live.settings.updates, live.goal, live.update)
    now = rates_table(run.optimizer, run.schedule, [run.update])
    st.caption(t("The learning rate of the next update is {rate}.", rate=number(float(now["rate"].iloc[0]), 4)))
    draw(st, "mnist", "rates", rate(end, dark),
         {"rates": rates_table(run.optimizer, run.schedule, spread(end)), "now": now},
         t("The learning rate against the update"), height=200)  # fmt: skip
