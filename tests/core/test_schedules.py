import math
from dataclasses import replace

import numpy as np
import pytest

from gdcore.descent import descend, sweep
from gdcore.line_fit import LineFit
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum
from gdcore.schedules import Constant, Cosine, StepDecay, WarmUp, at_rate, factors
from gdcore.surfaces import SURFACES
from gdcore.training import Training

VALLEY = SURFACES["valley"]
ALL = [Constant(), StepDecay(3, 0.5), Cosine(12), WarmUp(4), WarmUp(3, then=Cosine(9))]


def test_the_factors_are_the_textbooks():
    assert factors(StepDecay(every=10, fall=0.1), 30)[[0, 9, 10, 19, 20, 29]].round(12).tolist() == [
        1, 1, 0.1, 0.1, 0.01, 0.01,
    ]  # fmt: skip
    # Half way down a cosine is half the rate, a third of the way three quarters; then 0, and 0 for ever.
    assert [round(Cosine(30).factor(k), 12) for k in (0, 10, 15, 20, 30, 31, 10**9)] == [1, 0.75, 0.5, 0.25, 0, 0, 0]
    assert [WarmUp(4).factor(k) for k in (0, 1, 3, 4, 1000)] == [0.25, 0.5, 1, 1, 1]
    # After the warm-up the cosine begins at its own beginning.
    both = WarmUp(2, then=Cosine(4))
    assert factors(both, 6).round(12).tolist() == [0.5, 1, 1, round((1 + math.cos(math.pi / 4)) / 2, 12), 0.5,
                                                   round((1 - math.cos(math.pi / 4)) / 2, 12)]  # fmt: skip
    assert all(0 <= schedule.factor(k) <= 1 for schedule in ALL for k in (0, 1, 5, 100, 10**7))


@pytest.mark.parametrize("schedule", ALL[1:], ids=repr)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_step_goes_at_its_own_rate_whatever_the_method(name, schedule):
    rule, theta = OPTIMIZERS[name](0.3), np.array([-7.0, 2.0])
    path = descend(VALLEY, rule, theta, 15, schedule=schedule)
    state = rule.init(theta)
    for k in range(15):
        rate = max(0.3 * schedule.factor(k), 1e-300)
        theta, state = replace(rule, learning_rate=rate).update(theta, VALLEY.gradient(theta), state)
        np.testing.assert_allclose(path.thetas[k + 1], theta, rtol=1e-12, atol=1e-290)


def test_a_rate_that_swings_for_ever_settles_when_it_falls():
    # x^2/20 + y^2 at rate 1: y changes its sign at every step and never its size.
    flips = descend(VALLEY, GradientDescent(1.0), [-7, 2], 200)
    falls = descend(VALLEY, GradientDescent(1.0), [-7, 2], 200, schedule=StepDecay(50, 0.5))
    assert flips.verdict.kind == "oscillating"
    assert abs(flips.thetas[-1, 1]) == 2
    assert falls.verdict.kind == "converged"
    assert falls.losses[-1] < 1e-5


def test_a_warm_up_does_not_save_a_rate_that_is_too_large_and_the_verdict_names_the_rate_that_did_it():
    fit = LineFit([1, 2], [3, 5])  # it leaves above 0.2918
    path = descend(fit, GradientDescent(0.5), [-1, 5], 300, schedule=WarmUp(100))
    assert path.verdict.kind == "diverged"
    assert path.verdict.facts["rate_times_curvature"] == pytest.approx(0.5 * 6.8541, rel=1e-4)
    fallen = descend(fit, GradientDescent(0.5), [-1, 5], 300, schedule=StepDecay(3, 0.5))
    assert fallen.losses.max() > 2.5 > fallen.losses[-1]


def test_many_rates_side_by_side_follow_the_schedule_as_each_does_alone():
    rates, schedule = [0.1, 0.5, 0.95], WarmUp(3, then=Cosine(20))
    many = sweep(VALLEY, lambda column: Momentum(column), rates, [-7, 2], 20, schedule)
    alone = [descend(VALLEY, Momentum(rate), [-7, 2], 20, schedule=schedule).losses[-1] for rate in rates]
    np.testing.assert_allclose(many, alone, rtol=1e-12)


def test_the_rule_itself_stays_and_no_rate_is_zero():
    rule = Adam(0.1)
    assert at_rate(rule, 1.0) is rule
    assert at_rate(rule, 0.5) == Adam(0.05)
    assert rule == Adam(0.1)
    assert 0 < at_rate(rule, 0.0).learning_rate < 1e-300
    assert at_rate(GradientDescent(np.array([[0.2], [0.4]])), 0.5).learning_rate.tolist() == [[0.1], [0.2]]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: StepDecay(every=0), "every must be"),
        (lambda: StepDecay(fall=0.0), "fall must be > 0 and <= 1, got 0.0"),
        (lambda: StepDecay(fall=float("nan")), "fall must be > 0 and <= 1, got nan"),
        (lambda: Cosine(0), "steps must be"),
        (lambda: WarmUp(2.5), "steps must be"),
    ],
)
def test_bad_numbers_are_named(make, says):
    with pytest.raises(ValueError, match=says):
        make()


@pytest.fixture(scope="module")
def few(digits):
    return Mnist(digits.train_images[:1000], digits.train_labels[:1000], digits.test_images[:100],
                 digits.test_labels[:100])  # fmt: skip


def run(few, rule, **settings):
    return Training(TwoLayerNet(hidden=8), rule, few, seed=1, **settings)


@pytest.mark.parametrize("schedule", ALL[1:], ids=repr)
def test_a_training_goes_by_its_schedule_however_it_is_sliced(few, schedule):
    whole, sliced, by_hand = (run(few, Momentum(0.2), schedule=schedule) for _ in range(3))
    whole.advance(14)
    for updates in (1, 5, 3, 5):
        sliced.advance(updates)
    assert np.array_equal(whole.theta, sliced.theta)
    assert np.array_equal(whole.history.losses, sliced.history.losses)
    by_hand = run(few, Momentum(0.2))
    for k in range(14):
        by_hand.change(Momentum(max(0.2 * schedule.factor(k), 1e-300)))
        by_hand.advance(1)
    np.testing.assert_allclose(whole.theta, by_hand.theta, rtol=1e-5, atol=1e-7)


def test_a_schedule_can_be_changed_on_the_way_and_is_marked(few):
    training = run(few, GradientDescent(0.5))
    training.advance(5)
    training.change(schedule=StepDecay(5, 0.1))
    training.advance(3)
    other = run(few, GradientDescent(0.5))
    other.advance(5)
    other.change(GradientDescent(0.05))
    other.advance(3)
    np.testing.assert_allclose(training.theta, other.theta, rtol=1e-6)
    assert [(c.update, c.what) for c in training.history.changes] == [
        (5, {"schedule": (Constant(), StepDecay(5, 0.1))}),
    ]  # fmt: skip
