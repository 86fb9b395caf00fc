"""What blind descent says: where one stands while the ground is dark, and what it held once it is uncovered."""

import math

from pages.parts.blind.kinds import DOZEN
from pages.parts.blind.run import FURTHER, BlindRun
from pages.ui.text import MEASURED, apart, number, plain, plural, t

NEAR = 1e-3  # of the height between the highest and the lowest place seen: as good as the lowest


def standing(live: BlindRun) -> str:
    """Say where one stands, with the height and the slope there."""
    x, height, slope = (float(part[-1]) for part in live.walk)
    values = {"k": number(live.step), "n": number(DOZEN), "x": plain(x)}
    if not math.isfinite(height):
        return t("**Move {k} of {n}: at x = {x} the ground has no height.** Go back, or leap elsewhere.", **values)
    values |= {"height": plain(height), "slope": plain(slope)}
    here = t("**Move {k} of {n}: x = {x}, height {height}, slope {slope}.**", **values)
    return f"{here} {_leads(live, slope)}"


def _leads(live: BlindRun, slope: float) -> str:
    rate = live.settings.rate
    if not math.isfinite(slope):
        return t("There is no slope to follow here.")
    if slope == 0:
        return t("The ground is level here: descent stays.")
    far = plain(abs(rate * slope))
    if slope > 0:
        return t("Down is to the left; a step with η = {rate} goes {far} that way.", rate=number(rate), far=far)
    return t("Down is to the right; a step with η = {rate} goes {far} that way.", rate=number(rate), far=far)


def uncovered(live: BlindRun) -> str:
    """Say what the ground held, and how the walk has done on it."""
    x, height = live.lowest
    if not math.isfinite(height):
        return t("**This ground has no lowest place in the picture.**")
    reached, at = float(live.walk.heights[live.best]), float(live.walk.x[live.best])
    if reached - height <= NEAR * max(1.0, abs(height)):
        return t(
            "**The walk has found the lowest place: x = {x}, height {height}.**", x=plain(at), height=plain(reached)
        )
    low, high = apart(height, reached, MEASURED)
    return t(
        "**The lowest place is x = {x}, height {height}. The walk came down to {reached}, at x = {at}.**",
        x=plain(x), height=low, reached=high, at=plain(at),
    )  # fmt: skip


def knows(live: BlindRun) -> str:
    """Say what descent had to go by, and where it would have led."""
    x, height = live.descended()
    known = plural(
        live.step + 1,
        one="What was known is the height and the slope at {n} place, and nothing between or beyond.",
        other="What was known is the height and the slope at {n} places, and nothing between or beyond.",
    )
    values = {"n": number(FURTHER), "rate": number(live.settings.rate), "x": plain(x), "height": plain(height)}
    if not math.isfinite(height):
        return known + " " + t("Plain descent from the start, η = {rate}, leaves every bound.", **values)
    return known + " " + t(
        "Plain descent from the start, η = {rate}, is at x = {x} after {n} steps, at height {height}.", **values
    )  # fmt: skip
