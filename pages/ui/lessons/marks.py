"""Answers of other kinds: a place tapped on the picture, or a number on a scale.

Such a guess is a tuple of numbers, (x, y) or (number,), beside the answers to press, which stay: for the keyboard, and
for a room. `taken` gives it, `put` sets it; the session keeps it by the lesson's name until the lesson is taken anew.
"""

from collections.abc import MutableMapping

import streamlit as st

from gdcore.guesses import miss
from pages.ui.lessons.guess import Guess
from pages.ui.text import plain, rough, t

MARKS = "lesson.marks"
TAPPED = 3  # digits of a place that a finger has met


def taken(lesson: str) -> tuple[float, ...] | None:
    """Return the guess that was made in a lesson: (x, y), (number,), or None."""
    return _marks().get(lesson)


def put(lesson: str, given: tuple[float, ...]) -> None:
    """Make a guess, or another one; in a callback."""
    _marks()[lesson] = given


def forget(lesson: str) -> None:
    """A lesson is taken anew: nothing is guessed."""
    _marks().pop(lesson, None)


def ask(lesson: str, guess: Guess) -> None:
    """Draw the scale of a number, or say that a place is tapped."""
    if guess.is_place:
        st.caption(t("or tap the place on the picture"), width="content")
        return
    key, numbers = f"lesson.scale.{lesson}", guess.stops
    st.session_state.setdefault(key, (taken(lesson) or (numbers[0],))[0])
    with st.container(width=170, key="lesson-scale"):
        st.select_slider(
            t("or a number on the scale"), numbers, key=key, format_func=plain,
            label_visibility="collapsed", on_change=lambda: put(lesson, (st.session_state[key],)),
        )  # fmt: skip


def compare(lesson: str, guess: Guess) -> str:
    """Say how near the guess came, once the answer is told; nothing where none was made."""
    given = taken(lesson)
    return "" if given is None else beside(given, guess)


def beside(given: tuple[float, ...], guess: Guess) -> str:
    """Say a guess, and what came out."""
    off = float(miss(given, guess.outcome))
    came = [plain(value) for value in guess.outcome]
    if not guess.is_place:
        number = {"given": plain(given[0]), "outcome": came[0]}
        if guess.is_right(given):
            return t("On the scale: {given}. It came to **{outcome}**: right.", **number)
        return t("On the scale: {given}. It came to **{outcome}**, {off} away.", off=plain(off), **number)
    place = {"x": rough(given[0], TAPPED), "y": rough(given[1], TAPPED), "to_x": came[0], "to_y": came[1]}
    if guess.is_right(given):
        return t("Tapped: ({x}, {y}). It came to **({to_x}, {to_y})**: right.", **place)
    return t("Tapped: ({x}, {y}). It came to **({to_x}, {to_y})**, {off} away.", off=rough(off, TAPPED), **place)


def _marks() -> MutableMapping[str, tuple[float, ...]]:
    found: MutableMapping[str, tuple[float, ...]] = st.session_state.setdefault(MARKS, {})
    return found
