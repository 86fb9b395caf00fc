"""The start of a descent over a ground: two boxes, a button that draws one at random, and a click on a picture."""

import math
import random
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.ui.box import Box
from pages.ui.controls.settings import Controls, kinds_of
from pages.ui.play.played_chart import clicked
from pages.ui.terrain.main_picture import known_by_now
from pages.ui.text import t

TRIES = 200  # random starts, of which one has a loss


def draw_start(controls: Controls[Any], box: Box, loss: Callable[[tuple[float, float]], Any] | None = None) -> None:
    """Draw the boxes and the button; a random start lies in the box, and where there is a loss."""
    draw_boxes(controls, {"x": box.across, "y": box.up}, loss, t("Or click on the picture to start there, or drag."))


def draw_boxes(
    controls: Controls[Any],
    spans: Mapping[str, tuple[float, float]],
    loss: Callable[[tuple[float, float]], Any] | None = None,
    note: str | None = None,
) -> None:
    """Draw a box a component of the start, and the button that draws one at random.

    Args:
        controls: the page's settings.
        spans: by the setting's name, between which numbers to draw.
        loss: of a start; None where it is a number everywhere.
        note: what the button's question mark says.
    """
    for place, name in zip(st.columns(len(spans)), spans, strict=True):
        with place:
            controls.draw(name)
    st.button(t("Random start"), on_click=_random, args=(controls, spans, loss), width="stretch",
              key=f"{controls.page}.random", help=note)  # fmt: skip


def take_start(controls: Controls[Any], chart: str) -> None:
    """Start where a chart was clicked; the callback of the click."""
    start_at(controls, clicked(controls.page, chart, "start"))


def start_at(controls: Controls[Any], point: dict[str, float] | None) -> None:
    """Start at a point that was chosen on a picture, if one was; in a callback."""
    if point:
        known_by_now("start")
        controls.change(x=float(f"{point['across']:.4g}"), y=float(f"{point['up']:.4g}"))


def _random(controls: Controls[Any], spans: Mapping[str, tuple[float, float]], loss: Any) -> None:
    kinds = kinds_of(controls.settings)
    for _ in range(TRIES):
        start = {name: between(*span) for name, span in spans.items()}
        if all(kinds[name].allows(value) for name, value in start.items()) and (
            loss is None or math.isfinite(loss(tuple(start.values())))
        ):
            controls.change(**start)
            return


def between(low: float, high: float) -> float:
    """Draw a number between two, with no more digits than one would type.

    >>> 0 <= between(0, 0.001) <= 0.001
    True
    """
    digits = 2 - math.floor(math.log10(high - low)) if high > low else 0
    return min(max(round(random.uniform(low, high), digits), low), high)
