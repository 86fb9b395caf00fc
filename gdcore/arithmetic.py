"""Arithmetic as it is written on paper, worked out for many numbers at once: "{beta} × ({v}) − {eta} × ({g})".

The order of operations is that of paper: powers and roots first, then × and /, then + and −, each from the left.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array

Values = Mapping[str, npt.ArrayLike]
Work = Callable[[Values], Array]

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|½)|\{(?P<name>\w+)(?:\|\w+)?\}|(?P<word>[a-zπ]+)"
    r"|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<sign>[-+−×·*/^√()|,]))"
)
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
CONSTANTS = {"e": np.e, "π": np.pi}
FUNCTIONS: dict[str, Callable[..., Array]] = {
    "exp": np.exp, "ln": np.log, "log": np.log10, "sin": np.sin, "cos": np.cos, "tanh": np.tanh, "abs": np.abs,
    "max": np.maximum, "min": np.minimum,
}  # fmt: skip
SUMS = {"+": np.add, "−": np.subtract, "-": np.subtract}
PRODUCTS = {"×": np.multiply, "·": np.multiply, "*": np.multiply, "/": np.divide}
BARE = re.compile(r"√\{|\}\s*[⁻⁰¹²³⁴⁵⁶⁷⁸⁹^]|/\s*\{")


class NoArithmeticError(ValueError):
    """Text that is no arithmetic: what it is, and what is wrong with it."""


class Arithmetic(NamedTuple):
    """A line of arithmetic that was read.

    Attributes:
        names: of the places, each once, in the order they come.
        work: takes the numbers in the places by name, all scalars or of shapes that go together, and returns the
            result: inf or nan where it overflows.
    """

    names: tuple[str, ...]
    work: Work


def read(text: str) -> Arithmetic:
    """Read a line of arithmetic.

    + − × · / ^, raised digits, √, parentheses, |x|, e, π, ½ and the functions exp, ln, log (of base 10), sin, cos,
    tanh, abs, max and min; numbers with a point and commas between thousands; and {name} or {name|meaning} for a place.

    Args:
        text: "{theta} − {eta} × ({g|gradient}) / (√({s}) + 10⁻⁸)". A place stands in parentheses under a root, below
            a stroke and under a power: what is put there may be negative or have a power of ten of its own.

    Raises:
        NoArithmeticError: when it is none.

    >>> read("(1 − {beta}) × ({g})²").work({"beta": 0.5, "g": -4.0}).item()
    8.0
    """
    if bare := BARE.search(text):
        raise NoArithmeticError(f"a place needs parentheses at {bare[0]!r} in {text!r}")
    reader = _Reader(text)
    work = reader.sum()
    if reader.kind:
        raise NoArithmeticError(f"{reader.said!r} is not expected in {text!r}")
    return Arithmetic(tuple(dict.fromkeys(reader.names)), _quietly(work))


def _quietly(work: Work) -> Work:
    def worked(values: Values) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(work(values), dtype=float)

    return worked


class _Reader:
    """Reads from left to right; `kind` and `said` are the token that comes next."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.names = text, 0, list[str]()
        self.kind = self.said = ""
        self.next()

    def next(self) -> str:
        """Take the token that comes next, and look at the one after it."""
        taken = self.said
        found = TOKEN.match(self.text, self.at)
        if found:
            self.kind, self.at = found.lastgroup or "", found.end()
            self.said = found[self.kind]
        elif self.text[self.at :].strip():
            raise NoArithmeticError(f"{self.text[self.at :].strip()[0]!r} cannot be worked out in {self.text!r}")
        else:
            self.kind = self.said = ""
        return taken

    def sees(self, signs: str) -> bool:
        return self.kind == "sign" and self.said in signs

    def expect(self, sign: str) -> None:
        if not self.sees(sign):
            raise NoArithmeticError(f"{sign!r} is missing in {self.text!r}")
        self.next()

    def sum(self) -> Work:
        """Read terms with + and − between them."""
        work = self.product()
        while self.sees("+−-"):
            work = _both(SUMS[self.next()], work, self.product())
        return work

    def product(self) -> Work:
        """Read factors with × and / between them, and a sign before them."""
        if self.sees("−-"):
            self.next()
            return _one(np.negative, self.product())
        work = self.power()
        while self.sees("×·*/"):
            work = _both(PRODUCTS[self.next()], work, self.power())
        return work

    def power(self) -> Work:
        """Read what may be raised."""
        work = self.atom()
        while self.kind == "raised" or self.sees("^"):
            if self.kind == "raised":
                work = _both(np.power, work, _number(float(self.next().translate(LOWERED))))
            else:
                self.next()
                work = _both(np.power, work, self.atom())
        return work

    def atom(self) -> Work:
        """Read a number, a place, a function of something, or something in parentheses."""
        if self.kind == "number":
            text = self.next()
            return _number(0.5 if text == "½" else float(text.replace(",", "")))
        if self.kind == "name":
            self.names.append(self.next())
            return _place(self.names[-1])
        if self.kind == "word":
            return self.word()
        if self.sees("√"):
            self.next()
            return _one(np.sqrt, self.atom())
        if self.sees("−-"):
            self.next()
            return _one(np.negative, self.atom())
        closing = {"(": ")", "|": "|"}.get(self.said)
        if not closing:
            raise NoArithmeticError(f"a number is missing in {self.text!r}")
        opening = self.next()
        work = self.sum()
        self.expect(closing)
        return _one(np.abs, work) if opening == "|" else work

    def word(self) -> Work:
        name = self.next()
        if name in CONSTANTS:
            return _number(CONSTANTS[name])
        if name not in FUNCTIONS:
            raise NoArithmeticError(f"{name!r} is no function that is known, in {self.text!r}")
        if not self.sees("("):
            return _one(FUNCTIONS[name], self.atom())
        self.next()
        work = self.sum()
        if self.sees(","):
            self.next()
            work = _both(FUNCTIONS[name], work, self.sum())
        else:
            work = _one(FUNCTIONS[name], work)
        self.expect(")")
        return work


def _number(value: float) -> Work:
    return lambda values: np.asarray(value)


def _place(name: str) -> Work:
    return lambda values: np.asarray(values[name], dtype=float)


def _one(function: Callable[..., Array], of: Work) -> Work:
    return lambda values: function(of(values))


def _both(function: Callable[..., Array], left: Work, right: Work) -> Work:
    return lambda values: function(left(values), right(values))
