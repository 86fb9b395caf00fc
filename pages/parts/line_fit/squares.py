"""Why squares: the error multiplied out for the points at hand, and the sum of signed errors that cannot be a cost."""

import numpy as np
import streamlit as st

from gdcore.line_costs import SumOfDifferences
from gdcore.quadratic_form import Expanded, expanded
from pages.parts.line_fit.run import LineRun
from pages.parts.line_fit.settings import LineFitSettings
from pages.ui import shell
from pages.ui.text import MINUS, number, t

MOST_NAMED = 4  # signed errors that are written one by one
TILTED = np.array([-10.0, 19.0])  # a third line of the course's example that costs nothing


def squares(live: LineRun, dark: bool) -> None:
    """Write the loss multiplied out, and what its signed errors would do."""
    left, right = st.columns(2)
    left.markdown(
        t("**The error multiplied out**, its numbers from the {n} points at hand:", n=number(len(live.fit.x)))
    )
    left.markdown(t("MSE(m, b) = {form}", form=written(expanded(live.fit))))
    left.markdown(
        t(
            "The numbers are mean(x²), 2·mean(x), 1, −2·mean(xy), −2·mean(y) and mean(y²). The squares m² and b² "
            "make it a bowl; its gradient is linear in m and b, so its curvature is the same everywhere."
        )
    )
    right.markdown(cancelling(live))
    usual = LineFitSettings()
    if usual.data == live.settings.data:
        cost = SumOfDifferences(live.fit)
        right.markdown(
            t(
                "Here the sum is {fitted} for the line 2x + 1 through both points, and {tilted} for −10x + 19, which "
                "misses both of them by {miss}: a sum of differences has no lowest line.",
                fitted=number(float(cost.loss(live.bowl.minimum()).round(9))),
                tilted=number(float(cost.loss(TILTED))),
                miss=number(float(np.abs(live.fit.residuals(TILTED)).max())),
            )
        )
    right.page_link(shell.FOLDER / "losses.py", label=t("Losses: the sum of differences, played"),
                    query_params={"view": "differences"})  # fmt: skip


def written(form: Expanded) -> str:
    """Write a quadratic with its numbers.

    >>> from gdcore.line_fit import LineFit
    >>> written(expanded(LineFit([1, 2], [3, 5])))
    '2.5 m² + 3 m·b + b² − 13 m − 8 b + 17'
    """
    said = ""
    for value, name in zip(form, ("m²", "m·b", "b²", "m", "b", ""), strict=True):
        if value:
            size = "" if abs(value) == 1 and name else number(abs(value), 5)
            sign = MINUS if value < 0 else "+"
            said += f" {sign} {size} {name}".rstrip().replace("  ", " ")
    return said.strip().removeprefix("+ ")


def cancelling(live: LineRun) -> str:
    """Say what the signed errors of the starting line add up to, and what their squares do."""
    errors = live.fit.residuals(live.start)
    added, mean = number(float(errors.sum()), 4), number(float((errors**2).mean()), 4)
    if len(errors) > MOST_NAMED:
        return t(
            "**Why squares:** with their signs the {n} errors y − ŷ of the starting line add up to {sum}; those above "
            "and below the line cancel. Their squares do not, and the largest counts most: the mean is {mean}.",
            n=number(len(errors)), sum=added, mean=mean,
        )  # fmt: skip
    return t(
        "**Why squares:** with their signs the errors y − ŷ of the starting line, {errors}, add up to {sum}; those "
        "above and below the line cancel. Their squares do not, and the largest counts most: the mean is {mean}.",
        errors=", ".join(number(float(error), 4) for error in errors), sum=added, mean=mean,
    )  # fmt: skip
