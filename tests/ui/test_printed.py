"""Lines of arithmetic are true as they are printed: worked out again from their text alone."""

import numpy as np
import pytest

from gdcore.arithmetic import NoArithmeticError
from pages.ui.tables.printed import columns, printed
from pages.ui.text import number
from tests import calculator
from tests.calculator import filled


def test_the_example_of_a_default_run():
    # With five digits each the operands gave −0.774875 where −0.77484 stood.
    made = printed(
        ["y ← {y} − {eta} × ({slope|gradient}) = {next_y|step}"],
        {"eta": 0.95, "y": 0.8609349, "slope": 1.7218698, "next_y": 0.8609349 - 0.95 * 1.7218698},
    )
    (line,) = made.lines
    (equation,) = calculator.equations(line)
    assert equation[1] == "="
    assert calculator.agrees(equation[0], equation[2])


def test_a_line_keeps_its_text_its_meanings_and_the_places_it_knows_nothing_of():
    made = printed(
        ["{k}: v_x ← {beta} × ({v|memory}) = {next|step}    of {n} = {v}"],
        {"beta": 0.5, "v": [1, -2], "next": [0.5, -1]},
    )
    assert made.lines == ["{k}: v_x ← 0.5 × ({v|memory}) = {next|step}    of {n} = {v}"]
    assert made.values == {"v": ["1", "−2"], "next": ["0.5", "−1"]}


def test_symbols_before_the_arithmetic_are_text():
    p = 1 / (1 + np.exp(-0.3))
    (line,) = printed(["σ(z) = 1/(1 + e⁻ᶻ) = 1 / (1 + e^(−({z}))) = {p}"], {"z": 0.3, "p": p}).lines
    assert line == "σ(z) = 1/(1 + e⁻ᶻ) = 1 / (1 + e^(−0.3)) = 0.57444"


def test_steps_of_a_line_all_give_its_result():
    line = "E = ½ × (({a})² + ({b})²) = ½ × ({aa} + {bb}) = {E}"
    a, b = 0.1234567, -0.7654321
    (line,) = printed([line], {"a": a, "b": b, "aa": a**2, "bb": b**2, "E": (a**2 + b**2) / 2}).lines
    first, second, result = line.removeprefix("E = ").split(" = ")
    for way in (first, second):
        assert calculator.agrees(way.replace("½", "0.5"), result)


def test_what_is_told_only_has_the_digits_it_is_reckoned_with():
    made = printed(
        ["slope = {g}", "x ← {x} − {eta} × ({g}) = {next}"],
        {"eta": 0.95, "x": [0.8609349], "g": [1.7218698], "next": [0.8609349 - 0.95 * 1.7218698]},
    )
    assert made.lines[0] == "slope = {g}"
    assert list(made.values) == ["x", "g", "next"]


def test_a_number_typed_with_many_digits_is_printed_with_them():
    made = printed(["x ← {x} × {eta} = {next}"], {"eta": 0.123456, "x": [1.0], "next": [0.123456]})
    assert made.lines == ["x ← {x} × 0.123456 = {next}"]


def test_cancellation_is_said():
    x, g = 0.30000000000000004, 3.0
    made = printed(
        ["x ← {x} − {eta} × ({g}) = {next}"],
        {"eta": 0.1, "x": [x, 0.5], "g": [g, g], "next": [x - 0.1 * g, 0.5 - 0.1 * g]},
    )
    assert [filled(made, frame)[0] for frame in (0, 1)] == ["x ← 0.3 − 0.1 × 3 = 0", "x ← 0.5 − 0.1 × 3 = 0.2"]
    made = printed(["x ← {x} − {eta} × ({g}) = {next}"], {"eta": 0.1, "x": [0.3], "g": [3.0], "next": [5.55e-17]})
    assert filled(made, 0) == ["x ← 0.3 − 0.1 × 3 ≈ 5.6·10⁻¹⁷"]


@pytest.mark.parametrize("line", ["y = {x} + MSE = {y}", "y ← {x}² = {y}", "y ← {x} × {unknown} = {y}"])
def test_a_line_that_cannot_be_worked_out_is_the_programmers_mistake(line):
    with pytest.raises(NoArithmeticError):
        printed([line], {"x": 2.0, "y": 4.0})


def test_columns_have_one_length():
    with pytest.raises(ValueError, match=r"one length, got \[2, 3\]"):
        printed(["{a} + {b} = {c}"], {"a": [1, 2], "b": [1, 2, 3], "c": [1, 2]})


def test_many_numbers_have_the_form_that_one_has():
    rng = np.random.default_rng(1)
    values = np.concatenate([rng.normal(size=500) * 10.0 ** rng.integers(-12, 12, 500), 10.0 ** np.arange(-9, 10),
                             [0, -0.0, np.inf, -np.inf, np.nan, 999.999999, 0.00099999999, 1e5, 123456.7]])  # fmt: skip
    for digits in (1, 2, 5, 8):
        assert columns(values, digits) == [number(value, digits) for value in values.tolist()]
