"""A page's lessons in the sidebar, and the card of the one that is on: question, guess, and what came out."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.controls.settings import Controls, S, kinds_of
from pages.ui.lessons import cloud, marks, stage
from pages.ui.lessons import lessons as files
from pages.ui.lessons.complaint import LessonError
from pages.ui.lessons.lessons import Lesson
from pages.ui.room import guess as room
from pages.ui.room import panel
from pages.ui.text import t

PAGES = Path(__file__).resolve().parents[2]
A_COLUMN = 6  # lessons that stand one below the other; more of them stand in two columns
ON, TAKEN, GUESSES, TOLD, GO = "lesson.on", "lesson.taken", "lesson.guesses", "lesson.told", "lesson.go"
# Settings that leave the question as it was.
OF_THE_SCREEN = ("view", "speed", "loss_axis", "levels", "field", "picture")
PLAY = '<button class="play"></button>'
LOOK = """
.play { font: inherit; color: inherit; background: transparent; border: 1px solid currentColor; border-radius: 0.5rem;
  padding: 0.3rem 0.9rem; min-height: 2.5rem; cursor: pointer; white-space: nowrap; }
.play:hover, .play:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
"""


@cache
def _component() -> Any:
    js = Path(__file__).with_name("lesson.js").read_text(encoding="utf-8")
    return st.components.v2.component("lesson", html=PLAY, css=LOOK, js=js)


def controls_of(page: str, defaults: S, arrived: bool) -> tuple[Controls[S], Lesson | None]:
    """Return the controls of a page that has lessons, and the lesson that is on.

    Args:
        page: the page's name.
        defaults: its settings before anything is touched.
        arrived: what `shell.enter` said.
    """
    mine, bases = {}, {"": defaults}
    for lesson in files.of_page(page):
        try:
            bases[lesson.name] = lesson.applied_to(defaults)
        except LessonError:  # the front page says so
            continue
        mine[lesson.name] = lesson
    controls = Controls(page, bases, arrived)
    name = controls.memory.lesson
    if name and (arrived or st.session_state.get(ON) != name):
        _begin(name)
    st.session_state[ON] = name
    return controls, mine.get(name)


def show(
    controls: Controls[Any],
    lesson: Lesson | None,
    then: Callable[[], None] = lambda: None,
    reached: bool = False,
    step_by_step: bool = False,
) -> None:
    """Draw the lessons in the sidebar, and the card of the one that is on; for the beginning of a page.

    A sidebar that opens after the pictures makes them narrower a moment after they were drawn.

    Args:
        controls: the page's settings.
        lesson: the one that is on.
        then: called after a lesson has set the controls, before the page is drawn again.
        reached: whether the run has come to its end, where the server knows it.
        step_by_step: whether Play makes one step, and a remote's forward key makes more before it reveals.
    """
    with st.sidebar:
        _choose(controls, then)
        panel.offer()
    if lesson:
        _card(controls, lesson, then, reached, step_by_step)
    else:
        room.nothing()


def _choose(controls: Controls[Any], then: Callable[[], None]) -> None:
    """Draw a button a lesson; pressing it sets the page's controls."""
    lessons = [lesson for lesson in files.of_page(controls.page) if lesson.name in controls.lessons]
    st.markdown(f"**{t('Lessons')}**")
    with st.container(key=f"lessons{'-many' if len(lessons) > A_COLUMN else ''}"):
        for lesson in lessons:
            on = controls.memory.lesson == lesson.name
            st.button(
                lesson.title,
                type="primary" if on else "secondary",
                width="stretch",
                on_click=_take,
                args=(controls, lesson.name, then),
                key=f"{controls.page}.lesson.{lesson.name}",
            )
    controls.draw_complaint("lesson")
    controls.draw_complaint("link")


def _card(controls: Controls[Any], lesson: Lesson, then: Callable[[], None], reached: bool, step_by_step: bool) -> None:
    """Draw the question with its answers, and what came out once that is asked for."""
    told, changed = lesson.name in _kept(TOLD, set), _is_changed(controls, lesson)
    if room.follow(lesson.name, told) and not told:  # a lecturer who comes back has told it already
        _tell(lesson.name)
        told = True
    with st.container(border=True, key="lesson"):
        st.markdown(f"**{lesson.title}.** {lesson.question}")
        with st.container(key="lesson-row", horizontal=True, vertical_alignment="center"):
            _step(controls, lesson, -1, "previous", "‹", t("The lesson before (B)"), then)
            if not told:
                _ask(lesson)
                _play(lesson, told, reached, changed, step_by_step)
                st.button(t("Reveal"), on_click=_tell, args=(lesson.name,), key="lesson-reveal", help=t("or R"))
            if changed:
                st.button(
                    t("Changed: take it up again"),
                    on_click=_take,
                    args=(controls, lesson.name, then),
                    key="lesson-again",
                )
            st.button(t("Close the lesson"), type="tertiary", on_click=_leave, args=(controls,), key="lesson-close")
            if told:
                _play(lesson, told, reached, changed, False)
            _step(controls, lesson, 1, "next", "›", t("The next lesson (N)"), then)
        # With a room its bars stand beside what came out.
        left, right = st.columns([5, 6], gap="medium") if told and panel.is_open() else (st.container(), st.container())
        if told:
            with left:
                _answer(lesson)
        with right:
            room.show(lesson.answers, lesson.right, told,
                      *([partial(cloud.drawn, lesson.guess)] if lesson.guess else []))  # fmt: skip


