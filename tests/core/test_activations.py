import numpy as np
import pytest

from gdcore.activations import (
    ACTIVATIONS,
    identity,
    identity_slope,
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    tanh,
    tanh_slope,
)
from gdcore.differentiate import derivative


def test_the_neuron_of_the_course():
    assert sigmoid(0.07) == pytest.approx(0.51749286, abs=5e-9)
    assert sigmoid_slope(0.07) == pytest.approx(0.24969400, abs=5e-9)


def test_the_sigmoids_slope_is_at_most_a_quarter():
    x = np.linspace(-20, 20, 4001)
    assert sigmoid_slope(x).max() == 0.25
    assert x[sigmoid_slope(x).argmax()] == pytest.approx(0)


@pytest.mark.parametrize(
    ("value", "slope"),
    [(sigmoid, sigmoid_slope), (relu, relu_slope), (tanh, tanh_slope), (identity, identity_slope)],
)
def test_a_slope_is_the_derivative(value, slope):
    x = np.array([-7.0, -1.3, -0.2, 0.4, 2.0, 9.0])
    np.testing.assert_allclose(slope(x), derivative(value, x), atol=1e-8)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_far_ends_are_finite_and_silent(dtype):
    x = np.array([-1e4, 1e4, np.finfo(dtype).min, np.finfo(dtype).max], dtype)
    assert sigmoid(x).tolist() == [0, 1, 0, 1]
    assert sigmoid(x).dtype == dtype
    assert softmax(x).tolist() == [0, 0, 0, 1]


def test_softmax_is_a_distribution_that_ignores_a_shift():
    x = np.random.default_rng(0).normal(size=(5, 10))
    np.testing.assert_allclose(softmax(x).sum(axis=-1), 1)
    np.testing.assert_allclose(softmax(x + 300), softmax(x), rtol=1e-10)


def test_softmax_by_hand():
    np.testing.assert_allclose(softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625])


def test_whole_numbers_are_taken_as_floats():
    assert sigmoid(np.array([0, 1])).dtype == np.float64
    assert relu([-3, 3]).tolist() == [0.0, 3.0]


def test_tanh_is_a_stretched_sigmoid():
    x = np.linspace(-6, 6, 49)
    np.testing.assert_allclose(tanh(x), 2 * sigmoid(2 * x) - 1, atol=1e-15)
    assert tanh_slope(x).max() == 1.0


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_slope_is_known_from_the_value(name):
    x = np.linspace(-3, 3, 60)
    f = ACTIVATIONS[name]
    np.testing.assert_allclose(f.slope_from_value(f.value(x)), f.slope(x), atol=1e-15)
