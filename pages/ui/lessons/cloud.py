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
HIGH, LARGEST = 4.5, 0.8  # of the drawing, and of a dot at most; in rem
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
    size = min(LARGEST, HIGH / max(heaps.values()))
    came, label = _at(guess, guess.outcome[0]), t("{outcome}: so it came out", outcome=plain(guess.outcome[0]))
    places = [(_at(guess, min(high, low + heap * step)), k) for heap, n in sorted(heaps.items()) for k in range(n)]
    dots = "".join(f"<i style='left:{at:.2f}%;bottom:{size * k:.3f}rem;width:{size:.3f}rem'></i>" for at, k in places)
    ends = "".join(f"<span style='left:{_at(guess, end):g}%'>{escape(plain(end))}</span>" for end in guess.scale)
    return (
        f"<div class='room-cloud' role='img' aria-label='{escape(label)}'>"
        f"<b style='left:{came:.2f}%;transform:translateX(-{came:.2f}%)'>{escape(label)}</b>"
        f"<div style='height:{HIGH}rem'><u style='left:{came:.2f}%'></u>{dots}</div>{ends}</div>"
    )


def _at(guess: Guess, value: float) -> float:
    """Return the place of a number on the scale, in percent."""
    low, high = guess.scale
    return 100 * (value - low) / (high - low)
