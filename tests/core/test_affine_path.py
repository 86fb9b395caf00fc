"""A path over a quadratic is an affine function of its start."""

import pytest

from gdcore.affine_path import affine_path
from gdcore.descent import descend
from gdcore.optimizers import GradientDescent, Momentum, Nesterov
from gdcore.surfaces import SURFACES


@pytest.mark.parametrize("rule", [GradientDescent(0.1), Momentum(0.05, 0.9), Nesterov(0.05, 0.8), GradientDescent(1.2)])
@pytest.mark.parametrize("name", ["bowl", "valley", "line_fit"])
def test_any_start_gives_the_path_of_the_descent(name, rule):
    found = affine_path(SURFACES[name], rule, 40)
    for start in ([1.3, -0.7], [-4.0, 2.5]):
        path = descend(SURFACES[name], rule, start, 40).thetas
        assert found[:, 0] + found[:, 1] * start[0] + found[:, 2] * start[1] == pytest.approx(path, rel=1e-9, abs=1e-9)


def test_steps_are_a_whole_number():
    with pytest.raises(ValueError, match="steps"):
        affine_path(SURFACES["bowl"], GradientDescent(0.1), -1)
