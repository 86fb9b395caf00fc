"""The transport bar: one run, sent once, played in the browser on all charts of the page together."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from pages.ui.charts.house import TONES
from pages.ui.text import number, t

FOLDER = Path(__file__).parent
SPEEDS = (0.5, 1, 2, 5, 10, 20, 30, 60)  # steps a second


@cache
def _component() -> Any:
    html, css, js = ((FOLDER / f"playback.{part}").read_text(encoding="utf-8") for part in ("html", "css", "js"))
    return st.components.v2.component("playback", html=html, css=css, js=js)


def show(
    page: str,
    frames: int,
    values: Mapping[str, Sequence[str]],
    at: str,
    lines: Sequence[str],
    dark: bool,
) -> None:
    """Draw the bar, and below it the numbers of the frame.

    Args:
        page: the page's name; a frame is remembered by it.
        frames: how many there are; frame 0 is the start.
        values: by name, what to write at each frame.
        at: where the run stands, "step {k} of 600": a name in braces is replaced by the frame's value, and
            "{name|gradient}" also has the colour of a meaning: gradient, memory, scaling or step. Parentheses
            round it stay only where the value is negative.
        lines: the arithmetic of the frame, likewise.
        dark: whether the theme is dark.
    """
    words = {
        "bar": t("Playback"),
        "first": t("To the start (Home)"),
        "back": t("One step back (left arrow; shift: ten)"),
        "toggle": t("Play (space)"),
        "pause": t("Pause (space)"),
        "forward": t("One step forward (right arrow; shift: ten)"),
        "last": t("To the end (End)"),
        "scrub": t("Step"),
        "speed": t("Speed"),
        "a_second": t("{n} steps/s"),
    }
    _component()(
        key=f"{page}.playback",
        data={
            "name": page,
            "frames": frames,
            "values": {name: list(column) for name, column in values.items()},
            "at": at,
            "lines": list(lines),
            "speeds": list(SPEEDS),
            "words": words,
            "tones": {name: colour[dark] for name, colour in TONES.items()},
        },
    )


def plain(value: float) -> str:
    """Write a number with five digits and a true minus sign.

    >>> plain(-0.7), plain(float("-inf")), plain(1.5e300)
    ('−0.7', '−∞', '1.5e+300')
    """
    if value != value:
        return t("not a number")
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "−∞"
    size = f"{abs(value):.5g}"
    if "e" in size or len(size) > 3:
        size = number(float(size))
    return f"−{size}" if value < 0 and size != "0" else size


def column(values: npt.ArrayLike) -> list[str]:
    """Write many numbers, each as `plain` does: a run has thousands, and most of them are short."""
    return [
        f"{value:.5g}".replace("-", "−") if 1e-3 < abs(value) < 1e3 else plain(value)
        for value in np.asarray(values, float).tolist()
    ]
