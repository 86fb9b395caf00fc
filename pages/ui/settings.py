"""A page's settings: one frozen dataclass, shown as widgets, kept over reruns, written in the address.

The address is read here and not by Streamlit's `bind="query-params"`, which drops a bad value without
a word, knows only the values a slider shows, and writes options by their translated labels.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Generic, TypeVar

import streamlit as st

from pages.ui.formula import Formula
from pages.ui.points import Points
from pages.ui.text import number, quote, t


@dataclass(frozen=True)
class Number:
    """A number with limits: a slider over a ladder of stops where there is one, else a box."""

    label: str
    low: float
    high: float
    whole: bool = False
    ladder: tuple[float, ...] = ()
    step: float = 1
    names: Mapping[float, str] = field(default_factory=dict)
    help: str | None = None

    def parse(self, text: str) -> float | None:
        """Read a number from an address; None where there is none."""
        try:
            value = float(text)
        except ValueError:
            return None
        return int(value) if self.whole and value.is_integer() else value

    def write(self, value: float) -> str:
        short = f"{value:g}"
        return short if float(short) == value else repr(value)

    def allows(self, value: Any) -> bool:
        is_number = isinstance(value, int | float) and math.isfinite(value)
        return is_number and self.low <= value <= self.high and (not self.whole or float(value).is_integer())

    def rule(self) -> str:
        rule = t("a whole number from {low} to {high}") if self.whole else t("a number from {low} to {high}")
        return rule.format(low=number(self.low), high=number(self.high))

    def show(self, value: float) -> str:
        return t(self.names[value]) if value in self.names else number(value)

    def widget(self, key: str, value: float, on_change: Callable[[], None] | None) -> Any:
        if self.ladder:
            stops = sorted({*self.ladder, value})
            return st.select_slider(
                t(self.label), stops, key=key, format_func=self.show, help=self.help, on_change=on_change
            )
        step, form = (int(self.step), None) if self.whole else (float(self.step), "%g")
        # None, not "min": an emptied box is then answered and not filled with a zero.
        return st.number_input(
            t(self.label), value=None, step=step, format=form, key=key, help=self.help, on_change=on_change
        )


@dataclass(frozen=True)
class Choice:
    """One of a few, by names that no language changes; the labels are for people."""

    label: str
    options: Mapping[str, str]
    in_a_row: bool = False
    help: str | None = None

    def parse(self, text: str) -> str:
        return text

    def write(self, value: str) -> str:
        return value

    def allows(self, value: Any) -> bool:
        return value in self.options

    def rule(self) -> str:
        return t("one of {options}", options=", ".join(self.options))

    def show(self, value: str) -> str:
        return t(self.options[value])

    def widget(self, key: str, value: str, on_change: Callable[[], None] | None) -> Any:
        options, label = list(self.options), t(self.label)
        if self.in_a_row:
            return st.segmented_control(
                label, options, key=key, format_func=self.show, help=self.help, on_change=on_change, required=True
            )
        return st.selectbox(label, options, key=key, format_func=self.show, help=self.help, on_change=on_change)


@dataclass(frozen=True)
class Several:
    """Some of a few, at least one, always in the order in which they are declared."""

    label: str
    options: Mapping[str, str]
    help: str | None = None

    def parse(self, text: str) -> tuple[str, ...]:
        return tuple(text.split(","))

    def write(self, value: tuple[str, ...]) -> str:
        return ",".join(self.ordered(value))

    def ordered(self, value: Iterable[str]) -> tuple[str, ...]:
        """Return the chosen ones in the order of the options."""
        chosen = set(value)
        return tuple(option for option in self.options if option in chosen)

    def allows(self, value: Any) -> bool:
        return isinstance(value, tuple | list) and 0 < len(value) == len(self.ordered(value))

    def rule(self) -> str:
        return t("at least one of {options}", options=", ".join(self.options))

    def show(self, value: Iterable[str]) -> str:
        return ", ".join(t(self.options[option]) for option in self.ordered(value)) or t("nothing")

    def widget(self, key: str, value: tuple[str, ...], on_change: Callable[[], None] | None) -> Any:
        return st.pills(
            t(self.label),
            list(self.options),
            selection_mode="multi",
            key=key,
            format_func=lambda option: t(self.options[option]),
            help=self.help,
            on_change=on_change,
        )


Kind = Number | Choice | Several | Points | Formula
S = TypeVar("S")


def setting(default: Any, kind: Kind) -> Any:
    """Declare a field of a settings dataclass."""
    return field(default=default, metadata={"kind": kind})


def kinds_of(settings: Any) -> dict[str, Kind]:
    """Return the kind of every field, by its name (of a settings dataclass or one of its instances)."""
    return {f.name: f.metadata["kind"] for f in fields(settings)}


def _held(kind: Kind, value: Any) -> Any:
    """Return a setting's value as its widget holds it."""
    return list(value) if isinstance(kind, Several) else value


def _taken(kind: Kind, value: Any) -> Any:
    """Return what a widget holds as a setting's value; None where it holds nothing."""
    return kind.ordered(value or ()) if isinstance(kind, Several) else value


def complain(kind: Kind, value: Any, got: str, kept: Any) -> str:
    """Say in one sentence which setting cannot be, why, and what stays."""
    label, stays = t(kind.label), kind.show(kept)
    if isinstance(kind, Formula):
        return t("{label}: {wrong}; it stays at {kept}.", label=label, wrong=kind.wrong(value), kept=stays)
    return t(
        "{label} must be {rule}, got {got}; it stays at {kept}.", label=label, rule=kind.rule(), got=got, kept=stays
    )


