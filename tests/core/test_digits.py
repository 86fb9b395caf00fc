from fractions import Fraction

import numpy as np
import pytest

from gdcore.arithmetic import read
from gdcore.digits import HALF, MOST, USUAL, rounded, true_digits, usual


def chosen(text, result, /, fixed=None, **values):
    columns = {name: np.atleast_1d(np.asarray(value, float)) for name, value in values.items()}
    return true_digits([read(text)], columns, np.atleast_1d(np.asarray(result, float)), fixed or {})


def test_what_is_true_with_the_usual_digits_keeps_them():
    found = chosen("{a} + ({b})", 3.75, a=1.25, b=2.5)
    assert {name: short.digits for name, short in found.operands.items()} == {"a": [USUAL], "b": [USUAL]}
    assert (found.result.digits, found.holds) == ([USUAL], [True])


def test_only_the_operand_that_moves_the_result_gets_more_digits():
    # 0.95 × 1.7219 = 1.635805, so five digits of g leave −0.774875 where −0.77484 is printed.
    found = chosen("{y} − {eta} × ({g})", 0.86093 - 0.95 * 1.721862, {"eta": 0.95}, y=0.86093, g=1.721862)
    assert found.operands["g"].digits[0] == 6
    assert found.operands["y"].digits[0] == USUAL
    assert found.holds[0]


def test_a_result_has_no_more_digits_than_its_operands_give():
    # Of 1.23456789012 − 1.23456 eight digits leave 7.89 or 7.9 millionths.
    found = chosen("{a} − ({b})", 1.23456789012 - 1.23456, a=1.23456789012, b=1.23456)
    assert found.operands["a"].digits[0] == MOST
    assert found.result.digits[0] < USUAL
    assert found.holds[0]


@pytest.mark.parametrize("result", [5.551115123125783e-17, 3e-12])
def test_where_cancellation_takes_all_digits_nothing_holds(result):
    assert not chosen("{x} − {eta} × ({g})", result, {"eta": 0.1}, x=0.3 + result, g=3.0).holds[0]


def test_what_a_calculator_finds_to_be_nought_may_be_printed_as_nought():
    assert chosen("{x} − {eta} × ({g})", 0.0, {"eta": 0.1}, x=0.3, g=3.0).holds[0]


def test_products_of_tiny_numbers_are_no_noise():
    found = chosen("{a} × {b}", 3.2e-40, a=1.6e-20, b=2e-20)
    assert found.holds[0]
    assert found.result.digits[0] == USUAL


def test_numbers_that_overflow_are_left_as_they_are():
    found = chosen("{a} × ({b})", [np.inf, np.nan, 1.5], a=[1e200, np.inf, 1.0], b=[1e200, 0.0, 1.5])
    assert found.holds.all()
    assert (found.result.digits == USUAL).all()


@pytest.mark.parametrize(
    ("value", "digits"),
    [(0.123456, 5), (12.3456, 5), (123456.7, 6), (1234567.8, 5), (1234567.0, 7), (0.0, 5), (np.inf, 5), (np.nan, 5)],
)
def test_digits_before_the_point_are_not_left_out(value, digits):
    assert usual(np.array([value]))[0] == digits


def check_random(seed, frames):
    """Exactly, in fractions: what is said to hold does, and what is said not to could not have."""
    rng = np.random.default_rng(seed)
    scale = 10.0 ** rng.uniform(-6, 6, size=(3, frames))
    a, b, c = rng.normal(size=(3, frames)) * scale
    near = rng.random(frames) < 0.3
    a = np.where(near, b * c * (1 + 10.0 ** rng.uniform(-12, 0, frames)), a)
    result = a - b * c
    found = chosen("{a} − ({b}) × ({c})", result, a=a, b=b, c=c)
    read_as, shown = {name: found.operands[name].values for name in "abc"}, found.result.values
    for k in range(frames):
        # What is printed is the short decimal, and not the float next to it.
        p, q, r = (Fraction(repr(float(read_as[name][k]))) for name in "abc")
        out, said = p - q * r, Fraction(repr(float(shown[k])))
        power = int(f"{abs(float(shown[k])):e}".split("e")[1])
        unit = Fraction(10) ** (power - int(found.result.digits[k]) + 1)
        if found.holds[k]:
            assert abs(out - said) <= unit / 2
        else:
            assert abs(result[k]) < 1e-4 * max(abs(a[k]), abs(b[k] * c[k]))
    return found


def test_random_equations_are_true_as_printed():
    found = check_random(1, 2000)
    assert found.holds.mean() > 0.85
    assert {*np.unique(found.operands["a"].digits)} == {5, 6, 7, 8}
    # No operand has a digit for nothing: most need one more than the result at the most.
    assert np.mean([found.operands[name].digits <= USUAL + 1 for name in "abc"]) > 0.7


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 42))
def test_many_random_equations_are_true_as_printed(seed):
    check_random(seed, 5000)


def test_half_a_digit_is_not_left_to_the_way_it_is_rounded():
    # 0.5 × 0.246913 = 0.1234565: either 0.12346 or 0.12345 would be called wrong by somebody.
    found = chosen("{a} × {b}", 0.5 * 0.24691, a=0.5, b=0.24691)
    assert abs(0.5 * 0.24691 - found.result.values[0]) < HALF * 10.0 ** -found.result.digits[0]


def test_rounded_numbers_are_the_floats_that_their_texts_are_read_as():
    rng = np.random.default_rng(3)
    values = rng.normal(size=20_000) * 10.0 ** rng.integers(-40, 40, 20_000)
    digits = rng.integers(1, 9, 20_000)
    short = rounded(values, digits)
    assert all(float(f"{value:.{n - 1}e}") == value for value, n in zip(short.tolist(), digits.tolist(), strict=True))
    np.testing.assert_allclose(
        short, [float(f"{v:.{n - 1}e}") for v, n in zip(values, digits, strict=True)], rtol=1e-15
    )
    awkward = np.array([0.0, -0.0, 1000.0, 0.001, 999.9999, np.inf, -np.inf, np.nan])
    np.testing.assert_array_equal(rounded(awkward, np.full(8, 5)), [0, 0, 1000, 0.001, 1000, np.inf, -np.inf, np.nan])
