"""Verdicts, held against labels that come from arithmetic or from watching the run go on."""

import dataclasses
from collections import Counter
from functools import cache

import numpy as np
import pytest

from gdcore import expression
from gdcore.descent import descend
from gdcore.diagnosis import TOLERANCE, judge
from gdcore.differentiate import numerical_gradient
from gdcore.line_fit import LineFit, batches, noisy_line
from gdcore.minima import lowest
from gdcore.optimizers import AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from gdcore.stability import stability_limit
from gdcore.surfaces import SURFACES

GD = GradientDescent
HILL = SURFACES["himmelblau"].maxima[0][:2]
HUMP = SURFACES["camel"].maxima[0][:2]
TOP = 0.5025460365546746  # of Rastrigin's wave

TABLE = [
    # The course's 580 steps; 5 * 0.8^k < 0.001 from k = 39; a Newton step; 7 * 0.905^k < 0.001 from k = 89.
    ("line_fit", GD(0.1), (-1, 5), 600, "converged"),
    ("bowl", GD(0.1), (-3, 4), 39, "converged"),
    ("bowl", GD(0.5), (-3, 4), 1, "converged"),
    ("valley", GD(0.95), (-7, 2), 89, "converged"),
    ("rosenbrock", GD(0.001), (-1.2, 1), 20_000, "converged"),
    ("himmelblau", GD(0.01), (0, 0), 100, "converged"),
    ("camel", GD(0.02), (1.2, 0.5), 200, "converged"),
    ("double_well", Momentum(0.03, 0.9), (1.7, 1), 400, "converged"),
    ("saddle", GD(0.1), (-2, 1e-6), 150, "converged"),
    ("plateau", GD(0.5), (-3, 2), 200, "converged"),
    ("rastrigin", GD(0.001), (0.3, -0.4), 30, "converged"),  # nearer to 0 than the tops at 0.5025
    ("beale", Nesterov(0.01, 0.9), (1, 1), 600, "converged"),
    ("valley", AdaGrad(1.5), (-7, 2), 100, "converged"),
    ("bowl", Adam(0.1), (-3, 4), 400, "converged"),
    ("bowl", RMSProp(0.0005), (0.1, 0.1), 600, "converged"),  # its cycle is narrower than 0.001
    ("(x + y)^2 + 3", GD(0.1), (1, 3), 60, "converged"),  # a trench: 3 along x + y = 0
    ("(x^2 + y^2 - 1)^2", GD(0.02), (0.3, 0.2), 49, "converged"),  # a round trench: 0.00086 off, on its inner side
    ("cosh(x) + cosh(y)", Momentum(0.1, 0.5), (2, 1), 100, "converged"),
    ("x^4 + y^4", GD(0.1), (0, 0), 3, "converged"),  # without curvature, and yet a minimum
    # Stopped in a dip that is not the lowest.
    ("double_well", GD(0.03), (1.7, 1), 400, "local minimum"),
    ("double_well", AdaGrad(0.3), (1.7, 1), 400, "local minimum"),
    ("double_well", Adam(0.02), (1.4, 0.5), 600, "local minimum"),
    ("camel", GD(0.02), (1.7, -0.7), 100, "local minimum"),
    ("camel", Momentum(0.01, 0.5), (1.6, 0.6), 200, "local minimum"),
    ("rastrigin", GD(0.001), (-1.6, 1.4), 30, "local minimum"),
    # Critical points that are no minimum.
    ("saddle", GD(0.1), (-2, 0), 100, "saddle point"),  # 2 * 0.8^k < 0.001 from k = 35
    ("saddle", Momentum(0.1, 0.5), (-2, 0), 100, "saddle point"),
    ("saddle", Momentum(0.1, 0.5), (-2, 1e-12), 40, "saddle point"),  # for the time being: y grows, unseen as yet
    ("saddle", AdaGrad(0.5), (-2, 0), 300, "saddle point"),
    ("double_well", GD(0.03), (0.1, 1), 150, "saddle point"),  # 0.94^k < 0.001 from k = 112
    ("himmelblau", GD(0.001), SURFACES["himmelblau"].saddles[1][:2], 20, "saddle point"),
    ("rastrigin", GD(0.001), (0, TOP), 10, "saddle point"),
    ("x^2 - y^2", GD(0.1), (1, 0), 60, "saddle point"),
    ("x^3 - 3*x*y^2", GD(0.1), (0, 0), 3, "saddle point"),  # the monkey's, without curvature
    ("himmelblau", GD(0.01), HILL, 20, "maximum"),
    ("camel", Momentum(0.02, 0.9), HUMP, 10, "maximum"),
    ("rastrigin", GD(0.001), (TOP, -TOP), 10, "maximum"),
    ("cos(x) + cos(y)", GD(0.1), (0, 0), 20, "maximum"),
    # On the plain, where the slope is r exp(-r²/2) and less than 0.001.
    ("plateau", GD(0.5), (4, 3), 1000, "plateau"),
    ("plateau", GD(0.5), (4, 3), 5, "plateau"),
    ("plateau", GD(1e-6), (4, 3), 100, "plateau"),
    ("plateau", Momentum(0.5, 0.9), (4, 3), 200, "plateau"),
    ("plateau", Nesterov(0.5, 0.5), (-4.5, -2), 200, "plateau"),
    ("plateau", GD(0.5), (40, 2), 10, "plateau"),  # its slope there is no float64 but 0
    ("1 - exp(-(x^2 + y^2)/2)", GD(0.5), (4, 3), 200, "plateau"),
    ("tanh(x)^2 + tanh(y)^2", GD(0.5), (6, 6), 100, "plateau"),
    ("0*x", GD(0.5), (1, 2), 10, "plateau"),
    # eta * lambda at the stability limit or above it, and held by walls.
    ("valley", GD(1.0), (-7, 2), 30, "oscillating"),
    ("valley", GD(1.0), (-7, 2), 600, "oscillating"),
    ("bowl", GD(1.0), (-3, 4), 50, "oscillating"),
    ("bowl", Momentum(1.9, 0.9), (-3, 4), 200, "oscillating"),  # 2 (1 + 0.9) = 2 * 1.9
    ("rastrigin", GD(0.006), (-1.6, 1.4), 100, "oscillating"),
    ("rastrigin", GD(0.006), (0.001, 0.002), 100, "oscillating"),  # ends high above its start
    ("rastrigin", GD(0.02), (-1.6, 1.4), 300, "oscillating"),  # from dip to dip
    ("double_well", GD(0.22), (-1, 1), 60, "oscillating"),
    ("double_well", GD(0.3), (-1, 1), 300, "oscillating"),  # without a period
    ("himmelblau", GD(0.025), (1, 1), 200, "oscillating"),
    ("bowl", RMSProp(0.1), (-3, 4), 300, "oscillating"),
    ("abs(x) + abs(y)", GD(0.1), (1, 0.53), 100, "oscillating"),
    # Above the stability limit and not held, or out of where the function is defined.
    ("line_fit", GD(0.3), (-1, 5), 400, "diverged"),  # 0.3 * 6.854 = 2.056
    ("bowl", GD(1.1), (-3, 4), 20, "diverged"),
    ("valley", GD(1.01), (-7, 2), 100, "diverged"),
    ("valley", Momentum(2.0, 0.9), (-7, 2), 100, "diverged"),  # 4 > 3.8
    ("valley", Nesterov(0.7, 0.9), (-7, 2), 200, "diverged"),  # 1.4 > 3.8 / 2.8 = 1.357
    ("himmelblau", GD(0.05), (4, 4), 50, "diverged"),
    ("rosenbrock", GD(0.01), (-1.2, 1), 50, "diverged"),
    ("beale", GD(0.1), (-2, 3), 50, "diverged"),
    ("cosh(x) - 1", GD(3.0), (3, 0), 50, "diverged"),
    # Where no loss is, and where there is always a lower one.
    ("log(x)", GD(0.1), (1, 0), 50, "out of domain"),
    ("log(x) + y^2", Momentum(0.1, 0.5), (-1, 0), 50, "out of domain"),
    ("sqrt(x) + y^2", Adam(0.2), (1, 1), 50, "out of domain"),
    ("-x^2 - y^4", GD(0.1), (1, 1), 60, "falling"),
    ("x^2 - y^2", GD(0.1), (1, 0.1), 300, "falling"),
    ("x + y", GD(1e-4), (1, 1), 100, "falling"),  # as steep here as everywhere
    ("x^3 + y^2", GD(0.1), (-0.5, 1), 60, "falling"),
    # A level ridge.
    ("-x^2", GD(0.1), (0, 1), 30, "ridge"),
    ("cos(x)", GD(0.1), (0, 3), 30, "ridge"),
    ("-(x + y)^2", Momentum(0.1, 0.5), (1, -1), 30, "ridge"),
    # On the way: a small rate, a long valley, a zigzag that shrinks, a slow rule, no minimum to arrive at.
    ("line_fit", GD(0.01), (-1, 5), 1000, "out of steps"),
    ("bowl", GD(1e-6), (-3, 4), 100, "out of steps"),
    ("valley", GD(0.001), (-7, 2), 1000, "out of steps"),
    ("valley", GD(0.95), (-7, 2), 30, "out of steps"),
    ("valley", Momentum(0.1, 0.9), (-7, 2), 60, "out of steps"),
    ("rosenbrock", GD(0.001), (-1.2, 1), 1000, "out of steps"),
    ("rosenbrock", AdamW(0.02), (-1.2, 1), 200, "out of steps"),
    ("beale", GD(0.001), (-3, 1.5), 1000, "out of steps"),
    ("beale", Adam(0.01), (-1, 2), 600, "out of steps"),
    ("bowl", AdaGrad(0.01), (-3, 4), 500, "out of steps"),
    ("plateau", Adam(0.01), (4, 3), 200, "out of steps"),  # it walks over the plain at its own pace
    ("plateau", Adam(0.01), (4.2, 4.2), 80, "out of steps"),  # it has come 1.6 far, and the plain goes on
    ("saddle", GD(0.1), (-2, 1e-6), 44, "out of steps"),  # 1e-6 * 1.2^44 = 0.003: of little slope, and curved
    ("saddle", GD(0.1), (-2, 1e-6), 50, "out of steps"),  # 1e-6 * 1.2^50 = 0.009 off the saddle point
    ("x^4 + y^4", GD(0.1), (1, 1), 400, "out of steps"),  # 1 / sqrt(0.8 k) from the minimum
    ("exp(-x)", GD(0.1), (1, 1), 400, "out of steps"),
    # A ball that rolls through the minimum: (1 - a)² = 0.9 a at a = 0.4, and a = 1/1.25² for Nesterov.
    ("bowl", Momentum(0.2, 0.9), (-3, 4), 2, "out of steps"),
    ("bowl", Nesterov(0.32, 0.25), (-3, 4), 2, "out of steps"),
]  # fmt: skip

