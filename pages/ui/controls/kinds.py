"""The kinds of settings: what each allows, how it stands in an address, and its widget."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.ui.controls import keypad
from pages.ui.controls.kind import Kind, quoted
from pages.ui.controls.reading import NotANumber, read_number, short
from pages.ui.text import number, t

__all__ = ["Choice", "Kind", "Number", "Several"]

STOPS_KEPT = 8  # beside a slider's ladder


@dataclass(frozen=True)
class Number(Kind):
    """A number with limits: a slider over a ladder of stops where there is one, else a box.

    The box is one for text: a browser's own for numbers drops what it does not know, and "−0,5" becomes 5.
    """

    label: str
    low: float
    high: float
    whole: bool = False
    ladder: tuple[float, ...] = ()
    step: float = 1
    names: Mapping[float, str] = field(default_factory=dict)
    help: str | None = None

    def parse(self, text: str) -> float | None:
        try:
            value = read_number(text)
        except NotANumber:
            return None
        return int(value) if self.whole and value.is_integer() else value

    def write(self, value: float) -> str:
        return short(value)

    def allows(self, value: Any) -> bool:
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return is_number and self.low <= value <= self.high and (not self.whole or float(value).is_integer())

    def rule(self) -> str:
        low, high = number(self.low), number(self.high)
        if self.whole:
            return t("a whole number from {low} to {high}", low=low, high=high)
        return t("a number from {low} to {high}", low=low, high=high)

    def show(self, value: float) -> str:
        if value in self.names:
            return t(self.names[value])
        # A slider knows its stops by what is written on them: two that are not the same must not look the same.
        exact = float(value).is_integer() or float(f"{value:.6g}") == value
        return number(value) if exact else self.write(value)

    def held(self, value: float) -> Any:
        return value if self.ladder else self.write(value)

    def taken(self, held: Any) -> float | None:
        return self.parse(held) if isinstance(held, str) else held

    def got(self, held: Any) -> str:
        return quoted(held) if isinstance(held, str) or held is None else self.show(held)

    def complain(self, given: str, got: str, kept: float) -> str:
        try:
            read_number(given)
        except NotANumber as error:
            if error.readings:
                one, other = (f"`{self.write(reading)}`" for reading in error.readings)
                return t(
                    "{label}: {got} can mean {one} or {other}; enter one of these. Keeping {kept}.",
                    label=t(self.label), got=got, one=one, other=other, kept=self.show(kept),
                )  # fmt: skip
        return super().complain(given, got, kept)

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
                t(self.label), stops, key=key, format_func=self.show, help=self.says(), on_change=on_change
            )
        limits = self.low, self.high
        return keypad.box(t(self.label), key, limits, self.step, self.whole, help=self.says(), on_change=on_change)


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few, by names that no language changes; the labels are for people."""

    label: str
    options: Mapping[str, str]
    in_a_row: bool = False
    help: str | None = None

    def allows(self, value: Any) -> bool:
        return isinstance(value, str) and value in self.options

    def rule(self) -> str:
        return t("one of {options}", options=", ".join(self.options))

    def show(self, value: str) -> str:
        return t(self.options[value])

    def widget(self, key: str, value: str, on_change: Callable[[], None] | None) -> Any:
        options, label = list(self.options), t(self.label)
        if self.in_a_row:
            return st.segmented_control(
                label, options, key=key, format_func=self.show, help=self.says(), on_change=on_change, required=True
            )
        return st.selectbox(label, options, key=key, format_func=self.show, help=self.says(), on_change=on_change)


@dataclass(frozen=True)
class Several(Kind):
    """Some of a few, at least one, always in the order in which they are declared."""

    label: str
    options: Mapping[str, str]
    help: str | None = None

    def parse(self, text: str) -> tuple[str, ...]:
        return tuple(text.split(","))

    def write(self, value: tuple[str, ...]) -> str:
        return ",".join(self.ordered(value))

    def got(self, held: Iterable[str] | None) -> str:
        return self.show(held or ())

    def ordered(self, value: Iterable[str]) -> tuple[str, ...]:
        """Return the chosen ones in the order of the options."""
        chosen = set(value)
        return tuple(option for option in self.options if option in chosen)

    def allows(self, value: Any) -> bool:
        names = isinstance(value, tuple | list) and all(isinstance(name, str) for name in value)
        return names and 0 < len(value) == len(self.ordered(value))

    def held(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def taken(self, held: Iterable[str] | None) -> tuple[str, ...]:
        return self.ordered(held or ())

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
            help=self.says(),
            on_change=on_change,
        )
