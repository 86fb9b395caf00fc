"""Lines of arithmetic that are true as they are printed: a calculator gives what stands behind the equals sign.

    printed(["m ← {m} − {eta} × ({slope|gradient}) = {next_m|step}"], {"eta": 0.1, "m": path.thetas[:, 0], ...})

A line has one equation or several with four spaces between them. Of an equation the last part is its result, one
place; the parts before it, up to "←", ":" or the first "=", are arithmetic (`gdcore.arithmetic` says which) that gives
this result; and what stands before those, with no place, is text: "σ(z) = 1/(1 + e⁻ᶻ) = 1 / (1 + e^(−({z}))) = {p}".
"""

import re
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arithmetic import Arithmetic, NoArithmeticError, read
from gdcore.arrays import Array, BoolArray, IntArray
from gdcore.digits import MOST, USUAL, true_digits, usual
from pages.ui.text import COUNTED, MINUS, WHOLE, number, rough, times_ten

BETWEEN = "    "  # two equations in one line
PLACE = re.compile(r"(\(?)\{(\w+)((?:\|\w+)?)\}(\)?)")
RESULT = re.compile(r"\(?\{(\w+)(?:\|\w+)?\}\)?")
LABEL = re.compile(r"^.*(?:←|:)\s+")
DELICATE = re.compile("^−|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]")  # what needs its parentheses: a sign, or a power of ten


class Printed(NamedTuple):
    """Lines with places, and what to write in them, frame by frame: as `playback.show` takes both.

    Attributes:
        lines: the places have new names; those of numbers that are the same at all frames are filled in.
        values: the texts of each place, one a frame.
    """

    lines: list[str]
    values: dict[str, list[str]]


def printed(lines: Sequence[str], values: Mapping[str, npt.ArrayLike]) -> Printed:
    """Write lines of arithmetic with the digits that make each of them true.

    Where the usual five digits of the operands do not give the five of the result, operands get more, eight at most;
    where cancellation takes more than that, the result has fewer, and "≈" stands where it takes all.

    Args:
        lines: with places, "{name}" or "{name|meaning}"; parentheses of a place's own, "({name})", stay only where
            the number needs them. A place that has no value here is left as it is.
        values: by name, (frames,) numbers, or one that holds at all frames, like a learning rate: that has all its
            digits, up to eight.

    Raises:
        NoArithmeticError: when the part between a label and a result is no arithmetic.

    >>> numbers = {"eta": 0.95, "y": 0.8609347, "g": 1.7218691, "next_y": -0.774840945}
    >>> printed(["y ← {y} − {eta} × ({g}) = {next_y}"], numbers).lines
    ['y ← 0.860935 − 0.95 × 1.72187 = −0.77484']
    """
    page = _Page({name: np.asarray(value, dtype=float) for name, value in values.items()})
    equations = [[_taken_apart(each, values) for each in line.split(BETWEEN)] for line in lines]
    # A number that is only told takes the digits that it has where something is worked out with it.
    written = {each: page.written(each) for each in sorted(chain(*equations), key=lambda each: not each.ways)}
    return Printed([BETWEEN.join(written[each] for each in line) for line in equations], page.texts)


def columns(values: npt.ArrayLike, digits: IntArray | int = USUAL) -> list[str]:
    """Write many numbers, each as `number` does: a run has thousands, and most of them are short."""
    values = np.asarray(values, dtype=float)
    counts = np.broadcast_to(digits, values.shape).tolist()
    return [_short(value, n) for value, n in zip(values.tolist(), counts, strict=True)]


def _short(value: float, digits: int) -> str:
    text = f"{value:.{digits}g}"
    if -999 < value < 999 and value:
        if "e" not in text:
            return text.replace("-", MINUS, 1)
        mantissa, _, power = text.partition("e")
        if mantissa.lstrip("-") != "1" and power[0] == "-":
            return mantissa.replace("-", MINUS) + times_ten(power)
    return number(value, digits)


class _Equation(NamedTuple):
    """An equation, taken apart: the text before it, the ways its result is worked out, the result and its name."""

    label: str
    ways: tuple[str, ...]
    result: str
    name: str


def _taken_apart(text: str, known: Mapping[str, Any]) -> _Equation:
    """Find the parts of an equation; what has no result that is known, or nothing to work out, is all text."""
    label = found[0] if (found := LABEL.match(text)) else ""
    parts = text[len(label) :].split(" = ")
    if not label:
        label, parts = f"{parts[0]} = ", parts[1:]
    while len(parts) > 2 and not PLACE.search(parts[0]):
        label, parts = f"{label}{parts[0]} = ", parts[1:]
    result = RESULT.fullmatch(parts[-1].strip()) if parts else None
    if len(parts) < 2 or not result or result[1] not in known:
        return _Equation(text, (), "", "")
    return _Equation(label, tuple(parts[:-1]), parts[-1], result[1])


