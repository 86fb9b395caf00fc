import math

import numpy as np
import pytest

from gdcore.arithmetic import NoArithmeticError, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 × 4", 14),
        ("2 − 3 − 4", -5),
        ("12 / 2 / 3", 2),
        ("12 / 2 × 3", 18),
        ("−2²", -4),
        ("(−2)²", 4),
        ("2 × −3", -6),
        ("−(1 + 2) × 3 + 1", -8),
        ("√9 + 16", 19),
        ("√(9 + 16)", 5),
        ("5.7·10⁻⁵", 5.7e-5),
        ("(2·10³)²", 4e6),
        ("1 / (2·10³)", 5e-4),
        ("1,234.5 + 1", 1235.5),
        ("1,000,000 / 10", 100_000),
        ("½ × 3", 1.5),
        ("2^3^2", 64),
        ("e^(−1)", math.exp(-1)),
        ("e^−1", math.exp(-1)),
        ("1 / (1 + e^(−0.5))", 1 / (1 + math.exp(-0.5))),
        ("−ln 0.25", math.log(4)),
        ("−(0.3 × ln(0.3) + 0.7 × ln(0.7))", -(0.3 * math.log(0.3) + 0.7 * math.log(0.7))),
        ("|2 − 5| / 2", 1.5),
        ("max(0, −3) + max(0, 3)", 3),
        ("sin(π / 2)", 1),
    ],
)
def test_it_reads_what_stands_on_paper(text, value):
    assert read(text).work({}).item() == pytest.approx(value, rel=1e-14)


def test_places_take_whole_columns():
    way = read("{beta} × ({v|memory}) − {eta} × ({g|gradient})")
    assert way.names == ("beta", "v", "eta", "g")
    worked = way.work({"beta": 0.5, "eta": 0.1, "v": np.array([1.0, -2.0]), "g": np.array([3.0, 4.0])})
    np.testing.assert_allclose(worked, [0.2, -1.4], rtol=1e-14)


def test_what_overflows_is_infinite_and_no_warning():
    assert read("({x})²").work({"x": 1e200}).item() == math.inf
    assert math.isnan(read("{x} / ({y})").work({"x": 0.0, "y": 0.0}).item())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a number is missing"),
        ("2 +", "a number is missing"),
        ("(2 + 3", r"'\)' is missing"),
        ("2 3", "'3' is not expected"),
        ("2 = 3", "'=' cannot be worked out"),
        ("2 + MSE", "'M' cannot be worked out"),
        ("foo(2)", "'foo' is no function"),
        ("{x}²", "needs parentheses"),
        ("√{x}", "needs parentheses"),
        ("1 / {x}", "needs parentheses"),
    ],
)
def test_what_is_no_arithmetic_is_refused_with_the_reason(text, says):
    with pytest.raises(NoArithmeticError, match=says):
        read(text)
