"""Results that are kept for all visitors: at most so many of each kind, and all of them within so many bytes.

What lives in visitors' sessions, the nets they train, is counted too. What is kept has what those leave of the memory.
"""

import sys
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable
from functools import wraps
from itertools import count
from types import FunctionType, ModuleType
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import WeakSet, WeakValueDictionary

import numpy as np

from gdcore.mnist import Mnist

P = ParamSpec("P")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MEGABYTE = 2**20
MEMORY = 120 * MEGABYTE  # of all that is kept, and all that is trained
OF_RUNS = 90 * MEGABYTE  # of these at most for what is trained
CELL = 12  # bytes of a table's cell, about: numbers have less, texts have more
LOOKED_AT = 400  # things that are weighed one by one; the rest of many is taken to be like the last ones
ROOM = 0.8  # of the memory that is left after some was given back, so that it is not given back crumb by crumb
SHARED = (type, ModuleType, FunctionType, Mnist)  # not weighed: they are there once for all
WEIGHED_FOR = 1.0  # seconds until what is trained is weighed again
_lock = threading.RLock()
_clock = count()
_shelves: "WeakSet[Shelf[Any, Any]]" = WeakSet()
_runs: "WeakValueDictionary[int, Any]" = WeakValueDictionary()


class NoRoom(Exception):  # noqa: N818 - it is no error, but an answer
    """There is no room for a run: `needed` and `free` are bytes."""

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(f"{needed} bytes are needed, {free} are free")
        self.needed, self.free = needed, free


class _Held:
    """A result, its bytes that are counted nowhere else, and when it was last asked for."""

    __slots__ = ("bytes", "used", "value")

    def __init__(self, value: Any, size: int) -> None:
        self.value, self.bytes, self.used = value, size, next(_clock)


class Shelf(Generic[K, V]):
    """Room for so many results, for all visitors; what was not asked for longest makes room for what is new.

    Args:
        most: how many.
    """

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0
        self.held: OrderedDict[K, _Held] = OrderedDict()
        _shelves.add(self)

    def get(self, key: K) -> V | None:
        """Return what was put there, or None."""
        with _lock:
            found = self.held.get(key)
            if found is None:
                return None
            self.held.move_to_end(key)
            found.used = next(_clock)
            return found.value

    def put(self, key: K, value: V) -> V:
        """Keep a result, and return it."""
        size = weight(value)
        with _lock:
            self.take_out(key)
            self.held[key] = _Held(value, size)
            self.bytes += size
            while len(self.held) > self.most:
                self.take_out(next(iter(self.held)))
            _keep_within()
        return value

    def take_out(self, key: K) -> None:
        """Forget one of them, if it is there."""
        with _lock:
            gone = self.held.pop(key, None)
            self.bytes -= gone.bytes if gone else 0

    def clear(self) -> None:
        """Forget all of it."""
        with _lock:
            self.held.clear()
            self.bytes = 0


class _Trained:
    """What is trained, as it was weighed last."""

    at, bytes = -WEIGHED_FOR, 0


_trained = _Trained()


def kept(most: int) -> Callable[[Callable[P, V]], Callable[P, V]]:
    """Keep what a function has returned, as `functools.lru_cache`, but within the bytes there are for all functions.

    Args:
        most: how many results, the ones that were asked for last.

    >>> @kept(2)
    ... def doubled(x: int) -> int:
    ...     print("once")
    ...     return 2 * x
    >>> doubled(3), doubled(3)
    once
    (6, 6)
    """

    def decorate(function: Callable[P, V]) -> Callable[P, V]:
        shelf: Shelf[Any, tuple[V]] = Shelf(most)

        @wraps(function)
        def ask(*args: P.args, **values: P.kwargs) -> V:
            key = (args, tuple(sorted(values.items()))) if values else args
            found = shelf.get(key) or shelf.put(key, (function(*args, **values),))
            return found[0]

        ask.cache_clear = shelf.clear  # type: ignore[attr-defined]
        ask.shelf = shelf  # type: ignore[attr-defined]
        return ask

    return decorate


