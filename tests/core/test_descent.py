"""Descents: the course's step counts, what a path holds, and the verdicts."""

from dataclasses import dataclass

import numpy as np
import pytest

from gdcore.descent import arrive, descend, sweep
from gdcore.line_fit import CirculatingMistake, LineFit, batches, noisy_line
from gdcore.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum
from gdcore.surroundings import hessian

TWO = LineFit([1, 2], [3, 5])
START = [-1, 5]


@dataclass(frozen=True)
class Saddle:
    """x^2 - y^2 + y^4 / 4: a saddle at (0, 0), minima at y = +-sqrt 2."""

    def loss(self, theta):
        x, y = theta[..., 0], theta[..., 1]
        return x**2 - y**2 + y**4 / 4

    def gradient(self, theta):
        x, y = theta[..., 0], theta[..., 1]
        return np.stack([2 * x, -2 * y + y**3], axis=-1)


@pytest.mark.parametrize("fit", [TWO, TWO.bowl()], ids=["fit", "bowl"])
@pytest.mark.parametrize(
    ("rate", "steps"), [(0.29, 494), (0.2857, 201), (0.25, 230), (0.2, 288), (0.1, 580), (0.05, 1163), (0.01, 5831)]
)
def test_the_steps_of_the_course(fit, rate, steps):
    verdict = descend(fit, GradientDescent(rate), START, steps + 20).verdict
    assert (verdict.kind, verdict.step) == ("converged", steps)
    assert descend(fit, GradientDescent(rate), START, steps).verdict.kind == "converged"
    assert descend(fit, GradientDescent(rate), START, steps - 1).verdict.kind == "out of steps"


def test_a_small_rate_crawls():
    path = descend(TWO.bowl(), GradientDescent(0.005), START, 11_700)
    assert (path.verdict.kind, path.verdict.step) == ("converged", 11_666)
    distance = np.linalg.norm(path.thetas - [2, 1], axis=-1)
    assert distance[11_665] >= 1e-3 > distance[11_666]


@pytest.mark.parametrize(("rate", "product"), [(0.5, 3.427), (0.3, 2.056), (0.2947, 2.020)])
def test_above_the_critical_rate_it_leaves(rate, product):
    path = descend(TWO, GradientDescent(rate), START, 400)
    assert path.verdict.kind == "diverged"
    assert path.verdict.facts["rate_times_curvature"] == pytest.approx(product, abs=1e-3)
    assert "> 2" in path.verdict.why
    assert (path.losses[path.verdict.step :] > 2.5).all()


def test_an_overflow_is_a_result():
    path = descend(TWO, GradientDescent(0.5), START, 2000)
    assert path.thetas.shape == (2001, 2)
    assert path.verdict.kind == "diverged"
    assert not np.isfinite(path.losses[int(path.verdict.facts["overflow"])])
    assert np.isfinite(path.losses[int(path.verdict.facts["overflow"]) - 1])


def test_the_first_step_of_the_course():
    path = descend(TWO, GradientDescent(0.1), START, 3)
    np.testing.assert_allclose(path.thetas[1], [-0.7, 5.1])
    np.testing.assert_allclose(path.losses[:2], [2.5, 1.825])
    assert path.gradients[0].tolist() == [-3, -1]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_path_is_its_rules_own_steps(name):
    rule = OPTIMIZERS[name](0.05)
    path = descend(TWO, rule, START, 6)
    state = rule.init(path.thetas[0])
    for k in range(6):
        for term, values in path.states.items():
            np.testing.assert_array_equal(values[k], state[term])
        np.testing.assert_array_equal(path.gradients[k], TWO.gradient(path.thetas[k]))
        theta, state = rule.update(path.thetas[k], path.gradients[k], state)
        np.testing.assert_array_equal(theta, path.thetas[k + 1])
    np.testing.assert_array_equal(path.losses, TWO.loss(path.thetas))


@pytest.mark.parametrize("shape", [(3, 2), (2, 3, 2)])
def test_many_starts_are_many_descents(shape):
    starts = np.random.default_rng(4).normal(0, 3, shape)
    together = descend(TWO, Momentum(0.05), starts, 200)
    assert together.thetas.shape == (201, *shape)
    for i in np.ndindex(shape[:-1]):
        alone = descend(TWO, Momentum(0.05), starts[i], 200)
        np.testing.assert_array_equal(together.thetas[:, *i], alone.thetas)  # the same steps, to the last bit
        assert together.verdict[i] == alone.verdict


