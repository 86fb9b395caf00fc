"""The settings that name a terrain and a descent over it, for every page that has one."""

from gdcore.surfaces import SURFACES
from pages.ui.controls.formula import Formula
from pages.ui.controls.kinds import Choice, Number

OWN = "own"
FIRST = "valley"  # the surface before anything is touched
FARTHEST = 1e6  # of a start
RATES = (
    *(float(f"{digit}e{tens}") for tens in range(-5, -1) for digit in (1, 1.5, 2, 3, 5, 7)),
    *(0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.01, 1.05, 1.1, 1.2, 1.5, 2.0, 3.0, 5.0, 10.0),
)
STEPS = (1, 5, 10, 20, 30, 50, 100, 150, 200, 300, 600, 1_000, 3_000, 6_000, 12_000, 20_000)

SURFACE = Choice("Surface", {name: found.title for name, found in SURFACES.items()} | {OWN: "Your own f(x, y)"})
FORMULA = Formula(
    "f(x, y)",
    help="Numbers, x, y, pi, e, + - * / ^ and parentheses; sin cos tan arctan sinh cosh tanh exp log sqrt abs; "
    "min and max of two.",
)
REACH = Number("The picture goes from −a to a, a =", 0.1, 1e6, step=1)
A_FORMULA = "(x^2 + y^2)/20 + sin(x) + cos(y)"
NOISE = Number(
    "Noise of the gradient",
    0,
    1_000,
    ladder=(0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
    names={0: "none"},
    help="Standard deviation of the mini-batch error in each component of the gradient: stochastic gradient "
    "descent. In a race all methods get the same errors at the same steps.",
)
SEED = Number("Seed", 0, 999_999_999, whole=True)
START_X = Number("Start: x", -FARTHEST, FARTHEST, step=0.5)
START_Y = Number("Start: y", -FARTHEST, FARTHEST, step=0.5)
