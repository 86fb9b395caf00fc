"""What the landscape page says of runs, held to what is so."""

import math
import re

import pytest

from gdcore.optimizers import GradientDescent
from pages.parts.landscape import basins, words
from pages.parts.landscape.run import run
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui.text import apart


def said(**settings):
    return words.verdict(run(LandscapeSettings(**settings)))


def of_own(formula, x, y, steps=100, rate=0.1, **more):
    return said(surface="own", formula=formula, x=x, y=y, steps=steps, learning_rate=rate, **more)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"learning_rate": 1.0}, "It oscillates without settling: η·λmax = 2, exactly 2."),
        ({"learning_rate": 1.01, "steps": 100}, "It diverges from step 12 on: η·λmax = 2.02, more than 2. It leaves"),
        ({"learning_rate": 1.01, "steps": 5}, "It will diverge: η·λmax = 2.02, more than 2; after 5 steps"),
        ({"learning_rate": 1.00001, "steps": 5}, "It will diverge: η·λmax = 2.00002, more than 2;"),
        ({"learning_rate": 0.03, "momentum": 0.95, "steps": 300}, "Still on its way"),
        ({"steps": 200}, "It arrives: from step 89 on it is within 0.001 of the minimum, (0, 0)."),
        (
            {"surface": "himmelblau", "learning_rate": 0.01, "x": 0.0, "y": 0.0, "steps": 100},
            "within 0.001 of one of the 4 global minima, (3, 2).",
        ),
        (
            {"surface": "saddle", "learning_rate": 0.1, "x": -2.0, "y": 0.0, "steps": 100},
            "It stops at a saddle point, (0, 0): the gradient is 0 there, but one direction curves down (λmin = −2).",
        ),
        (
            {"surface": "saddle", "learning_rate": 0.1, "x": -2.0, "y": 1e-9, "steps": 60},
            "It lingers at a saddle point",
        ),
        (
            {"surface": "plateau", "learning_rate": 30.0, "x": 0.3, "y": 0.1, "steps": 5},
            "On a plateau since step 1: the gradient is only",
        ),
        ({"surface": "double_well", "learning_rate": 0.3, "x": -1.0, "y": 1.0, "steps": 300}, "It oscillates"),
        (
            {"surface": "double_well", "learning_rate": 0.03, "x": 1.7, "y": 1.0, "steps": 300},
            "Trapped since step 112 in a local minimum, (1, 0): it is 0.926 higher than the global one.",
        ),
    ],
)
def test_the_gallerys_runs(settings, says):
    assert says in said(**settings)


@pytest.mark.parametrize(
    ("formula", "start", "says"),
    [
        ("sqrt(x) + y^2", (1, 1), "At step 15 it leaves the domain: (−0.332, 0.035) asks for the square root of"),
        ("log(x) + y^2", (-1, 1), "At step 0 it leaves the domain: (−1, 1) asks for the logarithm of −1."),
        ("1/x", (0, 1), "At step 0 it leaves the domain: (0, 1) asks for a division by 0."),
        ("1/0", (1, 1), "At step 0 it leaves the domain: (1, 1) asks for a division by 0."),
        ("x^1.5 + y^2", (-0.5, 1),
         "At step 0 it leaves the domain: (−0.5, 1) asks for a power that −0.5 does not have."),
        ("x^3 + y^2", (0, 1), "It stops at a degenerate critical point, (0, 0): gradient and curvature are 0"),
        ("-x^2", (0, 1), "It stands on a level ridge, (0, 1)"),
        ("-abs(x)", (0, 1), "It stands on a ridge with a kink, (0, 1): there is no gradient"),
        ("-abs(x) - abs(y)", (0, 0), "It stands on a peak with a kink, (0, 0): there is no gradient"),
        ("-x^2 - y^2", (0, 0), "It stands on a maximum, (0, 0): the gradient is 0"),
        ("y^2 - abs(x)", (0, 1), "It stops on a kink, (0, 0): the slopes to its two sides differ"),
        ("x^2 - y^2", (1, 0.1), "It falls for ever: this function has no lowest value; after 100 steps"),
        ("-x^2 - y^4", (1, 1), "It falls for ever: this function has no lowest value, and at step"),
        ("x^2 + y^2 + 1e9", (3.5, 3),
         "It arrives: from step 38 on it is within 0.001 of the lowest minimum in the picture"),
        ("x^3 - 3*x + y^2", (2, 1), "within 0.001 of a minimum, (1, 0); elsewhere f is lower still."),
        ("x^4 + y^2", (1, 1), "Still on its way"),
        ("0*x + 3", (1, 1), "It rests on level ground, (1, 1): the gradient is 0, and nothing nearby is higher"),
    ],
)  # fmt: skip
def test_typed_functions(formula, start, says):
    assert of_own(formula, *start).startswith(says) or says in of_own(formula, *start)


@pytest.mark.parametrize("formula", ["sqrt(x) + y^2", "log(x) + y^2", "1/x", "x^2 - y^2", "y^2 - abs(x)", "-x^2"])
def test_no_sentence_has_a_place_left_open(formula):
    for start in ((0, 0), (0, 1), (1, 0.3), (-0.4, 0.2)):
        for steps in (1, 2, 40):
            sentence = of_own(formula, *start, steps=steps)
            assert not re.search(r"[{}]|nan|inf\b", sentence)
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert "1 steps" not in sentence


def test_the_share_of_a_map_is_of_what_there_is():
    def share(**settings):
        return words.reached(run(LandscapeSettings(**settings)), "Momentum", "60 %", "300")

    assert "reach the minimum within" in share()
    assert "reach the global minimum within" in share(surface="double_well")
    assert "reach one of the 4 global minima within" in share(surface="himmelblau")
    assert "reach the lowest minimum in the picture" in share(surface="own", formula="x^3 - 3*x + y^2")
    assert "one of the 2 lowest minima in the picture" in share(surface="own", formula="(x^2-1)^2 + y^2")


def test_two_maps_side_by_side_are_of_two_rules():
    live = run(LandscapeSettings(surface="double_well", learning_rate=0.03, momentum=0.9))
    assert basins.rules(live, "Momentum") == [live.rule]
    assert basins.rules(live, "GradientDescent") == [live.rule, GradientDescent(0.03)]


@pytest.mark.parametrize(("one", "other"), [(0.2918, 0.29179607), (2, 2 + 1e-12), (1e-9, 1.00000001e-9), (5, 7)])
def test_numbers_that_differ_look_different(one, other):
    first, second = apart(one, other)
    assert first != second
    assert apart(one, one)[0] == apart(one, one)[1]
    assert math.isfinite(one)
