"""Everyone trains: each phone's rate and batch size, trained in turn, a little at a time."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training
from pages.ui.play.trainers import Away
from pages.ui.room import inputs

UPDATES = 600  # of each: an epoch at 100 images a batch
RATES = (0.001, 0.003, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 20)
BATCHES = (1, 5, 10, 20, 50, 100, 200)
OWN_RATES = (0.01, 0.05, 0.2, 0.7, 2, 5, 10)  # of the curve that the core draws itself, at 100 images a batch
OWN_BATCH = 100
SLICE = 0.12  # seconds of training between two looks; in the rest of them others have the processor
BUDGET = 120.0  # seconds of training for a room: what is not trained then is left out
SEED = 1

Choice = tuple[float, int]


def activity() -> dict[str, Any]:
    """Return what the room is asked."""
    return {"kind": "train", "inputs": [inputs.ladder("rate", RATES), inputs.ladder("batch", BATCHES)]}


@dataclass(eq=False)
class Trainings:
    """The trainings of one question, done one after the other; the same choice is trained once.

    Attributes:
        data: the digits.
        chosen: what each phone has chosen, by its place.
        results: the test accuracy of each choice that is done; 0.0 where the loss overflowed.
        spent: seconds so far.
        clock: gives the time in seconds.
    """

    data: Mnist
    chosen: Mapping[int, Choice]
    results: dict[Choice, float] = field(default_factory=dict)
    spent: float = 0.0
    clock: Any = time.perf_counter
    _now: Training | None = None

    def __post_init__(self) -> None:
        own = [(float(rate), OWN_BATCH) for rate in OWN_RATES]
        self.jobs = list(dict.fromkeys([*self.chosen.values(), *own]))

    @property
    def done(self) -> bool:
        """Whether all are trained, or the time is over."""
        return len(self.results) == len(self.jobs) or self.spent >= BUDGET

    @property
    def progress(self) -> float:
        """The share that is done."""
        begun = self._now.update / UPDATES if self._now else 0.0
        return min(1.0, (len(self.results) + begun) / len(self.jobs))

    def tick(self, seconds: float = SLICE) -> None:
        """Train on for so long."""
        start = self.clock()
        while not self.done and self.clock() - start < seconds:
            job = self.jobs[len(self.results)]
            if self._now is None:
                self._now = Away(begun(job, self.data))
            self._now.advance(UPDATES - self._now.update, seconds - (self.clock() - start))
            if self._now.verdict or self._now.update >= UPDATES:
                self.results[job] = 0.0 if self._now.verdict else float(self._now.evaluate().test_accuracy)
                self._now = None
        self.spent += self.clock() - start

    def told(self) -> dict[str, Any]:
        """Return what each phone is told, by its place; a phone that was left out is told nothing."""
        reached = {place: self.results[job] for place, job in self.chosen.items() if job in self.results}
        order = sorted(reached, key=lambda place: (-reached[place], place))
        return {
            str(place): {
                "end": "trained" if reached[place] else "diverged",
                "accuracy": reached[place],
                "rank": rank,
                "of": len(order),
            }
            for rank, place in enumerate(order, 1)
        } | {"own": {"curve": [[rate, self.results[rate, OWN_BATCH]] for rate in map(float, OWN_RATES)
                               if (rate, OWN_BATCH) in self.results]}}  # fmt: skip


def begun(job: Choice, data: Mnist) -> Training:
    """Return the training of a choice before its first update: the course's network, with ReLU and He's start."""
    rate, batch = job
    return Training(TwoLayerNet(activation="relu"), GradientDescent(rate), data, batch_size=batch, replacement=True,
                    scale="he", seed=SEED, train_accuracy=False)  # fmt: skip
