"""Lessons as data: a state of a page's controls, a question, one claim, and what must come out."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pages.ui.controls.settings import kinds_of

FOLDER = Path(__file__).resolve().parents[3] / "data" / "lessons"
TEXTS = ("page", "title", "question", "claim", "look_for")
FIELDS = {*TEXTS, "order", "settings", "go_on", "expect"}
LIMITS = {"at_least", "at_most"}


class LessonError(Exception):
    """A lesson file that cannot be used; the message names the file and the field."""


@dataclass(frozen=True)
class Expectation:
    """What a measure of the page's result must be after so many steps, for each of some seeds."""

    measure: str
    after: int
    at_least: float
    at_most: float
    seeds: tuple[int, ...]


@dataclass(frozen=True)
class Lesson:
    """One lesson, as its file says.

    Attributes:
        name: the file's name without its ending; it is the lesson's name in addresses.
        page: the page it belongs to.
        title: a few words for the button.
        question: what to predict first.
        claim: what comes out, in one sentence.
        look_for: where on the screen it shows.
        order: its place in the page's list.
        settings: the controls it sets, by name; all others stay at the page's defaults.
        go_on: how far to go on when the run is over; 0 is no further.
        expect: what the tests hold the claim to.
    """

    name: str
    page: str
    title: str
    question: str
    claim: str
    look_for: str
    order: int
    settings: dict[str, Any]
    go_on: int
    expect: tuple[Expectation, ...]

    def applied_to(self, defaults: Any) -> Any:
        """Return a page's settings as the lesson sets them.

        Raises:
            LessonError: naming the file and the setting that does not exist or cannot have its value.
        """
        kinds = kinds_of(defaults)
        for name, value in self.settings.items():
            if name not in kinds:
                raise LessonError(f"{self.name}.toml: settings.{name}: there is no such setting on page {self.page!r}")
            if not kinds[name].allows(value):
                raise LessonError(f"{self.name}.toml: settings.{name} must be {kinds[name].rule()}, got {value!r}")
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in self.settings.items()}
        return type(defaults)(**given)


def read(path: Path) -> Lesson:
    """Read one lesson file.

    Raises:
        LessonError: naming the file and the field that is missing, unknown or malformed.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LessonError(f"{path.name}: not TOML: {error}") from None
    for name in content:
        _require(path, name, name in FIELDS, "a known field")
    for name in TEXTS:
        text = content.get(name)
        _require(path, name, isinstance(text, str) and bool(text.strip()), "a text that is not empty")
    for name, kind in (("order", int), ("go_on", int), ("settings", dict), ("expect", list)):
        _require(path, name, _is_a(content.get(name, kind()), kind), f"of type {kind.__name__}")
    _require(path, "expect", bool(content.get("expect")), "there: a claim that nothing tests is no claim")
    expect = tuple(_expectation(path, f"expect[{i}]", e) for i, e in enumerate(content["expect"]))
    texts = {name: content[name] for name in TEXTS}
    return Lesson(
        name=path.stem,
        **texts,
        order=content.get("order", 0),
        settings=content.get("settings", {}),
        go_on=content.get("go_on", 0),
        expect=expect,
    )


def _expectation(path: Path, place: str, content: Any) -> Expectation:
    _require(path, place, isinstance(content, dict), "a table")
    for name in content:
        _require(path, f"{place}.{name}", name in {"measure", "after", "seeds", *LIMITS}, "a known field")
    _require(path, f"{place}.measure", isinstance(content.get("measure"), str), "a text")
    after = content.get("after")
    _require(path, f"{place}.after", _is_a(after, int) and after >= 0, "a whole number >= 0")
    _require(path, place, bool(LIMITS & set(content)), "limited by at_least or at_most")
    for name in LIMITS & set(content):
        number = _is_a(content[name], int) or isinstance(content[name], float)
        _require(path, f"{place}.{name}", number, "a number")
    seeds = content.get("seeds", [])
    whole = isinstance(seeds, list) and all(_is_a(seed, int) for seed in seeds)
    _require(path, f"{place}.seeds", whole, "a list of whole numbers")
    low, high = float(content.get("at_least", "-inf")), float(content.get("at_most", "inf"))
    return Expectation(content["measure"], content["after"], low, high, tuple(seeds))


def _is_a(value: Any, kind: type) -> bool:
    """Whether a value is of a kind; to Python alone, true is a whole number."""
    return isinstance(value, kind) and not isinstance(value, bool)


def _require(path: Path, name: str, holds: bool, rule: str) -> None:
    if not holds:
        raise LessonError(f"{path.name}: {name} must be {rule}")


@cache
def of_page(page: str) -> tuple[Lesson, ...]:
    """Return a page's lessons in their order.

    Raises:
        LessonError: as `read`.
    """
    lessons = [read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted((lesson for lesson in lessons if lesson.page == page), key=lambda lesson: lesson.order))
