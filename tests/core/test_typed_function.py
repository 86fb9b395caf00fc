"""Exact derivatives, kinks and the edge of a domain, against what is known without them."""

import random
import warnings

import numpy as np
import pytest

from gdcore.expression import curve, surface
from gdcore.optimizers import GradientDescent
from gdcore.surfaces import SURFACES

every_surface = pytest.mark.parametrize("known", SURFACES.values(), ids=SURFACES)


def points(n=50, seed=0, low=-2.0, high=2.0):
    return np.random.default_rng(seed).uniform(low, high, size=(n, 2))


# Random functions, and their derivatives by a step along the imaginary axis: f(x + ih) = f + ih f' - ..., where
# nothing cancels. Python evaluates them, the parser and the rules of calculus have no part in it.

LEAVES = "x", "y", "2", "0.5", "x", "y"
SMOOTH = "sin({})", "cos({})", "tanh({})", "exp(-({})**2)", "arctan({})", "log(3 + sin({}))", "sqrt(2 + cos({}))"
BETWEEN = "({} + {})", "({} - {})", "{}*{}", "({})/(2 + sin({}))", "(1.5 + cos({}))**({})"
POWERS = "({})**2", "({})**3", "({})**4", "(2 + sin({}))**-2", "(2 + sin({}))**0.3", "2**({})"


def a_function(rng, depth=3):
    if not depth or rng.random() < 0.15:
        return rng.choice(LEAVES)
    shape = rng.choice(rng.choice((SMOOTH, BETWEEN, POWERS)))
    return shape.format(*(a_function(rng, depth - 1) for _ in range(shape.count("{}"))))


NUMPY = {name: getattr(np, name) for name in ("sin", "cos", "tanh", "exp", "arctan", "log", "sqrt")}


def by_imaginary_steps(text, theta, h=1e-30):
    def slope(at, i):
        moved = at.astype(complex)
        moved[i] += 1j * h
        return eval(text, {"__builtins__": {}}, {**NUMPY, "x": moved[0], "y": moved[1]}).imag / h

    step = 1e-5
    gradient = [slope(theta, i) for i in (0, 1)]
    moves = step * np.eye(2)
    bends = [[(slope(theta + m, i) - slope(theta - m, i)) / (2 * step) for i in (0, 1)] for m in moves]
    return np.array(gradient), np.array(bends)


def check_random_functions(runs, seed):
    rng, read = random.Random(seed), 0
    for k in range(runs):
        text = a_function(rng)
        if not {"x", "y"} & set(text.replace("exp", "")) or len(text) > 200:
            continue
        function, theta = surface(text), points(1, seed + k, -1.2, 1.2)[0]
        with np.errstate(all="ignore"):
            gradient, bends = by_imaginary_steps(text, theta)
        size = 1 + np.abs(gradient).max()
        if not np.isfinite(size) or size > 1e6:
            continue
        read += 1
        np.testing.assert_allclose(function.gradient(theta), gradient, rtol=1e-12, atol=1e-13 * size, err_msg=text)
        large = 1 + np.abs(bends).max()
        np.testing.assert_allclose(function.hessian(theta), bends, atol=1e-5 * size * large**1.5, err_msg=text)
    assert read > runs / 2


def test_random_functions_have_the_slopes_that_imaginary_steps_find():
    check_random_functions(200, seed=1)


@pytest.mark.slow
def test_thousands_of_random_functions_have_the_slopes_that_imaginary_steps_find():
    check_random_functions(5000, seed=2)


@every_surface
@pytest.mark.parametrize("spelling", ["expression", "formula"])
def test_the_gallery_is_what_is_derived_from_its_text(known, spelling):
    (left, right), (bottom, top) = known.domain
    theta = np.stack(np.meshgrid(np.linspace(left, right, 13), np.linspace(bottom, top, 13)), axis=-1)
    read = surface(getattr(known, spelling))
    for ours, derived in ((known.loss, read.loss), (known.gradient, read.gradient), (known.hessian, read.hessian)):
        size = np.abs(ours(theta)).max()
        np.testing.assert_allclose(derived(theta), ours(theta), rtol=1e-12, atol=1e-14 * size)


