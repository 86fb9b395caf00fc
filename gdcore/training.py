"""Mini-batch descent of the network on MNIST: a run that can be taken a slice at a time."""

import math
import time
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from gdcore.activations import softmax
from gdcore.arrays import Array, Images, IntArray, require, require_whole
from gdcore.image_gradient import ImageGradient
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import Optimizer
from gdcore.schedules import CONSTANT, Schedule, at_rate
from gdcore.verdict import Verdict

BLOCK = 1_000  # images in memory as float32 at once, when more are asked for
KEPT_SIZES = 4  # of batches whose memory is kept: the usual one, an epoch's last, a block, a few to look at


@dataclass(frozen=True)
class Evaluation:
    """Shares of right answers over all images, from 0 to 1, after so many updates and epochs.

    `train_accuracy` is nan in a run that leaves it out.
    """

    update: int
    epoch: float
    train_accuracy: float
    test_accuracy: float


@dataclass(frozen=True)
class Change:
    """What was changed in a run, by name (old, new), after so many updates."""

    update: int
    what: dict[str, tuple[Any, Any]]


@dataclass
class History:
    """All that is kept of a run.

    Attributes:
        evaluations: at the declared schedule (see `Training`), in order.
        changes: where the optimizer or the batch was changed, in order.
        epochs: the updates after which each whole epoch was over.
    """

    evaluations: list[Evaluation] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)
    _losses: Array = field(default_factory=lambda: np.empty(1024), repr=False)
    _count: int = 0

    @property
    def losses(self) -> Array:
        """The loss of every update: (updates,) float64, nats, of its batch, at the parameters before the update."""
        view = self._losses[: self._count]
        view.flags.writeable = False
        return view

    def add_loss(self, loss: float) -> None:
        """Append the loss of an update."""
        if self._count == len(self._losses):
            self._losses = np.concatenate([self._losses, np.empty(self._count)])
        self._losses[self._count] = loss
        self._count += 1


