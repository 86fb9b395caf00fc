"""The one interface of this project: a loss over one parameter vector."""

from typing import Protocol

from gdcore.arrays import Array


class Objective(Protocol):
    """Something to descend: a loss and its gradient, both functions of theta.

    A fitted line is an objective over (m, b), a test surface over (x, y), the MNIST network on a
    batch of images over all its weights in one flat vector. Optimizers, numerical gradients and
    descent know nothing more of any of them.
    """

    def loss(self, theta: Array) -> Array:
        """Return how wrong `theta` is.

        Args:
            theta: (d,), or (..., d) for many points at once.

        Returns:
            (...), one number a point, in the objective's own unit.
        """
        ...

    def gradient(self, theta: Array) -> Array:
        """Return the direction of steepest ascent and its slope.

        Args:
            theta: (d,), or (..., d) for many points at once.

        Returns:
            (..., d), the partial derivatives of the loss by each parameter.
        """
        ...
