"""Points a visitor types or pastes: one setting, a line of text each."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import streamlit as st

from pages.ui.controls.kind import Kind
from pages.ui.controls.reading import NotANumber, read_number, short
from pages.ui.language import remembered
from pages.ui.text import number, plural, quote, t

FEWEST, MOST = 2, 500  # points; what a picture shows and an address carries
LARGEST = 1e9  # of a coordinate: prices in won
BLANKS, COMMAS = re.compile(r"\s+"), re.compile(r"\s*,\s*")
A_DECIMAL_COMMA = re.compile(r"[+\-−]?(?:0|\d{1,3}(?:\.\d{3})+|\d*),\d*(?:[eE][+\-−]?\d+)?")


class Table(NamedTuple):
    """What a text says: its good points, how many there would be, and one sentence about what was left out."""

    points: tuple[tuple[float, float], ...]
    lines: int
    remark: str


@remembered(16)
def read_table(text: str) -> Table:
    """Read a point from every line that has something on it: two numbers, with a tab, ";", blanks or "," between."""
    lines = [(n, _cells(line)) for n, line in enumerate(text.splitlines(), 1)]
    lines = [(n, cells) for n, cells in lines if cells]
    comma = _meant_by_commas([cell for _, cells in lines[: 2 * MOST] for cell in cells])
    points: list[tuple[float, float]] = []
    remark, left_out = "", 0
    for n, cells in lines:
        wrong = _wrong(cells, comma)
        if wrong:
            left_out += 1
            remark = remark or t("Line {n} is left out: {wrong}.", n=number(n), wrong=wrong)
        elif len(points) <= MOST:
            x, y = (read_number(cell, comma) for cell in cells)
            points.append((x, y))
    if left_out == 2:
        remark += " " + t("One more line was left out.")
    elif left_out > 2:
        remark += " " + t("{n} more lines were left out.", n=number(left_out - 1))
    return Table(tuple(points), len(lines), remark)


def _cells(line: str) -> list[str]:
    """Divide a line: at its tabs or semicolons, where it has some; else at its blanks; else at its commas."""
    if "\t" in line.strip() or ";" in line:
        return [cell.strip() for cell in re.split(r"[\t;]+", line) if cell.strip()]
    cells = BLANKS.split(line.strip()) if line.strip() else []
    if len(cells) == 2 and not cells[0].endswith(",") and not cells[1].startswith(","):
        return cells  # 1,5 3,2 has decimal commas
    if "," in line:
        return [cell for cell in COMMAS.split(line.strip()) if cell]
    return cells


def _meant_by_commas(cells: Sequence[str]) -> str:
    """Return what a comma is in all of a table, once one cell tells."""
    for cell in cells:
        if cell.count(",") == 1 and A_DECIMAL_COMMA.fullmatch(cell) and not re.search(r"[1-9]\d{0,2},\d{3}$", cell):
            return "decimal"
        if cell.count(",") > 1:
            return "thousands"
    return ""


def _wrong(cells: Sequence[str], comma: str) -> str:
    if len(cells) == 4:
        return t("a point has two numbers, this has {n}; decimal commas need a tab or a semicolon between", n=number(4))
    if len(cells) != 2:
        return t("a point has two numbers, this has {n}", n=number(len(cells)))
    for cell in cells:
        try:
            value = read_number(cell, comma)
        except NotANumber as error:
            if error.readings:
                one, other = (f"{reading:.12g}" for reading in error.readings)
                return t("{cell} can mean {one} or {other}", cell=quote(cell), one=one, other=other)
            return t("{cell} is not a number", cell=quote(cell))
        if not math.isfinite(value) or abs(value) > LARGEST:
            low, high = number(-LARGEST), number(LARGEST)
            return t("{cell} is not a number from {low} to {high}", cell=quote(cell), low=low, high=high)
    return ""


@dataclass(frozen=True)
class Points(Kind):
    """A table of points as a setting. Its value is the text as typed; the address carries the good points."""

    label: str
    help: str | None = None

    def parse(self, text: str) -> str:
        return text.replace(";", "\n").replace(",", " ")

    def write(self, value: str) -> str:
        return ";".join(f"{short(x)},{short(y)}" for x, y in read_table(value).points)

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

    def remark(self, held: Any) -> str:
        return read_table(held).remark if isinstance(held, str) else ""

    def widget(self, key: str, value: str, on_change: Any) -> Any:
        return st.text_area(t(self.label), key=key, help=self.says(), on_change=on_change, height=150)


def as_text(points: Sequence[tuple[float, float]]) -> str:
    """Write points as one would type them."""
    return "\n".join(f"{short(x)} {short(y)}" for x, y in points)