def led(settings: S, base: S) -> S:
    """Return the base with what the leading choice brings along: another surface has another start.

    A settings dataclass with such a choice names it, `leader`, and answers `led_by(value)`.
    """
    leader = getattr(base, "leader", None)
    if leader is None or getattr(settings, leader) == getattr(base, leader):
        return base
    return base.led_by(getattr(settings, leader))  # type: ignore[attr-defined]


def read_address(address: Mapping[str, str], base: S) -> tuple[S, dict[str, str]]:
    """Take what an address says, over a base; return it with one sentence for each value that cannot be."""
    given: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    for name, kind in kinds_of(base).items():
        if name in address:
            value = kind.parse(address[name])
            (given if kind.allows(value) else wrong)[name] = value
    settings = replace(led(replace(base, **given), base), **given)  # type: ignore[type-var]
    kinds = kinds_of(base)
    complaints = {
        name: complain(kinds[name], value, quote(address[name]), getattr(settings, name))
        for name, value in wrong.items()
    }
    return settings, complaints


def write_address(settings: Any, base: Any) -> dict[str, str]:
    """Write what differs from the base, and from what the leading choice brings along."""
    usual = led(settings, base)
    return {
        name: kind.write(getattr(settings, name))
        for name, kind in kinds_of(settings).items()
        if getattr(settings, name) != getattr(usual, name) or (usual is not base and name == usual.leader)
    }


@dataclass
class Memory(Generic[S]):
    """What a visitor's session keeps of a page's settings."""

    settings: S  # the last good ones
    lesson: str = ""
    address: dict[str, str] = field(default_factory=dict)  # as it was last written
    complaints: dict[str, str] = field(default_factory=dict)


class Controls(Generic[S]):
    """The settings of one page in one run of its script, known before the widgets are drawn.

    Args:
        page: the page's name.
        lessons: the settings a lesson starts from, by the lesson's name; "" are the page's defaults.
        arrived: whether the visitor has just come to the page.
    """

    def __init__(self, page: str, lessons: Mapping[str, S], arrived: bool) -> None:
        self.page, self.lessons = page, lessons
        address = st.query_params.to_dict()
        known = f"{page}.memory" in st.session_state
        self.memory: Memory[S] = st.session_state.setdefault(f"{page}.memory", Memory(lessons[""]))
        returned = arrived and known and not address  # by the navigation: everything is as it was left
        if address != self.memory.address and not returned:
            self._read_address(address)
        self.complaints = dict(self.memory.complaints)
        self._read_widgets()
        self._write_address()

    @property
    def settings(self) -> S:
        """The settings, every one of them good."""
        return self.memory.settings

    def key(self, name: str) -> str:
        """Return the session's key of a widget."""
        return f"{self.page}.{name}"

    def take(self, settings: S, lesson: str | None = None) -> None:
        """Make these the settings, in the widgets too; in a callback, or before they are drawn.

        Args:
            settings: the new ones.
            lesson: the lesson they belong to; None leaves it as it is.
        """
        self.memory.settings = settings
        if lesson is not None:
            self.memory.lesson, self.memory.complaints = lesson, {}
        for name in kinds_of(settings):
            st.session_state[self.key(name)] = _held(kinds_of(settings)[name], getattr(settings, name))

    def change(self, **values: Any) -> None:
        """Set some settings, as if typed; in a callback. What cannot be is answered as if typed, too."""
        for name, value in values.items():
            st.session_state[self.key(name)] = _held(kinds_of(self.settings)[name], value)

    def draw(self, *names: str, on_change: Callable[[], None] | None = None) -> None:
        """Draw the widgets of some settings, each with what is wrong about it below."""
        for name in names:
            kind = kinds_of(self.settings)[name]
            kind.widget(self.key(name), st.session_state[self.key(name)], on_change)
            self.draw_complaint(name)
            if (
                name not in self.complaints
                and isinstance(kind, Points)
                and (remark := kind.remark(getattr(self.settings, name)))
            ):
                st.warning(remark)

    def draw_complaint(self, name: str) -> None:
        """Say what is wrong about a setting, or about the address's lesson ("lesson")."""
        if name in self.complaints:
            st.error(self.complaints[name])

    def _read_address(self, address: dict[str, str]) -> None:
        lesson = address.get("lesson", "")
        base = self.lessons.get(lesson, self.lessons[""])
        settings, complaints = read_address(address, base)
        if lesson not in self.lessons:
            complaints["lesson"] = t("There is no lesson {lesson}.", lesson=quote(lesson))
            lesson = ""
        self.take(settings, lesson)
        self.memory.complaints = complaints

    def _read_widgets(self) -> None:
        """Take what the widgets hold; where that cannot be, keep the last good value and say so."""
        changed = {}
        for name, kind in kinds_of(self.settings).items():
            last = getattr(self.settings, name)
            value = _taken(kind, st.session_state.setdefault(self.key(name), _held(kind, last)))
            if not kind.allows(value):
                got = t("nothing") if value is None else kind.show(value)
                self.complaints[name] = complain(kind, value, got, last)
            elif value != last:
                self.complaints.pop(name, None)
                self.memory.complaints.pop(name, None)
                changed[name] = value
        self.memory.settings = replace(self.settings, **changed)  # type: ignore[type-var]

    def _write_address(self) -> None:
        memory = self.memory
        wanted = {"lesson": memory.lesson} if memory.lesson else {}
        wanted |= write_address(memory.settings, self.lessons[memory.lesson])
        if st.query_params.to_dict() != wanted:
            st.query_params.from_dict(wanted)
        memory.address = wanted
