"""The chain rule through two layers, as what the picture shows and what the bar says, frame by frame."""

from typing import Any, NamedTuple

import numpy as np

from gdcore.activations import softmax
from gdcore.chain_rule import Chain, TwoUnits
from gdcore.differentiate import numerical_gradient
from gdcore.losses import cross_entropy
from gdcore.network import SoftmaxNet
from pages.parts.neuron.settings import NeuronSettings
from pages.ui.keeping import kept
from pages.ui.language import remembered
from pages.ui.tables.printed import BETWEEN, printed
from pages.ui.text import number, plain, t

SIX = ((0.47355232, 0.9977393, 0.84668094), (0.85557411, 0.03563661, 0.69422093))
SIX_X, SIX_TARGET = (0.6, 0.9), 2
GUARD = 1e-7  # what the course material adds to every probability
FRAMES, SECOND_KNOWN = 12, 8
# How an activation is worked out from its sum, and its slope from its value; the ReLU's slope is only told.
WORKED = {
    "sigmoid": ("1 / (1 + e^(−$))", "$ × (1 − $)"),
    "relu": ("max(0, $)", ""),
    "tanh": ("tanh($)", "1 − $²"),
}


class Derived(NamedTuple):
    """Two layers at their weights: every factor, and both slopes by differences."""

    unit: TwoUnits
    chain: Chain
    numerical: tuple[float, float]


@kept(64)
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


def lines(activation: str) -> list[str]:
    """Write what each frame works out, and both slopes, with a place for each number."""
    value, slope = WORKED[activation]

    def through(name: str, h: str, a: str, result: str) -> str:
        """Write the slope of the activation: worked out from its value, or only told."""
        if not slope:
            return BETWEEN.join([f"{name} = {result}", f"(f′({h}))"])
        return f"{name} = f′({h}) = {slope.replace('$', a)} = {result}"

    return [
        t("x = {x}    y = {y}    forward, layer by layer"),
        "h₁ = w₁ x = {w1} × ({x}) = {h1}",
        f"a₁ = f(h₁) = {value.replace('$', '({h1})')} = {{a1}}",
        "h₂ = w₂ a₁ = {w2} × ({a1}) = {h2}",
        f"ŷ = f(h₂) = {value.replace('$', '({h2})')} = {{y_hat}}",
        "E = ½ (y − ŷ)² = ({y} − ({y_hat}))² / 2 = {loss}",
        t("dE/dŷ = ŷ − y = {y_hat} − ({y}) = {de_dy}    and back, factor by factor"),
        through("dŷ/dh₂", "h₂", "({y_hat})", "{dy_dh2}"),
        "dh₂/dw₂ = {dh2_dw2}    (a₁)",
        "dh₂/da₁ = {dh2_da1}    (w₂)",
        through("da₁/dh₁", "h₁", "({a1})", "{da1_dh1}"),
        "dh₁/dw₁ = {dh1_dw1}    (x)",
        "dE/dw₂ = ({de_dy}) × ({dy_dh2}) × ({dh2_dw2}) = {de_dw2}",
        "dE/dw₁ = ({de_dy}) × ({dy_dh2}) × ({dh2_da1}) × ({da1_dh1}) × ({dh1_dw1}) = {de_dw1}",
    ]


@remembered(32)
def spoken(settings: NeuronSettings) -> dict[str, list[str]]:
    """Return what the bar says at each frame: what is computed, and both slopes once they are known."""
    c = derived(settings).chain
    values = {name: float(value) for name, value in c._asdict().items()} | {
        "x": settings.input, "y": settings.target, "w1": settings.first, "w2": settings.second,
        "de_dw1": float(c.de_dw1), "de_dw2": float(c.de_dw2)}  # fmt: skip
    *says, second, first = printed(lines(settings.activation), values).lines
    return {
        "step": [number(k) for k in range(FRAMES)],
        "says": says,
        "second": [_until(second)] * SECOND_KNOWN + [second] * (FRAMES - SECOND_KNOWN),
        "first": [_until(first)] * (FRAMES - 1) + [first],
    }


def _until(line: str) -> str:
    return line.partition(" = ")[0] + " = …"


class Six(NamedTuple):
    """The smallest net: its probabilities, its loss, the loss as the course guards it, and its slopes two ways."""

    p: tuple[float, ...]
    loss: float
    guarded: float
    exact: tuple[float, ...]
    numerical: tuple[float, ...]


@kept(1)
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
