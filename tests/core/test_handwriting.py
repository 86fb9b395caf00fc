"""What is written with a pen becomes what MNIST would have made of it."""

import numpy as np
import pytest

from gdcore import handwriting
from tests.core import tracing

SEVEN = [np.array([[0.2, 0.2], [0.6, 0.22], [0.35, 0.8]]), np.array([[0.3, 0.5], [0.55, 0.5]])]
ONE = [np.array([[0.5, 0.1], [0.48, 0.9]])]


def test_a_pixels_grey_is_the_share_of_its_area_under_the_pen():
    # A line three pixels wide along the middle of the fifth row covers rows 3 to 5 wholly and no other.
    picture = handwriting.ink([np.array([[-9.0, 4.5], [19.0, 4.5]])], side=10, pen=3)
    assert np.allclose(picture, np.isin(np.arange(10), (3, 4, 5))[:, np.newaxis])
    # A quarter of a pixel lower it covers a quarter of row 6, and three quarters of row 3.
    picture = handwriting.ink([np.array([[-9.0, 4.75], [19.0, 4.75]])], side=10, pen=3)
    assert np.allclose(picture[[3, 6]], [[0.75], [0.25]])


def test_ink_has_the_area_of_what_was_drawn():
    dot, line = np.array([[14.0, 14.0]]), np.array([[6.0, 9.0], [18.0, 14.0]])
    assert handwriting.ink([dot], pen=6).sum() == pytest.approx(np.pi * 3**2, rel=0.01)
    assert handwriting.ink([line], pen=3).sum() == pytest.approx(13 * 3 + np.pi * 1.5**2, rel=0.01)
    assert np.array_equal(handwriting.ink([line, line]), handwriting.ink([line]))  # twice black is black


@pytest.mark.parametrize("strokes", [SEVEN, ONE], ids=["a seven", "a one"])
def test_the_digit_fits_into_20_pixels_and_its_mass_is_in_the_middle(strokes):
    picture = handwriting.as_mnist(strokes)
    assert picture.shape == (28, 28)
    assert picture.min() == 0
    assert picture.max() == 1
    assert handwriting.centre_of_mass(picture) == pytest.approx([14, 14], abs=0.02)
    lines = np.concatenate(handwriting.fitted(strokes))
    assert np.ptp(lines, axis=0).max() + handwriting.PEN == pytest.approx(20)
    before = np.concatenate(strokes)
    assert np.ptp(lines, axis=0)[0] / np.ptp(lines, axis=0)[1] == pytest.approx(
        np.ptp(before, axis=0)[0] / np.ptp(before, axis=0)[1]
    )


@pytest.mark.parametrize(("scale", "shift"), [(0.3, (0.6, 0.05)), (1.0, (0.3, -0.1)), (1.2, (0, 0))])
def test_where_and_how_large_it_was_written_changes_nothing(scale, shift):
    moved = [stroke * scale + shift for stroke in SEVEN]
    assert np.allclose(handwriting.as_mnist(moved), handwriting.as_mnist(SEVEN), atol=1e-9)
    assert not np.allclose(handwriting.as_written(moved), handwriting.as_written(SEVEN), atol=0.1)


def test_no_stroke_is_blank_paper_and_a_dot_is_a_dot():
    assert not handwriting.as_mnist([]).any()
    dot = handwriting.as_mnist([np.array([[0.9, 0.1]])])
    assert dot.sum() == pytest.approx(np.pi * (handwriting.PEN / 2) ** 2, rel=0.05)
    assert handwriting.centre_of_mass(dot) == pytest.approx([14, 14], abs=0.01)


@pytest.mark.parametrize(
    ("strokes", "rule"),
    [
        ("7", "strokes must be a list"),
        ({"0": []}, "strokes must be a list"),
        ([5], "stroke must be a list of points"),
        ([["a", "b"]], "stroke must be a list of pairs of numbers"),
        ([[[1, 2, 3]]], "stroke must be a list of pairs of numbers"),
        ([[[0, 0], [1]]], "stroke must be a list of pairs of numbers"),
        ([[[0.5, 1.5]]], "point must be within 0 and 1, got 1.5"),
        ([[[0.5, float("nan")]]], "point must be within 0 and 1, got nan"),
        ([[[10**400, 0]]], "stroke must be a list of pairs of numbers"),
        ([[[0, 0]]] * 101, "strokes must be at most 100, got 101"),
        ([[[0, 0]] * 1001] * 2, "points must be at most 2000, got 2002"),
    ],
)
def test_strokes_that_cannot_be_are_refused_with_a_sentence(strokes, rule):
    with pytest.raises(ValueError, match=rule.replace("[", r"\[")):
        handwriting.checked(strokes)


def test_strokes_from_outside_are_read():
    (stroke,) = handwriting.checked([[[0, 1], [0.5, 0.25]], []])
    assert stroke.tolist() == [[0, 1], [0.5, 0.25]]


@pytest.mark.slow
def test_the_modern_net_reads_test_digits_that_are_written_again_with_a_pen(digits):
    run = tracing.modern_run(digits)
    assert tracing.share_read(run) >= 0.85

    def in_a_corner(strokes):
        return handwriting.as_written([stroke * 0.5 for stroke in strokes])

    assert tracing.share_read(run, in_a_corner) < 0.5  # what the treatment is for
