"""A room's taps and numbers, as they stand beside what came out."""

import re

from pages.ui.lessons import cloud
from pages.ui.lessons.guess import Guess

PLACE = Guess((1.0, 0.0), 0.3, 10, ("x", "y"))
NUMBER = Guess((9,), 1, 10, ("n",), (0, 30), 1)


def test_taps_are_counted_and_answers_that_were_pressed_are_none():
    answers = {0: {"place": [1.1, 0.1]}, 1: {"place": [-1, 0]}, 2: 1, 3: {"number": 4}, 4: {"place": [0.8, 0]}}
    assert "2 of 3 taps are within 0.3 of (1, 0)." in cloud.drawn(PLACE, answers)
    assert [row["across"] for row in cloud.marks(PLACE, answers, False)] == [1.1, -1, 0.8]
    assert len({(row["shape"], row["colour"]) for row in cloud.marks(PLACE, answers, True)}) == 3
    assert cloud.drawn(PLACE, {2: 1}) == ""


def test_numbers_stand_as_dots_over_their_place_on_the_scale():
    numbers = [0, 9, 9, 10, 30]
    drawn = cloud.drawn(NUMBER, {k: {"number": n} for k, n in enumerate(numbers)})
    assert "3 of 5 numbers are within 1 of 9; the middle one is 9." in drawn
    across = sorted(float(x) for x in re.findall(r"<i style='left:([\d.]+)%", drawn))
    assert [round(0.3 * x, 1) for x in across] == numbers
    came = float(re.search(r"<u style='left:([\d.]+)%", drawn)[1])
    assert came == across[1]


def test_five_hundred_phones_of_one_mind_stay_in_the_picture():
    drawn = cloud.drawn(NUMBER, {k: {"number": 7} for k in range(500)})
    heights = [float(y) for y in re.findall(r"bottom:([\d.]+)rem", drawn)]
    size = float(re.search(r"width:([\d.]+)rem", drawn)[1])
    assert len({*heights}) == 500
    assert max(heights) + size < cloud.HIGH + 0.5  # rounded
