"""A run that is watched while it is made: started, paused, slowed down, and advanced a tick at a time."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from gdcore.arrays import Array
from gdcore.training import Evaluation, Training
from gdcore.verdict import Verdict
from pages.ui import keeping, turns
from pages.ui.play.trainers import Errand, trainers

SHORTEST = 0.001  # seconds of work
NEARLY = 0.2  # seconds that a redraw waits for updates which are about to come home
SPAN = 3.0  # seconds over which the pace is measured
OTHER = 1.4  # times the time between two redraws that a run's timer may be off before it is set anew


class Run(Protocol):
    """What can be watched: one training, or several that advance together."""

    @property
    def update(self) -> int:
        """How many updates were made."""
        ...

    @property
    def verdict(self) -> Verdict | None:
        """None while it can go on."""
        ...

    def advance(self, updates: int, seconds: float) -> int:
        """Make so many updates at most, in so many seconds at most, but one at least; return how many."""
        ...

    def evaluate(self) -> object:
        """Record the accuracy now."""
        ...


R = TypeVar("R", bound=Run)


@dataclass
class Watched(Generic[R]):
    """A run with its clock.

    Attributes:
        run: the run itself.
        running: whether it is on its way.
        goal: the update at which to stop.
        pace: updates a second to keep to; infinite for as fast as possible.
        clock: gives the time in seconds; a test passes its own.
        first: whether it goes before other visitors' runs, as the lecturer's does.
        every: seconds between two redraws, as the browser's timer was last set.
        interrupted: the update at which the process that made them died, the last time, and the run went on; or None.
    """

    run: R
    running: bool = False
    goal: int = 0
    pace: float = math.inf
    clock: Callable[[], float] = time.perf_counter
    first: bool = False
    every: float = math.inf
    interrupted: int | None = None
    _last_tick: float = 0.0
    _owed: float = 0.0
    _seen: deque[tuple[float, int]] = field(default_factory=deque)
    _errand: Errand | None = None
    _deaths: int = 0  # of processes, when the errand was begun
    _granted: float = 0.0
    _overtime: float = 0.0

    def __post_init__(self) -> None:
        keeping.count_run(self)

    @property
    def update(self) -> int:
        """How many updates were made."""
        return self.run.update

    @property
    def diverged(self) -> bool:
        """Whether a loss was not finite."""
        return self.run.verdict is not None

    @property
    def finished(self) -> bool:
        """Whether there is nothing left to do before the goal."""
        return self.diverged or self.update >= self.goal

    def start(self, goal: int) -> None:
        """Set off towards an update."""
        self.goal = goal
        self._last_tick = self.clock()
        self._owed = 1.0  # the first update comes at once, however slow the pace
        self._seen.clear()
        self.running = not self.finished
        if self.running:
            trainers.slice_of(self.run)  # the timer that is set next counts this run too

    def pause(self) -> None:
        """Stop where it is."""
        self.settle()
        self.running = False
        trainers.forget(self.run)

    def settle(self) -> int:
        """Let nothing be on its way, so that the run can be changed; return how many updates came home."""
        errand, self._errand = self._errand, None
        if errand is None or errand.call_off():
            return 0
        return self._come_home(errand)

    def step(self) -> None:
        """Pause, and make one update."""
        self.pause()
        self.ask("advance", 1, math.inf)
        self.goal = max(self.goal, self.update)

    def tick(self) -> int:
        """Take home the updates that were made since the last tick, and let those be made that are due by now.

        Returns:
            How many came home. The others are made while the page is drawn; where there is no second process they are
            made at once. At the goal it stops.
        """
        if not self.running:
            return 0
        made = 0
        if self._errand and self._is_over(self._errand):
            made = self.settle()
        if self._errand is None and not self.finished:
            self._send_off()
            if self._errand and self._errand.over.is_set():
                made += self.settle()
        if self.finished:
            self.settle()
            self.running = False
            trainers.forget(self.run)
            self.ask("evaluate")
        return made

    def _send_off(self) -> None:
        """Let the updates be made that are due."""
        now = self.clock()
        due = self.goal - self.update
        if math.isfinite(self.pace):
            # What a slow machine could not keep up with is dropped: it would never catch up.
            self._owed = min(self._owed + (now - self._last_tick) * self.pace, max(1.0, self.pace))
            due = min(due, int(self._owed))
        self._last_tick = now
        if due:
            # What took longer than it had, since an evaluation is made in one piece, has less the next time.
            self._granted = max(SHORTEST, trainers.slice_of(self.run) - self._overtime)
            self._deaths = trainers.deaths
            self._errand = trainers.begin(self.run, "advance", due, self._granted, first=self.first)

    def _is_over(self, errand: Errand) -> bool:
        """Whether an errand is over; one that nearly is, is waited for."""
        with turns.pages.give_up():
            return errand.over.wait(NEARLY)

    def _come_home(self, errand: Errand) -> int:
        """Take home what an errand has made; when the process died under it, it is made here."""
        before = self.update
        made = int(trainers.finish(errand))
        self._overtime = max(0.0, errand.took - self._granted)
        if trainers.deaths > self._deaths:
            self.interrupted = before
        self._owed -= min(made, self._owed)
        if made:  # moments of updates only, so that a slow pace is measured from one to another
            self._seen.append((self.clock(), self.update))
        while len(self._seen) > 2 and self._seen[-1][0] - self._seen[0][0] > SPAN:
            self._seen.popleft()
        return made

    def ask(self, what: str, *values: Any) -> Any:
        """Let the run do something where it is done best, by the name of its method."""
        deaths, before = trainers.deaths, self.update
        answer = trainers.ask(self.run, what, *values, first=self.first)
        if trainers.deaths > deaths:
            self.interrupted = before
        return answer

    def timer(self) -> float | None:
        """Return the seconds between two redraws to set the browser's timer to now; None at rest."""
        self.every = trainers.every(self.first)
        return self.every if self.running else None

    def out_of_step(self) -> bool:
        """Whether the timer asks much more or less often than there are now redraws for everyone on the way."""
        wanted = trainers.every(self.first)
        return self.running and not self.every / OTHER <= wanted <= self.every * OTHER

    def rate(self) -> float | None:
        """Updates a second over the last seconds; None before there are two moments to compare."""
        if len(self._seen) < 2:
            return None
        (start, before), (end, after) = self._seen[0], self._seen[-1]
        return (after - before) / (end - start) if end > start and after > before else None

    def seconds_left(self) -> float | None:
        """How long the rest will take at this rate."""
        rate = self.rate()
        return (self.goal - self.update) / rate if rate else None


@dataclass
class LiveRun(Watched[Training]):
    """A training that is watched, with the settings it goes by.

    Attributes:
        settings: what it goes by now; whatever its page understands.
        journal: the settings it went by, each with the update from which on.
    """

    settings: Any = None
    journal: list[tuple[int, Any]] = field(default_factory=list)
    _now: Evaluation | None = None

    @property
    def training(self) -> Training:
        """The run itself."""
        return self.run

    def accuracy(self) -> Evaluation:
        """Return the accuracy to show: the last recorded one while it runs, that of this very update at rest."""
        evaluations = self.training.history.evaluations
        if self.running and evaluations:
            return evaluations[-1]
        if evaluations and evaluations[-1].update == self.update:
            return evaluations[-1]
        if self._now is None or self._now.update != self.update:
            self._now = self.ask("evaluation")
        return self._now

    def test_probabilities(self) -> Array:
        """Return what the net believes now of every test image, as `Training.test_probabilities`."""
        return self.ask("test_probabilities")
