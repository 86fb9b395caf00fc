"""What of a lesson can be guessed besides its answers: a place on the picture, or a number on a scale."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdcore.guesses import miss
from pages.ui.lessons.complaint import require

KNOWN = {"place", "number", "within", "after", "measure", "scale", "step"}
MOST_STOPS = 1_000  # from one end of a scale to the other
COORDINATES = ("x", "y")  # the measures of a place, where a file names no others


@dataclass(frozen=True)
class Guess:
    """What of a lesson can be guessed besides its answers.

    Attributes:
        outcome: what comes out: (x, y) of a place, (number,) on a scale.
        within: so far from it a guess still counts as right.
        after: the step at which it comes out.
        measures: of the outcome, by which the tests prove it.
        scale: the ends of the scale of a number.
        step: from one number on the scale to the next.
    """

    outcome: tuple[float, ...]
    within: float
    after: int
    measures: tuple[str, ...]
    scale: tuple[float, float] = (0, 0)
    step: float = 1

    @property
    def is_place(self) -> bool:
        """Whether a place is to be tapped on the picture."""
        return len(self.outcome) > 1

    @property
    def stops(self) -> list[float]:
        """The numbers of the scale."""
        low, high = self.scale
        return [round(low + k * self.step, 9) for k in range(round((high - low) / self.step) + 1)]

    def is_right(self, given: tuple[float, ...]) -> bool:
        """Whether a guess is as near as it has to be."""
        return bool(miss(given, self.outcome) <= self.within)


def read_guess(path: Path, content: Any) -> Guess | None:
    """Read the table "guess" of a lesson file; None where it has none.

    Raises:
        LessonError: naming the file and the field that is missing, unknown or malformed.
    """
    if content is None:
        return None
    require(path, "guess", isinstance(content, dict), "a table")
    for name in content:
        require(path, f"guess.{name}", name in KNOWN, "a known field")
    require(path, "guess", ("place" in content) != ("number" in content), "of a place or of a number")
    if "place" in content:
        require(path, "guess.place", _are_numbers(content["place"], 2), "two numbers, [x, y]")
        outcome, scale = tuple(content["place"]), [0, 0]
    else:
        require(path, "guess.number", _are_numbers([content["number"]], 1), "a number")
        outcome, scale = (content["number"],), content.get("scale")
        rising = _are_numbers(scale, 2) and scale[0] <= outcome[0] <= scale[1] and scale[0] < scale[1]
        require(path, "guess.scale", rising, "two numbers with the outcome between them, [least, most]")
    for name in ("within", "step"):
        value = content.get(name, 1)
        require(path, f"guess.{name}", _are_numbers([value], 1) and value > 0, "a number above 0")
    span = (scale[1] - scale[0]) / content.get("step", 1)
    require(path, "guess.step", span <= MOST_STOPS, "a thousandth of the scale at least")
    require(path, "guess.within", "within" in content, "a number above 0")
    after: Any = content.get("after")
    whole = isinstance(after, int) and not isinstance(after, bool) and after >= 0
    require(path, "guess.after", whole, "a whole number >= 0")
    measures = content.get("measure", list(COORDINATES) if len(outcome) > 1 else None)
    measures = [measures] if isinstance(measures, str) else measures
    texts = isinstance(measures, list) and len(measures) == len(outcome) and all(isinstance(m, str) for m in measures)
    require(path, "guess.measure", texts, "a text for each number of the outcome")
    return Guess(outcome, content["within"], after, tuple(measures), (scale[0], scale[1]), content.get("step", 1))


def _are_numbers(values: Any, n: int) -> bool:
    numbers = isinstance(values, list) and len(values) == n
    return numbers and all(isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < 1e9 for v in values)
