"""Training with the numerical gradient: what a comparison says, and that the steps are those of the exact one."""

import numpy as np
import pytest

from gdcore.network import OnBatch, TwoLayerNet
from gdcore.numerical_descent import PORTION, Comparing, NumericalDescent, compare
from gdcore.optimizers import GradientDescent, Momentum

SLOPES = np.array([1.0, 2.0, 4.0, 5.0, 0.0, 20.0])
ERRORS = np.array([0.5, 0.2, 0.1, 0.05, 0.0, 1.0])


class Straight:
    """A net whose loss has known slopes, and whose gradient is off by known errors."""

    def loss(self, theta, x, t):
        return float(SLOPES @ theta)

    def gradient(self, theta, x, t):
        return SLOPES + ERRORS


def small(seed=0, examples=5):
    net = TwoLayerNet(inputs=6, hidden=3, outputs=2)
    rng = np.random.default_rng(seed)
    batch = OnBatch(net, rng.random((examples, 6)), rng.integers(0, 2, examples))
    return batch, net.initial(rng, 1.0).astype(float)


def test_a_comparison_says_the_largest_and_the_median_difference():
    found = compare(OnBatch(Straight(), np.zeros(1), np.zeros(1)), np.ones(6), np.arange(5))
    assert found.numerical == pytest.approx(SLOPES[:5], abs=1e-9)
    assert found.exact.tolist() == (SLOPES + ERRORS)[:5].tolist()
    # Of the five compared the first is off most, by 0.5; the steepest of all six is 21.
    assert found.difference == pytest.approx(0.5 / 21)
    # 0.5/1.5, 0.2/2.2, 0.1/4.1 and 0.05/5.05; the slope of 0 has no share of itself.
    assert found.typical == pytest.approx((0.2 / 2.2 + 0.1 / 4.1) / 2)


def test_double_precision_makes_the_numerical_gradient_nearly_exact_and_single_does_not():
    batch, theta = small()
    components = np.arange(batch.net.size)
    double, single = (compare(batch, theta, components, dtype=dtype) for dtype in (np.float64, np.float32))
    assert double.exact == pytest.approx(batch.gradient(theta))
    assert double.difference < 1e-6
    assert single.difference > 1000 * double.difference
    assert double.numerical_seconds > 0
    assert double.exact_seconds > 0


def test_the_steps_are_those_of_the_exact_gradient():
    batches = [small(seed)[0] for seed in range(4)]
    theta, rule = small()[1], Momentum(0.5, 0.9)
    start = theta.copy()
    run = NumericalDescent(batches, theta, rule)
    state, losses = rule.init(theta), []
    for batch in batches:
        losses.append(batch.loss(theta))
        theta, state = rule.update(theta, batch.gradient(theta), state)
    while not run.finished:
        run.advance(0)
    assert run.theta == pytest.approx(theta, abs=1e-6)
    assert [update.loss for update in run.updates] == pytest.approx(losses, abs=1e-6)
    assert max(update.difference for update in run.updates) < 1e-6
    assert run.seconds == pytest.approx(sum(update.seconds for update in run.updates))
    assert np.abs(theta - start).max() > 0.1
    run.advance(1)
    assert len(run.updates) == 4


def test_an_updates_difference_is_the_largest_as_a_share_of_the_steepest():
    run = NumericalDescent([OnBatch(Straight(), np.zeros(1), np.zeros(1))], np.ones(6), GradientDescent(0.1))
    run.advance(0)
    assert run.updates[0].difference == pytest.approx(1 / 21)
    assert run.theta == pytest.approx(1 - 0.1 * SLOPES)


def test_it_works_a_portion_at_a_time():
    batch, theta = small()
    run = NumericalDescent([batch, batch], theta, GradientDescent(0.1))
    assert (run.share, len(theta)) == (0, 29)
    run.advance(0)
    assert run.share == pytest.approx(PORTION / 29 / 2)
    assert run.theta.tolist() == theta.tolist()
    run.advance(0)
    assert (run.share, len(run.updates)) == (0.5, 1)
    run.advance(60)
    assert run.finished
    assert run.share == 1


def test_a_comparison_in_portions_is_the_whole_one():
    net = TwoLayerNet(4, 3, 2)
    rng = np.random.default_rng(0)
    batch, theta = net.on(rng.random((5, 4)), np.array([0, 1, 1, 0, 1])), net.initial(rng, 1.0)
    components = rng.choice(net.size, 10, replace=False)
    whole, job = compare(batch, theta, components), Comparing(batch, theta, components)
    shares = []
    while not job.finished:
        job.advance(0)
        shares.append(job.share)
    assert shares == [0, 0.4, 0.8, 1]
    assert job.result().numerical.tolist() == whole.numerical.tolist()
    assert job.result().difference == whole.difference < 1e-6
