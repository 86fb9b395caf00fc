import ast
import pickle
import re
import sys
import tracemalloc
import warnings
from pathlib import Path

import numpy as np
import pytest
from numpy import arctan, cos, cosh, e, exp, log, maximum, minimum, pi, sin, sinh, sqrt, tan, tanh

from gdcore import (
    derivative_rules,
    differentials,
    domains,
    expression,
    formula_grammar,
    formula_tokens,
    jets,
    kinks,
    typed_function,
)
from gdcore.differentials import BLOCK
from gdcore.expression import (
    FUNCTIONS,
    MOST_CHARACTERS,
    MOST_DEPTH,
    MOST_DIGITS,
    MOST_EXPONENT,
    MOST_PIECES,
    MOST_QUOTED,
    ExpressionError,
    surface,
)

GOLDSTEIN_PRICE = (
    "(1+(x+y+1)**2*(19-14*x+3*x**2-14*y+6*x*y+3*y**2))*(30+(2*x-3*y)**2*(18-32*x+12*x**2+48*y-36*x*y+27*y**2))"
)
ACKLEY = "-20*exp(-0.2*sqrt(0.5*(x**2+y**2))) - exp(0.5*(cos(2*pi*x)+cos(2*pi*y))) + e + 20"
DEEP = "-x+-x*(" * 17 + "-y" + ")" * 17
FARAWAY = np.array([0, -0.0, 1, -1, 0.5, 1e-300, -1e300, np.inf, -np.inf, np.nan])


def points(n=200, seed=0, low=-2.0, high=2.0):
    return np.random.default_rng(seed).uniform(low, high, size=(n, 2))


def complaint(text):
    with pytest.raises(ExpressionError) as caught:
        surface(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "by_hand"),
    [
        ("x**2/20 + y**2", lambda x, y: x**2 / 20 + y**2),
        ("x^2/20 + y^2", lambda x, y: x**2 / 20 + y**2),
        ("x²/20 + y³", lambda x, y: x**2 / 20 + y**3),
        ("x·y × 2", lambda x, y: 2 * x * y),
        ("x − y", lambda x, y: x - y),
        ("x-y-1", lambda x, y: (x - y) - 1),
        ("x/y/2", lambda x, y: (x / y) / 2),
        ("+x - -y", lambda x, y: x + y),
        ("-x^2", lambda x, y: -(x**2)),
        ("-x²", lambda x, y: -(x**2)),
        ("(-x)^2", lambda x, y: x**2),
        ("2^3^2 + 0*x", lambda x, y: 512 + 0 * x),
        ("2^x²", lambda x, y: 2 ** (x**2)),
        ("x^2²", lambda x, y: x**4),
        ("2^-x", lambda x, y: 2**-x),
        ("2*x^2", lambda x, y: 2 * (x**2)),
        ("x^(1+1)*3", lambda x, y: 3 * x**2),
        ("abs(x)^y", lambda x, y: abs(x) ** y),
        ("sin(x) + cos(y)", lambda x, y: sin(x) + cos(y)),
        ("tan(x) - arctan(y)", lambda x, y: tan(x) - arctan(y)),
        ("sinh(x)*cosh(y)/tanh(x)", lambda x, y: sinh(x) * cosh(y) / tanh(x)),
        ("log(abs(x)) + sqrt(abs(y))", lambda x, y: log(abs(x)) + sqrt(abs(y))),
        ("min(x, y) - 2*max(x, 0.5)", lambda x, y: minimum(x, y) - 2 * maximum(x, 0.5)),
        ("exp (\t-x )", lambda x, y: exp(-x)),
        ("pi*x + π*y + e^x", lambda x, y: pi * x + pi * y + e**x),
        ("1.5e-1*x + .5*y + 2. + 3E2", lambda x, y: 0.15 * x + 0.5 * y + 2 + 300),
        ("007.50*x", lambda x, y: 7.5 * x),
        ("  x  ", lambda x, y: x),
        (
            ACKLEY,
            lambda x, y: (
                -20 * exp(-0.2 * sqrt(0.5 * (x**2 + y**2))) - exp(0.5 * (cos(2 * pi * x) + cos(2 * pi * y))) + e + 20
            ),
        ),
    ],
)
def test_a_text_is_the_function_written_by_hand(text, by_hand):
    x, y = points().T
    np.testing.assert_allclose(surface(text).loss(points()), by_hand(x, y), rtol=1e-13, atol=1e-15)


