"""A batch: two forecasters, and labels as rows of zeros and ones."""

from functools import partial

import numpy as np
import streamlit as st

from pages.parts.losses import run, tables, words
from pages.parts.losses.charts.bars import Look, bars, table
from pages.parts.losses.figures import figure
from pages.parts.losses.settings import LossesSettings as L
from pages.parts.losses.settings import row
from pages.parts.losses.views.room import PAGE, PULLS, generation, head
from pages.ui.charts.house import BLUE, VERMILION
from pages.ui.controls.row import written
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import clicked, draw
from pages.ui.text import t


def batch(controls: Controls[L], settings: L, dark: bool) -> None:
    """Two forecasters on a few images of two classes: who is right, and who pays less."""
    made = run.batch(settings)
    left, right = head(words.batch(*made), "batch")
    kinds = (t("A"), t("B"))
    look = Look(kinds, (BLUE[dark], VERMILION[dark]))
    given = [np.array(values) for values in (row(settings, "forecast_a"), row(settings, "forecast_b"))]
    half = {"value": [0.5], "text": [t("½")], "kind": [""]}
    draw(left, PAGE, "forecasts", bars(look, ("", t("probability of the right class")), (0, 1), dark, grouped=True),
         tables.of_forecasts(given, kinds, half), t("What each forecaster gives the right class, image by image"),
         height="stretch")  # fmt: skip
    losses = [forecast.losses for forecast in made]
    means = {"value": [forecast.mean_loss for forecast in made], "kind": kinds,
             "text": [t("mean {loss}", loss=figure(forecast.mean_loss))
                      for forecast in made]}  # fmt: skip
    draw(right, PAGE, "charges", bars(look, ("", t("−ln p in nats")), None, dark, grouped=True),
         tables.of_forecasts(losses, kinds, means), t("What each image costs each forecaster, and the means"),
         height="stretch")  # fmt: skip
    for name, forecast in zip(kinds, made, strict=True):
        st.markdown(words.mean(name, forecast))


def onehot(controls: Controls[L], settings: L, dark: bool) -> None:
    """Labels as rows of zeros and ones, and the one number that both forms give."""
    made = run.onehot(settings)
    left, right = head(words.onehot(made), "onehot")
    draw(left, PAGE, f"table_{generation('labels', settings.labels)}", table(int(settings.classes), dark),
         tables.of_onehot(made), t("A row a label, with a 1 in its class; click to choose a class"), height="stretch",
         on_select=partial(_choose, controls, settings))  # fmt: skip
    cost = {"value": [made.by_rows], "text": [t("mean {loss}", loss=figure(made.by_rows))], "kind": ["dim"]}
    look = Look(("lit", "dim"), (BLUE[dark], VERMILION[dark]))
    draw(right, PAGE, "costs", bars(look, (t("image"), t("−ln p of its label, in nats")), None, dark),
         tables.of_costs_by_label(made) | {"levels": tables.levels(cost)},
         t("What each image costs, and the mean"), height="stretch")  # fmt: skip
    st.markdown(words.mean_of(made))


def _choose(controls: Controls[L], settings: L) -> None:
    chart = f"table_{st.session_state[PULLS]['labels'][1]}"
    cell = clicked(PAGE, chart, "chosen")
    if cell:
        labels = list(row(settings, "labels"))
        labels[int(cell["n"]) - 1] = float(cell["k"])
        controls.change(labels=written(labels))