@pytest.mark.parametrize("height", ["1e9", "1e10", "1e15"])
def test_however_high_a_function_lies_its_curvatures_are_exact(height):
    bowl = surface(f"x^2 + y^2 + {height}")
    for theta in ([0.003, 0.002], [0, 0], [-1e-9, 1e-200]):
        assert bowl.hessian(theta).tolist() == [[2, 0], [0, 2]]
        assert bowl.gradient(theta).tolist() == [2 * theta[0], 2 * theta[1]]


def test_the_curvature_of_a_flat_place_is_0_and_not_nearly_0():
    assert surface("x^3 + y^2").hessian([0, 1]).tolist() == [[0, 0], [0, 2]]
    assert surface("x^4 + y^4").hessian([0, 0]).tolist() == [[0, 0], [0, 0]]
    assert surface("(x - 1)^5*y").hessian([1, 2]).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("n", range(-5, 9))
def test_whole_powers_of_any_base_are_exact(n):
    power, bases = surface(f"x^({n})"), np.array([-3.0, -1.0, -0.5, 0.0, 0.5, 2.0])
    theta = np.stack([bases, np.zeros(6)], axis=-1)
    with np.errstate(all="ignore"):
        fine = (bases != 0) | (n >= 0)
        value = np.where(fine, [float(b) ** n if b or n >= 0 else np.nan for b in bases], np.nan)
        slope = np.where(fine, [n * float(b) ** (n - 1) if b or n > 0 else 0.0 for b in bases], np.nan)
        bend = [n * (n - 1) * float(b) ** (n - 2) if b or n > 1 else 0.0 for b in bases]
    np.testing.assert_allclose(power.loss(theta), value, rtol=1e-14)
    np.testing.assert_allclose(power.gradient(theta)[:, 0], slope, rtol=1e-14)
    np.testing.assert_allclose(power.hessian(theta)[:, 0, 0], np.where(fine, bend, np.nan), rtol=1e-14)


@pytest.mark.parametrize(
    ("text", "theta", "gradient"),
    [
        ("x^2*y^2", (0, 0), (0, 0)),
        ("x^0 + y", (0, 0), (0, 1)),
        ("x^y", (2, 3), (12, 8 * np.log(2))),
        ("x^y", (0, 2), (0, 0)),
        ("2^x", (3, 0), (8 * np.log(2), 0)),
        ("e^x", (2, 0), (np.exp(2), 0)),
        ("x^2.5 + y", (0, 0), (0, 1)),
        ("tanh(x)", (18, 0), (4 * np.exp(-36), 0)),
        ("1/(1 + exp(-x))", (-1000, 0), (0, 0)),  # exp(1000) is too large, the function is not
        ("1/(1 + exp(-x))", (1000, 0), (0, 0)),
        ("tanh(exp(x)) + y", (1000, 0), (0, 1)),
        ("arctan(cosh(x))", (2000, 0), (0, 0)),
        ("exp(-x^2)", (1e200, 0), (0, 0)),
        ("(x^2 + y^2)^1.5", (0, 0), (0, 0)),
    ],
)
def test_no_rule_is_poisoned_by_0_or_by_a_part_that_overflows(text, theta, gradient):
    np.testing.assert_allclose(surface(text).gradient(theta), gradient, rtol=1e-13, atol=1e-300)
    assert not surface(text).kink(theta)


# Kinks.


