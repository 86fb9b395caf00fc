import numpy as np
import pytest

from gdcore import mnist
from gdcore.loss_plane import (
    Plane,
    PlaneLoss,
    filter_normalised,
    plane_through_ends,
    principal_plane,
    projected,
    snapshot_updates,
    snapshots,
)
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training


def some_plane(net, rng, length=1.0):
    """A plane through a random net along two random directions."""
    first, second = rng.normal(size=(2, net.size)) * length
    second -= (second @ first) / (first @ first) * first
    return Plane(net.initial(rng, "he").astype(np.float64), np.stack([first, second]))


def test_projecting_a_point_of_the_plane_gives_its_coordinates():
    rng = np.random.default_rng(0)
    plane = some_plane(TwoLayerNet(6, 5, 3), rng)
    for a, b in rng.normal(size=(20, 2)):
        assert plane.project(plane.at(a, b)) == pytest.approx([a, b])


def test_the_projection_is_the_nearest_point():
    rng = np.random.default_rng(1)
    plane = some_plane(TwoLayerNet(6, 5, 3), rng)
    theta = rng.normal(size=len(plane.origin))
    off = theta - plane.at(*plane.project(theta))
    assert plane.directions @ off == pytest.approx([0, 0], abs=1e-12)
    nearest = np.linalg.norm(off)
    for a, b in rng.normal(size=(20, 2)):
        assert np.linalg.norm(theta - plane.at(a, b)) >= nearest


@pytest.mark.parametrize(
    ("directions", "rule"),
    [
        ([[1.0, 0, 0], [1.0, 1, 0]], "orthogonal"),
        ([[1.0, 0, 0], [0.0, 0, 0]], "not 0"),
        ([[1.0, 0, 0], [0.0, np.nan, 0]], "finite"),
        ([[np.inf, 0, 0], [0.0, 1, 0]], "finite"),
    ],
)
def test_directions_that_span_no_plane_are_refused(directions, rule):
    with pytest.raises(ValueError, match=rf"directions must be .*{rule}.*, got"):
        Plane(np.zeros(3), np.array(directions))


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
@pytest.mark.parametrize("sizes", [(6, 5, 3), (1, 1, 2), (30, 7, 10)])
def test_the_loss_on_the_plane_is_the_nets_loss(activation, sizes):
    rng = np.random.default_rng(2)
    net = TwoLayerNet(*sizes, activation)
    plane = some_plane(net, rng)
    x, t = rng.random((40, net.inputs)), rng.integers(0, net.outputs, 40)
    loss = PlaneLoss(net, plane, x, t)
    for a, b in rng.normal(size=(30, 2)) * 3:
        assert loss.at(a, b) == pytest.approx(net.loss(plane.at(a, b), x, t), rel=1e-12)


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_in_single_precision_on_real_digits_it_is_the_same_up_to_rounding(digits, activation):
    rng = np.random.default_rng(3)
    net = TwoLayerNet(activation=activation)
    plane = some_plane(net, rng, length=0.05)
    x, t = mnist.pixels(digits.train_images[:200]), digits.train_labels[:200]
    loss = PlaneLoss(net, plane, x, t)
    for a, b in rng.uniform(-1, 1, (10, 2)):
        assert loss.at(a, b) == pytest.approx(net.loss(plane.at(a, b), x, t), rel=1e-5)


def test_labels_and_one_hot_rows_give_the_same_loss():
    rng = np.random.default_rng(4)
    net = TwoLayerNet(6, 5, 3)
    plane, x, t = some_plane(net, rng), rng.random((9, 6)), rng.integers(0, 3, 9)
    assert PlaneLoss(net, plane, x, t).at(1, 2) == PlaneLoss(net, plane, x, np.eye(3)[t]).at(1, 2)


def test_rows_come_one_at_a_time_from_the_first_second_coordinate_on():
    rng = np.random.default_rng(5)
    net = TwoLayerNet(6, 5, 3)
    loss = PlaneLoss(net, some_plane(net, rng), rng.random((9, 6)), rng.integers(0, 3, 9))
    a, b = np.linspace(-1, 1, 4), np.linspace(0, 2, 3)
    rows = loss.rows(a, b)
    assert list(next(rows)) == [loss.at(first, b[0]) for first in a]
    assert np.array(list(rows)) == pytest.approx(np.array([[loss.at(p, q) for p in a] for q in b[1:]]))


def test_each_units_part_of_a_filter_normalised_direction_is_as_long_as_its_weights():
    rng = np.random.default_rng(6)
    net = TwoLayerNet(6, 5, 3)
    theta, direction = rng.normal(size=net.size), rng.normal(size=net.size) * 100
    before = direction.copy()
    d, w, raw = net.unpack(filter_normalised(net, direction, theta)), net.unpack(theta), net.unpack(before)
    for scaled, weights, original in ((d.W1, w.W1, raw.W1), (d.W2, w.W2, raw.W2)):
        assert np.linalg.norm(scaled, axis=0) == pytest.approx(np.linalg.norm(weights, axis=0))
        cosines = np.sum(scaled * original, axis=0) / np.linalg.norm(scaled, axis=0) / np.linalg.norm(original, axis=0)
        assert cosines == pytest.approx(np.ones(weights.shape[1]))
    assert not d.b1.any()
    assert not d.b2.any()
    assert np.array_equal(direction, before)


def test_twice_the_weights_make_twice_the_direction():
    rng = np.random.default_rng(7)
    net = TwoLayerNet(6, 5, 3)
    theta, direction = rng.normal(size=net.size), rng.normal(size=net.size)
    once, twice = filter_normalised(net, direction, theta), filter_normalised(net, direction, 2 * theta)
    assert twice == pytest.approx(2 * once)


