"""Basins: where each start ends, and when, against whole paths and against what can be derived.

Whole numbers are compared exactly. Where two computations must agree in all of them, they take the same steps to the
last bit: a start's path does not depend on who runs beside it (see `test_surfaces`), also where it is chaotic. Where
one side is a formula, no start lies on the border between two answers, and the test says so.
"""

import numpy as np
import pytest

from gdcore.basins import LEFT, NOWHERE, arrivals, basin_map, cells, share, summary
from gdcore.descent import arrive, descend
from gdcore.diagnosis import TOLERANCE
from gdcore.minima import lowest
from gdcore.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum, Nesterov, RMSProp
from gdcore.surfaces import SURFACES

GALLERY = list(SURFACES.values())
ROUGH = {"columns": 40, "rows": 30}


def places(surface):
    return np.array([point[:2] for point in surface.minima])


def rates(surface):
    """A rule of each kind, and three that are unstable or nearly so at some minimum."""
    steepest = max(np.linalg.eigvalsh(surface.hessian(at)).max() for at in places(surface))
    yield from (rule(surface.learning_rate) for rule in OPTIMIZERS.values())
    yield from (GradientDescent(1.99 / steepest), GradientDescent(2.02 / steepest), Momentum(3.7 / steepest))


def from_whole_paths(surface, rule, starts, steps, minima):
    """The same two arrays by the definition alone, from every point of every path."""
    path = descend(surface, rule, starts, steps)
    with np.errstate(over="ignore"):
        distances = np.linalg.norm(path.thetas[:, :, np.newaxis] - minima, axis=-1)
    which = np.where((distances[-1] < TOLERANCE).any(axis=1), distances[-1].argmin(axis=1), NOWHERE)
    outside = distances[:, np.arange(len(starts)), which] >= TOLERANCE
    since = np.array([np.flatnonzero(column).max(initial=-1) + 1 for column in outside.T])
    verdicts = np.array([verdict.kind for verdict in path.verdict])
    return which, since, verdicts, path.thetas


@pytest.mark.parametrize("surface", GALLERY, ids=lambda surface: surface.name)
def test_a_cell_says_what_the_whole_path_says(surface):
    rng = np.random.default_rng(8)
    low, high = np.transpose(surface.domain)
    starts = rng.uniform(low, high, (50, 2))
    arrived, steps = 0, 2500 if surface.name == "rosenbrock" else 150
    for rule in rates(surface):
        found = arrivals(surface, rule, starts, steps, places(surface), surface.domain)
        which, since, verdicts, thetas = from_whole_paths(surface, rule, starts, steps, places(surface))
        here = found.which >= 0
        np.testing.assert_array_equal(found.which[here], which[here])
        np.testing.assert_array_equal(found.steps[here], since[here])
        settled = np.isin(verdicts, ["converged", "local minimum"])
        assert settled[here].all()
        if not isinstance(rule, RMSProp):  # at a minimum to the last digit it divides what is left by what is left
            assert not settled[~here & (which >= 0)].any()
        with np.errstate(invalid="ignore"):
            outside = ~((thetas[-1] >= low) & (thetas[-1] <= high)).all(axis=1)
        np.testing.assert_array_equal(found.which[~here], np.where(outside, LEFT, NOWHERE)[~here])
        arrived += here.sum()
    assert arrived > 0


@pytest.mark.parametrize("surface", GALLERY, ids=lambda surface: surface.name)
def test_taking_out_who_has_arrived_changes_nothing(surface, monkeypatch):
    for rule in (r for r in rates(surface) if isinstance(r, GradientDescent | Momentum | Nesterov)):
        monkeypatch.undo()
        quick = basin_map(surface, rule, places(surface), surface.domain, **ROUGH)
        monkeypatch.setattr("gdcore.basins._sure_radii", lambda optimizer, minima, curvature, steps: 0 * minima[:, 0])
        plain = basin_map(surface, rule, places(surface), surface.domain, **ROUGH)
        np.testing.assert_array_equal(quick.which, plain.which)
        np.testing.assert_array_equal(quick.steps, plain.steps)


def test_in_a_bowl_everything_arrives_after_the_steps_of_its_factor():
    bowl = SURFACES["bowl"]
    found = basin_map(bowl, GradientDescent(0.1), places(bowl), bowl.domain)
    distance = np.linalg.norm(cells(bowl.domain, 160, 120), axis=-1)
    assert (found.which == 0).all()
    assert found.which.shape == found.steps.shape == (120, 160)
    steps = np.log(TOLERANCE / distance) / np.log(0.8)
    assert np.abs(steps - np.rint(steps)).min() > 1e-4, "no start on the border between two steps"
    np.testing.assert_array_equal(found.steps, np.ceil(steps))


def test_above_the_critical_rate_everything_leaves():
    bowl = SURFACES["bowl"]
    found = basin_map(bowl, GradientDescent(1.05), places(bowl), bowl.domain, **ROUGH)
    assert (found.which == LEFT).all()
    assert (found.steps == -1).all()


def test_a_start_near_a_minimum_that_repels_is_not_kept():
    """At eta = 1.01 each step multiplies the distance by -1.02: from 0.0005 it takes 36 steps to 0.001."""
    found = [arrivals(SURFACES["bowl"], GradientDescent(1.01), [[5e-4, 0]], n, [[0, 0]]) for n in (30, 200)]
    assert [run.which[0] for run in found] == [0, NOWHERE]


