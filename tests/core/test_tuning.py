"""Sweeps over learning rates, and the rates at which theory says that a bowl is left."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from gdcore.descent import arrive, descend
from gdcore.expression import surface as written
from gdcore.optimizers import OPTIMIZERS, AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from gdcore.stability import critical_rate
from gdcore.surfaces import SURFACES
from gdcore.surroundings import largest_curvature
from gdcore.tuning import RATES, tune

ALL = [rule() for rule in OPTIMIZERS.values()]
VALLEY, BOWL = SURFACES["valley"], SURFACES["bowl"]


@dataclass(frozen=True)
class Recorder:
    """The valley, and where it was asked for its gradient."""

    asked: list = field(default_factory=list)

    def loss(self, theta):
        return VALLEY.loss(theta)

    def gradient(self, theta):
        self.asked.append(theta)
        return VALLEY.gradient(theta)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: type(rule).__name__)
def test_every_rule_has_the_same_start_and_the_same_budget(rule):
    record = Recorder()
    tune(record, [rule], (-7, 2), 25)
    assert len(record.asked) == 25
    assert record.asked[0].tolist() == [[-7, 2]] * 60


@pytest.mark.parametrize("surface", ["valley", "himmelblau", "rosenbrock"])
def test_a_swept_loss_is_where_the_run_ends(surface):
    """To the last bit: a rate that is picked from a sweep and run alone takes the same steps."""
    surface = SURFACES[surface]
    tuning = tune(surface, ALL, surface.start, 30)
    assert tuning.losses.shape == (7, 60)
    for rule, losses, best in zip(ALL, tuning.losses, tuning.best, strict=True):
        for i in {0, 20, best}:
            run = descend(surface, replace(rule, learning_rate=float(tuning.rates[i])), surface.start, 30)
            np.testing.assert_array_equal(losses[i], run.losses[-1])


def test_no_rate_that_was_tried_is_better_than_the_best():
    tuning = tune(VALLEY, ALL, VALLEY.start, 30)
    for losses, best, rate in zip(tuning.losses, tuning.best, tuning.best_rates, strict=True):
        assert losses[best] == np.nanmin(losses)
        assert rate == RATES[best]


def test_the_other_hyper_parameters_are_kept():
    slow, fast = tune(VALLEY, [Momentum(momentum=0.5), Momentum(momentum=0.95)], VALLEY.start, 30).losses
    i = int(np.argmin(np.abs(RATES - 0.1)))
    assert slow[i] == descend(VALLEY, Momentum(float(RATES[i]), 0.5), VALLEY.start, 30).losses[-1]
    assert fast[i] == descend(VALLEY, Momentum(float(RATES[i]), 0.95), VALLEY.start, 30).losses[-1]


def test_the_rates_are_sixty_evenly_spaced_and_short_to_type():
    assert len(RATES) == 60
    assert (RATES[0], RATES[-1]) == (1e-4, 10)
    np.testing.assert_allclose(RATES[1:] / RATES[:-1], 1e5 ** (1 / 59), rtol=0.01)
    assert all(len(np.format_float_scientific(rate, trim="-").split("e")[0]) <= 4 for rate in RATES)
    with pytest.raises(ValueError, match="read-only"):
        RATES[0] = 1


def test_plain_descents_best_rate_on_a_bowl_is_the_one_of_theory():
    # 2 / (lambda_min + lambda_max) makes both directions shrink alike: 2 / 2.1 = 0.95238.
    tuning = tune(VALLEY, [GradientDescent()], VALLEY.start, 600, rates=np.linspace(0.9, 1, 101))
    assert tuning.best_rates[0] == pytest.approx(2 / 2.1, abs=2e-3)


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_the_rates_reach_beyond_plain_descents_best_on_every_surface(surface):
    (best,) = tune(surface, [GradientDescent()], surface.start, 200).best
    assert 0 < best < 59


def test_of_equal_rates_the_smaller_is_best():
    tuning = tune(BOWL, ALL, (0, 0), 5)
    assert set(tuning.best) == {0}


@dataclass(frozen=True)
class Slope:
    """A loss of about 1 that falls by so much along x: after one step at the rate eta it is 1 - fall eta."""

    fall: float

    def loss(self, theta):
        return 1 + self.fall * theta[..., 0]

    def gradient(self, theta):
        return np.ones_like(theta)


def test_losses_that_differ_by_rounding_are_equal():
    assert tune(Slope(1e-14), [GradientDescent()], [0.0], 1).best == (0,)
    assert tune(Slope(1e-9), [GradientDescent()], [0.0], 1).best == (59,)


def test_where_every_run_overflows_none_is_best():
    steep = written("1e9*x**4 + 1e9*y**4")
    tuning = tune(steep, [GradientDescent(), Adam()], (1, 1), 50)
    assert tuning.best[0] is None
    assert tuning.best_rates[0] is None
    assert tuning.best_rates[1] > 0


@pytest.mark.parametrize("bad", [0.0, -0.1, np.nan, np.inf])
def test_a_bad_rate_is_named(bad):
    with pytest.raises(ValueError, match=r"^learning_rate must be "):
        tune(VALLEY, ALL, VALLEY.start, 5, rates=[0.1, bad])


WITH_A_LIMIT = [
    GradientDescent(),
    *(Momentum(momentum=beta) for beta in (0, 0.5, 0.9, 0.99)),
    *(Nesterov(momentum=beta) for beta in (0, 0.5, 0.9, 0.99)),
]


@pytest.mark.parametrize("rule", WITH_A_LIMIT, ids=lambda rule: f"{type(rule).__name__} {getattr(rule, 'momentum', 0)}")
def test_just_below_the_limit_it_arrives_and_just_above_it_leaves(rule):
    limit = critical_rate(rule, 2.0)  # x^2/20 + y^2 curves by 0.1 and by 2
    below, above = (
        VALLEY.loss(arrive(VALLEY, replace(rule, learning_rate=limit * factor), VALLEY.start, 20_000))
        for factor in (0.998, 1.002)
    )
    assert below < 1e-10
    assert not above < 1e6  # or overflown


@pytest.mark.parametrize(
    ("rule", "limit"),
    [
        (GradientDescent(), 1.0),
        (Momentum(momentum=0.9), 1.9),
        (Momentum(momentum=0), 1.0),
        (Nesterov(momentum=0.9), 3.8 / 2.8 / 2),
        (Nesterov(momentum=0), 1.0),
    ],
)
def test_the_limits_by_hand(rule, limit):
    assert critical_rate(rule, 2.0) == pytest.approx(limit)
    assert critical_rate(rule, 4.0) == pytest.approx(limit / 2)


@pytest.mark.parametrize("rule", [AdaGrad(), RMSProp(), Adam(), AdamW()], ids=lambda rule: type(rule).__name__)
def test_the_rules_that_scale_have_no_limit(rule):
    assert critical_rate(rule, 2.0) is None
    (losses,) = tune(VALLEY, [rule], VALLEY.start, 200).losses
    assert np.isfinite(losses).all()


def test_where_nothing_curves_up_there_is_no_limit():
    assert critical_rate(GradientDescent(), 0.0) is None
    assert critical_rate(GradientDescent(), -2.0) is None
    for bad in (np.nan, np.inf):
        with pytest.raises(ValueError, match="lambda_max must be finite"):
            critical_rate(GradientDescent(), bad)


def test_the_largest_curvature_is_that_of_the_steepest_direction():
    assert largest_curvature(VALLEY, np.array([-7.0, 2.0])) == pytest.approx(2)
    # At Rosenbrock's minimum ((802, -400), (-400, 200)): half the trace 501, and the root of 501^2 - 400 to it.
    assert largest_curvature(SURFACES["rosenbrock"], np.array([1.0, 1.0])) == pytest.approx(501 + (501**2 - 400) ** 0.5)
