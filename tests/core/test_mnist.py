import gzip
import shutil

import numpy as np
import pytest

from gdcore import mnist
from gdcore.mnist import MnistError

IMAGES, LABELS = "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"


@pytest.fixture
def folder(tmp_path):
    for name in mnist.CHECKSUMS:
        shutil.copy(mnist.FOLDER / name, tmp_path)
    return tmp_path


def rewrite(path, change):
    """Apply a change to the uncompressed bytes of a file."""
    body = bytearray(gzip.decompress(path.read_bytes()))
    path.write_bytes(gzip.compress(bytes(change(body) or body), 1))


def other_data(folder, train=50, test=20):
    """Four files in MNIST's format that are not MNIST, as Fashion-MNIST's are."""
    rng = np.random.default_rng(0)
    for kind, n in (("train", train), ("t10k", test)):
        header = np.array([2051, n, 28, 28], ">u4").tobytes()
        pixels = rng.integers(0, 256, n * 784, dtype=np.uint8).tobytes()
        (folder / f"{kind}-images-idx3-ubyte.gz").write_bytes(gzip.compress(header + pixels))
        labels = np.array([2049, n], ">u4").tobytes() + rng.integers(0, 10, n, dtype=np.uint8).tobytes()
        (folder / f"{kind}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels))


def test_all_of_mnist_is_here(digits):
    assert digits.train_images.shape == (60_000, 784)
    assert digits.test_images.shape == (10_000, 784)
    assert digits.train_images.dtype == np.uint8
    # The counts of each digit, as the authors' page and every textbook has them.
    assert np.bincount(digits.train_labels).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(digits.test_labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def test_the_first_training_image_is_the_famous_five(digits):
    assert digits.train_labels[0] == 5
    assert digits.train_images[0].reshape(28, 28)[5, 12:19].tolist() == [3, 18, 18, 18, 126, 136, 175]


def test_what_sessions_share_is_read_only(digits):
    for array in vars(digits).values():
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_pixels_are_float32_from_0_to_1():
    x = mnist.pixels(np.array([0, 51, 255], np.uint8))
    assert x.dtype == np.float32
    assert x.tolist() == pytest.approx([0, 0.2, 1])


def test_a_copy_in_another_folder_loads(folder):
    assert len(mnist.load(folder).train_images) == 60_000


def test_another_data_set_in_the_same_format_loads(tmp_path):
    other_data(tmp_path)
    data = mnist.load(tmp_path)
    assert data.train_images.shape == (50, 784)
    assert data.test_labels.shape == (20,)


@pytest.mark.parametrize("name", mnist.CHECKSUMS)
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(MnistError, match=f"{name}: expected the file.*Restoring the files"):
        mnist.load(folder)


def alter_a_pixel(body):
    body[5000] ^= 1


def alter_a_label(body):
    body[100] = (body[100] + 1) % 10


def lose_an_image(body):
    return body[:-784]


def gain_a_byte(body):
    body.append(0)


def take_another_magic(body):
    body[3] = 9


def take_another_shape(body):
    body[11] = 14


def promise_billions(body):
    body[4] = 255


def keep_half_a_header(body):
    return body[:7]


def label_ten(body):
    body[50] = 10


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        (IMAGES, alter_a_pixel, "SHA-256"),
        (LABELS, alter_a_label, "SHA-256"),
        (IMAGES, lose_an_image, "expected 7,840,000 bytes"),
        (LABELS, gain_a_byte, "found 10,001"),
        (IMAGES, take_another_magic, "magic number 2051"),
        (LABELS, take_another_magic, "magic number 2049"),
        (IMAGES, take_another_shape, "28"),
        (IMAGES, promise_billions, "at most 1,000,000 items"),
        (LABELS, keep_half_a_header, "found 7 bytes"),
        (LABELS, label_ten, "labels from 0 to 9"),
    ],
)
def test_an_altered_file_is_named_with_what_was_expected(folder, name, change, says):
    rewrite(folder / name, change)
    with pytest.raises(MnistError, match=says) as caught:
        mnist.load(folder)
    assert str(caught.value).startswith(name)
    assert "Restoring the files" in str(caught.value)
    assert str(folder.parent) not in str(caught.value)  # no visitor needs the server's paths


@pytest.mark.parametrize("keep", [0, 3, 1000, -5])
def test_a_truncated_gzip_file_is_named(folder, keep):
    path = folder / IMAGES
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(MnistError, match=IMAGES):
        mnist.load(folder)


def test_a_file_that_is_no_gzip_is_named(folder):
    (folder / LABELS).write_bytes(b"not a gzip file")
    with pytest.raises(MnistError, match="a whole gzip file"):
        mnist.load(folder)


def test_as_many_labels_as_images(tmp_path):
    other_data(tmp_path)
    labels = np.array([2049, 3], ">u4").tobytes() + bytes(3)
    (tmp_path / LABELS).write_bytes(gzip.compress(labels))
    with pytest.raises(MnistError, match="expected 20 labels"):
        mnist.load(tmp_path)


def test_the_readme_gives_the_checksums_and_the_section_errors_point_to():
    readme = (mnist.FOLDER / "README.md").read_text()
    assert all(checksum in readme for checksum in mnist.CHECKSUMS.values())
    assert "## Restoring the files" in readme


@pytest.mark.parametrize("what", ["folder", "broken link", "link in a circle"])
def test_what_stands_in_place_of_a_file_is_named_without_its_place(what, tmp_path):
    place = tmp_path / "train-images-idx3-ubyte.gz"
    if what == "folder":
        place.mkdir()
    else:
        place.symlink_to(place if what == "link in a circle" else tmp_path / "nowhere")
    with pytest.raises(mnist.MnistError) as raised:
        mnist.load(tmp_path)
    assert str(tmp_path) not in str(raised.value)
    assert place.name in str(raised.value)