@pytest.mark.parametrize(
    ("text", "theta", "sides", "gradient"),
    [
        ("abs(x) + y", (0, 0), ((-1, 1), (1, 1)), (0, 1)),
        ("abs(x - 1)*3", (1, 0), ((-3, 3), (0, 0)), (0, 0)),
        ("abs(x) + x", (0, 0), ((0, 2), (0, 0)), (1, 0)),
        ("abs(x + y)", (1, -1), ((-1, 1), (-1, 1)), (0, 0)),
        ("max(x, y)", (1, 1), ((0, 1), (0, 1)), (0.5, 0.5)),
        ("min(x, 2*x) + y^2", (0, 1), ((2, 1), (2, 2)), (1.5, 2)),
        ("max(0, x)", (0, 0), ((0, 1), (0, 0)), (0.5, 0)),
        ("sqrt(x^2 + y^2)", (0, 0), ((-1, 1), (-1, 1)), (0, 0)),
        ("(x^2)^0.5", (0, 0), ((-1, 1), (0, 0)), (0, 0)),
        ("sqrt(abs(x))", (0, 0), ((-np.inf, np.inf), (0, 0)), (0, 0)),
        ("sqrt(x) + y^2", (0, 1), ((np.nan, np.inf), (2, 2)), (np.inf, 2)),
        ("abs(abs(x) - x)", (0, 0), ((-2, 0), (0, 0)), (-1, 0)),
        ("exp(abs(x))", (0, 0), ((-1, 1), (0, 0)), (0, 0)),
    ],
)
def test_a_kink_has_a_slope_to_each_side_and_is_said_to_be_one(text, theta, sides, gradient):
    function = surface(text)
    np.testing.assert_allclose(function.sides(theta), sides)
    np.testing.assert_allclose(function.gradient(theta), gradient)
    assert function.kink(theta)
    assert not np.isfinite(function.hessian(theta)).all()


@pytest.mark.parametrize(
    ("text", "theta"),
    [
        ("abs(x)", (0.1, 0)), ("abs(x)^3", (0, 0)), ("x*abs(x)", (0, 0)), ("abs(x)^2", (0, 0)), ("min(x, x)", (2, 1)),
        ("max(x^2, -x^2)", (0, 0)), ("min(5, abs(x))", (9, 0)), ("abs(x*y)", (0, 0)), ("sqrt(x^4 + y^4)", (0, 0)),
        ("max(x, y)", (1, 2)), ("sin(x)", (0, 0)), ("log(x)", (0, 0)), ("1/x", (0, 0)),
    ],
)  # fmt: skip
def test_where_both_sides_agree_there_is_no_kink(text, theta):
    function = surface(text)
    assert not function.kink(theta)
    if function.defined(theta):
        np.testing.assert_array_equal(function.sides(theta)[..., 0], function.gradient(theta))
        np.testing.assert_array_equal(function.sides(theta)[..., 1], function.gradient(theta))


def test_a_kink_that_only_the_diagonals_see_is_one():
    assert surface("sqrt(abs(x*y))").kink([0, 0])


# The edge of a domain, and overflow.


@pytest.mark.parametrize(
    ("text", "theta", "operation", "written", "argument"),
    [
        ("sqrt(x) + y^2", (-0.5, 1), "sqrt", "x", -0.5),
        ("log(x - 2)", (1, 0), "log", "x − 2", -1),
        ("log(x)", (0, 0), "log", "x", 0),
        ("1/0", (1, 1), "/", "0", 0),
        ("x/(y - x)", (2, 2), "/", "y − x", 0),
        ("x^-2", (0, 0), "^", "x", 0),
        ("(x*y)^0.5", (-2, 2), "^", "x·y", -4),
        ("x^y", (-2, 0.5), "^", "x", -2),
        ("exp(-1/x²)", (0, 0), "/", "x²", 0),
        ("arctan(1/x)", (0, 0), "/", "x", 0),
        ("min(1, 1/x)", (0, 0), "/", "x", 0),
        ("(log(x))^0", (-1, 0), "log", "x", -1),
        ("0*sqrt(x)", (-1, 0), "sqrt", "x", -1),
        ("1/(1/x)", (0, 0), "/", "x", 0),
    ],
)
def test_outside_its_domain_a_function_has_no_value_and_it_is_said_why(text, theta, operation, written, argument):
    function = surface(text)
    assert np.isnan(function.loss(theta))
    assert np.isnan(function.gradient(theta)).all()
    assert np.isnan(function.hessian(theta)).all()
    assert not function.defined(theta)
    assert function.outside(theta) == (operation, argument, written)


