"""Every printed line of every page, worked out again from its text alone.

The observer is `tests.calculator`: it has no access to a float of the run, reckons in decimals and rounds as a student
does.
"""

import numpy as np
import pytest

from gdcore.descent import descend
from gdcore.optimizers import OPTIMIZERS
from gdcore.surfaces import SURFACES
from pages.parts.landscape import arithmetic as landscape
from pages.parts.landscape.run import run as landscape_run
from pages.parts.landscape.settings import LandscapeSettings
from pages.parts.line_fit import arithmetic as line_fit
from pages.parts.line_fit.run import run as line_fit_run
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.losses import frames as losses
from pages.parts.losses import run as losses_run
from pages.parts.losses.settings import LossesSettings
from pages.parts.neuron.one import arithmetic as neuron
from pages.parts.neuron.one.run import run as neuron_run
from pages.parts.neuron.settings import NeuronSettings
from pages.parts.race.anatomy.view import anatomy_of
from pages.ui.tables.printed import Printed
from tests import calculator
from tests.calculator import filled

FRAMES = 6  # of a run that are reckoned again, the first and the last among them
FORMULAS = ("x^2 + y^2 + 1e6", "(x - 1)^4 + y^2", "sin(3*x) + y^2/1000", "x^2*1e-6 + y^2*1e3", "exp(x) + y^2")


def rate(rng, low=-4, high=0.5):
    """As somebody types or slides one: mostly round, sometimes with all its digits."""
    value = 10 ** rng.uniform(low, high)
    return float(f"{value:.{rng.choice([1, 2, 3, 8])}g}")


def line_fit_lines(rng):
    data = rng.choice(["two", "own", "noisy", "outlier"])
    x = rng.normal(size=2) * 10.0 ** rng.integers(-2, 3) + rng.choice([0, 0, 2000])
    points = "\n".join(f"{a:.6g} {b:.6g}" for a, b in zip(x, rng.normal(size=2) * 5, strict=True))
    settings = LineFitSettings(
        data=str(data), points=points, seed=int(rng.integers(100)), m=round(rng.normal() * 3, 2),
        b=round(rng.normal() * 3, 2), learning_rate=rate(rng), steps=int(rng.choice([1, 20, 100, 400])),
        sees=str(rng.choice(["batch", "mini", "single"])),
    )  # fmt: skip
    return line_fit.arithmetic(line_fit_run(settings))


def landscape_lines(rng):
    own = rng.random() < 0.3
    settings = LandscapeSettings(
        surface="own" if own else str(rng.choice([*SURFACES])), formula=str(rng.choice(FORMULAS)),
        x=round(rng.normal() * 3, 3), y=round(rng.normal() * 3, 3), learning_rate=rate(rng),
        momentum=float(rng.choice([0, 0, 0.5, 0.9, 0.987])), noise=float(rng.choice([0, 0, 0.5])),
        steps=int(rng.choice([1, 30, 200])),
    )  # fmt: skip
    return landscape.arithmetic(landscape_run(settings))


def anatomy_lines(rng):
    name, surface = rng.choice([*OPTIMIZERS]), SURFACES[rng.choice([*SURFACES])]
    values = {"momentum": (0.5, 0.9, 0.99), "decay": (0.5, 0.9, 0.999), "beta1": (0.5, 0.9),
              "beta2": (0.9, 0.999, 0.9999), "epsilon": (1e-8, 1e-3), "weight_decay": (0.01, 0.1)}  # fmt: skip
    rule = OPTIMIZERS[name]
    taken = {field: float(rng.choice(some)) for field, some in values.items() if field in rule.__dataclass_fields__}
    rule = rule(rate(rng), **taken)
    made = anatomy_of(rule, descend(surface, rule, surface.start + rng.normal(size=2), int(rng.choice([1, 30, 200]))))
    return Printed([line for group in made.groups for line in group], made.values)


