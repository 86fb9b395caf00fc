"""Losses: how wrong a prediction is, as one number.

Cross-entropies are in nats (natural logarithm). Batches are averaged.
"""

import numpy as np
import numpy.typing as npt

from gdcore.activations import below_the_largest
from gdcore.arrays import Array, IntArray, as_floats


def sum_squared_error(y: npt.ArrayLike, t: npt.ArrayLike) -> float:
    """Half the sum of squares: E = 1/2 sum (y - t)^2, over everything given.

    The half makes the derivative y - t without a 2.

    Args:
        y: predictions, any shape.
        t: targets, the shape of `y`.

    Returns:
        E >= 0, in the squared unit of `y`.

    >>> sum_squared_error([1.0, 3.0], [1.0, 1.0])
    2.0
    """
    return float(0.5 * np.sum(np.square(_error(y, t))))


def mean_squared_error(y: npt.ArrayLike, t: npt.ArrayLike) -> float:
    """Average the squares: MSE = mean((y - t)^2).

    Args:
        y: predictions, any shape.
        t: targets, the shape of `y`.

    Returns:
        MSE >= 0, in the squared unit of `y`.

    >>> mean_squared_error([4.0, 3.0], [3.0, 5.0])
    2.5
    """
    return float(np.mean(np.square(_error(y, t))))


def mean_absolute_error(y: npt.ArrayLike, t: npt.ArrayLike) -> float:
    """Average the distances: MAE = mean(|y - t|).

    Args:
        y: predictions, any shape.
        t: targets, the shape of `y`.

    Returns:
        MAE >= 0, in the unit of `y`.

    >>> mean_absolute_error([4.0, 3.0], [3.0, 5.0])
    1.5
    """
    return float(np.mean(np.abs(_error(y, t))))


def _error(y: npt.ArrayLike, t: npt.ArrayLike) -> Array:
    y, t = as_floats(y), as_floats(t)
    if y.shape != t.shape:
        raise ValueError(f"targets must have the shape of the predictions {y.shape}, got {t.shape}")
    return y - t


def one_hot(labels: IntArray, classes: int) -> Array:
    """Write each label as a row of zeros with a 1 at the label's place.

    Args:
        labels: (...), whole numbers from 0 to classes - 1.
        classes: how many there are.

    Returns:
        (..., classes) float64.

    Raises:
        ValueError: naming the first label outside the range, or the type of labels that are no whole numbers
            (True and False would pick rows instead of counting).

    >>> one_hot(np.array([2]), 3)
    array([[0., 0., 1.]])
    """
    labels = np.asarray(labels)
    if labels.size and not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(f"labels must be whole numbers, got {labels.dtype}")
    labels = labels.astype(np.intp, copy=False)  # an empty list is one of floats
    bad = labels[(labels < 0) | (labels >= classes)]
    if bad.size:
        raise ValueError(f"labels must be from 0 to {classes - 1}, got {bad.flat[0]}")
    return np.eye(classes)[labels]


def as_distribution(t: npt.ArrayLike, like: Array) -> Array:
    """Bring targets into one form, whichever way they come: labels or rows of probabilities.

    Args:
        t: (...) whole-number labels, or (..., k) rows that add up to 1 (one-hot rows are such).
        like: (..., k), the predictions the targets belong to.

    Returns:
        (..., k) of the float type of `like`.

    Raises:
        ValueError: when `t` is neither.
    """
    t = np.asarray(t)
    if t.shape == like.shape:
        return t.astype(like.dtype, copy=False)
    if t.shape == like.shape[:-1] and np.issubdtype(t.dtype, np.integer):
        return one_hot(t, like.shape[-1]).astype(like.dtype)
    raise ValueError(
        f"targets must be whole-number labels of shape {like.shape[:-1]} or rows of shape {like.shape}, "
        f"got {t.dtype} of shape {t.shape}"
    )


def cross_entropy(y: npt.ArrayLike, t: npt.ArrayLike) -> float:
    """Charge for the probability the right answer was given: H(t, y) = -sum_k t_k log y_k, averaged over rows.

    With a one-hot target only the probability of the right class counts. A probability of 0 is
    raised to the smallest positive number of its float type (2.2e-308 in float64, so the loss is at
    most 708 nats): the result is finite, and every other probability keeps its exact logarithm.

    Args:
        y: (..., k) probabilities.
        t: (...) labels, or (..., k) one-hot rows or distributions.

    Returns:
        Nats per row, >= 0.

    Source:
        The course material adds 1e-7 to every probability instead, which shifts every loss.

    >>> round(cross_entropy([0.1, 0.6, 0.3], 1), 7)
    0.5108256
    """
    y = as_floats(y)
    rows = -np.sum(as_distribution(t, y) * np.log(_positive(y)), axis=-1)
    return float(np.mean(rows))


def softmax_cross_entropy(logits: npt.ArrayLike, t: npt.ArrayLike) -> float:
    """Cross-entropy of softmax(logits), from the logits: log sum_j e^x_j - sum_k t_k x_k, averaged over rows.

    The probabilities are never formed, so none can round to 0: finite for every finite input.

    Args:
        logits: (..., k) finite scores.
        t: (...) labels, or (..., k) one-hot rows or distributions.

    Returns:
        Nats per row, >= 0.

    >>> round(softmax_cross_entropy([0.0, 0.0], 0), 4)  # two equal scores: log 2
    0.6931
    """
    x = below_the_largest(as_floats(logits))
    log_sum = np.log(np.exp(x).sum(axis=-1))
    # Divided before they are added: huge losses must not overflow while they are averaged.
    charged = np.sum(as_distribution(t, x) * x, axis=-1, dtype=np.float64)
    rows = log_sum.astype(np.float64) - charged
    return float(np.sum(rows / max(rows.size, 1)))


def entropy(p: npt.ArrayLike) -> float:
    """Measure the uncertainty of a distribution: H(p) = -sum_k p_k log p_k, with 0 log 0 = 0, averaged over rows.

    Args:
        p: (..., k) probabilities.

    Returns:
        Nats per row, from 0 (certain) to log k (all alike).

    >>> round(entropy([0.5, 0.5]), 4)
    0.6931
    """
    p = as_floats(p)
    return cross_entropy(p, p)


def _positive(p: Array) -> Array:
    return np.maximum(p, np.finfo(p.dtype).tiny)