def test_a_long_function_of_the_literature_has_its_known_minimum():
    goldstein_price = surface(GOLDSTEIN_PRICE)
    assert float(goldstein_price.loss([0, -1])) == 3
    np.testing.assert_allclose(goldstein_price.gradient([0, -1]), 0, atol=1e-5)
    np.testing.assert_allclose(surface(ACKLEY).loss([0, 0]), 0, atol=1e-14)


@pytest.mark.parametrize("text", ["x", "x**2 + y", "3", "-pi", "2^3^2", "min(1, 2)", "x/x"])
@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 4), (0,), (2, 0, 3), (BLOCK + 1,)])
def test_any_leading_shape_also_of_a_constant(text, shape):
    function, theta = surface(text), np.ones((*shape, 2), dtype=np.float32)
    assert function.loss(theta).shape == shape
    assert function.gradient(theta).shape == (*shape, 2)
    assert function.hessian(theta).shape == (*shape, 2, 2)
    for answer in (function.loss(theta), function.gradient(theta), function.hessian(theta)):
        assert isinstance(answer, np.ndarray)
        assert answer.dtype == np.float64


def test_many_points_are_each_the_same_as_alone():
    function, theta = surface("x**3*sin(y) + y**-1"), points(n=2 * BLOCK + 3)
    losses = function.loss(theta)
    for i in (0, 1, BLOCK - 1, BLOCK, -1):
        np.testing.assert_allclose(losses[i], function.loss(theta[i]), rtol=1e-14)


def test_the_loss_is_no_view_of_theta_and_theta_stays():
    theta = points()
    before = theta.copy()
    losses = surface("x").loss(theta)
    losses[:] = 7
    surface("x").gradient(theta)
    surface("x").hessian(theta)
    np.testing.assert_array_equal(theta, before)


@pytest.mark.parametrize(
    ("text", "gradient", "hessian"),
    [
        ("x**2/20 + y**2", lambda x, y: (x / 10, 2 * y), lambda x, y: ((0.1, 0), (0, 2))),
        ("x", lambda x, y: (1, 0), lambda x, y: ((0, 0), (0, 0))),
        ("3", lambda x, y: (0, 0), lambda x, y: ((0, 0), (0, 0))),
        ("x*y", lambda x, y: (y, x), lambda x, y: ((0, 1), (1, 0))),
        (
            "x^3*y^2",
            lambda x, y: (3 * x**2 * y**2, 2 * x**3 * y),
            lambda x, y: ((6 * x * y**2, 6 * x**2 * y), (6 * x**2 * y, 2 * x**3)),
        ),
        (
            "(1-x)^2 + 100*(y-x^2)^2",
            lambda x, y: (-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)),
            lambda x, y: ((2 - 400 * (y - 3 * x**2), -400 * x), (-400 * x, 200)),
        ),
        (
            "exp(x)*sin(y)",
            lambda x, y: (exp(x) * sin(y), exp(x) * cos(y)),
            lambda x, y: ((exp(x) * sin(y), exp(x) * cos(y)), (exp(x) * cos(y), -exp(x) * sin(y))),
        ),
    ],
)
@pytest.mark.parametrize("reach", [1, 30])
def test_derivatives_are_those_derived_by_hand(text, gradient, hessian, reach):
    function = surface(text)
    for theta in points(n=20, low=-reach, high=reach):
        size = 1 + abs(float(function.loss(theta)))
        np.testing.assert_allclose(function.gradient(theta), gradient(*theta), rtol=1e-7, atol=1e-9 * size)
        np.testing.assert_allclose(function.hessian(theta), hessian(*theta), rtol=1e-4, atol=1e-6 * size)


def test_a_hessian_is_exactly_symmetric_and_tells_a_saddle():
    curvature = surface("sin(x*y) + x^3*y").hessian(points())
    np.testing.assert_array_equal(curvature, np.swapaxes(curvature, -1, -2))
    np.testing.assert_allclose(np.linalg.eigvalsh(surface("x^2 - y^2").hessian([0, 0])), [-2, 2], atol=1e-6)


@pytest.mark.parametrize("far", [1e3, 1e8, 1e15, 1e100, 1e150])
def test_a_path_that_diverges_sees_no_plateau(far):
    np.testing.assert_allclose(surface("x^2/20 + y^2").gradient([far, -far]), [far / 10, -2 * far], rtol=1e-4)


