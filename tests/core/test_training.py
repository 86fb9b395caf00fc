import math

import numpy as np
import pytest

from gdcore import mnist
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum
from gdcore.training import Evaluation, Training


@pytest.fixture(scope="module")
def few(digits):
    """The first 3,000 training and 500 test images: an epoch is 30 batches of 100."""
    return Mnist(
        digits.train_images[:3000], digits.train_labels[:3000], digits.test_images[:500], digits.test_labels[:500]
    )


def training(data, rule=None, **settings):
    return Training(TwoLayerNet(hidden=8), rule or GradientDescent(0.5), data, **settings)


def everything(run):
    return (run.theta.tobytes(), run.history.losses.tobytes(), run.history.evaluations, run.history.epochs, run.update)


def updates_of(run):
    return [e.update for e in run.history.evaluations]


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("replacement", [True, False])
def test_sliced_equals_whole(few, name, replacement):
    """To the last bit: slices decide when an update is made, not which matrices it multiplies."""

    def new():
        return training(few, OPTIMIZERS[name](learning_rate=0.02), batch_size=70, replacement=replacement, seed=3)

    whole, sliced, by_time = new(), new(), new()
    whole.advance(120)
    for part in (1, 2, 0, 40, 7, 70):
        sliced.advance(part)
    while by_time.update < 120:
        by_time.advance(120 - by_time.update, seconds=0.001)
    assert everything(whole) == everything(sliced) == everything(by_time)


def test_another_seed_is_another_run(few):
    one, other = training(few, seed=1), training(few, seed=2)
    assert one.theta.tobytes() != other.theta.tobytes()
    one.advance(2)
    other.advance(2)
    assert one.last_batch.tolist() != other.last_batch.tolist()


def test_the_global_generator_is_left_alone(few):
    np.random.seed(0)  # noqa: NPY002
    training(few).advance(3)
    touched = np.random.random()  # noqa: NPY002
    np.random.seed(0)  # noqa: NPY002
    assert np.random.random() == touched  # noqa: NPY002


def test_the_generator_may_be_given(few):
    one, other = (training(few, seed=np.random.default_rng(9)) for _ in range(2))
    one.advance(5)
    other.advance(5)
    assert everything(one) == everything(other)


def test_nets_of_different_sizes_see_the_same_batches(few):
    runs = [Training(TwoLayerNet(hidden=h), GradientDescent(0.1), few, seed=4) for h in (3, 30)]
    for run in runs:
        run.advance(7)
    assert runs[0].last_batch.tolist() == runs[1].last_batch.tolist()


def test_an_update_is_the_textbooks(few):
    run = training(few, Momentum(0.2, 0.9), scale="he", seed=5)
    rule, net = Momentum(0.2, 0.9), run.net
    theta, state, losses = run.theta.copy(), rule.init(run.theta), []
    for _ in range(12):
        run.advance(1)
        x, t = mnist.pixels(few.train_images[run.last_batch]), few.train_labels[run.last_batch]
        losses.append(net.loss(theta, x, t))
        theta, state = rule.update(theta, net.gradient(theta, x, t), state)
    np.testing.assert_allclose(run.history.losses, losses, rtol=1e-5)
    np.testing.assert_allclose(run.theta, theta, atol=1e-5)


def test_accuracy_is_over_all_images(few):
    run = training(few, scale="he")
    run.advance(20)
    found = run.evaluate()
    expected = [
        run.net.accuracy(run.theta, mnist.pixels(images), labels)
        for images, labels in ((few.train_images, few.train_labels), (few.test_images, few.test_labels))
    ]
    assert [found.train_accuracy, found.test_accuracy] == pytest.approx(expected, abs=1e-3)
    assert found == Evaluation(20, 2 / 3, found.train_accuracy, found.test_accuracy)


def test_the_schedule_is_dense_at_first_and_then_every_epoch(few):
    run = training(few)
    run.advance(100)
    assert updates_of(run) == [0, 10, 20, 30, 60, 90]
    assert run.history.epochs == [30, 60, 90]
    single = training(few, batch_size=1)
    single.advance(3500)
    dense = [0, 10, 20, 50, *range(100, 1000, 100), 1000, 2000, 3000]
    assert updates_of(single) == dense


def test_evaluating_twice_records_once(few):
    run = training(few)
    run.advance(7)
    assert run.evaluate() == run.evaluate()
    assert updates_of(run) == [0, 7]


def test_without_replacement_an_epoch_sees_every_image_once(few):
    run = training(few, batch_size=70, replacement=False)
    seen = []
    for _ in range(43):
        run.advance(1)
        seen.extend(run.last_batch.tolist())
    assert len(run.last_batch) == 3000 - 42 * 70
    assert sorted(seen) == list(range(3000))
    assert run.epoch == 1
    assert run.history.epochs == [43]


