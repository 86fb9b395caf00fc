"""The two-point example to its printed digits, and the laws of a line fit."""

import numpy as np
import pytest

from gdcore.differentiate import numerical_gradient
from gdcore.line_fit import CirculatingMistake, LineFit, batches, noisy_line

TWO = LineFit([1, 2], [3, 5])
START = np.array([-1.0, 5.0])


def random_fit(n=7, seed=3):
    rng = np.random.default_rng(seed)
    return LineFit(rng.normal(2, 3, n), rng.normal(-1, 5, n))


def test_the_start_of_the_course():
    assert TWO.residuals(START).tolist() == [-1, 2]
    assert TWO.residuals(START).sum() == 1  # signed errors cancel
    assert TWO.loss(START) == 2.5
    assert TWO.gradient(START).tolist() == [-3, -1]


def test_the_loss_is_the_expanded_polynomial():
    m, b = np.random.default_rng(0).normal(0, 4, (2, 50))
    expanded = 5 / 2 * m**2 + 3 * m * b + b**2 - 13 * m - 8 * b + 17
    np.testing.assert_allclose(TWO.loss(np.stack([m, b], axis=-1)), expanded, rtol=1e-12)
    np.testing.assert_allclose(
        TWO.gradient(np.stack([m, b], axis=-1)), np.stack([5 * m + 3 * b - 13, 3 * m + 2 * b - 8], axis=-1), atol=1e-10
    )


def test_the_bowl_of_the_course():
    bowl = TWO.bowl()
    assert TWO.hessian().tolist() == [[5, 3], [3, 2]]
    np.testing.assert_allclose(TWO.minimum(), [2, 1], rtol=1e-12)
    assert bowl.lowest < 1e-25
    np.testing.assert_allclose(bowl.eigenvalues, [0.14590, 6.85410], atol=5e-6)
    assert round(bowl.condition_number, 2) == 46.98
    assert bowl.critical_rate == pytest.approx(7 - 3 * np.sqrt(5), rel=1e-12)
    assert round(bowl.best_rate, 4) == 0.2857


