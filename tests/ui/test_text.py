from pages.ui.text import duration, number, percent, t


def test_a_sentence_takes_its_values_and_keeps_percent_signs_on_their_line():
    assert (
        t("{k} is {share} of it, 10 % of that", k=3, share=percent(0.5)) == "3 is 50.0\u00a0% of it, 10\u00a0% of that"
    )


def test_braces_without_values_are_text():
    assert t("{x}") == "{x}"


def test_numbers_are_short_and_exact_enough():
    assert [number(n) for n in (0, 10_000, 0.1, 1e-8, 1 / 3, 2.5, -3)] == [
        "0", "10,000", "0.1", "1e-08", "0.333333", "2.5", "-3"
    ]  # fmt: skip


def test_durations_have_a_unit_a_person_would_use():
    assert [duration(s) for s in (0.00052, 2.56, 29.04, 1000, 260_000)] == [
        "0.52 ms",
        "2.6 s",
        "29.0 s",
        "17 min",
        "72.2 h",
    ]
