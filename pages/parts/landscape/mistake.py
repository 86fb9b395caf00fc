"""The claim that gradient descent updates after every single input, counted on one set of points."""

from functools import partial
from typing import NamedTuple

import numpy as np
import streamlit as st

from gdcore.arrays import IntArray
from gdcore.descent import descend
from gdcore.line_fit import LineFit, batches, noisy_line
from gdcore.optimizers import GradientDescent
from pages.parts.landscape.run import LandscapeRun
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui.controls.settings import Controls
from pages.ui.keeping import kept
from pages.ui.text import number, t

POINTS, PASSES, RATE, SEED = 20, 3, 0.05, 1
START = (-1.0, 5.0)
IMAGES = 60_000
SIZES = {"batch": POINTS, "mini-batch": 5, "single": 1}


class Counted(NamedTuple):
    """What some passes over the points cost and bring, by steps that see so many of them.

    Attributes:
        size: points a step sees.
        updates: how many steps.
        sampled: gradients of single points that they took.
        loss: at the end, of all points.
        least: the lowest there is.
    """

    size: int
    updates: int
    sampled: int
    loss: float
    least: float


@kept(1)
def counted() -> dict[str, Counted]:
    """Descend over the same points, by the same number of passes, with steps that see all, five or one of them."""
    fit = LineFit(*noisy_line(POINTS, 2.0, 1.0, 0.8, np.random.default_rng(SEED)))
    least = float(fit.loss(fit.minimum()))
    found = {}
    for name, size in SIZES.items():
        updates = PASSES * POINTS // size
        deal = batches(POINTS, size, np.random.default_rng(SEED))
        order = [next(deal) for _ in range(updates + 1)]
        seen = partial(_seen, fit, order)
        path = descend(fit, GradientDescent(RATE), START, updates, seen)
        sampled = sum(len(batch) for batch in order[:updates])
        found[name] = Counted(size, updates, sampled, float(path.losses[-1]), least)
    return found


def _seen(fit: LineFit, order: list[IntArray], k: int) -> LineFit:
    return fit.on(order[k])


def show(controls: Controls[LandscapeSettings], live: LandscapeRun, dark: bool) -> None:
    """Count the updates of batch, mini-batch and single-sample descent."""
    names = {"batch": t("batch"), "mini-batch": t("mini-batch"), "single": t("single sample")}
    made = counted()
    st.markdown(
        t(
            "“Gradient descent updates after every single input” is true of **single-sample** descent alone. A "
            "**batch** step follows a full pass over the data, a **mini-batch** step a part of one. Counted on a line "
            "through {n} noisy points, {passes} passes at η = {rate}:",
            n=number(POINTS), passes=number(PASSES), rate=number(RATE),
        )
    )  # fmt: skip
    st.table(
        {
            t("descent"): [names[name] for name in made],
            t("points a step sees"): [number(one.size) for one in made.values()],
            t("updates"): [number(one.updates) for one in made.values()],
            t("gradients of single points"): [number(one.sampled) for one in made.values()],
            t("loss at the end"): [number(one.loss) for one in made.values()],
            t("updates an epoch on MNIST"): [number(IMAGES // size) for size in (IMAGES, 100, 1)],
        }
    )
    st.caption(
        t(
            "All look at every point {passes} times and take as many gradients of single points; the lowest loss is "
            "{least}. More updates a pass come further here, and their directions are noisier. The last column: 60,000 "
            "images, by all, by 100 or by one at a time.",
            passes=number(PASSES), least=number(made["batch"].least),
        )
    )  # fmt: skip
