"""The settings of the line-fit page, and what of the core they stand for."""

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import ClassVar

from pages.ui.controls.kinds import Choice, Number
from pages.ui.controls.points import Points
from pages.ui.controls.settings import setting
from pages.ui.terrain.main_picture import CONTOUR, PICTURE

# 0.0001, 0.00015, 0.0002, ..., 3: even steps on a logarithmic slider, each a number one would type.
RATES = (*(float(f"{digit}e{tens}") for tens in range(-4, 0) for digit in (1, 1.5, 2, 3, 5, 7)), 1.0, 1.5, 2.0, 3.0)
STEPS = (1, 5, 10, 20, 50, 100, 200, 300, 600, 1_200, 3_000, 6_000, 12_000, 20_000)
LEAST = 1e-20  # learning rate: years in seconds, squared, still have one
FARTHEST = 1e12  # of a start, in units of theta


@dataclass(frozen=True)
class LineFitSettings:
    """Everything that can be set on the line-fit page. The defaults are the course's example."""

    formerly: ClassVar[dict[str, str]] = {"view=surface": "picture=3d"}  # in addresses that are still about

    learning_rate: float = setting(0.1, Number("Learning rate η", LEAST, 10, ladder=RATES))
    steps: int = setting(600, Number("Steps", 1, 20_000, whole=True, ladder=STEPS))
    m: float = setting(-1.0, Number("Start: slope m", -FARTHEST, FARTHEST, step=0.5))
    b: float = setting(5.0, Number("Start: intercept b", -FARTHEST, FARTHEST, step=0.5))
    data: str = setting(
        "two",
        Choice(
            "Points",
            {"two": "The two points", "noisy": "A noisy line", "outlier": "With an outlier", "own": "Your own"},
        ),
    )
    n: int = setting(20, Number("How many points", 2, 500, whole=True, ladder=(2, 5, 10, 20, 50, 100, 200, 500)))
    slope: float = setting(2.0, Number("True slope", -100, 100, step=0.5))
    intercept: float = setting(1.0, Number("True intercept", -100, 100, step=0.5))
    noise: float = setting(0.8, Number("Noise (standard deviation)", 0, 100, step=0.1))
    seed: int = setting(1, Number("Seed", 0, 999_999_999, whole=True))
    points: str = setting(
        "1 3\n2 5",
        Points("Your points", help="A line a point: x and y, with a blank, a tab or a comma between. Paste a table."),
    )
    sees: str = setting(
        "batch",
        Choice(
            "Each step uses",
            {"batch": "all points", "mini": "a mini-batch", "single": "one point"},
            in_a_row=True,
            help="All points: batch descent. Some of them: mini-batch descent. One: single-sample descent, stochastic "
            "gradient descent in the narrow sense. The step is the same; they differ in the data it sees.",
        ),
    )
    batch_size: int = setting(
        5, Number("Points in a mini-batch", 1, 500, whole=True, ladder=(1, 2, 3, 5, 10, 20, 50, 100))
    )
    picture: str = setting(CONTOUR, PICTURE)
    view: str = setting(
        "samples",
        Choice(
            "Explore further",
            {
                "samples": "Single samples",
                "squares": "Why squares",
                "mistake": "A mistake that circulates",
                "words": "Words",
                "repeat": "Repeat it",
            },
            in_a_row=True,
        ),
    )

    def matters(self, name: str) -> bool:
        """Whether a setting has an effect: a noisy line's slope has none on the two points."""
        drawn = self.data in ("noisy", "outlier")
        if name == "seed":
            return drawn or self.sees != "batch"
        if name in OF_A_DRAWN_LINE:
            return drawn
        if name == "points":
            return self.data == "own"
        if name == "batch_size":
            return self.sees == "mini"
        return True

    def size(self, n: int) -> int:
        """Return how many of `n` points a step sees."""
        return {"batch": n, "single": 1, "mini": min(self.batch_size, n)}[self.sees]


OF_A_DRAWN_LINE = ("n", "slope", "intercept", "noise")


def place_on_slider(value: float, stops: tuple[float, ...]) -> float:
    """Return where between the first stop (0) and the last (1) a value stands, logarithmic between two stops."""
    if not stops[0] < value < stops[-1]:
        return 0.0 if value <= stops[0] else 1.0
    after = bisect_left(stops, value)
    low, high = stops[after - 1], stops[after]
    return (after - 1 + math.log(value / low) / math.log(high / low)) / (len(stops) - 1)
