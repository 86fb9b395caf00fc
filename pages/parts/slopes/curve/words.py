"""What the slopes page says of secants: the verdict, the arithmetic of a frame, and how to read the errors."""

import math

from gdcore.secants import best_step_in_theory
from pages.parts.slopes.curve.run import CurveRun
from pages.parts.slopes.curve.tables import short
from pages.parts.slopes.words import formula
from pages.ui.text import plain, t


def verdict(live: CurveRun) -> str:
    """Say what the slope is, or that there is none."""
    return _slope(live) if live.sides is None else _kink(live)


def _slope(live: CurveRun) -> str:
    x, slope = live.settings.at, live.slope
    tangent = line(slope, live.value - slope * x)
    return t("The slope of {formula} at x = {x} is {slope}; the tangent is {tangent}.",
             formula=formula(live.settings), x=plain(x), slope=plain(slope), tangent=tangent)  # fmt: skip


def line(slope: float, intercept: float) -> str:
    """Write a straight line: y = 0.3x − 1.

    >>> line(0.3, -1), line(4, 0), line(0, 2.5)
    ('y = 0.3x − 1', 'y = 4x', 'y = 2.5')
    """
    # What rounding leaves of a zero is a zero.
    slope, intercept = (0.0 if abs(v) < 1e-12 * max(1.0, abs(slope), abs(intercept)) else v for v in (slope, intercept))
    term = {1.0: "x", -1.0: "−x"}.get(slope, f"{plain(slope)}x")
    if slope == 0:
        return f"y = {plain(intercept)}"
    if plain(intercept) in ("0", "−0"):
        return f"y = {term}"
    return f"y = {term} {'−' if intercept < 0 else '+'} {plain(abs(intercept))}"


def _kink(live: CurveRun) -> str:
    left, right = (float(f"{side:.4g}") for side in live.sides or ())
    where = {"formula": formula(live.settings), "x": plain(live.settings.at)}
    if math.isnan(left) or math.isnan(right):
        return t("{formula} has no slope at x = {x}: the curve ends there.", **where)
    if math.isinf(left) and left == right:
        return t("{formula} has no slope at x = {x}: the curve is vertical there.", **where)
    return t("{formula} has no slope at x = {x}: {left} from the left, {right} from the right.",
             left=plain(left), right=plain(right), **where)  # fmt: skip


def reading(live: CurveRun) -> str:
    """Say what the picture of the errors shows."""
    if live.sides is not None:
        return t(
            "Where a curve has no slope there is no error to draw: the picture shows what each difference answers."
        )
    forward, central = (short(live.best(scheme)) for scheme in ("forward", "central"))
    root, cube_root = (f"{best_step_in_theory(scheme):.1e}".replace("e-0", "e-") for scheme in ("forward", "central"))
    said = t(
        "Read it from the left: as h shrinks the secant becomes the tangent, and the error falls, tenfold a decade "
        "(forward) or a hundredfold (central). Then rounding takes over: f(x + h) and f(x) agree in ever more of "
        "their 16 digits, and the error rises again. Least error about h = {forward} (forward; in theory "
        "√ε = {root}) and h = {central} (central; in theory ∛ε = {cube_root}). The dotted lines are "
        "the theory.",
        forward=forward, root=root, central=central, cube_root=cube_root,
    )  # fmt: skip
    if live.derivatives[1] == 0:
        said += " " + t("Here the third derivative is 0: the central difference is exact at every h, but for rounding.")
    return said


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
