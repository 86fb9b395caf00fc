"""The language a visitor reads, and results that hold words, which are kept for each language apart."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ENGLISH = "en"


def language() -> str:
    """Return the language of the visitor who is being answered, as in addresses."""
    return ENGLISH


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function with words in its result has returned, for each language apart.

    Args:
        most: how many results, the ones that were asked for last.

    >>> @remembered(2)
    ... def doubled(x: int) -> int:
    ...     print("once")
    ...     return 2 * x
    >>> doubled(3), doubled(3)
    once
    (6, 6)
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=most)
        def kept(spoken: str, *args: Any, **values: Any) -> R:
            return function(*args, **values)

        @wraps(function)
        def ask(*args: P.args, **values: P.kwargs) -> R:
            return kept(language(), *args, **values)  # type: ignore[arg-type]

        ask.cache_clear = kept.cache_clear  # type: ignore[attr-defined]
        return ask

    return decorate
