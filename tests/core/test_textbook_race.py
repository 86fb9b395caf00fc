"""What the course says of the seven methods, each claim where it is true, with its numbers."""

import numpy as np
import pytest

from gdcore.anatomy import terms
from gdcore.descent import arrive, descend, sweep
from gdcore.optimizers import OPTIMIZERS, AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from gdcore.surfaces import SURFACES
from gdcore.tuning import tune

VALLEY, BOWL, ROSENBROCK, WELLS = (SURFACES[name] for name in ("valley", "bowl", "rosenbrock", "double_well"))
TEXTBOOK = (GradientDescent(0.95), Momentum(0.1), AdaGrad(1.5), Adam(0.3))


def run(rule, surface, steps):
    return descend(surface, rule, surface.start, steps)


def rates(rule, path):
    """The rate that each parameter has of its own: eta / (sqrt(s) + eps), (steps + 1, 2)."""
    return rule.learning_rate / (np.sqrt(terms(rule, path).squares) + rule.epsilon)


def test_in_the_textbook_race_adam_is_last_by_final_loss():
    assert VALLEY.start == (-7, 2)
    final = {type(rule).__name__: run(rule, VALLEY, 30).losses[-1] for rule in TEXTBOOK}
    assert sorted(final, key=final.get) == ["AdaGrad", "GradientDescent", "Momentum", "Adam"]
    assert [f"{final[name]:.4f}" for name in ("AdaGrad", "GradientDescent", "Momentum", "Adam")] == [
        "0.0007",
        "0.0133",
        "0.0479",
        "0.1022",
    ]
    # Plain descent has a closed form here: x shrinks by 1 - 0.95/10 a step, y by 1 - 2 * 0.95.
    assert final["GradientDescent"] == pytest.approx((7 * 0.905**30) ** 2 / 20 + (2 * 0.9**30) ** 2)


def test_no_rate_of_plain_descent_would_have_won():
    rates = np.linspace(0.001, 1.0, 20_001)
    least = sweep(VALLEY, GradientDescent, rates, VALLEY.start, 30).min()
    assert least == pytest.approx(0.00746, abs=1e-5)
    assert least > 10 * run(AdaGrad(1.5), VALLEY, 30).losses[-1]


@pytest.mark.parametrize("steps", [20, 25, 40])
def test_with_another_budget_momentum_is_last(steps):
    final = {type(rule).__name__: run(rule, VALLEY, steps).losses[-1] for rule in TEXTBOOK}
    assert sorted(final, key=final.get) == ["AdaGrad", "GradientDescent", "Adam", "Momentum"]


def test_with_its_best_rate_each_the_scaling_rules_win_on_the_valley():
    tuning = tune(VALLEY, [rule() for rule in OPTIMIZERS.values()], VALLEY.start, 30)
    best = dict(zip(OPTIMIZERS, (row[i] for row, i in zip(tuning.losses, tuning.best, strict=True)), strict=True))
    order = ["AdaGrad", "RMSProp", "Nesterov", "Adam", "AdamW", "GradientDescent", "Momentum"]
    assert sorted(best, key=best.get) == order
    assert dict(zip(OPTIMIZERS, tuning.best_rates, strict=True)) == {
        "GradientDescent": 0.791,
        "Momentum": 1.17,
        "Nesterov": 0.298,
        "AdaGrad": 8.23,
        "RMSProp": 0.536,
        "Adam": 2.55,
        "AdamW": 2.55,
    }


@pytest.mark.parametrize("surface", [VALLEY, BOWL], ids=["valley", "bowl"])
def test_plain_descent_flips_for_ever_at_1_and_leaves_at_1_01(surface):
    flipping, leaving = run(GradientDescent(1.0), surface, 1000), run(GradientDescent(1.01), surface, 1000)
    y = surface.start[1]
    np.testing.assert_allclose(flipping.thetas[:, 1], y * (-1.0) ** np.arange(1001), rtol=1e-12)
    np.testing.assert_allclose(leaving.thetas[:, 1], y * (-1.02) ** np.arange(1001), rtol=1e-9)
    assert flipping.verdict.kind == "oscillating"
    assert leaving.verdict.kind == "diverged"


def test_momentum_passes_plain_descent_in_the_ravine():
    plain, momentum = run(GradientDescent(0.1), VALLEY, 30).losses, run(Momentum(0.1), VALLEY, 30).losses
    assert plain[1] == momentum[1]  # nothing to remember yet
    assert np.flatnonzero(momentum > plain).tolist() == [5, 6, 7, 8]  # it overshoots across the ravine
    assert (momentum[9:] < plain[9:]).all()
    assert (round(plain[30], 4), round(momentum[30], 4)) == (1.3405, 0.0479)
    assert plain[30] / momentum[30] > 27


