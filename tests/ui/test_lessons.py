"""Every lesson's claim is held to its numbers, and a malformed lesson is named."""

import dataclasses
from collections import defaultdict

import numpy as np
import pytest

from gdcore.dense_net import slope_product
from gdcore.network import SoftmaxNet, TwoLayerNet
from gdcore.xor import most_right
from pages.parts.landscape.run import run as landscape
from pages.parts.landscape.settings import LandscapeSettings
from pages.parts.line_fit.run import run as line_fit
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.losses.settings import LossesSettings
from pages.parts.mnist.settings import MnistSettings
from pages.parts.neuron.linear.tables import grids
from pages.parts.neuron.one.run import run as neuron
from pages.parts.neuron.settings import NeuronSettings
from pages.parts.neuron.xor.run import run as xor
from pages.parts.race.run import run as race
from pages.parts.race.settings import RaceSettings
from pages.parts.slopes.settings import SlopesSettings
from pages.ui.lessons import lessons
from pages.ui.lessons.lessons import LessonError
from tests.parts.losses.measures import losses_measures
from tests.parts.slopes.measures import slopes_measures

DEFAULTS = {
    "slopes": SlopesSettings(),
    "losses": LossesSettings(),
    "neuron": NeuronSettings(),
    "line_fit": LineFitSettings(),
    "landscape": LandscapeSettings(),
    "race": RaceSettings(),
    "mnist": MnistSettings(),
}
LESSONS = [lesson for page in DEFAULTS for lesson in lessons.of_page(page)]


def mnist_measures(run):
    return {
        "test_accuracy": lambda: run.evaluation().test_accuracy,
        "train_accuracy": lambda: run.evaluation().train_accuracy,
        "mean_loss": lambda: float(run.history.losses[-100:].mean()),
        "epoch": lambda: run.epoch,
        # To four decimals: on another processor the last bits of equal columns may differ.
        "different_units": lambda: np.unique(run.net.unpack(run.theta).W1.round(4), axis=1).shape[1],
    }


def neuron_measures(settings, steps):
    """What the page's view of these settings comes to after so many steps, layers or updates."""
    live = neuron(settings)
    delta = live.passed.delta[:, 0]
    at_zero = float(live.neuron.forward(np.zeros(live.neuron.size)).delta[0])
    maps = [tuple(map(tuple, one.matrix.tolist())) for one in settings.maps()]

    def trained(which):
        return getattr(xor(settings), which).right

    return {
        "dw1": lambda: float(live.steps[steps, 0]),
        "dw2": lambda: float(live.steps[steps, 1]),
        "ratio": lambda: float(live.steps[steps, 1] / live.steps[steps, 0]),
        "delta": lambda: float(delta[steps]),
        "delta_at_zero": lambda: at_zero,
        "times": lambda: at_zero / float(delta[steps]),
        "left": lambda: float(slope_product(settings.activation, settings.h, steps)[-1]),
        "left_at_best": lambda: float(slope_product("sigmoid", np.linspace(-9, 9, 1801), steps)[-1].max()),
        "left_relu": lambda: float(slope_product("relu", 1.0, steps)[-1]),
        "two_less_one": two_less_one,
        "parameters_of_two": lambda: TwoLayerNet(784, 50, 10).size,
        "parameters_of_one": lambda: SoftmaxNet(784, 10).inputs * 10 + 10,
        "straight_after_two": lambda: grids(*maps, settings.bend).straight[1],
        "straight_after_a_bend": lambda: grids(*maps, settings.bend).straight[2],
        "best_line": most_right,
        "right": lambda: int(trained("bent")[steps]),
        "right_without_a_bend": lambda: int(trained("straight").max()),
    }


def two_less_one():
    """How far the outputs of two layers without an activation are from those of their product."""
    rng, net = np.random.default_rng(0), TwoLayerNet(784, 50, 10, "identity")
    theta, x = net.initial(rng, "he").astype(float), rng.random((50, 784))
    W1, b1, W2, b2 = net.unpack(theta)
    return float(np.abs(net.logits(theta, x) - (x @ (W1 @ W2) + b1 @ W2 + b2)).max())