@pytest.mark.parametrize(
    ("text", "theta", "value"),
    [
        ("1/x", [0, 0], np.nan),
        ("x/y", [0, 0], np.nan),
        ("log(x)", [0, 0], np.nan),
        ("log(x)", [-1, 0], np.nan),
        ("sqrt(x)", [-1, 0], np.nan),
        ("x^0.5", [-8, 0], np.nan),
        ("exp(x)", [1e4, 0], np.inf),
        ("exp(x)", [-1e4, 0], 0),
        ("cosh(x) - cosh(x)", [1e4, 0], np.inf),
        ("x^x^x^x", [9, 0], np.inf),
        ("9^9^x^x", [9, 0], np.inf),
        ("x^20", [1e300, 0], np.inf),
        ("1/0", [1, 1], np.nan),
        ("(-8)^0.5", [1, 1], np.nan),
        ("1e300*1e300", [1, 1], np.inf),
        ("sin(x)", [np.inf, 0], np.inf),
    ],
)
def test_what_overflows_or_is_not_defined_is_a_value_without_a_warning(text, theta, value):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        np.testing.assert_equal(float(surface(text).loss(theta)), value)
        surface(text).gradient(theta)
        surface(text).hessian(theta)


def test_no_function_fails_anywhere():
    theta = np.stack(np.meshgrid(FARAWAY, FARAWAY), axis=-1)
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        for name, ufunc in FUNCTIONS.items():
            function = surface(f"{name}({'x, y' if ufunc.nin == 2 else 'x'})^y")
            assert function.loss(theta).shape == (10, 10)
            assert function.gradient(theta).shape == (10, 10, 2)
            assert function.hessian(theta).shape == (10, 10, 2, 2)


@pytest.mark.parametrize("theta", [1.0, [1.0], [1.0, 2.0, 3.0], [[1.0], [2.0]], np.ones((2, 4))])
def test_theta_of_another_shape_is_refused(theta):
    with pytest.raises(ValueError, match="theta must be of shape"):
        surface("x").loss(theta)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("x**2/20 + y**2", "x²/20 + y²"),
        ("(1 - x)^2 + 100*(y - x ** 2)^3", "(1 − x)² + 100·(y − x²)³"),
        ("x**y**2 - x^2^3", "x^y² − x^2³"),
        ("x^2.5 + x^20 + x^-2 + 1e-5", "x^2.5 + x^20 + x^−2 + 1e-5"),
    ],
)
def test_the_formula_is_typeset_and_is_the_same_function(text, formula):
    assert surface(text).formula == formula
    assert surface(formula).program == surface(text).program


def test_an_expression_keeps_its_text_and_can_be_compared_and_sent():
    function = surface(" x + 1")
    assert function.text == function.title == " x + 1"
    assert function == surface(" x + 1") == pickle.loads(pickle.dumps(function))
    assert hash(function) == hash(surface(" x + 1"))
    assert function != surface("x + 2")
    with pytest.raises(AttributeError):
        function.text = "x"


