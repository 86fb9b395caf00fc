"""Small PNGs: images of 28 x 28, bands of a loss; and rows of captioned tiles."""

import base64
import io
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

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


def strip(frames: Array, low: float, high: float, columns: int, signed: bool = False) -> str:
    """Draw many images of 28 x 28 side by side, row after row, to be shown one at a time: a data address.

    Args:
        frames: (n, 784).
        low: the value of the first colour; what is lower has it as well.
        high: the value of the last colour.
        columns: images in a row.
        signed: from orange over white to blue, or else from black to white.
    """
    grey: list[list[float]] = [[level] * 3 for level in np.linspace(0, 255, 2 * SHADES + 1)]
    colours = np.reshape(_palette(), (-1, 3)) if signed else np.array(grey)
    span = high - low or 1.0
    numbers = np.rint(np.clip((frames - low) / span, 0, 1) * (2 * SHADES)).astype(int).reshape(-1, SIDE, SIDE)
    rows = -(-len(numbers) // columns)
    sheet = np.zeros((rows * columns, SIDE, SIDE), int)
    sheet[: len(numbers)] = numbers
    return painted(
        sheet.reshape(rows, columns, SIDE, SIDE).swapaxes(1, 2).reshape(rows * SIDE, columns * SIDE), colours
    )


def shaded(bands: IntArray, shades: Sequence[Colour], path: Array | None = None, ink: Colour = (0, 0, 0)) -> str:
    """Draw numbered bands: a data address.

    Args:
        bands: (h, w), from the top down. A number for which there is no colour is left blank.
        shades: the colour of each band, from band 0 on.
        path: (n, 2), pixels right and down, of a line to draw upon them.
        ink: its colour.
    """
    count = len(shades)
    hidden = bool((bands >= count).any())
    colours = [*shades, shades[-1], ink]
    return painted(np.minimum(bands, count), colours, count if hidden else None, path)


def painted(numbers: IntArray, colours: npt.ArrayLike, blank: int | None = None, path: Array | None = None) -> str:
    """Draw numbers from 0, each in its colour: a data address.

    Args:
        numbers: (h, w), from the top down.
        colours: (n, 3), from 0 to 255.
        blank: the number that is left blank.
        path: (n, 2), pixels right and down, of a line to draw upon them, in the last of the colours.
    """
    picture = Image.fromarray(numbers.astype(np.uint8), mode="P")
    picture.putpalette([int(v) for v in np.rint(colours).ravel()])
    if blank is not None:
        picture.info["transparency"] = blank
    if path is not None:
        _trace(picture, path, len(np.asarray(colours)) - 1)
    return _address(picture)


def _trace(picture: Image.Image, path: Array, colour: int) -> None:
    """Draw a line that may leave the picture, with a dot where it starts and a larger one where it ends."""
    size = max(picture.size)
    near = np.isfinite(path).all(axis=1) & (np.abs(path) < 10 * size).all(axis=1)
    points = path[: int(np.argmin(near))] if not near.all() else path
    pen, unit = ImageDraw.Draw(picture), size / 100
    pen.line([tuple(map(float, point)) for point in points], fill=colour, width=round(1.4 * unit), joint="curve")
    for (x, y), radius in ((points[0], 2 * unit), (points[-1], 3.4 * unit)):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def tiles(row: Iterable[Tile], size: int = 86) -> str:
    """Lay tiles out in rows that fit any width, as HTML; captions are escaped."""
    body = "".join(
        f'<figure class="tile {tile.mark}" style="width:{size}px">'
        f'<img src="{tile.picture}" alt="{escape(tile.alt, quote=True)}" width="{size}" height="{size}">'
        f"<figcaption>{escape(tile.caption)}</figcaption></figure>"
        for tile in row
    )
    return f'<div class="tiles" style="--tile:{size}px">{body}</div>'


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
