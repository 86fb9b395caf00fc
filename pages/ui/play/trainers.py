"""Who trains: one second process for all visitors, so that training and drawing do not wait for each other.

A run stays with its visitor. It travels to the process and back for every slice of work, without the images and its
past (see `gdcore.handover`): half a megabyte, a thousandth of a second. So the process knows nothing that could be
lost. When it dies, the slice is made here, and the next one by a new process. Where there can be no second process,
all is done here, one slice at a time.
"""

import atexit
import itertools
import logging
import math
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from gdcore.contest import Contest
from gdcore.handover import departing, take_back
from gdcore.mapped_mnist import MappedMnist
from gdcore.training import Training
from pages.ui import turns
from pages.ui.play.worker import receive, send

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[3]
EVERY, LONGEST = 0.2, 2.0  # seconds between two redraws: of a run alone, and at most
MOST_APART = 3.0  # seconds between two redraws that count as such: a laptop may have slept
WORK = 0.8  # of the time between two redraws
AWAY = 30.0  # seconds after which a run that has not asked counts no longer: its tab was closed
SHORT_LIVED, PATIENCE = 5.0, 3  # a process that dies within so many seconds, so many times, is given up


class Errand:
    """Something that a run is to do in the second process, from the moment it is asked until it has come home.

    Attributes:
        data: the images of the run, or None.
        over: set when it is done, or cannot be done there.
        took: seconds that it has taken there.
    """

    def __init__(self, run: Any, what: str, values: tuple[Any, ...]) -> None:
        self.data, self.over = _images_of(run), threading.Event()
        self.took = 0.0
        self._run, self._what, self._values = run, what, values
        self._answer: Any = None
        self._back: Any = None
        self._lock, self._state = threading.Lock(), "waits"

    def luggage(self) -> tuple[Any, str, tuple[Any, ...]]:
        """Return what is sent."""
        return departing(self._run), self._what, self._values

    def bring(self, answer: Any, back: Any) -> None:
        """Take what came back; None for `back` where the answer is an error."""
        self._answer, self._back = answer, back

    def set_off(self) -> bool:
        """Begin, unless it was called off."""
        return self._changes("under way")

    def call_off(self) -> bool:
        """Let it not be done, if it has not begun."""
        return self._changes("called off")

    def _changes(self, state: str) -> bool:
        with self._lock:
            waits = self._state == "waits"
            self._state = state if waits else self._state
            return waits

    def is_lost(self) -> bool:
        """Whether nothing came back: the process died, or there is none."""
        return self._answer is None and self._back is None

    def come_home(self) -> Any:
        """Let the run go on where it has come to, and return the answer; what could not be done there is done here."""
        if isinstance(self._answer, Exception):
            raise self._answer
        if self._back is None:
            return getattr(self._run, self._what)(*self._values)
        take_back(self._run, self._back)
        return self._answer


class Trainers:
    """The process, and how it is spoken to.

    Attributes:
        deaths: how many processes have died.
    """

    def __init__(self) -> None:
        self.deaths = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._turns = turns.Turns()
        self._errands: queue.PriorityQueue[tuple[bool, int, Errand]] = queue.PriorityQueue()
        self._runner: threading.Thread | None = None
        self._count = itertools.count()
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
        errand = Errand(run, what, values)
        with turns.pages.give_up():
            self._do(errand, turns.FIRST if first else turns.USUAL)
        return self.finish(errand)

    def begin(self, run: Any, what: str, *values: Any, first: bool = False) -> "Errand":
        """Let a run do something while others are answered; where there is no second process it is done already.

        Args:
            run: as in `ask`; it stays as it is until the errand comes home, and nobody may change it before.
            what: as in `ask`.
            values: as in `ask`.
            first: as in `ask`.
        """
        errand = Errand(run, what, values)
        if self._runner is None and isinstance(errand.data, MappedMnist):
            self._runner = threading.Thread(target=self._run_errands, name="errands", daemon=True)
            self._runner.start()
        if not isinstance(errand.data, MappedMnist):
            errand.set_off()
            self._do(errand, turns.USUAL)
        else:
            self._errands.put((not first, next(self._count), errand))
        return errand

    def finish(self, errand: "Errand") -> Any:
        """Wait until an errand is over, take it home, and return the answer; one at a time is made here."""
        with turns.pages.give_up():
            errand.over.wait()
            with self._turns.take() if errand.is_lost() else nullcontext():
                return errand.come_home()

    def _run_errands(self) -> None:
        while True:
            *_, errand = self._errands.get()
            if errand.set_off():
                try:
                    self._do(errand, turns.USUAL)
                except Exception:  # the thread lives on: others wait for it
                    LOG.exception("an errand could not be done")

    def _do(self, errand: "Errand", late: float) -> None:
        try:
            with self._turns.take(late):
                process = self._ready(errand.data) if isinstance(errand.data, MappedMnist) else None
                if process:
                    self._exchange(process, errand)
        finally:
            errand.over.set()

    def _exchange(self, process: "subprocess.Popen[bytes]", errand: "Errand") -> None:
        start = time.perf_counter()
        try:
            send(cast(BinaryIO, process.stdin), errand.luggage())
            errand.bring(*receive(cast(BinaryIO, process.stdout)))
            errand.took = time.perf_counter() - start
        except (EOFError, OSError):
            self._bury()

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