def test_rolling_through_a_minimum_is_not_arriving():
    """A ball with beta = 0.9 coasts nine times its last step."""
    bowl, rule = SURFACES["bowl"], Momentum(0.01, 0.9)
    path = descend(bowl, rule, [0.01, 0], 200)
    passes = int(np.flatnonzero(np.abs(path.thetas[:, 0]) < TOLERANCE)[0])
    assert 9 * abs(np.diff(path.thetas[:, 0])[passes - 1]) > 2 * TOLERANCE
    passing, resting = (arrivals(bowl, rule, [[0.01, 0]], steps, [[0, 0]]) for steps in (passes, 200))
    assert passing.which[0] == NOWHERE
    assert resting.which[0] == 0
    assert resting.steps[0] > passes + 1


def test_in_a_double_well_the_ridge_parts_the_basins_of_a_small_rate():
    wells = SURFACES["double_well"]
    found = basin_map(wells, GradientDescent(0.02), places(wells), wells.domain)
    x = cells(wells.domain, 160, 120)[..., 0]
    assert np.abs(x - 0.1).min() > 0.01, "no start on the ridge"
    np.testing.assert_array_equal(found.which, np.where(x < 0.1, 0, 1))


def test_momentum_finds_the_deeper_well_from_more_starts():
    wells = SURFACES["double_well"]
    slow, fast = (
        share(basin_map(wells, rule, places(wells), wells.domain, steps=300).which, lowest(wells.minima))
        for rule in (GradientDescent(wells.learning_rate), Momentum(wells.learning_rate, 0.9))
    )
    assert slow == pytest.approx((0.1 + 2) / 4), "the part of the domain left of the ridge"
    assert fast > slow + 0.04


@pytest.mark.parametrize("rule", [GradientDescent(0.005), Momentum(0.005), Adam(0.05)], ids=lambda r: type(r).__name__)
def test_the_camels_map_is_its_own_opposite(rule):
    """Every operation on -theta is that on theta but for the sign; the cells' middles are opposite but for rounding."""
    camel = SURFACES["camel"]
    starts = cells(camel.domain, 40, 30)
    np.testing.assert_allclose(starts[::-1, ::-1], -starts, atol=1e-12)
    found, mirrored = (
        arrivals(camel, rule, at.reshape(-1, 2), 300, places(camel), camel.domain) for at in (starts, -starts)
    )
    opposite = np.array([1, 0, 3, 2, 5, 4, LEFT, NOWHERE])
    assert len(np.unique(found.which)) >= 6
    np.testing.assert_array_equal(mirrored.which, opposite[found.which])
    np.testing.assert_array_equal(mirrored.steps, found.steps)


def test_shares_add_up():
    for rule in (GradientDescent(0.01), Momentum(0.02), RMSProp(0.3)):
        beale = SURFACES["beale"]
        which = basin_map(beale, rule, places(beale), beale.domain, **ROUGH).which
        assert share(which, [0]) + share(which, [NOWHERE]) + share(which, [LEFT]) == pytest.approx(1)


def test_a_start_on_the_ridge_of_a_saddle_arrives_at_no_minimum():
    saddle = SURFACES["saddle"]
    found = arrivals(saddle, GradientDescent(0.1), [[-2, 0], [-2, 1e-6]], 300, places(saddle), saddle.domain)
    assert found.which.tolist() == [NOWHERE, 0]


def test_a_summary_counts_and_ranks_the_steps_of_those_that_arrive():
    bowl = SURFACES["bowl"]
    starts = [[2.0**k, 0] for k in range(-9, -4)]  # halved each step: 1, 2, 3, 4, 5 steps from 0.001
    found = arrivals(bowl, GradientDescent(0.25), starts, 3, places(bowl))
    assert found.steps.tolist() == [1, 2, 3, -1, -1]
    counted = summary(found, [0])
    assert counted == (3, 5, 1.5, 2, 2.5)
    assert counted.share == pytest.approx(0.6)
    assert np.isnan(summary(found, []).median)


def test_edge_cases_have_the_shape_that_was_asked_for():
    bowl = SURFACES["bowl"]
    nothing = arrivals(bowl, Adam(), np.empty((0, 2)), 5, places(bowl))
    assert nothing.which.shape == nothing.steps.shape == (0,)
    aimless = arrivals(bowl, Momentum(), [[1.0, 1.0]], 5, [])
    assert (aimless.which[0], aimless.steps[0]) == (NOWHERE, -1)
    assert arrivals(bowl, Adam(), [[0.0, 0.0]], 0, places(bowl)).steps[0] == 0
    broken = arrivals(bowl, Adam(), [[np.nan, 0.0]], 3, places(bowl))
    assert broken.which[0] == LEFT
    with pytest.raises(ValueError, match="starts must be of shape"):
        arrivals(bowl, Adam(), [1.0, 1.0], 5, places(bowl))
    with pytest.raises(ValueError, match="steps must be a whole number >= 0"):
        arrivals(bowl, Adam(), [[1.0, 1.0]], -1, places(bowl))
    with pytest.raises(ValueError, match="columns must be a whole number >= 1"):
        basin_map(bowl, Adam(), places(bowl), bowl.domain, columns=0)


def test_more_starts_than_are_taken_together_come_out_in_order():
    wells, rule = SURFACES["double_well"], Momentum(0.03)
    starts = np.random.default_rng(1).uniform((-2, -1.5), (2, 1.5), (5000, 2))
    found = arrivals(wells, rule, starts, 300, places(wells))
    ends = arrive(wells, rule, starts, 300)
    assert (np.linalg.norm(ends - places(wells)[found.which], axis=1) < TOLERANCE).all()
