"""A loss that is known on a coarse grid only, as bands to lay under a path: smooth between the grid's points."""

import numpy as np
from PIL import Image

from gdcore.arrays import Array
from pages.ui.box import Box
from pages.ui.pictures.contour import HEIGHT, WIDTH, Contour, pictured

MOST = 14  # levels
# Ever finer ladders of levels, each for one power of ten.
LADDERS = (
    (1, 2, 5),
    (1, 1.5, 2, 3, 5, 7),
    (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8),
    (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9),
    (1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9),
)


def picture(losses: Array, box: Box, dark: bool) -> Contour:
    """Draw the logarithm of a loss as bands.

    Args:
        losses: (h, w) > 0, rows from below to above, on a grid that reaches to the edges of the box.
        box: what it shows.
        dark: whether the theme is dark.
    """
    fine = np.exp(_between(np.log(losses), WIDTH, HEIGHT))
    return pictured(fine, box, log_levels(float(losses.min()), float(losses.max())), dark)


def log_levels(low: float, high: float) -> Array:
    """Choose levels between two losses > 0, by ratio rather than by difference: as many as read well."""
    tens = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    every = [np.outer(tens, ladder).ravel() for ladder in LADDERS]
    within = [levels[(levels > low) & (levels < high)] for levels in every]
    return next((levels for levels in reversed(within) if len(levels) <= MOST), within[0][-MOST:])


def _between(values: Array, width: int, height: int) -> Array:
    """Interpolate a grid by bicubic pieces (Keys 1981): a picture's points are the middles of its pixels."""
    rows, columns = values.shape
    # The grid's outermost points are the picture's edges; to Pillow they are the middles of the outermost pixels.
    edges = (0.5, 0.5, columns - 0.5, rows - 0.5)
    coarse = Image.fromarray(values.astype(np.float32))
    return np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC, edges), dtype=np.float64)
