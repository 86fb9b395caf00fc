import pytest

from pages.ui.controls.points import MOST, Points, read_table

KIND = Points("Your points")


@pytest.mark.parametrize("text", ["1 3\n2 5", "1,3\n2,5", "1\t3\r\n2\t5\n", "1;3\n\n  2 ;  5  ", "1.0, 3e0\n2 5."])
def test_a_table_is_read_however_its_cells_are_divided(text):
    assert read_table(text) == (((1, 3), (2, 5)), 2, "")


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("1,5\t3,2\n2,5\t−4,0", ((1.5, 3.2), (2.5, -4))),
        ("1,5;3,2\n2;4", ((1.5, 3.2), (2, 4))),
        ("1,5 3,2\n2,5 4", ((1.5, 3.2), (2.5, 4))),
        ("1,234\t5,5\n2\t6", ((1.234, 5.5), (2, 6))),  # the second cell tells what a comma is
        ("85\t350,000,000\n90\t1,500", ((85, 350_000_000), (90, 1500))),
        ("1/2 −3\n1e-3\t５", ((0.5, -3), (0.001, 5))),
        ("1 000,5;2\n3;4", ((1000.5, 2), (3, 4))),
    ],
)
def test_a_table_from_any_country_is_read(text, points):
    assert read_table(text) == (points, 2, "")


@pytest.mark.parametrize("value", [1 / 3, 1e-7, 350_000_000.123, 2015.0, -1e9, 5e-324])
def test_an_address_carries_every_digit(value):
    text = f"{value!r} 1\n2 3"
    assert read_table(KIND.parse(KIND.write(text))).points == ((value, 1), (2, 3))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2 abc", "Line 2 is left out: “abc” is not a number."),
        ("2", "Line 2 is left out: a point has two numbers, this has 1"),
        ("1 2 3", "this has 3"),
        ("nan 2", "“nan” is not a number"),
        ("2 inf", "“inf” is not"),
        ("1e10 0", "“1e10” is not a number from"),
        ("1,234; 5", "“1,234” can mean 1.234 or 1234"),
        ("1,5,3,2", "decimal commas need a tab or a semicolon between"),
        ("<script> 1", "“·script·” is not a number"),
    ],
)
def test_one_bad_cell_gets_one_sentence_and_the_rest_stays(line, says):
    table = read_table(f"1 3\n{line}\n2 5")
    assert table.points == ((1, 3), (2, 5))
    assert says in table.remark
    assert "<" not in table.remark


def test_several_bad_lines_are_counted():
    assert read_table("a b\n1 2\nc d\ne f\n3 4").remark.endswith("2 more lines were left out.")


def test_the_limits():
    assert not KIND.allows("1 2")
    assert not KIND.allows("")
    assert not KIND.allows(None)
    assert KIND.allows("1 2\n3 4")
    assert KIND.allows("1 2\n" * MOST)
    assert not KIND.allows("1 2\n" * (MOST + 1))
    assert KIND.show("1 2\n" * 100_000) == "100,000 points"


def test_an_address_carries_the_good_points():
    written = KIND.write("1 3\nx y\n-2.5,0.125")
    assert written == "1,3;-2.5,0.125"
    assert read_table(KIND.parse(written)).points == ((1, 3), (-2.5, 0.125))