def line_fit_measures(settings, steps):
    """What the page's run of so many steps comes to."""
    live = line_fit(dataclasses.replace(settings, steps=max(steps, 1)))
    path, found = live.path, live.path.verdict
    distance = np.linalg.norm(path.thetas - live.bowl.minimum(), axis=-1)
    return {
        "converged_at": lambda: found.step if found.kind == "converged" else float("inf"),
        "diverged_at": lambda: found.step if found.kind == "diverged" else float("inf"),
        "loss": lambda: round(float(path.losses[-1]), 12),
        "m": lambda: round(float(path.thetas[-1][0]), 12),
        "b": lambda: round(float(path.thetas[-1][1]), 12),
        "lambda_min": lambda: float(live.bowl.eigenvalues[0]),
        "growth": lambda: float(distance[-1] / distance[-2]),
        "lowest_at": lambda: int(path.losses.argmin()),
        "rate_over_critical": lambda: settings.learning_rate / live.bowl.critical_rate,
    }


def landscape_measures(settings, steps):
    """What the page's run of so many steps comes to."""
    live = landscape(dataclasses.replace(settings, steps=max(steps, 1)))
    path, found = live.path, live.path.verdict
    x, y = path.thetas.T
    kinds = ("converged", "local minimum", "saddle point", "plateau", "oscillating", "diverged", "out of steps")
    return (
        {kind.replace(" ", "_"): lambda kind=kind: float(found.kind == kind) for kind in kinds}
        | {
            "settled_at": lambda: found.step,
            "above_global": lambda: float(path.losses[-1] - min(point.value for point in live.ground.minima)),
            "loss": lambda: float(path.losses[-1]),
            "x": lambda: float(x[-1]),
            "y": lambda: float(y[-1]),
            "across": lambda: float(abs(y[-1])),  # how far from a valley's floor
            "flips": lambda: int((y[1:] * y[:-1] < 0).sum()),
            "moved": lambda: float(np.linalg.norm(path.thetas[-1] - path.thetas[0])),
            "gradient": lambda: float(np.linalg.norm(live.ground.objective.gradient(path.thetas[-1]))),
            "lambda_min": lambda: float(np.linalg.eigvalsh(live.ground.objective.hessian(path.thetas[-1]))[0]),
        }
    )


def race_measures(settings, steps):
    """What the page's race of so many steps comes to."""
    live = race(dataclasses.replace(settings, steps=max(steps, 1)))
    ends = {method: live.above(method)[-1] for method in live.paths}
    places = sorted(ends, key=lambda method: (not np.isfinite(ends[method]), ends[method]))
    found = {}
    for method, path in live.paths.items():
        last = path.thetas[-1] - path.thetas[-2]
        found |= {
            f"loss_{method}": float(ends[method]),
            f"rank_{method}": places.index(method) + 1,
            f"step_{method}": float(np.linalg.norm(last)),
            f"move_x_{method}": float(abs(last[0])),
            f"move_y_{method}": float(abs(last[1])),
            f"x_{method}": float(path.thetas[-1, 0]),
            f"distance_{method}": min(float(np.hypot(*(path.thetas[-1] - m[:2]))) for m in live.ground.minima),
        }
    return {name: lambda value=value: value for name, value in found.items()}


def test_every_file_is_a_lesson_of_a_page_that_exists():
    assert sorted(path.stem for path in lessons.FOLDER.iterdir()) == sorted(lesson.name for lesson in LESSONS)
    assert [lesson.title for lesson in lessons.of_page("mnist")] == [
        "The course's run",
        "Why it looked broken",
        "Modern",
        "Equal start",
    ]
    assert [lesson.settings["learning_rate"] for lesson in lessons.of_page("line_fit")] == [
        0.1,
        0.5,
        0.005,
        0.2857,
        0.294714,
    ]


MEASURES = {
    "slopes": slopes_measures,
    "losses": losses_measures,
    "neuron": neuron_measures,
    "line_fit": line_fit_measures,
    "landscape": landscape_measures,
    "race": race_measures,
}


@pytest.mark.parametrize(
    "lesson", [lesson for lesson in LESSONS if lesson.page in MEASURES], ids=lambda lesson: lesson.name
)
def test_what_a_lesson_on_a_descent_claims_comes_out(lesson):
    settings = lesson.applied_to(DEFAULTS[lesson.page])
    for e in lesson.expect:
        value = MEASURES[lesson.page](settings, e.after)[e.measure]()
        assert e.at_least <= value <= e.at_most, f"{lesson.name}: {e.measure} after {e.after} is {value}"


