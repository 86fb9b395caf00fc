"""Update rules as they are sometimes misprinted. They are none of the seven, and no page offers them as a method."""

from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Array, require
from gdcore.optimizers import Optimizer, State


@dataclass(frozen=True)
class AdaGradWithoutRoot(Optimizer):
    """AdaGrad as it is often misprinted: s <- s + g^2; theta <- theta - eta g / (s + eps), where sqrt(s) belongs.

    Its first step is eta / g: the flatter it is, the further it goes. And it depends on the units of the loss, which
    the right one does not: a loss that is ten times as high makes its steps a tenth.

    Args:
        learning_rate: eta > 0.
        epsilon: eps > 0, against division by zero.

    Raises:
        ValueError: naming the hyper-parameter, the rule and the value.
    """

    learning_rate: float = 0.01
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        require(self.learning_rate > 0, "learning_rate", "> 0", self.learning_rate)
        require(self.epsilon > 0, "epsilon", "> 0", self.epsilon)

    def init(self, theta: Array) -> State:
        """Return the sum of squared gradients, zero."""
        return {"sum_of_squares": np.zeros_like(theta)}

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step (see `Optimizer.step`)."""
        sum_of_squares = state["sum_of_squares"] + gradient**2
        return -self.learning_rate * gradient / (sum_of_squares + self.epsilon), {"sum_of_squares": sum_of_squares}
