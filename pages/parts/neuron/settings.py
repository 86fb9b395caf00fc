"""The settings of the neuron page, and what of the core they stand for."""

from dataclasses import dataclass, replace
from typing import ClassVar

from gdcore.linear_map import LinearMap
from gdcore.neuron import Neuron
from gdcore.optimizers import OPTIMIZERS, Optimizer
from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.settings import setting
from pages.ui.terrain.names import NAMES

RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)
STEPS = (1, 10, 50, 100, 300, 600, 1_000, 2_000, 3_000, 6_000, 10_000)
UPDATES = (10, 20, 50, 100, 200, 400, 600, 1_000, 2_000)
SUMS = tuple(k / 2 for k in range(-12, 13))
BENDS = {"sigmoid": "sigmoid", "relu": "ReLU", "tanh": "tanh"}
SEED = Number("Seed", 0, 999_999_999, whole=True)
# Good first rates for exclusive or.
GOOD_RATES = {"GradientDescent": 1.0, "Momentum": 0.3, "Nesterov": 0.3, "AdaGrad": 0.5, "RMSProp": 0.05, "Adam": 0.1,
              "AdamW": 0.1}  # fmt: skip
OF_VIEW = {
    "neuron": ("learning_rate", "steps", "w1", "w2", "x1", "x2", "y", "error", "bias", "b"),
    "activations": ("activation", "h", "layers", "seed"),
    "linear": ("bend", "a11", "a12", "a21", "a22", "b11", "b12", "b21", "b22"),
    "xor": ("bend", "optimizer", "xor_rate", "updates", "seed"),
    "shapes": ("n", "d", "k"),
    "chain": ("activation", "input", "target", "first", "second"),
}


def _weight(label: str) -> Number:
    return Number(label, -50, 50, step=0.1)


def _entry(label: str) -> Number:
    return Number(label, -10, 10, step=0.1)


def _size(label: str, most: int) -> Number:
    return Number(label, 1, most, whole=True, ladder=tuple(range(1, most + 1)))


@dataclass(frozen=True)
class NeuronSettings:
    """Everything that can be set on the neuron page. The defaults are the course's examples."""

    leader: ClassVar[str] = "optimizer"

    view: str = setting(
        "neuron",
        Choice(
            "Show",
            {
                "neuron": "One neuron",
                "activations": "Activations",
                "linear": "Linear or not",
                "xor": "XOR",
                "shapes": "Shapes",
                "chain": "Chain rule",
            },
            in_a_row=True,
        ),
    )
    learning_rate: float = setting(0.5, Number("Learning rate η", 1e-4, 1e4, ladder=RATES))
    steps: int = setting(6_000, Number("Steps", 1, 20_000, whole=True, ladder=STEPS))
    w1: float = setting(-0.8, _weight("Start: weight w₁"))
    w2: float = setting(0.5, _weight("Start: weight w₂"))
    x1: float = setting(0.1, _entry("Input x₁"))
    x2: float = setting(0.3, _entry("Input x₂"))
    y: float = setting(0.2, Number("Target y", 0, 1, step=0.1))
    error: str = setting(
        "half",
        Choice(
            "Error E",
            {"half": "½ (y − ŷ)²", "whole": "(y − ŷ)²"},
            in_a_row=True,
            help="Without the half the derivative has a 2 in front, and every step is twice as long.",
        ),
    )
    bias: str = setting(
        "off",
        Choice("Bias", {"off": "off", "on": "on"}, in_a_row=True, help="A bias is a weight whose input is always 1."),
    )
    b: float = setting(0.0, _weight("Start: bias b"))
    activation: str = setting("sigmoid", Choice("Activation f", BENDS, in_a_row=True))
    h: float = setting(1.0, Number("Pre-activation h", -20, 20, ladder=SUMS))
    layers: int = setting(10, _size("Layers", 10))
    seed: int = setting(1, SEED)
    bend: str = setting("relu", Choice("Between the layers", BENDS, in_a_row=True))
    a11: float = setting(1.0, _entry("A₁₁"))
    a12: float = setting(0.5, _entry("A₁₂"))
    a21: float = setting(-0.6, _entry("A₂₁"))
    a22: float = setting(1.0, _entry("A₂₂"))
    b11: float = setting(0.9, _entry("B₁₁"))
    b12: float = setting(-0.7, _entry("B₁₂"))
    b21: float = setting(0.4, _entry("B₂₁"))
    b22: float = setting(0.8, _entry("B₂₂"))
    optimizer: str = setting("Momentum", Choice("Method", NAMES))
    xor_rate: float = setting(0.3, Number("Learning rate η", 1e-4, 100, ladder=RATES))
    updates: int = setting(200, Number("Updates", 1, 5_000, whole=True, ladder=UPDATES))
    n: int = setting(3, _size("Examples n: rows of X", 6))
    d: int = setting(2, _size("Features d: columns of X, rows of W", 5))
    k: int = setting(4, _size("Nodes k: columns of W", 5))
    input: float = setting(0.5, _entry("Input x"))
    target: float = setting(0.8, _entry("Target y"))
    first: float = setting(0.6, _weight("Weight w₁"))
    second: float = setting(-1.2, _weight("Weight w₂"))

    def matters(self, name: str) -> bool:
        """Whether a setting has an effect in the view that is on."""
        return name == "view" or (name in OF_VIEW[self.view] and (name != "b" or self.bias == "on"))

    def led_by(self, value: str) -> "NeuronSettings":
        """Return these settings with another method, and with a learning rate it can work with."""
        return replace(self, optimizer=value, xor_rate=GOOD_RATES[value])

    def of_view(self) -> "NeuronSettings":
        """Return these settings with all that has no effect at its default: what a run is remembered by."""
        return NeuronSettings(view=self.view, **{name: getattr(self, name) for name in OF_VIEW[self.view]})

    def neuron(self) -> Neuron:
        """Return the neuron with its error."""
        return Neuron([self.x1, self.x2], self.y, half=self.error == "half", learns_bias=self.bias == "on")

    def start(self) -> list[float]:
        """Return where its weights begin."""
        return [self.w1, self.w2, *([self.b] if self.bias == "on" else [])]

    def maps(self) -> tuple[LinearMap, LinearMap]:
        """Return the two matrices."""
        first = LinearMap([[self.a11, self.a12], [self.a21, self.a22]])
        return first, LinearMap([[self.b11, self.b12], [self.b21, self.b22]])

    def rule(self) -> Optimizer:
        """Return the method that trains exclusive or."""
        rule: Optimizer = OPTIMIZERS[self.optimizer](self.xor_rate)
        return rule
