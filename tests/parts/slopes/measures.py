"""What the lessons on slopes claim, measured on the page's own results."""

import dataclasses

import numpy as np

from gdcore.gradient_mistakes import in_place_gradient
from pages.parts.slopes.run import run


def slopes_measures(settings, after):
    """What the page's pictures come to; where an h matters it is ten to the power of minus `after`."""
    return curve_measures(settings, after) if settings.part == "one" else point_measures(settings)


def curve_measures(settings, after):
    live, x = run(settings), settings.at
    curve = live.curve
    k = np.flatnonzero(np.isclose(live.measured["central"].h, 10.0**-after, rtol=1e-9, atol=0))[0]
    left, right = live.sides or (live.slope, live.slope)
    found = {
        "slope": live.slope,
        "intercept": live.value - live.slope * x,
        "height": live.value,
        "mean_rise": live.value / x if x else np.nan,
        "slope_halfway": float(curve.slope(x / 2)),
        "left": left,
        "right": right,
    }
    for scheme, secants in live.measured.items():
        found |= {scheme: float(secants.slopes[k]), f"{scheme}_error": float(secants.errors(live.slope)[k])}
    return {name: lambda value=value: value for name, value in found.items()}


def point_measures(settings):
    live = run(dataclasses.replace(settings, part="two"))

    def f(x):
        return float((x**2).sum())

    whole, floats = (in_place_gradient(f, live.point.astype(kind)) for kind in (int, float))
    found = {
        "gradient_x": float(live.gradient[0]),
        "gradient_y": float(live.gradient[1]),
        "length": live.length,
        "steepest": float(live.slopes.max()),
        "from_the_minimum": float(np.hypot(*live.point)),
        "in_place_x": whole[0].slope,
        "in_place_y": whole[1].slope,
        "in_place_float_x": floats[0].slope,
    }
    return {name: lambda value=value: value for name, value in found.items()}