def losses_lines(rng):
    a, b, c, d = (f"{v:.4g}" for v in rng.normal(size=4) * 10.0 ** rng.integers(-1, 3))
    settings = LossesSettings(
        truth=round(float(rng.uniform()), int(rng.integers(1, 5))), unit=str(rng.choice(["nats", "bits"])),
        score_1=round(rng.normal() * 3, 1), score_2=round(rng.normal() * 3, 1), score_3=round(rng.normal() * 3, 1),
        temperature=float(rng.choice([0.3, 1, 2, 10])), shift=float(rng.choice([0, 100, -10])),
        pairs=f"{a} {b}\n{c} {d}", m=round(rng.normal() * 3, 2), b=round(rng.normal() * 5, 2),
    )  # fmt: skip
    made = {
        "curves": lambda: losses.curves(losses_run.curves()),
        "entropy": lambda: losses.entropy(losses_run.coin_of(settings), settings.unit),
        "softmax": lambda: losses.softmax(losses_run.softmax(settings)),
        "differences": lambda: losses.differences(losses_run.differences(settings)),
    }[str(rng.choice(["curves", "entropy", "softmax", "differences"]))]()
    return Printed(made.lines, made.values)


def neuron_lines(rng):
    settings = NeuronSettings(
        w1=round(rng.normal() * 3, 3), w2=round(rng.normal() * 3, 3), b=round(rng.normal(), 2),
        x1=round(rng.normal() * 10.0 ** rng.integers(-2, 1), 4), x2=float(rng.choice([0, 1, -2, 0.3])),
        y=float(rng.choice([0, 0.2, 0.5, 0.987, 1])), learning_rate=rate(rng, -3, 2),
        error=str(rng.choice(["half", "whole"])), bias=str(rng.choice(["off", "on"])),
        steps=int(rng.choice([1, 30, 200, 1000])),
    )  # fmt: skip
    return neuron.arithmetic(neuron_run(settings))


PAGES = {
    "losses": losses_lines,
    "neuron": neuron_lines,
    "line fit": line_fit_lines,
    "landscape": landscape_lines,
    "anatomy": anatomy_lines,
}


def reckoned(make, seed):
    """Reckon some frames of a random run again: how many lines were checked, and how many of them say ≈."""
    rng = np.random.default_rng(seed)
    printed = make(rng)
    last = max((len(column) for column in printed.values.values()), default=1) - 1
    frames = {0, last, *rng.integers(0, last + 1, FRAMES - 2).tolist()}
    count = about = 0
    for frame in sorted(frames):
        for line in filled(printed, frame):
            for how, sign, result in calculator.equations(line):
                count, about = count + 1, about + (sign == "≈")
                right = calculator.agrees if sign == "=" else calculator.within_rounding
                assert right(how, result), f"seed {seed}, frame {frame}: {how} {sign} {result}"
    return count, about


def check(page, seeds):
    count, about = np.sum([reckoned(PAGES[page], seed) for seed in seeds], axis=0)
    assert count > 5 * len(seeds)
    assert about < 0.03 * count  # it is no way out


@pytest.mark.parametrize("page", PAGES)
def test_a_student_with_a_calculator_agrees(page):
    check(page, range(25))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("hundred", range(1, 11))
def test_students_with_calculators_agree_with_a_thousand_runs_of_each_page(page, hundred):
    check(page, range(100 * hundred, 100 * hundred + 100))


def test_the_calculator_finds_what_is_wrong():
    assert not calculator.agrees("0.86093 − 0.95 × 1.7219", "−0.77484")
    assert calculator.agrees("0.86093 − 0.95 × 1.72186", "−0.77484")
    assert calculator.agrees("(5.7·10⁻⁵)² / (√(1.6·10³) + 10⁻⁸)", "8.1225·10⁻¹¹")
    assert not calculator.agrees("1 − 0.1 × 3", "0.71")
    assert not calculator.within_rounding("0.3 − 0.1 × 3", "0.2")
    assert calculator.equations("x ← 1 − 2 = −1    f = 3    y: 2 × 3 ≈ ∞    a = 2²") == [("1 − 2", "=", "−1")]
