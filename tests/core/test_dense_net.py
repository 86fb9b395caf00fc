import numpy as np
import pytest

from gdcore.dense_net import DenseNet, layer_gradient_norms, slope_product
from gdcore.descent import descend
from gdcore.differentiate import numerical_gradient
from gdcore.network import TwoLayerNet
from gdcore.optimizers import Adam, Momentum
from gdcore.xor import ANSWERS, CORNERS, TWO_RELUS, lines_through, most_right, right_of_lines


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "identity"])
@pytest.mark.parametrize("sizes", [(3, 1), (2, 4, 1), (3, 4, 5, 2, 1)])
def test_the_chain_rule_gives_the_numerical_gradient_through_any_depth(sizes, activation):
    rng = np.random.default_rng(4)
    net = DenseNet(sizes, activation)
    batch = net.on(rng.normal(size=(6, sizes[0])), rng.integers(0, 2, 6))
    thetas = rng.normal(size=(2, net.size))
    exact = batch.gradient(thetas)
    np.testing.assert_allclose(exact, numerical_gradient(batch.loss, thetas, h=1e-6), atol=1e-8)
    np.testing.assert_allclose(exact[1], batch.gradient(thetas[1]), rtol=1e-12, atol=1e-15)


def test_the_loss_is_the_cross_entropy_and_stays_finite_where_p_rounds_to_one():
    net = DenseNet((1, 1))
    batch = net.on([[1.0], [2.0]], [1, 0])
    p = net.probability(np.array([0.3, -0.2]), batch.x)
    assert batch.loss(np.array([0.3, -0.2])) == pytest.approx(-(np.log(p[0]) + np.log(1 - p[1])) / 2)
    assert batch.loss(np.array([1000.0, 0.0])) == pytest.approx(1000)


def test_layers_are_views_in_textbook_shapes():
    net = DenseNet((2, 3, 1))
    theta = np.zeros((5, net.size))
    first, last = net.layers(theta)
    assert (first.W.shape, first.b.shape, last.W.shape, last.b.shape) == ((5, 2, 3), (5, 3), (5, 3, 1), (5, 1))
    first.W[4, 1, 2] = 7
    assert theta[4, 5] == 7


@pytest.mark.parametrize("sizes", [(2,), (2, 0, 1), (2, 2, 2)])
def test_sizes_that_cannot_be_are_named(sizes):
    with pytest.raises(ValueError, match="sizes"):
        DenseNet(sizes)


def test_ten_sigmoid_layers_leave_a_millionth_at_best():
    left = slope_product("sigmoid", 0.0, 10)
    assert left[4] == pytest.approx(9.77e-4, rel=1e-3)
    assert left[9] == pytest.approx(9.54e-7, rel=1e-3)
    many = slope_product("sigmoid", np.linspace(-6, 6, 241), 10)
    assert (many <= 0.25 ** np.arange(1, 11)[:, np.newaxis]).all()


def test_the_relu_passes_all_or_nothing():
    assert set(slope_product("relu", np.array([-3.0, -0.1, 0.1, 3.0]), 10).ravel()) == {0.0, 1.0}


def test_in_a_net_of_sigmoids_the_first_layer_hears_least():
    for scale in ("xavier", "he"):
        norms = layer_gradient_norms(10, "sigmoid", scale, seed=1)
        assert (np.diff(norms) > 0).all()
        assert norms[0] / norms[-1] < 1e-4


def test_the_relu_with_he_and_tanh_with_xavier_keep_the_gradient():
    for activation, scale in (("relu", "he"), ("tanh", "xavier")):
        norms = layer_gradient_norms(10, activation, scale, seed=1)
        assert norms.max() / norms.min() < 5
    assert layer_gradient_norms(10, "relu", 1.0, seed=1).max() > 1e4  # and too large a start makes it explode


def test_the_first_norm_of_a_net_is_that_of_its_numerical_gradient():
    # Drawn as the function says, and differentiated by differences.
    rng = np.random.default_rng(7)
    x, t = rng.standard_normal((9, 4)), rng.integers(0, 2, 9)
    net = DenseNet((4, 4, 4, 1), "tanh")
    theta = net.initial(rng, 0.7)
    slopes = numerical_gradient(net.on(x, t).loss, theta)
    expected = [np.linalg.norm(slopes[:16]), np.linalg.norm(slopes[20:36]), np.linalg.norm(slopes[40:44])]
    np.testing.assert_allclose(layer_gradient_norms(3, "tanh", 0.7, 7, 4, 9), expected, rtol=1e-6)


def test_two_layers_without_an_activation_are_one():
    rng = np.random.default_rng(0)
    net = TwoLayerNet(784, 50, 10, "identity")
    theta = net.initial(rng, "he").astype(np.float64)
    W1, b1, W2, b2 = net.unpack(theta)
    x = rng.random((20, 784))
    assert np.abs(net.logits(theta, x) - (x @ (W1 @ W2) + (b1 @ W2 + b2))).max() < 1e-12
    assert (net.size, (W1 @ W2).size + b2.size) == (39_760, 7_850)


def test_no_line_parts_exclusive_or():
    assert most_right() == 3
    # Not by our own list of lines: a hundred thousand at random do no better.
    rng = np.random.default_rng(0)
    lines = np.column_stack([rng.normal(size=(100_000, 2)), rng.uniform(-2, 2, 100_000)])
    assert right_of_lines(lines, CORNERS, ANSWERS).max() == 3


def test_the_list_of_lines_is_whole():
    # A line parts the corners of a square in 14 of 16 ways: all but exclusive or and its opposite.
    side = lines_through(CORNERS)[:, :2] @ CORNERS.T + lines_through(CORNERS)[:, 2:] > 0
    assert len({tuple(row) for row in side}) == 14
    for answers in ([0, 0, 0, 1], [0, 1, 1, 1], [1, 0, 1, 0], [1, 1, 1, 1]):
        assert most_right(CORNERS, np.array(answers)) == 4


def test_two_relus_part_it():
    assert DenseNet((2, 2, 1), "relu").on(CORNERS, ANSWERS).right(TWO_RELUS) == 4


@pytest.mark.parametrize(("activation", "rule", "steps"), [("sigmoid", Momentum(0.3), 400), ("relu", Adam(0.03), 100)])
def test_a_net_with_a_bend_learns_it_with_the_projects_own_rules(activation, rule, steps):
    net = DenseNet((2, 2, 1), activation)
    batch = net.on(CORNERS, ANSWERS)
    path = descend(batch, rule, net.initial(np.random.default_rng(1), 1.0), steps)
    assert batch.right(path.thetas)[-1] == 4


def test_without_a_bend_no_step_of_any_run_has_more_than_three():
    net = DenseNet((2, 2, 1), "identity")
    batch = net.on(CORNERS, ANSWERS)
    for rule in (Momentum(0.3), Adam(0.1)):
        starts = np.array([net.initial(np.random.default_rng(seed), 1.0) for seed in range(12)])
        best = batch.right(descend(batch, rule, starts, 300).thetas).max()
        assert best == 3
