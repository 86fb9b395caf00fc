"""A descent over a surface whose gradients are drawn as a field."""

import math
from dataclasses import dataclass

import numpy as np

from gdcore.descent import Path, descend
from pages.parts.slopes.settings import SlopesSettings
from pages.ui.box import Box
from pages.ui.terrain.ground import Ground, around
from pages.ui.terrain.limits import at_most

OF_A_TYPED_ONE = 2_000  # steps


@dataclass(frozen=True, eq=False)
class FieldRun:
    """A descent over a surface whose gradients are drawn as a field.

    Attributes:
        settings: what it goes by.
        ground: the surface.
        path: the descent.
        box: the part of the plane to show; it holds the start.
    """

    settings: SlopesSettings
    ground: Ground
    path: Path
    box: Box


def run(settings: SlopesSettings) -> FieldRun | None:
    """Return the descent; None where the surface has no value at its start."""
    settings = at_most(settings, OF_A_TYPED_ONE)
    ground, start = settings.ground(), (settings.x, settings.y)
    if not math.isfinite(float(ground.objective.loss(np.array(start)))):
        return None
    path = descend(ground.objective, settings.rule(), start, settings.steps)
    return FieldRun(settings, ground, path, around(ground.box, start))
