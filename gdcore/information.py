"""What distributions say of each other: entropy, cross-entropy, and the gap between them.

Here p is the truth and q what is believed. The conventions are those of the definitions: 0 log 0 is 0, and what
happens but was held for impossible costs infinitely much. (`losses.cross_entropy` guards instead.)
"""

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, as_floats, require

NATS_PER_BIT = float(np.log(2))
ADDS_UP = 1e-6  # how far from 1 the sum of a distribution may be


def coin(p: npt.ArrayLike) -> Array:
    """Write the distribution of a coin: (p, 1 - p).

    Args:
        p: (...) probability of heads, in [0, 1].

    Returns:
        (..., 2).

    Raises:
        ValueError: naming the rule and the value.

    >>> coin(0.25)
    array([0.25, 0.75])
    """
    p = as_floats(p)
    bad = p[~((p >= 0) & (p <= 1))]
    require(not bad.size, "p", "from 0 to 1", float(bad.flat[0]) if bad.size else p)
    return np.stack([p, 1 - p], axis=-1)


def cross_entropy_between(p: npt.ArrayLike, q: npt.ArrayLike) -> Array:
    """Price what happens with what was believed: H(p, q) = -sum_k p_k log q_k.

    Args:
        p: (..., k) what happens.
        q: (..., k) what is believed.

    Returns:
        (...) nats, >= the entropy of `p`; infinite where something with q_k = 0 can happen.

    >>> cross_entropy_between([0.5, 0.5], [0.5, 0.5]).round(4)
    np.float64(0.6931)
    """
    p, q = np.broadcast_arrays(as_floats(p), as_floats(q))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(q), 0.0)
    return 0 - terms.sum(axis=-1)


def entropy_of(p: npt.ArrayLike) -> Array:
    """Measure the uncertainty of a distribution: H(p) = -sum_k p_k log p_k.

    Args:
        p: (..., k) probabilities.

    Returns:
        (...) nats, from 0 (certain) to log k (all alike).

    >>> (entropy_of(coin([0.0, 0.5, 1.0])) / NATS_PER_BIT).tolist()
    [0.0, 1.0, 0.0]
    """
    return cross_entropy_between(p, p)


def kullback_leibler(p: npt.ArrayLike, q: npt.ArrayLike) -> Array:
    """Measure what the wrong belief costs: KL(p, q) = sum_k p_k log(p_k / q_k) = H(p, q) - H(p).

    Args:
        p: (..., k) what happens.
        q: (..., k) what is believed.

    Returns:
        (...) nats, >= 0, and 0 only where q = p; not the same as KL(q, p).

    >>> kullback_leibler(coin(0.5), coin(0.5))
    np.float64(0.0)
    """
    p, q = np.broadcast_arrays(as_floats(p), as_floats(q))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * (np.log(p) - np.log(q)), 0.0)
    return terms.sum(axis=-1)


def is_distribution(p: npt.ArrayLike) -> bool:
    """Say whether numbers are a distribution: none negative, and adding up to 1 within a millionth.

    >>> is_distribution([0.1, 0.9]), is_distribution([0.5, 0.6]), is_distribution([-0.1, 1.1])
    (True, False, False)
    """
    p = as_floats(p)
    return bool(p.size and (p >= 0).all() and abs(float(p.sum()) - 1) <= ADDS_UP)


def normalised(p: npt.ArrayLike) -> Array:
    """Make a distribution of weights by dividing each by their sum: p_k / sum_j p_j.

    Args:
        p: (n,), n >= 1, none negative.

    Returns:
        (n,), adding up to 1; where all are 0, each gets the same.

    Raises:
        ValueError: naming the rule and the value.

    >>> normalised([1.0, 3.0])
    array([0.25, 0.75])
    """
    p = as_floats(p)
    require(p.ndim == 1 and p.size > 0 and bool((p >= 0).all()), "p", "a row of one or more numbers >= 0", p)
    total = p.sum()
    return p / total if total > 0 else np.full(p.shape, 1 / p.size)


def renormalised(p: npt.ArrayLike, k: int, value: float) -> Array:
    """Give one class another probability, and let the others share what is left in their old proportions.

    p_j <- p_j (1 - value) / sum_{i != k} p_i; where the others had nothing, each gets the same.

    Args:
        p: (n,) probabilities, n >= 2.
        k: which is set, from 0 to n - 1.
        value: its new probability, from 0 to 1.

    Returns:
        (n,), adding up to 1.

    Raises:
        ValueError: naming the argument, the rule and the value.

    >>> renormalised([0.5, 0.3, 0.2], 0, 0.0)
    array([0. , 0.6, 0.4])
    """
    p = as_floats(p)
    require(p.ndim == 1 and p.size > 1, "p", "a row of two or more probabilities", p)
    require(0 <= k < p.size, "k", f"from 0 to {p.size - 1}", k)
    require(0 <= value <= 1, "value", "from 0 to 1", value)
    others = normalised(np.delete(p, k))
    return np.insert(others * (1 - value), k, value)
