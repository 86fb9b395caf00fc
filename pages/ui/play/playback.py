"""The transport bar: one run, sent once, played in the browser on all charts of the page together."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from pages.ui.charts.house import TONES
from pages.ui.text import plain, t

FOLDER = Path(__file__).parent
SPEEDS = (0.5, 1, 2, 5, 10, 20, 30, 60)  # steps a second


@cache
def _component(name: str, html: str = "") -> Any:
    bar, css, js = ((FOLDER / f"playback.{part}").read_text(encoding="utf-8") for part in ("html", "css", "js"))
    return st.components.v2.component(name, html=html or bar, css=css, js=js)


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
        values: by name, what to write at each frame; no value has a bar "|" in it.
        at: where the run stands, "step {k} of 600": a name in braces is replaced by the frame's value, and
            "{name|gradient}" also has the colour of a meaning: gradient, memory, scaling, decay or step.
            Parentheses of its own, "({name})", stay only where the value is negative.
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
    _component("playback")(
        key=f"{page}.playback",
        data={
            "name": page,
            "frames": frames,
            "at": at,
            "lines": list(lines),
            "speeds": list(SPEEDS),
            "words": words,
            **_filling(values, dark),
        },
    )


def follow(
    page: str, key: str, values: Mapping[str, Sequence[str]], groups: Sequence[Sequence[str]], dark: bool
) -> None:
    """Write lines that follow the page's bar, wherever they stand.

    Args:
        page: the page's name, as the bar has it.
        key: the lines' own on the page.
        values: as those of `show`; a value that is the same at all of them may come once.
        groups: of lines as those of `show`, each group a heading and what stands below it.
        dark: whether the theme is dark.
    """
    _component("playback_follower", '<div class="followed"></div>')(
        key=f"{page}.{key}",
        data={"name": page, "groups": [list(group) for group in groups], **_filling(values, dark)},
    )


def _filling(values: Mapping[str, Sequence[str]], dark: bool) -> dict[str, Any]:
    return {
        "values": {name: _packed(name, values) for name in values},
        "tones": {name: colour[dark] for name, colour in TONES.items()},
    }


def _packed(name: str, values: Mapping[str, Sequence[str]]) -> str:
    """Join a column: a list of quoted texts with true minus signs would weigh half as much again.

    Where "next_m" is "m" one frame on, only its end is sent.
    """
    column = [f"-{value[1:]}" if value.startswith("−") else value for value in values[name]]
    before = values.get(name.removeprefix("next_"), ()) if name.startswith("next_") else ()
    known = len(before) > 1 and list(values[name][:-1]) == list(before[1:])
    return f">{column[-1]}" if known else "|".join(column)


def column(values: npt.ArrayLike) -> list[str]:
    """Write many numbers, each as `plain` does: a run has thousands, and most of them are short."""
    return [
        f"{value:.5g}".replace("-", "−") if 1e-3 < abs(value) < 1e3 else plain(value)
        for value in np.asarray(values, float).tolist()
    ]
