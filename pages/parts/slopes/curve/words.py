"""What the slopes page says of secants: the verdict, the arithmetic of a frame, and how to read the errors."""

import math

from gdcore.secants import best_step_in_theory
from pages.parts.slopes.curve.run import CurveRun
from pages.parts.slopes.curve.tables import short
from pages.parts.slopes.words import formula
from pages.ui.text import number, plain, rough, t


def verdict(live: CurveRun) -> str:
    """Say what the slope is, or that there is none."""
    return _slope(live) if live.sides is None else _kink(live)


def _slope(live: CurveRun) -> str:
    x, slope = live.settings.at, live.slope
    intercept = live.value - slope * x
    # What rounding leaves of a zero is a zero.
    tangent = line(slope, 0.0 if abs(intercept) < 1e-12 * abs(live.value) else intercept)
    return t("The slope of {formula} at x = {x} is {slope}; the tangent is {tangent}.",
             formula=formula(live.settings), x=plain(x), slope=plain(slope), tangent=tangent)  # fmt: skip


def line(slope: float, intercept: float) -> str:
    """Write a straight line: y = 0.3x − 1.

    >>> line(0.3, -1), line(4, 0), line(0, 2.5)
    ('y = 0.3x − 1', 'y = 4x', 'y = 2.5')
    """
    if slope == 0:
        return f"y = {plain(intercept)}"
    term = {1.0: "x", -1.0: "−x"}.get(slope, f"{plain(slope)}x")
    if intercept == 0:
        return f"y = {term}"
    return f"y = {term} {'−' if intercept < 0 else '+'} {plain(abs(intercept))}"


def _kink(live: CurveRun) -> str:
    left, right = live.sides or (math.nan, math.nan)
    where = {"formula": formula(live.settings), "x": plain(live.settings.at)}
    if math.isnan(left) or math.isnan(right):
        return t("{formula} has no slope at x = {x}: the curve ends there.", **where)
    if math.isinf(left) and left == right:
        return t("{formula} has no slope at x = {x}: the curve is vertical there.", **where)
    return t("{formula} has no slope at x = {x}: {left} from the left, {right} from the right.",
             left=number(left, 4), right=number(right, 4), **where)  # fmt: skip


def reading(live: CurveRun) -> str:
    """Say what the picture of the errors shows."""
    if live.sides is not None:
        return t(
            "Where a curve has no slope there is no error to draw: the picture shows what each difference answers."
        )
    parts = [
        t(
            "Read it from the left: as h shrinks the secant becomes the tangent, and the error falls, tenfold a decade "
            "(forward) or a hundredfold (central). Then rounding takes over: the two heights agree in ever more of "
            "their 16 digits, and the error rises again. The dotted lines are the theory."
        )
    ]
    forward, central = (short(live.best(scheme)) for scheme in ("forward", "central"))
    root, cube_root = (rough(best_step_in_theory(scheme), 2) for scheme in ("forward", "central"))
    if live.exact("forward"):
        parts.append(t("Here both differences are exact at every h, but for rounding."))
    elif live.exact("central"):
        parts.append(t("The forward one errs least about h = {h}; in theory √ε = {root}.", h=forward, root=root))
        parts.append(t("The central one is exact here at every h, but for rounding."))
    else:
        parts.append(
            t("The forward one errs least about h = {forward} (in theory √ε = {root}), the central one about "
              "h = {central} (∛ε = {cube_root}).",
              forward=forward, root=root, central=central, cube_root=cube_root)
        )  # fmt: skip
    return " ".join(parts)


PLACE = "h = {h}"  # to be filled in by the transport bar


def arithmetic(live: CurveRun) -> list[str]:
    """Write the arithmetic of a frame, to be filled in by the transport bar."""
    x, forward = plain(live.settings.at), live.settings.scheme == "forward"
    quotient = f"(f({x} + h) − f({x})) / h" if forward else f"(f({x} + h) − f({x} − h)) / 2h"
    first = f"{quotient} = ({{high}} − ({{low}})) / {{width}} = {{slope|step}}"
    if live.sides is not None:
        answers = t("there is no slope to find, and yet: forward {a}, central {b}")
        return [first, answers.replace("{a}", "{forward}").replace("{b}", "{central}")]
    error = t("true slope {slope}    error {e}").replace("{slope}", plain(live.slope)).replace("{e}", "{error}")
    return [first, error]
