"""What moves on the front page: a ball, a race, and a digit that becomes readable, as the core worked them out."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.text import t

FOLDER = Path(__file__).parent
WORKED_OUT = Path(__file__).resolve().parents[3] / "data" / "pictures" / "motion.json"


@cache
def _component() -> Any:
    html, css, js = ((FOLDER / f"motion.{part}").read_text(encoding="utf-8") for part in ("html", "css", "js"))
    return st.components.v2.component("motion", html=html, css=css, js=js)


@cache
def _worked_out() -> dict[str, Any]:
    """Return what tests/pictures/motion.py has written; nothing where it has not been run."""
    try:
        return dict(json.loads(WORKED_OUT.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def show(dark: bool) -> None:
    """Draw it; nothing is sent while it moves, and it stands still for whoever asks the browser for less motion."""
    if not (found := _worked_out()):
        return
    words = {
        "ball": t("A ball that remembers its way"),
        "race": t("Four methods, one start"),
        "digit": t("A net that learns to read: after {n} updates"),
        "pause": t("Pause"),
        "play": t("Play"),
    }
    theme = "dark" if dark else "light"
    scenes = {
        name: {"ground": found[name]["ground"][theme], "paths": found[name]["paths"]} for name in ("ball", "race")
    }
    _component()(key="home.motion", data=scenes | {"digit": found["digit"], "words": words, "dark": dark})
