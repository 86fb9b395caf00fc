"""X W + b as cells: every number with its place in the picture, and every sum written out."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from gdcore.linear_map import Product, affine
from pages.ui.keeping import kept
from pages.ui.language import remembered
from pages.ui.text import plain

MOST_ROWS, MOST_INNER, MOST_COLUMNS = 6, 5, 5
GAP = 0.7  # cells between two matrices
FOOT = 1.0  # cells below, for the sum
HEAD = 0.6  # cells above and to the left, for names


class Shapes(NamedTuple):
    """The cells, the names of rows and columns, and the whole picture's width and height in cells."""

    cells: pd.DataFrame
    names: tuple[tuple[float, float, str], ...]
    width: float
    height: float


@kept(4)
def numbers() -> tuple[Any, Any, Any]:
    """Return the largest X, W and b; a smaller picture shows their first rows and columns."""
    rng = np.random.default_rng(3)
    sizes = (MOST_ROWS, MOST_INNER), (MOST_INNER, MOST_COLUMNS), (MOST_COLUMNS,)
    return tuple(rng.integers(-2, 4, size) for size in sizes)  # type: ignore[return-value]


@remembered(32)
def of(n: int, d: int, k: int) -> Shapes:
    """Lay the matrices out so that a row of X and a column of W cross at their number of Y: X left, W above, Y between.

    Args:
        n: rows of X.
        d: columns of X and rows of W.
        k: columns of W.
    """
    X, W, b = numbers()
    X, W, b = X[:n, :d], W[:d, :k], b[:k]
    product = affine(X, W, b)
    left, top = HEAD, HEAD
    right, bias, below = left + d + GAP, top + d + GAP / 2, top + d + GAP / 2 + 1 + GAP / 2
    rows = [
        *_block("X", X, left, below),
        *_block("W", W, right, top),
        *_block("b", b[np.newaxis], right, bias),
        *_block("Y", product.Y, right, below),
    ]
    cells = pd.DataFrame(rows)
    cells["says"] = [_sum(row, product, X, W, b) if row["matrix"] == "Y" else "" for row in rows]
    names = (
        *((left - 0.3, below + i + 0.5, f"{i + 1}") for i in range(n)),
        *((right + j + 0.5, top - 0.3, f"{j + 1}") for j in range(k)),
    )
    return Shapes(cells, names, right + k + 0.2, below + n + FOOT)


def _block(matrix: str, values: Any, left: float, top: float) -> list[dict[str, Any]]:
    return [
        {"matrix": matrix, "i": i, "j": j, "x": left + j, "x2": left + j + 1, "y": top + i, "y2": top + i + 1,
         "middle": left + j + 0.5, "level": top + i + 0.5, "text": plain(float(value))}
        for (i, j), value in np.ndenumerate(values)
    ]  # fmt: skip


def _sum(row: dict[str, Any], product: Product, X: Any, W: Any, b: Any) -> str:
    i, j = row["i"], row["j"]
    terms = " + ".join(f"{_signed(X[i, m])}·{_signed(W[m, j])}" for m in range(X.shape[1]))
    name = f"Y{_below(i + 1)}{_below(j + 1)}"
    return f"{name} = {terms} + {_signed(b[j])} = {plain(float(product.Y[i, j]))}"


def _signed(value: float) -> str:
    return plain(float(value)) if value >= 0 else f"({plain(float(value))})"


def _below(digit: int) -> str:
    return chr(ord("₀") + digit)
