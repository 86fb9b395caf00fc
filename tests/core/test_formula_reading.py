"""What people type on phones and paste from elsewhere is read, or told how to be written."""

import random
import sys
from itertools import pairwise

import numpy as np
import pytest

from gdcore.expression import ExpressionError, curve, surface

POINTS = np.random.default_rng(3).uniform(0.5, 2, size=(9, 2))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("X^2 + Y", "x^2 + y"),
        ("Sin(x) + COS(Y)", "sin(x) + cos(y)"),
        ("PI*x + E^y", "pi*x + e^y"),
        ("xy", "x*y"),
        ("3xy", "3*x*y"),
        ("2x + .5y", "2*x + .5*y"),
        ("2(x+1)(y-1)", "2*(x+1)*(y-1)"),
        ("x(y+1)", "x*(y+1)"),
        ("x y", "x*y"),
        ("x²y", "x^2*y"),
        ("xy²", "x*y^2"),
        ("-2x^2", "-2*x^2"),
        ("x^(2)y", "x^2*y"),
        ("2πx", "2*pi*x"),
        ("2pix", "2*pi*x"),
        ("xsin(y)", "x*sin(y)"),
        ("sin(x)cos(y)", "sin(x)*cos(y)"),
        ("3xexp(-y)", "3*x*exp(-y)"),
        ("xy/2", "x*y/2"),
        ("x/2*xy", "x/2*x*y"),
        ("2e3x", "2000*x"),
        ("2e^x", "2*e^x"),
        ("sinx", "sin(x)"),
        ("sin x + y", "sin(x) + y"),
        ("(sin x)^2", "sin(x)^2"),
        ("2sinx - ycosy", "2*sin(x) - y*cos(y)"),
        ("max(sin x, cos y)", "max(sin(x), cos(y))"),
        ("√x + √(y+1)", "sqrt(x) + sqrt(y+1)"),
        ("ln(x) + atan(y)", "log(x) + arctan(y)"),
        ("x⋅y", "x*y"),
        ("x∙y ∗ 2", "x*y*2"),
        ("x ÷ y", "x/y"),
        ("x⁄2 ∕ y", "x/2/y"),
        ("x – y — 1 ‐ 2", "x-y-1-2"),
        ("x\u00a0+\u202f\u2009y", "x + y"),
        ("ｘ＾２＋２＊（ｙ－１）", "x^2+2*(y-1)"),
        ("𝑥² + 𝒚²", "x^2 + y^2"),
        ("xˆ2", "x^2"),
        ("sin\u2061(𝑥)\u2062𝑦", "sin(x)*y"),  # as a word processor copies it
        ("x⁴ + y⁻² + x¹⁰", "x^4 + y^-2 + x^10"),
        ("f(x,y) = x^2", "x^2"),
        ("f(x, y) := x^2", "x^2"),
        ("F ( X , Y )=x^2", "x^2"),
        ("z = x y", "x*y"),
        ("loss = x²", "x^2"),
        ("x^2 + y^2\n", "x^2 + y^2"),
        ("\r\n x^2\r\n + y^2\r\n", "x^2 + y^2"),
    ],
)
def test_what_can_be_read_in_one_way_is_read(typed, meant):
    function = surface(typed)
    assert function.program == surface(meant).program
    assert surface(function.formula).program == function.program
    np.testing.assert_array_equal(function.loss(POINTS), surface(meant).loss(POINTS))
    assert function.formula.isprintable()
    assert function.text == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("3xy", "3·x·y"),
        ("f(x, y) = Sin x − 2X^2", "sin(x) − 2·x²"),
        ("ｘ÷２", "x/2"),
        ("x\n+ y", "x + y"),
        ("2 x y", "2·x·y"),
        ("√x*ln(y)", "sqrt(x)·log(y)"),
    ],
)
def test_what_was_read_is_shown_with_its_signs(typed, shown):
    assert surface(typed).formula == shown


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("x^2y", "it is not clear where the exponent ends: write * or parentheses before `y`, at column 4"),
        ("x^2 y", "it is not clear where the exponent ends: write * or parentheses before `y`, at column 5"),
        ("2^xy", "it is not clear where the exponent ends: write * or parentheses before `y`, at column 4"),
        ("x^-2(y)", "it is not clear where the exponent ends: write * or parentheses before `(`, at column 5"),
        ("2^sin(x)y", "it is not clear where the exponent ends: write * or parentheses before `y`, at column 9"),
        ("2^x²y", "it is not clear where the exponent ends: write * or parentheses before `y`, at column 5"),
        ("1/2x", "it is not clear what is divided by: write * or parentheses before `x`, at column 4"),
        ("x/2(y+1)", "it is not clear what is divided by: write * or parentheses before `(`, at column 4"),
        ("x÷(2)y", "it is not clear what is divided by: write * or parentheses before `y`, at column 6"),
        ("1/-2 x", "it is not clear what is divided by: write * or parentheses before `x`, at column 6"),
        ("1/x²y", "it is not clear what is divided by: write * or parentheses before `y`, at column 5"),
        ("sin xy", "`sin` needs parentheses around its argument, as in sin(x), at column 1"),
        ("sinxy", "`sin` needs parentheses around its argument, as in sin(x), at column 1"),
        ("sin2x", "`sin2x` needs parentheses around its argument, as in sin(x), at column 1"),
        ("sinx^2", "`sin` needs parentheses around its argument, as in sin(x), at column 1"),
        ("Cos x/2", "`Cos` needs parentheses around its argument, as in cos(x), at column 1"),
        ("sin -x", "`sin` needs parentheses around its argument, as in sin(x), at column 1"),
        ("max x", "`max` needs parentheses around its argument, as in max(x, 1), at column 1"),
        ("sin²(x)", "write the power after the argument, as in sin(x)^2, at column 1"),
        ("1 + x2", "write x*2 or x^2 for `x2`, at column 5"),
        ("ex", "write e*x for `ex`, at column 1"),
        ("|x|", "write abs(x) instead of bars, at column 1"),
        ("f(y, x) = x", "in front of the function write f(x, y) = or nothing, at column 1"),
        ("g(x) = x", "in front of the function write f(x, y) = or nothing, at column 1"),
        ("x\ny", "an operator such as * is missing before `y`, at column 3"),
        ("x = 2", "`=` cannot stand in a function, at column 3"),
        ("f = x = y", "`=` cannot stand in a function, at column 7"),
        ("Х + 1", "`Х` has characters other than a to z, at column 1"),  # a Cyrillic letter
        ("Πx", "`Πx` has characters other than a to z, at column 1"),
        ("xyz", "`xyz` is not x or y, at column 1"),
        ("\u00a0\n", "a function needs at least one character"),
        ("f(x,y) =", "a function needs at least one character"),
    ],
)
def test_what_can_be_read_in_two_ways_is_told_how_to_be_written(typed, says):
    with pytest.raises(ExpressionError) as caught:
        surface(typed)
    assert str(caught.value) == says


