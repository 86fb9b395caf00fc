"""Points with lines through them: two fits beside each other while one point leaves, and a line's signed errors."""

from typing import Any

import altair as alt

from pages.parts.losses.charts.bars import Look
from pages.ui.box import Box
from pages.ui.charts.descent import BLOCK, PAPER, click_grid, here, on_picture, played
from pages.ui.charts.house import BLUE, FRAME, INK, PATH, VERMILION, Spec, finish
from pages.ui.language import remembered

POINTS, FAR = alt.NamedData("points"), alt.NamedData("far")


@remembered(32)
def fits(look: Look, box: Box, titles: tuple[str, str], dark: bool) -> Spec:
    """Draw points and the lines fitted to them at the frame; a click lifts the point that is nearest across.

    Tables: "points" (across, up), "far" (across, up at its start), and "path", a row a frame and line: frame, kind,
    start, end (the heights at the box's edges), far_across, far_up.

    Args:
        look: of the lines.
        box: the part of the plane to show.
        titles: of the axes.
        dark: whether the theme is dark.
    """
    now = here(alt.Chart(PATH))
    left, right = box.across
    edges = now.transform_calculate(left=f"{left!r}", right=f"{right!r}")
    line: dict[str, Any] = {"x": "left:Q", "x2": "right:Q", "y": "start:Q", "y2": "end:Q"}
    point: dict[str, Any] = {"filled": True, "opacity": 1, "stroke": PAPER[dark], "strokeWidth": 1.5, "clip": True}
    far = now.transform_filter(f"datum.kind == {look.names[0]!r}")
    layers = [
        click_grid(box),
        alt.Chart(FAR).mark_point(size=150, strokeWidth=2, color=INK[dark], opacity=0.7, clip=True),
        edges.mark_rule(strokeWidth=4, clip=True).encode(
            color=look.colour(True), strokeDash=look.dash(True), **line),
        alt.Chart(POINTS).mark_point(size=130, color=INK[dark], **point),
        far.mark_point(size=330, shape="diamond", color=VERMILION[dark], **point).encode(
            x="far_across:Q", y="far_up:Q"),
    ]  # fmt: skip
    return played(finish(on_picture(layers, box, titles).add_params(FRAME, BLOCK), dark))


@remembered(16)
def signed(box: Box, titles: tuple[str, str], dark: bool) -> Spec:
    """Draw points, the line of the frame, and each error with its sign: plus above the line, minus below.

    Tables: "points" (across, up), "path" (frame, start, end), and "errors", a row a frame and point: frame, across,
    up, fit, sign ("+" or "−").
    """
    left, right = box.across
    errors = here(alt.Chart(alt.NamedData("errors")))
    edges = here(alt.Chart(PATH)).transform_calculate(left=f"{left!r}", right=f"{right!r}")
    colour = alt.Color("sign:N", legend=None, scale=alt.Scale(
        domain=["+", "−"], range=[BLUE[dark], VERMILION[dark]]))  # fmt: skip
    layers = [
        errors.mark_rule(strokeWidth=9, clip=True).encode(y2="fit:Q", color=colour),
        edges.mark_rule(strokeWidth=4, color=INK[dark], clip=True).encode(
            x="left:Q", x2="right:Q", y="start:Q", y2="end:Q"),
        alt.Chart(POINTS).mark_point(filled=True, size=150, opacity=1, color=INK[dark], stroke=PAPER[dark],
                                     strokeWidth=1.5, clip=True),
        errors.mark_text(fontSize=30, fontWeight="bold", dx=18, clip=True).encode(y="middle:Q", text="sign:N",
                                                                                  color=colour),
    ]  # fmt: skip
    return played(finish(on_picture(layers, box, titles).add_params(FRAME, BLOCK), dark))