@pytest.mark.parametrize("lesson", lessons.of_page("mnist"), ids=lambda lesson: lesson.name)
def test_what_a_lesson_on_mnist_claims_comes_out(lesson, digits):
    settings = lesson.applied_to(DEFAULTS[lesson.page])
    by_seed = defaultdict(list)
    for expectation in lesson.expect:
        for seed in expectation.seeds or (settings.seed,):
            by_seed[seed].append(expectation)
    for seed, expectations in by_seed.items():
        run = dataclasses.replace(settings, seed=seed).training(digits)
        run.evaluate = lambda: None  # only where it is asked for: the schedule takes as long as the run
        for e in sorted(expectations, key=lambda e: e.after):
            run.advance(e.after - run.update)
            value = mnist_measures(run)[e.measure]()
            assert e.at_least <= value <= e.at_most, (
                f"{lesson.name}, seed {seed}: {e.measure} after {e.after} is {value}"
            )


GOOD = """
page = "mnist"
title = "A title"
question = "What comes out?"
claim = "This."
look_for = "That."
[settings]
hidden = 20
[[expect]]
measure = "test_accuracy"
after = 10
at_least = 0.1
"""


def lesson_file(tmp_path, text):
    path = tmp_path / "some-lesson.toml"
    path.write_text(text)
    return path


def test_a_good_file_is_read(tmp_path):
    lesson = lessons.read(lesson_file(tmp_path, GOOD))
    assert lesson.name == "some-lesson"
    assert lesson.applied_to(MnistSettings()) == MnistSettings(hidden=20)
    assert lesson.expect[0].at_most == float("inf")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("title = ", "titel = "), "titel must be a known field"),
        (('claim = "This."', ""), "claim must be a text"),
        (('question = "What comes out?"', 'question = ""'), "question must be a text that is not empty"),
        (("[settings]\nhidden = 20", "settings = 3"), "settings must be of type dict"),
        (("after = 10", "after = -1"), r"expect\[0\].after must be a whole number >= 0"),
        (("at_least = 0.1", ""), "limited by at_least or at_most"),
        (("at_least = 0.1", 'at_least = "much"'), r"expect\[0\].at_least must be a number"),
        (("after = 10", 'after = 10\nseeds = ["a"]'), "seeds must be a list of whole numbers"),
        (("measure", "measured"), "measured must be a known field"),
        (("after = 10", "after = true"), r"expect\[0\].after must be a whole number >= 0"),
        (("after = 10", "after = 10\nseeds = [true]"), "seeds must be a list of whole numbers"),
        (("after = 10", "after = 10\nseeds = 3"), "seeds must be a list of whole numbers"),
        (("page = ", "order = true\npage = "), "order must be of type int"),
        (("[[expect]]", "[expected]"), "expected must be a known field"),
        (("page = ", "page "), "not TOML"),
    ],
)
def test_a_malformed_file_is_named_with_its_field(tmp_path, change, says):
    assert change[0] in GOOD
    with pytest.raises(LessonError, match=says) as caught:
        lessons.read(lesson_file(tmp_path, GOOD.replace(*change)))
    assert str(caught.value).startswith("some-lesson.toml: ")


def test_a_claim_without_a_test_is_refused(tmp_path):
    with pytest.raises(LessonError, match="a claim that nothing tests is no claim"):
        lessons.read(lesson_file(tmp_path, GOOD[: GOOD.index("[[expect]]")]))


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("hiden = 20", "settings.hiden: there is no such setting"),
        ("hidden = 0", "settings.hidden must be a whole number from 1"),
        ("hidden = true", "settings.hidden must be a whole number from 1"),
        ("hidden = [20]", "settings.hidden must be a whole number from 1"),
        ('optimizer = ["Adam"]', "settings.optimizer must be one of"),
        ("optimizer = {Adam = 1}", "settings.optimizer must be one of"),
        ("optimizer = 3", "settings.optimizer must be one of"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path, settings, says):
    lesson = lessons.read(lesson_file(tmp_path, GOOD.replace("hidden = 20", settings)))
    with pytest.raises(LessonError, match=says):
        lesson.applied_to(MnistSettings())
