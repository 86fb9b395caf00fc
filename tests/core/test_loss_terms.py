"""Losses term by term, held to the losses themselves, to the course's numbers and to arithmetic by hand."""

import math

import numpy as np
import pytest

from gdcore import losses
from gdcore.differentiate import derivative
from gdcore.loss_terms import (
    ADDED,
    TERMS,
    absolute,
    absolute_slope,
    cross_entropy_terms,
    forecast,
    guarded,
    information,
    information_slope,
    mean_square_terms,
    squared,
    squared_slope,
)
from tests.core.test_losses import RIGHT, TWO, WRONG

WHOLE = {
    "half_squares": losses.sum_squared_error,
    "mean_squares": losses.mean_squared_error,
    "mean_distances": losses.mean_absolute_error,
    "cross_entropy": losses.cross_entropy,
}


@pytest.mark.parametrize("name", TERMS)
def test_the_terms_of_a_loss_add_up_to_it(name):
    rng = np.random.default_rng(3)
    for k in (2, 3, 10):
        y, t = rng.dirichlet(np.ones(k)), np.eye(k)[rng.integers(k)]
        assert TERMS[name](y, t).total == pytest.approx(WHOLE[name](y, t), rel=1e-12)


def test_the_two_answers_of_the_course():
    totals = {name: [float(terms(y, TWO).total) for y in (RIGHT, WRONG)] for name, terms in TERMS.items()}
    assert totals["half_squares"] == pytest.approx([0.0975, 0.5975])
    assert totals["mean_squares"] == pytest.approx([0.0195, 0.1195])
    assert totals["cross_entropy"] == pytest.approx([0.5108256, 2.3025851], abs=5e-8)
    assert totals["mean_distances"] == pytest.approx([0.08, 0.18])


def test_which_terms_count():
    assert cross_entropy_terms(RIGHT, TWO).counts.tolist() == [k == 2 for k in range(10)]
    assert mean_square_terms(RIGHT, TWO).counts.tolist() == [k not in (3, 6, 8, 9) for k in range(10)]
    assert cross_entropy_terms([1.0, 0.0], [1, 0]).counts.tolist() == [
        True,
        False,
    ]  # it counts, though it costs nothing


def test_zeros_at_wrong_classes_break_the_unguarded_sum_only():
    assert math.isnan(cross_entropy_terms(RIGHT, TWO, "none").total)
    assert cross_entropy_terms(RIGHT, TWO, "floor").total == pytest.approx(0.5108256, abs=5e-8)
    assert cross_entropy_terms(RIGHT, TWO, "add").total == pytest.approx(0.5108254571, abs=5e-10)  # -log 0.6000001
    assert np.isnan(np.mean([cross_entropy_terms(y, TWO, "none").total for y in (RIGHT, [0.1] * 10)]))
    assert cross_entropy_terms([0.1] * 10, TWO, "none").total == pytest.approx(math.log(10))


def test_where_a_probability_of_zero_goes():
    assert information(0.0, "none") == math.inf
    assert information(0.0, "add") == pytest.approx(7 * math.log(10))
    assert information(0.0, "floor") == pytest.approx(708.396, abs=1e-3)
    assert information(1e-300, "floor") == information(1e-300, "none")
    assert guarded([0.5], "add").tolist() == [0.5 + ADDED]
    with pytest.raises(ValueError, match="guard must be one of 'none', 'add', 'floor', got 'clip'"):
        guarded(0.5, "clip")


@pytest.mark.parametrize(
    ("value", "slope", "at"),
    [
        (information, information_slope, [0.01, 0.3, 1.0]),
        (squared, squared_slope, [-3.0, -0.5, 0.0, 2.0]),
        (absolute, absolute_slope, [-3.0, -0.5, 2.0]),
    ],
)
def test_a_slope_is_the_derivative(value, slope, at):
    np.testing.assert_allclose(slope(at), derivative(value, at, h=1e-6), rtol=1e-4, atol=1e-9)


def test_the_kink_and_the_pole_have_an_answer():
    assert absolute_slope(0.0) == 0
    assert information_slope(0.0) == -math.inf


def test_two_forecasters():
    a, b = forecast([0.51, 0.51, 0.01]), forecast([0.49, 0.49, 0.49])
    assert (a.mean_loss, b.mean_loss) == (pytest.approx(1.984, abs=5e-4), pytest.approx(0.713, abs=5e-4))
    assert (a.accuracy, b.accuracy) == (pytest.approx(2 / 3), 0)
    assert forecast([0.5]).accuracy == 0  # a tie is no answer
    with pytest.raises(ValueError, match="p must be a row of one or more probabilities"):
        forecast([])


def test_shapes_that_do_not_match_are_named():
    with pytest.raises(ValueError, match=r"shape of the predictions \(2,\), got \(3,\)"):
        mean_square_terms([1, 2], [1, 2, 3])
