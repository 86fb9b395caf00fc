"""The settings of the room's page: what the room is asked."""

from dataclasses import dataclass, replace
from typing import ClassVar

from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.settings import setting
from pages.ui.terrain.ground import Ground, ground, led_by_reach
from pages.ui.terrain.options import A_FORMULA, FORMULA, OWN, RATES, REACH, START_X, START_Y, SURFACE

STEPS = (5, 10, 20, 30, 50, 100, 150, 200, 300, 600, 1_000)


@dataclass(frozen=True)
class RoomSettings:
    """Everything that can be set on the room's page."""

    leader: ClassVar[tuple[str, ...]] = ("surface", "reach")

    activity: str = setting(
        "code",
        Choice(
            "What the room does",
            {"code": "Come in", "descend": "Everyone descends", "train": "Everyone trains", "write": "Everyone writes"},
            in_a_row=True,
        ),
    )
    surface: str = setting("valley", SURFACE)
    formula: str = setting(A_FORMULA, FORMULA)
    reach: float = setting(5.0, REACH)
    choose: str = setting(
        "rate",
        Choice(
            "Each phone chooses",
            {
                "rate": "the learning rate",
                "momentum": "rate and momentum",
                "method": "rate and method",
                "start": "the start",
            },
        ),
    )
    learning_rate: float = setting(0.1, Number("Learning rate η", 1e-6, 100, ladder=RATES))
    x: float = setting(-7.0, START_X)
    y: float = setting(2.0, START_Y)
    steps: int = setting(100, Number("Steps", 1, 1_000, whole=True, ladder=STEPS))

    digit: str = setting("7", Choice("The digit to write", {str(k): str(k) for k in range(10)}))

    def matters(self, name: str) -> bool:
        """Whether a setting has an effect."""
        if name in ("formula", "reach"):
            return self.surface == OWN
        if name == "learning_rate":
            return self.choose == "start"
        return self.choose != "start" if name in ("x", "y") else True

    def led_by(self, value: str | float) -> "RoomSettings":
        """Return these settings with another surface, and with the start and rate its first picture has."""
        if not isinstance(value, str):
            led: RoomSettings = led_by_reach(self, value)
            return led
        found = ground(value)
        x, y = found.start
        return replace(self, surface=value, x=x, y=y, learning_rate=found.learning_rate)

    def ground(self) -> Ground:
        """Return what the room descends over."""
        return ground(self.surface, self.formula, self.reach) if self.surface == OWN else ground(self.surface)
