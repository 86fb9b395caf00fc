"""What the phone shows and what it takes."""

import pytest

from pages.parts.join import screen
from pages.parts.room import descent
from pages.parts.room.settings import RoomSettings
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
