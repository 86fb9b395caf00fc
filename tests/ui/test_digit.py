"""What is said about a written digit, and how it is laid out."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from gdcore.network import TwoLayerNet
from pages.ui.digit.reading import Reading, bars, read, said, seen
from pages.ui.pictures.pictures import strip

NET = TwoLayerNet()
THETA = NET.initial(np.random.default_rng(3), "xavier")
SEVEN = [np.array([[0.2, 0.2], [0.6, 0.22], [0.35, 0.8]])]
SCRIBBLE = [np.stack([np.tile([0.1, 0.9], 20), np.linspace(0.1, 0.9, 40)], axis=1)]
FULL = [np.array([[0.0, y], [1.0, y]]) for y in np.linspace(0, 1, 40)]


@pytest.mark.parametrize(
    ("strokes", "words"),
    [
        ([], "Nothing is written yet"),
        ([np.array([[0.5, 0.5]])], "A dot is no digit"),
        (FULL, "So much ink is no digit"),
        (SCRIBBLE, "So much ink is no digit"),
        (SEVEN, r"The net (reads|is unsure)"),
    ],
)
def test_whatever_is_written_gets_an_honest_sentence(strokes, words):
    assert re.match(words, said(read(seen(strokes), NET, THETA)))


def test_an_unsure_net_says_so_and_a_broken_one_reads_nothing():
    image = seen(SEVEN)
    certainties = np.full(10, 0.06)
    certainties[[7, 1]] = 0.3, 0.22
    assert "unsure: 7 with 30" in said(Reading(image, certainties))
    assert "or 1" in said(Reading(image, certainties))
    broken = read(image, NET, np.full(NET.size, np.inf, np.float32))
    assert "no longer numbers" in said(broken)
    assert bars(broken).count("width:0.0%") == 10


def test_bars_are_as_long_as_the_certainties_and_blank_paper_has_none():
    reading = read(seen(SEVEN), NET, THETA)
    laid = bars(reading, "<b>η</b>")
    lengths = [float(share) for share in re.findall(r"width:([\d.]+)%", laid)]
    assert lengths == pytest.approx(100 * reading.certainties, abs=0.06)
    assert laid.count('class="answer"') == 1
    assert "<b>" not in laid
    assert bars(read(seen([]), NET, THETA)).count("width:0.0%") == 10


def test_a_strip_holds_each_frame_in_its_place():
    frames = np.random.default_rng(0).random((5, 784))
    sheet = Image.open(io.BytesIO(base64.b64decode(strip(frames, 0, 1, 3).split(",")[1]))).convert("L")
    laid = np.asarray(sheet) / 255
    assert laid.shape == (56, 84)
    assert np.abs(laid[28:56, 28:56].ravel() - frames[4]).max() < 0.05