def test_with_replacement_it_does_not(few):
    run = training(few, batch_size=100)
    seen = []
    for _ in range(30):
        run.advance(1)
        assert len(run.last_batch) == 100
        seen.extend(run.last_batch.tolist())
    # A share of 1 - 1/e of the images is expected in 3,000 draws.
    assert len(set(seen)) / 3000 == pytest.approx(1 - 1 / math.e, abs=0.03)


def test_the_full_batch_is_the_whole_gradient(few):
    run = training(few, GradientDescent(0.5), batch_size=3000, scale="he")
    before = run.theta.copy()
    exact = run.net.gradient(before.astype(float), mnist.pixels(few.train_images), few.train_labels)
    run.advance(1)
    np.testing.assert_allclose((before - run.theta) / 0.5, exact, atol=1e-5 * np.abs(exact).max() + 2e-7)
    assert run.epoch == 1


def test_a_batch_of_blocks_of_unequal_sizes_is_one_mean_over_its_images(few):
    run = training(few, batch_size=1500, scale="he")  # a block of 1,000 and one of 500
    before = run.theta.astype(float)
    run.advance(1)
    x, t = mnist.pixels(few.train_images[run.last_batch]), few.train_labels[run.last_batch]
    exact = run.net.gradient(before, x, t)
    assert run.history.losses[0] == pytest.approx(run.net.loss(before, x, t), rel=1e-5)
    np.testing.assert_allclose((before - run.theta) / 0.5, exact, atol=1e-5 * np.abs(exact).max() + 2e-7)


def test_what_changes_takes_effect_and_is_marked(few):
    run = training(few, Momentum(0.1, 0.9))
    run.advance(5)
    velocity = run.state["velocity"].copy()
    run.change(optimizer=Momentum(0.05, 0.9))
    assert run.state["velocity"].tolist() == velocity.tolist()  # another rate, the same memory
    run.advance(5)
    run.change(batch_size=20)
    run.advance(1)
    assert len(run.last_batch) == 20
    run.change(optimizer=Adam(0.05))
    assert not run.state["first_moment"].any()  # another rule, a new memory
    run.change(optimizer=Adam(0.05), batch_size=20)  # nothing new
    run.advance(1)
    marks = [(c.update, sorted(c.what)) for c in run.history.changes]
    assert marks[0] == (5, ["learning_rate"])
    assert marks[1] == (10, ["batch_size"])
    assert marks[2][0] == 11
    assert run.history.changes[0].what == {"learning_rate": (0.1, 0.05)}
    assert run.history.changes[2].what["optimizer"] == ("Momentum", "Adam")
    assert len(marks) == 3


def test_a_change_makes_the_same_run_whatever_the_slices(few):
    def run_in(*parts):
        run = training(few, seed=8)
        for part in parts:
            run.advance(part)
        run.change(optimizer=Adam(0.01), batch_size=33, replacement=False)
        run.advance(150)
        return run

    assert everything(run_in(17)) == everything(run_in(1, 10, 6))


@pytest.mark.parametrize(("activation", "rate"), [("sigmoid", 1e38), ("relu", 1e30)])
def test_a_loss_that_is_not_finite_ends_the_run_with_a_verdict(few, activation, rate):
    run = Training(TwoLayerNet(hidden=8, activation=activation), GradientDescent(rate), few, scale="he")
    made = run.advance(500)
    assert made < 500
    assert run.verdict.kind == "diverged"
    assert run.verdict.step == made + 1
    assert str(run.verdict).startswith(f"diverged at update {made + 1}")
    assert not math.isfinite(run.history.losses[-1])
    assert np.isfinite(run.history.losses[:-1]).all()
    assert run.advance(10) == 0


def test_losses_cannot_be_altered_from_outside(few):
    run = training(few)
    run.advance(3)
    with pytest.raises(ValueError, match="read-only"):
        run.history.losses[0] = 0


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"batch_size": 0}, "batch_size must be a whole number from 1 to 3000, got 0"),
        ({"batch_size": 3001}, "got 3001"),
        ({"batch_size": 1.5}, "got 1.5"),
        ({"seed": -1}, "seed must be a whole number >= 0, got -1"),
        ({"scale": "big"}, "scale must be"),
    ],
)
def test_bad_arguments_are_named(few, settings, says):
    with pytest.raises(ValueError, match=says):
        training(few, **settings)


def test_a_bad_change_leaves_the_run_as_it_was(few):
    run = training(few)
    with pytest.raises(ValueError, match="batch_size"):
        run.change(batch_size=0)
    assert run.batch_size == 100
    assert run.history.changes == []
    with pytest.raises(ValueError, match="updates must be"):
        run.advance(-1)
