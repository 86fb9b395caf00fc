"""The seven update rules, each in its textbook form.

theta are the parameters, g the gradient, eta the learning rate; every operation is element-wise and
every memory starts at zero. A rule is a frozen set of hyper-parameters with pure functions: `init(theta)`
gives its memory (the `state`, a dict of named arrays), `step(theta, gradient, state)` is the rule itself,
the step to add to theta and the next memory, and `update` takes that step. Nothing is changed, unless
`out` says where to write.

A hyper-parameter may also be an array that broadcasts against theta, (n, 1) against (n, d): then n
rules run side by side in one call, which is how a sweep over learning rates is computed.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from gdcore.arrays import Array, IntArray, require

State = dict[str, Any]  # named arrays, and the count `step` of the methods that correct for it
Rate = float | Array


class Optimizer(Protocol):
    """What every method is: a learning rate, a memory and a rule."""

    @property
    def learning_rate(self) -> Rate:
        """Eta, > 0."""
        ...

    def init(self, theta: Array) -> State:
        """Return the memory before the first step.

        Args:
            theta: (..., d) parameters.

        Returns:
            Named arrays of zeros of the shape of `theta`; empty for a method without memory.
        """
        ...

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step to add to theta: the rule itself.

        Args:
            theta: (..., d) parameters.
            gradient: (..., d) gradient of the loss at `theta`.
            state: the memory, as `init` or the last step gave it.

        Returns:
            The step, (..., d), and the next memory.
        """
        ...

    def update(self, theta: Array, gradient: Array, state: State, out: Array | None = None) -> tuple[Array, State]:
        """Take one step: theta <- theta + step.

        Args:
            theta: (..., d) parameters.
            gradient: (..., d) gradient of the loss at `theta`.
            state: the memory, as `init` or the last `update` gave it.
            out: where to write the next parameters, as in NumPy; `theta` itself saves an array,
                which a network's training feels. None makes a new one.

        Returns:
            The next parameters and the next memory.
        """
        step, state = self.step(theta, gradient, state)
        return np.add(theta, step, out=out), state


def bias_correction(beta: Rate, t: int | IntArray) -> Rate:
    """Return 1 - beta^t, what the weights of a fading mean that began at zero add up to at its t-th value.

    The corrections of an array are those of its numbers, one by one: NumPy's power of a whole array differs from
    that of one number in the last bit on some processors, and a step taken apart must be the step that was taken.

    Args:
        beta: in [0, 1), the share of the old mean that is kept; a number, or an array.
        t: which value, >= 1; a whole number, or an array that broadcasts against `beta`.

    Returns:
        A number, or the array of them.

    >>> bias_correction(0.5, 1), bias_correction(0.5, np.array([[1], [3]]))
    (0.5, array([[0.5  ],
           [0.875]]))
    """
    if isinstance(beta, np.ndarray) or isinstance(t, np.ndarray):
        return np.asarray(_one_by_one(beta, t), np.float64)
    return 1 - float(beta) ** int(t)


_one_by_one = np.frompyfunc(bias_correction, 2, 1)


def _require_all(holds: object, name: str, rule: str, value: Rate) -> None:
    """Check a number or every element of an array; the message shows the first that breaks the rule."""
    good = np.asarray(holds)
    first_bad = np.broadcast_to(np.asarray(value), good.shape)[~good]
    require(bool(good.all()), name, rule, first_bad.flat[0].item() if first_bad.size else value)


def _require_positive(name: str, value: Rate) -> None:
    _require_all(~np.isinf(value), name, "finite", value)
    _require_all(np.asarray(value) > 0, name, "> 0", value)


def _require_fading(name: str, value: Rate) -> None:
    number = np.asarray(value)
    _require_all((number >= 0) & (number < 1), name, ">= 0 and < 1", value)


