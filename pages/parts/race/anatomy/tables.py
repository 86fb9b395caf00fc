"""The anatomy of the steps of a path as a table: a row a frame, in units that fit a picture."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from gdcore.anatomy import terms
from gdcore.arrays import Array, IntArray
from gdcore.descent import Path
from gdcore.optimizers import Optimizer
from gdcore.rule_lines import part_lines

COORDINATES = ("x", "y")
ROUND = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)


def anatomy_table(optimizer: Optimizer, path: Path, shown: IntArray) -> pd.DataFrame:
    """Tabulate what the steps of a path are made of, as arrows from the present point laid end to end.

    Steps shrink by orders of magnitude along a run, so each frame has a unit of its own, a round number: within it
    the coordinates of all arrows' tips are from -1 to 1.

    Args:
        optimizer: one of the seven, the one that made the path.
        path: of one start; theta of two parameters.
        shown: (frames,) the steps to show.

    Returns:
        Columns frame; unit (0 where nothing moves; nothing where the numbers overflow, and then no arrow has a tip);
        for each part of the step, gradient, memory, decay, the tip of its arrow, gradient_x, gradient_y and so on,
        which is where the next begins; step_x, step_y; turn (1 where the arrows lie to the left of the step, else -1).
        For a rule that scales also the step of plain descent, plain_x, plain_y, cut where it leaves the picture;
        beyond, how many times as long it is as what is left of it; the squares, squares_x, squares_y; and side, a
        round number and no less than their sides.
    """
    parts = terms(optimizer, path)
    names = [name for name in part_lines(optimizer) if name != "step"]
    with np.errstate(all="ignore"):
        tips = np.cumsum([getattr(parts, name)[shown] for name in names], axis=0)
        # Its tip is that of the last part but for rounding, and the picture's arrows are to meet.
        unit = round_above(np.abs(tips).max(axis=(0, 2)))
        tips = tips / np.where(unit > 0, unit, np.nan)[:, np.newaxis]
        columns: dict[str, npt.ArrayLike] = {"frame": np.arange(len(shown), dtype=np.int16), "unit": unit}
        columns["turn"] = _turn(tips[0], tips[-1])
        for name, tip in (*zip(names, tips, strict=True), ("step", tips[-1])):
            columns |= _narrow(name, tip)
        if parts.squares is not None:
            columns |= _plain(parts.plain[shown], unit) | _squares(parts.squares[shown])
    return pd.DataFrame(columns)


def round_above(sizes: Array) -> Array:
    """Return for each size the least of 1, 1.5, 2, 3, 5 and 7 times a power of ten that is not below it.

    Args:
        sizes: each >= 0.

    Returns:
        The round numbers; 0 for 0, nan where a size is no number or there is no number above it.

    >>> round_above(np.array([0.04, 2.0, 8.0, 0.0]))
    array([ 0.05,  2.  , 10.  ,  0.  ])
    """
    with np.errstate(all="ignore"):
        decade = 10.0 ** np.floor(np.log10(sizes))
        digits = sizes / decade
        above = decade * np.select([digits <= digit for digit in ROUND], ROUND, 10.0)
    return np.where(np.isfinite(sizes) & np.isfinite(above), above, np.nan)


def _turn(first: Array, step: Array) -> npt.NDArray[np.int8]:
    across = step[:, 0] * first[:, 1] - step[:, 1] * first[:, 0]
    return np.where(across < 0, -1, 1).astype(np.int8)


def _narrow(name: str, points: Array) -> dict[str, npt.ArrayLike]:
    return {f"{name}_{c}": points[:, i].astype(np.float32) for i, c in enumerate(COORDINATES)}


def _plain(steps: Array, unit: Array) -> dict[str, npt.ArrayLike]:
    tips = steps / np.where(unit > 0, unit, np.nan)[:, np.newaxis]
    beyond = np.maximum(np.abs(tips).max(axis=1), 1)
    return _narrow("plain", tips / beyond[:, np.newaxis]) | {"beyond": beyond}


def _squares(squares: Array) -> dict[str, npt.ArrayLike]:
    # In full: the numbers are written, and may be far larger or smaller than narrow ones go.
    columns: dict[str, npt.ArrayLike] = {f"squares_{c}": squares[:, i] for i, c in enumerate(COORDINATES)}
    return columns | {"side": round_above(np.sqrt(squares).max(axis=1))}
