"""The arithmetic of a step of the line fit, to be written below its pictures."""

from typing import Any

import numpy as np

from gdcore.anatomy import numbers
from gdcore.optimizers import GradientDescent
from pages.parts.line_fit.run import LineRun
from pages.ui.language import remembered
from pages.ui.tables.descent import shown_steps
from pages.ui.tables.printed import BETWEEN, Printed, printed
from pages.ui.text import t

STEP = BETWEEN.join(f"{p} ← {{{p}}} − {{eta}} × ({{slope_{p}|gradient}}) = {{next_{p}|step}}" for p in "mb")


def lines(live: LineRun) -> list[str]:
    """Write what a step works out, with a place for each number."""
    squares = "MSE = (({r1})² + ({r2})²) / 2 = {loss}" if len(live.fit.x) == 2 else "MSE = {loss}"
    slopes = (
        t("dMSE/dm = {slope_m|gradient}    dMSE/db = {slope_b|gradient}")
        if live.order is None
        else t("dMSE/dm of the step's points = {slope_m|gradient}    dMSE/db of the step's points = {slope_b|gradient}")
    )
    return [BETWEEN.join([squares, slopes]), STEP]


@remembered(32)
def arithmetic(live: LineRun) -> Printed:
    """Write the arithmetic of every frame."""
    path, rate = live.path, live.settings.learning_rate
    shown = shown_steps(len(path.losses) - 1)
    following = numbers(GradientDescent(rate), path)["next_theta"][shown]
    values: dict[str, Any] = {"eta": rate, "loss": path.losses[shown]}
    for k, name in enumerate("mb"):
        values |= {name: path.thetas[shown, k], f"next_{name}": following[:, k]}
        values[f"slope_{name}"] = path.gradients[shown, k]
    if len(live.fit.x) == 2:
        with np.errstate(all="ignore"):
            values |= dict(zip(("r1", "r2"), live.fit.residuals(path.thetas[shown]).T, strict=True))
    return printed(lines(live), values)
