"""Places that are chosen with a pointer: a click, or a drag that the browser follows and whose end the server hears.

While the pointer is down, a second selection holds where it is. It moves what is drawn from it at once; the server is
not told (`play.played_chart`), and a moment after the pointer has gone it is empty again: by then the run that starts
there has come.
"""

from typing import Any

import altair as alt

from pages.ui.box import Box
from pages.ui.charts.house import Spec

HELD = "held"
GRID = (96, 60)  # places across and up where a pointer can be
DRAG = "[pointerdown, window:pointerup] > pointermove"
LET_GO_HERE = "click, pointerup"  # a tap of a finger is a click only, the end of a drag no click
SOON = 900  # ms that what was dragged stays where it was let go
LET_GO = f"window:pointerup{{0, {SOON}}}"


def click_grid(box: Box, held: bool = False) -> alt.Chart:
    """Lay an invisible grid over the picture: the nearest of its points is what a click or a drag chooses.

    Args:
        box: what the picture shows.
        held: whether the place of the pointer is held while it is dragged, for `followers`.
    """
    columns, rows = GRID
    (left, right), (bottom, top) = box
    how: dict[str, Any] = {"fields": ["across", "up"], "nearest": True}
    chosen = [alt.selection_point(name="start", on=LET_GO_HERE, clear=False, **how)]
    if held:
        chosen.append(alt.selection_point(name=HELD, on=DRAG, clear=LET_GO, **how))
    return (
        alt.Chart(alt.sequence(0, columns * rows, as_="i"))
        .transform_calculate(
            across=f"{left!r} + {(right - left) / columns!r} * (datum.i % {columns} + 0.5)",
            up=f"{bottom!r} + {(top - bottom) / rows!r} * (floor(datum.i / {columns}) + 0.5)",
        )
        .mark_point(opacity=0, size=60, tooltip=None)
        .add_params(*chosen)
    )


def followers(ink: str, paper: str, affine: bool) -> list[alt.Chart]:
    """Draw the ball where the pointer is, and the path from there where it is known beforehand.

    Args:
        ink, paper: the colours of the ball and of its edge.
        affine: whether a table "affine" has, for each step, what of its point does not depend on the start, and what
            each of the start's coordinates adds (`tables.descent.affine_table`).
    """
    while_held = f"isValid({HELD}.across)"
    at = {of: f"{HELD}.{of} ? {HELD}.{of}[0] : 0" for of in ("across", "up")}
    ball = alt.Chart(alt.sequence(0, 1)).transform_filter(while_held).transform_calculate(**at)
    layers = []
    if affine:
        points = {
            of: f"datum.from_0_{of} + ({at['across']}) * datum.per_across_{of} + ({at['up']}) * datum.per_up_{of}"
            for of in ("across", "up")
        }
        way = alt.Chart(alt.NamedData("affine")).transform_filter(while_held).transform_calculate(**points)
        line: dict[str, Any] = {"order": None, "invalid": None, "clip": True}
        layers = [
            way.mark_line(strokeWidth=6, color=paper, **line),
            way.mark_line(strokeWidth=3, color=ink, **line),
        ]
    edge: dict[str, Any] = {"stroke": paper, "strokeWidth": 3, "filled": True, "opacity": 1}
    return [*layers, ball.mark_point(size=260, color=ink, **edge)]


def told_to_the_server(spec: Spec) -> list[str]:
    """Return the names of a chart's selections whose changes are the server's business."""
    return [part["name"] for part in spec.get("params", ()) if "select" in part and part["name"] != HELD]