# What a visitor can get wrong, with the whole sentence.
MISTAKES = [
    ("", "a function needs at least one character"),
    (" \t ", "a function needs at least one character"),
    ("x" * 5000, "at most 200 characters, got 5,000"),
    ("x + z", "`z` is not x or y, at column 5"),
    ("xyz", "`xyz` is not x or y, at column 1"),
    ("x + größe", "`größe` has characters other than a to z, at column 5"),
    ("x**2 +", "the text ends where a number or a name should follow, at column 7"),
    ("x^2 +  ", "the text ends where a number or a name should follow, at column 6"),
    ("x^2 + * y", "a number or a name should stand before `*`, at column 7"),
    ("()", "a number or a name should stand before `)`, at column 2"),
    ("min(x,)", "a number or a name should stand before `)`, at column 7"),
    ("min(,x)", "a number or a name should stand before `,`, at column 5"),
    ("x^^2", "a number or a name should stand before `^`, at column 3"),
    ("x***2", "a number or a name should stand before `*`, at column 4"),
    ("x 2", "an operator such as * is missing before `2`, at column 3"),
    ("(x)2", "an operator such as * is missing before `2`, at column 4"),
    ("2x\ny", "an operator such as * is missing before `y`, at column 4"),
    ("x²2", "an operator such as * is missing before `2`, at column 3"),
    ("1.5.2", "an operator such as * is missing before `.2`, at column 4"),
    ("sin", "`sin` needs parentheses around its argument, as in sin(x), at column 1"),
    ("1 + sin x^2", "`sin` needs parentheses around its argument, as in sin(x), at column 5"),
    ("sin^2(x)", "write the power after the argument, as in sin(x)^2, at column 1"),
    ("lg(x)", f"`lg` is not one of {', '.join(FUNCTIONS)}, at column 1"),
    ("x^2+sin(x, y)", "`sin` takes 1 argument, got 2, at column 5"),
    ("sin()", "`sin` takes 1 argument, got 0, at column 1"),
    ("min(x)", "`min` takes 2 arguments, got 1, at column 1"),
    ("max(x, y, 1)", "`max` takes 2 arguments, got 3, at column 1"),
    ("(x + 1", "`(` is never closed, at column 1"),
    ("2*(x + sin(y)", "`(` is never closed, at column 3"),
    ("x + 1)", "`)` closes a parenthesis that was never opened, at column 6"),
    ("1,5*x", "a comma separates the arguments of a function, and a point the decimals of a number, at column 2"),
    ("(x, y)", "a comma separates the arguments of a function, and a point the decimals of a number, at column 3"),
    ("sin((x, y))", "a comma separates the arguments of a function, and a point the decimals of a number, at column 7"),
    ("x^21", "an exponent is from -20 to 20, got 21, at column 3"),
    ("x + y**-20.5", "an exponent is from -20 to 20, got -20.5, at column 8"),
    ("x^(4*5+1)", "an exponent is from -20 to 20, got 21, at column 4"),
    ("x^(1/0)", "this exponent has no value, at column 4"),
    ("x^(0/0)", "this exponent has no value, at column 4"),
    ("x²³", "an exponent is from -20 to 20, got 23, at column 2"),
    ("x² ³", "the power before `³` needs parentheses, at column 4"),
    ("x²^3", "the power before `^` needs parentheses, at column 3"),
    ("x + 1e999", "the number `1e999` is too large, at column 5"),
    ("größe", "`größe` has characters other than a to z, at column 1"),
    ("x = 2", "`=` cannot stand in a function, at column 3"),
]

