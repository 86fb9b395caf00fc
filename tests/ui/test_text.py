import math

import pytest

from pages.ui.text import duration, number, percent, plural, rough, t


def test_a_sentence_takes_its_values_and_keeps_percent_signs_on_their_line():
    assert (
        t("{k} is {share} of it, 10 % of that", k=3, share=percent(0.5)) == "3 is 50.0\u00a0% of it, 10\u00a0% of that"
    )


def test_braces_without_values_are_text():
    assert t("{x}") == "{x}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "0"), (10_000, "10,000"), (350_000_000, "350,000,000"), (-3, "−3"), (10**9, "10⁹"),
        (2.5, "2.5"), (1 / 3, "0.333333"), (-0.7, "−0.7"), (3346.7, "3,346.7"), (123456.7, "123,457"),
        (1e-4, "0.0001"), (1e-5, "10⁻⁵"), (-1e-6, "−10⁻⁶"), (5.7e-5, "5.7·10⁻⁵"), (-2.5e22, "−2.5·10²²"),
        (999_999.7, "10⁶"), (1_234_567.8, "1.23457·10⁶"), (0.000099999999, "0.0001"),
        (math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "not a number"),
    ],
)  # fmt: skip
def test_a_number_has_one_form(value, text):
    assert number(value) == text


def test_digits_before_the_point_are_not_left_out_where_few_are_asked_for():
    assert [number(value, 2) for value in (0.123, 12.34, 1234.5, -0.0333)] == ["0.12", "12", "1,234", "−0.033"]
    assert [rough(value, 2) for value in (0.123, 12.34, 1234.5, 99.9)] == ["0.12", "12", "1.2·10³", "10²"]


def test_one_update_and_two_updates():
    counts = [plural(n, one="{n} update of {all}", other="{n} updates of {all}", all=5) for n in (0, 1, 2, 0.5, 2000)]
    assert counts == ["0 updates of 5", "1 update of 5", "2 updates of 5", "0.5 updates of 5", "2,000 updates of 5"]


def test_durations_have_a_unit_a_person_would_use():
    assert [duration(s) for s in (0.00052, 2.56, 29.04, 1000, 260_000)] == [
        "0.52 ms",
        "2.6 s",
        "29.0 s",
        "17 min",
        "72.2 h",
    ]