LOWEST = {"(x + y)^2 + 3": 3, "(x^2 + y^2 - 1)^2": 0, "cosh(x) + cosh(y)": 2, "x^4 + y^4": 0}
every_run = pytest.mark.parametrize(
    ("name", "rule", "start", "steps", "kind"), TABLE, ids=[f"{row[0]}-{row[4]}" for row in TABLE]
)


def objective_of(name):
    return SURFACES[name] if name in SURFACES else expression.surface(name)


@cache
def path_of(name, rule, start, steps):
    return descend(objective_of(name), rule, start, steps)


@every_run
def test_the_verdict_is_the_label(name, rule, start, steps, kind):
    verdict = path_of(name, rule, start, steps).verdict
    assert verdict.kind == kind, str(verdict)


def test_the_table_has_every_kind_surface_and_method():
    kinds = Counter(row[4] for row in TABLE)
    assert min(kinds.values()) >= 3
    assert len(kinds) == 11
    assert {row[0] for row in TABLE} >= set(SURFACES)
    methods = Counter(type(row[1]).__name__ for row in TABLE)
    assert len(methods) == 7
    assert sum(methods.values()) - methods["GradientDescent"] >= 20


# An observer who knows the critical points and waits: nothing here asks for the verdict.


def nearest(points, thetas):
    """Return the distance to the nearest of some listed points, (...)."""
    listed = np.array([point[:2] for point in points]).reshape(-1, 2)
    return np.linalg.norm(thetas[..., None, :] - listed, axis=-1).min(axis=-1, initial=np.inf)


