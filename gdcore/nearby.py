"""Whether a run that swings near a smooth minimum settles there: its curvatures say so, if it is near enough."""

import numpy as np

from gdcore.motion import Run
from gdcore.stability import spectral_radius
from gdcore.surroundings import surroundings

LINEAR = 0.3  # of what a step takes away: a smaller share of the slope may bend without changing the outcome


def settles_nearby(run: Run) -> bool:
    """Whether a linear rule swings about a smooth minimum, near enough for its curvatures to say that it settles."""
    late = run.thetas[run.steps * 3 // 4 :]
    place = surroundings(run.objective, late.mean(axis=0))
    if not place.values.size or place.values[0] <= 0 or spectral_radius(run.optimizer, place.values) is None:
        return False
    place = surroundings(run.objective, place.theta + place.newton)
    factors = spectral_radius(run.optimizer, place.values) if place.values.size and place.values[0] > 0 else None
    if factors is None:
        return False
    away = late - place.theta
    bent = run.objective.gradient(late) - place.gradient - away @ place.curvature
    share = np.linalg.norm(bent, axis=-1).max() / (np.linalg.norm(away, axis=-1).max() * place.values[0])
    return bool(factors.max() < 1 and share < LINEAR * (1 - factors.max()))
