"""The few lines of Python that repeat what the slopes page shows, with the core."""

from pages.parts.slopes.curve.run import CurveRun
from pages.parts.slopes.point.run import PointRun
from pages.parts.slopes.run import SlopesRun
from pages.parts.slopes.settings import TYPED, SlopesSettings
from pages.ui.terrain.options import OWN


def lines(live: SlopesRun) -> str:
    """Write the program of what is shown."""
    s = live.settings
    if isinstance(live, CurveRun):
        return "\n".join(_secants(s))
    return "\n".join(_gradient(s) if isinstance(live, PointRun) else _descent(s))


def _secants(s: SlopesSettings) -> list[str]:
    typed = s.curve == TYPED
    return [
        "from gdcore.differentiate import derivative",
        "from gdcore.expression import curve" if typed else "from gdcore.curves import CURVES",
        "",
        f"f = curve({s.typed!r})" if typed else f"f = CURVES[{s.curve!r}]",
        "for k in range(13):",
        f"    print(k, derivative(f.value, {s.at}, 10.0**-k, {s.scheme!r}))",
        f"print(f.slope({s.at}))",
    ]


def _surface(s: SlopesSettings) -> list[str]:
    if s.surface == OWN:
        return ["from gdcore.expression import surface", "", f"f = surface({s.formula!r})"]
    return ["from gdcore.surfaces import SURFACES", "", f"f = SURFACES[{s.surface!r}]"]


def _gradient(s: SlopesSettings) -> list[str]:
    return [
        "import numpy as np",
        "",
        "from gdcore.slices import directional_derivative, steepest_angle",
        *_surface(s),
        f"gradient = f.gradient([{s.px}, {s.py}])",
        "print(gradient, np.hypot(*gradient), steepest_angle(gradient))",
        "print(directional_derivative(gradient, range(0, 361, 5)).max())",
    ]


def _descent(s: SlopesSettings) -> list[str]:
    return [
        "from gdcore.descent import descend",
        "from gdcore.optimizers import GradientDescent",
        *_surface(s),
        f"path = descend(f, GradientDescent({s.learning_rate}), [{s.x}, {s.y}], {s.steps})",
        "print(path.thetas[-1])",
    ]