@dataclass(frozen=True)
class GradientDescent(Optimizer):
    """Step against the gradient: theta <- theta - eta g.

    Args:
        learning_rate: eta > 0.

    Raises:
        ValueError: naming the hyper-parameter, the rule and the value.

    Source:
        Cauchy 1847; with the gradient of a mini-batch, Robbins & Monro 1951 (SGD). The rule is the
        same for both: what differs is the data the gradient has seen.

    >>> GradientDescent(learning_rate=0.25).update(np.array([4.0]), np.array([8.0]), {})
    (array([2.]), {})
    """

    learning_rate: Rate = 0.1

    def __post_init__(self) -> None:
        _require_positive("learning_rate", self.learning_rate)

    def init(self, theta: Array) -> State:
        """Return an empty memory."""
        return {}

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step (see `Optimizer.step`)."""
        return -self.learning_rate * gradient, state


@dataclass(frozen=True)
class Momentum(Optimizer):
    """Let the steps gather speed: v <- beta v - eta g; theta <- theta + v.

    Args:
        learning_rate: eta > 0.
        momentum: beta in [0, 1), the share of the last step that is kept.

    Raises:
        ValueError: naming the hyper-parameter, the rule and the value.

    Source:
        Polyak 1964 (the heavy ball). PyTorch's velocity is -v / eta; the path is the same while eta is.
    """

    learning_rate: Rate = 0.1
    momentum: Rate = 0.9

    def __post_init__(self) -> None:
        _require_positive("learning_rate", self.learning_rate)
        _require_fading("momentum", self.momentum)

    def init(self, theta: Array) -> State:
        """Return the velocity, at rest."""
        return {"velocity": np.zeros_like(theta)}

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step (see `Optimizer.step`)."""
        velocity = self.momentum * state["velocity"] - self.learning_rate * gradient
        return velocity, {"velocity": velocity}