# What nobody types by mistake: the piece that the sentence must name, and its column.
ATTACKS = [
    ("__import__('os').system('id')", "__import__", 1),
    ("__builtins__", "__builtins__", 1),
    ("eval(x)", "eval", 1),
    ("exec(x)", "exec", 1),
    ("print(x)", "print", 1),
    ("open(x)", "open", 1),
    ("np.sin(x)", "np", 1),
    ("x.__class__", ".", 2),
    ("x.real", ".", 2),
    ("(1).__class__.__mro__", ".", 4),
    ("().__class__", ".", 3),
    ("1..real", ".", 3),
    ("sin.nin", ".", 4),
    ("x[0]", "left square bracket", 2),
    ("[x]", "left square bracket", 1),
    ("[x for x in (1,2)]", "left square bracket", 1),
    ("{x}", "left curly bracket", 1),
    ("{1: 2}", "left curly bracket", 1),
    ("(x for x in y)", "for", 4),
    ("sum(x for y in x for x in y)", "sum", 1),
    ("lambda: 0", "lambda", 1),
    ("(lambda x: x)(1)", "lambda", 2),
    ("(x := 1)", ":=", 4),
    ("await x", "await", 1),
    ("yield x", "yield", 1),
    ("(yield)", "yield", 2),
    ("x if y else x", "if", 3),
    ("x and y", "and", 3),
    ("x or y", "or", 3),
    ("not x", "not", 1),
    ("x in y", "in", 3),
    ("x is y", "is", 3),
    ("x<y", "less-than sign", 2),
    ("x>=y", "greater-than sign", 2),
    ("x==y", "=", 2),
    ("x!=y", "!", 2),
    ("~x", "tilde", 1),
    ("x@y", "@", 2),
    ("x//y", "/", 3),
    ("x%y", "%", 2),
    ("x|y", "vertical line", 2),
    ("x&y", "ampersand", 2),
    ("x<<9999999999", "less-than sign", 2),
    ("1<<99**9", "less-than sign", 2),
    ("sin(*x)", "*", 5),
    ("sin(**x)", "**", 5),
    ("sin(x=1)", "=", 6),
    ("*x", "*", 1),
    ("1j", "j", 2),
    ("3.5J*x", "J", 4),
    ("True", "True", 1),
    ("None", "None", 1),
    ("False + x", "False", 1),
    ("...", ".", 1),
    ("inf", "inf", 1),
    ("nan*x", "nan", 1),
    ("1e999", "1e999", 1),
    ("0x10", "x10", 2),
    ("0b1", "b1", 2),
    ("1_000", "_000", 2),
    ("'x'", "apostrophe", 1),
    ('"x"*999999', "quotation mark", 1),
    ("b'x'", "b", 1),
    ("f'{x}'", "f", 1),
    ("f(x, y)", "f", 1),
    ("x # comment", "number sign", 3),
    ("x; y", ";", 2),
    ("x\\", "reverse solidus", 2),
    ("x\ny", "y", 3),
    ("x\r\ny", "y", 4),
    ("\x00x", "U+0000", 1),
    ("x\x00", "U+0000", 2),
    ("x\x0c+y", "U+000C", 2),
    ("x\x1b[31m", "U+001B", 2),
    ("\ud800", "U+D800", 1),
    ("x\udcff", "U+DCFF", 2),
    ("\ufeffx", "zero width no-break spa…", 1),
    ("x\u200b", "zero width space", 2),
    ("\u202ex", "right-to-left override", 1),
    ("х + 1", "х", 1),  # a Cyrillic letter
    ("ｅｖａｌ(x)", "ｅｖａｌ", 1),
    ("ſin(x)", "ſin", 1),  # a long s, which Python takes for s
    ("٣*x", "٣", 1),
    ("x + 😀", "grinning face", 5),
    ("x\u0301", "combining acute accent", 2),
    ("<script>alert(1)</script>", "less-than sign", 1),
    ("<img src=x onerror=y>", "less-than sign", 1),
    ("x`y", "grave accent", 2),
    ("[x](javascript:y)", "left square bracket", 1),
    ("$x^2$", "dollar sign", 1),
    (":red[x]", ":", 1),
    ("{x.__class__}", "left curly bracket", 1),
    ("%s", "%", 1),
    ("import os", "import", 1),
    ("del x", "del", 1),
    ("_" * 150, "_" * 23 + "…", 1),
    ("9**9**9**9", "9", 7),
    ("9^9^9^9^9^x^9^9^9", "9", 15),
    ("9" * 200, None, 1),
    ("0." + "1" * 150, None, 1),
    ("1e" + "9" * 190, None, 1),
    ("(" * 200, "", 201),
    (")" * 200, ")", 1),
    ("(" * 99 + "x" + ")" * 99, "(", 31),
    ("sin(" * 39 + "x" + ")" * 39, "(", 124),
    ("-" * 199 + "x", None, None),
    ("x^" * 99 + "x", None, None),
    ("x+" * 99 + "x", None, None),
    ("~" * 200, "tilde", 1),
    ("[" * 200, "left square bracket", 1),
]


@pytest.mark.parametrize(("text", "says"), MISTAKES)
def test_a_mistake_is_one_sentence_that_says_what_and_where(text, says):
    assert str(complaint(text)) == says


@pytest.mark.parametrize(("text", "piece", "column"), ATTACKS)
def test_an_attack_is_refused_by_name(text, piece, column):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        error = complaint(text)
    assert error.column == column
    if piece is not None:
        assert error.values["piece"] == piece
        assert f"`{piece}`" in str(error) or "{piece}" not in error.what


def test_there_are_attacks_of_many_kinds():
    assert len({text for text, *_ in ATTACKS}) >= 100


@pytest.mark.parametrize("text", [text for text, *_ in [*MISTAKES, *ATTACKS]])
def test_a_sentence_carries_no_markup_and_can_be_translated(text):
    error = complaint(text)
    assert error.what.format(**error.values) == str(error)
    assert error.values.get("column") == error.column
    assert ("{column}" in error.what) == (error.column is not None)
    piece = error.values.get("piece", "")
    assert len(piece) <= MOST_QUOTED
    assert not re.search(r"[`<>&\[\]{}$#~|\\\"'\x00-\x1f\x7f\ud800-\udfff\u200b-\u200f\u202a-\u202e]", piece)
    str(error).encode()
    assert "\n" not in str(error)


def test_an_error_keeps_its_fields_on_the_way():
    error = complaint("x^2+sin(x, y)")
    assert error.what == "`{piece}` takes 1 argument, got {got}, at column {column}"
    assert error.values == {"piece": "sin", "needs": 1, "got": 2, "column": 5}
    assert isinstance(error, ValueError)
    sent = pickle.loads(pickle.dumps(error))
    assert (str(sent), sent.what, sent.values, sent.column) == (str(error), error.what, error.values, 5)


