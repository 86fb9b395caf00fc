"""A training run that is watched: started, paused, slowed down, and advanced a tick at a time."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gdcore.training import Evaluation, Training

TICK = 0.16  # seconds of training between two redraws, so that there are at least four a second
EVERY = 0.2  # seconds from one redraw to the next, where the pace leaves time to wait
SPAN = 3.0  # seconds over which the pace is measured


@dataclass
class LiveRun:
    """A run with its clock.

    Attributes:
        training: the run itself.
        running: whether it is on its way.
        goal: the update at which to stop.
        pace: updates a second to keep to; infinite for as fast as possible.
        settings: what it goes by now; whatever its page understands.
        journal: the settings it went by, each with the update from which on.
        clock: gives the time in seconds; a test passes its own.
    """

    training: Training
    running: bool = False
    goal: int = 0
    pace: float = math.inf
    settings: Any = None
    journal: list[tuple[int, Any]] = field(default_factory=list)
    clock: Callable[[], float] = time.perf_counter
    _last_tick: float = 0.0
    _owed: float = 0.0
    _seen: deque[tuple[float, int]] = field(default_factory=deque)
    _now: Evaluation | None = None

    @property
    def update(self) -> int:
        """How many updates were made."""
        return self.training.update

    @property
    def diverged(self) -> bool:
        """Whether a loss was not finite."""
        return self.training.verdict is not None

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
        self.training.advance(1)
        self.goal = max(self.goal, self.update)

    def tick(self) -> int:
        """Make the updates that are due, and stop at the goal; return how many were made."""
        if not self.running:
            return 0
        now = self.clock()
        due = self.goal - self.update
        if math.isfinite(self.pace):
            # What a slow machine could not keep up with is not owed for ever.
            self._owed = min(self._owed + (now - self._last_tick) * self.pace, max(1.0, self.pace))
            due = min(due, int(self._owed))
        self._last_tick = now
        made = self.training.advance(due, TICK) if due else 0
        self._owed -= min(made, self._owed)
        if self.finished:
            self.running = False
            self.training.evaluate()
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
