"""Several methods train the same net on the same batches, side by side."""

import math
import time
from collections.abc import Mapping
from typing import NamedTuple

from gdcore.arrays import require, require_whole
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import Optimizer
from gdcore.schedules import CONSTANT, Schedule
from gdcore.training import Evaluation, Training
from gdcore.verdict import Verdict

MEAN_OF = 50  # updates whose mean loss ranks the methods; all see the same batches, so few will do


class Standing(NamedTuple):
    """How a contender stands.

    Attributes:
        rank: 1 is the lowest mean loss; equal losses share a rank, and who is out has the last ones.
        name: of the contender.
        loss: nats, the mean of its last losses; nan before the first update.
        test_accuracy: the last recorded share of right answers; nan before the first, and once it is out.
        out: the update at which its loss was not finite, or None.
    """

    rank: int
    name: str
    loss: float
    test_accuracy: float
    out: int | None


class Contest:
    """Runs that differ in nothing but the method, always after the same number of updates.

    Each is a `Training` with the same seed: the same initial weights, the same images in the same order, and the very
    numbers it would have alone. The accuracy over the test images is recorded at the updates that `Training` declares;
    that over the training images is not. A run whose loss is not finite is out, and the others go on.

    Args:
        net: the network.
        optimizers: the update rules by the contenders' names, at least one.
        data: images and labels, shared by all.
        batch_size: as for `Training`.
        replacement: as for `Training`.
        scale: as for `Training`.
        schedule: of every contender's learning rate.
        seed: a whole number >= 0. (A generator would deal each contender other batches.)

    Attributes:
        runs: the runs by name, in the order of `optimizers`.

    Raises:
        ValueError: naming the argument, the rule and the value.
    """

    def __init__(
        self,
        net: TwoLayerNet,
        optimizers: Mapping[str, Optimizer],
        data: Mnist,
        *,
        batch_size: int = 100,
        replacement: bool = True,
        scale: float | str = 0.01,
        schedule: Schedule = CONSTANT,
        seed: int = 0,
    ) -> None:
        require(len(optimizers) > 0, "optimizers", "at least one", dict(optimizers))
        require_whole("seed", seed, 0)
        self.runs: dict[str, Training] = {}
        for name, rule in optimizers.items():
            # One working memory for all spares 5 MB a contender, and a twelfth of the time (measured).
            self.runs[name] = Training(
                net,
                rule,
                data,
                batch_size=batch_size,
                replacement=replacement,
                scale=scale,
                seed=seed,
                schedule=schedule,
                train_accuracy=False,
                beside=next(iter(self.runs.values()), None),
            )

    @property
    def update(self) -> int:
        """How many updates were made by all that are still in; when all are out, by the last of them."""
        return max(run.update for run in self.runs.values())

    @property
    def verdict(self) -> Verdict | None:
        """None while one can go on; then the verdict of the last that was out."""
        verdicts = [run.verdict for run in self.runs.values() if run.verdict]
        return max(verdicts, key=lambda verdict: verdict.step) if len(verdicts) == len(self.runs) else None

    def advance(self, updates: int, seconds: float = math.inf) -> int:
        """Let each that is still in make some updates, in turns of one.

        Args:
            updates: how many each at most, >= 0.
            seconds: when to stop early; at least one update is made.

        Returns:
            How many were made: fewer than asked when the time was over or all are out.

        Raises:
            ValueError: when `updates` is not a whole number >= 0.
        """
        require_whole("updates", updates, 0)
        start, end = self.update, time.perf_counter() + seconds
        for _ in range(updates):
            for run in self.runs.values():
                run.advance(1)
            if self.verdict or time.perf_counter() >= end:
                break
        return self.update - start

    def evaluate(self) -> dict[str, Evaluation]:
        """Record the test accuracy now of all that are still in (once for each update), and return it by name."""
        return {name: run.evaluate() for name, run in self.runs.items() if not run.verdict}

    def standings(self, mean_of: int = MEAN_OF) -> list[Standing]:
        """Rank the contenders by the mean of their last losses, the lowest first.

        A single loss says as much about its batch as about the method; the mean of many says less about the batch.

        Args:
            mean_of: how many losses at most, >= 1.

        Returns:
            One a contender; those that are out come last, the one that lasted longest before the others.
        """
        require_whole("mean_of", mean_of, 1)
        keys = {name: _order(run, mean_of) for name, run in self.runs.items()}
        ordered = sorted(keys, key=lambda name: keys[name])
        ranks = {name: 1 + sum(other < keys[name] for other in keys.values()) for name in keys}
        return [_standing(name, ranks[name], self.runs[name], mean_of) for name in ordered]


def _recent_loss(run: Training, mean_of: int) -> float:
    losses = run.history.losses[-mean_of:]
    return float(losses.mean()) if len(losses) else math.nan


def _order(run: Training, mean_of: int) -> tuple[int, float]:
    """Return what ranks a run: the smaller, the further ahead."""
    if run.verdict:
        return 1, -run.verdict.step
    return 0, _recent_loss(run, mean_of) if run.update else 0.0


def _standing(name: str, rank: int, run: Training, mean_of: int) -> Standing:
    evaluations = run.history.evaluations
    accuracy = evaluations[-1].test_accuracy if evaluations and not run.verdict else math.nan
    return Standing(rank, name, _recent_loss(run, mean_of), accuracy, run.verdict.step if run.verdict else None)
