"""What every page has for a keyboard and a screen reader: the run's keys and their list, a skip link, names."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.language import language
from pages.ui.text import t

FOLDER = Path(__file__).parent


def show() -> None:
    """Give the page its keys; after everything else is drawn."""
    words = {"title": t("Keys"), "close": t("Close"), "skip": t("Skip to the run")}
    with st.container(key="keys"):
        _component("keys")(key="keys.component", data={"words": words, "keys": _keys()})
        _component("aids")(key="aids.component", data={"lang": language()})


def _keys() -> list[tuple[str, str]]:
    return [
        (t("Space"), t("Play and pause; where a network trains, start and pause")),
        (t("→ or Page Down"), t("One step forward; where a network trains, one update")),
        (t("← or Page Up"), t("One step back")),
        (t("Shift with → or ←"), t("Ten steps")),
        (t("Home, End"), t("To the start, to the end")),
        (t("R"), t("In a lesson: reveal")),
        (t("N, B"), t("In a lesson: the next one, the one before")),
        (t("P, Esc"), t("Presenter mode, and out of it")),
        (t("?"), t("This list")),
    ]


@cache
def _component(name: str) -> Callable[..., Any]:
    return st.components.v2.component(name, html="<i></i>", js=(FOLDER / f"{name}.js").read_text(encoding="utf-8"))
