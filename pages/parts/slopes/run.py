"""What the slopes page shows, computed: the secants of a curve, the gradient at a point, or a descent."""

from dataclasses import replace

from pages.parts.slopes.curve.run import CurveRun
from pages.parts.slopes.curve.run import run as run_curve
from pages.parts.slopes.field.run import FieldRun
from pages.parts.slopes.field.run import run as run_field
from pages.parts.slopes.point.run import PointRun
from pages.parts.slopes.point.run import run as run_point
from pages.parts.slopes.settings import SlopesSettings
from pages.ui.keeping import kept

SlopesRun = CurveRun | PointRun | FieldRun
# The settings of each part; the same settings are computed once for all visitors.
SHOWN = {
    "one": ("curve", "typed", "width", "at", "scheme"),
    "two": ("surface", "formula", "reach", "px", "py"),
    "field": ("surface", "formula", "reach", "x", "y", "learning_rate", "steps"),
}


def run(settings: SlopesSettings) -> SlopesRun | None:
    """Return what the settings show; None where the function has no value at the chosen point."""
    part = settings.part
    return _run(replace(SlopesSettings(part=part), **{name: getattr(settings, name) for name in SHOWN[part]}))


@kept(64)
def _run(settings: SlopesSettings) -> SlopesRun | None:
    if settings.part == "one":
        return run_curve(settings)
    return run_point(settings) if settings.part == "two" else run_field(settings)
