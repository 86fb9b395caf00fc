import pytest

from pages.ui.controls.points import MOST, Points, read_table

KIND = Points("Your points")


@pytest.mark.parametrize("text", ["1 3\n2 5", "1,3\n2,5", "1\t3\r\n2\t5\n", "1;3\n\n  2 ;  5  ", "1.0, 3e0\n2 5."])
def test_a_table_is_read_however_its_cells_are_divided(text):
    assert read_table(text) == (((1, 3), (2, 5)), 2, "")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2 abc", "Line 2: “abc” is not a number; that point is left out."),
        ("2", "Line 2: a point has two numbers, this has 1"),
        ("1 2 3", "this has 3"),
        ("nan 2", "“nan” is not a number from −1,000,000"),
        ("2 inf", "“inf” is not"),
        ("1e7 0", "“1e7” is not"),
        ("<script> 1", "“·script·” is not a number"),
    ],
)
def test_one_bad_cell_gets_one_sentence_and_the_rest_stays(line, says):
    table = read_table(f"1 3\n{line}\n2 5")
    assert table.points == ((1, 3), (2, 5))
    assert says in table.remark
    assert "<" not in table.remark


def test_several_bad_lines_are_counted():
    assert read_table("a b\n1 2\nc d\ne f\n3 4").remark.endswith("So are 2 more.")


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
