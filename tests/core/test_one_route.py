"""One number alone and the same number among others: to the last bit, on any processor, because they go one route.

The square of a scalar is worked out by another routine than an array's, and differs in the last bit now and then.
"""

import numpy as np
import pytest

from gdcore.activations import ACTIVATIONS
from gdcore.chain_rule import TwoUnits
from gdcore.curves import CURVES
from gdcore.line_fit import LineFit
from gdcore.loss_terms import squared

MANY = 4000


@pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: curve.name)
def test_a_curve(curve):
    x = np.random.default_rng(0).uniform(*curve.domain, MANY)
    for ask in (curve.value, curve.slope, curve.curvature):
        np.testing.assert_array_equal(ask(x), [ask(number) for number in x])
        assert np.shape(ask(x[0])) == ()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation(name):
    f = ACTIVATIONS[name]
    h = np.random.default_rng(1).normal(0, 2, MANY)
    for ask in (f.value, f.slope):
        np.testing.assert_array_equal(ask(h), [ask(number) for number in h])


def test_a_squared_error():
    errors = np.random.default_rng(2).normal(0, 3, MANY)
    np.testing.assert_array_equal(squared(errors), [squared(error) for error in errors])


def test_the_bowl_of_a_line_fit():
    bowl = LineFit([1, 2, 4], [3, 5, 2]).bowl()
    thetas = np.random.default_rng(3).normal(0, 3, (MANY, 2))
    for ask in (bowl.loss, bowl.gradient):
        np.testing.assert_array_equal(ask(thetas), [ask(theta) for theta in thetas])


def test_two_units_in_a_row():
    units = TwoUnits(0.7, 0.2, "tanh")
    thetas = np.random.default_rng(4).normal(0, 3, (MANY, 2))
    for ask in (units.loss, units.gradient):
        np.testing.assert_array_equal(ask(thetas), [ask(theta) for theta in thetas])
