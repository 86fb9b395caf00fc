"""What the phone shows: from a seat in the room to the words and choices of one screen."""

from typing import Any

from pages.parts.join import guesses
from pages.ui.lessons import cloud, lessons, marks
from pages.ui.room import inputs
from pages.ui.room.signs import sign
from pages.ui.room.store import RoomError, Seat
from pages.ui.text import number, percent, quote, t


def words() -> dict[str, str]:
    """Return what the page itself says, without the server if need be."""
    return {
        "offline": t("Your phone has no connection. What you choose is sent when it is back."),
        "host": t("The lecturer's page has no connection. Your answer is kept; wait a moment."),
        "late": t("Too late: the question was closed before your answer arrived."),
        "bad": t("That is no answer to this question; choose again."),
        "sending": t("Sending …"),
        "sent": t("Sent. You can change it until the question is closed."),
        "send": t("Send"),
        "join": t("Join"),
        "code": t("Code of the room"),
        "room": t("Room {code}").replace("{code}", "{}"),
    }


def door(said: str = "", code: str = "") -> dict[str, Any]:
    """Return the screen that asks for a room's code."""
    return {"phase": "door", "title": t("Take part"), "said": said, "code": code,
            "text": t("Type the four letters from the lecturer's screen.")}  # fmt: skip


def refused(why: str, code: str) -> str:
    """Say in one sentence why a phone cannot come in."""
    return {
        "gone": t("There is no room {code}, or it is closed.", code=quote(code)),
        "full": t("Room {code} is full: it holds 500 phones.", code=quote(code)),
        "bad": t("This phone's own number was changed; open the page again."),
        "busy": t("The server cannot keep rooms at the moment."),
        "unsafe": t("The server cannot keep rooms at the moment."),
    }[why]


def closed() -> dict[str, Any]:
    """Return the screen of a phone whose room is closed."""
    return door(t("The room is closed. Everything in it is forgotten."))


def of_seat(seat: Seat, code: str) -> dict[str, Any]:
    """Return the screen of a phone in its room."""
    mine = sign(seat.place)
    found = {
        "phase": "room",
        "code": code,
        "sign": {"path": mine.path, "colours": mine.colours, "name": mine.name},
        "question": seat.question,
        "state": seat.state,
        "host": seat.host,
        "mine": seat.answer,
    }
    return found | _asked(seat)


def _asked(seat: Seat) -> dict[str, Any]:
    kind, idle = seat.activity.get("kind"), seat.state == "idle"
    if kind == "guess" and not idle:
        lesson = lesson_of(seat.activity)
        if lesson:
            told = ""
            if seat.state == "shown":
                told = _came_out(lesson, seat.answer)
            elif seat.state == "closed":
                told = t("The question is closed.")
            shown = seat.state == "shown"
            return {"title": lesson.question, "choices": list(lesson.answers), "told": told,
                    "inputs": guesses.field(lesson, shown), "right": lesson.right if shown else None}  # fmt: skip
    if kind == "digit" and not idle:
        told = outcome(seat.told) if seat.told else "" if seat.state == "open" else t("Now look at the projector.")
        return {"title": t("Write a {digit} with your finger.", digit=seat.activity["digit"]), "told": told,
                "paper": seat.state == "open"}  # fmt: skip
    if kind in ("descend", "train") and not idle:
        title = {
            "descend": t("Everyone descends: choose how, then look at the projector."),
            "train": t("Everyone trains the network: choose, then look at the projector."),
        }[kind]
        told = outcome(seat.told) if seat.told else "" if seat.state == "open" else t("Now look at the projector.")
        return {
            "title": title,
            "inputs": [_shown(each, seat.activity) for each in seat.activity["inputs"]],
            "told": told,
        }
    return {"title": t("You are in. Wait for the lecturer's question."), "told": ""}


def _came_out(lesson: lessons.Lesson, answer: Any) -> str:
    """Say the answer, and how near a tap or a number came to it."""
    said = t("The answer: {right}", right=lesson.answers[lesson.right])
    mine = cloud.given(lesson.guess, {0: answer}) if lesson.guess else {}
    if not mine or not lesson.guess:
        return said
    return f"{said}. {marks.beside(mine[0], lesson.guess).replace('**', '')}"


def _shown(each: dict[str, Any], activity: dict[str, Any]) -> dict[str, Any]:
    """Return an input as the phone draws it: one that is tapped with its picture."""
    found = inputs.shown(each)
    if "surface" not in each:
        return found
    # Only here, so that a phone that needs no picture does not wait for what draws it.
    from pages.ui.pictures.contour import contour
    from pages.ui.terrain.ground import AXES, ground

    over = ground(each["surface"], activity["settings"]["formula"], activity["settings"]["reach"])
    return found | {"picture": contour(over.objective, AXES, over.box, False, over.floor or 0.0, over.even).image}


def outcome(told: dict[str, Any]) -> str:
    """Say what became of a phone's own descent or training."""
    if told["end"] == "arrived":
        return t("Arrived at step {step}: place {rank} of {n}.", step=number(told["step"]), rank=number(told["rank"]),
                 n=number(told["of"]))  # fmt: skip
    if told["end"] == "read":
        return t("The network reads {answer}, {certainty} certain.", answer=told["answer"],
                 certainty=percent(told["certainty"], 0))  # fmt: skip
    if told["end"] == "left":
        return t("It left the picture at step {step}.", step=number(told["step"]))
    if told["end"] == "trained":
        return t("{share} of the test digits right: place {rank} of {n}.", share=percent(told["accuracy"]),
                 rank=number(told["rank"]), n=number(told["of"]))  # fmt: skip
    if told["end"] == "diverged":
        return t("The loss grew too large for a number.")
    return t("Still on its way after {step} steps: place {rank} of {n}.", step=number(told["step"]),
             rank=number(told["rank"]), n=number(told["of"]))  # fmt: skip


def lesson_of(activity: dict[str, Any]) -> lessons.Lesson | None:
    """Return the lesson that is asked; None where there is none of that name any more."""
    return next((each for each in lessons.course().lessons if each.name == activity.get("lesson")), None)


def taken(activity: dict[str, Any], given: Any) -> Any:
    """Return what a phone has sent as an answer to what is asked.

    Raises:
        RoomError: bad, when it is none.
    """
    if activity.get("kind") == "guess":
        lesson = lesson_of(activity)
        whole = isinstance(given, int) and not isinstance(given, bool)
        if lesson and whole and 0 <= given < len(lesson.answers):
            return given
        if lesson and (besides := guesses.asked(lesson)):
            return inputs.checked(besides, given)
        raise RoomError("bad")
    if not activity.get("inputs"):  # what is written comes from the paper
        raise RoomError("bad")
    return inputs.checked(activity["inputs"], given)
