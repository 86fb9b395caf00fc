"""The settings of the race, and what of the core they stand for."""

from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

from gdcore.optimizers import OPTIMIZERS, Optimizer
from gdcore.schedules import Schedule
from pages.parts.race.digits.rates import CONTENDERS
from pages.ui.controls import rate_schedule
from pages.ui.controls.kinds import Choice, Number, Several
from pages.ui.controls.settings import setting
from pages.ui.terrain.ground import Ground, ground, led_by_reach
from pages.ui.terrain.main_picture import CONTOUR, PICTURE
from pages.ui.terrain.names import NAMES
from pages.ui.terrain.options import (
    A_FORMULA,
    FORMULA,
    NOISE,
    OWN,
    RATES,
    REACH,
    SEED,
    START_X,
    START_Y,
    STEPS,
    SURFACE,
)

# The course's four, of which the others are relatives and take the same rate.
TEXTBOOK = {"GradientDescent": 0.95, "Momentum": 0.1, "Nesterov": 0.1, "AdaGrad": 1.5, "RMSProp": 0.3, "Adam": 0.3,
            "AdamW": 0.3}  # fmt: skip
FADING = (0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


def _rate(method: str) -> Any:
    return setting(TEXTBOOK[method], Number(f"{NAMES[method]}: η", 1e-6, 100, step=0.01))


def _digits_rate(method: str) -> Any:
    rate: float = CONTENDERS[method].learning_rate  # type: ignore[assignment]
    return setting(rate, Number(f"{NAMES[method]}: η on MNIST", 1e-6, 100, step=0.01))


def _share(method: str, name: str, usual: float, most: float = 0.9999) -> Any:
    return setting(usual, Number(f"{method}: {name}", 0, most, step=0.01))


def _epsilon(method: str) -> Any:
    return setting(1e-8, Number(f"{method}: ε", 1e-16, 1, step=1e-8))


@dataclass(frozen=True)
class RaceSettings:
    """Everything that can be set on the race's page. The defaults are the course's race."""

    leader: ClassVar[tuple[str, ...]] = ("surface", "reach")
    # In addresses that are still about.
    formerly: ClassVar[dict[str, str]] = {"course": "track", "view=space": "picture=3d"}

    track: str = setting(
        "surface", Choice("Race on", {"surface": "a surface", "digits": "the MNIST net"}, in_a_row=True)
    )
    surface: str = setting("valley", SURFACE)
    formula: str = setting(A_FORMULA, FORMULA)
    reach: float = setting(5.0, REACH)
    methods: tuple[str, ...] = setting(("GradientDescent", "Momentum", "AdaGrad", "Adam"), Several("Methods", NAMES))
    rates: str = setting(
        "textbook",
        Choice(
            "Learning rates",
            {"textbook": "textbook", "equal": "equal", "tuned": "tuned", "own": "own"},
            in_a_row=True,
            help="Textbook: those of the course's race. Equal: one for all. Tuned: each its best of sixty for this "
            "surface, start and number of steps. Own: those in the table.",
        ),
    )
    rate: float = setting(0.1, Number("Learning rate η of all", 1e-6, 100, ladder=RATES))
    schedule: str = setting("constant", rate_schedule.SCHEDULE)
    every: int = setting(10, rate_schedule.EVERY)
    fall: float = setting(0.5, rate_schedule.FALL)
    warm_up: int = setting(5, rate_schedule.WARM_UP)
    x: float = setting(-7.0, START_X)
    y: float = setting(2.0, START_Y)
    steps: int = setting(
        30,
        Number("Steps of each", 1, 2_000, whole=True, ladder=tuple(step for step in STEPS if step <= 1_000),
               help="Every step of every method costs one gradient."),
    )  # fmt: skip
    rank: str = setting(
        "loss",
        Choice("Rank by", {"loss": "loss", "distance": "distance", "finish": "steps to the finish"}, in_a_row=True),
    )
    finish: float = setting(
        0.01,
        Number(
            "Finish line: loss above the minimum",
            1e-12,
            1e6,
            ladder=(1e-8, 1e-6, 1e-4, 0.001, 0.01, 0.1, 1, 10),
        ),
    )
    noise: float = setting(0.0, NOISE)
    seed: int = setting(1, SEED)
    GradientDescent_learning_rate: float = _rate("GradientDescent")
    Momentum_learning_rate: float = _rate("Momentum")
    Momentum_momentum: float = _share("Momentum", "β", 0.9)
    Nesterov_learning_rate: float = _rate("Nesterov")
    Nesterov_momentum: float = _share("Nesterov", "β", 0.9)
    AdaGrad_learning_rate: float = _rate("AdaGrad")
    AdaGrad_epsilon: float = _epsilon("AdaGrad")
    RMSProp_learning_rate: float = _rate("RMSProp")
    RMSProp_decay: float = _share("RMSProp", "ρ", 0.9)
    RMSProp_epsilon: float = _epsilon("RMSProp")
    Adam_learning_rate: float = _rate("Adam")
    Adam_beta1: float = _share("Adam", "β₁", 0.9)
    Adam_beta2: float = _share("Adam", "β₂", 0.999, 0.99999)
    Adam_epsilon: float = _epsilon("Adam")
    AdamW_learning_rate: float = _rate("AdamW")
    AdamW_beta1: float = _share("AdamW", "β₁", 0.9)
    AdamW_beta2: float = _share("AdamW", "β₂", 0.999, 0.99999)
    AdamW_epsilon: float = _epsilon("AdamW")
    AdamW_weight_decay: float = setting(0.01, Number("AdamW: λ", 0, 10, step=0.01))
    digits_rates: str = setting(
        "own", Choice("Learning rates on MNIST", {"own": "each its own", "equal": "equal"}, in_a_row=True)
    )
    GradientDescent_digits: float = _digits_rate("GradientDescent")
    Momentum_digits: float = _digits_rate("Momentum")
    Nesterov_digits: float = _digits_rate("Nesterov")
    AdaGrad_digits: float = _digits_rate("AdaGrad")
    RMSProp_digits: float = _digits_rate("RMSProp")
    Adam_digits: float = _digits_rate("Adam")
    AdamW_digits: float = _digits_rate("AdamW")
    updates: int = setting(600, Number("Updates of each", 1, 20_000, whole=True, ladder=(100, 300, 600, 1_000, 3_000)))
    speed: str = setting(
        "fast", Choice("Updates a second", {"1": "1", "10": "10", "100": "100", "fast": "fastest"}, in_a_row=True)
    )
    picture: str = setting(CONTOUR, PICTURE)
    view: str = setting(
        "verdicts",
        Choice(
            "Explore further",
            {
                "verdicts": "What became of each",
                "anatomy": "Anatomy of an update",
                "sweep": "Sweep of rates",
                "starts": "Across starts",
                "mistake": "A mistake that circulates",
                "repeat": "Repeat it",
            },
            in_a_row=True,
        ),
    )
    method: str = setting("Adam", Choice("Whose update", NAMES))

    def matters(self, name: str) -> bool:
        """Whether a setting has an effect."""
        over_surface = self.track == "surface"
        match name:
            case "formula" | "reach":
                return over_surface and self.surface == OWN
            case "rates":
                return over_surface
            case "digits_rates":
                return not over_surface
            case "rate":
                return (self.rates if over_surface else self.digits_rates) == "equal"
            case "seed":
                return not over_surface or self.noise > 0
        return rate_schedule.matters(name, self.schedule)

    def led_by(self, value: str | float) -> "RaceSettings":
        """Return these settings with another surface, and with the start and the steps its first picture has."""
        if not isinstance(value, str):
            return led_by_reach(self, value)
        found = ground(value)
        x, y = found.start
        textbook = value == RaceSettings.surface
        return replace(
            self,
            surface=value,
            x=x,
            y=y,
            steps=RaceSettings.steps if textbook else min(found.steps, 200),
            rates=RaceSettings.rates if textbook else "tuned",
            noise=0.0,
        )

    def ground(self) -> Ground:
        """Return what the race goes over."""
        return ground(self.surface, self.formula, self.reach) if self.surface == OWN else ground(self.surface)

    def rates_over(self, steps: int) -> Schedule:
        """Return the schedule of every method's rate, over so many steps."""
        return rate_schedule.schedule_of(self.schedule, self.every, self.fall, self.warm_up, steps)

    def rule(self, method: str, learning_rate: float | None = None) -> Optimizer:
        """Return a method with its hyper-parameters, at a learning rate: that of the table, if none is given."""
        rule = OPTIMIZERS[method]
        own = {field.name: getattr(self, f"{method}_{field.name}") for field in fields(rule)}
        return rule(**own if learning_rate is None else own | {"learning_rate": learning_rate})

    def digits_rules(self) -> dict[str, Optimizer]:
        """Return the chosen methods as they race on MNIST."""
        return {
            method: self.rule(method, self.rate if self.digits_rates == "equal" else getattr(self, f"{method}_digits"))
            for method in self.methods
        }


def in_the_table(settings: RaceSettings, method: str) -> list[str]:
    """Return the names of the settings that the table of hyper-parameters holds for a method."""
    rate, *others = (f"{method}_{field.name}" for field in fields(OPTIMIZERS[method]))
    digits = settings.track == "digits"
    if (settings.digits_rates if digits else settings.rates) != "own":
        return others
    return [f"{method}_digits" if digits else rate, *others]