def bytes_kept() -> int:
    """Return the bytes of all that is kept."""
    with _lock:
        return sum(shelf.bytes for shelf in _shelves)


def count_run(run: Any) -> None:
    """Count what a visitor trains, for as long as it lives."""
    _runs[id(run)] = run


def forget_run(run: Any) -> None:
    """Count it no longer: something else takes its place."""
    _runs.pop(id(run), None)


def require_room(run: Any) -> None:
    """Ask whether there is room for something more to train.

    Args:
        run: what is to be trained.

    Raises:
        NoRoom: when there is none.
    """
    needed, free = weight(run), OF_RUNS - bytes_of_runs()
    if needed > free:
        raise NoRoom(needed, max(0, free))


def bytes_of_runs() -> int:
    """Return the bytes of all that visitors train."""
    seen: set[int] = set()
    return sum(weight(run, seen) for run in list(_runs.values()))


def _keep_within() -> None:
    """Give memory back where what is kept has more than what is trained leaves."""
    if bytes_kept() <= MEMORY - OF_RUNS:
        return
    now = time.monotonic()
    if now - _trained.at > WEIGHED_FOR:
        _trained.at, _trained.bytes = now, bytes_of_runs()
    if bytes_kept() > MEMORY - _trained.bytes:
        _give_back(ROOM * (MEMORY - _trained.bytes))


def _give_back(room: float) -> None:
    """Forget what was not asked for longest; what several results share is counted once, with the newest."""
    seen: set[int] = set()
    newest_first = sorted(
        ((held, shelf, key) for shelf in _shelves for key, held in shelf.held.items()),
        key=lambda entry: entry[0].used,
        reverse=True,
    )
    total = 0
    for held, shelf, key in newest_first:
        own = weight(key, seen) + weight(held.value, seen)
        total += own
        if total > room and held is not newest_first[0][0]:
            shelf.take_out(key)
        else:
            shelf.bytes += own - held.bytes
            held.bytes = own


def weigh_again() -> None:
    """Weigh all that is kept once more, now and then: tables that are made when they are first drawn have grown."""
    with _lock:
        for shelf in _shelves:
            for held in shelf.held.values():
                shelf.bytes -= held.bytes
                held.bytes = max(held.bytes, weight(held.value))
                shelf.bytes += held.bytes
        _keep_within()


def weight(thing: Any, seen: set[int] | None = None) -> int:
    """Return about how many bytes something holds, with all that it refers to.

    Args:
        thing: anything.
        seen: the ids of what is counted already, which must live as long; what is counted now is added.

    >>> weight(np.zeros(1000)) // 1000
    8
    """
    seen = set() if seen is None else seen
    total, waiting, looked, half = 0, deque([thing]), 0, 0  # what is near comes first
    while waiting and looked < LOOKED_AT:
        each = waiting.popleft()
        if id(each) in seen or isinstance(each, SHARED):
            continue
        seen.add(id(each))
        size, parts = _own(each)
        total, looked = total + size, looked + 1
        waiting.extend(parts)
        if looked == LOOKED_AT // 2:
            half = total
    return total + len(waiting) * (total - half) // (LOOKED_AT - LOOKED_AT // 2)


def _own(thing: Any) -> tuple[int, Iterable[Any]]:
    """Return the bytes of one thing, and what it refers to."""
    if isinstance(thing, np.ndarray):
        return (100, (thing.base,)) if isinstance(thing.base, np.ndarray) else (100 + thing.nbytes, ())
    if isinstance(thing, (list, tuple, set, frozenset)):
        return sys.getsizeof(thing), thing
    if isinstance(thing, dict):
        return sys.getsizeof(thing), (*thing.keys(), *thing.values())
    if hasattr(thing, "iloc"):  # a table of pandas: its own sum takes longer than many a table
        return 1000 + CELL * thing.size, ()
    return sys.getsizeof(thing), (vars(thing),) if hasattr(thing, "__dict__") else ()
