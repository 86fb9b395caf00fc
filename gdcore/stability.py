"""How large a learning rate may be before descent leaves a bowl, where theory says it."""

import numpy as np

from gdcore.arrays import require
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
