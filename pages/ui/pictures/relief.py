"""A loss over a plane as a surface: heights over a grid, in few bytes, for whoever draws them."""

import base64
from typing import Any, NamedTuple

import numpy as np

from gdcore.arrays import Array
from gdcore.objective import Objective
from pages.ui.box import Box
from pages.ui.keeping import kept
from pages.ui.pictures.contour import HEIGHT, WIDTH, band_colours, even_levels, levels_of, losses_over
from pages.ui.text import number

CELLS = 72  # along each side
HOLE = 0xFFFF  # where there is no loss; heights go from 0 to one below
PLACE = 8192  # the width of the picture in a path's whole numbers
NOWHERE = -0x8000
MOST_TICKS = 5


class Relief(NamedTuple):
    """A surface.

    Attributes:
        box: what it shows.
        heights: (CELLS + 1, CELLS + 1) from the bottom up, as packed 16-bit numbers.
        levels: the heights, from 0 to 1, between which the colours change.
        colours: one more.
    """

    box: Box
    heights: str
    levels: tuple[float, ...]
    colours: tuple[str, ...]


@kept(32)
def relief(
    objective: Objective, axes: tuple[int, int], box: Box, dark: bool, floor: float = 0.0, even: bool = False
) -> Relief:
    """Raise a loss of two parameters over a box, in the bands of its contour picture (arguments as `contour`).

    The height is the square root of the loss above its least, so that a bowl's flat floor and steep walls both show.
    """
    losses = losses_over(objective, axes, box, CELLS + 1, CELLS + 1)
    finite = losses[np.isfinite(losses)]
    low, high = float(finite.min(initial=np.inf)), float(finite.max(initial=-np.inf))
    # The same levels as the picture, which looks more closely.
    levels = levels_of(losses_over(objective, axes, box, WIDTH, HEIGHT), floor, even)
    heights = _heights(losses, low, high)
    whole = np.where(np.isfinite(heights), np.rint(np.nan_to_num(heights) * (HOLE - 1)), HOLE)
    shares = tuple(float(f"{share:.5g}") for share in _heights(levels, low, high))
    return Relief(box, packed(whole, "<u2"), shares, band_colours(len(levels) + 1, dark))


def _heights(losses: Array, low: float, high: float) -> Array:
    span = high - low
    with np.errstate(over="ignore", invalid="ignore"):
        shares = losses / span - low / span if span > 0 else losses - low
        return np.where(np.isfinite(losses), np.sqrt(np.clip(shares, 0, None)), np.nan)


def packed(values: Any, kind: str) -> str:
    """Pack whole numbers into text."""
    return base64.b64encode(np.asarray(values).astype(kind).tobytes()).decode()


def places(across: Any, up: Any, box: Box) -> str:
    """Pack points of a plane as shares of a box; what is not a number is nowhere."""
    shares = np.stack([(np.asarray(at, float) - low) / (high - low) for at, (low, high) in
                       zip((across, up), box, strict=True)], axis=1)  # fmt: skip
    whole = np.clip(np.rint(shares * PLACE), -0x7FFF, 0x7FFF)
    return packed(np.where(np.isfinite(shares).all(axis=1, keepdims=True), np.nan_to_num(whole), NOWHERE), "<i2")


def ticks(ends: tuple[float, float]) -> list[tuple[float, str]]:
    """Choose round numbers between the ends of an axis: where each stands, from 0 to 1, and how it is written."""
    low, high = ends
    return [(float((at - low) / (high - low)), number(float(at))) for at in even_levels(low, high, MOST_TICKS)]
