import math

import numpy as np
import pytest

from gdcore.contest import Contest
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum
from gdcore.training import Training

NET = TwoLayerNet(hidden=8, activation="relu")
SEVEN = {name: rule(learning_rate=0.01) for name, rule in OPTIMIZERS.items()}


@pytest.fixture(scope="module")
def few(digits):
    """The first 3,000 training and 500 test images: an epoch is 30 batches of 100."""
    return Mnist(
        digits.train_images[:3000], digits.train_labels[:3000], digits.test_images[:500], digits.test_labels[:500]
    )


def contest(data, rules=SEVEN, **settings):
    return Contest(NET, rules, data, **{"scale": "he", "seed": 3} | settings)


def numbers(run):
    """All of a run but the train accuracy."""
    recorded = [(e.update, e.epoch, e.test_accuracy) for e in run.history.evaluations]
    return run.theta.tobytes(), run.history.losses.tobytes(), recorded, run.history.epochs, run.update


@pytest.mark.parametrize("replacement", [True, False])
def test_each_has_the_very_numbers_it_would_have_alone(few, replacement):
    """To the last bit: matrices of the same shapes, one batch at a time, go through the same kernels."""
    settings = {"batch_size": 70, "replacement": replacement}
    found = contest(few, **settings)
    found.advance(95)
    for name, rule in SEVEN.items():
        alone = Training(NET, rule, few, scale="he", seed=3, **settings)
        alone.advance(95)
        assert numbers(found.runs[name]) == numbers(alone), name


def test_all_begin_with_the_same_weights_and_see_the_same_images_at_every_update(few):
    found = contest(few)
    assert len({run.theta.tobytes() for run in found.runs.values()}) == 1
    seen = set()
    for _ in range(40):  # beyond the first deal of 3,000 images
        found.advance(1)
        batches = {run.last_batch.tobytes() for run in found.runs.values()}
        assert len(batches) == 1
        seen |= batches
    assert len(seen) == 40
    assert len({run.theta.tobytes() for run in found.runs.values()}) == len(SEVEN)


def test_the_first_loss_is_everybodys(few):
    found = contest(few)
    found.advance(1)
    assert len({run.history.losses[0] for run in found.runs.values()}) == 1
    assert [standing.rank for standing in found.standings()] == [1] * len(SEVEN)


def test_who_comes_after_two_that_share_a_rank_is_third(few):
    found = contest(few, {"last": GradientDescent(1e-9), "one": GradientDescent(0.5), "twin": GradientDescent(0.5)})
    found.advance(30)
    assert [(s.name, s.rank) for s in found.standings()] == [("one", 1), ("twin", 1), ("last", 3)]


def test_sliced_equals_whole(few):
    whole, sliced, by_time = contest(few), contest(few), contest(few)
    assert whole.advance(60) == 60
    for part in (1, 0, 19, 40):
        assert sliced.advance(part) == part
    while by_time.update < 60:
        made = by_time.advance(60 - by_time.update, seconds=0.001)
        assert made > 0
        assert {run.update for run in by_time.runs.values()} == {by_time.update}
    for name in SEVEN:
        assert numbers(whole.runs[name]) == numbers(sliced.runs[name]) == numbers(by_time.runs[name])


def test_the_test_accuracy_is_that_of_all_test_images_and_the_train_accuracy_is_left_out(few):
    found = contest(few, {"Adam": Adam(0.01)})
    found.advance(25)
    recorded = found.evaluate()["Adam"]
    run = found.runs["Adam"]
    right = run.test_probabilities().argmax(axis=1) == few.test_labels
    assert recorded.test_accuracy == right.mean()
    assert math.isnan(recorded.train_accuracy)
    assert [e.update for e in run.history.evaluations] == [0, 10, 20, 25]


def test_one_that_diverges_is_out_and_the_others_go_on(few):
    rules = {"wild": GradientDescent(1e30), "Adam": Adam(0.01), "Momentum": Momentum(0.01)}
    found = contest(few, rules)
    assert found.advance(50) == 50
    wild = found.runs["wild"]
    assert wild.verdict.kind == "diverged"
    assert wild.update < 50
    assert found.update == found.runs["Adam"].update == found.runs["Momentum"].update == 50
    assert found.verdict is None
    last = found.standings()[-1]
    assert (last.name, last.rank, last.out) == ("wild", 3, wild.verdict.step)
    assert math.isnan(last.test_accuracy)
    assert set(found.evaluate()) == {"Adam", "Momentum"}
    alone = contest(few, {"Adam": Adam(0.01)})
    alone.advance(50)
    assert alone.runs["Adam"].theta.tobytes() == found.runs["Adam"].theta.tobytes()


def test_when_all_are_out_it_is_over(few):
    found = contest(few, {"a": GradientDescent(1e30), "b": Momentum(1e32)})
    made = found.advance(500)
    assert made == found.update < 500
    assert found.verdict.kind == "diverged"
    assert found.verdict.step == max(run.verdict.step for run in found.runs.values())
    assert found.advance(5) == 0
    assert found.evaluate() == {}


def test_the_lowest_mean_of_the_last_losses_leads(few):
    found = contest(few)
    assert [standing.name for standing in found.standings()] == list(SEVEN)  # as they were named
    assert all(math.isnan(standing.loss) and standing.rank == 1 for standing in found.standings())
    found.advance(45)
    standings = found.standings(mean_of=30)
    assert [standing.rank for standing in standings] == list(range(1, 8))
    assert [standing.loss for standing in standings] == sorted(standing.loss for standing in standings)
    for standing in standings:
        losses = found.runs[standing.name].history.losses
        assert standing.loss == pytest.approx(np.mean(losses[15:45]), rel=1e-12)
        assert standing.test_accuracy == found.runs[standing.name].history.evaluations[-1].test_accuracy


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rules": {}}, "optimizers must be at least one"),
        ({"seed": -1}, "seed must be a whole number >= 0, got -1"),
        ({"seed": np.random.default_rng(1)}, "seed must be a whole number"),
        ({"batch_size": 0}, "batch_size must be"),
    ],
)
def test_bad_arguments_are_named(few, change, says):
    with pytest.raises(ValueError, match=says):
        contest(few, **change)


def test_updates_must_be_a_whole_number(few):
    with pytest.raises(ValueError, match="updates must be a whole number >= 0, got -1"):
        contest(few).advance(-1)


def test_only_runs_of_one_net_share_their_memory(few):
    one = Training(NET, Adam(), few)
    with pytest.raises(ValueError, match="beside must be a run of the same net"):
        Training(TwoLayerNet(hidden=9), Adam(), few, beside=one)
