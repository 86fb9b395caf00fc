"""How many critical points a sum of equal waves has, one wave a dimension: f(x) = w(x1) + ... + w(xd).

Such a sum is flat where every wave is. Its curvatures are those of the waves, along the axes: a dip in every direction
is a minimum, a top in every one a maximum, and any mixture a saddle point.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from gdcore.arrays import Array, require_whole
from gdcore.surface import Span

CELLS = 1_000  # in which a change of sign is looked for
HALVINGS = 60


class TurningPoints(NamedTuple):
    """Where a wave turns, each increasing: (n,) dips, its slope rising through 0, and (m,) tops, falling."""

    dips: Array
    tops: Array


class Counts(NamedTuple):
    """How many critical points there are of each kind."""

    minima: int
    saddles: int
    maxima: int


def turning_points(slope: Callable[[Array], Array], span: Span) -> TurningPoints:
    """Find where a wave turns: the cells of a grid in which its slope changes its sign, halved 60 times.

    Args:
        slope: (n,) -> (n,), the wave's derivative, with no two zeros in one cell.
        span: from where to where to look.

    Returns:
        The dips and the tops.

    >>> turning_points(np.cos, (0.0, 6.5)).tops.round(9), turning_points(np.cos, (0.0, 6.5)).dips.round(9)
    (array([1.57079633]), array([4.71238898]))
    """
    ticks = np.linspace(*span, CELLS + 2)  # an even number: a wave about 0 does not turn on one
    signs = np.sign(slope(ticks))
    cells = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    low, high, rises = ticks[cells], ticks[cells + 1], signs[cells + 1] > 0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        beyond = (np.asarray(slope(middle)) > 0) == rises
        low, high = np.where(beyond, low, middle), np.where(beyond, middle, high)
    return TurningPoints(low[rises], low[~rises])


def counts(dips: int, tops: int, dimensions: int) -> Counts:
    """Count the critical points of a sum of equal waves: of (dips + tops)^d, dips^d are minima and tops^d maxima.

    Args:
        dips: of one wave, >= 0.
        tops: of one wave, >= 0.
        dimensions: d >= 1.

    Returns:
        The counts, exactly.

    Raises:
        ValueError: naming the argument, the rule and the value.

    >>> counts(5, 4, 2)
    Counts(minima=25, saddles=40, maxima=16)
    """
    require_whole("dips", dips, 0)
    require_whole("tops", tops, 0)
    require_whole("dimensions", dimensions, 1)
    minima, maxima = dips**dimensions, tops**dimensions
    return Counts(minima, (dips + tops) ** dimensions - minima - maxima, maxima)
