"""What each step of a descent sees of its loss."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcore.noise import noisy
from gdcore.objective import Objective


def seen(settings: Any, objective: Objective) -> Callable[[int], Objective] | None:
    """Return what each step of a page's descent sees: with noise another error every step; None is all of it."""
    if not settings.noise:
        return None
    return noisy(objective, settings.noise, settings.steps, np.random.default_rng(settings.seed))
