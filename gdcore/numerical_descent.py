"""Training with the numerical gradient, as the course material did it: the same steps, thousands of times the cost."""

import math
import time
from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Array, IntArray
from gdcore.differentiate import numerical_slopes
from gdcore.network import OnBatch
from gdcore.optimizers import Optimizer

PORTION = 20  # slopes between two looks at the clock
COMPARED_AT_ONCE = 4  # the same where a visitor waits for the page: of the largest net they take a quarter of a second
LONG = 0.2  # seconds after which a gradient is not timed once more


@dataclass(frozen=True)
class Comparison:
    """One gradient computed both ways on the same batch at the same parameters.

    Attributes:
        components: (k,) which slopes were compared.
        numerical: (k,) central differences.
        exact: (k,) the chain rule.
        difference: the largest |numerical - exact|, as a share of the largest |exact|.
        typical: the median of |numerical - exact| / |exact| over the slopes that are not 0.
        numerical_seconds: for the slopes compared.
        exact_seconds: for the whole gradient.
    """

    components: IntArray
    numerical: Array
    exact: Array
    difference: float
    typical: float
    numerical_seconds: float
    exact_seconds: float


def compare(
    batch: OnBatch, theta: Array, components: IntArray, h: float = 1e-4, dtype: type = np.float64
) -> Comparison:
    """Compute some slopes by differences and by the chain rule, and time both.

    Args:
        batch: a net on its examples.
        theta: (d,).
        components: (k,) which slopes to compute by differences.
        h: the half-width of the difference, > 0.
        dtype: the float type the numerical loss is computed in; float32 shows why it must be float64.

    Returns:
        Both, with their difference and the seconds they took here.
    """
    comparing = Comparing(batch, theta, components, h, dtype)
    comparing.advance(math.inf)
    return comparing.result()


class Comparing:
    """A comparison of some slopes (see `compare`), made a portion at a time.

    Args:
        batch: as for `compare`.
        theta: as for `compare`.
        components: as for `compare`.
        h: as for `compare`.
        dtype: as for `compare`.
    """

    def __init__(
        self, batch: OnBatch, theta: Array, components: IntArray, h: float = 1e-4, dtype: type = np.float64
    ) -> None:
        self.theta, self.components, self.h, self.dtype = np.array(theta), components, h, dtype
        self._batch, self._typed = batch, _as_type(batch, dtype)
        self._exact: Array | None = None
        self._exact_seconds = self._seconds = 0.0
        self._numerical: Array = np.empty(len(components))
        self._filled = 0

    @property
    def share(self) -> float:
        """How much of the work is done, from 0 to 1."""
        return self._filled / max(len(self.components), 1)

    @property
    def finished(self) -> bool:
        """Whether every slope is compared."""
        return self._exact is not None and self._filled == len(self.components)

    def advance(self, seconds: float) -> None:
        """Work for about so long; at least the exact gradient or one portion of slopes is computed."""
        end = time.perf_counter() + seconds
        while not self.finished:
            if self._exact is None:
                double = _as_type(self._batch, np.float64)
                self._exact, self._exact_seconds = _timed_gradient(double, np.asarray(self.theta, np.float64))
            else:
                self._portion()
            if time.perf_counter() >= end:
                break

    def result(self) -> Comparison:
        """Return the comparison, once it is finished."""
        assert self._exact is not None
        assert self.finished
        numerical, chosen = self._numerical, self._exact[self.components]
        errors, sizes = np.abs(numerical - chosen), np.abs(chosen)
        typical = float(np.median(errors[sizes > 0] / sizes[sizes > 0])) if sizes.any() else 0.0
        difference = _relative(numerical, chosen, self._exact)
        return Comparison(self.components, numerical, chosen, difference, typical, self._seconds, self._exact_seconds)

    def _portion(self) -> None:
        start, dtype = time.perf_counter(), self.dtype
        these = slice(self._filled, self._filled + COMPARED_AT_ONCE)
        chosen = self.components[these]
        self._numerical[these] = numerical_slopes(
            lambda moved: dtype(self._typed.loss(moved.astype(dtype, copy=False))), self.theta, chosen, self.h
        )
        self._filled += len(chosen)
        self._seconds += time.perf_counter() - start


def _timed_gradient(batch: OnBatch, theta: Array) -> tuple[Array, float]:
    """Compute the exact gradient, and its time: the least of a few, since it is over before a machine is warm."""
    times: list[float] = []
    while len(times) < 5 and sum(times) < LONG:
        start = time.perf_counter()
        gradient = batch.gradient(theta)
        times.append(time.perf_counter() - start)
    return gradient, min(times)


@dataclass(frozen=True)
class NumericalUpdate:
    """What one update with the numerical gradient was: its loss, and how far it was from the exact one."""

    loss: float
    difference: float
    seconds: float


class NumericalDescent:
    """A few updates with the numerical gradient, done a portion at a time.

    Args:
        batches: a net on the examples of each update, in order.
        theta: (d,) where to start; taken as float64, and left as it is.
        optimizer: the update rule, with a fresh memory.
        h: the half-width of the differences, > 0.

    Attributes:
        theta: (d,) float64, the parameters now.
        updates: what was done.
    """

    def __init__(self, batches: list[OnBatch], theta: Array, optimizer: Optimizer, h: float = 1e-4) -> None:
        self._batches = [_as_type(batch, np.float64) for batch in batches]
        self.theta: Array = np.array(theta, np.float64)
        self.optimizer, self.h = optimizer, h
        self.updates: list[NumericalUpdate] = []
        self._state = optimizer.init(self.theta)
        self._slopes: Array = np.empty_like(self.theta)
        self._filled = 0
        self._seconds = 0.0

    @property
    def finished(self) -> bool:
        """Whether every batch has had its update."""
        return len(self.updates) == len(self._batches)

    @property
    def share(self) -> float:
        """How much of the whole work is done, from 0 to 1."""
        return (len(self.updates) + self._filled / len(self.theta)) / max(len(self._batches), 1)

    @property
    def seconds(self) -> float:
        """How long it has worked."""
        return self._seconds + sum(update.seconds for update in self.updates)

    def advance(self, seconds: float) -> None:
        """Work for about so long; at least one portion of slopes is computed."""
        end = time.perf_counter() + seconds
        while not self.finished:
            self._portion()
            if time.perf_counter() >= end:
                break

    def _portion(self) -> None:
        start = time.perf_counter()
        batch = self._batches[len(self.updates)]
        components = np.arange(self._filled, min(self._filled + PORTION, len(self.theta)))
        self._slopes[components] = numerical_slopes(batch.loss, self.theta, components, self.h)
        self._filled += len(components)
        self._seconds += time.perf_counter() - start
        if self._filled == len(self.theta):
            self._update(batch)

    def _update(self, batch: OnBatch) -> None:
        exact = batch.gradient(self.theta)
        difference = _relative(self._slopes, exact, exact)
        self.updates.append(NumericalUpdate(batch.loss(self.theta), difference, self._seconds))
        self.theta, self._state = self.optimizer.update(self.theta, self._slopes, self._state)
        self._filled, self._seconds = 0, 0.0


def _as_type(batch: OnBatch, dtype: type) -> OnBatch:
    return OnBatch(batch.net, np.asarray(batch.x, dtype), batch.t)


def _relative(numerical: Array, exact: Array, scale: Array) -> float:
    largest = float(np.abs(scale).max())
    return float(np.abs(numerical - exact).max()) / largest if largest else 0.0
