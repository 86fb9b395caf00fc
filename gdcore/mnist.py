"""The MNIST digits: reading the four files, and trusting them only after a check."""

import gzip
import hashlib
import math
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gdcore.arrays import Array, Images

FOLDER = Path(__file__).resolve().parent.parent / "data" / "mnist"
SIDE = 28
PIXELS = SIDE * SIDE
CLASSES = 10
IMAGES_MAGIC, LABELS_MAGIC = 2051, 2049
MOST_ITEMS = 1_000_000  # a header that promises more is not this data
PIECE = 1 << 20  # bytes read at a time, so that a file is never in memory twice

# Of the files as they are uncompressed; data/mnist/README.md says where they come from.
CHECKSUMS = {
    "train-images-idx3-ubyte.gz": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte.gz": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte.gz": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte.gz": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


class MnistError(Exception):
    """A data file is missing, cut short or altered; the message says which, what was expected and what mends it.

    Attributes:
        sentence: the message, with {placeholders}, so that a page can translate it.
        expected: what was expected, likewise.
        found: what was found, likewise.
        values: what fills the placeholders of all three, but for {expected} and {found} themselves.
    """

    def __init__(self, expected: str, found: str, **values: object):
        super().__init__(expected)
        self.sentence = (
            "{file}: expected {expected}, found {found} (in {folder}/); "
            'see "Restoring the files" in data/mnist/README.md'
        )
        self.expected, self.found, self.values = expected, found, values

    def __str__(self) -> str:
        expected, found = (part.format(**self.values) for part in (self.expected, self.found))
        return self.sentence.format(expected=expected, found=found, **self.values)


@dataclass(frozen=True)
class Mnist:
    """Labelled images, as stored: one byte a pixel, read-only.

    Attributes:
        train_images: (n, 784) uint8, 0 paper to 255 ink, the rows of an image one after the other; n = 60,000.
        train_labels: (n,) uint8, 0 to 9.
        test_images: (m, 784) uint8; m = 10,000.
        test_labels: (m,) uint8.
    """

    train_images: Images
    train_labels: Images
    test_images: Images
    test_labels: Images


def load(folder: str | Path | None = None) -> Mnist:
    """Read and check the four files.

    Magic numbers, sizes and labels are always checked. The checksums of MNIST must hold for the
    project's own folder, and for any folder in which at least one of the files is MNIST's; a folder
    of four others (Fashion-MNIST comes in the same format) is another data set and has none here.

    Args:
        folder: where the four `.gz` files are; None is the project's own `data/mnist`.

    Returns:
        The images and labels; 52 MiB.

    Raises:
        MnistError: naming the file, what was expected and the README section that mends it.
    """
    place = FOLDER if folder is None else Path(folder)
    parts, digests = {}, {}
    for name in CHECKSUMS:
        read = _read_images if "images" in name else _read_labels
        parts[name], digests[name] = read(place / name)
    if folder is None or any(digests[name] == CHECKSUMS[name] for name in CHECKSUMS):
        _check_sums(place, digests)
    train_images, train_labels, test_images, test_labels = parts.values()
    for images, labels, file in (
        (train_images, train_labels, "train-labels-idx1-ubyte.gz"),
        (test_images, test_labels, "t10k-labels-idx1-ubyte.gz"),
    ):
        if len(images) != len(labels):
            raise _error(place / file, "{images:,} labels, one an image", "{n:,}", images=len(images), n=len(labels))
    return Mnist(train_images, train_labels, test_images, test_labels)


def pixels(images: Images) -> Array:
    """Turn stored bytes into what the network sees: float32 in [0, 1].

    Args:
        images: any shape, uint8.

    Returns:
        The shape of `images`, float32.
    """
    return images.astype(np.float32) / 255


def _read_images(path: Path) -> tuple[Images, str]:
    body, digest = _read_idx(path, IMAGES_MAGIC, (SIDE, SIDE))
    return body.reshape(-1, PIXELS), digest


def _read_labels(path: Path) -> tuple[Images, str]:
    labels, digest = _read_idx(path, LABELS_MAGIC, ())
    if labels.size and labels.max() >= CLASSES:
        raise _error(path, "labels from 0 to {last}", "a label {label}", last=CLASSES - 1, label=int(labels.max()))
    return labels, digest


def _read_idx(path: Path, magic: int, shape: tuple[int, ...]) -> tuple[Images, str]:
    """Read one IDX file of `shape` items; return its bytes (read-only, flat) and the checksum of all of it."""
    digest = hashlib.sha256()
    try:
        with gzip.open(path, "rb") as file:
            header = file.read(4 * (2 + len(shape)))
            digest.update(header)
            count = _count_in(path, header, magic, shape)
            body = np.empty(count * math.prod(shape), np.uint8)
            filled = 0
            while piece := file.read(PIECE):
                digest.update(piece)
                body[filled : filled + len(piece)] = np.frombuffer(piece, np.uint8)[: body.size - filled]
                filled += len(piece)
    except FileNotFoundError:
        raise _error(path, "the file", "none") from None
    except IsADirectoryError:
        raise _error(path, "a file", "a folder") from None
    except (OSError, EOFError, zlib.error) as error:
        # An error of the system would name the place on the server; what it says without is enough.
        fault = getattr(error, "strerror", None) or str(error)
        raise _error(path, "a whole gzip file", "{fault}", fault=fault) from None
    if filled != body.size:
        raise _error(path, "{size:,} bytes after the header", "{n:,}", size=body.size, n=filled)
    body.flags.writeable = False
    return body, digest.hexdigest()


def _count_in(path: Path, header: bytes, magic: int, shape: tuple[int, ...]) -> int:
    """Read the number of items from an IDX header: the magic number, the count and each item's shape."""
    expected = "an IDX header with magic number {magic}, at most {most:,} items and their shape {shape}"
    values = {"magic": magic, "most": MOST_ITEMS, "shape": shape}
    if len(header) < 4 * (2 + len(shape)):
        raise _error(path, expected, "{n:,} bytes", n=len(header), **values)
    found, count, *sizes = np.frombuffer(header, ">u4").tolist()
    if found != magic or tuple(sizes) != shape or count > MOST_ITEMS:
        raise _error(path, expected, "{header}", header=f"{found}, {count:,}, {tuple(sizes)}", **values)
    return int(count)


def _check_sums(place: Path, digests: dict[str, str]) -> None:
    for name, digest in digests.items():
        if digest != CHECKSUMS[name]:
            wanted = CHECKSUMS[name][:12]
            raise _error(place / name, "SHA-256 {wanted}… of MNIST's own file", "{n}…", wanted=wanted, n=digest[:12])


def _error(path: Path, expected: str, found: str, **values: object) -> MnistError:
    return MnistError(expected, found, file=path.name, folder=path.parent.name, **values)
