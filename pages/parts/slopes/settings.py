"""The settings of the slopes page, and what of the core they stand for."""

from dataclasses import dataclass, replace
from typing import ClassVar

from gdcore.curves import CURVES, OneVariable
from gdcore.expression import curve
from gdcore.optimizers import GradientDescent
from pages.ui.controls.formula import CurveFormula
from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.settings import setting
from pages.ui.terrain.ground import Ground, ground
from pages.ui.terrain.options import A_FORMULA, FARTHEST, FORMULA, OWN, RATES, REACH, START_X, START_Y, STEPS, SURFACE

TYPED = "typed"  # the curve of a visitor's own
A_CURVE = "x*exp(-x^2/4)"
POINTS = tuple(k / 2 for k in range(-40, 41))
PARTS = {"one": "One variable", "two": "Two variables", "field": "Field and descent"}
# Those that circulate, by the names that addresses have for them; one can be opened by a link.
MISTAKES = {
    "none": "None",
    "unit": "“The gradient is a unit vector”",
    "whole": "A numerical gradient of whole numbers",
    "tiny": "“The smaller h, the better”: h = 10⁻⁵⁰",
    "axis": "A batch summed over the wrong axis",
}
POINT = (3.0, 4.0)  # on the bowl, as the course has it


@dataclass(frozen=True)
class SlopesSettings:
    """Everything that can be set on the slopes page. The defaults are the course's examples."""

    leader: ClassVar[tuple[str, ...]] = ("curve", "surface")

    part: str = setting("one", Choice("Show", PARTS, in_a_row=True))
    curve: str = setting(
        "course",
        Choice("Curve", {name: found.formula for name, found in CURVES.items()} | {TYPED: "Your own f(x)"}),
    )
    typed: str = setting(
        A_CURVE,
        CurveFormula(
            "f(x)",
            help="Numbers, x, pi, e, + - * / ^ and parentheses; sin cos tan arctan sinh cosh tanh exp log sqrt abs; "
            "min and max of two.",
        ),
    )
    width: float = setting(5.0, Number("The curve goes from −a to a, a =", 0.001, 1e6, step=1))
    at: float = setting(10.0, Number("Point x", -FARTHEST, FARTHEST, ladder=POINTS, help="Or click on the curve."))
    scheme: str = setting(
        "forward",
        Choice(
            "Secant through",
            {"forward": "x and x + h", "central": "x − h and x + h"},
            in_a_row=True,
            help="The forward and the central difference.",
        ),
    )
    surface: str = setting("bowl", SURFACE)
    formula: str = setting(A_FORMULA, FORMULA)
    reach: float = setting(5.0, REACH)
    px: float = setting(POINT[0], Number("Point: x", -FARTHEST, FARTHEST, step=0.5))
    py: float = setting(POINT[1], Number("Point: y", -FARTHEST, FARTHEST, step=0.5))
    x: float = setting(-3.0, START_X)
    y: float = setting(4.0, START_Y)
    learning_rate: float = setting(0.1, Number("Learning rate η", 1e-12, 100, ladder=(1e-10, *RATES)))
    steps: int = setting(20, Number("Steps", 1, 20_000, whole=True, ladder=STEPS))
    view: str = setting(
        "mistakes",
        Choice(
            "Explore further",
            {
                "mistakes": "Mistakes that circulate",
                "microscope": "Under the microscope",
                "surface": "Surface in 3-D",
                "repeat": "Repeat it",
            },
            in_a_row=True,
        ),
    )

    mistake: str = setting("none", Choice("Mistake", MISTAKES))

    def led_by(self, value: str) -> "SlopesSettings":
        """Return these settings with another curve or another surface, and with the points of its first picture."""
        if value == TYPED:
            return replace(self, curve=value, at=1.0)
        if value in CURVES:
            return replace(self, curve=value, at=CURVES[value].start)
        found = ground(value)
        x, y = found.start
        point = POINT if value == SlopesSettings.surface else found.start
        return replace(self, surface=value, px=point[0], py=point[1], x=x, y=y, learning_rate=found.learning_rate,
                       steps=found.steps)  # fmt: skip

    def one_variable(self) -> OneVariable:
        """Return the curve."""
        return curve(self.typed) if self.curve == TYPED else CURVES[self.curve]

    def domain(self) -> tuple[float, float]:
        """Return which part of the curve to show."""
        return (-self.width, self.width) if self.curve == TYPED else CURVES[self.curve].domain

    def ground(self) -> Ground:
        """Return the surface."""
        return ground(self.surface, self.formula, self.reach) if self.surface == OWN else ground(self.surface)

    def rule(self) -> GradientDescent:
        """Return the update rule."""
        return GradientDescent(self.learning_rate)
