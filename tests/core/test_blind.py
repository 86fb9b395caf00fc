"""A walk over a hidden ground: what it knows, and what the ground holds."""

import numpy as np
import pytest

from gdcore.blind import GROUNDS, Move, dips, lowest, walk
from gdcore.descent import descend
from gdcore.expression import curve, surface
from gdcore.optimizers import GradientDescent

# By hand, from the formulas: the slope at the start, the lowest place with its height, the number of dips.
FACTS = {
    "a": (0.2, -3.0, 0.0, 1),
    "b": (4 * 1.7**3 - 4.44 * 1.7 + 0.44, -1.1, -1.7061, 2),
    "c": (-20.0, 2.0, -6.0, 1),
    "d": (-6 * np.exp(-18), 3.0, 0.0, 1),
    "e": (0.1 * -9 + 3 * np.sin(-15), 4.187, -0.998, 7),
    "f": (-0.24, 3.999, -1.680, 2),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_ground_is_what_it_is_said_to_be(name):
    ground, (slope, x, height, number) = GROUNDS[name], FACTS[name]
    found = curve(ground.expression)
    assert walk(found, ground.start, []).slopes == pytest.approx([slope], rel=1e-9)
    assert lowest(found, ground.reach) == pytest.approx((x, height), abs=6e-4)
    assert len(dips(found, ground.reach).x) == number


# Where a thousand steps of plain descent come to: not to the lowest place.
@pytest.mark.parametrize(
    ("name", "x", "height"),
    [("b", 1.0, -0.78), ("c", -1.016, 0.75), ("d", -3.0, 1.0), ("e", -4.098, 2.316), ("f", 0, 0)],
)
def test_plain_descent_meets_what_the_ground_has_in_store(name, x, height):
    ground = GROUNDS[name]
    end = walk(curve(ground.expression), ground.start, [Move(rate=ground.learning_rate)] * 1000)
    assert (end.x[-1], end.heights[-1]) == pytest.approx((x, height), abs=1e-3)


@pytest.mark.parametrize("name", GROUNDS)
def test_a_walk_of_steps_is_a_descent_along_x(name):
    ground = GROUNDS[name]
    path = descend(surface(f"{ground.expression} + y^2"), GradientDescent(ground.learning_rate), [ground.start, 0], 12)
    walked = walk(curve(ground.expression), ground.start, [Move(rate=ground.learning_rate)] * 12)
    np.testing.assert_allclose(walked.x, path.thetas[:, 0], rtol=1e-12)


def test_a_leap_goes_where_it_says_and_a_place_without_a_height_leads_nowhere():
    found = walk(curve("log(x)"), 1.0, [Move(to=-1.0), Move(rate=0.1), Move(to=2.0)])
    np.testing.assert_array_equal(found.x, [1, -1, np.nan, 2])
    assert np.isnan(found.heights[1:3]).all()
    with pytest.raises(ValueError, match="a step or a leap"):
        walk(curve("x"), 0.0, [Move()])
    with pytest.raises(ValueError, match="a step or a leap"):
        walk(curve("x"), 0.0, [Move(rate=1.0, to=2.0)])


@pytest.mark.parametrize(
    ("formula", "reach", "x", "height"),
    [("-x", 3.0, 3.0, -3.0), ("7", 2.0, -2.0, 7.0), ("sqrt(x - 1)", 2.0, 1.0, 0.0), ("abs(x - 0.3)", 2.0, 0.3, 0.0)],
)
def test_the_lowest_place_may_be_an_edge_or_a_kink(formula, reach, x, height):
    assert lowest(curve(formula), reach) == pytest.approx((x, height), abs=1e-3)


def test_a_ground_without_a_height_has_no_lowest_place():
    assert np.isnan(lowest(curve("sqrt(-1 - x^2)"), 2.0)).all()
