"""A function of x and y, or of x alone, that a visitor types, as a setting."""

import re
from dataclasses import dataclass
from typing import Any

import streamlit as st

from gdcore.expression import ExpressionError, curve, surface
from pages.ui.controls.kind import Kind
from pages.ui.text import quote, t


def _said(error: ExpressionError) -> str:
    """Say in the visitor's language what is wrong with a text, and where."""
    wrong = t(error.sentence, **error.values)
    return wrong if error.column is None else t("{wrong}, at column {column}", wrong=wrong, column=error.column)


@dataclass(frozen=True)
class Formula(Kind):
    """A typed function as a setting. Its value is the text; what stands between it and the server is the core's."""

    label: str
    help: str | None = None

    def parse(self, text: str) -> str:
        text = " ".join(text.splitlines()).strip()  # a link that was broken over two lines
        if "+" not in text and self.wrong(text):
            added = re.sub(r"\s+", "+", text)  # a + that somebody wrote into an address arrives as a blank
            return text if self.wrong(added) else added
        return text

    def allows(self, value: Any) -> bool:
        return isinstance(value, str) and not self.wrong(value)

    def wrong(self, value: Any) -> str:
        """Say what is wrong with a text, and where; nothing when it is a function."""
        try:
            surface(str(value))
        except ExpressionError as error:
            return _said(error)
        return ""

    def complain(self, given: str, got: str, kept: str) -> str:
        wrong = self.wrong(given)
        return t("{label}: {wrong}. Keeping {kept}.", label=t(self.label), wrong=wrong, kept=self.show(kept))

    def rule(self) -> str:
        return t("a function of x and y, like x^2/20 + y^2")

    def show(self, value: Any) -> str:
        # A function that is one has no character that would end the code span.
        return f"`{surface(value).formula}`" if self.allows(value) else quote(str(value))

    def widget(self, key: str, value: str, on_change: Any) -> Any:
        return st.text_input(t(self.label), key=key, help=self.says(), on_change=on_change)


@dataclass(frozen=True)
class CurveFormula(Formula):
    """A typed function of x alone as a setting."""

    def wrong(self, value: Any) -> str:
        """Say what is wrong with a text, and where; nothing when it is a function of x."""
        try:
            curve(str(value))
        except ExpressionError as error:
            return _said(error)
        return ""

    def rule(self) -> str:
        return t("a function of x, like 0.01*x^2 + 0.1*x")

    def show(self, value: Any) -> str:
        return f"`{curve(value).formula}`" if self.allows(value) else quote(str(value))
