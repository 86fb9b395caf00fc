"""Entropy, cross-entropy and the gap between them."""

import math

import numpy as np
import pytest

from gdcore import losses
from gdcore.information import (
    NATS_PER_BIT,
    coin,
    cross_entropy_between,
    entropy_of,
    is_distribution,
    kullback_leibler,
    normalised,
    renormalised,
)


def test_the_entropy_of_a_coin():
    assert entropy_of(coin([0.0, 1.0])).tolist() == [0, 0]
    assert entropy_of(coin(0.5)) == pytest.approx(0.6931, abs=5e-5)
    assert entropy_of(coin(0.5)) / NATS_PER_BIT == 1
    p = np.linspace(0, 1, 101)
    assert p[entropy_of(coin(p)).argmax()] == 0.5


def test_which_belief_costs_least_for_a_coin_of_seventy():
    costs = cross_entropy_between(coin(0.7), coin([0.5, 0.7, 0.9, 0.99]))
    assert costs == pytest.approx([0.693, 0.611, 0.765, 1.389], abs=5e-4)
    q = np.linspace(0.01, 0.99, 99)
    assert q[cross_entropy_between(coin(0.7), coin(q)).argmin()] == pytest.approx(0.7)
    # The integral with log p where log q belongs: the entropy, whatever is believed.
    assert entropy_of(coin(0.7)) == pytest.approx(0.611, abs=5e-4)


def test_cross_entropy_is_entropy_and_the_gap_and_the_gap_is_never_negative():
    rng = np.random.default_rng(4)
    p, q = rng.dirichlet(np.ones(5), size=(2, 100))
    gap = kullback_leibler(p, q)
    np.testing.assert_allclose(cross_entropy_between(p, q), entropy_of(p) + gap, rtol=1e-12)
    assert (gap > 0).all()
    assert (kullback_leibler(p, p) == 0).all()
    assert not np.allclose(gap, kullback_leibler(q, p))


def test_what_was_held_for_impossible_costs_infinitely_much_and_what_cannot_be_costs_nothing():
    assert cross_entropy_between([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert kullback_leibler([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert cross_entropy_between([1.0, 0.0], [0.5, 0.5]) == pytest.approx(math.log(2))
    assert kullback_leibler([1.0, 0.0], [1.0, 0.0]) == 0


def test_it_is_the_loss_of_the_network_where_no_zero_is_guarded():
    p, q = [0.2, 0.3, 0.5], [0.6, 0.3, 0.1]
    assert cross_entropy_between(p, q) == pytest.approx(losses.cross_entropy(q, p))


def test_one_probability_is_set_and_the_others_keep_their_proportions():
    changed = renormalised([0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0], 2, 0.2)
    assert changed[2] == 0.2
    assert changed.sum() == pytest.approx(1)
    assert changed[0] == pytest.approx(2 * changed[1])
    assert changed[3] == 0
    assert renormalised([0.0, 1.0, 0.0], 1, 0.4).tolist() == pytest.approx([0.3, 0.4, 0.3])
    assert is_distribution(changed)


def test_weights_become_a_distribution():
    assert normalised([0.5, 0.5, 1.0]).tolist() == [0.25, 0.25, 0.5]
    assert normalised([0, 0]).tolist() == [0.5, 0.5]
    with pytest.raises(ValueError, match="p must be a row of one or more numbers >= 0"):
        normalised([-1.0, 2.0])


@pytest.mark.parametrize("k", range(4))
@pytest.mark.parametrize("value", [0, 1e-12, 0.37, 1])
def test_whatever_is_set_a_distribution_comes_out(k, value):
    p = renormalised([0.7, 0.3, 0, 0], k, value)
    assert is_distribution(p)
    assert p[k] == value


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: coin(1.5), "p must be from 0 to 1, got 1.5"),
        (lambda: renormalised([1.0], 0, 0.5), "p must be a row of two or more probabilities"),
        (lambda: renormalised([0.5, 0.5], 2, 0.5), "k must be from 0 to 1, got 2"),
        (lambda: renormalised([0.5, 0.5], 1, 1.5), "value must be from 0 to 1, got 1.5"),
    ],
)
def test_what_cannot_be_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