def rests(path, steps, points):
    """Whether it is within 0.001 of one of the points, at the end and for ten steps more."""
    return bool(np.all(nearest(points, path.thetas[steps : steps + 11]) < TOLERANCE))


def width(thetas):
    return np.ptp(thetas, axis=0).max()


@every_run
def test_the_label_is_what_an_observer_sees(name, rule, start, steps, kind):
    objective = objective_of(name)
    long = path_of(name, rule, start, steps + min(9 * steps + 10, 5000))
    thetas, losses, end = long.thetas[: steps + 1], long.losses[: steps + 1], long.thetas[steps]
    minima = getattr(objective, "minima", ())
    global_minima = [minima[k] for k in lowest(minima)]
    if kind == "converged" and name in SURFACES:
        assert rests(long, steps, global_minima)
    elif kind == "converged":
        assert np.all(long.losses[steps:] < LOWEST[name] + 1e-5)
    elif kind == "local minimum":
        assert rests(long, steps, set(minima) - set(global_minima))
    elif kind == "ridge":
        assert np.abs(losses[-1] - long.losses[steps:]).max() == 0
        assert all(objective.loss(end + way) < losses[-1] for way in ((0.1, 0), (-0.1, 0)))
    elif kind == "falling":
        assert not long.losses[-1] > losses[-1]
        assert name == "x + y" or not long.losses[-1] > -1e6
    elif kind == "out of domain":
        assert np.isnan(losses[-1])
    elif kind in ("saddle point", "maximum"):
        known = {"saddle point": "saddles", "maximum": "maxima"}[kind]
        assert rests(long, steps, getattr(objective, known, [(0, 0)]))
    elif kind == "plateau":
        assert np.linalg.norm(objective.gradient(end)) < 1e-3
        assert width(thetas) < 0.2
        assert name == "0*x" or np.linalg.norm(end) > 4  # all the others have their pit at (0, 0)
    elif kind == "oscillating":
        tenth = steps // 10 + 2
        assert width(long.thetas[-tenth:]) > max(0.75 * width(thetas[-tenth:]), 10 * TOLERANCE)
        assert np.isfinite(long.losses).all()
    elif kind == "diverged":
        assert not np.isfinite(long.losses[-1]) or long.losses[-1] > 1e6 * losses[0]
    else:
        assert np.isfinite(long.losses).all()
        assert not rests(long, steps, [*minima, *getattr(objective, "saddles", ()), (0, 0)])
        assert long.losses[-1] < losses[-1] or losses[-1] < 1e-20  # the balls are at the very bottom
        assert losses[-1] < losses[0]
        assert width(long.thetas[steps:]) > 10 * TOLERANCE or rule.learning_rate <= 1e-6