def _ask(lesson: Lesson) -> None:
    guess = _kept(GUESSES, dict).get(lesson.name)
    for k, answer in enumerate(lesson.answers):
        how: Any = "primary" if guess == k else "secondary"
        st.button(answer, type=how, on_click=_guess, args=(lesson.name, k), key=f"lesson-answer-{k}")
    if lesson.guess:
        marks.ask(lesson.name, lesson.guess)


def _play(lesson: Lesson, told: bool, reached: bool, changed: bool, step_by_step: bool) -> None:
    frame = stage.linked_frame()
    data = {"told": told, "reached": reached, "changed": changed, "covered": lesson.covered, "taken": _kept(TAKEN, int)}
    more = {"frame": frame or 0, "words": {"play": t("Play")}, "stepwise": step_by_step}
    _component()(key="lesson-play", data=data | more, width="content")


def _answer(lesson: Lesson) -> None:
    """Say what was guessed, what came out, and where it shows."""
    guess, right = _kept(GUESSES, dict).get(lesson.name), lesson.answers[lesson.right]
    if guess is None:
        said = t("The answer: **{right}**.", right=right)
    elif guess == lesson.right:
        said = t("The guess: **{right}**. So it came out.", right=right)
    else:
        said = t("The guess: {guess}. What came out: **{right}**.", guess=lesson.answers[guess], right=right)
    near = marks.compare(lesson.name, lesson.guess) if lesson.guess else ""
    st.markdown(" ".join(filter(None, (said, near, lesson.claim))))
    st.caption(lesson.look_for)


def _is_changed(controls: Controls[Any], lesson: Lesson) -> bool:
    """Whether a control was touched: the run is another one then, and nothing about it is an answer."""
    base = controls.lessons[lesson.name]
    free = {*OF_THE_SCREEN, *getattr(base, "free", ()), *(["updates"] if lesson.go_on else [])}
    names = kinds_of(base).keys() - free
    return any(getattr(base, name) != getattr(controls.settings, name) for name in names)


def _step(
    controls: Controls[Any], lesson: Lesson, by: int, key: str, label: str, says: str, then: Callable[[], None]
) -> None:
    """Draw the button to the lesson before or after, on whatever page it is."""
    to = files.course().beside(lesson.name, by)
    name = f"lesson-{key}"
    if to is None:
        st.button(label, key=name, help=says, disabled=True)
    elif to.name in controls.lessons:
        st.button(label, key=name, help=f"{says}: {to.title}", on_click=_take, args=(controls, to.name, then))
    else:
        # Not by what the button returns: in the run that follows a press of it on the lesson before, it is pressed too.
        st.button(label, key=name, help=f"{says}: {to.title}", on_click=_leave_for, args=(to.name,))
        if st.session_state.get(GO) == to.name:
            del st.session_state[GO]
            go_to(to)


def _leave_for(name: str) -> None:
    st.session_state[GO] = name


def go_to(lesson: Lesson) -> None:
    """Open a lesson on its page."""
    st.switch_page(PAGES / f"{lesson.page}.py", query_params={"lesson": lesson.name})


def last_on() -> str:
    """Return the name of the lesson that was on last in this visit, or nothing."""
    return str(st.session_state.get("lesson.last", ""))


def _kept(key: str, made: Callable[[], Any]) -> Any:
    return st.session_state.setdefault(key, made())


def _begin(name: str) -> None:
    """Open a lesson anew: nothing guessed, nothing told, at its first frame."""
    st.session_state[TAKEN] = _kept(TAKEN, int) + 1
    st.session_state["lesson.last"] = name
    _kept(GUESSES, dict).pop(name, None)
    marks.forget(name)
    st.session_state.pop(f"lesson.scale.{name}", None)
    _kept(TOLD, set).discard(name)


def _guess(name: str, answer: int) -> None:
    _kept(GUESSES, dict)[name] = answer


def is_told(lesson: Lesson | None) -> bool:
    """Whether a lesson is on, and its answer has been asked for."""
    return lesson is not None and lesson.name in _kept(TOLD, set)


def place_guess(controls: Controls[Any], lesson: Lesson | None, place: tuple[float, float] | None) -> bool:
    """Take a click on the picture as the guess, while a lesson asks for a place; in the callback of the click.

    Args:
        controls: the page's settings.
        lesson: the one that is on.
        place: that was clicked.

    Returns:
        Whether it was a guess; else the click means what it means without a lesson.
    """
    asked = lesson is not None and lesson.guess is not None and lesson.guess.is_place
    if lesson is None or not asked or is_told(lesson) or _is_changed(controls, lesson):
        return False
    if place:
        marks.put(lesson.name, place)
    return True


def places_of(lesson: Lesson | None, dark: bool) -> list[dict[str, Any]] | None:
    """Return the rows of a chart's table "guess": what was guessed here, and once it is told what the room has tapped.

    None where no lesson asks for a place.
    """
    if lesson is None or lesson.guess is None or not lesson.guess.is_place:
        return None
    given = marks.taken(lesson.name)
    taps = cloud.marks(lesson.guess, room.taps(lesson.name), dark) if is_told(lesson) else []
    return taps + ([{"across": given[0], "up": given[1]}] if given else [])


def _tell(name: str) -> None:
    _kept(TOLD, set).add(name)


def _take(controls: Controls[Any], name: str, then: Callable[[], None]) -> None:
    controls.take(controls.lessons[name], name)
    stage.forget_the_frame()
    _begin(name)
    st.session_state[ON] = name
    then()


def _leave(controls: Controls[Any]) -> None:
    controls.take(controls.settings, "")
