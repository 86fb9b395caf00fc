"""Small PNGs: images of 28 x 28, bands of a loss; and rows of captioned tiles."""

import base64
import io
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from gdcore.arrays import Array, Images, IntArray
from gdcore.mnist import SIDE

Colour = tuple[int, int, int]
NEGATIVE, NEUTRAL, POSITIVE = (213, 94, 0), (250, 250, 250), (0, 114, 178)  # as in the charts
SHADES = 12  # on each side of white: enough for an eye, few enough for a small file


class Tile(NamedTuple):
    """A picture with a line below; `mark` is "right", "wrong" or nothing."""

    picture: str
    caption: str
    alt: str
    mark: str = ""


def digit(image: Images) -> str:
    """Draw an image of stored bytes, (784,) uint8, ink bright: a data address."""
    return _address(Image.fromarray(image.reshape(SIDE, SIDE)))


def weights(values: Array, limit: float) -> str:
    """Draw the weights into one unit, (784,), from -limit (orange) over 0 (white) to limit (blue)."""
    share = np.clip(values / limit if limit else values, -1, 1).reshape(SIDE, SIDE)
    picture = Image.fromarray(np.rint((share + 1) / 2 * (2 * SHADES)).astype(np.uint8), mode="P")
    picture.putpalette(_palette())
    return _address(picture)


def shaded(bands: IntArray, count: int, first: Colour, last: Colour) -> str:
    """Draw numbered bands, (h, w), in even steps from one colour to another: a data address."""
    colours = np.linspace(first, last, count)
    picture = Image.fromarray(bands.astype(np.uint8), mode="P")
    picture.putpalette([int(v) for v in np.rint(colours).ravel()])
    return _address(picture)


def tiles(row: Iterable[Tile], size: int = 86) -> str:
    """Lay tiles out in rows that fit any width, as HTML; captions are escaped."""
    body = "".join(
        f'<figure class="tile {tile.mark}" style="width:{size}px">'
        f'<img src="{tile.picture}" alt="{escape(tile.alt, quote=True)}" width="{size}" height="{size}">'
        f"<figcaption>{escape(tile.caption)}</figcaption></figure>"
        for tile in row
    )
    return f'<div class="tiles">{body}</div>'


def _palette() -> list[int]:
    steps = np.linspace(0, 1, SHADES + 1)[:, np.newaxis]
    low, middle, high = (np.array(colour) for colour in (NEGATIVE, NEUTRAL, POSITIVE))
    shades: npt.NDArray[np.floating] = np.concatenate(
        [low + (middle - low) * steps, (middle + (high - middle) * steps)[1:]]
    )
    return [int(v) for v in np.rint(shades).ravel()]


def _address(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