# What must not change a verdict.


def lifted(name, by):
    if name not in SURFACES:
        return expression.surface(f"{name} + {by}")
    own = SURFACES[name]
    minima = tuple(point._replace(value=point.value + by) for point in own.minima)
    return dataclasses.replace(own, height=lambda x, y: own.height(x, y) + by, minima=minima)


@every_run
def test_a_surface_that_lies_higher_has_the_same_verdict(name, rule, start, steps, kind):
    for by in (3, 1000) if name in SURFACES else (3,):
        assert descend(lifted(name, by), rule, start, steps).verdict.kind == kind


@every_run
def test_a_run_among_others_has_the_verdict_it_has_alone(name, rule, start, steps, kind):
    alone = path_of(name, rule, start, steps)
    starts = np.array([(0.7, 0.4), start, (-1.1, 0.3)])
    together = descend(objective_of(name), rule, starts, steps).verdict[1]
    assert (together.kind, together.step) == (kind, alone.verdict.step)
    assert together.facts == pytest.approx(dict(alone.verdict.facts), rel=1e-6, abs=1e-9, nan_ok=True)


def test_runs_with_a_rate_each_have_their_own_facts():
    rates = np.array([[0.1], [0.29], [0.5]])
    path = descend(SURFACES["line_fit"], Momentum(rates, 0.5), np.tile((-1.0, 5.0), (3, 1)), 50)
    for rate, verdict in zip(rates.ravel(), path.verdict, strict=True):
        alone = descend(SURFACES["line_fit"], Momentum(float(rate), 0.5), (-1, 5), 50).verdict
        assert (verdict.kind, verdict.step) == (alone.kind, alone.step)
        assert verdict.facts["rate_times_curvature"] == pytest.approx(rate * (7 + 3 * 5**0.5) / 2)


