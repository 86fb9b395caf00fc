"""The language a visitor reads, its catalog of sentences, and results that hold words, kept for each language apart."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

from pages.ui.keeping import kept

P = ParamSpec("P")
R = TypeVar("R")

ENGLISH = "en"
FOLDER = Path(__file__).resolve().parents[2] / "data" / "text"
ABOUT = "language"  # the part of a catalog that is about it: what the language calls itself
Said = str | Mapping[str, str]  # one sentence, or one for each form of a number: {"one": ..., "few": ..., "other": ...}


class Catalog(NamedTuple):
    """The sentences of one language, by the English ones."""

    name: str  # as the language calls itself
    sentences: Mapping[str, Said]


@cache
def catalogs() -> dict[str, Catalog]:
    """Return the catalogs by the languages' codes, English first; a file in `data/text` is a language."""
    found = {ENGLISH: Catalog("English", {})}
    for path in sorted(FOLDER.glob("*.toml")):
        found[path.stem] = read_catalog(path)
    return found


def read_catalog(path: Path) -> Catalog:
    """Read a catalog: its parts group the sentences for whoever translates, and mean nothing else."""
    parts = tomllib.loads(path.read_text(encoding="utf-8"))
    name = parts.pop(ABOUT)["name"]
    return Catalog(name, {english: said for part in parts.values() for english, said in part.items()})


def _nobody() -> str | None:
    return None


class _Visitor:
    """Who is being answered; the frame of the pages says how to ask. Without one, as in a notebook, it is English."""

    speaks: Callable[[], str | None] = staticmethod(_nobody)


def ask_with(speaks: Callable[[], str | None]) -> None:
    """Set how the language of the visitor who is being answered is found."""
    _Visitor.speaks = staticmethod(speaks)


def language() -> str:
    """Return the language of the visitor who is being answered, as in addresses."""
    return _Visitor.speaks() or ENGLISH


def sentences() -> Mapping[str, Said]:
    """Return the sentences of the visitor's language, by the English ones."""
    return catalogs()[language()].sentences


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
        @kept(most)
        def in_language(spoken: str, *args: Any, **values: Any) -> R:
            return function(*args, **values)

        @wraps(function)
        def ask(*args: P.args, **values: P.kwargs) -> R:
            return in_language(language(), *args, **values)

        ask.cache_clear = in_language.cache_clear  # type: ignore[attr-defined]
        return ask

    return decorate
