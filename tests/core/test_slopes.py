"""Slopes: every number of the course's section, and what its pictures claim."""

import numpy as np
import pytest

from gdcore.curves import CURVES
from gdcore.descent import descend
from gdcore.differentiate import derivative, numerical_gradient
from gdcore.expression import curve, surface
from gdcore.gradient_mistakes import batch_gradient, in_place_gradient
from gdcore.optimizers import GradientDescent
from gdcore.secants import (
    best_step,
    best_step_in_theory,
    rounding_error,
    secants,
    truncation_error,
)
from gdcore.slices import cut, directional_derivative, downhill_field, slopes_ahead, steepest_angle
from gdcore.surfaces import SURFACES

BOWL = SURFACES["bowl"]
STEPS = 10.0 ** (-np.arange(161) / 10)


@pytest.mark.parametrize("shown", CURVES.values(), ids=CURVES)
def test_a_curves_formulas_are_derivatives_of_each_other(shown):
    x = np.linspace(*shown.domain, 9) + 0.01
    np.testing.assert_allclose(shown.slope(x), derivative(shown.value, x, 1e-5), atol=1e-8)
    np.testing.assert_allclose(shown.curvature(x), derivative(shown.slope, x, 1e-5), atol=1e-8)
    assert shown.domain[0] <= shown.start <= shown.domain[1]


@pytest.mark.parametrize("shown", CURVES.values(), ids=CURVES)
def test_a_curve_and_its_typed_twin_agree(shown):
    typed, x = curve(shown.expression), np.linspace(*shown.domain, 9)
    for of in ("value", "slope", "slopes", "curvature"):
        np.testing.assert_allclose(getattr(typed, of)(x), getattr(shown, of)(x), rtol=1e-14, atol=1e-14)


def test_the_slopes_and_the_tangent_of_the_course():
    course = CURVES["course"]
    np.testing.assert_allclose(course.slope([5, 10]), [0.2, 0.3], rtol=1e-15)
    # The tangent at 10 is y = 0.3 x - 1; height, mean rise and slope are three different numbers there.
    assert course.value(10) - 10 * course.slope(10) == pytest.approx(-1)
    assert course.value(10) == pytest.approx(2)
    assert CURVES["square"].slope(2) == 4


def test_the_secant_is_the_chord_of_its_scheme():
    forward = secants(CURVES["square"].value, 2, [1, 0.5, 1e-4], "forward")
    central = secants(CURVES["square"].value, 2, [1, 0.5, 1e-4])
    np.testing.assert_allclose(forward.slopes, [5, 4.5, 4.0001], rtol=1e-9)  # 4 + h
    np.testing.assert_allclose(central.slopes, 4, rtol=1e-9)
    assert (forward.left == 2).all()
    assert central.left.tolist() == [1, 1.5, 1.9999]
    np.testing.assert_allclose(central.high, (2 + central.h) ** 2)
    with pytest.raises(ValueError, match="h must be > 0"):
        secants(np.sin, 1, [1, 0])


def test_the_errors_of_a_sine_at_1():
    h = np.array([1e-1, 1e-5, 1e-10, 1e-15])
    errors = secants(np.sin, 1, h).errors(np.cos(1))
    # Another processor's sine may differ by its last bit, 1.1e-16, in one of the two values.
    last_bit = 1.2e-16 / (2 * h)
    assert (np.abs(errors - [9.0e-4, 1.1e-11, 5.8e-8, 1.5e-2]) < [1e-6, *last_bit[1:]]).all()
    assert errors.argmin() == 1
    assert errors.argmax() == 3


@pytest.mark.parametrize(("scheme", "order"), [("forward", 1), ("central", 2)])
def test_truncation_falls_with_its_order_and_rounding_rises(scheme, order):
    errors = secants(np.sin, 1, STEPS, scheme).errors(np.cos(1))
    long, short = (STEPS > 1e-3) & (STEPS < 0.1), STEPS < 1e-10
    fitted = np.polyfit(np.log(STEPS[long]), np.log(errors[long]), 1)[0]
    assert fitted == pytest.approx(order, abs=0.02)
    expected = truncation_error(STEPS[long], scheme, -np.sin(1), -np.cos(1))
    np.testing.assert_allclose(errors[long], expected, rtol=0.05)
    # The rounding of two values, each by half an epsilon at most, over the width of the chord.
    assert (errors[short] <= 2.1 * rounding_error(STEPS[short], 1)).all()
    assert np.polyfit(np.log(STEPS[short]), np.log(errors[short] + 1e-300), 1)[0] == pytest.approx(-1, abs=0.3)


@pytest.mark.parametrize(("scheme", "theory"), [("forward", 1.49e-8), ("central", 6.06e-6)])
def test_the_best_h_is_where_theory_has_it(scheme, theory):
    assert best_step_in_theory(scheme) == pytest.approx(theory, rel=1e-2)
    errors = secants(np.sin, 1, STEPS, scheme).errors(np.cos(1))
    assert abs(np.log10(best_step(STEPS, errors) / theory)) < 0.7


def test_one_lucky_h_is_not_the_best():
    errors = np.abs(np.log10(STEPS) + 6) + 1
    errors[-3] = 0
    assert best_step(STEPS, errors) == pytest.approx(1e-6)
    assert np.isnan(best_step(STEPS, np.full(161, np.nan)))


def test_a_kink_has_no_slope_and_both_schemes_answer_all_the_same():
    kink = CURVES["absolute"]
    assert kink.slopes(0).tolist() == [-1, 1]
    assert kink.slopes([-2, 0, 3]).tolist() == [[-1, -1], [-1, 1], [1, 1]]
    assert derivative(kink.value, 0, 1e-4) == 0
    assert derivative(kink.value, 0, 1e-4, "forward") == 1


