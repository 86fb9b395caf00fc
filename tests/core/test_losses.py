import math

import numpy as np
import pytest

from gdcore.activations import softmax
from gdcore.losses import (
    cross_entropy,
    entropy,
    mean_absolute_error,
    mean_squared_error,
    one_hot,
    softmax_cross_entropy,
    sum_squared_error,
)

# The two answers of the course material to a picture of a 2: one right, one wrong.
RIGHT = [0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0]
WRONG = [0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0]
TWO = [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("y", "half_sum", "mean", "nats"), [(RIGHT, 0.0975, 0.0195, 0.5108256), (WRONG, 0.5975, 0.1195, 2.3025851)]
)
def test_the_two_answers_of_the_course(y, half_sum, mean, nats):
    assert sum_squared_error(y, TWO) == pytest.approx(half_sum)
    assert mean_squared_error(y, TWO) == pytest.approx(mean)
    assert cross_entropy(y, TWO) == pytest.approx(nats, abs=5e-8)


def test_only_the_right_class_counts_in_cross_entropy():
    assert cross_entropy([0.6, 0.4, 0.0], 0) == cross_entropy([0.6, 0.1, 0.3], 0) == pytest.approx(-math.log(0.6))


def test_labels_and_one_hot_rows_give_one_number_and_a_batch_is_averaged():
    y = np.array([RIGHT, WRONG])
    assert cross_entropy(y, [2, 2]) == cross_entropy(y, [TWO, TWO])
    assert cross_entropy(y, [2, 2]) == pytest.approx((0.5108256 + 2.3025851) / 2)


def test_a_probability_of_zero_costs_much_but_is_finite():
    assert cross_entropy([1.0, 0.0], 1) == pytest.approx(-math.log(np.finfo(float).tiny))
    assert cross_entropy(np.array([1, 0], np.float32), 1) == pytest.approx(87.34, abs=0.01)
    assert cross_entropy([1.0, 0.0], 0) == 0


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_cross_entropy_of_any_finite_scores_is_finite(dtype):
    most = np.finfo(dtype).max
    scores = np.array([[most, -most], [-most, most], [0, most], [1e-30, 0], [-most, -most]], dtype)
    for labels in ([0] * 5, [1] * 5):
        assert math.isfinite(softmax_cross_entropy(scores, labels))


def test_cross_entropy_of_scores_is_that_of_their_probabilities():
    scores = np.random.default_rng(1).normal(size=(7, 10)) * 5
    labels = np.arange(7)
    assert softmax_cross_entropy(scores, labels) == pytest.approx(cross_entropy(softmax(scores), labels), rel=1e-12)


def test_the_loss_of_knowing_nothing_is_the_logarithm_of_the_classes():
    assert softmax_cross_entropy(np.zeros((3, 10)), [0, 5, 9]) == pytest.approx(math.log(10))


def test_entropy_is_zero_when_certain_and_one_bit_at_a_half():
    assert entropy([0.0, 1.0]) == 0
    assert entropy([0.5, 0.5]) == pytest.approx(math.log(2))
    p = np.linspace(0, 1, 101)
    assert max(range(101), key=lambda i: entropy([p[i], 1 - p[i]])) == 50


def test_cross_entropy_is_least_where_it_is_the_entropy():
    rng = np.random.default_rng(2)
    p = rng.dirichlet(np.ones(4), size=50)
    q = rng.dirichlet(np.ones(4), size=50)
    for one, other in zip(p, q, strict=True):
        assert cross_entropy(other, one) > entropy(one)
        assert cross_entropy(one, one) == entropy(one)


def test_squares_punish_an_outlier_and_distances_do_not():
    straight, with_outlier = np.zeros(10), np.r_[np.zeros(9), 10.0]
    assert mean_squared_error(with_outlier, straight) == 10
    assert mean_absolute_error(with_outlier, straight) == 1


def test_no_labels_are_no_rows():
    assert one_hot([], 3).shape == (0, 3)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: mean_squared_error([1, 2], [1]), r"shape of the predictions \(2,\), got \(1,\)"),
        (lambda: cross_entropy([[0.5, 0.5]], [2]), "labels must be from 0 to 1, got 2"),
        (lambda: one_hot(np.array([-1]), 3), "labels must be from 0 to 2, got -1"),
        (lambda: one_hot([True, False], 2), "labels must be whole numbers, got bool"),
        (lambda: one_hot([0.0, 1.0], 2), "labels must be whole numbers, got float64"),
        (lambda: one_hot(["0"], 2), "labels must be whole numbers, got <U1"),
        (lambda: cross_entropy([[0.5, 0.5]], [True]), "whole-number labels"),
        (lambda: cross_entropy([[0.5, 0.5]], [0.5]), "whole-number labels"),
    ],
)
def test_bad_targets_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
