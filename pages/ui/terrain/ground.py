"""What a descent goes over: a surface of the gallery, or a function a visitor typed, with what a picture needs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from gdcore.expression import Expression, surface
from gdcore.minima import by_height, find_minima, lowest
from gdcore.noise import noisy
from gdcore.objective import Objective
from gdcore.surface import Critical, Surface
from gdcore.surfaces import SURFACES
from pages.ui.controls.formula import Formula
from pages.ui.controls.kinds import Choice, Number
from pages.ui.pictures.contour import losses_over
from pages.ui.tables.descent import Box
from pages.ui.text import number, t

AXES = (0, 1)  # theta = (x, y): x goes across, y up
OWN = "own"
FARTHEST = 1e6  # of a start
RATES = (
    *(float(f"{digit}e{tens}") for tens in range(-5, -1) for digit in (1, 1.5, 2, 3, 5, 7)),
    *(0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.01, 1.05, 1.1, 1.2, 1.5, 2.0, 3.0, 5.0, 10.0),
)
STEPS = (1, 5, 10, 20, 30, 50, 100, 150, 200, 300, 600, 1_000, 3_000, 6_000, 12_000, 20_000)

# The settings that name a ground, for the pages that descend over one.
SURFACE = Choice("Surface", {name: found.title for name, found in SURFACES.items()} | {OWN: "Your own f(x, y)"})
FORMULA = Formula(
    "f(x, y)",
    help="Numbers, x, y, pi, e, + - * / ^ and parentheses; sin cos tan arctan sinh cosh tanh exp log sqrt abs; "
    "min and max of two.",
)
REACH = Number("The picture goes from −a to a, a =", 0.001, 1e6, step=1)
A_FORMULA = "(x^2 + y^2)/20 + sin(x) + cos(y)"
NOISE = Number(
    "Noise of the gradient",
    0,
    1_000,
    ladder=(0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
    names={0: "none"},
    help="Standard deviation of what a random batch gets wrong in each component of the gradient: stochastic gradient "
    "descent. In a race all methods get the same errors at the same steps.",
)
SEED = Number("Seed", 0, 999_999_999, whole=True)
START_X = Number("Start: x", -FARTHEST, FARTHEST, step=0.5)
START_Y = Number("Start: y", -FARTHEST, FARTHEST, step=0.5)


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
    def stars(self) -> tuple[tuple[float, float], ...]:
        """The known minima, across and up."""
        return tuple((point.x, point.y) for point in self.minima)

    @property
    def lowest(self) -> tuple[Critical, ...]:
        """The lowest of the known minima."""
        return tuple(self.minima[k] for k in lowest(self.minima))


def at_most(settings: Any, most: int) -> Any:
    """Return a page's settings with no more steps than a typed function is given.

    Its gradient takes four evaluations a step. What a long formula in an address may cost the server is limited here,
    so that it takes no other visitor's time.

    Args:
        settings: with a surface and a number of steps.
        most: steps.
    """
    return replace(settings, steps=most) if settings.surface == OWN and settings.steps > most else settings


def seen(settings: Any, objective: Objective) -> Callable[[int], Objective] | None:
    """Return what each step of a page's descent sees: with noise another error every step; None is all of it."""
    if not settings.noise:
        return None
    return noisy(objective, settings.noise, settings.steps, np.random.default_rng(settings.seed))


def program_head(settings: Any, rules: Iterable[str]) -> list[str]:
    """Write the first lines of a program that repeats a descent: what it imports, f, and what its steps see."""
    own = settings.surface == OWN
    lines = ["from numpy.random import default_rng", ""] if settings.noise else []
    lines += ["from gdcore.descent import descend"]
    lines += ["from gdcore.expression import surface"] if own else []
    lines += ["from gdcore.noise import noisy"] if settings.noise else []
    lines += [f"from gdcore.optimizers import {', '.join(sorted(set(rules)))}"]
    lines += [] if own else ["from gdcore.surfaces import SURFACES"]
    lines += ["", f"f = surface({settings.formula!r})" if own else f"f = SURFACES[{settings.surface!r}]"]
    if settings.noise:
        lines.append(f"seen = noisy(f, {settings.noise}, {settings.steps}, default_rng({settings.seed}))")
    return lines


def say_when_limited(settings: Any, most: int) -> None:
    """Say so where `at_most` takes steps away."""
    if at_most(settings, most) is not settings:
        st.warning(t("A typed function is given at most {most} steps here.", most=number(most)))


@lru_cache(maxsize=64)
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


def around(box: Box, start: tuple[float, float]) -> Box:
    """Return the box, widened so that it holds a start."""
    spans = []
    for (low, high), at in zip(box, start, strict=True):
        edge = 0.05 * (high - low)
        spans.append((min(low, at - edge) if at < low else low, max(high, at + edge) if at > high else high))
    return Box(*spans)
