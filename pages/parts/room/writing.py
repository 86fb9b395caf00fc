"""Everyone writes a digit: what the phones are asked, and what a network reads in each."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from gdcore.arrays import Images
from gdcore.mnist import Mnist
from gdcore.training import Training
from pages.parts.room.training import begun
from pages.ui.digit.reading import read

UPDATES = 1_800  # three epochs at 100 images a batch, for a network of the page's own
RATE, BATCH = 0.2, 100


class Read(NamedTuple):
    """What the network reads in a phone's digit."""

    place: int
    image: Images
    answer: int
    certainty: float


def activity(digit: str) -> dict[str, Any]:
    """Return what the room is asked."""
    return {"kind": "digit", "digit": int(digit)}


def own_network(data: Mnist) -> Training:
    """Return a trained network for a lecture that has trained none."""
    run = begun((RATE, BATCH), data)
    run.advance(UPDATES)
    return run


def readings(answers: Mapping[int, Any], run: Training) -> list[Read]:
    """Return what a network reads in the room's digits."""
    found = []
    for place, answer in answers.items():
        image = unpacked(answer)
        reading = read(image, run.net, run.theta)
        found.append(Read(place, image, reading.answer, float(reading.certainties[reading.answer])))
    return found


def told(found: list[Read]) -> dict[str, Any]:
    """Return what each phone is told, by its place."""
    return {str(each.place): {"end": "read", "answer": each.answer, "certainty": each.certainty} for each in found}


def packed(image: Images) -> str:
    """Return an image of stored bytes, (784,) uint8, as a short text."""
    return b64encode(image.tobytes()).decode()


def unpacked(text: str) -> Images:
    """Return the image of a text."""
    return np.frombuffer(b64decode(text), np.uint8)
