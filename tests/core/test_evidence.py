"""Why a net answers as it does, and what a descent on the picture makes of it."""

import numpy as np
import pytest

from gdcore import evidence, mnist, picture_descent
from gdcore.differentiate import numerical_gradient
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training


@pytest.fixture(scope="module")
def run(digits):
    run = Training(TwoLayerNet(activation="relu"), GradientDescent(0.3), digits, scale="he", seed=1)
    run.advance(600)
    return run


def small(activation):
    rng = np.random.default_rng(4)
    net = TwoLayerNet(6, 5, 4, activation)
    return net, rng.standard_normal(net.size), 0.1 + 0.8 * rng.random(6)


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_slopes_by_the_pixels_are_those_of_differences(activation):
    net, theta, x = small(activation)
    for label in range(4):
        differences = numerical_gradient(lambda y, k=label: net.logits(theta, y[np.newaxis])[0, k], x)
        assert np.allclose(evidence.score_gradient(net, theta, x, label), differences, atol=1e-7)
        loss = picture_descent.PictureLoss(net, theta, label, x[::-1].copy(), 0.3)
        assert np.allclose(loss.gradient(x), numerical_gradient(loss.loss, x), atol=1e-7)


def test_many_pictures_have_the_losses_of_each(run):
    net, theta, x = small("relu")
    loss = picture_descent.PictureLoss(net, theta, 2, x, 0.5)
    many = np.random.default_rng(1).uniform(-0.5, 1.5, (7, 6))
    assert np.allclose(loss.loss(many), [loss.loss(one) for one in many])
    assert np.allclose(loss.gradient(many), [loss.gradient(one) for one in many])


def test_the_most_alike_image_of_an_image_is_itself(digits):
    chosen, distances = evidence.most_alike(digits.train_images, digits.train_images[8], 3)
    assert chosen[0] == 8
    assert distances[0] == 0
    apart = mnist.pixels(digits.train_images[chosen]) - mnist.pixels(digits.train_images[8])
    assert np.allclose(distances, np.linalg.norm(apart, axis=1), rtol=1e-5)
    assert distances[0] <= distances[1] <= distances[2]


def test_the_strongest_units_come_first(run):
    x = mnist.pixels(run.data.test_images[0])
    h = evidence.hidden_activations(run.net, run.theta, x)
    assert list(h[evidence.strongest_units(run.net, run.theta, x, 3)]) == sorted(h, reverse=True)[:3]


def test_a_change_far_smaller_than_the_way_to_a_real_digit_turns_the_answer(run):
    """The sentence of the page: it tells digits apart and does not know what one looks like."""
    data = run.data
    for i in range(12):
        wanted = (int(data.test_labels[i]) + 5) % 10
        x = mnist.pixels(data.test_images[i])
        loss, path = picture_descent.smallest_change(run.net, run.theta, x, wanted)
        beliefs = loss.probabilities(path.thetas)
        assert beliefs[-1].argmax() == wanted
        _, (nearest,) = evidence.most_alike(data.train_images[data.train_labels == wanted], data.test_images[i], 1)
        assert loss.change(path.thetas[-1]) < 0.6 * nearest
        assert loss.change(path.thetas[0]) == 0


@pytest.mark.parametrize("wanted", [3, 7])
def test_noise_becomes_what_the_net_is_sure_of_and_no_digit(run, wanted):
    data = run.data
    loss, path = picture_descent.ideal(run.net, run.theta, wanted, np.random.default_rng(0))
    assert loss.probabilities(path.thetas[-1])[wanted] > 0.99
    own = data.train_images[data.train_labels == wanted]
    made = np.rint(np.clip(path.thetas[-1], 0, 1) * 255).astype(np.uint8)
    _, (away,) = evidence.most_alike(own, made, 1)
    written = data.test_images[data.test_labels == wanted][:50]
    assert away > 1.5 * max(evidence.most_alike(own, image, 1)[1][0] for image in written)
