"""The places and numbers that the sentences about a run name."""

from gdcore.surroundings import TOLERANCE
from pages.parts.landscape.run import LandscapeRun
from pages.ui.text import plain


def point(live: LandscapeRun, step: int = -1) -> str:
    """Write where a run is at a step, the last one if none is named."""
    x, y = (0.0 if abs(value) < TOLERANCE / 2 else round(float(value), 3) for value in live.path.thetas[step])
    return f"({plain(x)}, {plain(y)})"


def fact(live: LandscapeRun, name: str) -> str:
    """Write a fact of the verdict with three digits."""
    return plain(float(f"{live.path.verdict.facts[name]:.3g}"))


def holds(live: LandscapeRun, name: str) -> bool:
    """Whether a fact of the verdict that is there or not is there."""
    return bool(live.path.verdict.facts.get(name))
