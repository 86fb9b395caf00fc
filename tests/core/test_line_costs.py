"""Lines by distances and by bare differences."""

import numpy as np
import pytest

from gdcore.descent import descend
from gdcore.line_costs import (
    MOST_POINTS,
    SumOfDifferences,
    least_absolute_line,
    least_squares_line,
    mean_absolute_residual,
)
from gdcore.line_fit import LineFit
from gdcore.optimizers import GradientDescent

TEN = np.arange(10.0)
COURSE = LineFit([1, 2], [3, 5])


def lifted(by):
    y = 2 * TEN + 1
    y[8] += by
    return y


@pytest.mark.parametrize(("by", "slope"), [(0, 2), (5, 2.212), (50, 4.121)])
def test_one_far_point_pulls_the_squares_and_not_the_distances(by, slope):
    assert least_squares_line(TEN, lifted(by))[0] == pytest.approx(slope, abs=5e-4)
    assert least_absolute_line(TEN, lifted(by)) == pytest.approx([2, 1])


def test_the_mean_follows_the_far_point_and_the_median_does_not():
    for by in (5.0, 50.0):
        assert np.mean(lifted(by)) == pytest.approx(10 + by / 10)
        assert np.median(lifted(by)) == 10


def test_no_line_of_a_fine_grid_has_less_distance():
    rng = np.random.default_rng(6)
    for n in (3, 4, 7, 12):
        fit = LineFit(rng.normal(size=n), rng.standard_cauchy(size=n))
        best = mean_absolute_residual(fit, least_absolute_line(fit.x, fit.y))
        around = least_absolute_line(fit.x, fit.y) + rng.normal(size=(20_000, 2)) * rng.exponential(size=(20_000, 1))
        assert (mean_absolute_residual(fit, around) >= best).all()


def test_each_line_is_best_by_its_own_measure():
    fit = LineFit(TEN, lifted(50))
    squares, distances = least_squares_line(fit.x, fit.y), least_absolute_line(fit.x, fit.y)
    assert fit.loss(squares) < fit.loss(distances)
    assert mean_absolute_residual(fit, distances) < mean_absolute_residual(fit, squares)
    assert mean_absolute_residual(fit, distances) == pytest.approx(5)
    assert fit.loss(distances) == pytest.approx(250)


@pytest.mark.parametrize("line", [least_squares_line, least_absolute_line])
def test_points_without_a_slope_get_a_flat_line(line):
    assert line([3, 3, 3], [1, 2, 3]) == pytest.approx([0, 2])
    assert line([3, 3], [5, 5]) == pytest.approx([0, 5])
    assert line([3], [5]) == pytest.approx([0, 5])


def test_too_many_points_are_refused():
    n = MOST_POINTS + 1
    with pytest.raises(ValueError, match=f"at most 200 numbers, got {n}"):
        least_absolute_line(np.arange(n), np.arange(n))


def test_the_sum_of_differences_has_no_minimum():
    cost = SumOfDifferences(COURSE)
    lines = np.array([[2.0, 1.0], [-10.0, 19.0], [0.0, 100.0], [-1.0, 5.0]])
    assert cost.loss(lines).tolist() == [0, 0, -192, 1]
    assert COURSE.loss(lines).tolist() == [0, 36, 9217, 2.5]
    path = descend(cost, GradientDescent(0.1), [2.0, 1.0], 100)  # from the right line
    assert np.diff(path.losses) == pytest.approx(np.full(100, -0.1 * (3**2 + 2**2)))
    assert COURSE.loss(path.thetas)[-1] > 1e3
