"""MNIST in a file that several processes map: it is in memory once, however many of them read it."""

import mmap
import os
import tempfile
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from gdcore.arrays import Images
from gdcore.mnist import PIXELS, Mnist


@dataclass(frozen=True)
class MappedMnist(Mnist):
    """MNIST whose arrays lie in a mapped file.

    Attributes:
        file: the open file; where the system lets it, it has no name any more, so that nothing is left behind.
    """

    file: BinaryIO


def mapped(data: Mnist) -> MappedMnist:
    """Write images and labels to a temporary file, and return them as that file mapped.

    Args:
        data: any, read-only afterwards as before.

    Returns:
        The same images and labels.

    Raises:
        OSError: when there is no room for a file.
    """
    file = tempfile.TemporaryFile(prefix="digits-")  # noqa: SIM115 - it is open as long as it is mapped
    for part in (data.train_images, data.train_labels, data.test_images, data.test_labels):
        file.write(np.ascontiguousarray(part).data)
    file.flush()
    return open_map(file, len(data.train_labels), len(data.test_labels))


def open_map(file: BinaryIO, train: int, test: int) -> MappedMnist:
    """Map a file that `mapped` wrote.

    Args:
        file: open for reading.
        train: how many training images there are.
        test: how many test images there are.

    Returns:
        Its images and labels, read-only.

    Raises:
        ValueError: when the file is not as long as those images and labels.
    """
    size = (train + test) * (PIXELS + 1)
    if os.fstat(file.fileno()).st_size != size:
        raise ValueError(f"file: {size} bytes for {train} and {test} images, got {os.fstat(file.fileno()).st_size}")
    whole = np.frombuffer(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ), np.uint8)
    parts: list[Images] = []
    start = 0
    for count in (train, test):
        parts.append(whole[start : start + count * PIXELS].reshape(count, PIXELS))
        start += count * PIXELS
        parts.append(whole[start : start + count])
        start += count
    return MappedMnist(parts[0], parts[1], parts[2], parts[3], file)