class _Page:
    """Writes equations, and keeps the columns that they share."""

    def __init__(self, values: dict[str, Array]) -> None:
        lengths = {column.shape[0] for column in values.values() if column.ndim}
        if len(lengths) > 1:
            raise ValueError(f"columns must have one length, got {sorted(lengths)}")
        self.alone = not lengths
        self.frames = 1 if self.alone else lengths.pop()
        # Of a line without frames all numbers are single ones, and most of them were worked out.
        most = COUNTED if self.alone else MOST
        self.given = {name: _given(value.item(), most) for name, value in values.items() if not value.ndim}
        if self.alone:
            self.given = {name: pair for name, pair in self.given.items() if pair[0] == values[name]}
        self.exact = {name: np.broadcast_to(np.atleast_1d(value), self.frames) for name, value in values.items()}
        self.texts: dict[str, list[str]] = {}
        self.digits: dict[str, IntArray] = {}

    def written(self, equation: _Equation) -> str:
        """Write one equation."""
        label, ways, result, name = equation
        if not ways:
            return self.filled(label, {})
        readers = [self.reader(way) for way in ways]
        names = dict.fromkeys(operand for reader in readers for operand in reader.names if operand not in self.given)
        fixed = {operand: value for operand, (value, _) in self.given.items()}
        exact = {operand: self.exact[operand] for operand in names}
        found = true_digits(readers, exact, self.exact[name], fixed, self.digits)
        self.digits |= {operand: short.digits for operand, short in found.operands.items()}
        operands = {operand: columns(*short) for operand, short in found.operands.items()}
        worked = " = ".join(self.filled(way, operands) for way in ways)
        results = {name: _results(*found.result)}
        return f"{self.filled(label, operands)}{worked} {self.sign(found.holds)} {self.filled(result, results)}"

    def reader(self, way: str) -> Arithmetic:
        made = read(way)
        if unknown := [name for name in made.names if name not in self.exact]:
            raise NoArithmeticError(f"{unknown[0]!r} has no value in {way!r}")
        return made

    def sign(self, holds: BoolArray) -> str:
        if holds.all() or not holds.any():
            return "=" if holds.all() else "≈"
        return f"{{{self.named('sign', np.where(holds, '=', '≈').tolist())}}}"

    def filled(self, template: str, texts: Mapping[str, list[str]]) -> str:
        """Fill in what is the same at all frames, and give the other places the names of their columns."""

        def place(found: re.Match[str]) -> str:
            opening, name, meaning, closing = found.groups()
            if name not in self.exact:
                return found[0]
            text = self.text(name, texts)
            if text is None:
                return f"{opening}{{{self.column(name, texts)}{meaning}}}{closing}"
            bare = opening and closing and not DELICATE.search(text)
            return text if bare else f"{opening}{text}{closing}"

        return PLACE.sub(place, template)

    def text(self, name: str, texts: Mapping[str, list[str]]) -> str | None:
        """Return the text of a number that is the same at all frames; None where there is none."""
        if name in texts:
            return texts[name][0] if self.alone else None
        if name in self.given:
            return self.given[name][1]
        return (self.texts.get(name) or columns(self.exact[name]))[0] if self.alone else None

    def column(self, name: str, texts: Mapping[str, list[str]]) -> str:
        """Return the name of the column of a number."""
        if name not in texts and name in self.texts:
            return name
        return self.named(name, texts[name] if name in texts else columns(self.exact[name], usual(self.exact[name])))

    def named(self, name: str, texts: list[str]) -> str:
        """Return the name of a column with these texts, which several lines may share."""
        for k in count():
            mine = f"{name}_{k}" if k else name
            if self.texts.setdefault(mine, texts) == texts:
                return mine
        raise AssertionError


def _given(value: float, digits: int) -> tuple[float, str]:
    """Return a number that holds at all frames as it is read, and as it is written."""
    is_whole = abs(value) < WHOLE and value.is_integer()
    return value if is_whole else float(f"{value:.{digits - 1}e}"), number(value, digits)


def _results(values: Array, digits: IntArray) -> list[str]:
    texts = columns(values, digits)
    for k in np.flatnonzero(digits < usual(values)).tolist():
        texts[k] = rough(float(values[k]), int(digits[k]))
    return texts
