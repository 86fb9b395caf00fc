"""The first lines of a program that repeats a descent over a terrain."""

from collections.abc import Iterable
from typing import Any

from pages.ui.terrain.options import OWN


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
