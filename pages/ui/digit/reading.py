"""What a net reads in strokes: the picture it sees, how sure it is of each digit, and both as HTML."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from gdcore.arrays import Array, Images
from gdcore.handwriting import as_mnist, as_written, in_bytes
from gdcore.mnist import pixels
from gdcore.network import TwoLayerNet
from pages.ui.pictures.pictures import digit
from pages.ui.text import percent, t

LITTLE, MUCH = 12.0, 330.0  # inked pixels: less than any digit of MNIST has, and more (it has 19 to 312)
SURE, UNSURE = 0.9, 0.5


class Reading(NamedTuple):
    """What a net reads in one picture.

    Attributes:
        image: (784,) uint8, what it sees.
        certainties: (10,), adding up to 1; not numbers where the net's parameters have overflowed.
    """

    image: Images
    certainties: Array

    @property
    def answer(self) -> int:
        """Return the digit it is most certain of."""
        return int(self.certainties.argmax())


def seen(strokes: Sequence[Array], treated: bool = True) -> Images:
    """Make of strokes what the net sees: (784,) uint8; `treated` as MNIST was, or as large and where it stands."""
    return in_bytes(as_mnist(strokes) if treated else as_written(strokes))


def read(image: Images, net: TwoLayerNet, theta: Array) -> Reading:
    """Ask a net what it reads in an image of stored bytes, (784,) uint8."""
    with np.errstate(all="ignore"):  # a run may have overflowed
        return Reading(image, net.probabilities(theta, pixels(image)[np.newaxis])[0])


def said(reading: Reading) -> str:
    """Say in one sentence what the net reads, and where there is not much to read."""
    inked = reading.image.sum() / 255
    certainty = reading.certainties[reading.answer]
    if not inked:
        return t("Nothing is written yet. Write a digit from 0 to 9.")
    if not np.isfinite(certainty):
        return t("The net's parameters are no longer numbers: it reads nothing.")
    how = {"answer": reading.answer, "certainty": percent(certainty, 0)}
    if inked < LITTLE:
        return t("A dot is no digit. The net cannot say so: it must choose one of ten, here {answer} with {certainty}.",
                 **how)  # fmt: skip
    if inked > MUCH:
        return t(
            "So much ink is no digit. The net cannot say so: it must choose one of ten, here {answer} with "
            "{certainty}.",
            **how,
        )
    if certainty >= SURE:
        return t("The net reads {answer}, {certainty} certain.", **how)
    if certainty >= UNSURE:
        return t("The net reads {answer}, only {certainty} certain.", **how)
    second = int(np.argsort(-reading.certainties, kind="stable")[1])
    return t("The net is unsure: {answer} with {certainty}, or {second}.", second=second, **how)


def bars(reading: Reading, name: str = "") -> str:
    """Lay out ten certainties as bars, the answer's strongest, as HTML.

    Args:
        reading: what the net reads.
        name: of the net, above the bars, where there are several; escaped.
    """
    blank = not reading.image.any()
    rows = []
    for k, value in enumerate(reading.certainties):
        share = float(value) if np.isfinite(value) and not blank else 0.0
        mark = ' class="answer"' if k == reading.answer and share else ""
        rows.append(
            f"<tr{mark}><th scope='row'>{k}</th><td><i style='width:{100 * share:.1f}%'></i></td>"
            f"<td>{percent(share, 0) if not blank else '–'}</td></tr>"
        )
    head = f"<caption>{escape(name)}</caption>" if name else ""
    return f'<table class="certainties">{head}<tbody>{"".join(rows)}</tbody></table>'


def picture(reading: Reading, alt: str) -> str:
    """Show the 28 x 28 pixels that the net sees, large, as HTML."""
    return f'<img class="seen" src="{digit(reading.image)}" alt="{escape(alt, quote=True)}">'
