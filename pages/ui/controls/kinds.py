"""The kinds of settings: what each allows, how it stands in an address, and its widget."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.ui.controls.formula import Formula
from pages.ui.controls.points import Points
from pages.ui.controls.row import Row
from pages.ui.text import number, t

STOPS_KEPT = 8  # beside a slider's ladder


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
        if value in self.names:
            return t(self.names[value])
        # A slider knows its stops by what is written on them: two that are not the same must not look the same.
        exact = float(value).is_integer() or float(f"{value:.6g}") == value
        return number(value) if exact else self.write(value)

    def stops(self, key: str, value: float) -> tuple[float, ...]:
        """Return the stops of the slider: the ladder, where it stands, and the last places off the ladder.

        A press in the browser may still be on its way from one of those; where there is no such stop any more,
        Streamlit would take it for the first.
        """
        kept = st.session_state.get(f"{key}.stops", ())
        if value not in (*self.ladder, *kept):
            kept = (*kept, value)[-STOPS_KEPT:]
            st.session_state[f"{key}.stops"] = kept
        return tuple(sorted({*self.ladder, *kept}))

    def widget(self, key: str, value: float, on_change: Callable[[], None] | None) -> Any:
        if self.ladder:
            stops = self.stops(key, value)
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


Kind = Number | Choice | Several | Points | Row | Formula


def held(kind: Kind, value: Any) -> Any:
    """Return a setting's value as its widget holds it."""
    return list(value) if isinstance(kind, Several) else value


def taken(kind: Kind, value: Any) -> Any:
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
