"""Who trains: one second process for all visitors, so that training and drawing do not wait for each other.

A run stays with its visitor. It travels to the process and back for every slice of work, without the images and its
past (see `gdcore.handover`): half a megabyte, a thousandth of a second. So the process knows nothing that could be
lost. When it dies, the slice is made here, and the next one by a new process. Where there can be no second process,
all is done here, one slice at a time.
"""

import atexit
import math
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from gdcore.contest import Contest
from gdcore.handover import departing, take_back
from gdcore.mapped_mnist import MappedMnist
from gdcore.training import Training
from pages.ui import turns
from pages.ui.play.worker import receive, send

ROOT = Path(__file__).resolve().parents[3]
EVERY, LONGEST = 0.2, 2.0  # seconds between two redraws: of a run alone, and at most
MOST_APART = 6.0  # seconds between two redraws that count as such: a laptop may have slept
WORK = 0.8  # of the time between two redraws
AWAY = 30.0  # seconds after which a run that has not asked counts no longer: its tab was closed
SHORT_LIVED, PATIENCE = 5.0, 3  # a process that dies within so many seconds, so many times, is given up


class Trainers:
    """The process, and how it is spoken to.

    Attributes:
        deaths: how many processes have died.
    """

    def __init__(self) -> None:
        self.deaths = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._turns = turns.Turns()
        self._data: MappedMnist | None = None
        self._short_lived, self._started = 0, 0.0
        self._last_asked: dict[int, float] = {}
        atexit.register(self.end)

    def ask(self, run: Any, what: str, *values: Any, first: bool = False) -> Any:
        """Let a run do something: in the second process if it can travel there, else here.

        Args:
            run: a training or a contest; afterwards it is where it would be had it done so itself.
            what: the name of its method.
            values: what the method takes.
            first: whether it goes before those that wait.

        Returns:
            What the method returned.
        """
        with turns.pages.give_up(), self._turns.take(turns.FIRST if first else turns.USUAL):
            data = _images_of(run)
            process = self._ready(data) if isinstance(data, MappedMnist) else None
            if process:
                try:
                    send(cast(BinaryIO, process.stdin), (departing(run), what, values))
                    answer, back = receive(cast(BinaryIO, process.stdout))
                except (EOFError, OSError):
                    self._bury()
                else:
                    if isinstance(answer, Exception):
                        raise answer
                    take_back(run, back)
                    return answer
            return getattr(run, what)(*values)

    def slice_of(self, run: Any) -> float:
        """Count a run among those on their way, and say how many seconds of work it gets before its next redraw."""
        now = time.monotonic()
        # Where the server is behind, redraws are further apart than they should be: the work then makes up for it.
        apart = min(MOST_APART, max(self.every(), now - self._last_asked.get(id(run), now)))
        self._last_asked[id(run)] = now
        for other in [key for key, at in list(self._last_asked.items()) if now - at > AWAY]:
            self._last_asked.pop(other, None)
        return WORK * max(apart, self.every()) / max(1, len(self._last_asked))

    def forget(self, run: Any) -> None:
        """Count a run no longer among those on their way."""
        self._last_asked.pop(id(run), None)

    def every(self, first: bool = False) -> float:
        """Say how many seconds apart the redraws of a run are, with so many on their way; fewer for who goes first."""
        return EVERY if first else min(LONGEST, max(EVERY, EVERY * len(self._last_asked) / 2))

    def end(self) -> None:
        """Let the process end."""
        process, self.process = self.process, None
        if process and process.stdin:
            with suppress(OSError):
                process.stdin.close()

    def _ready(self, data: MappedMnist) -> "subprocess.Popen[bytes] | None":
        """Return the process that maps these images; None where there can be none."""
        if self.process and (self.process.poll() is not None):
            self._bury()
        if self.process and data is not self._data:
            self.end()
        if not self.process and self._short_lived < PATIENCE:
            try:
                self.process, self._data = _started(data), data
                self._started = time.monotonic()
            except (OSError, ValueError):
                self._short_lived = PATIENCE
        return self.process

    def _bury(self) -> None:
        self.deaths += 1
        self._short_lived = self._short_lived + 1 if time.monotonic() - self._started < SHORT_LIVED else 0
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None


def _images_of(run: Any) -> Any:
    """Return the images of a run that can travel, or None."""
    if isinstance(run, Contest):
        run = next(iter(run.runs.values()))
    return run.data if isinstance(run, Training) else None


def _started(data: MappedMnist) -> "subprocess.Popen[bytes]":
    counts = [str(len(data.train_labels)), str(len(data.test_labels))]
    handle = data.file.fileno()
    named = os.name == "nt"  # handles are not inherited there by number; the file has a name
    where = str(data.file.name) if named else str(handle)
    return subprocess.Popen(
        [sys.executable, "-m", "pages.ui.play.worker", where, *counts],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, pass_fds=() if named else (handle,),
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


class Away(Training):
    """A training whose updates the second process makes, for code that takes a `Training` and advances it."""

    def __init__(self, run: Training) -> None:
        self._run = run
        self.__dict__.update(run.__dict__)

    def advance(self, updates: int, seconds: float = math.inf) -> int:
        """Make some updates, as `Training.advance`."""
        made: int = trainers.ask(self._run, "advance", updates, seconds)
        self.__dict__.update(self._run.__dict__)
        return made


trainers = Trainers()