def test_adagrad_slows_down_for_ever():
    path = run(AdaGrad(0.1), VALLEY, 1000)
    assert (np.diff(rates(AdaGrad(0.1), path), axis=0) < 0).all()
    lengths = np.linalg.norm(np.diff(path.thetas, axis=0), axis=1)
    assert (np.diff(lengths) < 0).all()
    assert lengths[[0, 9, 99, 999]] == pytest.approx([0.1414, 0.0417, 0.0104, 0.0018], abs=1e-4)
    assert path.losses[300] == pytest.approx(0.8099, abs=1e-4)
    assert np.linalg.norm(path.thetas[-1]) > 2


def test_on_a_constant_slope_adagrads_step_falls_with_the_root_of_the_count():
    theta, rule = np.array([0.0]), AdaGrad(0.1)
    state, steps = rule.init(theta), []
    for _ in range(100):
        step, state = rule.step(theta, np.array([3.0]), state)
        steps.append(-step[0])
    np.testing.assert_allclose(steps, 0.1 / np.sqrt(np.arange(1, 101)), rtol=1e-8)


def test_rmsprop_recovers_from_the_steep_wall_that_adagrad_never_forgets():
    ada, rms = run(AdaGrad(0.05), ROSENBROCK, 300), run(RMSProp(0.05), ROSENBROCK, 300)
    np.testing.assert_allclose(ada.gradients[0], [-215.6, -88])  # on the wall; on the floor it is about 2
    of_ada, of_rms = rates(AdaGrad(0.05), ada)[:, 0], rates(RMSProp(0.05), rms)[:, 0]
    assert (np.diff(of_ada) <= 0).all()
    assert of_ada[299] / of_ada[0] == pytest.approx(0.77, abs=0.02)
    assert of_rms[299] / of_rms[0] == pytest.approx(6.66, abs=0.1)
    assert (ada.losses[300], rms.losses[300]) == pytest.approx((3.9553, 0.4913), abs=1e-4)


def test_what_rmsprop_gains_it_pays_for_at_the_end_it_does_not_settle():
    late = run(RMSProp(0.1), VALLEY, 1000).thetas[500:]
    lengths = np.linalg.norm(np.diff(late, axis=0), axis=1)
    assert lengths.min() > 0.09
    assert VALLEY.loss(late).min() > 0.002


@pytest.mark.parametrize("surface", ["valley", "bowl", "rosenbrock", "himmelblau", "camel"])
@pytest.mark.parametrize("rate", [0.001, 0.3])
def test_adams_first_step_is_as_long_in_each_parameter_as_its_learning_rate(surface, rate):
    surface = SURFACES[surface]
    path = run(Adam(rate), surface, 1)
    np.testing.assert_allclose(path.thetas[1] - path.thetas[0], -rate * np.sign(path.gradients[0]), rtol=1e-7)


def test_from_the_near_well_only_those_that_roll_escape():
    ends = {name: arrive(WELLS, rule(0.03), WELLS.start, 300)[0] for name, rule in OPTIMIZERS.items()}
    escaped = [name for name, x in ends.items() if x < 0.1]  # beyond the pass
    assert escaped == ["Momentum", "Nesterov"]
    np.testing.assert_allclose([ends[name] for name in escaped], -1.1, atol=1e-4)
    # 100 steps are enough to tell.
    ends = {name: arrive(WELLS, rule(0.03), WELLS.start, 100)[0] for name, rule in OPTIMIZERS.items()}
    assert [name for name, x in ends.items() if x < 0.1] == escaped


@pytest.mark.parametrize(
    ("rule", "low", "high"),
    [
        (GradientDescent, 0.127, 0.130),
        (Momentum, 0.007, 0.008),
        (Nesterov, 0.026, 0.027),
        (AdaGrad, 1.58, 1.63),
        (Adam, 0.355, 0.362),
        (AdamW, 0.350, 0.355),
    ],
)
def test_with_a_large_enough_rate_each_of_them_leaps_over_the_pass(rule, low, high):
    stays, escapes = (arrive(WELLS, rule(rate), WELLS.start, 1000)[0] for rate in (low, high))
    assert stays == pytest.approx(1, abs=0.01)
    assert escapes == pytest.approx(-1.1, abs=0.01)