# The facts.


@every_run
def test_the_facts_are_those_of_the_end(name, rule, start, steps, kind):
    path, objective = path_of(name, rule, start, steps), objective_of(name)
    facts, end = path.verdict.facts, path.thetas[-1]
    assert facts["loss"] == pytest.approx(float(objective.loss(end)), nan_ok=True)
    if kind in ("diverged", "falling", "out of domain"):  # differences lose their digits far out
        return
    h = 1e-4 if np.abs(end).min() > 1e-4 or "abs" not in name else 1e-20  # not across a kink
    rows = np.array([numerical_gradient(lambda at, i=i: objective.gradient(at)[..., i], end, h) for i in (0, 1)])
    low, high = np.sort(np.linalg.eigvals((rows + rows.T) / 2).real)
    size = max(1e-3, abs(low), abs(high))
    assert facts["gradient"] == pytest.approx(np.hypot(*objective.gradient(end)))
    assert (facts["lambda_min"], facts["lambda_max"]) == pytest.approx((low, high), rel=1e-3, abs=1e-4 * size)
    assert ("condition" in facts) == (facts["lambda_min"] > 0)
    plain = isinstance(rule, GradientDescent | Momentum | Nesterov)
    assert ("stability_limit" in facts) == ("rate_times_curvature" in facts) == plain
    if plain:
        assert facts["rate_times_curvature"] == pytest.approx(rule.learning_rate * facts["lambda_max"])


@pytest.mark.parametrize("rule", [GD(0.01), Momentum(0.01), Adam(0.01)])
def test_on_a_quadratic_the_distance_is_that_to_its_minimum(rule):
    path = descend(SURFACES["line_fit"], rule, (-1, 5), 20)
    assert path.verdict.facts["distance"] == pytest.approx(np.hypot(*(path.thetas[-1] - [2, 1])))
    assert path.verdict.facts["condition"] == pytest.approx(46.98, abs=0.005)


def test_a_local_minimum_says_how_much_higher_it_is():
    facts = path_of("double_well", GD(0.03), (1.7, 1), 400).verdict.facts
    assert facts["above_global"] == pytest.approx(1.7061 - 0.78, abs=1e-6)
    assert "above_global" not in path_of("double_well", Momentum(0.03, 0.9), (1.7, 1), 400).verdict.facts
    twin = path_of("x^4 - 2.22*x^2 + 0.44*x + y^2", GD(0.03), (1.7, 1), 400).verdict
    assert twin.kind == "converged"  # where no minimum is listed, none is known to be lower
    assert "above_global" not in twin.facts


