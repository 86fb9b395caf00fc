"""The descent of the line-fit page: the settings' points, their fit, and the path through its bowl."""

from dataclasses import dataclass, replace

import numpy as np

from gdcore.arrays import Array, IntArray
from gdcore.descent import Path, descend, sweep
from gdcore.line_fit import Bowl, LineFit, batches, noisy_line
from gdcore.optimizers import GradientDescent
from gdcore.scaling import centred, standardised
from pages.parts.line_fit.settings import OF_A_DRAWN_LINE, LineFitSettings
from pages.ui.controls.points import as_text, read_table
from pages.ui.keeping import kept

TRENCH = 1_000  # the condition number above which a bowl is one
CLOSE = 0.9  # of the critical rate
OUTLIER = 8.0  # units of y
SWEPT = 121  # learning rates
SWEEP_STEPS = 1_000  # at most
OF_THE_POINTS = ("data", "points", "seed", *OF_A_DRAWN_LINE)


@dataclass(frozen=True, eq=False)
class LineRun:
    """One descent, whole.

    Attributes:
        settings: what it goes by.
        fit: the loss over the points.
        bowl: the same loss as a quadratic.
        path: where it went.
        order: which points each step saw; None when it saw all.
    """

    settings: LineFitSettings
    fit: LineFit
    bowl: Bowl
    path: Path
    order: list[IntArray] | None

    @property
    def start(self) -> Array:
        """Where it began: (m, b)."""
        return self.path.thetas[0]

    @property
    def is_trench(self) -> bool:
        """Whether all x are equal, so that many lines fit equally well."""
        return bool(self.bowl.eigenvalues[0] == 0)

    def epochs(self) -> Array:
        """Return how many passes over the points each step ends: (steps + 1,), from 0."""
        if self.order is None:
            return np.arange(len(self.path.losses), dtype=float)
        sizes = [len(batch) for batch in self.order[:-1]]
        return np.concatenate([[0], np.cumsum(sizes)]) / len(self.fit.x)


def run(settings: LineFitSettings) -> LineRun:
    """Return the descent of these settings; the same settings are computed once for all visitors."""
    return _run(replace(settings, view=LineFitSettings.view, picture=LineFitSettings.picture))


@kept(64)
def _fit(settings: LineFitSettings) -> tuple[LineFit, Bowl]:
    """Return the loss in both forms: the same objects for the same points, so that their picture is drawn once."""
    fit = LineFit(*points(settings))
    return fit, fit.bowl()


@kept(64)
def _run(settings: LineFitSettings) -> LineRun:
    of_points = {name: getattr(settings, name) for name in OF_THE_POINTS if settings.matters(name)}
    fit, bowl = _fit(LineFitSettings(**of_points))
    rule, start = GradientDescent(settings.learning_rate), [settings.m, settings.b]
    n = len(fit.x)
    size = settings.size(n)
    if size == n:
        return LineRun(settings, fit, bowl, descend(bowl, rule, start, settings.steps), None)
    deal = batches(n, size, np.random.default_rng([settings.seed, 1]))
    order = [next(deal) for _ in range(settings.steps + 1)]
    path = descend(bowl, rule, start, settings.steps, seen=lambda k: fit.on(order[k]))
    return LineRun(settings, fit, bowl, path, order)


def points(settings: LineFitSettings) -> tuple[Array, Array]:
    """Return the points to fit, x and y."""
    if settings.data == "two":
        return np.array([1.0, 2.0]), np.array([3.0, 5.0])
    if settings.data == "own":
        x, y = np.array(read_table(settings.points).points).T
        return x, y
    outlier = OUTLIER if settings.data == "outlier" else 0.0
    rng = np.random.default_rng(settings.seed)
    return noisy_line(settings.n, settings.slope, settings.intercept, settings.noise, rng, outlier)


def offers_other_x(live: LineRun) -> bool:
    """Whether the visitor's own points would make a rounder bowl with other x."""
    return live.settings.data == "own" and not live.is_trench and live.bowl.condition_number > TRENCH


def with_other_x(live: LineRun, name: str) -> str:
    """Return the points as text with their x "centred" or "standardised", to six digits."""
    moved = {"centred": centred, "standardised": standardised}[name](live.fit.x)
    return as_text([(float(f"{x:.6g}"), float(y)) for x, y in zip(moved, live.fit.y, strict=True)])


def swept(live: LineRun) -> tuple[Array, Array, int]:
    """Compute the loss after the run's steps for many rates around the critical one, by steps that see all points.

    Returns:
        Rates, (121,), each with three digits, as one would type it; losses, (121,); the steps.
    """
    critical = live.bowl.critical_rate
    exact = np.geomspace(critical / 1000, critical * 3, SWEPT)
    rates = np.array([float(f"{rate:.3g}") for rate in exact])
    steps = min(live.settings.steps, SWEEP_STEPS)
    return rates, sweep(live.bowl, GradientDescent, rates, live.start, steps), steps
