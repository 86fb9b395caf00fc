"""The activations' view as tables: a curve with its slope, slopes multiplied, and what a real net measures."""

from typing import Any

import numpy as np

from gdcore.activations import ACTIVATIONS, tangent
from gdcore.dense_net import layer_gradient_norms, slope_product
from pages.parts.neuron.settings import BENDS
from pages.ui.keeping import kept
from pages.ui.tables.descent import points_table

SCALES: dict[str, float | str] = {"xavier": "xavier", "he": "he", "small": 0.01, "one": 1.0}
LEAST = 1e-30  # where the axis of a product ends


def reach_of(h: float) -> float:
    """Choose how far the curve is drawn to both sides, so that the point lies within."""
    return 6.0 if abs(h) <= 5 else 1.2 * abs(h)


def curve(activation: str, h: float) -> Any:
    """Tabulate an activation and its slope: columns x, value, kind ("value" or "slope")."""
    x, f = np.linspace(-reach_of(h), reach_of(h), 241), ACTIVATIONS[activation]
    return points_table(
        {
            "x": np.tile(x, 2),
            "value": np.concatenate([f.value(x), f.slope(x)]),
            "kind": np.repeat(["value", "slope"], len(x)),
        }
    )


def point(activation: str, h: float) -> Any:
    """Tabulate the point on the curve and on its slope: columns x, value, kind."""
    f = ACTIVATIONS[activation]
    return points_table(
        {"x": np.full(2, h), "value": [float(f.value(h)), float(f.slope(h))], "kind": ["value", "slope"]}
    )


def touching(activation: str, h: float) -> Any:
    """Tabulate a piece of the tangent at h: columns x, value."""
    x = np.array([h - 1.5, h + 1.5])
    return points_table({"x": x, "value": tangent(activation, h, x)})


def products(h: float, layers: int) -> Any:
    """Tabulate the slopes multiplied: columns layers, name, product, base (of the bar), best, zero."""
    names = list(BENDS)
    product = np.concatenate([slope_product(name, h, layers) for name in names])
    best = np.concatenate([slope_product(name, 0.0 if name != "relu" else 1.0, layers) for name in names])
    drawn = np.where(product >= LEAST, product, np.nan)
    base = min(float(np.nanmin(drawn, initial=1.0)), float(best.min())) / 3
    return points_table(
        {
            "layers": np.tile(np.arange(1, layers + 1), len(names)),
            "name": np.repeat(names, layers),
            "product": drawn,
            "base": np.full(len(product), base),
            "best": best,
            "zero": product < LEAST,
        }
    )


@kept(64)
def measured(layers: int, seed: int) -> dict[tuple[str, str], tuple[float, ...]]:
    """Return the gradient's length in each layer of a new net, by activation and by initialisation."""
    return {
        (name, scale): tuple(layer_gradient_norms(layers, name, SCALES[scale], seed).tolist())
        for name in BENDS
        for scale in SCALES
    }


def norms(layers: int, seed: int) -> Any:
    """Tabulate them: columns layer, norm, name, scale."""
    found = measured(layers, seed)
    return points_table(
        {
            "layer": np.tile(np.arange(1, layers + 1), len(found)),
            "norm": np.concatenate([np.array(norm) for norm in found.values()]),
            "name": np.repeat([name for name, _ in found], layers),
            "scale": np.repeat([scale for _, scale in found], layers),
        }
    )
