"""Exclusive or: four corners that no line can part, and what one bend is good for."""

from itertools import combinations

import numpy as np

from gdcore.arrays import Array, IntArray

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
ANSWERS = np.array([0.0, 1.0, 1.0, 0.0])  # 1 where exactly one of the two is 1
# (2, 2, 1) with the ReLU: h1 = max(0, x1 + x2), h2 = max(0, x1 + x2 - 1), s = h1 - 2 h2 - 1/2.
TWO_RELUS = np.array([1.0, 1.0, 1.0, 1.0, 0.0, -1.0, 1.0, -2.0, -0.5])
CORNERS.flags.writeable = ANSWERS.flags.writeable = TWO_RELUS.flags.writeable = False


def lines_through(points: Array) -> Array:
    """Return lines enough to part points in every way that a line can.

    A line that parts them can be turned and moved until it almost touches two of them. So the directions square to
    the way between two points, each turned a little to both sides, and for each a threshold between any two
    neighbours are all there are.

    Args:
        points: (n, 2), n >= 2, no two alike.

    Returns:
        (k, 3): w1, w2 and c of w1 x1 + w2 x2 + c = 0, each with both signs.
    """
    ways = np.array([b - a for a, b in combinations(points, 2)])
    angles = np.arctan2(ways[:, 0], -ways[:, 1])
    turned = np.concatenate([angles - 1e-3, angles + 1e-3])
    lines = []
    for normal in np.stack([np.cos(turned), np.sin(turned)], axis=-1):
        heights = np.sort(points @ normal)
        between = np.concatenate([[heights[0] - 1], (heights[1:] + heights[:-1]) / 2, [heights[-1] + 1]])
        lines.append(np.column_stack([np.tile(normal, (len(between), 1)), -between]))
    both = np.concatenate(lines)
    return np.concatenate([both, -both])


def right_of_lines(lines: Array, points: Array, answers: Array) -> IntArray:
    """Count the points each line has on the right side: "yes" where w1 x1 + w2 x2 + c > 0.

    Args:
        lines: (k, 3) w1, w2, c.
        points: (n, 2).
        answers: (n,) of 0 and 1.

    Returns:
        (k,) counts from 0 to n; a point on the line counts as wrong.
    """
    side = lines[:, :2] @ points.T + lines[:, 2:]
    return np.sum(np.where(answers > 0.5, side, -side) > 0, axis=1)


def most_right(points: Array = CORNERS, answers: Array = ANSWERS) -> int:
    """Return how many points the best of all lines has on the right side.

    >>> most_right()
    3
    """
    return int(right_of_lines(lines_through(points), points, answers).max())


def line_ends(lines: Array, centre: Array, reach: float) -> Array:
    """Return two points on each line, as far from the foot of the centre as is asked, to draw it by.

    Args:
        lines: (..., 3) w1, w2, c of w1 x1 + w2 x2 + c = 0.
        centre: (2,).
        reach: how far to both sides.

    Returns:
        (..., 2, 2), nan where w1 and w2 are 0.

    >>> line_ends(np.array([0.0, 2.0, -2.0]), np.zeros(2), 5.0)
    array([[-5.,  1.],
           [ 5.,  1.]])
    """
    normal, length = lines[..., :2], np.linalg.norm(lines[..., :2], axis=-1, keepdims=True)
    length = np.where(length > 0, length, np.nan)
    foot = centre - normal * ((normal @ centre)[..., np.newaxis] + lines[..., 2:]) / length**2
    along = np.stack([normal[..., 1], -normal[..., 0]], axis=-1) / length * reach
    return np.stack([foot - along, foot + along], axis=-2)