def test_a_plane_through_the_ends_has_the_start_at_0_and_the_end_at_1():
    rng = np.random.default_rng(8)
    net = TwoLayerNet(60, 5, 3)
    start, end = net.initial(rng, "he"), net.initial(rng, "he")
    plane = plane_through_ends(net, start, end, rng)
    assert plane.at(0, 0) == pytest.approx(start)
    assert plane.at(1, 0) == pytest.approx(end)
    assert plane.project(np.stack([start, end])) == pytest.approx(np.array([[0, 0], [1, 0]]), abs=1e-12)
    # Made orthogonal, the random direction has lost little of its length.
    W = net.unpack(end)
    assert np.linalg.norm(plane.directions[1]) == pytest.approx(np.hypot(*map(np.linalg.norm, (W.W1, W.W2))), rel=0.05)


def curve(rng, scales, n=30, d=200):
    """A path whose coordinates along some orthogonal axes have zero means, no correlation and these scales."""
    axes = np.linalg.qr(rng.normal(size=(d, len(scales))))[0].T
    waves = np.stack([np.cos(np.pi * (k + 1) * (np.arange(n) + 0.5) / n) for k in range(len(scales))], axis=1)
    return waves * scales @ axes + rng.normal(size=d), axes


def test_the_principal_plane_finds_the_axes_and_the_shares_a_path_was_made_of():
    thetas, axes = curve(np.random.default_rng(9), [1.0, 5.0, 2.0])
    plane = principal_plane(thetas)
    assert np.abs(plane.directions @ axes[[1, 2]].T) == pytest.approx(np.eye(2), abs=1e-9)
    assert plane.explained_variance(thetas) == pytest.approx([25 / 30, 4 / 30])
    assert np.array_equal(plane.origin, thetas[-1])


@pytest.mark.parametrize("seed", range(5))
def test_the_path_comes_from_the_left_and_bends_upwards(seed):
    thetas = np.cumsum(np.random.default_rng(seed).normal(size=(40, 300)), axis=0)
    coordinates = principal_plane(thetas).project(thetas)
    assert coordinates[0, 0] < 0
    assert coordinates[-1] == pytest.approx([0, 0])
    assert coordinates[np.abs(coordinates[:, 1]).argmax(), 1] > 0


def test_no_plane_shows_more_of_a_path_than_the_principal_one():
    rng = np.random.default_rng(10)
    net = TwoLayerNet(60, 5, 3)
    thetas = np.cumsum(rng.normal(size=(40, net.size)), axis=0)
    most = principal_plane(thetas).explained_variance(thetas).sum()
    others = [plane_through_ends(net, thetas[0], thetas[-1], rng), *(some_plane(net, rng) for _ in range(5))]
    assert all(plane.explained_variance(thetas).sum() < most <= 1 for plane in others)


def test_a_path_within_the_plane_lies_on_its_surface_and_one_beside_it_need_not():
    rng = np.random.default_rng(11)
    net = TwoLayerNet(6, 5, 3)
    plane, x, t = some_plane(net, rng), rng.random((20, 6)), rng.integers(0, 3, 20)
    loss = PlaneLoss(net, plane, x, t)
    within = np.array([plane.at(a, b) for a, b in rng.normal(size=(8, 2))])
    flat = projected(loss, within)
    assert flat.losses == pytest.approx(flat.surface)
    assert flat.explained.sum() == pytest.approx(1)

    beside = within.copy()
    away = rng.normal(size=net.size)
    away -= plane.at(*plane.project(away)) - plane.origin  # what of it is at a right angle to the plane
    beside[5] += away
    tilted = projected(loss, beside)
    assert tilted.farthest == 5
    assert tilted.losses[5] == pytest.approx(net.loss(beside[5], x, t))
    assert tilted.surface[5] == pytest.approx(net.loss(plane.at(*tilted.coordinates[5]), x, t))
    assert abs(tilted.losses[5] - tilted.surface[5]) > 0.01
    assert tilted.explained.sum() < 1


@pytest.mark.parametrize("updates", [1, 2, 59, 300, 600, 2000])
def test_snapshots_are_denser_at_first_and_hold_both_ends(updates):
    at = snapshot_updates(updates)
    assert (at[0], at[-1]) == (0, updates)
    assert len(at) <= 61
    gaps = np.diff(at)
    assert (gaps > 0).all()
    assert (gaps[1:] >= gaps[:-1] - 1).all()  # but for rounding


@pytest.mark.parametrize(("updates", "most"), [(0, 60), (2.5, 60), (100, 0)])
def test_snapshots_that_cannot_be_are_refused(updates, most):
    with pytest.raises(ValueError, match="must be a whole number >= 1"):
        snapshot_updates(updates, most)


def run(digits, rate=0.1):
    return Training(TwoLayerNet(hidden=5), GradientDescent(rate), digits, seed=3)


def test_snapshots_are_the_runs_own_parameters_kept(digits):
    thetas = list(snapshots(run(digits), np.array([0, 2, 5])))
    straight = run(digits)
    assert np.array_equal(thetas[0], straight.theta)
    straight.advance(5)
    assert np.array_equal(thetas[2], straight.theta)
    assert not np.array_equal(thetas[1], thetas[2])


def test_a_run_that_diverges_has_fewer_snapshots(digits):
    thetas = list(snapshots(run(digits, rate=1e38), np.arange(40)))
    assert 1 <= len(thetas) < 40
