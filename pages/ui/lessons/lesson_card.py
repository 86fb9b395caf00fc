"""A page's lessons in the sidebar, and the card of the one that is on."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui.controls.settings import Controls, S
from pages.ui.lessons import lessons as files
from pages.ui.lessons.lessons import Lesson
from pages.ui.text import t

A_COLUMN = 6  # lessons that stand one below the other; more of them stand in two columns


def controls_of(page: str, defaults: S, arrived: bool) -> tuple[Controls[S], Lesson | None]:
    """Return the controls of a page that has lessons, and the lesson that is on.

    Args:
        page: the page's name.
        defaults: its settings before anything is touched.
        arrived: what `shell.enter` said.
    """
    mine = {lesson.name: lesson for lesson in files.of_page(page)}
    bases = {name: lesson.applied_to(defaults) for name, lesson in mine.items()}
    controls = Controls(page, {"": defaults} | bases, arrived)
    return controls, mine.get(controls.memory.lesson)


def show(controls: Controls[Any], lesson: Lesson | None, then: Callable[[], None] = lambda: None) -> None:
    """Draw the lessons in the sidebar, and the card of the one that is on; for the beginning of a page.

    A sidebar that opens after the pictures makes them narrower a moment after they were drawn.

    Args:
        controls: the page's settings.
        lesson: the one that is on.
        then: called after a lesson has set the controls, before the page is drawn again.
    """
    with st.sidebar:
        _choose(controls, then)
    if lesson:
        _card(controls, lesson)


def _choose(controls: Controls[Any], then: Callable[[], None]) -> None:
    """Draw a button a lesson; pressing it sets the page's controls."""
    lessons = files.of_page(controls.page)
    st.markdown(f"**{t('Lessons')}**")
    with st.container(key=f"lessons{'-many' if len(lessons) > A_COLUMN else ''}"):
        for lesson in lessons:
            on = controls.memory.lesson == lesson.name
            st.button(
                t(lesson.title),
                type="primary" if on else "secondary",
                width="stretch",
                on_click=_take,
                args=(controls, lesson.name, then),
                key=f"{controls.page}.lesson.{lesson.name}",
            )
    controls.draw_complaint("lesson")
    controls.draw_complaint("link")


def _card(controls: Controls[Any], lesson: Lesson) -> None:
    """Draw the lesson's question, with what comes out hidden until it is asked for."""
    with st.container(border=True, key="lesson"):
        text, reveal = st.columns([6, 1], vertical_alignment="center")
        text.markdown(f"**{t(lesson.title)}.** {t(lesson.question)}")
        with reveal.popover(t("Reveal"), width="stretch"):
            st.markdown(f"**{t(lesson.claim)}**")
            st.markdown(t(lesson.look_for))
            st.button(t("Close the lesson"), on_click=_leave, args=(controls,), key=f"{controls.page}.lesson.close")


def _take(controls: Controls[Any], name: str, then: Callable[[], None]) -> None:
    controls.take(controls.lessons[name], name)
    then()


def _leave(controls: Controls[Any]) -> None:
    controls.take(controls.settings, "")
