"""Test digits with what the net makes of them."""

import numpy as np

from gdcore.arrays import Array, IntArray
from pages.ui.keeping import kept
from pages.ui.pictures.pictures import Tile, digit, tiles
from pages.ui.play.live import LiveRun
from pages.ui.text import percent, t

ABOVE = 20  # digits above the fold


def twenty(live: LiveRun) -> str:
    """Lay out the first twenty test digits with the net's answers of this moment, as HTML."""
    probabilities = live.training.probabilities(live.training.data.test_images[:ABOVE])
    return tiles(answered(live, probabilities, np.arange(ABOVE), certainty=False))


def answered(live: LiveRun, probabilities: Array, chosen: IntArray, certainty: bool = True) -> list[Tile]:
    """Make a tile of each of some test digits: right or wrong, and as what it was read.

    Args:
        live: the run.
        probabilities: (k, 10), of the chosen ones.
        chosen: (k,) which digits.
        certainty: whether to write how sure the net is.
    """
    row = []
    for i, believed in zip(chosen, probabilities, strict=True):
        answer, truth = int(believed.argmax()), int(live.training.data.test_labels[i])
        right = answer == truth
        caption = f"✓ {answer}" if right else f"✗ {answer} ({truth})"
        if certainty:
            caption += f" · {percent(believed[answer], 0)}"
        alt = t("a {truth}, taken for a {answer}", truth=truth, answer=answer)
        row.append(
            Tile(_drawn(live.training.data.test_images[i].tobytes()), caption, alt, "right" if right else "wrong")
        )
    return row


@kept(256)
def _drawn(image: bytes) -> str:
    return digit(np.frombuffer(image, np.uint8))
