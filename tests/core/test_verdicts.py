"""Verdicts where the mathematics gets delicate, held against closed forms and an observer who never asks for one."""

import dataclasses
from itertools import product

import numpy as np
import pytest

from gdcore.descent import descend
from gdcore.expression import surface
from gdcore.line_fit import LineFit
from gdcore.minima import find_minima
from gdcore.optimizers import Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from gdcore.stability import spectral_radius, step_matrix
from gdcore.surfaces import SURFACES
from tests.core.observer import Case, disagreements, draw, fractions_minimum, long_radius, watch

GD = GradientDescent
RATES = (
    *(float(f"{digit}e{tens}") for tens in range(-5, -1) for digit in (1, 1.5, 2, 3, 5, 7)),
    *(0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.01, 1.05, 1.1, 1.2, 1.5, 2.0, 3.0, 5.0, 10.0),
)
BETAS = (0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
BOWLS = ("bowl", "valley", "line_fit")


def verdict(text, rule, start, steps):
    objective = SURFACES[text] if text in SURFACES else surface(text)
    return descend(objective, rule, start, steps).verdict


# A run that settles is not said to oscillate for ever.


def called_wrongly(rules):
    """Return what is said of runs on quadratics against the eigenvalues of their steps."""
    wrong = []
    for name, rule, steps in rules:
        start = SURFACES[name].start
        curvatures = np.linalg.eigvalsh(SURFACES[name].hessian(np.zeros(2)))
        case = Case(name, SURFACES[name], rule, start, steps, curvatures=tuple(curvatures))
        said, radius = descend(SURFACES[name], rule, start, steps).verdict, long_radius(case)
        growth = said.facts.get("growth", radius)
        if radius < 1 - 1e-9:
            right = said.kind in ("converged", "out of steps") and growth < 1
        elif radius > 1 + 1e-9:
            right = said.kind == "diverged" or (said.kind == "out of steps" and growth > 1)
        else:
            right = said.kind == "oscillating" or steps < 2
        if not right:
            wrong.append((case, radius, str(said)))
    return wrong


def ladder_rules(steps):
    for name, rate, beta, many in product(BOWLS, RATES, BETAS, steps):
        yield name, Momentum(rate, beta) if beta else GD(rate), many
    for name, rate, beta, many in product(BOWLS, RATES[20:], BETAS[1:], steps):
        yield name, Nesterov(rate, beta), many


def test_on_a_quadratic_the_factor_of_a_step_decides():
    assert called_wrongly(list(ladder_rules((30, 300)))[::17]) == []


@pytest.mark.slow
def test_on_a_quadratic_the_factor_of_a_step_decides_on_the_whole_ladder():
    rules = list(ladder_rules((12, 30, 100, 300)))
    assert len(rules) > 4368
    assert called_wrongly(rules) == []


@pytest.mark.parametrize(
    ("name", "rule", "start", "steps"),
    [
        ("valley", Momentum(0.03, 0.95), (-7, 2), 300),
        ("line_fit", Adam(1.0), (-1, 5), 100),
        ("valley", Momentum(1e-3, 0.99), (-7, 2), 600),
        ("bowl", Nesterov(0.01, 0.99), (-3, 4), 200),
        ("bowl", Adam(2.0), (-3, 4), 60),
        ("double_well", Momentum(0.01, 0.98), (0.9, 0.3), 300),  # not a quadratic; sqrt(0.98) a step
        ("himmelblau", Momentum(0.002, 0.97), (3.1, 2.1), 200),
    ],
)
def test_what_settles_later_still_oscillates_and_is_not_said_to_for_ever(name, rule, start, steps):
    said = verdict(name, rule, start, steps)
    assert said.kind == "out of steps"
    longer = watch(Case(name, SURFACES[name], rule, start, steps), 60_000)
    before, late = (np.ptp(longer[a : a + steps // 2], axis=0).max() for a in (steps // 2, 59_000))
    assert late < 0.1 * before  # it settles indeed


@pytest.mark.parametrize("rule", [GD(1.0), Momentum(1.5, 0.5), Nesterov(0.75, 0.5)])
def test_exactly_at_the_limit_it_flips_for_ever_however_few_the_steps(rule):
    for steps in (2, 5, 30):
        said = verdict("bowl", rule, (3, 4), steps)
        assert said.kind == "oscillating"
        assert said.facts["period"] == 2
    assert spectral_radius(rule, np.array([2.0]))[0] == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("rule", [GD(0.3), Momentum(0.2, 0.7), Nesterov(0.1, 0.9), Momentum(0.1, 0.0)])
def test_the_matrix_of_a_step_is_the_step(rule):
    matrix, curvature = step_matrix(rule, np.array([3.0]))[0], 3.0
    theta, velocity = np.array([0.7]), np.array([-0.2])
    after, state = rule.update(theta, curvature * theta, {"velocity": velocity} if rule.init(theta) else {})
    expected = [after[0], state["velocity"][0] if state else -rule.learning_rate * curvature * theta[0]]
    np.testing.assert_allclose(matrix @ [theta[0], velocity[0]], expected, rtol=1e-14)


# "Arrived within 0.001" is that distance.


@pytest.mark.parametrize(
    ("text", "rule", "start", "steps", "kind"),
    [
        ("x^4 + y^4", GD(0.1), (1, 1), 20_000, "out of steps"),  # sqrt(2) / sqrt(0.8 k) = 0.011
        ("x^4 + y^2", GD(0.1), (1, 1), 20_000, "out of steps"),  # Newton's distance is a third of the way: 0.0026
        ("x^4 + y^2", GD(0.1), (0.0029, 1), 300, "out of steps"),  # Newton's says 0.00097
        ("x^4 + y^2", GD(0.1), (0.0009, 1), 300, "converged"),
        ("x^6 + y^4", GD(0.1), (0.004, 0.002), 30, "out of steps"),
        ("(x-1)^4 + (y+x)^2 + 5", GD(0.1), (1.002, -1.002), 30, "out of steps"),
        ("(x-1)^4 + (y+x)^2 + 5", GD(0.1), (1.0004, -1.0004), 30, "converged"),
        ("x^3 + y^2", GD(0.1), (1, 1), 300, "out of steps"),
        ("x^3 + y^2", GD(0.1), (1, 1), 5000, "saddle point"),  # 1 / 0.3 k < 0.001 from about k = 3,333
        ("x^3 + y^2", GD(0.1), (0, 1), 300, "saddle point"),
        ("x^2 + y^2 + 1e9", GD(0.1), (3.5, 3), 100, "converged"),
        ("x^2 + y^2 + 1e10", GD(0.1), (3.5, 3), 100, "converged"),
        ("x^2/7 + y^2 - 1e12", GD(0.4), (3.5, 3), 100, "converged"),
        ("1e-10*x^2 + y^2", GD(0.1), (5, 3), 300, "out of steps"),  # a valley of condition 10^10 is no trench
        ("x^4 + y^4", Adam(0.05), (1, 1), 3000, "out of steps"),
    ],
)
def test_near_is_near_also_where_it_is_flat(text, rule, start, steps, kind):
    path = descend(surface(text), rule, start, steps)
    assert path.verdict.kind == kind, str(path.verdict)
    centre = {"(x-1)^4 + (y+x)^2 + 5": (1, -1)}.get(text, (0, 0))
    away = np.linalg.norm(path.thetas - centre, axis=1)
    k = path.verdict.step
    if kind != "out of steps":
        assert (away[k:] < 1e-3).all()
        assert k == 0 or away[k - 1] >= 1e-3
    else:
        assert away[-1] >= 1e-3


@pytest.mark.parametrize("powers", [(2, 4), (4, 2), (2, 6), (4, 6), (6, 6), (4, 4)])
@pytest.mark.parametrize("turned", [False, True])
def test_the_distance_to_a_flat_minimum_is_the_distance(powers, turned):
    """Along each axis Newton's steps fall short by a share of their own: (n - 2) / (n - 1) of |x|^n."""
    u, v = ("(0.6*x + 0.8*y)", "(0.6*y - 0.8*x)") if turned else ("x", "y")
    path = descend(surface(f"{u}^{powers[0]} + {v}^{powers[1]}"), GD(1e-4), (0.0004, -0.0003), 3)
    assert path.verdict.kind == "converged"
    assert path.verdict.facts["distance"] == pytest.approx(np.hypot(*path.thetas[-1]), rel=1e-3)


@pytest.mark.parametrize(
    ("text", "rule", "start", "steps", "kind"),
    [
        ("(x+1)^6 + y^2", Adam(0.0054), (-0.99937, 0.00009), 30, "out of steps"),  # its memory takes it away again
        ("x^2 + y^4", Adam(0.001), (0.0015, -0.003), 30, "converged"),  # y alone is flat, and turned back by x^4
        ("x^4 + y^4", Adam(0.01), (0.0005, 0.0007), 12, "converged"),
        ("x^6 + y^2", Momentum(0.1, 0.9), (0.0008, 0.0008), 12, "converged"),
    ],
)
def test_who_stays_at_a_flat_minimum_is_seen_by_going_on_with_the_run(text, rule, start, steps, kind):
    path, longer = (descend(surface(text), rule, start, n) for n in (steps, steps + 50))
    assert path.verdict.kind == kind
    away = np.linalg.norm(longer.thetas - [-1 if "+1" in text else 0, 0], axis=-1)[steps:]
    assert (away.max() < 1e-3) == (kind == "converged")


def test_a_lifted_bowl_arrives_at_the_step_it_arrives_unlifted():
    """3.5² + 3² = 4.61²; 4.61 · 0.8^k < 0.001 from k = 38."""
    for height in ("0", "1e9", "-1e10", "1e14"):
        said = verdict(f"x^2 + y^2 + {height}", GD(0.1), (3.5, 3), 60)
        assert (said.kind, said.step) == ("converged", 38)
        assert (said.facts["lambda_min"], said.facts["lambda_max"]) == (2, 2)


def test_a_degenerate_critical_point_is_said_to_be_one():
    for text, start in (("x^3 + y^2", (0, 1)), ("x^3 + x^5 + y^2", (0, 1)), ("x^3 - 3*x*y^2", (0, 0))):
        facts = verdict(text, GD(0.1), start, 300).facts
        assert facts["degenerate"] == 1
        assert facts["lambda_min"] == pytest.approx(0, abs=1e-12)
    assert "degenerate" not in verdict("saddle", GD(0.1), (-2, 0), 100).facts


def test_who_starts_beside_the_ridge_is_leaving_and_who_starts_on_it_is_not():
    assert "leaving" in verdict("saddle", GD(0.1), (-2, 1e-9), 60).facts
    assert "leaving" not in verdict("saddle", GD(0.1), (-2, 0), 60).facts


# A slope is no pit, a level ridge no maximum, and a kink no place of slope 0.


@pytest.mark.parametrize(
    ("text", "start", "kinds"),
    [
        ("1e-8*x + y^2", (0, 1), {"falling"}),
        ("1e-12*x + y^2", (0, 1), {"falling"}),
        ("y^2 - 1e-9*x^2", (0.5, 1), {"falling"}),
        ("1 - exp(-(x^2 + y^2)/2) + 1e-6*x", (6, 5), {"plateau", "out of steps"}),
        ("1 - exp(-(x^2 + y^2)/2)", (30, 8), {"plateau", "out of steps"}),
        ("1 - 1/(1 + x^2 + y^2)", (2000, 100), {"plateau", "out of steps"}),
        ("arctan(x) + y^2", (500, 0.5), {"plateau", "out of steps"}),
        ("exp(-x) + y^2", (25, 0.5), {"plateau", "out of steps"}),
        ("-x^2", (0, 1), {"ridge"}),
        ("-(x - 2*y)^2", (2, 1), {"ridge"}),
        ("-x^4", (0, 1), {"ridge"}),
        ("-x^2 - y^2", (0, 0), {"maximum"}),
        ("-abs(x)", (0, 1), {"ridge"}),
        ("-abs(x) - abs(y)", (0, 0), {"maximum"}),
        ("abs(x) - y^2", (0, 0), {"saddle point"}),
        ("y^2 - abs(x)", (0, 1), {"saddle point"}),
        ("abs(x) + y^2", (0, 1), {"converged"}),
        ("sqrt(x^2 + y^2)", (0, 0), {"converged"}),
        ("max(0, x)^2 + max(0, -x - 1)^2 + y^2", (-0.5, 1), {"converged"}),  # a floor that is flat and has an end
        ("0*x + 3", (1, 1), {"plateau"}),
    ],
)
def test_the_ground_is_called_what_it_is(text, start, kinds):
    minima = find_minima(surface(text), ((-5, 5), (-5, 5)))
    for objective in (surface(text), dataclasses.replace(surface(text), minima=minima)):
        for rule in (GD(0.1), Momentum(0.1, 0.5)):
            said = descend(objective, rule, start, 300).verdict
            assert said.kind in kinds, str(said)
            assert ("kink" in said.facts) == ("abs" in text and said.kind != "converged")


# Falling for ever is leaving, and what comes to rest has not diverged.


@pytest.mark.parametrize(
    ("text", "rule", "start", "steps"),
    [
        ("x^2 - y^2", GD(0.1), (1, 0.1), 300),
        ("x^2 - y^2", GD(0.1), (1, 0.1), 20),
        ("x^2 - y^2", Adam(0.1), (1, 0.1), 300),
        ("x^2 - y^2/50", Momentum(0.1, 0.9), (1, 0.1), 50),
        ("x*y", GD(0.05), (1, 0.5), 60),
        ("x + 2*y", RMSProp(0.1), (1, 1), 30),
        ("x^3 - 3*x + y^2", GD(0.1), (-1.3, 0.5), 50),
        ("y^2 - cosh(x)", GD(0.1), (0.4, 1), 40),
        ("-exp(x) + y^2", GD(0.1), (0, 1), 40),
    ],
)
def test_what_falls_without_end_is_said_to_fall(text, rule, start, steps):
    said = verdict(text, rule, start, steps)
    assert said.kind == "falling", str(said)
    assert surface(text).loss(watch(Case(text, surface(text), rule, start, steps), 3000)[-1]) != pytest.approx(0)


@pytest.mark.parametrize(
    ("text", "rule", "start", "steps"),
    [
        ("saddle", GD(0.1), (-2, 1e-6), 44),  # 1e-6 * 1.2^44 = 0.003, and faster every step; its minima are near
        ("saddle", GD(0.1), (-2, 1e-6), 60),
        ("x^2 - y^2 + y^4/400", GD(0.1), (1, 0.1), 20),
        ("plateau", GD(0.5), (-3, 2), 120),
        ("cos(x) + cos(y)", GD(0.1), (0.01, 0.02), 40),
        ("-exp(-x^2) + y^2", GD(0.1), (3, 1), 300),
    ],
)
def test_what_falls_faster_towards_a_minimum_is_not(text, rule, start, steps):
    assert verdict(text, rule, start, steps).kind == "out of steps"


@pytest.mark.parametrize(
    ("text", "rule", "start", "steps"),
    [
        ("sqrt(x) + y^2", GD(0.1), (1, 0), 5),
        ("sqrt(x) + y^2", Adam(0.0564), (1.72, 0.06), 5),
        ("x^1.5 + y^2", Momentum(0.02, 0.99), (1.42, 0.94), 5),
    ],
)
def test_what_falls_towards_the_edge_of_a_domain_does_not_fall_for_ever(text, rule, start, steps):
    assert verdict(text, rule, start, steps).kind != "falling"


@pytest.mark.parametrize(
    ("text", "rule", "start"),
    [
        ("1 - exp(-(x^2 + y^2)/2)", GD(30.0), (0.3, 0.1)),
        ("1 - exp(-(x^2 + y^2)/2)", GD(20.0), (0.5, -0.4)),
        ("tanh(x)^2 + tanh(y)^2", GD(9.0), (0.6, 0.5)),
        ("1 - 1/(1 + x^4 + y^4)", GD(90.0), (0.3, 0.4)),
    ],
)
@pytest.mark.parametrize("steps", [2, 3, 5, 7, 12, 30])
def test_a_leap_to_where_it_is_flat_is_no_divergence(text, rule, start, steps):
    assert verdict(text, rule, start, steps).kind in ("plateau", "out of steps")


@pytest.mark.parametrize("steps", [3, 5, 6, 8, 12, 40])
def test_a_swing_that_grows_up_to_a_bound_has_not_diverged(steps):
    said = verdict("double_well", GD(0.22), (0.95, 0.01), steps)  # 0.22 * 7.56 > 1.6, and walls on both sides
    assert said.kind in ("out of steps", "oscillating", "local minimum")


# Just above critical.


def test_just_above_critical_it_falls_first_and_rises_then():
    fit, rule = LineFit([1, 2], [3, 5]), GD(0.294714)
    for steps in (5, 14, 31):
        said = descend(fit, rule, (-1, 5), steps).verdict
        assert said.kind == "out of steps"
        assert said.facts["growth"] == pytest.approx(0.294714 * (7 + 3 * 5**0.5) / 2 - 1)
    path = descend(fit, rule, (-1, 5), 60)
    assert (path.verdict.kind, path.verdict.step) == ("diverged", 32)
    assert (path.losses[32:] > path.losses[0]).all()
    assert path.losses[31] <= path.losses[0]
    assert path.verdict.facts["distance"] == pytest.approx(np.linalg.norm(path.thetas[60] - [2, 1]), rel=1e-6)


@pytest.mark.parametrize("rule", [GD(0.5), GD(100.0), Momentum(3.0, 0.9), Nesterov(2.0, 0.9)])
@pytest.mark.parametrize("name", ["bowl", "valley"])
def test_who_starts_exactly_in_the_minimum_goes_nowhere(name, rule):
    said = verdict(name, rule, (0, 0), 100)
    assert (said.kind, said.step) == ("converged", 0)


def test_near_a_minimum_that_repels_nobody_has_arrived():
    assert verdict("bowl", GD(1.01), (5e-4, 0), 10).kind != "converged"
    assert verdict("bowl", GD(0.99), (5e-4, 0), 10).kind == "converged"


# Lines through data as they are measured.


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([1e-5, 2e-5, 3e-5], [1, 2, 3]),  # mol/L
        ([1e-7, 2e-7, 3e-7], [1, 2, 3]),
        ([293, 294, 295], [1, 2, 4]),  # kelvins
        (range(2015, 2025), [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]),  # years
        ([5.2e7, 6.1e7, 8.9e7], [3.1, 3.9, 6.2]),  # prices
        ([44.5, 59.9, 84.2, 110, 152.7], [210, 265, 390, 505, 760]),  # house sizes
        ([1e6 + 0.25, 1e6 + 0.5, 1e6 + 1], [0, 1, 0]),
        ([-0.001, 0.0, 0.002], [1e5, 2e5, 7e5]),
    ],
)
def test_the_line_through_measured_points_is_the_least_squares_line_of_their_digits(x, y):
    fit = LineFit(list(x), y)
    m, b = fractions_minimum(fit.x, fit.y)
    assert fit.minimum() == pytest.approx([m, b], rel=1e-9)
    bowl = fit.bowl()
    np.testing.assert_allclose(bowl.loss(np.array([-1.0, 5.0])), fit.loss(np.array([-1.0, 5.0])), rtol=1e-9)
    n, xs = len(fit.x), [float(value) for value in fit.x]
    determinant = 4 * sum((p - q) ** 2 for p in xs for q in xs) / (2 * n * n)
    assert bowl.eigenvalues.prod() == pytest.approx(determinant, rel=1e-9)
    assert bowl.eigenvalues.sum() == pytest.approx(2 * (sum(p * p for p in xs) / n + 1))
    values, axes = bowl.principal_axes()
    np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(axes * values @ axes.T, bowl.hessian(), atol=1e-9 * values[1])
    for share in (0.01, 0.5, 0.99):
        path = descend(fit, GD(share * bowl.critical_rate), (-1, 5), 600)
        away = np.hypot(*(path.thetas[-1] - [m, b]))
        assert path.verdict.kind == ("converged" if away < 1e-3 else "out of steps")
        assert path.verdict.facts["distance"] == pytest.approx(away, rel=1e-6)
    assert descend(fit, GD(1.01 * bowl.critical_rate), (-1, 5), 2000).verdict.kind == "diverged"


def test_the_numbers_of_the_years():
    bowl = LineFit(range(2015, 2025), [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]).bowl()
    assert bowl.eigenvalues[0] == pytest.approx(4.0457e-6, rel=1e-4)
    assert bowl.condition_number == pytest.approx(2.016e12, rel=1e-3)


def test_only_equal_x_are_equal():
    for x in ([0.1, 0.1, 0.1], [2015, 2015], [1e-9] * 5, [0.3] * 7):
        assert LineFit(x, range(len(x))).bowl().eigenvalues[0] == 0
        assert descend(LineFit(x, range(len(x))), GD(0.1 / (x[0] ** 2 + 1)), (1, 1), 600).verdict.kind == "converged"
    for x in ([0.1, 0.1 + 1e-12], [2015, 2015.001], [1e-9, 1.0000001e-9]):
        assert LineFit(x, range(len(x))).bowl().eigenvalues[0] > 0


@pytest.mark.parametrize("x", [[1, 2], [293, 294, 295], [1e-5, 2e-5, 3e-5], [2, 2, 2]])
def test_the_half_widths_reach_to_lines_that_much_worse(x):
    bowl = LineFit(x, range(len(x))).bowl()
    reach = bowl.half_widths(0.3)
    around = np.linspace(0, 2 * np.pi, 4000)
    values, axes = bowl.principal_axes()
    if values[0] == 0:
        edge = np.sqrt(2 * 0.3 / values[1]) * axes[:, 1]
        np.testing.assert_allclose(np.abs(edge), reach, rtol=1e-9)
        return
    ellipse = (np.sqrt(2 * 0.3 / values)[:, None] * [np.cos(around), np.sin(around)]).T @ axes.T
    np.testing.assert_allclose(bowl.loss(bowl.centre + ellipse) - bowl.lowest, 0.3, rtol=1e-6)
    np.testing.assert_allclose(np.abs(ellipse).max(axis=0), reach, rtol=1e-5)


# The observer.


def test_a_handful_of_random_runs_are_what_an_observer_sees():
    wrong = []
    for seed in range(40):
        case = draw(seed)
        wrong += disagreements(case, descend(case.objective, case.rule, case.start, case.steps).verdict)
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_a_thousand_random_runs_are_what_an_observer_sees(hundred):
    wrong = []
    for seed in range(100 * hundred, 100 * hundred + 100):
        case = draw(seed)
        said = descend(case.objective, case.rule, case.start, case.steps).verdict
        wrong += [(seed, str(case), what) for what in disagreements(case, said)]
    assert wrong == []


def test_the_observer_notices_a_wrong_word():
    """Each kind, said of a run of another kind, is contradicted by what the run goes on to do."""
    from gdcore.verdict import Verdict

    facts = {"swing": 1.0, "undefined": 0.0}
    bowl = Case("bowl", SURFACES["bowl"], GD(0.1), (-3, 4), 100, curvatures=(2.0, 2.0))
    for kind in ("saddle point", "maximum", "ridge", "oscillating", "diverged", "falling", "out of domain"):
        assert disagreements(bowl, Verdict(kind, 0, "", facts))
    leaving = Case("bowl", SURFACES["bowl"], GD(1.1), (-3, 4), 10, curvatures=(2.0, 2.0))
    for kind in ("converged", "plateau", "out of steps"):
        assert disagreements(leaving, Verdict(kind, 0, "", facts))


def test_decay_of_the_weights_is_no_slope():
    assert verdict("x^2 - y^2", AdamW(0.1), (1, 0.1), 60).kind != "converged"
