import math

import numpy as np
import pytest

from gdcore.descent import descend
from gdcore.differentiate import derivative, numerical_gradient
from gdcore.neuron import Neuron, three_ways
from gdcore.optimizers import GradientDescent

COURSE = Neuron([0.1, 0.3], 0.2)
START = np.array([-0.8, 0.5])


def test_the_neuron_of_the_course():
    passed = COURSE.forward(START)
    assert passed.h[0] == pytest.approx(0.07, abs=1e-15)
    assert passed.y_hat[0] == pytest.approx(0.51749286, abs=5e-9)
    assert passed.error[0] == pytest.approx(-0.31749286, abs=5e-9)
    assert passed.slope[0] == pytest.approx(0.24969400, abs=5e-9)
    assert passed.delta[0] == pytest.approx(-0.07927606, abs=5e-9)


def test_three_ways_lead_to_one_step():
    ways = three_ways(COURSE, START, 0.5)
    for step in ways:
        np.testing.assert_allclose(step, [-0.00396380, -0.01189141], atol=5e-9)
    np.testing.assert_allclose(ways.by_hand, ways.by_the_rule, rtol=1e-13)
    np.testing.assert_allclose(ways.numerical, ways.by_the_rule, rtol=1e-7)


@pytest.mark.parametrize("learns_bias", [False, True])
@pytest.mark.parametrize("half", [False, True])
def test_the_three_ways_agree_at_other_places_too(half, learns_bias):
    rng = np.random.default_rng(3)
    for _ in range(20):
        neuron = Neuron(rng.normal(size=2), rng.random(), half=half, learns_bias=learns_bias, bias=0.4)
        ways = three_ways(neuron, rng.normal(size=neuron.size), 0.7)
        np.testing.assert_allclose(ways.by_hand, ways.by_the_rule, rtol=1e-12)
        np.testing.assert_allclose(ways.numerical, ways.by_the_rule, atol=1e-8)


def test_the_input_decides_which_weight_moves_more():
    step = three_ways(COURSE, START, 0.5).by_the_rule
    assert step[1] / step[0] == pytest.approx(0.3 / 0.1)


def test_without_the_half_every_step_doubles():
    whole = Neuron([0.1, 0.3], 0.2, half=False)
    assert whole.loss(START) == pytest.approx(2 * COURSE.loss(START)) == pytest.approx(0.31749286**2, rel=1e-7)
    np.testing.assert_array_equal(three_ways(whole, START, 0.5).by_the_rule, 2 * three_ways(COURSE, START, 0.5)[2])


def test_a_bias_is_a_weight_whose_input_is_one():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(5, 2)), rng.random(5)
    with_bias, with_a_one = Neuron(x, y, learns_bias=True), Neuron(np.column_stack([x, np.ones(5)]), y)
    theta = rng.normal(size=3)
    np.testing.assert_allclose(with_bias.loss(theta), with_a_one.loss(theta))
    np.testing.assert_allclose(with_bias.gradient(theta), with_a_one.gradient(theta))
    held = with_bias.at_bias(float(theta[2]))
    assert held.loss(theta[:2]) == pytest.approx(with_bias.loss(theta))
    assert held.size == 2


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "identity"])
def test_the_gradient_is_the_numerical_one_for_many_thetas_at_once(activation):
    rng = np.random.default_rng(2)
    neuron = Neuron(rng.normal(size=(4, 3)), rng.random(4), activation, learns_bias=True)
    thetas = rng.normal(size=(6, 5, 4))
    np.testing.assert_allclose(neuron.gradient(thetas), numerical_gradient(neuron.loss, thetas), atol=1e-7)
    assert neuron.loss(thetas).shape == (6, 5)


def test_descent_takes_the_error_to_nothing_and_says_when():
    path = descend(COURSE, GradientDescent(0.5), START, 6000)
    assert path.verdict.kind == "converged"
    # The floor is the line 0.1 w1 + 0.3 w2 = log(0.2 / 0.8); the distance to it, without asking the verdict:
    away = np.abs(path.thetas @ [0.1, 0.3] - math.log(0.25)) / math.hypot(0.1, 0.3)
    assert away[path.verdict.step] < 1e-3 <= away[path.verdict.step - 1]
    assert (np.diff(path.losses) < 0).all()


def test_the_most_wrong_neuron_learns_least():
    unsure, sure = Neuron([1.0, 1.0], 0.0).forward(np.array([[0.0, 0.0], [5.0, 5.0]])).delta[:, 0]
    assert unsure == pytest.approx(-0.125)
    assert sure == pytest.approx(-4.54e-5, rel=1e-3)
    assert unsure / sure == pytest.approx(2754, abs=1)


def test_the_slope_of_a_square():
    assert derivative(lambda x: x**2, 2.0) == pytest.approx(4)


def test_far_out_it_is_silent_and_finite():
    ways = three_ways(Neuron([1e3, 1e3], 0.2), [1e3, 1e3], 0.5)
    assert all(np.isfinite(step).all() for step in ways)
    assert np.isfinite(three_ways(Neuron([1e3, 1e3], 0.2), [-1e3, -1e3], 0.5).by_hand).all()


@pytest.mark.parametrize(
    ("x", "y", "says"),
    [
        ([], 0.2, "x must be"),
        ([0.1, math.inf], 0.2, "x must be finite"),
        ([0.1], math.nan, "y must be finite"),
        ([[0.1], [0.2]], [0.2], r"as many targets as there are examples \(2\)"),
    ],
)
def test_what_cannot_be_is_named(x, y, says):
    with pytest.raises(ValueError, match=says):
        Neuron(x, y)


def test_pencil_and_paper_takes_one_sigmoid_at_a_time():
    with pytest.raises(ValueError, match="a sigmoid with one example"):
        three_ways(Neuron([0.1], 0.2, "tanh"), [0.1], 0.5)


@pytest.mark.parametrize("bias", [False, True])
def test_a_weight_alone_has_the_last_digits_it_has_among_others(bias):
    """One route: the numbers printed of a path are those that its steps were taken with."""
    neuron = Neuron([0.1, 0.3], 0.2, learns_bias=bias)
    thetas = np.random.default_rng(0).normal(size=(500, 3 if bias else 2)) * 5
    together = neuron.forward(thetas)
    assert [neuron.forward(theta).error.tolist() for theta in thetas] == together.error.tolist()
    assert [neuron.gradient(theta).tolist() for theta in thetas] == neuron.gradient(thetas).tolist()
