"""The gradient of a surface at one point, and the slope in every direction."""

import math
from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Array
from gdcore.expression import Expression
from gdcore.slices import direction, directional_derivative, slopes_ahead, steepest_angle
from gdcore.surface import Surface
from pages.parts.slopes.settings import SlopesSettings
from pages.ui.box import Box
from pages.ui.terrain.ground import Ground, around

DRAWN = 0.22  # of the picture: how long a gradient is drawn at most
OFTEN = 5.0  # degrees from frame to frame of the dial


@dataclass(frozen=True, eq=False)
class PointRun:
    """The gradient of a surface at one point, and the slope in every direction.

    Attributes:
        settings: what it goes by.
        ground: the surface.
        box: the part of the plane to show; it holds the point.
        point: (2,).
        value: f there.
        gradient: (2,); at a kink there is none, and it is nothing to go by.
        sides: (2, 2) the slopes to both sides, along x and along y, where they differ: at a kink; else None.
        angles: (frames,) degrees, the steepest among them.
        slopes: (frames,) the directional derivatives.
    """

    settings: SlopesSettings
    ground: Ground
    box: Box
    point: Array
    value: float
    gradient: Array
    sides: Array | None
    angles: Array
    slopes: Array

    @property
    def length(self) -> float:
        """The length of the gradient; at a kink the size of the steepest slope."""
        return _length(self.gradient, self.slopes, self.sides is not None)

    @property
    def scale(self) -> float:
        """How many times its length the gradient is drawn: a round number."""
        return round_scale(self.ground.box, self.length)

    @property
    def steepest(self) -> float:
        """The direction of the gradient, in degrees; nan where it is 0, or where there is none."""
        return steepest_angle(self.gradient) if self.sides is None else math.nan

    @property
    def directions(self) -> Array:
        """The unit vector of each frame, (frames, 2)."""
        return direction(self.angles)


def run(settings: SlopesSettings) -> PointRun | None:
    """Return the gradient; None where the surface has no value or no gradient at the point."""
    ground, point = settings.ground(), np.array([settings.px, settings.py])
    value, gradient = float(ground.objective.loss(point)), ground.objective.gradient(point)
    if not (math.isfinite(value) and np.isfinite(gradient).all()):
        return None
    sides = _sides(ground.objective, point)
    angles = np.arange(0, 360 + OFTEN, OFTEN)
    if sides is not None:
        slopes = slopes_ahead(ground.objective, point, angles)
    else:
        steepest = steepest_angle(gradient)
        if math.isfinite(steepest):
            angles = np.union1d(angles, [steepest, (steepest + 180) % 360])
        slopes = directional_derivative(gradient, angles)
    length = _length(gradient, slopes, sides is not None)
    box = _with_dial(ground.box, point, length * round_scale(ground.box, length))
    return PointRun(settings, ground, box, point, value, gradient, sides, angles, slopes)


def _sides(objective: Surface | Expression, point: Array) -> Array | None:
    """Return the slopes to both sides where a typed function has a kink; the surfaces of the gallery have none."""
    if isinstance(objective, Expression) and objective.kink(point):
        return objective.sides(point)
    return None


def _length(gradient: Array, slopes: Array, kinked: bool) -> float:
    return float(np.nanmax(np.abs(slopes), initial=0.0)) if kinked else float(np.hypot(*gradient))


def round_scale(box: Box, length: float) -> float:
    """Choose how many times its length a gradient is drawn, so that it takes a part of the picture."""
    wanted = DRAWN * min(high - low for low, high in box) / (length or 1.0)
    unit = 10.0 ** math.floor(math.log10(wanted))
    return max(digit * unit for digit in (1, 2, 5) if digit * unit <= wanted * (1 + 1e-9))


def _with_dial(box: Box, point: Array, radius: float) -> Box:
    """Return the box, widened so that it holds the point with the circle of the dial around it."""
    for corner in (point - radius, point + radius):
        box = around(box, tuple(corner.tolist()))
    return box
