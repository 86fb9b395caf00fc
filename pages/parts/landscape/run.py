"""The descent of the landscape page."""

from dataclasses import dataclass, replace

from gdcore.descent import Path, descend
from gdcore.optimizers import Optimizer
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui.box import Box
from pages.ui.keeping import kept
from pages.ui.terrain.ground import Ground, around
from pages.ui.terrain.limits import at_most
from pages.ui.terrain.noise import seen

MOST_STEPS_TYPED = 2_000  # steps
OF_THE_PICTURE = ("levels", "field", "picture", "view", "colour", "beside", "plane", "net", "updates")


@dataclass(frozen=True, eq=False)
class LandscapeRun:
    """One descent, whole.

    Attributes:
        settings: what it goes by.
        ground: what it goes over.
        rule: how it goes.
        path: where it went.
        box: the part of the plane to show; it holds the start.
    """

    settings: LandscapeSettings
    ground: Ground
    rule: Optimizer
    path: Path
    box: Box


def run(settings: LandscapeSettings) -> LandscapeRun:
    """Return the descent of these settings; the same settings are computed once for all visitors."""
    usual = LandscapeSettings()
    settings = at_most(settings, MOST_STEPS_TYPED)
    return _run(replace(settings, **{name: getattr(usual, name) for name in OF_THE_PICTURE}))


@kept(64)
def _run(settings: LandscapeSettings) -> LandscapeRun:
    ground, rule, start = settings.ground(), settings.rule(), (settings.x, settings.y)
    path = descend(ground.objective, rule, start, settings.steps, seen(settings, ground.objective))
    return LandscapeRun(settings, ground, rule, path, around(ground.box, start))
