"""The settings of blind descent."""

from dataclasses import dataclass, replace
from typing import ClassVar

from gdcore.blind import GROUNDS, Move
from pages.parts.blind.kinds import DOZEN, FARTHEST, MOST_RATE, Moves, UnseenFormula, moves_of
from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.settings import setting
from pages.ui.terrain.options import OWN, RATES

NAMES = {
    "a": "Ground A",
    "b": "Ground B",
    "c": "Ground C",
    "d": "Ground D",
    "e": "Ground E",
    "f": "Ground F",
    OWN: "Your own f(x)",
}
OWN_REACH, OWN_RATE = 5.0, 0.1


@dataclass(frozen=True)
class BlindSettings:
    """Everything that can be set on the page: the ground, where to begin, and what has been walked."""

    leader: ClassVar[tuple[str, ...]] = ("ground",)
    # A lesson is the same one whatever the room does in it.
    free: ClassVar[tuple[str, ...]] = ("rate", "to", "walk", "uncovered")

    ground: str = setting("b", Choice("Ground", NAMES))
    formula: str = setting(
        "x^2 + 3*sin(2*x)",
        UnseenFormula(
            "f(x)",
            help="Numbers, x, pi, e, + - * / ^ and parentheses; sin cos tan arctan sinh cosh tanh exp log sqrt abs; "
            "min and max of two.",
        ),
    )
    reach: float = setting(OWN_REACH, Number("The picture goes from −a to a, a =", 0.1, 1e6, step=1))
    x: float = setting(1.7, Number("Start: x", -FARTHEST, FARTHEST, step=0.5))
    rate: float = setting(0.03, Number("Learning rate η", 1e-5, MOST_RATE, ladder=RATES))
    to: float = setting(0.0, Number("Go to x =", -FARTHEST, FARTHEST, step=0.5))
    walk: str = setting("", Moves("Walk"))
    uncovered: str = setting("no", Choice("Uncovered", {"no": "no", "yes": "yes"}))

    def matters(self, name: str) -> bool:
        """Whether a setting has an effect."""
        return self.ground == OWN if name in ("formula", "reach") else True

    def led_by(self, value: str) -> "BlindSettings":
        """Return these settings with another ground, and the start and rate it has."""
        if value == OWN:
            return replace(self, ground=value, x=0.7 * OWN_REACH, rate=OWN_RATE)
        found = GROUNDS[value]
        return replace(self, ground=value, x=found.start, rate=found.learning_rate)

    def expression(self) -> str:
        """Return f(x), as the core reads it."""
        return self.formula if self.ground == OWN else GROUNDS[self.ground].expression

    def half(self) -> float:
        """Return half the width of the picture."""
        return self.reach if self.ground == OWN else GROUNDS[self.ground].reach

    def moves(self) -> tuple[Move, ...]:
        """Return the moves made."""
        return moves_of(self.walk) or ()

    def is_over(self) -> bool:
        """Whether the ground is uncovered: after a dozen moves, or when asked for."""
        return self.uncovered == "yes" or len(self.moves()) >= DOZEN
