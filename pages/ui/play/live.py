"""A run that is watched while it is made: started, paused, slowed down, and advanced a tick at a time."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from gdcore.training import Evaluation, Training
from gdcore.verdict import Verdict

TICK = 0.16  # seconds of training between two redraws, so that there are at least four a second
EVERY = 0.2  # seconds from one redraw to the next, where the pace leaves time to wait
SPAN = 3.0  # seconds over which the pace is measured


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
    """

    run: R
    running: bool = False
    goal: int = 0
    pace: float = math.inf
    clock: Callable[[], float] = time.perf_counter
    _last_tick: float = 0.0
    _owed: float = 0.0
    _seen: deque[tuple[float, int]] = field(default_factory=deque)

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

    def pause(self) -> None:
        """Stop where it is."""
        self.running = False

    def step(self) -> None:
        """Pause, and make one update."""
        self.pause()
        self.run.advance(1, math.inf)
        self.goal = max(self.goal, self.update)

    def tick(self) -> int:
        """Make the updates that are due, and stop at the goal; return how many were made."""
        if not self.running:
            return 0
        now = self.clock()
        due = max(0, self.goal - self.update)  # the goal may have been set back behind it
        if math.isfinite(self.pace):
            # What a slow machine could not keep up with is dropped: it would never catch up.
            self._owed = min(self._owed + (now - self._last_tick) * self.pace, max(1.0, self.pace))
            due = min(due, int(self._owed))
        self._last_tick = now
        made = self.run.advance(due, TICK) if due else 0
        self._owed -= min(made, self._owed)
        if self.finished:
            self.running = False
            self.run.evaluate()
        if made:  # moments of updates only, so that a slow pace is measured from one to another
            self._seen.append((self.clock(), self.update))
        while len(self._seen) > 2 and self._seen[-1][0] - self._seen[0][0] > SPAN:
            self._seen.popleft()
        return made

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
            self._now = self.training.evaluation()
        return self._now