@pytest.mark.parametrize("typed", ["x^2", "y = x^2", "f(x)=X²", "g ( x ) = xx"])
def test_a_function_of_x_alone(typed):
    assert curve(typed).value([3, -2]).tolist() == [9, 4]


@pytest.mark.parametrize("typed", ["x + y", "y", "xy", "f(x) = 2y"])
def test_y_is_refused_in_a_function_of_x_alone(typed):
    with pytest.raises(ExpressionError, match="cannot stand in a function of x alone"):
        curve(typed)


# Texts with their signs left out at random: what is read is the function with all of its signs, or nothing is read.


def a_product(rng):
    factors = [rng.choice(["x", "y", "2", "(x + 1)", "sin(y)", "x^2", "pi", "exp(x)", "y²", "3.5"]) for _ in range(4)]
    whole = " * ".join(factors)
    signs = [rng.choice(["*", "", " ", "·", " × ", "/"]) for _ in factors[1:]]
    if "/" in signs:
        whole = factors[0]
        for sign, factor in zip(signs, factors[1:], strict=True):
            whole += (" / " if sign == "/" else " * ") + factor
    return factors[0] + "".join(sign + factor for sign, factor in zip(signs, factors[1:], strict=True)), whole


def check_products(runs, seed):
    rng, read = random.Random(seed), 0
    for _ in range(runs):
        short, whole = a_product(rng)
        if rng.random() < 0.3:
            short, whole = short.upper().replace("PI", "Pi"), whole
        try:
            function = surface(short)
        except ExpressionError:
            continue
        read += 1
        # Two digits side by side make another number: 2 and 3.5 are 23.5, and that is what was typed.
        if any(left.isdigit() and right.isdigit() for left, right in pairwise(short)):
            continue
        np.testing.assert_allclose(function.loss(POINTS), surface(whole).loss(POINTS), rtol=1e-13, err_msg=short)
        assert surface(function.formula).program == function.program, short
    assert read > runs / 10


def test_products_without_signs_are_never_read_as_another_function():
    check_products(400, seed=1)


@pytest.mark.slow
def test_many_more_products_without_signs():
    check_products(25_000, seed=2)


PIECES = [
    "x",
    "pi",
    "sin",
    "xsin",
    "e",
    "ex",
    "(",
    "2x",
    "f(x,y)=",
    "x^",
    "2^-",
    "sinh",
    "²",
    "⁻",
    "|",
    "√",
    "min(",
    "=",
]


def calls(task):
    """Count the calls of functions, in Python and in C, that a task takes."""
    count = 0

    def counted(_frame, event, _arg):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        task()
    except ExpressionError:
        pass
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("tail", ["", "!", "z", ")", "x"])
def test_no_text_takes_long_to_read(piece, tail):
    long, half = ((piece * 200)[:length] + tail for length in (199, 99))
    assert calls(lambda: surface(long)) < 5 * calls(lambda: surface(half)) + 5000
    assert calls(lambda: surface(half)) < 30_000
