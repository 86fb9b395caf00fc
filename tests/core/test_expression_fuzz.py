"""Whatever text comes, it is a function or one sentence about why not."""

import re
import warnings

import numpy as np
import pytest

hypothesis = pytest.importorskip("hypothesis", reason="random text needs Hypothesis: pip install hypothesis")
from hypothesis import strategies as st  # noqa: E402

from gdcore.expression import FUNCTIONS, MOST_QUOTED, Expression, ExpressionError, surface  # noqa: E402

pytestmark = pytest.mark.slow

NAMES = ["x", "y", "e", "pi", "π", *FUNCTIONS]
SIGNS = [*"0123456789", "1.5", ".5", "2.", "1e3", "1e-5", "1e999", *"+-*/^·×−²³(),. \t", "**", "z", "if", "_"]
PASTED = ["X", "Sin", "PI", "xy", "sinx", *"√⁴⁻⋅÷–\u00a0\n２（𝑥=|", "f(x,y) ="]
TOKENS = [*NAMES, *SIGNS, *PASTED]
COORDINATES = np.array([0, 1, -1, 0.5, -30, 1e-300, 1e300, np.inf, -np.inf, np.nan])
GRID = np.stack(np.meshgrid(COORDINATES, COORDINATES), axis=-1)


def functions():
    """Texts that are functions: every one must be read."""
    leaves = st.sampled_from(["x", "y", "pi", "e", "2", ".5", "1e-3"])

    def larger(smaller):
        one = [name for name, ufunc in FUNCTIONS.items() if ufunc.nin == 1]
        return st.one_of(
            st.tuples(st.sampled_from(one), smaller).map(lambda parts: "{}({})".format(*parts)),
            st.tuples(st.sampled_from(["min", "max"]), smaller, smaller).map(lambda parts: "{}({}, {})".format(*parts)),
            st.tuples(smaller, st.sampled_from("+-*/"), smaller).map("({0[0]}){0[1]}{0[2]}".format),
            st.tuples(smaller, smaller).map(lambda parts: "({})^(x*({}))".format(*parts)),
            st.tuples(st.sampled_from("+-"), smaller).map("".join),
            smaller.map("({})".format),
            smaller.map("({})²".format),
        )

    return st.recursive(leaves, larger, max_leaves=8).filter(lambda text: len(text) <= 200)


def outcome(text):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        try:
            function = surface(text)
        except ExpressionError as error:
            return error
        for theta in (GRID, GRID[0, 1]):
            losses, gradients, hessians = function.loss(theta), function.gradient(theta), function.hessian(theta)
            assert losses.dtype == gradients.dtype == hessians.dtype == np.float64
            assert losses.shape == theta.shape[:-1]
            assert gradients.shape == theta.shape
            assert hessians.shape == (*theta.shape, 2)
        again = surface(function.formula)
        assert again.program == function.program
        assert again.formula == function.formula
        assert function.formula.isprintable()
        return function


def check(text):
    result = outcome(text)
    if isinstance(result, ExpressionError):
        assert str(result) == result.what.format(**result.values)
        assert result.what != "this is not a function", "the tokens let through what Python's parser did not"
        assert result.column is None or 1 <= result.column <= len(text) + 1
        assert len(result.values.get("piece", "")) <= MOST_QUOTED
        assert str(result).encode()
        assert str(result).isprintable()
    else:
        assert isinstance(result, Expression)


# The first draw of any text builds tables of Unicode, which takes seconds on a slow machine.
SETTINGS = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])


@SETTINGS
@hypothesis.given(st.text(max_size=250) | st.text(st.characters(), max_size=30).map("x + {}".format))
def test_any_text(text):
    check(text)


@SETTINGS
@hypothesis.given(st.text(st.characters(max_codepoint=127), max_size=210))
def test_any_ascii(text):
    check(text)


@SETTINGS
@hypothesis.given(st.lists(st.sampled_from(TOKENS), max_size=60).map("".join))
def test_any_tokens_of_the_grammar(text):
    check(text)


@SETTINGS
@hypothesis.given(functions())
def test_every_well_formed_function_is_read(text):
    hypothesis.assume("an exponent is" not in str(result := outcome(text)))
    assert isinstance(result, Expression), f"{text}: {result}"


EVERYWHERE = np.ones(20)  # constants as arrays too: NumPy squares numbers by another route
NUMPY = FUNCTIONS | {"pi": np.pi * EVERYWHERE, "e": np.e * EVERYWHERE, "N": lambda number: number * EVERYWHERE}


@SETTINGS
@hypothesis.given(functions())
def test_a_value_is_numpys_or_it_is_said_what_has_none(text):
    """Python reads and NumPy computes it; only beyond a pole, where NumPy goes on with inf, there is no value."""
    function = outcome(text)
    hypothesis.assume(isinstance(function, Expression))
    numbers = r"(?<![a-z\d.])(\d*\.?\d+(?:e-\d+)?)"
    spelled = re.sub(numbers, r"N(\1)", text.replace("^", "**")).replace("²", "**2")
    points = np.random.default_rng(5).uniform(-3, 3, size=(20, 2))
    x, y = np.ascontiguousarray(points.T)
    with np.errstate(all="ignore"):
        expected = eval(spelled, {"__builtins__": {}}, {**NUMPY, "x": x, "y": y})
    ours = function.loss(points)
    finite = np.isfinite(ours)
    np.testing.assert_allclose(ours[finite], expected[finite], rtol=1e-15, atol=0)
    for theta, value in zip(points, ours, strict=True):
        assert (function.outside(theta) is not None) == np.isnan(value)
    assert not np.isfinite(expected[np.isinf(ours)]).any()


@SETTINGS
@hypothesis.given(functions(), st.integers(0, 200), st.sampled_from(TOKENS))
def test_a_function_with_one_slip(text, at, slip):
    check(text[:at] + slip + text[at:])
    check(text[:at] + text[at + 1 :])