@dataclass(frozen=True)
class Nesterov(Optimizer):
    """Momentum that looks ahead: v <- beta v - eta g; theta <- theta + beta v - eta g, with the new v.

    Args:
        learning_rate: eta > 0.
        momentum: beta in [0, 1), the share of the last step that is kept.

    Raises:
        ValueError: naming the hyper-parameter, the rule and the value.

    Source:
        Nesterov 1983, in the form of Sutskever et al. 2013: theta here is their point after the
        look-ahead, so that the gradient is taken where the parameters are.
    """

    learning_rate: Rate = 0.1
    momentum: Rate = 0.9

    def __post_init__(self) -> None:
        _require_positive("learning_rate", self.learning_rate)
        _require_fading("momentum", self.momentum)

    def init(self, theta: Array) -> State:
        """Return the velocity, at rest."""
        return {"velocity": np.zeros_like(theta)}

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step (see `Optimizer.step`)."""
        downhill = -self.learning_rate * gradient
        velocity = self.momentum * state["velocity"] + downhill
        return self.momentum * velocity + downhill, {"velocity": velocity}


@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """A rate of its own for each parameter, which only falls: s <- s + g^2; theta <- theta - eta g / (sqrt(s) + eps).

    Args:
        learning_rate: eta > 0.
        epsilon: eps > 0, against division by zero.

    Raises:
        ValueError: naming the hyper-parameter, the rule and the value.

    Source:
        Duchi, Hazan & Singer 2011. The factor is 1 / sqrt(s); without the root the first step would
        be eta / g.
    """

    learning_rate: Rate = 0.01
    epsilon: Rate = 1e-8

    def __post_init__(self) -> None:
        _require_positive("learning_rate", self.learning_rate)
        _require_positive("epsilon", self.epsilon)

    def init(self, theta: Array) -> State:
        """Return the sum of squared gradients, zero."""
        return {"sum_of_squares": np.zeros_like(theta)}

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step (see `Optimizer.step`)."""
        sum_of_squares = state["sum_of_squares"] + gradient**2
        step = -self.learning_rate * gradient / (np.sqrt(sum_of_squares) + self.epsilon)
        return step, {"sum_of_squares": sum_of_squares}


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """AdaGrad that forgets: s <- rho s + (1 - rho) g^2; theta <- theta - eta g / (sqrt(s) + eps).

    Args:
        learning_rate: eta > 0.
        decay: rho in [0, 1), the share of the old mean that is kept.
        epsilon: eps > 0, against division by zero.

    Raises:
        ValueError: naming the hyper-parameter, the rule and the value.

    Source:
        Tieleman & Hinton 2012, lecture 6e. eps stands outside the root, as in PyTorch.
    """

    learning_rate: Rate = 0.01
    decay: Rate = 0.9
    epsilon: Rate = 1e-8

    def __post_init__(self) -> None:
        _require_positive("learning_rate", self.learning_rate)
        _require_fading("decay", self.decay)
        _require_positive("epsilon", self.epsilon)

    def init(self, theta: Array) -> State:
        """Return the fading mean of squared gradients, zero."""
        return {"mean_of_squares": np.zeros_like(theta)}

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step (see `Optimizer.step`)."""
        mean_of_squares = self.decay * state["mean_of_squares"] + (1 - self.decay) * gradient**2
        step = -self.learning_rate * gradient / (np.sqrt(mean_of_squares) + self.epsilon)
        return step, {"mean_of_squares": mean_of_squares}


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum and a rate of its own for each parameter.

    m <- beta1 m + (1 - beta1) g;  s <- beta2 s + (1 - beta2) g^2;
    m^ = m / (1 - beta1^t);  s^ = s / (1 - beta2^t);  theta <- theta - eta m^ / (sqrt(s^) + eps).

    Both means start at zero and so begin too small; dividing by 1 - beta^t, t = 1 at the first
    step, makes up for that. The first step has a length of about eta in every parameter.

    Args:
        learning_rate: eta > 0.
        beta1: in [0, 1), the share of the old mean gradient that is kept.
        beta2: in [0, 1), the share of the old mean square that is kept.
        epsilon: eps > 0, against division by zero; outside the root.

    Raises:
        ValueError: naming the hyper-parameter, the rule and the value.

    Source:
        Kingma & Ba 2015, Algorithm 1.
    """

    learning_rate: Rate = 0.001
    beta1: Rate = 0.9
    beta2: Rate = 0.999
    epsilon: Rate = 1e-8

    def __post_init__(self) -> None:
        _require_positive("learning_rate", self.learning_rate)
        _require_fading("beta1", self.beta1)
        _require_fading("beta2", self.beta2)
        _require_positive("epsilon", self.epsilon)

    def init(self, theta: Array) -> State:
        """Return both moments, zero, and the count of steps, 0."""
        return {"first_moment": np.zeros_like(theta), "second_moment": np.zeros_like(theta), "step": 0}

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step (see `Optimizer.step`)."""
        t = state["step"] + 1
        first_moment = self.beta1 * state["first_moment"] + (1 - self.beta1) * gradient
        second_moment = self.beta2 * state["second_moment"] + (1 - self.beta2) * gradient**2
        m_hat = first_moment / bias_correction(self.beta1, t)  # 1 - beta1^t
        s_hat = second_moment / bias_correction(self.beta2, t)  # 1 - beta2^t
        step = -self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon)
        return step, {"first_moment": first_moment, "second_moment": second_moment, "step": t}


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam, and every parameter shrinks a little by itself: theta <- theta - (Adam's step) - eta lambda theta.

    Args:
        learning_rate: eta > 0.
        beta1: in [0, 1), the share of the old mean gradient that is kept.
        beta2: in [0, 1), the share of the old mean square that is kept.
        epsilon: eps > 0, against division by zero; outside the root.
        weight_decay: lambda >= 0. It acts on the old theta and stays out of the moments (decoupled).

    Raises:
        ValueError: naming the hyper-parameter, the rule and the value.

    Source:
        Loshchilov & Hutter 2019, with their schedule multiplier at 1 and, as in PyTorch, eta in
        front of lambda.
    """

    weight_decay: Rate = 0.01

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_all(~np.isinf(self.weight_decay), "weight_decay", "finite", self.weight_decay)
        _require_all(np.asarray(self.weight_decay) >= 0, "weight_decay", ">= 0", self.weight_decay)

    def step(self, theta: Array, gradient: Array, state: State) -> tuple[Array, State]:
        """Return the step (see `Optimizer.step`)."""
        step, state = super().step(theta, gradient, state)
        return step - self.learning_rate * self.weight_decay * theta, state


# In the order in which they are taught: each adds something to one before it.
OPTIMIZERS: dict[str, type[Any]] = {
    rule.__name__: rule for rule in (GradientDescent, Momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW)
}