@pytest.mark.parametrize(
    ("allowed", "refused"),
    [
        (" " * (MOST_CHARACTERS - 1) + "x", " " * MOST_CHARACTERS + "x"),
        ("(" * MOST_DEPTH + "x" + ")" * MOST_DEPTH, "(" * (MOST_DEPTH + 1) + "x" + ")" * (MOST_DEPTH + 1)),
        ("-" * (MOST_PIECES - 1) + "x", "-" * MOST_PIECES + "x"),
        ("1" * MOST_DIGITS, "1" * (MOST_DIGITS + 1)),
        (f"x^{MOST_EXPONENT}", f"x^{MOST_EXPONENT + 0.5}"),
        (f"x^-{MOST_EXPONENT}", f"x^-{MOST_EXPONENT + 0.5}"),
    ],
)
def test_each_limit_is_where_it_says(allowed, refused):
    assert surface(allowed).loss(np.ones((3, 2))).shape == (3,)
    complaint(refused)


def test_limits_hold_before_python_parses_anything(monkeypatch):
    def never(*_args, **_options):
        raise AssertionError("reached Python's parser")

    late = "exponent", "takes"  # what only the tree can tell, which by then is small
    early = [text for text, *_ in [*MISTAKES, *ATTACKS] if not any(word in str(complaint(text)) for word in late)]
    assert len(early) > len(ATTACKS)
    monkeypatch.setattr(expression.ast, "parse", never)
    for text in early:
        complaint(text)


@pytest.mark.parametrize("failure", [SyntaxError, ValueError, MemoryError, RecursionError, OverflowError])
def test_a_failure_of_pythons_parser_is_an_expression_error(monkeypatch, failure):
    def fails(*_args, **_options):
        raise failure

    monkeypatch.setattr(expression.ast, "parse", fails)
    assert str(complaint("x")) == "this is not a function"


@pytest.mark.parametrize(
    "source",
    [
        "x.real", "x[0]", "[x]", "(x, y)", "{x}", "{x: y}", "'x'", "b'x'", "f'{x}'", "1", "1j", "True", "None", "...",
        "x < y", "x and y", "not x", "~x", "x if y else x", "x // y", "x % y", "x @ y", "x << y", "x | y", "x & y",
        "lambda: x", "(x := y)", "[x for x in y]", "(x for x in y)", "{x for x in y}", "{x: y for x in y}", "z", "sin",
        "z(x)", "sin(*x)", "sin(x, z=x)", "sin(**x)", "x.sin(x)", "sin(x)(y)", "(lambda: x)()", "-z", "x + z", "x**z",
        "sin(z)",
    ],
)  # fmt: skip
def test_the_second_lock_holds_alone(source):
    token = formula_tokens.Token("word", "x", 1)
    with pytest.raises(ExpressionError):
        expression._program(ast.parse(source, mode="eval").body, [token], ("x", "y"))


def test_no_text_is_handed_to_python_to_run():
    tree = ast.Module([], [])
    reading = expression, formula_grammar, formula_tokens, typed_function
    for module in (*reading, derivative_rules, differentials, domains, jets, kinks):
        tree.body += ast.parse(Path(module.__file__).read_text()).body
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert names.isdisjoint({"eval", "exec", "compile", "__import__", "getattr", "globals"})
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert {name for name in called if name.startswith("ast.")} == {"ast.parse"}


def peak(call):
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_no_text_takes_much_memory():
    def read_all():
        for text, *_ in [*MISTAKES, *ATTACKS]:
            complaint(text)
        for text in ("-" * 119 + "x", "x^" * 59 + "x", "1^" * 59 + "1", DEEP, GOLDSTEIN_PRICE):
            surface(text)

    assert peak(read_all) < 2e6


@pytest.mark.parametrize("text", [DEEP, GOLDSTEIN_PRICE, "x^" * 59 + "x", "3"])
def test_a_picture_takes_little_memory_however_deep_a_formula(text):
    function, grid = surface(text), np.ones((500, 800, 2))
    assert peak(lambda: function.loss(grid)) < 3 * grid[..., 0].nbytes


def test_the_deepest_formula_needs_few_frames_of_pythons_stack():
    here, frame = 0, sys._getframe()
    while frame:
        frame, here = frame.f_back, here + 1
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(here + 300)
    try:
        for text in ("-" * 119 + "x", "x^" * 59 + "x", "(" * 30 + "x" + ")" * 30, "sin(" * 30 + "x" + ")" * 30):
            surface(text).loss([1, 2])
    finally:
        sys.setrecursionlimit(usual)
