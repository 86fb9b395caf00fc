"""What the course material says of the four demos besides their own numbers, recomputed."""

import numpy as np
import pytest

from gdcore.descent import descend
from gdcore.line_costs import SumOfDifferences
from gdcore.line_fit import LineFit, noisy_line
from gdcore.optimizers import OPTIMIZERS, AdaGrad
from gdcore.quadratic_form import expanded
from gdcore.rule_mistakes import AdaGradWithoutRoot
from gdcore.surfaces import SURFACES
from gdcore.wave_sums import Counts, counts, turning_points

COURSE, VALLEY, EGG_BOX = LineFit([1, 2], [3, 5]), SURFACES["valley"], SURFACES["rastrigin"]


def test_the_mean_squared_error_multiplied_out_is_the_courses():
    assert expanded(COURSE) == (5 / 2, 3, 1, -13, -8, 17)
    assert expanded(COURSE).at(np.array([-1.0, 5.0])) == 2.5
    rng = np.random.default_rng(3)
    for fit in (LineFit(*noisy_line(17, -3, 4, 2, rng)), LineFit([-7, 0.5, 0.5], [1e3, -2, 8])):
        lines = rng.normal(0, 10, (50, 2))
        np.testing.assert_allclose(expanded(fit).at(lines), fit.loss(lines), rtol=1e-10)


def test_signed_errors_cancel_and_their_sum_has_no_lowest_line():
    assert COURSE.residuals(np.array([-1.0, 5.0])).tolist() == [-1, 2]
    cost = SumOfDifferences(COURSE)
    assert [float(cost.loss(np.array(line))) for line in ((-1.0, 5.0), (2.0, 1.0), (-10.0, 19.0))] == [1, 0, 0]


def test_adagrad_without_the_root_takes_eta_over_g_at_first_and_depends_on_the_units_of_the_loss():
    right, wrong = AdaGrad(1.5), AdaGradWithoutRoot(1.5)
    start = np.array([-7.0, 2.0])  # the slopes are -7/10 and 4
    assert (descend(VALLEY, right, start, 1).thetas[1] - start).round(6).tolist() == [1.5, -1.5]
    assert (descend(VALLEY, wrong, start, 1).thetas[1] - start).round(6).tolist() == [2.142857, -0.375]
    gradient = VALLEY.gradient(start)
    for rule, factor in ((right, 1.0), (wrong, 0.1)):
        own, tenfold = (rule.step(start, g, rule.init(start))[0] for g in (gradient, 10 * gradient))
        np.testing.assert_allclose(tenfold, factor * own, rtol=1e-6)
    assert AdaGradWithoutRoot not in OPTIMIZERS.values()
    assert not isinstance(wrong, AdaGrad)


@pytest.mark.parametrize("name", ["learning_rate", "epsilon"])
def test_the_misprint_checks_its_numbers_too(name):
    with pytest.raises(ValueError, match=f"{name} must be > 0, got -1"):
        AdaGradWithoutRoot(**{name: -1})


def test_rastrigins_critical_points_are_found_and_counted():
    def slope(x):
        return EGG_BOX.gradient(np.stack([x, np.zeros_like(x)], axis=-1))[..., 0]

    dips, tops = turning_points(slope, EGG_BOX.domain[0])
    assert (len(dips), len(tops)) == (5, 4)
    found = {"minima": (dips, dips), "maxima": (tops, tops)}
    for kind, (across, up) in found.items():
        places = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
        listed = np.array([point[:2] for point in getattr(EGG_BOX, kind)])
        assert np.linalg.norm(places[:, None] - listed, axis=-1).min(axis=1).max() < 1e-9
    assert counts(5, 4, 2) == (25, 40, 16) == tuple(map(len, (EGG_BOX.minima, EGG_BOX.saddles, EGG_BOX.maxima)))


def test_the_counts_of_many_dimensions_are_those_of_trying_every_combination():
    kinds = np.array([1] * 5 + [-1] * 4)
    for d in (1, 2, 3, 4):
        signs = np.stack(np.meshgrid(*[kinds] * d), axis=-1).reshape(-1, d).sum(axis=1)
        assert counts(5, 4, d) == Counts(int((signs == d).sum()), int((abs(signs) < d).sum()), int((signs == -d).sum()))
