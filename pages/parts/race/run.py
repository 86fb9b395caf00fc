"""The race over a surface: every method from the same start, with the same number of gradients."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from gdcore.arrays import Array
from gdcore.descent import Path, descend
from gdcore.optimizers import Optimizer
from gdcore.schedules import Schedule
from gdcore.tuning import Tuning, tune
from pages.parts.race.settings import TEXTBOOK, RaceSettings
from pages.ui.box import Box
from pages.ui.keeping import kept
from pages.ui.terrain.ground import Ground, around
from pages.ui.terrain.limits import at_most
from pages.ui.terrain.noise import seen

MOST_STEPS_TYPED = 300  # steps
OF_THE_SCREEN = ("track", "rank", "finish", "picture", "view", "method", "updates", "speed", "digits_rates")
NOTHING = 1e-12  # a height above the lowest minimum that rounding makes: it ranks nobody


@dataclass(frozen=True, eq=False)
class RaceRun:
    """A race, whole.

    Attributes:
        settings: what it goes by.
        ground: what it goes over.
        rules: the methods by name, in teaching order.
        paths: where each went.
        box: the part of the plane to show; it holds the start.
        tuning: of the methods' learning rates; None unless the rates are tuned.
    """

    settings: RaceSettings
    ground: Ground
    rules: dict[str, Optimizer]
    paths: dict[str, Path]
    box: Box
    tuning: Tuning | None

    @property
    def schedule(self) -> Schedule:
        """The schedule of every method's rate."""
        return self.settings.rates_over(self.settings.steps)

    @property
    def start(self) -> tuple[float, float]:
        """The start they share."""
        return self.settings.x, self.settings.y

    def above(self, method: str) -> Array:
        """Return how much higher than the lowest known minimum a method is at each step; the loss where none is."""
        floor = self.ground.floor or 0.0
        above = self.paths[method].losses - floor
        return np.where(np.abs(above) < NOTHING * max(1.0, abs(floor)), 0.0, above)

    def distances(self, method: str) -> Array:
        """Return a method's distance to the nearest known minimum at each step; nan where none is known."""
        thetas = self.paths[method].thetas
        places = np.array([point[:2] for point in self.ground.minima], dtype=float).reshape(-1, 2)
        if not len(places):
            return np.full(len(thetas), np.nan)
        with np.errstate(all="ignore"):
            return np.linalg.norm(thetas[:, np.newaxis] - places, axis=-1).min(axis=1)


def run(settings: RaceSettings) -> RaceRun:
    """Return the race of these settings; the same settings are computed once for all visitors."""
    usual = RaceSettings()
    settings = at_most(settings, MOST_STEPS_TYPED)
    of_digits = [field.name for field in fields(settings) if field.name.endswith("_digits")]
    return _run(replace(settings, **{name: getattr(usual, name) for name in (*OF_THE_SCREEN, *of_digits)}))


@kept(48)
def _run(settings: RaceSettings) -> RaceRun:
    ground, start = settings.ground(), (settings.x, settings.y)
    tuning = tuned(settings) if settings.rates == "tuned" else None
    rules = dict(_rules(settings, tuning))
    of_steps = seen(settings, ground.objective)
    schedule = settings.rates_over(settings.steps)
    paths = {
        method: descend(ground.objective, rule, start, settings.steps, of_steps, schedule)
        for method, rule in rules.items()
    }
    return RaceRun(settings, ground, rules, paths, around(ground.box, start), tuning)


def _rules(settings: RaceSettings, tuning: Tuning | None) -> Iterator[tuple[str, Optimizer]]:
    for k, method in enumerate(settings.methods):
        if tuning:
            rate: float | None = tuning.best_rates[k] or tuning.rates[0]
        else:
            rate = {"textbook": TEXTBOOK[method], "equal": settings.rate}.get(settings.rates)
        yield method, settings.rule(method, None if rate is None else float(rate))


def tuned(settings: RaceSettings) -> Tuning:
    """Try sixty learning rates with every method, on exact gradients."""
    names = [name for name in vars(settings) if name.split("_")[0] in settings.methods and not name.endswith("_digits")]
    names = [name for name in names if not name.endswith("_learning_rate")]
    matters = (
        "surface",
        "formula",
        "reach",
        "methods",
        "x",
        "y",
        "steps",
        "schedule",
        "every",
        "fall",
        "warm_up",
        *names,
    )
    return _tuned(RaceSettings(**{name: getattr(settings, name) for name in matters}))


@kept(48)
def _tuned(settings: RaceSettings) -> Tuning:
    rules = [settings.rule(method) for method in settings.methods]
    return tune(settings.ground().objective, rules, (settings.x, settings.y), settings.steps,
                schedule=settings.rates_over(settings.steps))  # fmt: skip
