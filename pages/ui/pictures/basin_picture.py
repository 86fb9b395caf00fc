"""A basin map as a picture with its legend: each start in the colour of its minimum, or of the steps to it."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from gdcore.arrays import Array, IntArray
from gdcore.basins import LEFT, NOWHERE, Arrivals, share
from gdcore.minima import lowest
from gdcore.surface import Critical
from pages.ui.pictures.pictures import Colour, painted
from pages.ui.text import number, percent, t

# Okabe and Ito's. The global minima have them in full, the others mixed with the paper.
HUES: tuple[Colour, ...] = (
    (0, 114, 178), (230, 159, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (240, 228, 66), (213, 94, 0),
)  # fmt: skip
PAPER: dict[bool, Colour] = {False: (255, 255, 255), True: (16, 21, 28)}
MIXED = 0.45  # how much paper
NOT_THERE: dict[bool, Colour] = {False: (196, 202, 208), True: (70, 79, 89)}
STRIPES: dict[bool, tuple[Colour, Colour]] = {
    False: ((250, 251, 252), (150, 159, 168)),
    True: ((22, 28, 36), (104, 116, 128)),
}
STRIPE = 7  # points
# One hue, dark = few steps: from the first to the last over the one in the middle.
SHADES: dict[bool, tuple[Colour, Colour, Colour]] = {
    False: ((3, 26, 60), (0, 114, 178), (222, 238, 250)),
    True: ((8, 44, 88), (20, 128, 196), (226, 241, 252)),
}
EDGES = (2, 5, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 2_000, 5_000)  # steps
SHOWN = 0.0005  # a smaller share of the starts would be written as 0.0 %
SCALE = 4  # points a cell: a browser that smooths a picture then blurs only the edges of its cells


class Row(NamedTuple):
    """A line of a legend: a colour ("#0072B2"), or stripes of two, and what it stands for."""

    colours: tuple[str, ...]
    label: str
    share: float


class Kind(NamedTuple):
    """Minima of one number and one colour: a single one, or all of the same height where there are many."""

    members: tuple[int, ...]
    value: float
    best: bool


def kinds(minima: Sequence[Critical]) -> list[Kind]:
    """Number the minima: up to seven one by one, more of them by their height, and the highest together.

    Args:
        minima: sorted by height (`gdcore.minima.by_height`).
    """
    best = set(lowest(minima))
    groups = [[k] for k in range(len(minima))]
    if len(groups) > len(HUES):
        heights = [round(point.value, 6) for point in minima]
        groups = [[k for k, height in enumerate(heights) if height == each] for each in dict.fromkeys(heights)]
    rest = [k for group in groups[len(HUES) - 1 :] for k in group]
    groups = [*groups[: len(HUES) - 1], *([rest] if rest else [])]
    return [Kind(tuple(group), minima[group[0]].value, set(group) <= best) for group in groups]


def numbers(minima: Sequence[Critical]) -> list[str]:
    """Return the number that stands beside each minimum, the same as in the legend."""
    return [str(k) for i in range(len(minima)) for k, kind in enumerate(kinds(minima), start=1) if i in kind.members]


def by_minimum(found: Arrivals, minima: Sequence[Critical], dark: bool) -> str:
    """Draw a map by the minimum each start ends in: a data address.

    Args:
        found: both arrays (rows, columns).
        minima: that it numbers, sorted by height.
        dark: whether the theme is dark.
    """
    groups = kinds(minima)
    kind_of = np.zeros(len(minima) + 1, dtype=int)
    for k, kind in enumerate(groups):
        kind_of[list(kind.members)] = k
    return _drawn(found.which, kind_of[np.maximum(found.which, 0)], _colours(groups, dark), dark)


def by_steps(found: Arrivals, steps: int, dark: bool) -> str:
    """Draw a map by the steps it took: a data address (arguments as `by_minimum`; of so many steps)."""
    return _drawn(found.which, np.searchsorted(_edges(steps), found.steps), _shades(steps, dark), dark)


def _drawn(which: IntArray, numbered: IntArray, colours: Array, dark: bool) -> str:
    """Enlarge a map, its first row at the bottom, with stripes where a start has left."""
    count = len(colours)
    cells = np.where(which >= 0, numbered, count)
    points = cells[::-1].repeat(SCALE, axis=0).repeat(SCALE, axis=1)
    left = (which == LEFT)[::-1].repeat(SCALE, axis=0).repeat(SCALE, axis=1)
    rows, columns = np.indices(points.shape)
    points = np.where(left, count + 1 + ((rows + columns) // STRIPE) % 2, points)
    return painted(points, np.array([*colours, NOT_THERE[dark], *STRIPES[dark]]))


def _colours(groups: Sequence[Kind], dark: bool) -> Array:
    mixed = [0.0 if kind.best else MIXED for kind in groups]
    pairs = zip(np.array(HUES, float), mixed, strict=False)
    return np.array([(1 - m) * hue + m * np.array(PAPER[dark]) for hue, m in pairs]).reshape(-1, 3)


def _edges(steps: int) -> list[int]:
    """Return the last step of each shade of so many steps."""
    return [edge for edge in EDGES if edge < steps] + [steps]


def _shades(steps: int, dark: bool) -> Array:
    places = np.linspace(0, 2, len(_edges(steps)))
    return np.column_stack([np.interp(places, range(3), part) for part in zip(*SHADES[dark], strict=True)])


def legend(found: Arrivals, minima: Sequence[Critical], steps: int, dark: bool) -> list[Row]:
    """Name the colours of `by_minimum`, each with its share of the starts."""
    groups = kinds(minima)
    rows = []
    for k, (kind, colour) in enumerate(zip(groups, _colours(groups, dark), strict=True), start=1):
        part = share(found.which, kind.members)
        rows.append(Row((_hex(colour),), _kind_label(k, kind, len(groups), part), part))
    return rows + _neither(found, steps, dark)


def steps_legend(found: Arrivals, steps: int, dark: bool) -> list[Row]:
    """Name the colours of `by_steps` that can be seen, each with its share of the starts."""
    edges, rows = _edges(steps), []
    taken = np.searchsorted(edges, found.steps)
    for k, colour in enumerate(_shades(steps, dark)):
        part = float(((taken == k) & (found.which >= 0)).mean())
        low = edges[k - 1] + 1 if k else 0
        label = t("{low} to {high} steps: {share}", low=number(low), high=number(edges[k]), share=percent(part))
        rows.append(Row((_hex(colour),), label, part))
    return [row for row in rows if row.share >= SHOWN] + _neither(found, steps, dark)


def _kind_label(k: int, kind: Kind, kinds_in_all: int, part: float) -> str:
    values = {"k": k, "n": len(kind.members), "f": height(kind.value), "share": percent(part)}
    if len(kind.members) == 1:
        words = "minimum {k}, global: f = {f}, {share} of the starts" if kind.best else (
            "minimum {k}: f = {f}, {share} of the starts")  # fmt: skip
    elif k == kinds_in_all == len(HUES):
        words = "minima {k}, the {n} highest: f ≥ {f}, {share} of the starts"
    else:
        words = "minima {k}, {n} of them, global: f = {f}, {share} of the starts" if kind.best else (
            "minima {k}, {n} of them: f = {f}, {share} of the starts")  # fmt: skip
    return t(words, **values)


def height(value: float) -> str:
    """Write the loss at a minimum; what a search leaves of 0 is 0.

    >>> height(-1.0316284), height(3e-15)
    ('−1.032', '0')
    """
    return number(round(value, 9), 4)


def _neither(found: Arrivals, steps: int, dark: bool) -> list[Row]:
    """Name what is not a minimum, where there is any."""
    nowhere, left = share(found.which, [NOWHERE]), share(found.which, [LEFT])
    there_not = t("not converged within {n} steps: {share}", n=number(steps), share=percent(nowhere))
    rows = [
        Row((_hex(NOT_THERE[dark]),), there_not, nowhere),
        Row(tuple(map(_hex, STRIPES[dark])), t("left the picture: {share}", share=percent(left)), left),
    ]
    return [row for row in rows if row.share]


def _hex(colour: Iterable[float]) -> str:
    return "#" + "".join(f"{round(part):02X}" for part in colour)


def swatches(rows: Iterable[Row]) -> str:
    """Lay a legend out in lines that fit any width, as HTML; labels are escaped."""
    lines = "".join(
        f'<li style="display:flex;align-items:center;gap:0.5rem;margin:0">'
        f'<span style="flex:none;width:1.5rem;height:1.1rem;border-radius:3px;background:{_fill(row.colours)};'
        f'box-shadow:0 0 0 1px #7F8A95"></span>{escape(row.label)}</li>'
        for row in rows
    )
    flow = "display:flex;flex-wrap:wrap;gap:0.25rem 1.4rem;list-style:none;padding:0 2px;margin:0"
    return f'<ul style="{flow};font-variant-numeric:tabular-nums">{lines}</ul>'


def _fill(colours: tuple[str, ...]) -> str:
    if len(colours) == 1:
        return colours[0]
    return f"repeating-linear-gradient(135deg,{colours[0]} 0 4px,{colours[1]} 4px 8px)"
