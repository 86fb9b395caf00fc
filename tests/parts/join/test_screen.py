"""What the phone shows and what it takes."""

import pytest

from pages.parts.join import screen
from pages.parts.room import descent
from pages.parts.room.settings import RoomSettings
from pages.ui.lessons import lessons
from pages.ui.room.store import RoomError, Seat

GUESS = {"kind": "guess", "lesson": "landscape-trapped"}


def seat(activity=GUESS, state="open", told=None, answer=None):
    return Seat(0, 3, activity, state, told, answer, True)


def test_a_lessons_question_and_its_answer_when_it_is_shown():
    found = screen.of_seat(seat(), "KRMT")
    assert found["choices"] == ["in the left hollow", "in the right hollow", "on the ridge"]
    assert (found["told"], found["right"]) == ("", None)
    assert "right hollow" in screen.of_seat(seat(state="shown"), "KRMT")["told"]


@pytest.mark.parametrize("activity", [{}, {"kind": "guess", "lesson": "no such lesson"}, {"kind": "strange"}])
def test_a_room_without_a_question_waits(activity):
    found = screen.of_seat(seat(activity), "KRMT")
    assert "choices" not in found
    assert "inputs" not in found
    assert "Wait" in found["title"]


def test_a_start_is_tapped_on_a_picture_that_a_phone_can_load():
    asked = descent.activity(RoomSettings(choose="start", surface="double_well"))
    (field,) = screen.of_seat(seat(asked), "KRMT")["inputs"]
    assert field["picture"].startswith("data:image/png")
    assert len(field["picture"]) < 25_000


def test_a_place_can_be_tapped_and_a_number_chosen_besides_the_answers():
    (picture,) = screen.of_seat(seat(), "KRMT")["inputs"]
    assert len(picture["picture"]) < 25_000
    assert (picture["from"], picture["came"]) == ((1.7, 1.0), None)
    (picture,) = screen.of_seat(seat(state="shown"), "KRMT")["inputs"]
    assert picture["came"] == (1.0, 0.0)
    assert screen.taken(GUESS, {"place": [-1.1, 0.02]}) == {"place": [-1.1, 0.02]}
    told = screen.of_seat(seat(state="shown", answer={"place": [-1.1, 0]}), "KRMT")["told"]
    assert told == "The answer: in the right hollow. Tapped: (−1.1, 0). It came to (1, 0), 2.1 away."
    ravine = {"kind": "guess", "lesson": "race-ravine"}
    (scale,) = screen.of_seat(seat(ravine), "KRMT")["inputs"]
    assert scale["stops"] == list(range(31))
    assert screen.taken(ravine, {"number": 9}) == {"number": 9}
    assert screen.of_seat(seat({"kind": "guess", "lesson": "line-fit-best"}), "KRMT")["inputs"] == []


@pytest.mark.parametrize("lesson", [one for one in lessons.course().lessons if one.guess], ids=lambda one: one.name)
def test_every_lesson_that_asks_for_more_than_an_answer_asks_a_phone_for_it(lesson):
    asked = {"kind": "guess", "lesson": lesson.name}
    (field,) = screen.of_seat(seat(asked), "KRMT")["inputs"]
    right = {"place": [*lesson.guess.outcome]}
    if not lesson.guess.is_place:
        right = {"number": min(field["stops"], key=lambda stop: abs(stop - lesson.guess.outcome[0]))}
    assert screen.taken(asked, right) == right
    if "stops" in field:
        middle = field["stops"][len(field["stops"]) // 2]
        assert not lesson.guess.is_right((middle,)), "the slider stands at the answer before anybody has moved it"


@pytest.mark.parametrize(
    "given", [{"place": [9, 9]}, {"place": [0]}, {"place": "ab"}, {"number": 3}, {"place": [0, 0], "number": 1}, {}]
)
def test_what_is_no_place_on_the_picture_is_refused(given):
    with pytest.raises(RoomError):
        screen.taken(GUESS, given)


@pytest.mark.parametrize("given", [None, -1, 3, 1.0, "1", True, [1], {"a": 1}])
def test_what_is_no_answer_to_a_lesson_is_refused(given):
    with pytest.raises(RoomError):
        screen.taken(GUESS, given)


@pytest.mark.parametrize("given", [{}, "", "AAAA", 3, None])
def test_a_digit_comes_from_the_paper_alone(given):
    assert screen.of_seat(seat({"kind": "digit", "digit": 7}), "KRMT")["paper"]
    with pytest.raises(RoomError):
        screen.taken({"kind": "digit", "digit": 7}, given)


@pytest.mark.parametrize("end", ["arrived", "left", "way", "trained", "diverged", "read"])
def test_every_outcome_has_its_sentence(end):
    said = screen.outcome(
        {"end": end, "step": 12, "rank": 2, "of": 7, "accuracy": 0.912, "answer": 7, "certainty": 0.9}
    )
    assert said.endswith(".")
    assert "{" not in said


@pytest.mark.parametrize("why", ["gone", "full", "bad", "unsafe"])
def test_a_phone_that_cannot_come_in_is_told_why_and_a_hostile_code_stays_text(why):
    said = screen.refused(why, "<script>alert(1)</script>")
    assert said.endswith(".")
    assert "<" not in said
