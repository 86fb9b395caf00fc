"""Softmax of scores: shift, temperature, overflow, and the gradient y - t."""

import math

import numpy as np
import pytest

from gdcore import losses
from gdcore.activations import softmax
from gdcore.descent import descend
from gdcore.differentiate import numerical_gradient
from gdcore.optimizers import GradientDescent
from gdcore.scores import LARGEST_EXPONENT, ScoreFit, softmax_at, softmax_unshifted

SCORES = np.array([2.0, 1.0, -1.0])


def test_a_shift_changes_nothing_but_the_plain_formula_overflows():
    np.testing.assert_allclose(softmax_at(SCORES + 1000), softmax_at(SCORES), rtol=1e-12)
    np.testing.assert_allclose(softmax_unshifted(SCORES), softmax_at(SCORES), rtol=1e-12)
    assert np.isnan(softmax_unshifted(SCORES + 1000)).all()
    assert np.isnan(softmax_unshifted(SCORES - 1000)).all()  # 0 / 0
    assert math.exp(LARGEST_EXPONENT - 1e-9) < math.inf
    with pytest.raises(OverflowError):
        math.exp(LARGEST_EXPONENT + 1e-9)


def test_temperature_sharpens_and_flattens():
    assert softmax_at(SCORES, 0.01).tolist() == pytest.approx([1, 0, 0])
    assert softmax_at(SCORES, 1e6).tolist() == pytest.approx([1 / 3] * 3, abs=1e-5)
    np.testing.assert_allclose(softmax_at(SCORES, 0.5), softmax(SCORES * 2), rtol=1e-12)
    for bad in (0, -1):
        with pytest.raises(ValueError, match=f"temperature must be > 0, got {bad}"):
            softmax_at(SCORES, bad)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_the_gradient_is_the_answer_minus_the_target(temperature):
    target = np.array([0, 1, 0])
    fit = ScoreFit(target, temperature)
    y = softmax_at(SCORES, temperature)
    np.testing.assert_allclose(fit.gradient(SCORES), (y - target) / temperature, rtol=1e-12)
    np.testing.assert_allclose(fit.gradient(SCORES), numerical_gradient(fit.loss, SCORES), atol=1e-8)
    assert fit.loss(SCORES) == pytest.approx(losses.cross_entropy(y, 1), rel=1e-12)
    rows = np.array([numerical_gradient(lambda x, i=i: fit.gradient(x)[..., i], SCORES) for i in range(3)])
    np.testing.assert_allclose(fit.hessian(SCORES), rows, atol=1e-7)


def test_scores_that_descend_keep_their_sum_and_end_at_the_target():
    path = descend(ScoreFit([0, 1, 0]), GradientDescent(1.0), SCORES, 200)
    assert (np.diff(path.losses) < 0).all()
    np.testing.assert_allclose(path.thetas.sum(axis=-1), SCORES.sum(), atol=1e-9)  # the components of y - t add up to 0
    assert softmax(path.thetas[-1])[1] > 0.98


def test_a_target_that_is_no_distribution_is_refused():
    for bad in ([1.0], [0.5, 0.6], [2.0, -1.0]):
        with pytest.raises(ValueError, match="t must be a distribution"):
            ScoreFit(bad)
