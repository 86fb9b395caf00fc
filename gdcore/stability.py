"""How large a learning rate may be before descent leaves a bowl, where theory says it."""

import numpy as np

from gdcore.arrays import Array, require
from gdcore.optimizers import GradientDescent, Momentum, Nesterov, Optimizer


def stability_limit(optimizer: Optimizer) -> float | None:
    """Return the largest eta * lambda for which a rule settles on a bowl of curvature lambda, or None.

    On f = lambda theta^2 / 2 each of these rules is a linear recurrence, theta' = p theta - q theta_before, stable
    exactly while |q| < 1 and |p| < 1 + q. With a = eta lambda that gives

    - plain descent: p = 1 - a, q = 0: a < 2;
    - Momentum: p = 1 + beta - a, q = beta: a < 2 (1 + beta);
    - Nesterov: p = (1 + beta)(1 - a), q = beta (1 - a): a < 2 (1 + beta) / (1 + 2 beta).

    In many dimensions the steepest direction decides. The rules that scale each parameter by its own gradients have
    no such limit: their steps are about as long wherever the bowl is steep.

    Args:
        optimizer: a rule with its hyper-parameters; its learning rate does not matter.

    Returns:
        The limit; None for AdaGrad, RMSProp, Adam and AdamW, and for a beta that is not one number.

    Source:
        For plain descent and the heavy ball Polyak 1964; for Nesterov's rule by the criterion of Jury 1964.

    >>> stability_limit(GradientDescent()), stability_limit(Momentum(momentum=0.5)), stability_limit(Nesterov(0.1, 0.5))
    (2.0, 3.0, 1.5)
    """
    if isinstance(optimizer, GradientDescent):
        return 2.0
    if not isinstance(optimizer, Momentum | Nesterov) or np.ndim(optimizer.momentum):
        return None
    beta = float(optimizer.momentum)
    return 2 * (1 + beta) / (1 + 2 * beta if isinstance(optimizer, Nesterov) else 1)


def step_matrix(optimizer: Optimizer, curvatures: Array) -> Array | None:
    """Return what one step of a linear rule multiplies distance and velocity by, along each axis of a quadratic.

    (distance, velocity)' = M (distance, velocity); with a = eta lambda, M is ((1 - a, beta), (-a, beta)) for Momentum,
    ((1 - a (1 + beta), beta^2), (-a, beta)) for Nesterov's rule, and ((1 - a, 0), (-a, 0)) for plain descent.

    Args:
        optimizer: a rule with its hyper-parameters, one number each.
        curvatures: (d,) eigenvalues lambda of the matrix of second derivatives.

    Returns:
        (d, 2, 2); None for the rules that scale by their memory, and for hyper-parameters that are arrays.
    """
    if stability_limit(optimizer) is None or np.ndim(optimizer.learning_rate):
        return None
    a = float(optimizer.learning_rate) * np.asarray(curvatures, np.float64)
    beta = float(optimizer.momentum) if isinstance(optimizer, Momentum | Nesterov) else 0.0
    ahead = beta if isinstance(optimizer, Nesterov) else 0.0
    ones = np.ones_like(a)
    first = np.stack([1 - a * (1 + ahead), beta * (ahead if ahead else 1.0) * ones], axis=-1)
    return np.stack([first, np.stack([-a, beta * ones], axis=-1)], axis=-2)


def spectral_radius(optimizer: Optimizer, curvatures: Array) -> Array | None:
    """Return by how much a step multiplies what is left along each axis of a quadratic, in the long run.

    It is the largest |z| with z^2 - p z + q = 0 (p and q as in `stability_limit`): below 1 the rule settles there, at
    1 it swings for ever, above 1 it leaves.

    Args:
        optimizer: a rule with its hyper-parameters.
        curvatures: (d,) eigenvalues of the matrix of second derivatives.

    Returns:
        (d,); None where `step_matrix` has none.

    >>> spectral_radius(GradientDescent(0.1), np.array([2.0, 20.0, 25.0]))
    array([0.8, 1. , 1.5])
    """
    matrix = step_matrix(optimizer, curvatures)
    if matrix is None:
        return None
    p = matrix[:, 0, 0] + matrix[:, 1, 1]
    q = matrix[:, 0, 0] * matrix[:, 1, 1] - matrix[:, 0, 1] * matrix[:, 1, 0]
    parts = p**2 - 4 * q
    return np.where(parts < 0, np.sqrt(np.abs(q)), (np.abs(p) + np.sqrt(np.maximum(parts, 0))) / 2)


def critical_rate(optimizer: Optimizer, lambda_max: float) -> float | None:
    """Return the learning rate below which a rule settles on a bowl, and above which it leaves it.

    Args:
        optimizer: a rule with its hyper-parameters; its learning rate does not matter.
        lambda_max: the largest curvature of the bowl.

    Returns:
        The limit for eta; None where `stability_limit` has none, and where nothing curves up.

    Raises:
        ValueError: when lambda_max is not finite.

    >>> critical_rate(GradientDescent(), 2.0), critical_rate(Momentum(momentum=0.5), 2.0)
    (1.0, 1.5)
    """
    require(bool(np.isfinite(lambda_max)), "lambda_max", "finite", lambda_max)
    limit = stability_limit(optimizer)
    return None if limit is None or lambda_max <= 0 else limit / lambda_max
