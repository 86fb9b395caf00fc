"""Blind descent: a walk over a ground of which only the height and the slope at each place visited are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gdcore.arrays import Array, require
from gdcore.curves import OneVariable

PLACES = 8_001  # at which a ground is looked at for its dips
HALVINGS = 60  # of the interval around a dip


class HiddenGround(NamedTuple):
    """A ground to walk over unseen.

    Attributes:
        expression: f(x), as `gdcore.expression.curve` reads it.
        reach: it is drawn from -reach to reach.
        start: the x of the first place.
        learning_rate: with which plain descent meets what the ground has in store.
    """

    expression: str
    reach: float
    start: float
    learning_rate: float


# By neutral names, for an address must not tell: a gentle slope far from its minimum, two hollows, a terrace,
# a plateau, a row of dips, and a pit narrower than a step.
GROUNDS = {
    "a": HiddenGround("max(-4*(x+3), 0.2*(x+3))", 8.0, 5.9, 1.0),
    "b": HiddenGround("x^4-2.22*x^2+0.44*x", 2.0, 1.7, 0.03),
    "c": HiddenGround("x^4/4-1.5*x^2-2*x", 3.5, -3.0, 0.02),
    "d": HiddenGround("1-exp(-(x-3)^2/2)", 6.0, -3.0, 1.0),
    "e": HiddenGround("0.05*(x-4)^2-cos(3*x)", 8.0, -5.0, 0.05),
    "f": HiddenGround("0.02*x^2-2*exp(-50*(x-4)^2)", 8.0, -6.0, 5.0),
}


@dataclass(frozen=True)
class Move:
    """One move of a walk: a step of plain descent, or a leap to a place.

    Exactly one of both is given.

    Attributes:
        rate: the learning rate of the step, x <- x - rate f'(x).
        to: the place of the leap.
    """

    rate: float | None = None
    to: float | None = None


class Walk(NamedTuple):
    """What is known after a walk, and all that is: entry 0 is the start, entry k the place after move k.

    Attributes:
        x: (k + 1,) the places.
        heights: (k + 1,) f there.
        slopes: (k + 1,) f' there; at a kink the mean of the slopes to both sides.
    """

    x: Array
    heights: Array
    slopes: Array


def walk(curve: OneVariable, start: float, moves: Sequence[Move]) -> Walk:
    """Walk from a start, move by move; where a place has no height, a step has no slope to follow and stays nan.

    Args:
        curve: the ground, f(x).
        start: the first x.
        moves: in their order.

    Raises:
        ValueError: when a move is both a step and a leap, or neither.

    >>> from gdcore.expression import curve
    >>> walk(curve("x^2"), 3.0, [Move(rate=0.5), Move(to=-1.0)]).x
    array([ 3.,  0., -1.])
    """
    x = float(start)
    places = [x]
    for move in moves:
        if move.to is not None:
            require(move.rate is None, "move", "a step or a leap", move)
            x = move.to
        else:
            require(move.rate is not None, "move", "a step or a leap", move)
            x = x - float(move.rate or 0) * float(curve.slope(x))
        places.append(x)
    x_all = np.array(places)
    return Walk(x_all, curve.value(x_all), curve.slope(x_all))


class Dips(NamedTuple):
    """The places of a ground that are lower than all others near them.

    Attributes:
        x: (n,) from left to right.
        heights: (n,) f there.
    """

    x: Array
    heights: Array


def dips(curve: OneVariable, reach: float) -> Dips:
    """Find the minima of a ground between -reach and reach, its edges left out.

    A minimum lies where f falls and then rises, between places 2 reach / 8,000 apart; around each the interval is
    narrowed to a thousandth of a millionth by comparing two heights within it (ternary search).

    Args:
        curve: the ground, f(x).
        reach: half the width, > 0.
    """
    x = np.linspace(-reach, reach, PLACES)
    rise = np.sign(np.diff(curve.value(x)))
    turns = np.flatnonzero(np.isfinite(rise) & (rise != 0))
    bottom = [(x[j], x[k + 1]) for j, k in pairwise(turns) if rise[j] < 0 < rise[k]]
    low, high = (np.array([pair[side] for pair in bottom]) for side in (0, 1))
    for _ in range(HALVINGS):
        third = (high - low) / 3
        falls = curve.value(low + third) > curve.value(high - third)
        low, high = np.where(falls, low + third, low), np.where(falls, high, high - third)
    middle = (low + high) / 2
    return Dips(middle, curve.value(middle))


def lowest(curve: OneVariable, reach: float) -> tuple[float, float]:
    """Return the lowest place of a ground between -reach and reach, and its height; nan where it has no height at all.

    >>> from gdcore.expression import curve
    >>> lowest(curve("x"), 2.0)
    (-2.0, -2.0)
    """
    found = dips(curve, reach)
    x = np.concatenate([found.x, np.linspace(-reach, reach, PLACES)])
    heights = curve.value(x)
    known = np.flatnonzero(~np.isnan(heights))
    if not len(known):
        return float("nan"), float("nan")
    k = known[np.argmin(heights[known])]
    return float(x[k]), float(heights[k])
