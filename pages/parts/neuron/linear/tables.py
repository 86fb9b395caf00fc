"""A grid through one matrix, through two, and with a bend between, as tables."""

from typing import Any, NamedTuple

import numpy as np

from gdcore.arrays import Array
from gdcore.linear_map import LinearMap, grid_lines, is_straight, through_layers
from pages.ui.keeping import kept
from pages.ui.tables.descent import points_table

REACH, POINTS = 3, 25


class Grids(NamedTuple):
    """Three grids, (lines, points, 2), how far they reach, and how many lines of each still are straight."""

    grids: tuple[Array, Array, Array]
    reach: float
    straight: tuple[int, int, int]


@kept(32)
def grids(first: tuple[tuple[float, ...], ...], second: tuple[tuple[float, ...], ...], bend: str) -> Grids:
    """Send the grid through A, through A and B, and through A, f and B."""
    a, b, lines = LinearMap(first), LinearMap(second), grid_lines(REACH, POINTS)
    sent = a(lines), through_layers(lines, a, b), through_layers(lines, a, b, bend)
    reach = max(float(REACH), *(float(np.abs(grid).max()) for grid in sent))
    straight = tuple(int(is_straight(grid).sum()) for grid in sent)
    return Grids(sent, reach, straight)  # type: ignore[arg-type]


def table(grid: Array) -> Any:
    """Tabulate a grid: columns line, order, x, y (where it went), from_x, from_y, family ("upright" or "level")."""
    lines, points, _ = grid.shape
    before = grid_lines(REACH, POINTS)
    return points_table(
        {
            "line": np.repeat(np.arange(lines), points).astype(np.int16),
            "order": np.tile(np.arange(points), lines).astype(np.int16),
            "x": grid[..., 0].ravel(),
            "y": grid[..., 1].ravel(),
            "from_x": before[..., 0].ravel(),
            "from_y": before[..., 1].ravel(),
            "family": np.repeat(["upright", "level"], lines * points // 2),
        }
    )
