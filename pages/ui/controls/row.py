"""A row of numbers a visitor types: one setting, with blanks or commas between."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from pages.ui.controls.kind import Kind
from pages.ui.controls.reading import NotANumber, read_number, short
from pages.ui.text import number, quote, t

BETWEEN = re.compile(r"[\s,;\[\]()]+")
BUT_COMMAS = re.compile(r"[\s;\[\]()]+")
A_DECIMAL_ROW = re.compile(r"[^\s,]+(?:,[^\s,]+)?(?:\s+[^\s,]+(?:,[^\s,]+)?)+")
LONGEST = 2_000  # signs that are read


def written(values: Iterable[float]) -> str:
    """Write a row as it would be typed.

    >>> written([0.1, 0.30000000000000004, 2])
    '0.1 0.3 2'
    """
    return " ".join(f"{value:.9g}" for value in values)


@dataclass(frozen=True)
class Row(Kind):
    """Some numbers in a row as a setting. Its value is the text as typed."""

    label: str
    low: float
    high: float
    fewest: int
    most: int
    whole: bool = False
    help: str | None = None

    def parse(self, text: str) -> str:
        return text.replace(",", " ")

    def write(self, value: str) -> str:
        return ",".join(short(number) for number in self.numbers(value))

    def numbers(self, value: str) -> tuple[float, ...]:
        """Return the numbers of a text that is allowed."""
        return tuple(read_number(cell, "decimal") for cell in _cells(value, self.whole))

    def allows(self, value: Any) -> bool:
        return isinstance(value, str) and not self._wrong(value)

    def rule(self) -> str:
        limits = {"few": number(self.fewest), "many": number(self.most)}
        limits |= {"low": number(self.low), "high": number(self.high)}
        if self.whole:
            return t("{few} to {many} whole numbers from {low} to {high}", **limits)
        return t("{few} to {many} numbers from {low} to {high}", **limits)

    def show(self, value: Any) -> str:
        text = str(value)
        return self._wrong(text) or written(self.numbers(text))

    def _wrong(self, text: str) -> str:
        """Name what cannot be in a text: a cell, or how many there are."""
        cells = _cells(text[:LONGEST], self.whole)
        for cell in cells:
            if not self._good(cell):
                return quote(cell)
        if not self.fewest <= len(cells) <= self.most:
            return t("{n} numbers", n=number(len(cells))) if len(cells) != 1 else t("one number")
        return ""

    def _good(self, cell: str) -> bool:
        try:
            value = read_number(cell, "decimal")
        except NotANumber:
            return False
        return math.isfinite(value) and self.low <= value <= self.high and (not self.whole or value.is_integer())

    def widget(self, key: str, value: str, on_change: Callable[[], None] | None) -> Any:
        return st.text_input(t(self.label), key=key, help=self.says(), on_change=on_change)


@lru_cache(maxsize=64)
def _cells(text: str, whole: bool) -> tuple[str, ...]:
    """Divide a row: at blanks alone where its commas are decimal ones, as in "0,1 0,9" and "0,1; 0,9"."""
    decimal = not whole and (";" in text or A_DECIMAL_ROW.fullmatch(text.strip(" []()\n")))
    return tuple(cell for cell in (BUT_COMMAS if decimal else BETWEEN).split(text) if cell)
