"""The settings of the MNIST page, and what of the core they stand for."""

from dataclasses import dataclass, fields
from typing import Any

from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import OPTIMIZERS
from gdcore.schedules import Schedule
from gdcore.training import Training
from pages.ui.controls import rate_schedule
from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.settings import setting

# 1e-05, 1.5e-05, 2e-05, ..., 70, 100: even steps on a logarithmic slider, each a number one would type.
RATES = (*(float(f"{digit}e{tens}") for tens in range(-5, 2) for digit in (1, 1.5, 2, 3, 5, 7)), 100.0)
METHODS = {
    "GradientDescent": "SGD",
    "Momentum": "Momentum",
    "Nesterov": "Nesterov",
    "AdaGrad": "AdaGrad",
    "RMSProp": "RMSProp",
    "Adam": "Adam",
    "AdamW": "AdamW",
}
# A first learning rate for each method on this net; data/mnist/methods.csv has what they reach.
GOOD_RATES = {
    "GradientDescent": 0.1,
    "Momentum": 0.05,
    "Nesterov": 0.05,
    "AdaGrad": 0.05,
    "RMSProp": 0.001,
    "Adam": 0.003,
    "AdamW": 0.001,
}
FASTEST = "max"


@dataclass(frozen=True)
class MnistSettings:
    """Everything that can be set on the MNIST page. The defaults are the course's run."""

    optimizer: str = setting("GradientDescent", Choice("Method", METHODS))
    learning_rate: float = setting(0.1, Number("Learning rate η", 1e-5, 100, ladder=RATES))
    momentum: float = setting(0.9, Number("Momentum β", 0, 0.9999, step=0.05))
    decay: float = setting(0.99, Number("Decay ρ", 0, 0.9999, step=0.01))
    beta1: float = setting(0.9, Number("β₁, of the first moment", 0, 0.9999, step=0.05))
    beta2: float = setting(0.999, Number("β₂, of the second moment", 0, 0.99999, step=0.001))
    epsilon: float = setting(1e-8, Number("ε", 1e-12, 1, step=1e-8))
    weight_decay: float = setting(0.01, Number("Weight decay λ", 0, 1, step=0.01))
    schedule: str = setting("constant", rate_schedule.SCHEDULE)
    every: int = setting(1_000, rate_schedule.EVERY)
    fall: float = setting(0.5, rate_schedule.FALL)
    warm_up: int = setting(300, rate_schedule.WARM_UP)
    over: int = setting(10_000, Number("Updates until the cosine is down", 1, 1_000_000, whole=True))
    batch_size: int = setting(
        100,
        Number(
            "Batch size",
            1,
            60_000,
            whole=True,
            ladder=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000),
            names={60_000: "all 60,000"},
            help="Images that an update sees. All of them: batch descent. One: single-sample descent, SGD in the "
            "narrow sense. Any number between: mini-batch descent.",
        ),
    )
    sampling: str = setting(
        "random",
        Choice(
            "Batches",
            {"random": "at random", "epochs": "shuffled epochs"},
            in_a_row=True,
            help="At random: every batch is drawn anew from all images. Shuffled epochs: each image once an epoch.",
        ),
    )
    hidden: int = setting(
        50, Number("Hidden units", 1, 1_000, whole=True, ladder=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000))
    )
    activation: str = setting("sigmoid", Choice("Activation", {"sigmoid": "sigmoid", "relu": "ReLU"}, in_a_row=True))
    initialisation: str = setting(
        "number", Choice("Initial weights", {"number": "by a number", "xavier": "Xavier", "he": "He"}, in_a_row=True)
    )
    scale: float = setting(0.01, Number("Standard deviation of the weights", 0, 10, step=0.01))
    updates: int = setting(
        10_000,
        Number(
            "Updates to run",
            1,
            1_000_000,
            whole=True,
            ladder=(100, 300, 600, 1_000, 3_000, 6_000, 10_000, 30_000, 60_000),
        ),
    )
    speed: str = setting(
        FASTEST,
        Choice("Updates a second", {"1": "1", "10": "10", "100": "100", FASTEST: "fastest"}, in_a_row=True),
    )
    seed: int = setting(5, Number("Seed", 0, 999_999_999, whole=True))
    loss_axis: str = setting("linear", Choice("Loss axis", {"linear": "linear", "log": "logarithmic"}, in_a_row=True))
    view: str = setting(
        "digits",
        Choice(
            "Look inside",
            {
                "digits": "Test digits",
                "write": "Write a digit",
                "mistakes": "Worst mistakes",
                "confusion": "Confusion",
                "weights": "Weights",
                "batch": "Mini-batch",
                "gradient": "Gradient check",
                "repeat": "Repeat it",
            },
            in_a_row=True,
        ),
    )

    def rule(self) -> Any:
        """Return the chosen optimizer with its hyper-parameters."""
        rule = OPTIMIZERS[self.optimizer]
        return rule(**{name: getattr(self, name) for name in self.hyper_parameters()})

    def hyper_parameters(self) -> list[str]:
        """Return the names of the chosen optimizer's hyper-parameters, the learning rate first."""
        return [f.name for f in fields(OPTIMIZERS[self.optimizer])]

    def matters(self, name: str) -> bool:
        """Whether a setting has an effect: another method's hyper-parameters have none."""
        if name == "scale":
            return self.initialisation == "number"
        if name in rate_schedule.NAMES:
            return rate_schedule.matters(name, self.schedule)
        return name not in HYPER_PARAMETERS or name in self.hyper_parameters()

    def rates(self) -> Schedule:
        """Return the schedule of the learning rate."""
        return rate_schedule.schedule_of(self.schedule, self.every, self.fall, self.warm_up, self.over)

    def weights_scale(self) -> float | str:
        """Return the initial scale as the core takes it."""
        return self.scale if self.initialisation == "number" else self.initialisation

    def training(self, data: Mnist) -> Training:
        """Return a new run with these settings, before its first update."""
        return Training(
            TwoLayerNet(hidden=self.hidden, activation=self.activation),
            self.rule(),
            data,
            batch_size=self.batch_size,
            replacement=self.sampling == "random",
            scale=self.weights_scale(),
            seed=self.seed,
            schedule=self.rates(),
        )


HYPER_PARAMETERS = ("learning_rate", "momentum", "decay", "beta1", "beta2", "epsilon", "weight_decay")
# Changing one of these starts another run; what else belongs to a run can be changed on the way.
OF_THE_START = ("hidden", "activation", "initialisation", "scale", "seed")
ON_THE_WAY = ("optimizer", *HYPER_PARAMETERS, *rate_schedule.NAMES, "batch_size", "sampling")


def same_start(one: MnistSettings, other: MnistSettings) -> bool:
    """Whether two settings begin with the same net and the same chance."""
    return all(getattr(one, name) == getattr(other, name) for name in OF_THE_START if one.matters(name))


def differs_on_the_way(one: MnistSettings, other: MnistSettings) -> bool:
    """Whether a run has to change to go on from one to the other."""
    return any(getattr(one, name) != getattr(other, name) for name in ON_THE_WAY if other.matters(name))
