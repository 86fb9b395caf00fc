"""What a room has guessed by a tap or on a scale, beside what came out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from statistics import median
from typing import Any

from pages.ui.lessons.guess import Guess
from pages.ui.room.signs import sign
from pages.ui.text import number, plain, plural, t

PLACE, NUMBER = "place", "number"  # under which a phone sends its guess
WIDE, HIGH, EDGE = 600, 150, 24  # of the drawing
LARGEST, SHARE = 7.0, 0.85  # a dot's radius at most; how much of the height the tallest heap takes
PILES = 40  # along the scale: numbers that fall together are heaped


def given(guess: Guess, answers: Mapping[int, Any]) -> dict[int, tuple[float, ...]]:
    """Return the guesses among a room's answers, by the phone's place: (x, y) each, or (number,)."""
    found: dict[int, tuple[float, ...]] = {}
    for place, answer in answers.items():
        value = answer.get(PLACE if guess.is_place else NUMBER) if isinstance(answer, dict) else None
        if value is not None:
            found[place] = tuple(value) if guess.is_place else (value,)
    return found


def marks(guess: Guess, answers: Mapping[int, Any], dark: bool) -> list[dict[str, Any]]:
    """Return the taps of a room as rows for a picture: each phone's place with its sign and colour."""
    return [
        {"across": x, "up": y, "shape": sign(place).path, "colour": sign(place).colours[dark]}
        for place, (x, y) in given(guess, answers).items()
    ]


def drawn(guess: Guess, answers: Mapping[int, Any]) -> str:
    """Say how many guesses are right, and draw numbers as dots above their scale; nothing where nobody has guessed."""
    guesses = given(guess, answers)
    if not guesses:
        return ""
    right = sum(map(guess.is_right, guesses.values()))
    how = {"of": number(len(guesses)), "within": plain(guess.within)}
    if guess.is_place:
        said = plural(
            right,
            one="{n} of {of} taps is within {within} of ({x}, {y}).",
            other="{n} of {of} taps are within {within} of ({x}, {y}).",
            x=plain(guess.outcome[0]),
            y=plain(guess.outcome[1]),
            **how,
        )
        return f"<p class='room-said'>{escape(said)}</p>"
    numbers = [value for (value,) in guesses.values()]
    said = plural(
        right,
        one="{n} of {of} numbers is within {within} of {outcome}; the middle one is {middle}.",
        other="{n} of {of} numbers are within {within} of {outcome}; the middle one is {middle}.",
        outcome=plain(guess.outcome[0]),
        middle=plain(median(numbers)),
        **how,
    )
    return f"<p class='room-said'>{escape(said)}</p>{_heaps(guess, numbers)}"


def _heaps(guess: Guess, numbers: Iterable[float]) -> str:
    """Draw a dot a number above the scale, and a line where it came out."""
    low, high = guess.scale
    step = max(guess.step, (high - low) / PILES)
    heaps = Counter(round((value - low) / step) for value in numbers)
    radius = min(LARGEST, SHARE * (HIGH - 2 * EDGE) / (2 * max(heaps.values())))

    def at(value: float) -> float:
        return EDGE + (WIDE - 2 * EDGE) * (value - low) / (high - low)

    floor = HIGH - EDGE
    places = [(min(high, low + heap * step), k) for heap, count in sorted(heaps.items()) for k in range(count)]
    dots = "".join(
        f"<circle cx='{at(value):.1f}' cy='{floor - radius * (2 * k + 1):.1f}' r='{radius:.2f}'/>"
        for value, k in places
    )
    ends = "".join(
        f"<text x='{at(value):.1f}' y='{HIGH - 5}'>{escape(plain(value))}</text>"
        for value in (low, high)
        if abs(at(value) - at(guess.outcome[0])) > 3 * EDGE
    )
    came = at(guess.outcome[0])
    label = t("{outcome}: so it came out", outcome=plain(guess.outcome[0]))
    anchor = "start" if came < WIDE / 3 else "end" if came > 2 * WIDE / 3 else "middle"
    return (
        f"<svg class='room-cloud' viewBox='0 0 {WIDE} {HIGH}' role='img' aria-label='{escape(label)}'>"
        f"<line class='came' x1='{came:.1f}' x2='{came:.1f}' y1='{EDGE - 4}' y2='{floor}'/>{dots}"
        f"<line x1='{EDGE}' x2='{WIDE - EDGE}' y1='{floor}' y2='{floor}'/>{ends}"
        f"<text class='came' style='text-anchor:{anchor}' x='{came:.1f}' y='{EDGE - 9}'>{escape(label)}</text></svg>"
    )
