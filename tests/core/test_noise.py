"""Stochastic gradients: an error of its own for every step, right on average."""

import numpy as np
import pytest

from gdcore.noise import noisy
from gdcore.surfaces import SURFACES

BOWL = SURFACES["bowl"]


def errors(steps, deviation=0.5, seed=1):
    """What each step's gradient is off by at (1, 2), where it is (2, 4)."""
    seen = noisy(BOWL, deviation, steps, np.random.default_rng(seed))
    return np.array([seen(k).gradient(np.array([1.0, 2.0])) - [2, 4] for k in range(steps + 1)])


def test_every_step_has_another_error():
    found = errors(20)
    assert len(np.unique(found)) == 42
    seen = noisy(BOWL, 0.5, 3, np.random.default_rng(1))
    here, there = np.array([1.0, 2.0]), np.array([-3.0, 0.5])
    for k in range(4):  # the same for all points, and however often it is asked
        assert seen(k).gradient(here) - BOWL.gradient(here) == pytest.approx(found[k])
        assert seen(k).gradient(there) - BOWL.gradient(there) == pytest.approx(found[k])
        assert seen(k).loss(here) == BOWL.loss(here)


def test_on_average_it_is_right():
    found = errors(4000)
    assert found.mean(axis=0) == pytest.approx([0, 0], abs=4 * 0.5 / 4000**0.5)
    assert found.std(axis=0) == pytest.approx([0.5, 0.5], rel=0.05)
    neighbours = np.corrcoef(found[:-1, 0], found[1:, 0])[0, 1]
    assert abs(neighbours) < 4 / 4000**0.5
    assert abs(np.corrcoef(found.T)[0, 1]) < 4 / 4000**0.5


def test_no_deviation_is_the_exact_gradient():
    assert not errors(3, deviation=0).any()


@pytest.mark.parametrize(
    ("deviation", "steps", "says"),
    [(-0.1, 5, "deviation must be >= 0, got -0.1"), (np.nan, 5, "deviation must be >= 0"), (0.1, -1, "steps must be")],
)
def test_bad_arguments_are_named(deviation, steps, says):
    with pytest.raises(ValueError, match=says):
        noisy(BOWL, deviation, steps, np.random.default_rng(0))
