"""A walk over a hidden ground, and what the uncovered ground says of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gdcore.blind import Dips, Move, Walk, dips, lowest, walk
from gdcore.curves import OneVariable
from gdcore.expression import curve
from pages.parts.blind.settings import BlindSettings
from pages.ui.keeping import kept

FURTHER = 1_000  # steps of plain descent, to compare with


@dataclass(frozen=True, eq=False)
class BlindRun:
    """One walk.

    Attributes:
        settings: what it goes by.
        curve: the ground.
        walk: what is known of it.
        shown: whether the ground may be seen.
    """

    settings: BlindSettings
    curve: OneVariable
    walk: Walk
    shown: bool

    @property
    def step(self) -> int:
        """How many moves were made."""
        return len(self.walk.x) - 1

    @cached_property
    def best(self) -> int:
        """The move that has led lowest; the first of equals, and 0 where none has a height."""
        heights = np.where(np.isnan(self.walk.heights), np.inf, self.walk.heights)
        return int(np.argmin(heights))

    @cached_property
    def lowest(self) -> tuple[float, float]:
        """The lowest place of the ground in the picture, and its height."""
        return _lowest(self.settings.expression(), self.settings.half())

    @cached_property
    def dips(self) -> Dips:
        """The minima of the ground in the picture."""
        return _dips(self.settings.expression(), self.settings.half())

    def descended(self) -> tuple[float, float]:
        """Return where plain descent from the start stands after a thousand steps, and how high."""
        return _descended(self.settings.expression(), self.settings.x, self.settings.rate)


def run(settings: BlindSettings, told: bool) -> BlindRun:
    """Return the walk of these settings.

    Args:
        settings: of the page.
        told: whether the lesson that is on has been answered.
    """
    ground = curve(settings.expression())
    return BlindRun(settings, ground, walk(ground, settings.x, settings.moves()), told or settings.is_over())


@kept(32)
def _lowest(expression: str, reach: float) -> tuple[float, float]:
    return lowest(curve(expression), reach)


@kept(32)
def _dips(expression: str, reach: float) -> Dips:
    return dips(curve(expression), reach)


@kept(32)
def _descended(expression: str, start: float, rate: float) -> tuple[float, float]:
    end = walk(curve(expression), start, [Move(rate=rate)] * FURTHER)
    return float(end.x[-1]), float(end.heights[-1])
