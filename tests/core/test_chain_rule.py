import numpy as np
import pytest

from gdcore.chain_rule import TwoUnits
from gdcore.differentiate import derivative, numerical_gradient


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "tanh", "identity"])
def test_the_factors_multiply_to_the_numerical_gradient(activation):
    rng = np.random.default_rng(6)
    for _ in range(10):
        unit = TwoUnits(float(rng.normal()), float(rng.random()), activation)
        thetas = rng.normal(size=(5, 2))
        np.testing.assert_allclose(unit.gradient(thetas), numerical_gradient(unit.loss, thetas, 1e-6), atol=1e-8)


def test_every_factor_is_a_slope_of_its_own():
    unit = TwoUnits(0.5, 0.8, "tanh")
    w1, w2 = theta = np.array([0.7, -1.1])
    chain = unit.chain(theta)
    assert chain.a1 == pytest.approx(np.tanh(0.35))
    assert chain.dh1_dw1 == pytest.approx(derivative(lambda w: w * 0.5, w1))
    assert chain.da1_dh1 == pytest.approx(derivative(np.tanh, 0.35))
    assert chain.dh2_da1 == pytest.approx(derivative(lambda a: w2 * a, chain.a1))
    assert chain.dh2_dw2 == pytest.approx(derivative(lambda w: w * chain.a1, w2))
    assert chain.dy_dh2 == pytest.approx(derivative(np.tanh, w2 * chain.a1))
    assert chain.de_dy == pytest.approx(derivative(lambda y: 0.5 * (0.8 - y) ** 2, chain.y_hat))


def test_an_unknown_activation_is_named():
    with pytest.raises(ValueError, match="activation must be one of 'sigmoid'"):
        TwoUnits(1.0, 0.0, "step")