class Training:
    """One run of mini-batch descent: the same seed gives the same numbers, however it is sliced.

    Every update draws a batch, computes its loss and gradient by the chain rule, and lets the
    optimizer move theta. Accuracy over all training and all test images is recorded after
    0, 10, 20, 50, 100, 200, ..., 900, 1,000, 2,000, ... updates during the first epoch, and from then on after
    every epoch: at declared updates, whatever the slices.

    Args:
        net: the network.
        optimizer: the update rule.
        data: images and labels.
        batch_size: images an update sees, from 1 to all of them. All: every image once, in order.
        replacement: True draws each batch anew from all images, as the course material does; False
            deals the shuffled images out, so that each is seen once an epoch (the last batch of an
            epoch may be smaller).
        scale: of the initial weights: a number, "xavier" or "he" (see `TwoLayerNet.initial`).
        seed: a whole number >= 0, or a generator to draw from.
        schedule: of the learning rate, against the updates of the whole run.
        train_accuracy: False leaves the training images out of every evaluation, which is six sevenths of its time.
        beside: another run of the same net, whose working memory this one uses too. They take turns, one thread for
            both; their numbers are what they are without.

    Attributes:
        theta: (net.size,) float32, the parameters now; updates write into it, so copy what is to stay.
        state: the optimizer's memory now.
        update: how many updates were made.
        images_seen: how many images they saw, repetitions counted.
        last_batch: (batch_size,) which images the last update saw; None before the first.
        verdict: None while the run can go on; "diverged" once a loss was not finite.
        history: losses, evaluations, changes, epochs.

    Raises:
        ValueError: naming the argument, the rule and the value.
    """

    def __init__(
        self,
        net: TwoLayerNet,
        optimizer: Optimizer,
        data: Mnist,
        *,
        batch_size: int = 100,
        replacement: bool = True,
        scale: float | str = 0.01,
        seed: int | np.random.Generator = 0,
        schedule: Schedule = CONSTANT,
        train_accuracy: bool = True,
        beside: "Training | None" = None,
    ) -> None:
        require_whole("batch_size", batch_size, 1, len(data.train_images))
        require(beside is None or beside.net == net, "beside", "a run of the same net", beside and beside.net)
        if not isinstance(seed, np.random.Generator):
            require_whole("seed", seed, 0)
        # Two generators, so that nets of different sizes still see the same batches.
        weights_rng, batches_rng = np.random.default_rng(seed).spawn(2)
        self.net: TwoLayerNet = net
        self.optimizer, self.schedule, self.data = optimizer, schedule, data
        self.batch_size, self.replacement = batch_size, replacement
        self.theta = net.initial(weights_rng, scale)
        self.state = optimizer.init(self.theta)
        self.update = 0
        self.images_seen = 0
        self.last_batch: IntArray | None = None
        self.verdict: Verdict | None = None
        self.history = History()
        self._rng = batches_rng
        self._drawn = np.empty(0, np.uint16)  # which images come next
        self._evaluates_train = train_accuracy
        self._gradients: dict[int, ImageGradient] = {} if beside is None else beside._gradients

    @property
    def epoch(self) -> float:
        """How many passes over the training images the updates amount to."""
        return self.images_seen / len(self.data.train_images)

    def advance(self, updates: int, seconds: float = math.inf) -> int:
        """Make some updates.

        Args:
            updates: how many at most, >= 0.
            seconds: when to stop early; at least one update is made.

        Returns:
            How many were made: fewer than asked when the time was over or a loss was not finite.

        Raises:
            ValueError: when `updates` is not a whole number >= 0.
        """
        require_whole("updates", updates, 0)
        if self.verdict:
            return 0
        start, end = self.update, time.perf_counter() + seconds
        with np.errstate(over="ignore", invalid="ignore"):  # a run that overflows gets a verdict, not a warning
            self._evaluate_when_due()
            for _ in range(updates):
                self._step()
                if self.verdict:
                    break
                self._evaluate_when_due()
                if time.perf_counter() >= end:
                    break
        return self.update - start

    def evaluate(self) -> Evaluation:
        """Record the accuracy over all images now (once for each update), and return it."""
        done = self.history.evaluations
        if not done or done[-1].update != self.update:
            done.append(self.evaluation())
        return done[-1]

    def evaluation(self) -> Evaluation:
        """Return the accuracy over all images now, without recording it."""
        with np.errstate(over="ignore", invalid="ignore"):
            train = math.nan
            if self._evaluates_train:
                train = self._accuracy(self.data.train_images, self.data.train_labels)
            test = self._accuracy(self.data.test_images, self.data.test_labels)
        return Evaluation(self.update, self.epoch, train, test)

    def test_probabilities(self) -> Array:
        """Return what the net believes now of every test image: (m, outputs) float32, rows adding up to 1."""
        return self.probabilities(self.data.test_images)

    def probabilities(self, images: Images) -> Array:
        """Return what the net believes now of some images.

        Args:
            images: (m, inputs) uint8, m >= 1.

        Returns:
            (m, outputs) float32, rows adding up to 1.
        """
        blocks = [images[start : start + BLOCK] for start in range(0, len(images), BLOCK)]
        with np.errstate(over="ignore", invalid="ignore"):  # as in `advance`: the parameters may have overflowed
            return np.concatenate([softmax(self._on(len(b)).scores(self.theta, b).T) for b in blocks])

    def change(
        self,
        optimizer: Optimizer | None = None,
        batch_size: int | None = None,
        replacement: bool | None = None,
        schedule: Schedule | None = None,
    ) -> None:
        """Go on differently from the next update on; the history marks where.

        The optimizer's memory is kept when the rule stays the same (another learning rate, say),
        and starts anew when the rule is another one.

        Args:
            optimizer: the new rule, or None to keep it.
            batch_size: the new batch size, or None to keep it.
            replacement: the new way to draw, or None to keep it.
            schedule: the new schedule, at the updates of the whole run, or None to keep it.

        Raises:
            ValueError: naming the argument, the rule and the value.
        """
        before = self._settings()
        if batch_size is not None:
            require_whole("batch_size", batch_size, 1, len(self.data.train_images))
            self.batch_size = batch_size
        if replacement is not None and replacement != self.replacement:
            self.replacement = replacement
            self._drawn = self._drawn[:0]
        if optimizer is not None:
            if type(optimizer) is not type(self.optimizer):
                self.state = optimizer.init(self.theta)
            self.optimizer = optimizer
        self.schedule = schedule or self.schedule
        after = self._settings()
        what = {k: (before.get(k), after.get(k)) for k in {**before, **after} if before.get(k) != after.get(k)}
        if what:
            self.history.changes.append(Change(self.update, what))

    def _settings(self) -> dict[str, Any]:
        """What can be changed, by name."""
        rule: Any = self.optimizer
        hyper_parameters = {f.name: getattr(rule, f.name) for f in fields(rule)}
        own = {"optimizer": type(rule).__name__, "batch_size": self.batch_size, "replacement": self.replacement}
        return own | hyper_parameters | {"schedule": self.schedule}

    def _step(self) -> None:
        """Make one update, or end the run when its loss is not finite."""
        batch = self._next_batch()
        loss, gradient = self._loss_and_gradient(batch)
        self.last_batch = batch
        self.history.add_loss(loss)
        if not math.isfinite(loss):
            self.verdict = Verdict("diverged", self.update + 1, f"loss = {loss}", unit="update")
            return
        rule = at_rate(self.optimizer, self.schedule.factor(self.update))
        self.theta, self.state = rule.update(self.theta, gradient, self.state, out=self.theta)
        self.update += 1
        self.images_seen += len(batch)

    def _next_batch(self) -> IntArray:
        """Take the next images from those drawn; draw as many as there are in all, when too few are left."""
        n, size = len(self.data.train_images), self.batch_size
        if size == n:
            return np.arange(n)
        if len(self._drawn) == 0 or (self.replacement and len(self._drawn) < size):
            drawn = self._rng.integers(0, n, n) if self.replacement else self._rng.permutation(n)
            self._drawn = drawn.astype(np.min_scalar_type(n - 1))  # a quarter of the memory
        batch, self._drawn = self._drawn[:size], self._drawn[size:]
        return batch.astype(np.int64)

    def _loss_and_gradient(self, batch: IntArray) -> tuple[float, Array]:
        """Average loss and gradient over a batch, a block at a time where it is large."""
        images, labels = self.data.train_images, self.data.train_labels
        if len(batch) <= BLOCK:
            return self._on(len(batch)).loss_and_gradient(self.theta, images, labels, batch)
        loss, gradient = 0.0, np.zeros_like(self.theta)
        for start in range(0, len(batch), BLOCK):
            block = batch[start : start + BLOCK]
            share = len(block) / len(batch)
            block_loss, block_gradient = self._on(len(block)).loss_and_gradient(self.theta, images, labels, block)
            loss += share * block_loss
            gradient += share * block_gradient
        return loss, gradient

    def _accuracy(self, images: Images, labels: Images) -> float:
        right = 0
        for start in range(0, len(images), BLOCK):
            block = images[start : start + BLOCK]
            scores = self._on(len(block)).scores(self.theta, block)
            right += int(np.count_nonzero(scores.argmax(axis=0) == labels[start : start + BLOCK]))
        return right / len(images)

    def _on(self, size: int) -> ImageGradient:
        if size not in self._gradients:
            if len(self._gradients) == KEPT_SIZES:
                del self._gradients[next(iter(self._gradients))]
            self._gradients[size] = ImageGradient(self.net, size)
        return self._gradients[size]

    def _evaluate_when_due(self) -> None:
        """Note the end of an epoch, and evaluate at the declared updates."""
        passes = self.images_seen // len(self.data.train_images)
        epoch_over = passes > len(self.history.epochs)
        if epoch_over:
            self.history.epochs += [self.update] * (passes - len(self.history.epochs))
        if epoch_over or (passes == 0 and _is_due(self.update)):
            self.evaluate()


def _is_due(update: int) -> bool:
    """Whether an update of the first epoch is in 0, 10, 20, 50, 100, 200, ..., 900, 1,000, 2,000, ..."""
    if update < 100:
        return update in (0, 10, 20, 50)
    return update % 10 ** (len(str(update)) - 1) == 0
