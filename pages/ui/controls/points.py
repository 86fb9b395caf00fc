"""Points a visitor types or pastes: one setting, a line of text each."""

import math
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import streamlit as st

from pages.ui.language import remembered
from pages.ui.text import number, plural, quote, t

FEWEST, MOST = 2, 500  # points; what a picture shows and an address carries
LARGEST = 1e6  # of a coordinate
BETWEEN = re.compile(r"[\s,;]+")


class Table(NamedTuple):
    """What a text says: its good points, how many there would be, and one sentence about the first bad cell."""

    points: tuple[tuple[float, float], ...]
    lines: int
    remark: str


@remembered(16)
def read_table(text: str) -> Table:
    """Read a point from every line that has something on it: two numbers, with blanks, a tab, "," or ";" between."""
    points: list[tuple[float, float]] = []
    remarks, lines = 0, 0
    remark = ""
    for n, line in enumerate(text.splitlines(), 1):
        cells = [cell for cell in BETWEEN.split(line) if cell]
        if not cells:
            continue
        lines += 1
        wrong = _wrong(cells)
        if wrong:
            remarks += 1
            remark = remark or t("Line {n}: {wrong}; that point is left out.", n=number(n), wrong=wrong)
        elif len(points) <= MOST:
            points.append((float(cells[0]), float(cells[1])))
    if remarks > 1:
        remark += " " + t("So are {n} more.", n=number(remarks - 1))
    return Table(tuple(points), lines, remark)


def _wrong(cells: list[str]) -> str:
    if len(cells) != 2:
        return t("a point has two numbers, this has {n}", n=number(len(cells)))
    for cell in cells:
        try:
            value = float(cell)
        except ValueError:
            return t("{cell} is not a number", cell=quote(cell))
        if not math.isfinite(value) or abs(value) > LARGEST:
            return t("{cell} is not a number from -1,000,000 to 1,000,000", cell=quote(cell))
    return ""


@dataclass(frozen=True)
class Points:
    """A table of points as a setting. Its value is the text as typed; the address carries the good points."""

    label: str
    help: str | None = None

    def parse(self, text: str) -> str:
        return text.replace(";", "\n").replace(",", " ")

    def write(self, value: str) -> str:
        return ";".join(f"{x:.12g},{y:.12g}" for x, y in read_table(value).points)

    def allows(self, value: Any) -> bool:
        if not isinstance(value, str):
            return False
        table = read_table(value)
        return table.lines <= MOST and len(table.points) >= FEWEST

    def rule(self) -> str:
        return t("{fewest} to {most} points, a line each, like 1.5 3", fewest=FEWEST, most=MOST)

    def show(self, value: Any) -> str:
        table = read_table(value)
        count = table.lines if table.lines > MOST else len(table.points)
        return plural(count, one="one point", other="{n} points")

    def remark(self, value: str) -> str:
        return read_table(value).remark

    def widget(self, key: str, value: str, on_change: Any) -> Any:
        return st.text_area(t(self.label), key=key, help=self.help, on_change=on_change, height=150)
