"""The chain rule through two layers, as what the picture shows and what the bar says, frame by frame."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from gdcore.activations import softmax
from gdcore.chain_rule import Chain, TwoUnits
from gdcore.differentiate import numerical_gradient
from gdcore.losses import cross_entropy
from gdcore.network import SoftmaxNet
from pages.parts.neuron.settings import BENDS, NeuronSettings
from pages.ui.text import plain, t

SIX = ((0.47355232, 0.9977393, 0.84668094), (0.85557411, 0.03563661, 0.69422093))
SIX_X, SIX_TARGET = (0.6, 0.9), 2
GUARD = 1e-7  # what the course material adds to every probability
FRAMES = 12


class Derived(NamedTuple):
    """Two layers at their weights: every factor, and both slopes by differences."""

    unit: TwoUnits
    chain: Chain
    numerical: tuple[float, float]


@lru_cache(maxsize=64)
def derived(settings: NeuronSettings) -> Derived:
    """Return the chain of these settings."""
    unit, theta = TwoUnits(settings.input, settings.target, settings.activation), [settings.first, settings.second]
    numerical = numerical_gradient(unit.loss, theta)
    return Derived(unit, unit.chain(np.array(theta)), (float(numerical[0]), float(numerical[1])))


def _said(value: Any) -> str:
    return plain(float(value))


def picture(made: Derived) -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
    """Return the nodes and the factors of the picture.

    Returns:
        Nodes (place from 0 to 5, name, value, frame from which on it is known) and factors (place between two nodes,
        name, value, frame, "along" the chain or "down" to a weight).
    """
    c = made.chain
    nodes = [("x", c.dh1_dw1), ("h₁ = w₁x", c.h1), ("a₁ = f(h₁)", c.a1), ("h₂ = w₂a₁", c.h2), ("ŷ = f(h₂)", c.y_hat),
             ("E = ½(y−ŷ)²", c.loss)]  # fmt: skip
    factors = [
        (4.5, "dE/dŷ", c.de_dy, 6, "along"),
        (3.5, "dŷ/dh₂", c.dy_dh2, 7, "along"),
        (2.5, "dh₂/dw₂", c.dh2_dw2, 8, "down"),
        (2.5, "dh₂/da₁", c.dh2_da1, 9, "along"),
        (1.5, "da₁/dh₁", c.da1_dh1, 10, "along"),
        (0.5, "dh₁/dw₁", c.dh1_dw1, 11, "down"),
    ]
    return (
        tuple({"place": k, "name": name, "value": _said(value), "known": k} for k, (name, value) in enumerate(nodes)),
        tuple(
            {"place": place, "name": name, "value": _said(value), "known": known, "way": way}
            for place, name, value, known, way in factors
        ),
    )


def spoken(settings: NeuronSettings) -> dict[str, list[str]]:
    """Return what the bar says at each frame: what is computed, and both slopes once they are known."""
    made = derived(settings)
    c, f = made.chain, BENDS[settings.activation]
    n = {name: _said(value) for name, value in c._asdict().items()} | {
        "x": _said(settings.input), "y": _said(settings.target), "w1": _said(settings.first),
        "w2": _said(settings.second), "dw1": _said(c.de_dw1), "dw2": _said(c.de_dw2)}  # fmt: skip
    p = {name: f"({value})" if value.startswith("−") else value for name, value in n.items()}
    says = [
        t("forward: x = {x}, target y = {y}", **n),
        f"h₁ = w₁ x = {p['w1']} × {p['x']} = {n['h1']}",
        f"a₁ = f(h₁) = {f}({n['h1']}) = {n['a1']}",
        f"h₂ = w₂ a₁ = {p['w2']} × {p['a1']} = {n['h2']}",
        f"ŷ = f(h₂) = {f}({n['h2']}) = {n['y_hat']}",
        f"E = ½ (y − ŷ)² = ½ ({n['y']} − {p['y_hat']})² = {n['loss']}",
        t("back") + f": dE/dŷ = ŷ − y = {n['y_hat']} − {p['y']} = {n['de_dy']}",
        f"dŷ/dh₂ = f′(h₂) = f′({n['h2']}) = {n['dy_dh2']}",
        f"dh₂/dw₂ = a₁ = {n['dh2_dw2']}",
        f"dh₂/da₁ = w₂ = {n['dh2_da1']}",
        f"da₁/dh₁ = f′(h₁) = f′({n['h1']}) = {n['da1_dh1']}",
        f"dh₁/dw₁ = x = {n['dh1_dw1']}",
    ]
    first = " × ".join(p[name] for name in ("de_dy", "dy_dh2", "dh2_da1", "da1_dh1", "dh1_dw1"))
    second = " × ".join(p[name] for name in ("de_dy", "dy_dh2", "dh2_dw2"))
    return {
        "step": [str(k) for k in range(FRAMES)],
        "says": says,
        "second": ["…"] * 8 + [f"{second} = {n['dw2']}"] * 4,
        "first": ["…"] * 11 + [f"{first} = {n['dw1']}"],
    }


class Six(NamedTuple):
    """The smallest net: its probabilities, its loss, the loss as the course guards it, and its slopes two ways."""

    p: tuple[float, ...]
    loss: float
    guarded: float
    exact: tuple[float, ...]
    numerical: tuple[float, ...]


@lru_cache(maxsize=1)
def six() -> Six:
    """Compute `simpleNet`."""
    net, theta = SoftmaxNet(2, 3), np.array(SIX).ravel()
    batch = net.on(np.array([SIX_X]), np.array([SIX_TARGET]))
    p = softmax(net.logits(theta, batch.x))[0]
    return Six(
        tuple(p.tolist()),
        batch.loss(theta),
        cross_entropy(p + GUARD, np.int64(SIX_TARGET)),
        tuple(batch.gradient(theta).tolist()),
        tuple(numerical_gradient(batch.loss, theta).tolist()),
    )
