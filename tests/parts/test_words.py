from dataclasses import replace

import numpy as np
import pytest

from gdcore.mnist import Mnist
from pages.parts.mnist.answers import twenty
from pages.parts.mnist.program import program
from pages.parts.mnist.settings import MnistSettings, differs_on_the_way, same_start
from pages.parts.mnist.words import _began_too_high, labels, verdict
from pages.ui.play.live import LiveRun

COURSE = MnistSettings()


@pytest.fixture(scope="module")
def some(digits):
    return Mnist(digits.train_images[:6000], digits.train_labels[:6000], digits.test_images, digits.test_labels)


def run_of(settings, data, updates):
    live = LiveRun(settings.training(data), settings=settings)
    live.training.advance(updates)
    return live


@pytest.mark.parametrize(
    ("settings", "updates", "says"),
    [
        (COURSE, 0, "Untrained: 9.6\u00a0% of the 10,000 test digits are right, and guessing gets 10\u00a0%."),
        (COURSE, 60, "On the plateau: after 60 updates the loss is 2.298; a uniform guess has ln 10 = 2.303."),
        (replace(COURSE, activation="relu", initialisation="he"), 200, "After 200 updates (3.33 epochs) 8"),
        (
            replace(COURSE, learning_rate=100.0),
            30,
            "more than the 2.30 of a uniform guess: the learning rate 100 is too large",
        ),
    ],
)
def test_the_verdict_says_how_the_run_stands(some, settings, updates, says):
    assert says in verdict(run_of(settings, some, updates))


def test_a_start_that_is_too_high_is_not_blamed_on_the_rate(some):
    relu = replace(COURSE, activation="relu", scale=1.0, learning_rate=1e-5)
    for updates in (1, 20):
        said = verdict(run_of(relu, some, updates))
        assert "the initial weights are too large" in said
        assert "rate" not in said
    assert _began_too_high(np.array([60.0, 55.0, np.inf]))
    assert not _began_too_high(np.array([2.3, 50.0]))
    assert not _began_too_high(np.array([60.0, 400.0])), "what the rate has made of it"


@pytest.mark.parametrize(
    ("settings", "updates"),
    [
        (replace(COURSE, activation="relu", initialisation="he", learning_rate=0.3), 2),  # about to fall
        (replace(COURSE, activation="relu", initialisation="he", learning_rate=0.3), 30),
        (replace(COURSE, initialisation="he", learning_rate=0.03), 40),
        (COURSE, 5),
    ],
)
def test_a_plateau_is_said_only_of_a_net_that_is_on_one(some, settings, updates):
    live = run_of(settings, some, updates)
    said, right = verdict(live), live.accuracy().test_accuracy
    assert said.startswith("On the plateau") <= (updates >= 20 and right < 0.2)
    if updates < 20 or right > 0.2:
        assert said.startswith(f"After {updates} updates")


def test_the_verdict_counts_the_wrong_ones(some):
    live = run_of(replace(COURSE, activation="relu", initialisation="he"), some, 200)
    wrong = sum(live.training.test_probabilities().argmax(axis=1) != some.test_labels)
    assert f"{wrong:,} of 10,000 wrong" in verdict(live)


def test_the_verdict_of_a_run_that_overflowed(some):
    live = run_of(COURSE, some, 3)
    live.training.theta[:] = float("inf")
    live.training.advance(1)
    assert verdict(live).startswith("Diverged at update 4: the loss is no longer a finite number.")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([{}, {"learning_rate": 0.3}], ["η 0.1", "η 0.3"]),
        ([{}, {"updates": 100, "speed": "1", "view": "weights"}], ["SGD, η 0.1"] * 2),
        ([{}, {"optimizer": "Adam", "learning_rate": 0.003}], ["SGD, η 0.1", "Adam, η 0.003"]),
        ([{"momentum": 0.5}, {"momentum": 0.8}], ["SGD, η 0.1"] * 2),  # SGD has none
        ([{}, {"initialisation": "he", "activation": "relu"}], ["sigmoid, weights 0.01", "ReLU, He"]),
        ([{"scale": 0.5}, {}], ["weights 0.5", "weights 0.01"]),
        (
            [{}, {"batch_size": 60_000}, {"hidden": 5}],
            ["batch 100, 50 hidden", "batch all 60,000, 50 hidden", "batch 100, 5 hidden"],
        ),
    ],
)
def test_runs_are_told_apart_by_what_differs(changes, expected):
    assert labels([replace(COURSE, **change) for change in changes]) == expected


def test_what_starts_anew_and_what_changes_on_the_way():
    assert same_start(COURSE, replace(COURSE, learning_rate=1, batch_size=1, updates=3))
    assert not same_start(COURSE, replace(COURSE, hidden=51))
    he = replace(COURSE, initialisation="he")
    assert same_start(he, replace(he, scale=0.5))
    assert differs_on_the_way(COURSE, replace(COURSE, batch_size=1))
    assert not differs_on_the_way(COURSE, replace(COURSE, momentum=0.5, hidden=3))


def test_the_program_of_a_changed_run(some):
    later = replace(COURSE, optimizer="Momentum", batch_size=7, sampling="epochs")
    text = program([(0, COURSE), (20, later)], 50)
    assert "from gdcore.optimizers import GradientDescent, Momentum\n" in text
    assert "run.advance(20)\nrun.change(Momentum(learning_rate=0.1, momentum=0.9), 7, False)\nrun.advance(30)\n" in text


def test_twenty_digits_say_by_a_sign_and_a_word_what_is_right(some):
    page = twenty(run_of(COURSE, some, 0))
    assert page.count("<figure") == 20
    wrong = page.count('class="tile wrong"')
    assert page.count('class="tile right"') == 20 - wrong
    assert page.count("✗") == wrong
    assert wrong > 12
    assert twenty(run_of(COURSE, some, 1500)).count("✗") < wrong


def test_some_images_are_answered_as_all_of_them_are(some):
    training = run_of(COURSE, some, 5).training
    few = training.probabilities(some.test_images[:20])
    np.testing.assert_allclose(few, training.test_probabilities()[:20], rtol=1e-4)
