import math

import numpy as np
import pytest

from gdcore import mnist
from gdcore.activations import softmax
from gdcore.differentiate import numerical_gradient, numerical_slopes
from gdcore.network import SoftmaxNet, TwoLayerNet


def relative_difference(a, b):
    return np.abs(a - b).max() / np.abs(b).max()


@pytest.fixture(scope="module")
def some(digits):
    return mnist.pixels(digits.train_images[:100]), digits.train_labels[:100]


def test_the_net_of_the_course_has_39760_parameters():
    assert TwoLayerNet(784, 50, 10).size == 39_760


def test_unpacking_gives_views_in_textbook_shapes():
    net = TwoLayerNet(4, 3, 2)
    theta = np.arange(float(net.size))
    W1, b1, W2, b2 = net.unpack(theta)
    assert (W1.shape, b1.shape, W2.shape, b2.shape) == ((4, 3), (3,), (3, 2), (2,))
    W1[0, 1] = -1
    b2[1] = -2
    assert theta[1] == -1
    assert theta[-1] == -2


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_the_chain_rule_gives_the_numerical_gradient(activation):
    rng = np.random.default_rng(0)
    net = TwoLayerNet(5, 4, 3, activation)
    theta = rng.normal(size=net.size)
    batch = net.on(rng.random((6, 5)), rng.integers(0, 3, 6))
    assert relative_difference(batch.gradient(theta), numerical_gradient(batch.loss, theta)) < 1e-6


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_so_it_does_on_200_parameters_of_the_real_net(activation, some):
    rng = np.random.default_rng(1)
    net = TwoLayerNet(784, 50, 10, activation)
    batch = net.on(some[0].astype(np.float64), some[1])
    theta = net.initial(rng, "he").astype(np.float64)
    chosen = rng.choice(net.size, 200, replace=False)
    # A shorter h for the ReLU: a step across its kink is no derivative.
    slopes = numerical_slopes(batch.loss, theta, chosen, h=1e-4 if activation == "sigmoid" else 1e-6)
    assert relative_difference(slopes, batch.gradient(theta)[chosen]) < 1e-6


def test_in_float32_the_numerical_gradient_is_worthless(some):
    net = TwoLayerNet()
    theta = net.initial(np.random.default_rng(0))
    chosen = np.arange(300 * 50, 300 * 50 + 200)
    exact = net.gradient(theta, *some)[chosen]
    single = numerical_slopes(lambda t: np.float32(net.loss(t.astype(np.float32), *some)), theta, chosen)
    assert relative_difference(single, exact) > 0.2


def test_the_simple_net_of_the_course():
    W = np.array([[0.47355232, 0.9977393, 0.84668094], [0.85557411, 0.03563661, 0.69422093]])
    batch = SoftmaxNet(2, 3).on(np.array([[0.6, 0.9]]), np.array([[0, 0, 1]]))
    p = softmax(np.array([0.6, 0.9]) @ W)
    assert batch.loss(W.ravel()) == pytest.approx(-math.log(p[2])) == pytest.approx(0.92806854, abs=5e-9)
    assert -math.log(p[2] + 1e-7) == pytest.approx(0.92806829, abs=5e-9)  # as the course material guards it
    dW = [[0.21924763, 0.14356247, -0.36281009], [0.32887144, 0.21534370, -0.54421520]]
    np.testing.assert_allclose(batch.gradient(W.ravel()).reshape(2, 3), dW, atol=1e-8)
    np.testing.assert_allclose(numerical_gradient(batch.loss, W.ravel()).reshape(2, 3), dW, atol=1e-8)


def test_one_hot_rows_and_labels_are_one(some):
    x, labels = some
    net = TwoLayerNet()
    theta = net.initial(np.random.default_rng(0), "he")
    rows = np.eye(10)[labels]
    assert net.loss(theta, x, labels) == pytest.approx(net.loss(theta, x, rows), rel=1e-6)
    np.testing.assert_allclose(net.gradient(theta, x, labels), net.gradient(theta, x, rows), atol=1e-8)
    assert net.accuracy(theta, x, labels) == net.accuracy(theta, x, rows)


def test_accuracy_counts_the_right_answers():
    net = TwoLayerNet(2, 2, 2, "relu")
    theta = np.array([1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0], float)  # both layers pass their input on
    x = np.array([[1.0, 0], [0, 1], [0.2, 0.7], [0.9, 0.1]])
    assert net.accuracy(theta, x, np.array([0, 1, 0, 0])) == 0.75


def test_a_net_that_knows_nothing_believes_a_tenth_of_everything(some):
    net = TwoLayerNet()
    theta = np.zeros(net.size, np.float32)
    assert net.loss(theta, *some) == pytest.approx(math.log(10))
    np.testing.assert_allclose(net.probabilities(theta, some[0]), 0.1)
    np.testing.assert_allclose(net.probabilities(theta, some[0]), softmax(net.logits(theta, some[0])))


@pytest.mark.parametrize(("scale", "first", "second"), [(0.01, 0.01, 0.01), ("he", 784, 50), ("xavier", 417, 30)])
def test_initial_weights_have_the_declared_deviation_and_biases_are_zero(scale, first, second):
    net = TwoLayerNet()
    W1, b1, W2, b2 = net.unpack(net.initial(np.random.default_rng(5), scale))
    deviations = [d if isinstance(d, float) else math.sqrt(2 / d if scale == "he" else 1 / d) for d in (first, second)]
    assert W1.dtype == np.float32
    assert W1.std() == pytest.approx(deviations[0], rel=0.02)
    assert W2.std() == pytest.approx(deviations[1], rel=0.1)
    assert not b1.any()
    assert not b2.any()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: TwoLayerNet(hidden=0), "hidden must be a whole number >= 1, got 0"),
        (lambda: TwoLayerNet(hidden=2.5), "hidden must be a whole number >= 1, got 2.5"),
        (
            lambda: TwoLayerNet(activation="step"),
            "activation must be one of 'sigmoid', 'relu', 'tanh', 'identity', got 'step'",
        ),
        (lambda: TwoLayerNet().initial(np.random.default_rng(), -1), "scale must be a number >= 0"),
        (lambda: TwoLayerNet().initial(np.random.default_rng(), "glorot"), "'xavier' or 'he', got 'glorot'"),
    ],
)
def test_bad_arguments_are_named(make, says):
    with pytest.raises(ValueError, match=says):
        make()
