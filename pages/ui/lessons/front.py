"""The course on the front page: where to begin, the sections with their lessons, and two handouts to print."""

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from pages.ui.lessons import lesson_card, photographs
from pages.ui.lessons import lessons as files
from pages.ui.lessons.complaint import LessonError
from pages.ui.lessons.lessons import Course, Lesson
from pages.ui.text import number, plural, t

HANDOUT = "home.handout"


def usable(defaults: Mapping[str, Any]) -> Course:
    """Return the course without the lessons that no page can show, with a sentence for each of those.

    Args:
        defaults: the settings of each page before anything is touched, by the page's name.
    """
    found = files.course()
    good, complaints = [], [*found.complaints]
    for lesson in found.lessons:
        try:
            if lesson.page not in defaults:
                raise LessonError("{file}: page: there is no page {page}", file=f"{lesson.name}.toml", page=lesson.page)
            lesson.applied_to(defaults[lesson.page])
        except LessonError as error:
            complaints.append(error.said())
        else:
            good.append(lesson)
    return Course(tuple(good), tuple(complaints), found.slips)


def doors(course: Course) -> None:
    """Draw the ways in: the first lesson, and the one that was on last."""
    for complaint in course.complaints:
        st.warning(t("A lesson cannot be shown. {why}", why=_plain(complaint)))
    for slip in course.slips:
        st.warning(t("A text of a lesson stays in English. {why}", why=_plain(slip)))
    last = next((lesson for lesson in course.lessons if lesson.name == lesson_card.last_on()), None)
    with st.container(horizontal=True, key="doors"):
        if course.lessons and st.button(t("Start the lecture"), type="primary", key="home.start"):
            lesson_card.go_to(course.lessons[0])
        if last and st.button(t("Go on where you were: {title}", title=last.title), key="home.go_on"):
            lesson_card.go_to(last)


def show(course: Course, dark: bool) -> None:
    """Draw the sections, each lesson with its picture, its question and its minutes."""
    if style := photographs.style(dark):
        st.html(style)
    lecture = course.lecture
    minutes = sum(lesson.minutes for lesson in lecture)
    st.subheader(t("The course"))
    st.caption(
        plural(len(lecture), one="{n} lesson, {minutes} minutes", other="{n} lessons, {minutes} minutes",
               minutes=number(minutes))
    )  # fmt: skip
    for section, lessons in course.sections().items():
        label = plural(
            len(lessons),
            one="{section}: {n} lesson, {minutes} min",
            other="{section}: {n} lessons, {minutes} min",
            section=t(section),
            minutes=number(sum(lesson.minutes for lesson in lessons)),
        )
        with (
            st.expander(label, expanded=section == files.SECTIONS[0]),
            st.container(key=f"course-{list(course.sections()).index(section)}"),
        ):
            for lesson in lessons:
                _card(lesson)


def _card(lesson: Lesson) -> None:
    """Draw a lesson with its picture; a click anywhere on it opens it."""
    with st.container(key=f"card-{lesson.name}"):
        if st.button(lesson.title, key=f"home.{lesson.name}", type="tertiary"):
            lesson_card.go_to(lesson)
        st.markdown(t("{question} ({minutes} min)", question=lesson.question, minutes=number(lesson.minutes)))


def handouts(course: Course) -> None:
    """Draw the switch of the handouts, and the one that is chosen; the browser prints it."""
    st.subheader(t("Handout"))
    kinds = {"none": t("no handout"), "room": t("for the room"), "lecturer": t("with the answers")}
    chosen = st.segmented_control(
        t("Choose one, then print this page with the browser."), list(kinds), format_func=kinds.__getitem__,
        default="none", key=HANDOUT,
    )  # fmt: skip
    if chosen in ("room", "lecturer"):
        with st.container(key="handout"):
            st.html("".join(_sheet(course, chosen == "lecturer")))


def _sheet(course: Course, answers: bool) -> list[str]:
    """Write the sheet; what a file says stays text."""
    base = (st.context.url or "").split("?")[0].rstrip("/")
    parts = []
    for section, lessons in course.sections().items():
        parts.append(f"<h2>{escape(t(section))}</h2>")
        for lesson in lessons:
            link = f"{base}/{lesson.page}?lesson={lesson.name}"
            choices = " · ".join(escape(answer) for answer in lesson.answers)
            below = (
                f"<p><b>{escape(lesson.answers[lesson.right])}.</b> {escape(lesson.claim)}</p>"
                if answers
                else '<p class="answer"></p>'
            )
            parts.append(
                f"<section><h3>{escape(lesson.title)}</h3><p>{escape(lesson.question)}</p><p>{choices}</p>"
                f"{below}<p class='link'>{escape(link)}</p></section>"
            )
    return parts


def _plain(text: str) -> str:
    """Keep what a file's name or value says from being read as markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-!|<>~$:" else sign for sign in text)
