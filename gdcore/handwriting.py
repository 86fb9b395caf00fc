"""What somebody writes, as a network trained on MNIST sees it: strokes of a pen become 28 x 28 grey levels.

MNIST's digits were fitted into 20 x 20 pixels keeping their shape, with grey levels by the area that ink covers, and
laid into 28 x 28 with their centre of mass in the middle. Strokes are lines, so they are moved and scaled as lines and
drawn once: nothing is lost on the way, and a digit is the same wherever and however large it was written.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, require
from gdcore.mnist import SIDE

PEN = 2.3  # pixels: the width of MNIST's strokes, among its 28
BOX = 20  # pixels: the side that MNIST's digits were fitted into
FINE = 4  # fine pixels in a row of one pixel
MOST_STROKES, MOST_POINTS = 100, 2000
CENTRINGS = 2  # a moved line covers its pixels a little differently, so that the first move is not the last

Strokes = Sequence[Array]


def checked(strokes: object) -> list[Array]:
    """Read strokes that come from outside.

    Args:
        strokes: a list of strokes, each a list of points (x, y) from 0 to 1, x to the right and y down: at most
            `MOST_STROKES`, and `MOST_POINTS` in all. Strokes without a point are left out.

    Returns:
        An array (n, 2) float64 for each stroke.

    Raises:
        ValueError: naming the rule and the value.
    """
    require(isinstance(strokes, list | tuple), "strokes", "a list", type(strokes).__name__)
    assert isinstance(strokes, list | tuple)
    require(len(strokes) <= MOST_STROKES, "strokes", f"at most {MOST_STROKES}", len(strokes))
    kept, points = [], 0
    for stroke in strokes:
        require(isinstance(stroke, list | tuple | np.ndarray), "stroke", "a list of points", type(stroke).__name__)
        points += len(stroke)
        require(points <= MOST_POINTS, "points", f"at most {MOST_POINTS}", points)
        if len(stroke):
            kept.append(_points(stroke))
    return kept


def _points(stroke: npt.ArrayLike) -> Array:
    try:
        line = np.array(stroke, np.float64)
    except (TypeError, ValueError, OverflowError):
        line = np.empty(0)
    require(line.ndim == 2 and line.shape[-1] == 2, "stroke", "a list of pairs of numbers", "something else")
    inside = np.isfinite(line) & (line >= 0) & (line <= 1)
    require(bool(inside.all()), "point", "within 0 and 1", float(line[~inside][0]) if not inside.all() else 0)
    return line


def ink(strokes: Strokes, side: int = SIDE, pen: float = PEN) -> Array:
    """Draw strokes with a round pen; a pixel's grey is the share of its area that is covered.

    Each pixel is 4 x 4 fine ones. A fine pixel whose centre has the distance d from the line is covered by
    min(max(r - d + 1/2, 0), 1), with the pen's radius r in fine pixels.

    Args:
        strokes: (n, 2) each, in pixels: (0, 0) is the upper left corner of the first pixel. What lies outside is cut.
        side: pixels in a row of the picture.
        pen: the line's width in pixels, > 0.

    Returns:
        (side, side), from 0 to 1.
    """
    fine = np.zeros((side * FINE, side * FINE))
    for stroke in strokes:
        line = np.asarray(stroke, np.float64) * FINE
        starts, ends = (line, line) if len(line) == 1 else (line[:-1], line[1:])
        for start, end in zip(starts, ends, strict=True):
            _cover(fine, start, end, pen * FINE / 2)
    return fine.reshape(side, FINE, side, FINE).mean(axis=(1, 3))


def _cover(fine: Array, start: Array, end: Array, radius: float) -> None:
    """Cover the fine pixels near one piece of a line, where they are not covered more already."""
    reach = radius + 1
    low = np.clip(np.floor(np.minimum(start, end) - reach), 0, len(fine)).astype(int)
    high = np.clip(np.ceil(np.maximum(start, end) + reach), 0, len(fine)).astype(int)
    x = np.arange(low[0], high[0]) + 0.5 - start[0]
    y = (np.arange(low[1], high[1]) + 0.5 - start[1])[:, np.newaxis]
    along = end - start
    length = float(along @ along)
    share = np.clip((x * along[0] + y * along[1]) / length, 0, 1) if length > 0 else 0.0
    distance = np.hypot(x - share * along[0], y - share * along[1])
    there = fine[low[1] : high[1], low[0] : high[0]]
    np.maximum(there, np.clip(radius - distance + 0.5, 0, 1), out=there)


def centre_of_mass(picture: Array) -> Array:
    """Return where a picture's ink lies on average: sum of ink times place over sum of ink.

    Args:
        picture: (h, w) with ink in it, >= 0.

    Returns:
        (x, y) in pixels from the upper left corner.

    >>> centre_of_mass(np.eye(4))
    array([2., 2.])
    """
    down, right = (np.arange(n) + 0.5 for n in picture.shape)
    return np.array([picture.sum(axis=0) @ right, picture.sum(axis=1) @ down]) / picture.sum()


def fitted(strokes: Strokes) -> list[Array]:
    """Scale strokes so that their ink, the pen's width included, just fits into 20 x 20 pixels, keeping its shape.

    A dot has no size to scale and stays a dot.

    Args:
        strokes: (n, 2) each, in any unit; at least one point.

    Returns:
        (n, 2) each, in pixels, in the middle of 28 x 28.
    """
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = float((high - low).max())
    scale = (BOX - PEN) / size if size > 0 else 0.0
    return [(stroke - (low + high) / 2) * scale + SIDE / 2 for stroke in strokes]


def as_mnist(strokes: Strokes) -> Array:
    """Make of strokes what MNIST would have made: fitted into 20 x 20, centre of mass in the middle of 28 x 28.

    Args:
        strokes: (n, 2) each, in any unit, x to the right and y down; none at all is blank paper.

    Returns:
        (28, 28), from 0 (paper) to 1 (ink).
    """
    if not strokes:
        return np.zeros((SIDE, SIDE))
    lines = fitted(strokes)
    for _ in range(CENTRINGS):
        away = SIDE / 2 - centre_of_mass(ink(lines))
        lines = [line + away for line in lines]
    return ink(lines)


def as_written(strokes: Strokes) -> Array:
    """Draw strokes where and as large as they were written, the whole canvas being 28 x 28.

    Args:
        strokes: (n, 2) each, from 0 to 1.

    Returns:
        (28, 28), from 0 (paper) to 1 (ink).
    """
    return ink([np.asarray(stroke) * SIDE for stroke in strokes])


def in_bytes(picture: Array) -> npt.NDArray[np.uint8]:
    """Round grey levels from 0 to 1 to bytes, as MNIST stores them: (28, 28) to (784,)."""
    return np.rint(picture * 255).astype(np.uint8).ravel()
