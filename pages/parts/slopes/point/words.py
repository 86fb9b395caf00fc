"""What the slopes page says of a gradient: the verdict, the arithmetic of a frame, and how to read the pictures."""

import numpy as np

from pages.parts.slopes.point.run import PointRun
from pages.parts.slopes.words import point
from pages.ui.text import number, plain, t

PLACE = "{angle}°"  # to be filled in by the transport bar
# Places of a line of arithmetic, which stay as they are in a sentence.
KEPT = {name: f"{{{name}}}" for name in ("angle", "a", "b", "cos", "sin")} | {"slope": "{slope|gradient}"}


def verdict(live: PointRun) -> str:
    """Say what the gradient is, and what its length means."""
    where = {"point": point(*live.point), "gradient": point(*live.gradient)}
    if live.sides is not None:
        least, most = (number(float(end(live.slopes)), 4) for end in (np.nanmin, np.nanmax))
        if least == most:
            return t("At {point} f has a kink and no gradient: ahead the slope is {slope} in every direction.",
                     point=where["point"], slope=least)  # fmt: skip
        return t("At {point} f has a kink and no gradient: ahead the slope is {least} to {most}, by the direction.",
                 least=least, most=most, point=where["point"])  # fmt: skip
    if live.length == 0:
        return t("At {point} the gradient is {gradient}: flat in every direction.", **where)
    return t("At {point} the gradient is {gradient}: its length is {length}, and no direction climbs more steeply.",
             length=plain(live.length), **where)  # fmt: skip


def lines() -> list[str]:
    """Write the length of the gradient and the slope in a direction, with a place for each number."""
    return [
        "|∇f| = √(({a})² + ({b})²) = {length}",
        t("slope at {angle}° = ({a}) × ({cos}) + ({b}) × ({sin}) = {slope}", **KEPT),
    ]


def lines_at_a_kink() -> list[str]:
    """Write that there is no gradient, and the slope ahead, with a place for each number."""
    return [t("There is no gradient to work a slope out from."), t("slope at {angle}° = {slope}", **KEPT)]


def slope_along(axis: str, slope: float) -> str:
    """Name a slice by what is held, with its slope."""
    if axis == "x":
        return t("y held: ∂f/∂x = {slope}", slope=plain(slope))
    return t("x held: ∂f/∂y = {slope}", slope=plain(slope))


def sides_along(axis: str, left: float, right: float) -> str:
    """Name a slice by what is held, with its slopes to both sides."""
    if axis == "x":
        return t("y held: {left} | {right}", left=plain(left), right=plain(right))
    return t("x held: {left} | {right}", left=plain(left), right=plain(right))


def reading(live: PointRun) -> str:
    """Say how to read the pictures."""
    return t(
        "Blue and green: the two slices, their slopes, and the parts of the gradient (drawn at {scale} of its "
        "length). The dial turns a direction once round; its black arrow is the slope in that direction, and it is "
        "never longer than the gradient.",
        scale=number(live.scale),
    )