@pytest.mark.parametrize(
    ("text", "theta"),
    [
        ("exp(x)", (1000, 0)), ("cosh(x) - cosh(x)", (1000, 0)), ("x^20", (1e300, 0)), ("1e300*1e300*x", (1, 0)),
        ("x/exp(-x^2)", (40, 0)), ("1/exp(-x)", (2000, 0)), ("log(exp(x) - exp(y))", (1000, 1000)),
        ("1/(1 - tanh(x))", (40, 0)), ("log(1 + tanh(x))", (-40, 0)),
        ("1/(x*x)", (1e-200, 0)), ("sin(exp(x))", (1000, 0)), ("exp(x)*exp(-x)", (1000, 0)), ("x^-20", (1e-20, 0)),
        ("x*y", (np.inf, 0)),
    ],
)  # fmt: skip
def test_too_large_for_a_number_is_another_thing_than_no_value(text, theta):
    function = surface(text)
    assert np.isinf(function.loss(theta))
    assert function.defined(theta)
    assert function.outside(theta) is None


def test_many_points_are_told_apart_at_once():
    function = surface("log(x) + exp(y)")
    theta = np.array([[[1, 1], [-1, 1]], [[1, 1000], [0, 1000]], [[np.nan, 1], [2, np.nan]]])
    np.testing.assert_array_equal(function.defined(theta), [[True, False], [True, False], [False, False]])
    np.testing.assert_array_equal(np.isinf(function.loss(theta)), [[False, False], [True, False], [False, False]])


def test_a_descent_leaves_the_domain_of_a_root_at_the_step_the_closed_form_says():
    function, rule = surface("sqrt(x) + y^2"), GradientDescent(0.1)
    theta, x, k = np.array([1.0, 1.0]), 1.0, 0
    while x >= 0:
        x, k = x - 0.1 / (2 * x**0.5), k + 1
    for _ in range(k):
        assert function.defined(theta)
        theta, _ = rule.update(theta, function.gradient(theta), rule.init(theta))
    assert k == 15
    assert not function.defined(theta)
    assert function.outside(theta).written == "x"


# One route for one point and for many.


@pytest.mark.parametrize(
    "text", ["x^3*y^7 - x^-5", "(x*y)^2/3 + x^20", "exp(x)*sin(y) + tanh(x*y)", "abs(x)^1.7 + 2^y", "abs(x)^y"]
)
@pytest.mark.parametrize("which", ["loss", "gradient", "hessian"])
def test_many_points_are_to_the_last_bit_what_each_is_alone(text, which):
    ask, theta = getattr(surface(text), which), points(37)
    np.testing.assert_array_equal(ask(theta), [ask(one) for one in theta])
    np.testing.assert_array_equal(ask(theta[::-3]), ask(theta)[::-3])


def test_nothing_warns():
    theta = np.array([[0, 0], [-1, 1], [1e300, -1e300], [np.inf, np.nan], [5e-324, 0]])
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        for text in ("x^y", "sqrt(abs(x*y))/x", "max(log(x), 1/y)", "abs(x)^-0.5", "0^x", "tan(x)^-3", "x^0.5^y"):
            function = surface(text)
            for ask in (function.loss, function.gradient, function.hessian, function.sides, function.kink):
                ask(theta)
            for one in theta:
                function.outside(one)


# One variable.


def test_a_curve_has_the_slopes_of_the_course():
    course = curve("f(x) = 0.01*x^2 + 0.1*x")
    np.testing.assert_allclose(course.slope([5, 10]), [0.2, 0.3], rtol=1e-15)
    assert course.curvature(np.zeros((2, 3))).tolist() == [[0.02] * 3] * 2
    assert course.value(10) == 2
    assert course.formula == "0.01·x² + 0.1·x"
    assert course.gradient([[5.0], [10.0]]).shape == (2, 1)


def test_a_curve_knows_its_kinks_and_its_domain():
    corner = curve("abs(x) + sqrt(x + 1)")
    np.testing.assert_allclose(corner.slopes([0, 3]), [(-0.5, 1.5), (1.25, 1.25)])
    assert corner.kink([[0.0], [1.0]]).tolist() == [True, False]
    assert np.isnan(corner.value(-2))
    assert corner.outside([-2.0]) == ("sqrt", -1, "x + 1")
    assert np.isnan(corner.curvature(0))
