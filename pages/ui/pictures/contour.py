"""A loss over a plane as filled bands: an image to lay under the paths, and where to write its levels."""

from typing import NamedTuple

import numpy as np

from gdcore.arrays import Array, IntArray
from gdcore.objective import Objective
from pages.ui.box import Box
from pages.ui.keeping import kept
from pages.ui.pictures.palette import as_hex, sequence
from pages.ui.pictures.pictures import shaded
from pages.ui.text import number

WIDTH, HEIGHT = 640, 400  # points at which the loss is evaluated
MOST_LEVELS = 11
# Dark = low: paths in ink with a pale edge stand out from all of it.
PATH = {False: (22, 32, 43), True: (238, 242, 246)}
BELOW_THE_WALLS = 0.9  # of the picture: else steep walls leave no levels for the floor
ABOVE_THE_PITS = 0.001  # likewise of levels that are spaced by the logarithm, which goes down for ever
APART = 60  # points between two labels
ROUNDING = 1e-14  # a share of a loss: closer together, two levels may be the same number
TINY = 1e-300  # below it a number has ever fewer digits


class Label(NamedTuple):
    """A level, written where its line runs."""

    across: float
    up: float
    text: str


class Contour(NamedTuple):
    """A picture of a loss.

    Attributes:
        box: what it shows.
        image: the bands, as a data address.
        labels: the levels.
    """

    box: Box
    image: str
    labels: tuple[Label, ...]


@kept(64)
def contour(
    objective: Objective, axes: tuple[int, int], box: Box, dark: bool, floor: float = 0.0, even: bool = False
) -> Contour:
    """Draw a loss of two parameters; where it is not a number the picture is left blank.

    Args:
        objective: the loss.
        axes: which parameter goes across, and which up.
        box: the part of the plane to show.
        dark: whether the theme is dark.
        floor: the loss above which levels are counted.
        even: whether levels are evenly spaced; else 1, 2, 5, 10, ... above the floor.
    """
    losses = losses_over(objective, axes, box, WIDTH, HEIGHT)
    return pictured(losses, box, levels_of(losses, floor, even), dark)


def pictured(losses: Array, box: Box, levels: Array, dark: bool) -> Contour:
    """Draw losses on a grid of (HEIGHT, WIDTH) points over a box, from the bottom up."""
    image = banded(losses, levels, dark)
    places = label_places(np.searchsorted(levels, losses, side="right"), len(levels))
    across, up = np.linspace(*box.across, WIDTH), np.linspace(*box.up, HEIGHT)
    labels = tuple(Label(float(across[j]), float(up[i]), number(levels[k], 4)) for k, i, j in places)
    return Contour(box, image, labels)


def losses_over(objective: Objective, axes: tuple[int, int], box: Box, width: int, height: int) -> Array:
    """Evaluate a loss on a grid over a box: (height, width), from the bottom up."""
    theta = np.empty((height, width, 2))
    theta[..., axes[0]] = np.linspace(*box.across, width)
    theta[..., axes[1]] = np.linspace(*box.up, height)[:, np.newaxis]
    return objective.loss(theta)


def banded(losses: Array, levels: Array, dark: bool, path: Array | None = None) -> str:
    """Draw losses on a grid, from the bottom up, as bands between levels, and maybe a path: a data address."""
    bands = np.where(np.isnan(losses), len(levels) + 1, np.searchsorted(levels, losses, side="right"))
    return shaded(bands[::-1], sequence(len(levels) + 1, dark), path, PATH[dark])


def band_colours(count: int, dark: bool) -> tuple[str, ...]:
    """Return the colours of so many bands, from the lowest on."""
    return tuple(as_hex(colour) for colour in sequence(count, dark))


def levels_of(losses: Array, floor: float = 0.0, even: bool = False, most: int = MOST_LEVELS) -> Array:
    """Choose levels that read well for losses, of which some may be infinite or not a number."""
    finite = losses[np.isfinite(losses)]
    if not finite.size or finite.min() == finite.max():
        return np.empty(0)
    if even:
        below_walls = float(np.quantile(finite, BELOW_THE_WALLS))
        # Where the floor is most of the picture, the walls are all there is to see.
        return even_levels(
            float(finite.min()), below_walls if below_walls > finite.min() else float(finite.max()), most
        )
    return floor + nice_levels(float(np.quantile(finite, ABOVE_THE_PITS)) - floor, float(finite.max()) - floor, most)


def nice_levels(low: float, high: float, most: int = MOST_LEVELS) -> Array:
    """Choose so many levels at most between two losses: 1, 2, 5, 10, ..., else 1, 3, 10, ..., else the highest tens."""
    if not -1e-9 <= low < high or high < TINY:
        return even_levels(low, high, most)
    tens = 10.0 ** np.arange(np.floor(np.log10(max(low, high * 1e-12))), np.ceil(np.log10(high)) + 1)
    for digits in ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,)):
        with np.errstate(over="ignore"):
            candidates = np.sort(np.outer(digits, tens).ravel())
        levels = candidates[(candidates > low) & (candidates < high)]
        if len(levels) <= most:
            break
    return levels[-most:] if len(levels) > 2 else even_levels(low, high, most)


def even_levels(low: float, high: float, most: int = MOST_LEVELS) -> Array:
    """Choose levels a round number apart: so many at most; none where rounding leaves no room between two."""
    apart = high / most - low / most
    if apart < ROUNDING * max(abs(low), abs(high)) or apart < TINY:
        return np.empty(0)
    unit = 10.0 ** np.floor(np.log10(apart))
    step = unit * next(round_one for round_one in (1, 2, 2.5, 5, 10) if round_one * unit >= apart)
    return np.arange(np.floor(low / step) + 1, np.ceil(high / step)) * step


def label_places(bands: IntArray, levels: int) -> list[tuple[int, int, int]]:
    """Choose a point on each level's line for its label: near the diagonals, away from the edge and from each other.

    Args:
        bands: (h, w), how many levels lie below each point.
        levels: how many there are.

    Returns:
        (level, row, column) for each level that has room.
    """
    h, w = bands.shape
    edge = np.zeros_like(bands, dtype=bool)
    edge[20:-20, 30:-30] = True
    rows, columns = np.indices(bands.shape)
    from_diagonal = np.abs((rows / h - 0.5) + (columns / w - 0.5)) * 200
    taken: list[tuple[int, int]] = []
    places = []
    for level in reversed(range(levels)):
        above = bands > level
        line = np.zeros_like(edge)
        line[:, :-1] = above[:, :-1] != above[:, 1:]
        i, j = np.nonzero(line & edge)
        free = np.ones(len(i), dtype=bool)
        for row, column in taken:
            free &= (np.abs(i - row) > APART / 3) | (np.abs(j - column) > APART)
        if not free.any():
            continue
        best = np.flatnonzero(free)[np.argmin(from_diagonal[i[free], j[free]])]
        taken.append((int(i[best]), int(j[best])))
        places.append((level, *taken[-1]))
    return places