def test_only_the_end_and_the_sweep_agree_with_the_whole_path():
    rates = np.array([0.01, 0.1, 0.2857, 0.5])
    swept = sweep(TWO, GradientDescent, rates, START, 50)
    for rate, loss in zip(rates, swept, strict=True):
        path = descend(TWO, GradientDescent(rate), START, 50)
        assert loss == path.losses[-1]
        np.testing.assert_array_equal(arrive(TWO, GradientDescent(rate), START, 50), path.thetas[-1])


def test_a_rate_that_overflows_does_not_spoil_the_sweep():
    swept = sweep(TWO, GradientDescent, [0.1, 9.0], START, 2000)
    assert swept[0] < 1e-6
    assert not np.isfinite(swept[1])


def test_a_sample_at_a_time_sees_one_point_a_step():
    x, y = noisy_line(8, 2, 1, 0.3, np.random.default_rng(0))
    fit, deal = LineFit(x, y), batches(8, 1, np.random.default_rng(1))
    order = [next(deal) for _ in range(41)]
    path = descend(fit, GradientDescent(0.02), START, 40, seen=lambda k: fit.on(order[k]))
    for k in (0, 17, 40):
        np.testing.assert_allclose(path.gradients[k], fit.sample_gradients(path.thetas[k])[order[k][0]])
    assert path.losses[-1] == pytest.approx(fit.loss(path.thetas[-1]))


def test_on_its_ridge_a_descent_stops_at_the_saddle_and_beside_it_leaves():
    ridge = descend(Saddle(), GradientDescent(0.1), [1.0, 0.0], 300).verdict
    assert ridge.kind == "saddle point"
    assert ridge.facts["lambda_min"] == pytest.approx(-2, abs=1e-4)
    beside = descend(Saddle(), GradientDescent(0.1), [1.0, 1e-6], 300)
    assert beside.verdict.kind == "converged"
    assert beside.thetas[-1][1] == pytest.approx(np.sqrt(2), abs=1e-6)


def test_a_ball_that_rolls_through_the_minimum_has_not_arrived():
    rule = Momentum(0.02, 0.95)
    path = descend(TWO.bowl(), rule, [2.0, 1.0 + 1e-9], 1)
    assert path.verdict.kind == "converged"
    one = LineFit([0], [0])  # MSE = b^2: one dimension that curves
    rolling = descend(one, rule, [0.0, 1.0], 500)
    b = rolling.thetas[:, 1]
    nearest = int(np.argmin(np.abs(b[:60])))
    path = descend(one, rule, [0.0, 1.0], nearest)
    speed = abs(b[nearest] - b[nearest - 1])
    assert speed > 0.05
    assert path.verdict.kind == "out of steps"
    # Started where it passes through, the same place is an arrival: what differs is the memory.
    assert descend(one, rule, [0.0, 0.0], 0).verdict.kind == "converged"
    assert rolling.verdict.kind == "converged"


def test_a_slope_along_a_flat_direction_is_no_arrival():
    class Slope:
        def loss(self, theta):
            return theta[..., 0] ** 2 + 0.001 * theta[..., 1]

        def gradient(self, theta):
            return np.stack([2 * theta[..., 0], np.full(theta.shape[:-1], 0.001)], axis=-1)

    assert descend(Slope(), GradientDescent(0.1), [0.0, 0.0], 50).verdict.kind == "out of steps"


def test_in_a_trench_it_arrives_at_the_nearest_floor():
    trench = LineFit([2, 2, 2], [1, 2, 3]).bowl()
    path = descend(trench, GradientDescent(0.05), START, 100)
    assert path.verdict.kind == "converged"
    np.testing.assert_allclose(path.thetas[-1], trench.nearest_minimum(np.array(START)), atol=1e-9)


def test_the_hessian_by_differences_is_the_exact_one():
    theta = np.array([0.3, -0.8])
    np.testing.assert_allclose(hessian(Saddle(), theta), [[2, 0], [0, -2 + 3 * 0.64]], atol=1e-6)
    assert hessian(TWO, theta).tolist() == [[5, 3], [3, 2]]


def test_the_wrong_sign_that_circulates_diverges_and_the_wrong_gradient_alone_does_not():
    assert descend(CirculatingMistake(ascend_in_m=True), GradientDescent(0.1), START, 60).verdict.kind == "diverged"
    wrong = descend(CirculatingMistake(), GradientDescent(0.1), START, 2000)
    np.testing.assert_allclose(wrong.thetas[-1], [2, 1], atol=1e-3)  # both losses have their zero there


def test_a_start_of_whole_numbers_and_no_steps():
    path = descend(TWO, Adam(0.1), [2, 1], 0)
    assert path.thetas.dtype == np.float64
    assert (path.verdict.kind, path.verdict.step) == ("converged", 0)
    with pytest.raises(ValueError, match="steps must be a whole number >= 0, got -1"):
        descend(TWO, Adam(0.1), START, -1)
