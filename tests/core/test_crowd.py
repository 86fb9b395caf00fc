"""A crowd descends as each of its members would alone."""

import numpy as np
import pytest

from gdcore.crowd import NEVER, arrivals, descend_together, standings
from gdcore.descent import descend
from gdcore.optimizers import OPTIMIZERS, GradientDescent, Momentum
from gdcore.surfaces import SURFACES


@pytest.mark.parametrize("surface", ["valley", "double_well"])
def test_every_member_goes_where_it_would_go_alone(surface):
    found = SURFACES[surface]
    rules = [make(learning_rate=rate) for rate in (0.003, 0.03) for make in OPTIMIZERS.values()]
    rules += [Momentum(0.01, beta) for beta in (0.5, 0.95)]
    starts = np.array(found.start) + np.linspace(0, 0.3, len(rules))[:, np.newaxis]
    crowd = descend_together(found, rules, starts, 60)
    for i, (rule, start) in enumerate(zip(rules, starts, strict=True)):
        alone = descend(found, rule, start, 60)
        np.testing.assert_allclose(crowd.thetas[:, i], alone.thetas, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(crowd.losses[:, i], alone.losses, rtol=1e-9, atol=1e-12)


def test_who_arrives_is_who_converges_and_one_that_diverges_never_does():
    valley = SURFACES["valley"]
    rates = [0.3, 0.9, 1.0, 1.2]
    crowd = descend_together(valley, [GradientDescent(rate) for rate in rates], valley.start, 400)
    arrived = arrivals(crowd, [point[:2] for point in valley.minima])
    verdicts = [descend(valley, GradientDescent(rate), valley.start, 400).verdict for rate in rates]
    assert [step != NEVER for step in arrived] == [verdict.kind == "converged" for verdict in verdicts]
    assert [*arrived[:2]] == [verdict.step for verdict in verdicts[:2]]
    assert arrivals(crowd, []).tolist() == [NEVER] * 4


def test_standings_at_a_step():
    arrived = np.array([NEVER, 30, 10, NEVER, 20])
    losses = np.array([np.nan, 0.5, 0.1, 0.3, 0.0])
    assert standings(losses, arrived, 40).tolist() == [2, 4, 1, 3, 0]
    assert standings(losses, arrived, 15).tolist() == [2, 4, 3, 1, 0]
    assert standings(np.array([np.inf, 1.0, 1.0]), np.full(3, NEVER), 5).tolist() == [1, 2, 0]
