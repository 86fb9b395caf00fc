"""The types and the argument checks that the whole core shares."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]
IntArray = npt.NDArray[np.integer[Any]]
BoolArray = npt.NDArray[np.bool_]
Images = npt.NDArray[np.uint8]


def require(holds: bool, name: str, rule: str, value: object) -> None:
    """Raise the one sentence every bad argument gets: its name, the rule and the value.

    Args:
        holds: whether the argument keeps the rule.
        name: the argument's name.
        rule: the rule, to follow "must be".
        value: what was given.

    Raises:
        ValueError: "learning_rate must be > 0, got -0.1".

    >>> require(False, "learning_rate", "> 0", -0.1)
    Traceback (most recent call last):
    ValueError: learning_rate must be > 0, got -0.1
    """
    if not holds:
        raise ValueError(f"{name} must be {rule}, got {value!r}")


def require_whole(name: str, value: object, low: int, high: int | None = None) -> None:
    """Check a whole number from `low` to `high`, both included; `high` None is no limit.

    Raises:
        ValueError: naming the argument, the rule and the value.
    """
    rule = f"a whole number >= {low}" if high is None else f"a whole number from {low} to {high}"
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    require(whole and low <= int(value) and (high is None or int(value) <= high), name, rule, value)  # type: ignore[call-overload]


def require_one_of(name: str, value: object, allowed: Iterable[object]) -> None:
    """Check that a value is one of a few.

    Raises:
        ValueError: naming the argument, what is allowed and the value.
    """
    allowed = list(allowed)
    require(value in allowed, name, "one of " + ", ".join(map(repr, allowed)), value)


def as_floats(values: npt.ArrayLike) -> Array:
    """Return `values` as an array of floats: float32 and float64 as they are, all else as float64.

    Whole numbers become float64, because a small step h added to an array of integers is lost
    without an error.

    >>> as_floats([3, 4]).dtype
    dtype('float64')
    """
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
