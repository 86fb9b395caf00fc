"""What the line-fit page says of runs, held to what is so."""

import re

import pytest

from pages.parts.line_fit import tables, words
from pages.parts.line_fit.run import run
from pages.parts.line_fit.settings import LineFitSettings

CRITICAL = 7 - 3 * 5**0.5


def said(**settings):
    live = run(LineFitSettings(**settings))
    return words.verdict(live, tables.tables_of(live).box)


def own(points, rate, **more):
    return said(data="own", points=points.replace(";", "\n"), learning_rate=rate, **more)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"learning_rate": 0.2918, "steps": 20}, "0.2918 is above 0.291796 = 2/λmax: in the steep"),
        ({"learning_rate": 0.2918, "steps": 20}, "after 20 steps it does not show yet."),
        ({"learning_rate": 0.294714, "steps": 20}, "0.294714 is above 0.2918 = 2/λmax: in the steep direction"),
        ({"learning_rate": 0.294714, "steps": 60}, "and from step 32 on the loss is above its start."),
        ({"learning_rate": 0.5, "m": 2.0, "b": 1.0}, "but it starts where the steep direction is level"),
        ({"learning_rate": CRITICAL, "steps": 30}, "it oscillates without settling,"),
        ({"learning_rate": 0.1, "steps": 1}, "after 1 step it is "),
        ({"learning_rate": 0.1, "m": 2.0, "b": 1.0}, "0.1 is below 0.2918 = 2/λmax: it starts within 0.001"),
    ],
)  # fmt: skip
def test_the_two_points(settings, says):
    assert says in said(**settings)


def test_no_sentence_says_that_a_number_is_above_itself():
    for rate in (0.2917, 0.2918, 0.29179, 0.2917961, 0.291797, 0.292):
        first, side, other = re.match(r"(\S+) is (above|below) (\S+) = 2/λmax", said(learning_rate=rate)).groups()
        assert first != other
        assert (float(first) > float(other)) == (side == "above") == (rate > CRITICAL)


@pytest.mark.parametrize(
    ("points", "rate", "distance"),
    [
        ("1e-5 1;2e-5 2;3e-5 3", 0.1, "10⁵"),
        ("1e-7 1;2e-7 2;3e-7 3", 0.1, "10⁷"),
        ("293 1;294 2;295 4", 1e-5, "444"),
        ("2015 1;2016 2;2018 2;2020 4;2024 5", 2e-7, "893"),
    ],
)
def test_measured_points_are_as_far_from_their_line_as_they_are(points, rate, distance):
    sentence = own(points, rate)
    assert f"it is {distance} from the minimum" in sentence
    assert "All x are equal" not in sentence


def test_only_equal_x_are_a_trench():
    assert own("2 1;2 2;2 3", 0.1).startswith("All x are equal, so the bowl is a trench")
    assert "All x are equal" not in own("2015 1;2015.01 2;2015.02 2", 2e-7)
