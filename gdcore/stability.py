"""How large a learning rate may be before descent leaves a bowl, where theory says it."""

import numpy as np

from gdcore.arrays import Array, require
from gdcore.descent import hessian
from gdcore.objective import Objective
from gdcore.optimizers import GradientDescent, Momentum, Nesterov, Optimizer


def stability_limit(optimizer: Optimizer, lambda_max: float) -> float | None:
    """Return the learning rate below which a rule converges on a bowl, and above which it leaves it.

    On f = lambda theta^2 / 2 each of these rules is a linear recurrence, theta' = p theta - q theta_before, stable
    exactly while |q| < 1 and |p| < 1 + q. With a = eta lambda that gives

    - plain descent: p = 1 - a, q = 0: a < 2;
    - Momentum: p = 1 + beta - a, q = beta: a < 2 (1 + beta);
    - Nesterov: p = (1 + beta)(1 - a), q = beta (1 - a): a < 2 (1 + beta) / (1 + 2 beta).

    In many dimensions the steepest direction decides. The rules that scale each parameter by its own gradients have
    no such limit: their steps are about as long wherever the bowl is steep.

    Args:
        optimizer: a rule with its hyper-parameters; its learning rate does not matter.
        lambda_max: the largest curvature of the bowl.

    Returns:
        The limit for eta; None for AdaGrad, RMSProp, Adam and AdamW, and where nothing curves up.

    Raises:
        ValueError: when lambda_max is not finite.

    Source:
        For plain descent and the heavy ball Polyak 1964; for Nesterov's rule by the criterion of Jury 1964.

    >>> stability_limit(GradientDescent(), 2.0), stability_limit(Momentum(momentum=0.5), 2.0)
    (1.0, 1.5)
    """
    require(bool(np.isfinite(lambda_max)), "lambda_max", "finite", lambda_max)
    if lambda_max <= 0:
        return None
    match optimizer:
        case GradientDescent():
            limit = 2.0
        case Momentum(momentum=beta):
            limit = 2 * (1 + float(beta))
        case Nesterov(momentum=beta):
            limit = 2 * (1 + float(beta)) / (1 + 2 * float(beta))
        case _:
            return None
    return limit / lambda_max


def largest_curvature(objective: Objective, theta: Array) -> float:
    """Return lambda_max, the largest eigenvalue of the matrix of second derivatives at a point, (d,)."""
    return float(np.linalg.eigvalsh(hessian(objective, theta))[-1])
