import math

import pytest

from pages.ui.controls.kinds import Number
from pages.ui.controls.reading import NotANumber, read_number
from pages.ui.text import plain

KIND = Number("Rate", -2e9, 2e9)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−0.7", -0.7),
        ("–3", -3),
        ("- 3", -3),
        ("+5", 5),
        ("0,5", 0.5),
        ("-1,25", -1.25),
        (",5", 0.5),
        ("0,500", 0.5),
        ("5.", 5),
        ("1/2", 0.5),
        ("−3 / 4", -0.75),
        ("1e-3", 0.001),
        ("1,5E3", 1500),
        ("5.7·10⁻⁵", 5.7e-5),
        ("5 × 10^-3", 0.005),
        ("−10⁻³", -0.001),
        ("350,000,000", 350_000_000),
        ("1.234.567", 1_234_567),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234", 1.234),
        ("10 000", 10_000),
        ("1\u202f234,5", 1234.5),
        ("1'234.5", 1234.5),
        ("\u00a01．５\n", 1.5),
        ("٣", 3),
        ("0x1", None),
        ("1_0", None),
        ("1/0", None),
        ("1/2/3", None),
        ("1 1/2", None),
        ("1½", None),
        ("3²", None),
        ("12 34", None),
        ("1,2,3", None),
        ("1.2.3", None),
        ("nan", None),
        ("inf", None),
        ("2·10", None),
        ("--1", None),
        ("5 %", None),
        ("", None),
    ],
)
def test_a_number_is_what_a_person_means_or_none(text, value):
    if value is None:
        with pytest.raises(NotANumber) as error:
            read_number(text)
        assert error.value.readings == ()
    else:
        assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "readings"), [("1,234", (1.234, 1234)), ("−10,000", (-10, -10_000)), ("1,234e3", (1234, 1_234_000))]
)
def test_a_comma_that_can_mean_two_numbers_is_refused_with_both(text, readings):
    with pytest.raises(NotANumber) as error:
        read_number(text)
    assert error.value.readings == readings
    said = KIND.complain(text, "that", 5)
    assert all(f"`{KIND.write(reading)}`" in said for reading in readings)
    assert said.endswith("Keeping 5.")
    assert (read_number(text, "decimal"), read_number(text, "thousands")) == readings


@pytest.mark.parametrize("value", [0.1, -0.7, 1 / 3, 1e-8, 123_456_789, 1e-300, -2.5e12, 0.30000000000000004])
def test_what_the_pages_write_is_read_back(value):
    assert read_number(KIND.write(value)) == value
    assert math.isclose(read_number(plain(value)), value, rel_tol=1e-4)


def test_two_stops_that_are_not_the_same_do_not_look_the_same():
    near = Number("Rate", 0, 1, ladder=(0.1,))
    assert near.show(0.1) == "0.1"
    assert near.show(0.10000001) == "0.10000001"
    assert near.show(math.nextafter(0.1, 1)) == repr(math.nextafter(0.1, 1))
