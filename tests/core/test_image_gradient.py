import numpy as np
import pytest

from gdcore import mnist
from gdcore.image_gradient import ImageGradient
from gdcore.network import TwoLayerNet


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
@pytest.mark.parametrize(("hidden", "size"), [(50, 100), (1, 1), (7, 13)])
def test_the_fast_form_is_the_readable_one(digits, activation, hidden, size):
    rng = np.random.default_rng(0)
    net = TwoLayerNet(784, hidden, 10, activation)
    fast = ImageGradient(net, size)
    for _ in range(3):  # again in the same memory, at other parameters
        theta = net.initial(rng, "he") + rng.normal(size=net.size).astype(np.float32) * 0.05
        chosen = rng.integers(0, 60_000, size)
        x, t = mnist.pixels(digits.train_images[chosen]), digits.train_labels[chosen]
        loss, gradient = fast.loss_and_gradient(theta, digits.train_images, digits.train_labels, chosen)
        exact = net.gradient(theta.astype(np.float64), x, t)
        assert loss == pytest.approx(net.loss(theta.astype(np.float64), x, t), rel=1e-5)
        assert np.abs(gradient - exact).max() < 1e-5 * np.abs(exact).max()
        scores = fast.scores(theta, digits.train_images[chosen])
        np.testing.assert_allclose(scores.T, net.logits(theta, x), rtol=1e-3, atol=1e-4)


def test_a_theta_changed_in_place_is_seen(digits):
    net = TwoLayerNet()
    fast, theta = ImageGradient(net, 10), net.initial(np.random.default_rng(0))
    before = fast.scores(theta, digits.test_images[:10]).copy()
    theta += 0.1
    assert not np.allclose(fast.scores(theta, digits.test_images[:10]), before)