@pytest.mark.parametrize("fit", [TWO, random_fit(), LineFit([4, 4, 4], [1, 2, 6]), LineFit([5], [2])])
@pytest.mark.parametrize("shape", [(2,), (5, 2), (3, 4, 2)])
def test_the_bowl_is_the_same_loss_and_the_gradient_its_slope(fit, shape):
    theta = np.random.default_rng(1).normal(0, 3, shape)
    bowl = fit.bowl()
    assert fit.loss(theta).shape == bowl.loss(theta).shape == shape[:-1]
    np.testing.assert_allclose(bowl.loss(theta), fit.loss(theta), rtol=1e-9)
    np.testing.assert_allclose(bowl.gradient(theta), fit.gradient(theta), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(numerical_gradient(fit.loss, theta), fit.gradient(theta), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(fit.sample_gradients(theta).mean(axis=-2), fit.gradient(theta))


def test_a_single_samples_gradient_is_that_of_its_own_fit():
    fit, theta = random_fit(), np.array([0.5, -2.0])
    for i in range(7):
        np.testing.assert_allclose(fit.sample_gradients(theta)[i], fit.on(np.array([i])).gradient(theta))


def test_the_minimum_is_lower_than_its_surroundings():
    fit = random_fit()
    around = fit.minimum() + np.random.default_rng(2).normal(0, 0.1, (200, 2))
    assert (fit.loss(around) > fit.loss(fit.minimum())).all()


def test_near_the_best_rate_a_few_others_save_one_step_and_none_two():
    """The rate of the best factor, 2 / (lambda_min + lambda_max), is not that of the fewest steps from one start."""

    def since(rate):
        theta, steps = START - [2, 1], []
        for _ in range(300):
            steps.append(np.hypot(*theta) >= 1e-3)
            theta = theta - rate * TWO.hessian() @ theta
        return np.flatnonzero(steps)[-1] + 1

    assert [since(rate) for rate in (0.2857, 0.2858, 0.286)] == [201, 200, 200]
    assert min(since(rate) for rate in np.arange(0.28, 0.2917, 1e-4)) == 200


def test_all_x_equal_is_a_trench():
    bowl = LineFit([2, 2, 2], [1, 2, 3]).bowl()
    assert bowl.eigenvalues[0] == 0
    assert bowl.condition_number == float("inf")
    floor = bowl.nearest_minimum(START)
    np.testing.assert_allclose(floor, [-1.4, 4.8])  # straight across: b + 2m = 2
    for along in (-3, 1, 10):
        assert bowl.loss(floor + along * np.array([1, -2])) == pytest.approx(bowl.lowest)
    assert bowl.best_rate == pytest.approx(bowl.critical_rate / 2)


@pytest.mark.parametrize(
    "loss", [TWO, random_fit(), random_fit(300), CirculatingMistake()], ids=["2", "7", "300", "wrong"]
)
def test_a_line_has_the_same_numbers_alone_and_among_others(loss):
    """To the last bit, so that a run swept or raced beside others is the run alone."""
    thetas = np.random.default_rng(6).normal(0, 3, (2000, 2))
    for ask in (loss.loss, loss.gradient):
        np.testing.assert_array_equal(ask(thetas), [ask(theta) for theta in thetas])
        np.testing.assert_array_equal(ask(thetas), ask(thetas.reshape(20, 100, 2)).reshape(ask(thetas).shape))


def test_the_mistake_that_circulates_is_another_losss_gradient():
    mistake = CirculatingMistake()
    assert mistake.gradient(START).tolist() == [-7, -3]
    np.testing.assert_allclose(numerical_gradient(mistake.loss, START), [-7, -3], rtol=1e-6)
    twice = LineFit([1, 2, 2], [3, 5, 5])  # the second point counted twice: its gradient is 3/2 of the mean's
    np.testing.assert_allclose(1.5 * twice.gradient(START), [-7, -3])
    printed_sign = CirculatingMistake(ascend_in_m=True).gradient(START)
    np.testing.assert_allclose(START - 0.1 * printed_sign, [-1.7, 5.3])
    np.testing.assert_allclose(START - 0.1 * mistake.gradient(START), [-0.3, 5.3])


def test_noisy_lines_repeat_and_lie_about_their_line():
    x, y = noisy_line(400, 2, 1, 0.5, np.random.default_rng(7))
    again = noisy_line(400, 2, 1, 0.5, np.random.default_rng(7))
    assert (y == again[1]).all()
    assert (x.min(), x.max()) == (0, 3)
    np.testing.assert_allclose(LineFit(x, y).minimum(), [2, 1], atol=0.15)
    lifted = noisy_line(400, 2, 1, 0.5, np.random.default_rng(7), outlier=6)[1]
    assert np.count_nonzero(lifted - y) == 1
    assert (lifted - y).max() == pytest.approx(6)


@pytest.mark.parametrize(("n", "size"), [(2, 1), (7, 3), (5, 5)])
def test_each_point_is_dealt_once_an_epoch(n, size):
    deal, steps = batches(n, size, np.random.default_rng(0)), -(-n // size)
    for _ in range(3):
        assert sorted(np.concatenate([next(deal) for _ in range(steps)])) == list(range(n))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: LineFit([1, 2], [3]), "y must be as long as x"),
        (lambda: LineFit([], []), "x must be a row of one or more numbers"),
        (lambda: LineFit([[1, 2]], [[3, 4]]), "x must be a row"),
        (lambda: LineFit([1, np.nan], [3, 5]), "x must be finite"),
        (lambda: LineFit([1, 2], [3, np.inf]), "y must be finite"),
        (lambda: noisy_line(0, 1, 1, 1, np.random.default_rng(0)), "n must be a whole number >= 1, got 0"),
        (lambda: noisy_line(3, 1, 1, -1, np.random.default_rng(0)), "noise must be >= 0, got -1"),
        (lambda: next(batches(3, 4, np.random.default_rng(0))), "size must be a whole number from 1 to 3, got 4"),
    ],
)
def test_bad_arguments_get_one_sentence(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_the_points_are_the_fits_own_and_stay():
    x = np.array([1.0, 2.0])
    fit = LineFit(x, [3, 5])
    x[0] = 100
    assert fit.loss(START) == 2.5
    with pytest.raises(ValueError, match="read-only"):
        fit.x[0] = 3
