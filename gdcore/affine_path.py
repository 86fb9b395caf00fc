"""How a path over a quadratic hangs on its start."""

import numpy as np

from gdcore.arrays import Array, require_whole
from gdcore.objective import Objective
from gdcore.optimizers import Optimizer


def affine_path(objective: Objective, optimizer: Optimizer, steps: int) -> Array:
    """Return what each point of a path does not owe to its start, and what it owes to each of its coordinates.

    theta_k = a_k + B_k theta_0, where the gradient is affine, H theta - c, and the update is linear in the gradients,
    as those of gradient descent, Momentum and Nesterov are: for gradient descent B_k = (I - eta H)^k.

    It is found from the paths of three starts, (0, 0), (1, 0) and (0, 1).

    Args:
        objective: a quadratic of two parameters.
        optimizer: one whose update is linear.
        steps: how many, >= 0.

    Returns:
        (steps + 1, 3, 2): a_k, and the two columns of B_k.

    Raises:
        ValueError: when `steps` is not a whole number >= 0.

    >>> from gdcore.line_fit import LineFit
    >>> from gdcore.optimizers import GradientDescent
    >>> bowl = LineFit([1, 2], [3, 5]).bowl()
    >>> a, *columns = affine_path(bowl, GradientDescent(0.1), 1)[1]
    >>> start = np.array([-1.0, 5.0])
    >>> bool(np.allclose(a + start @ columns, start - 0.1 * bowl.gradient(start)))
    True
    """
    require_whole("steps", steps, 0)
    theta = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    state = optimizer.init(theta)
    points = [theta]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            theta, state = optimizer.update(theta, objective.gradient(theta), state)
            points.append(theta)
        found = np.stack(points)
        found[:, 1:] -= found[:, :1]
    return found
