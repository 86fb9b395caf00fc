"""What the race says of its methods, held to what is so."""

import re

import pytest

from pages.parts.race import tables, words
from pages.parts.race.run import run
from pages.parts.race.settings import RaceSettings


def race(rank="loss", finish=0.01, **settings):
    live = run(RaceSettings(**settings))
    return live, words.verdict(live, tables.tables_of(live, rank, finish))


def test_numbers_that_look_alike_are_not_said_to_differ():
    _, said = race(surface="bowl", x=-3.0, y=4.0, steps=300)
    assert said == "Loss after 300 steps: Gradient descent ≈ 0 = Momentum ≈ 0 = AdaGrad ≈ 0 = Adam ≈ 0."
    for surface in ("camel", "himmelblau", "rastrigin", "beale"):
        _, said = race(surface=surface, x=0.6, y=0.4, steps=300, rates="equal", rate=0.01)
        values = re.findall(r"(?:steps: |[<=] )\D*?(≈ 0|∞|[\d.,·⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", said)
        signs = re.findall(r" ([<=]) ", said)
        assert all((one == other) == (sign == "=") for one, other, sign in zip(values, values[1:], signs, strict=False))


def test_the_finish_names_who_did_not_reach_it():
    _, nobody = race("finish", 1e-9)
    assert nobody == "No method reaches the finish, 10⁻⁹, within 30 steps."
    _, some = race("finish", 0.02)
    assert some.startswith("Steps to the finish, 0.02: AdaGrad ")
    assert some.endswith("not reached within 30 steps: Adam.")
    _, everyone = race("finish", 3.0)
    assert "not reached" not in everyone


def test_a_height_of_rounding_ranks_nobody_and_has_no_sign():
    live, _ = race(surface="camel", x=0.6, y=0.4, steps=600, rates="equal", rate=0.02)
    for method in live.paths:
        above = live.above(method)
        assert ((above == 0) | (abs(above) > 1e-13)).all()
        assert (above[-1] >= 0).all()


@pytest.mark.parametrize(
    ("formula", "start", "says"),
    [
        ("log(x) + y^2", (-1, 1), "leaves the domain at step 0, where f has no value or no slope"),
        ("x^2 - y^2", (1, 0.1), "falls for ever: the function has no lowest value"),
        ("-x^2", (0, 1), "stands on a level ridge"),
        ("y^2 - abs(x)", (0, 0), "stops on a kink at step 0, where there is no gradient"),
        ("0*x + 3", (1, 1), "rests on level ground"),
    ],
)
def test_what_became_of_a_typed_function(formula, start, says):
    live, _ = race(surface="own", formula=formula, x=float(start[0]), y=float(start[1]), rates="equal", rate=0.1)
    assert {words.outcome(live, method) for method in live.paths} == {says}


def test_where_f_has_no_value_none_is_said():
    _, said = race(surface="own", formula="log(x) + y^2", x=-1.0, y=1.0)
    assert said.count("(no value)") == 4