def test_partial_derivatives_are_the_slopes_of_two_slices():
    s = np.linspace(-2, 2, 9)
    along_x, along_y = cut(BOWL, [3, 4], 0, s), cut(BOWL, [3, 4], 90, s)
    assert (along_x.slope, along_y.slope) == (6, 8)
    assert (along_x.points[:, 1] == 4).all()  # y is held
    assert (along_y.points[:, 0] == 3).all()
    np.testing.assert_allclose(along_x.values, (3 + s) ** 2 + 16)
    np.testing.assert_allclose(along_y.tangent, 25 + 8 * s)


@pytest.mark.parametrize(("at", "slope"), [((3, 4), (6, 8)), ((0, 2), (0, 4)), ((3, 0), (6, 0))])
def test_the_gradients_of_the_course(at, slope):
    assert BOWL.gradient(at).tolist() == list(slope)
    np.testing.assert_allclose(numerical_gradient(BOWL.loss, at), slope, atol=1e-9)


def test_no_direction_is_steeper_than_the_gradient_whose_length_is_not_1():
    slopes = directional_derivative([6, 8], np.arange(0, 360, 0.5))
    assert np.hypot(6, 8) == 10
    assert 9.999 < slopes.max() <= 10
    assert directional_derivative([6, 8], steepest_angle([6, 8])) == pytest.approx(10)
    assert directional_derivative([6, 8], steepest_angle([6, 8]) + 90) == pytest.approx(0, abs=1e-14)
    assert steepest_angle([6, 8]) == pytest.approx(53.1301, abs=1e-4)
    assert steepest_angle([0, -1]) == 270
    assert np.isnan(steepest_angle([0, 0]))


def test_the_slope_along_a_direction_is_that_of_the_slice():
    u = np.array([np.cos(0.7), np.sin(0.7)])
    camel = SURFACES["camel"]
    measured = derivative(lambda s: camel.loss(np.array([0.3, 0.4]) + s[..., None] * u), 0.0)
    assert cut(camel, [0.3, 0.4], np.degrees(0.7), [0.0]).slope == pytest.approx(measured, abs=1e-7)


def test_the_slope_ahead_is_the_directional_derivative_but_at_a_kink():
    angles = np.arange(0, 360, 15)
    ahead = slopes_ahead(BOWL, [3, 4], angles)
    np.testing.assert_allclose(ahead, directional_derivative([6, 8], angles), atol=1e-5)
    np.testing.assert_allclose(slopes_ahead(surface("2*sqrt(x^2 + y^2)"), [0, 0], angles), 2)


def test_the_arrows_of_the_field_compare():
    field = downhill_field(BOWL, -2, 2, 9)
    assert len(field.points) == 81
    np.testing.assert_allclose(field.tips - field.points, -field.scale * 2 * field.points)
    assert field.lengths.max() * field.scale == pytest.approx(0.5)  # the longest is one cell long
    drawn = np.linalg.norm(field.tips - field.points, axis=1)
    np.testing.assert_allclose(drawn, field.scale * field.lengths)
    with pytest.raises(ValueError, match="low must be < high"):
        downhill_field(BOWL, 2, 2, 9)


@pytest.mark.parametrize(
    ("rate", "steps", "end"),
    [
        (0.1, 20, (-0.03458765, 0.04611686)),
        (0.1, 100, (-6.1111e-10, 8.1481e-10)),
        (0.5, 1, (0, 0)),
        (1.0, 7, (3, -4)),
        (1.0, 8, (-3, 4)),
        (1e-10, 100, (-3, 4)),
    ],
)
def test_descent_on_the_bowl(rate, steps, end):
    thetas = descend(BOWL, GradientDescent(rate), [-3, 4], steps).thetas
    np.testing.assert_allclose(thetas[-1], end, rtol=2e-5 if steps == 100 else 2e-7, atol=1e-15)
    np.testing.assert_allclose(thetas[1:], (1 - 2 * rate) * thetas[:-1], rtol=1e-12, atol=1e-15)


def test_a_rate_of_10_explodes():
    path = descend(BOWL, GradientDescent(10), [-3, 4], 20)
    assert path.verdict.kind == "diverged"
    np.testing.assert_allclose(path.thetas[20], np.array([-3, 4]) * 19.0**20)


def test_an_in_place_gradient_of_whole_numbers_is_wrong_without_an_error():
    def f(x):
        return float((x**2).sum())

    whole = in_place_gradient(f, np.array([3, 4]))
    assert [round(row.slope, 3) for row in whole] == [25000, 35000]
    assert (whole[0].above, whole[0].below) == (3, 2)
    np.testing.assert_allclose([row.slope for row in in_place_gradient(f, np.array([3.0, 4.0]))], [6, 8])
    np.testing.assert_allclose(numerical_gradient(lambda x: (x**2).sum(axis=-1), np.array([3, 4])), [6, 8])


def test_an_h_too_small_to_change_x_gives_the_slope_0():
    assert 2 + 1e-50 == 2
    assert derivative(CURVES["square"].value, 2, 1e-50) == 0


def test_a_batch_summed_over_the_wrong_axis_mixes_its_points():
    points = np.array([[3, 4], [0, 2]])
    right = batch_gradient(lambda x: (x**2).sum(axis=1), points)
    wrong = batch_gradient(lambda x: (x**2).sum(axis=0), points)
    np.testing.assert_allclose(right, [[6, 8], [0, 4]], atol=1e-9)
    assert wrong.shape == right.shape  # so nothing complains
    np.testing.assert_allclose(wrong, [[6, 0], [0, 12]], atol=1e-9)
    assert batch_gradient(lambda x: (x**2).sum(axis=0), [[3, 4], [0, 2], [3, 0]]).shape == (2, 2)
