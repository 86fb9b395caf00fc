"""What a descent goes over: a surface of the gallery, or a function a visitor typed, with what a picture needs."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gdcore.expression import Expression, surface
from gdcore.minima import by_height, find_minima, lowest
from gdcore.surface import Critical, Surface
from gdcore.surfaces import SURFACES
from pages.ui.box import Box
from pages.ui.keeping import kept
from pages.ui.pictures.contour import losses_over
from pages.ui.terrain.options import A_FORMULA, OWN

AXES = (0, 1)  # theta = (x, y): x goes across, y up


@dataclass(frozen=True)
class Ground:
    """A loss over (x, y) with what a picture of it needs.

    Attributes:
        objective: the loss.
        name: its key in addresses.
        formula: as a reader writes it.
        box: what to show.
        start, learning_rate, steps: of a first picture worth showing.
        minima: those that are known, in `box`, the lowest first.
        even: whether its levels are best evenly spaced; else by the logarithm.
        floor: the loss of its lowest known minimum; None where there is none.
    """

    objective: Surface | Expression
    name: str
    formula: str
    box: Box
    start: tuple[float, float]
    learning_rate: float
    steps: int
    minima: tuple[Critical, ...]
    even: bool
    floor: float | None

    @property
    def stars(self) -> tuple[tuple[float, ...], ...]:
        """The known minima, across and up; with a 1 behind them those that are only local."""
        best = self.lowest
        return tuple((point.x, point.y) if point in best else (point.x, point.y, 1.0) for point in self.minima)

    @property
    def lowest(self) -> tuple[Critical, ...]:
        """The lowest of the known minima."""
        return tuple(self.minima[k] for k in lowest(self.minima))


@kept(64)
def ground(name: str, formula: str = A_FORMULA, reach: float = 5.0) -> Ground:
    """Return the ground of a page's settings.

    Args:
        name: of a surface of the gallery, or "own".
        formula: the visitor's own, one that `gdcore.expression` takes.
        reach: half the width of the picture of it.
    """
    if name == OWN:
        return _own(surface(formula), reach)
    found = SURFACES[name]
    across, up = ((float(low), float(high)) for low, high in found.domain)
    box, start = Box(across, up), (float(found.start[0]), float(found.start[1]))
    floor = min(point.value for point in found.minima)
    return Ground(found, name, found.formula, box, start, found.learning_rate, found.steps, by_height(found.minima),
                  not found.logarithmic, floor)  # fmt: skip


def _own(found: Expression, reach: float) -> Ground:
    box = Box((-reach, reach), (-reach, reach))
    minima = find_minima(found, (box.across, box.up))
    losses = losses_over(found, AXES, box, 160, 120)
    least = float(np.nanmin(losses, initial=np.inf))
    floor = min((point.value for point in minima), default=np.inf)
    known = np.isfinite(floor) and floor <= least + 1e-9
    start = (round(0.7 * reach, 6), round(0.6 * reach, 6))
    known_to = replace(found, minima=minima)  # so that a run can be said to be trapped
    return Ground(known_to, OWN, found.formula, box, start, 0.1, 100, minima, True, float(floor) if known else None)


def led_by_reach(settings: Any, reach: float) -> Any:
    """Return a page's settings with another reach of a typed function's picture, and a start that lies within it."""
    if settings.surface != OWN:
        return replace(settings, reach=reach)
    x, y = ground(OWN, reach=reach).start
    return replace(settings, reach=reach, x=x, y=y)


def around(box: Box, start: tuple[float, float]) -> Box:
    """Return the box, widened so that it holds a start."""
    spans = []
    for (low, high), at in zip(box, start, strict=True):
        edge = 0.05 * (high - low)
        spans.append((min(low, at - edge) if at < low else low, max(high, at + edge) if at > high else high))
    return Box(*spans)
