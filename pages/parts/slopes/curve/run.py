"""The secants of a curve at one point."""

import math
from dataclasses import dataclass

import numpy as np

from gdcore.curves import OneVariable
from gdcore.differentiate import derivative
from gdcore.secants import EPSILON, Secants, best_step, secants
from pages.parts.slopes.settings import SlopesSettings

# 1, 0.5, 0.2, 0.1, ..., 1e-12: what the bar plays.
PLAYED = np.array([1.0, *(float(f"{digit}e-{tens}") for tens in range(1, 13) for digit in (5, 2, 1))])
# What the errors are drawn at, further down and closer together, in even steps of the logarithm: numbers with few
# digits round alike, and would draw plateaus where there is only chance.
MEASURED = np.array([float(f"{10 ** (-k / 10):.12g}") for k in range(161)])
SCHEMES = ("forward", "central")
WIDE = 11  # of the measured chords: those with h from 1 to 0.1


@dataclass(frozen=True, eq=False)
class CurveRun:
    """Secants of a curve at one point.

    Attributes:
        settings: what they go by.
        curve: the function.
        value: f there.
        slope: the true one; nan at a kink.
        sides: the slopes to the left and to the right where the curve has no slope: at a kink, where it is vertical, or
            where it ends (nan to that side); else None.
        played: the secants of the frames, by each scheme.
        measured: those of `MEASURED`, likewise.
    """

    settings: SlopesSettings
    curve: OneVariable
    value: float
    slope: float
    sides: tuple[float, float] | None
    played: dict[str, Secants]
    measured: dict[str, Secants]

    @property
    def derivatives(self) -> tuple[float, float]:
        """The second and the third derivative; 0 where there is none."""
        second = float(self.curve.curvature(self.settings.at))
        third = float(derivative(self.curve.curvature, self.settings.at))
        return tuple(d if math.isfinite(d) and abs(d) > 1e-7 else 0.0 for d in (second, third))  # type: ignore[return-value]

    def exact(self, scheme: str) -> bool:
        """Whether even long chords have the true slope, but for rounding: the central ones of a parabola do."""
        found = self.measured[scheme]
        size = np.maximum(np.abs(found.high), np.abs(found.low)) + abs(self.value)
        return bool((found.errors(self.slope) * found.h <= 4 * EPSILON * size)[:WIDE].all())

    def best(self, scheme: str) -> float:
        """Return the h about which a scheme errs least."""
        return best_step(MEASURED, self.measured[scheme].errors(self.slope))


def run(settings: SlopesSettings) -> CurveRun | None:
    """Return the secants; None where the curve has no value at the point."""
    found, x = settings.one_variable(), settings.at
    value, slope = float(found.value(x)), float(found.slope(x))
    if not math.isfinite(value):
        return None
    left, right = map(float, found.slopes(x))
    kinked = not math.isfinite(slope) or not math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    return CurveRun(
        settings,
        found,
        value,
        math.nan if kinked else slope,
        (left, right) if kinked else None,
        {scheme: secants(found.value, x, PLAYED, scheme) for scheme in SCHEMES},
        {scheme: secants(found.value, x, MEASURED, scheme) for scheme in SCHEMES},
    )
