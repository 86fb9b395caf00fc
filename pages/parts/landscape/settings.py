"""The settings of the landscape page, and what of the core they stand for."""

from dataclasses import dataclass, replace
from typing import ClassVar

from gdcore.optimizers import GradientDescent, Momentum, Optimizer
from pages.parts.landscape.network.choice import NETS, PLANES, UPDATES, NetworkChoice
from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.settings import setting
from pages.ui.terrain.ground import Ground, ground, led_by_reach
from pages.ui.terrain.main_picture import CONTOUR, PICTURE_WITH_BASINS
from pages.ui.terrain.names import NAMES
from pages.ui.terrain.options import (
    A_FORMULA,
    FIRST,
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

ALONE = "none"


@dataclass(frozen=True)
class LandscapeSettings:
    """Everything that can be set on the landscape page."""

    leader: ClassVar[tuple[str, ...]] = ("surface", "reach")
    formerly: ClassVar[dict[str, str]] = {"view=surface": "picture=3d"}  # in addresses that are still about

    surface: str = setting(FIRST, SURFACE)
    formula: str = setting(A_FORMULA, FORMULA)
    reach: float = setting(5.0, REACH)
    learning_rate: float = setting(0.95, Number("Learning rate η", 1e-6, 100, ladder=RATES))
    momentum: float = setting(
        0.0,
        Number(
            "Momentum β",
            0,
            0.999,
            ladder=(0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99),
            names={0: "none"},
            help="With momentum the step is the velocity: β times the last step, minus η times the gradient.",
        ),
    )
    x: float = setting(-7.0, START_X)
    y: float = setting(2.0, START_Y)
    steps: int = setting(30, Number("Steps", 1, 20_000, whole=True, ladder=STEPS))
    noise: float = setting(0.0, NOISE)
    seed: int = setting(1, SEED)
    levels: str = setting("even", Choice("Levels", {"even": "linear", "log": "logarithmic"}, in_a_row=True))
    field: str = setting("off", Choice("Arrows of −gradient", {"off": "off", "on": "all over"}, in_a_row=True))
    picture: str = setting(CONTOUR, PICTURE_WITH_BASINS)
    view: str = setting(
        "diagnosis",
        Choice(
            "Explore further",
            {
                "diagnosis": "Diagnosis",
                "basins": "Basins",
                "saddles": "Saddles in many dimensions",
                "mistake": "A mistake that circulates",
                "network": "A real network",
                "repeat": "Repeat it",
            },
            in_a_row=True,
        ),
    )
    colour: str = setting(
        "minimum", Choice("Colour a start by", {"minimum": "where it ends", "steps": "how many steps"}, in_a_row=True)
    )
    beside: str = setting("Momentum", Choice("Beside it", {ALONE: "nothing"} | NAMES))
    plane: str = setting("principal", Choice("The plane", PLANES, in_a_row=True))
    net: str = setting("course", Choice("The net", NETS, in_a_row=True))
    updates: int = setting(600, Number("Updates of its training", 2, 10_000, whole=True, ladder=UPDATES))

    def matters(self, name: str) -> bool:
        """Whether a setting has an effect."""
        if name in ("formula", "reach"):
            return self.surface == OWN
        return self.noise > 0 if name == "seed" else True

    def led_by(self, value: str | float) -> "LandscapeSettings":
        """Return these settings with another surface, and with the start, rate and steps its first picture has."""
        if not isinstance(value, str):
            return led_by_reach(self, value)
        found = ground(value)
        x, y = found.start
        return replace(
            self,
            surface=value,
            x=x,
            y=y,
            learning_rate=found.learning_rate,
            steps=found.steps,
            levels="even" if found.even else "log",
            momentum=0.0,
            noise=0.0,
        )

    def ground(self) -> Ground:
        """Return what the descent goes over."""
        return ground(self.surface, self.formula, self.reach) if self.surface == OWN else ground(self.surface)

    def network(self) -> NetworkChoice:
        """Return which net's landscape is asked for."""
        return NetworkChoice(self.plane, self.net, self.updates)

    def rule(self) -> Optimizer:
        """Return the update rule."""
        if self.momentum:
            return Momentum(self.learning_rate, self.momentum)
        return GradientDescent(self.learning_rate)
