"""A descent on the picture as pictures and tables, frame by frame."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from gdcore.arrays import Array
from gdcore.descent import Path
from gdcore.picture_descent import PictureLoss
from pages.ui.pictures.pictures import strip
from pages.ui.text import fixed, percent

COLUMNS = 9  # pictures in a row of a strip


class Changing(NamedTuple):
    """A descent on the picture, ready to be played.

    Attributes:
        pictures: what the net sees at each frame, as one strip.
        changes: what was added (blue) and taken away (orange), likewise.
        rows: of the strips.
        wanted: the digit it walks towards.
        read: what the net read at the start.
        table: certainty by frame; columns step, value, line ("wanted" or "read").
        beliefs: (frames, 10).
        sizes: (frames,) how far the picture is from the first.
    """

    pictures: str
    changes: str
    rows: int
    wanted: int
    read: int
    table: pd.DataFrame
    beliefs: Array
    sizes: Array


def changing(loss: PictureLoss, path: Path) -> Changing:
    """Turn a path through the space of pictures into what is shown of it."""
    shown = np.clip(path.thetas, 0, 1)
    beliefs, sizes = loss.probabilities(path.thetas), loss.change(path.thetas)
    added = shown - loss.origin
    limit = float(np.abs(added).max())
    frames, read = np.arange(len(shown)), int(beliefs[0].argmax())
    lines = ["wanted"] if read == loss.wanted else ["wanted", "read"]
    table = pd.concat(
        [
            pd.DataFrame({"step": frames, "value": beliefs[:, digit].round(4), "line": line})
            for line, digit in zip(lines, (loss.wanted, read), strict=False)
        ]
    )
    return Changing(
        strip(shown, 0, 1, COLUMNS),
        strip(added, -limit, limit, COLUMNS, signed=True),
        -(-len(shown) // COLUMNS),
        loss.wanted,
        read,
        table,
        beliefs,
        sizes,
    )


def spoken(made: Changing) -> dict[str, list[str]]:
    """Write the numbers of each frame for the transport bar."""
    return {
        "step": [str(k) for k in range(len(made.sizes))],
        "wanted": [percent(float(p), 1) for p in made.beliefs[:, made.wanted]],
        "answer": [str(k) for k in made.beliefs.argmax(axis=1)],
        "certainty": [percent(float(p), 1) for p in made.beliefs.max(axis=1)],
        "size": [fixed(float(size), 2) for size in made.sizes],
    }
