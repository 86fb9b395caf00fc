"""A row of numbers as a setting."""

import pytest

from pages.ui.controls.row import Row, written

ROW = Row("Answer", 0, 1, 2, 10)
LABELS = Row("Labels", 0, 9, 1, 5, whole=True)


@pytest.mark.parametrize(
    "text", ["0.1 0.9", "0.1,0.9", "[0.1, 0.9]", "(0.1; 0.9)", " 0.1\t0.9 ", "0,1 0,9", "0,1; 0,9", "1/10 9e-1"]
)
def test_a_row_is_read_however_it_is_separated(text):
    assert ROW.allows(text)
    assert ROW.numbers(text) == (0.1, 0.9)
    assert ROW.parse(ROW.write(text)) == "0.1 0.9"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", "0 numbers"), ("0.5", "one number"), ("0.5 x", "“x”"), ("0.5 nan", "“nan”"), ("0.5 inf", "“inf”"),
     ("0.5 1.5", "“1.5”"), ("0 " * 11, "11 numbers"), ("0.5 <b>", "“·b·”"), ("9" * 5_000, "“" + "9" * 24 + "…”")],
)  # fmt: skip
def test_what_is_no_such_row_is_named(text, shown):
    assert not ROW.allows(text)
    assert ROW.show(text) == shown


def test_labels_are_whole():
    assert LABELS.allows("[0, 1, 2, 0, 1]")
    assert not LABELS.allows("0.5")
    assert LABELS.rule() == "1 to 5 whole numbers from 0 to 9"
    assert ROW.rule() == "2 to 10 numbers from 0 to 1"


def test_what_was_computed_is_written_short():
    assert written([0.1 + 0.2, 1 / 3, 0]) == "0.3 0.333333333 0"
