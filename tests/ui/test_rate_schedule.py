"""The schedule of the rate on the race's page and on MNIST: the address, the picture, and the programs."""

import numpy as np
import pytest

from gdcore.mnist import Mnist
from gdcore.optimizers import OPTIMIZERS
from pages.parts.mnist.program import program as mnist_program
from pages.parts.mnist.settings import MnistSettings, differs_on_the_way
from pages.parts.race.anatomy.view import anatomy_of
from pages.parts.race.program import program
from pages.parts.race.run import run
from pages.parts.race.settings import RaceSettings
from pages.parts.race.tables import rates
from pages.ui.controls.rate_schedule import SCHEDULE
from pages.ui.controls.settings import read_address, write_address
from pages.ui.tables.rates import rates_table, spread
from tests.pages.app import check, open_page

ALL = tuple(OPTIMIZERS)
KINDS = [kind for kind in SCHEDULE.options if kind != "constant"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_race_repeats_by_its_program_and_by_its_address(kind):
    settings = RaceSettings(methods=ALL, schedule=kind, every=7, fall=0.25, warm_up=4)
    assert read_address(write_address(settings, RaceSettings()), RaceSettings()) == (settings, {})
    live, told = run(settings), {}
    exec(program(live), told)  # the program is ours
    for path, own in zip(told["paths"], live.paths.values(), strict=True):
        np.testing.assert_array_equal(path.thetas, own.thetas)
    plain = run(RaceSettings(methods=ALL))
    assert all(not np.array_equal(live.paths[m].losses, plain.paths[m].losses) for m in ALL)


def test_the_curve_of_the_rates_is_what_the_steps_went_by():
    live = run(RaceSettings(methods=("GradientDescent",), schedule="step", every=10, fall=0.5))
    table, path = rates(live, np.arange(30)), live.paths["GradientDescent"]
    # A step of plain descent over its gradient is its rate.
    taken = -np.diff(path.thetas, axis=0)[:, 1] / path.gradients[:30, 1]
    np.testing.assert_allclose(table["loss"], taken, rtol=1e-9)
    assert table["loss"].tolist() == [0.95] * 10 + [0.475] * 10 + [0.2375] * 10


@pytest.mark.parametrize("method", ALL)
def test_the_anatomy_of_a_scheduled_update_leads_along_the_path(method):
    live = run(RaceSettings(methods=(method,), schedule="warm_cosine"))
    made = anatomy_of(live.rules[method], live.paths[method], 300, live.schedule)
    steps = made.table[["step_x", "step_y"]].to_numpy(float) * made.table[["unit"]].to_numpy()
    np.testing.assert_allclose(steps[:-1], np.diff(live.paths[method].thetas, axis=0), rtol=1e-4, atol=1e-6)
    etas = [value for name, value in made.values.items() if name.split("|")[0] == "eta"]
    assert all(len(set(value)) > 1 for value in etas)


def test_tuning_tries_the_rates_under_the_schedule():
    live = run(RaceSettings(methods=("GradientDescent",), rates="tuned", schedule="step", every=3, fall=0.5))
    end = live.paths["GradientDescent"].losses[-1]
    assert end == pytest.approx(live.tuning.losses[0].min(), rel=1e-9)


def test_a_training_repeats_by_its_program_with_a_schedule_begun_on_the_way(digits):
    few = Mnist(digits.train_images[:500], digits.train_labels[:500], digits.test_images[:50], digits.test_labels[:50])
    first = MnistSettings(hidden=4, batch_size=10)
    then = MnistSettings(hidden=4, batch_size=10, schedule="cosine", over=40)
    assert differs_on_the_way(first, then)
    training = first.training(few)
    training.advance(6)
    training.change(then.rule(), 10, True, then.rates())
    training.advance(9)
    told = {}
    text = mnist_program([(0, first), (6, then)], 15)
    assert "mnist.load()" in text
    exec(text.replace("mnist.load()", "few"), told | (given := {"few": few}), given)
    np.testing.assert_array_equal(given["run"].theta, training.theta)
    table = rates_table(first.rule(), then.rates(), spread(40))
    assert table["rate"].iloc[[0, 20]].tolist() == pytest.approx([0.1, 0.05])


@pytest.mark.parametrize(
    ("page", "link", "box"),
    [
        ("race", {"schedule": "step", "view": "anatomy"}, "Steps between two falls"),
        ("race", {"track": "digits", "schedule": "warm_up"}, "Steps of the warm-up"),
        ("mnist", {"schedule": "cosine"}, "Updates until the cosine is down"),
    ],
)
def test_the_page_offers_the_numbers_of_its_schedule_and_draws_the_rate(page, link, box):
    plain, app = check(open_page(page, **{k: v for k, v in link.items() if k != "schedule"})), check(
        open_page(page, **link)
    )  # fmt: skip
    assert box in [text.label for text in app.sidebar.text_input]
    assert box not in [text.label for text in plain.sidebar.text_input]
    assert len(app.get("vega_lite_chart")) == len(plain.get("vega_lite_chart")) + 1
