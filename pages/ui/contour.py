"""A loss over a plane as filled bands: an image to lay under the paths, and where to write its levels."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from gdcore.arrays import Array, IntArray
from gdcore.objective import Objective
from pages.ui.frames.descent import Box
from pages.ui.pictures import shaded
from pages.ui.text import number

WIDTH, HEIGHT = 640, 400  # points at which the loss is evaluated
MOST_LEVELS = 11
# One quiet hue, dark = low: paths in ink with a pale edge stand out from all of it.
LOW = {False: (124, 150, 172), True: (16, 24, 33)}
HIGH = {False: (240, 244, 248), True: (70, 88, 106)}
APART = 60  # points between two labels


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


@lru_cache(maxsize=64)
def contour(objective: Objective, axes: tuple[int, int], box: Box, dark: bool) -> Contour:
    """Draw a loss of two parameters.

    Args:
        objective: the loss.
        axes: which parameter goes across, and which up.
        box: the part of the plane to show.
        dark: whether the theme is dark.
    """
    across, up = np.linspace(*box.across, WIDTH), np.linspace(*box.up, HEIGHT)
    theta = np.empty((HEIGHT, WIDTH, 2))
    theta[..., axes[0]], theta[..., axes[1]] = across, up[:, np.newaxis]
    losses = objective.loss(theta)
    levels = nice_levels(float(losses.min()), float(losses.max()))
    bands = np.searchsorted(levels, losses, side="right")
    image = shaded(bands[::-1], len(levels) + 1, LOW[dark], HIGH[dark])
    places = label_places(bands, len(levels))
    labels = tuple(Label(float(across[j]), float(up[i]), number(float(levels[k]))) for k, i, j in places)
    return Contour(box, image, labels)


@lru_cache(maxsize=64)
def nice_levels(low: float, high: float) -> Array:
    """Choose levels between two losses that read well, 1, 2, 5, 10, 20, ...: at most eleven, the highest ones."""
    if not 0 <= low < high:
        return np.linspace(low, high, MOST_LEVELS + 2)[1:-1]
    tens = np.floor(np.log10(high))
    candidates = np.sort(np.outer([1.0, 2.0, 5.0], 10.0 ** np.arange(tens - 4, tens + 1)).ravel())
    within = candidates[(candidates > low) & (candidates < high)]
    return within[-MOST_LEVELS:] if len(within) > 2 else np.linspace(low, high, MOST_LEVELS + 2)[1:-1]


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