@pytest.mark.parametrize("steps", [30, 31, 600])
def test_a_flip_at_the_critical_rate_has_period_two_and_the_width_of_the_valley(steps):
    verdict = path_of("valley", GD(1.0), (-7, 2), steps).verdict
    assert verdict.facts["period"] == 2
    assert verdict.facts["turns"] == steps - 1
    assert verdict.facts["swing"] == pytest.approx(4, abs=0.01)
    assert verdict.step == 1


def test_a_swing_that_lasts_longer_has_the_period_of_its_frequency():
    # z² - (1 + beta - a) z + beta = 0 turns by the angle whose cosine is (1 + beta - a) / (2 sqrt(beta)).
    beta, a = 0.9999, 0.1
    verdict = descend(SURFACES["bowl"], Momentum(a / 2, beta), (0, 1), 400).verdict
    assert verdict.kind == "out of steps"  # sqrt(beta) < 1: it settles, after some 140,000 steps
    assert verdict.facts["period"] == pytest.approx(2 * np.pi / np.arccos((1 + beta - a) / 2 / beta**0.5), rel=0.05)
    assert verdict.facts["swing"] == pytest.approx(2, rel=0.05)


def test_it_oscillates_from_the_step_on_at_which_it_begins_to():
    path = path_of("abs(x) + abs(y)", GD(0.1), (1, 0.53), 100)
    assert path.verdict.step == 11  # ten steps of 0.1 lead x from 1 to 0; y turns before


@pytest.mark.parametrize(("rate", "turned"), [(0.9, 0.8), (0.95, 0.9), (0.97, 0.94)])
@pytest.mark.parametrize("steps", [12, 16, 20, 40, 80])
def test_a_zigzag_that_shrinks_is_never_called_oscillating(rate, turned, steps):
    path = path_of("bowl", GD(rate), (-3, 4), steps)
    assert np.linalg.norm(path.thetas[-1]) == pytest.approx(5 * turned**steps)
    assert path.verdict.kind == ("converged" if 5 * turned**steps < TOLERANCE else "out of steps")


