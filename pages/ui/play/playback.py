"""The transport bar: one run, sent once, played in the browser on all charts of the page together."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.charts.house import TONES
from pages.ui.tables.printed import columns
from pages.ui.text import plural, t

FOLDER = Path(__file__).parent
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = str.maketrans(f"⁻{RAISED_DIGITS}", "-0123456789")
column = columns  # numbers as texts, for whoever plays them
POWER = re.compile(rf"(-?)(?:([\d.]+)·)?10([⁻{RAISED_DIGITS}]+)")
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
            Parentheses of its own, "({name})", stay only where the value is negative or has a power of ten; and
            "v_x" is a v with a small x below.
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
    }
    _component("playback")(
        key=f"{page}.playback",
        data={
            "name": page,
            "frames": frames,
            "at": at,
            "lines": list(lines),
            "speeds": [[speed, plural(speed, one="{n} step/s", other="{n} steps/s")] for speed in SPEEDS],
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


def _packed(name: str, values: Mapping[str, Sequence[str]]) -> Any:
    """Join a column, in few characters: minus signs and powers of ten as a computer writes them.

    "next_m" is "m" one frame on, and "m_1" is "m" with other digits, at most frames: of such a column only what differs
    is sent, where that is less.
    """
    column = [_in_ascii(text) for text in values[name]]
    whole = "|".join(column)
    base = name.removeprefix("next_") if (base := re.sub(r"_\d+$", "", name)) == name else base
    if base == name or len(values.get(base, ())) != len(column):
        return whole
    shift = int(name == f"next_{base}")
    like = [_in_ascii(text) for text in values[base][shift:]]
    differs = {str(k): text for k, text in enumerate(column) if k >= len(like) or text != like[k]}
    return {"like": base, "shift": shift, "but": differs} if len(json.dumps(differs)) < len(whole) else whole


def _in_ascii(text: str) -> str:
    """Write "−5.7·10⁻⁵" as "-5.7e-5", as the bar reads it."""
    text = text.replace("−", "-")
    if text and text[-1] in RAISED_DIGITS and (found := POWER.fullmatch(text)):
        return f"{found[1]}{found[2] or 1}e{found[3].translate(LOWERED)}"
    return text