@pytest.mark.parametrize("rule", [GD, Momentum, Nesterov])
@pytest.mark.parametrize("beta", [0.0, 0.3, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("curvature", [0.5, 4.0])
def test_a_quadratic_settles_below_the_stability_limit_and_not_above(rule, beta, curvature):
    line = LineFit([0], [0])  # MSE = b²: of curvature 2 along b
    more = {} if rule is GD else {"momentum": beta}
    limit = stability_limit(rule(**more))
    for share in (0.3, 0.9, 0.99, 1.01, 1.1):
        rate = share * limit / curvature
        end = descend(line, rule(rate * curvature / 2, **more), (0, 1), 3000).thetas[-1, 1]
        assert (abs(end) < 1e-3) == (share < 1), (share, end)


def test_the_rules_that_scale_by_their_memory_have_no_stability_limit():
    assert [stability_limit(rule(0.1)) for rule in (AdaGrad, RMSProp, Adam, AdamW)] == [None] * 4
    assert stability_limit(Momentum(0.1, np.array([[0.5], [0.9]]))) is None


def test_diverged_names_the_limit_that_was_passed():
    for rule, says in ((GD(1.01), "2.02 > 2"), (Momentum(2.0, 0.9), "4 > 3.8"), (Nesterov(0.7, 0.9), "1.4 > 1.357")):
        assert says in descend(SURFACES["valley"], rule, (-7, 2), 200).verdict.why


def test_a_plateau_says_what_it_compares():
    verdict = path_of("plateau", GD(0.5), (4, 3), 1000).verdict
    assert verdict.facts["lower_ground"] == pytest.approx(5, abs=0.01)
    assert verdict.facts["slope_down"] == pytest.approx(1 / 5, abs=0.001)
    assert verdict.step == 0


@pytest.mark.parametrize(("slope", "kind"), [(0.0003, "plateau"), (0.001, "out of steps")])
def test_a_plateau_is_less_than_a_hundredth_as_steep_as_the_way_down(slope, kind):
    """From (6, 0) it is 4 to the brink of the pit, 1 - exp(-2) high: a mean slope of 0.034, and no curvature here."""
    tilted = expression.surface(f"1 - exp(-(x^2 + y^2)/2) + {slope:f}*x")
    assert descend(tilted, GD(1e-3), (6, 0), 20).verdict.kind == kind


@pytest.mark.parametrize("scale", [1e-6, 1, 1e6])
def test_a_plateau_is_one_in_any_unit_of_height_and_a_flat_bowl_is_none(scale):
    flat = expression.surface(f"{scale:.0e} * (1 - exp(-(x^2 + y^2)/2))")
    assert descend(flat, GD(0.5 / scale), (4, 3), 100).verdict.kind == "plateau"
    bowl = expression.surface(f"{scale:.0e} * (x^2/1000 + y^2/1000)")
    assert descend(bowl, GD(0.5 / scale), (4, 3), 100).verdict.kind == "out of steps"


@pytest.mark.parametrize("start", [(8.57, 0), (6.06, 6.06), (-5.9, 6.1), (4.9, -7), (9, 9)])
def test_where_rounding_alone_makes_hills_it_is_a_plateau(start):
    pit = expression.surface("1 - exp(-(x^2 + y^2)/2)")  # e^-36.7 is half of the last digit of 1
    for steps in (0, 5, 100):
        assert descend(pit, GD(0.5), start, steps).verdict.kind == "plateau"


def test_a_pole_is_no_lower_ground():
    well = expression.surface("log(abs(x)) + y^2/1e3")
    for start in ((2, 0), (8, 0), (0.5, 0)):
        assert descend(well, GD(0.1), start, 0).verdict.kind == "out of steps"


# Where there is less to know.


@pytest.mark.parametrize(
    ("text", "start", "fact", "step"),
    [
        ("log(x)", (-1, 0), "undefined", 0),  # not defined at the start
        ("log(x) + y^2", (0.3, 1), "undefined", 1),  # 0.3 - 0.1 / 0.3 < 0
        ("1/x", (0, 0), "undefined", 0),
        ("1/0", (1, 1), "undefined", 0),
        ("sqrt(x)", (0, 0), "no_slope", 0),  # no slope at the edge
        ("x^0.5 + log(y)", (1, 0.01), "undefined", 1),
        ("log(abs(x))", (0, 0), "undefined", 0),
        ("max(x, y)^-3", (0, 0), "undefined", 0),
        ("sqrt(x) + y^2", (1, 1), "undefined", 15),
        ("exp(exp(x))", (9, 0), "overflow", 0),
        ("-x^2 - y^4", (1, 3), "overflow", 6),  # falls until it overflows
        ("x^4", (9, 0), "overflow", 5),
    ],
)
def test_the_edge_of_a_function_is_told_from_a_number_that_is_too_large(text, start, fact, step):
    for rule in (GD(0.1), Momentum(0.1), Adam(0.1)):
        for steps in (0, 1, 2, 30):
            path = descend(expression.surface(text), rule, start, steps)
            assert np.isfinite(path.losses).all() <= (path.verdict.facts.get("overflow") is None)
            assert 0 <= path.verdict.step <= path.verdict.facts.get("overflow", steps)
    facts = descend(expression.surface(text), GD(0.1), start, 30).verdict.facts
    assert {name: facts[name] for name in ("undefined", "no_slope", "overflow") if name in facts} == {fact: step}


def test_noisy_steps_never_oscillate_and_hover_at_their_distance():
    valley = SURFACES["valley"]
    assert descend(valley, GD(1.0), (-7, 2), 100, seen=lambda k: valley).verdict.kind == "out of steps"
    x, y = noisy_line(20, 2, 1, 1.0, np.random.default_rng(0))
    fit = LineFit(x, y)
    for size, seed in ((1, 0), (1, 1), (5, 2)):
        deal = batches(20, size, np.random.default_rng(seed))
        order = [next(deal) for _ in range(2001)]
        path = descend(fit, GD(0.05), (2, 1), 2000, seen=lambda k, order=order: fit.on(order[k]))
        assert path.verdict.kind == "out of steps"
        away = np.linalg.norm(path.thetas[-1] - fit.minimum())
        assert path.verdict.facts["distance"] == pytest.approx(away)
        assert 1e-3 < away < 1


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
@pytest.mark.parametrize("steps", [0, 1, 2, 5])
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_who_starts_on_a_critical_point_is_told_which(surface, steps, momentum):
    """Rounding moves such a run by its last digits, and up as well as down."""
    global_minima = [surface.minima[k] for k in lowest(surface.minima)]
    lower = set(surface.minima) - set(global_minima)
    kinds = {
        **dict.fromkeys(global_minima, "converged"),
        **dict.fromkeys(lower, "local minimum"),
        **dict.fromkeys(surface.saddles, "saddle point"),
        **dict.fromkeys(surface.maxima, "maximum"),
    }
    starts = np.array([point[:2] for point in kinds])
    found = descend(surface, Momentum(surface.learning_rate / 5, momentum), starts, steps).verdict
    assert [(verdict.kind, verdict.step) for verdict in found] == [(kind, 0) for kind in kinds.values()]


@pytest.mark.parametrize(("peak", "kind"), [(1.5, "diverged"), (9.0, "out of steps")])
def test_a_run_that_rises_at_last_has_diverged_only_if_it_was_never_higher(peak, kind):
    x = np.concatenate([[1, peak, 1.2], np.geomspace(1.2, 4, 30)])
    thetas = np.stack([x, np.zeros_like(x)], axis=-1)
    bowl = SURFACES["bowl"]
    assert judge(bowl, GD(0.1), thetas, bowl.loss(thetas), {}, exact=False).kind == kind


@pytest.mark.parametrize("steps", range(20, 70, 7))
def test_a_zigzag_that_grows_and_reaches_higher_on_one_side_has_diverged(steps):
    x = 1.02 ** np.arange(steps + 1) * np.resize([1.0, -0.9], steps + 1)
    x[-1] = abs(x[-1])
    thetas = np.stack([x, np.zeros_like(x)], axis=-1)
    assert judge(SURFACES["bowl"], GD(1.01), thetas, x**2, {}).kind == "diverged"


class Many:
    """x·x/2 over so many parameters that their curvatures are not asked for."""

    def loss(self, theta):
        return (theta**2).sum(axis=-1) / 2

    def gradient(self, theta):
        return theta


@pytest.mark.parametrize(("rate", "kind"), [(0.1, "out of steps"), (2.0, "out of steps"), (2.1, "diverged")])
def test_of_many_parameters_only_the_losses_are_judged(rate, kind):
    verdict = descend(Many(), GD(rate), np.ones(1000), 300).verdict
    assert verdict.kind == kind
    assert "lambda_max" not in verdict.facts
    assert descend(Many(), GD(0.1), np.ones(20), 300).verdict.kind == "converged"


def test_an_adaptive_rule_has_arrived_where_it_stays_for_a_while_and_not_where_it_passes():
    """What RMSProp remembers of small slopes fades, and its steps grow again: it leaves every minimum."""
    far = np.linalg.norm(path_of("bowl", RMSProp(0.05), (0.5, 0.5), 460).thetas, axis=-1) >= TOLERANCE
    said = Counter()
    for steps in np.flatnonzero(~far[:400]):
        stays = not far[steps : steps + 51].any()
        kind = descend(SURFACES["bowl"], RMSProp(0.05), (0.5, 0.5), int(steps)).verdict.kind
        assert (kind == "converged") == stays
        said[stays] += 1
    assert min(said[True], said[False]) > 5
