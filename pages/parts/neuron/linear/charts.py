"""A grid before and after a map, with the same unit across and up, so that lengths and angles are true."""

from typing import Any

import altair as alt

from pages.ui.charts.house import BLUE, QUIET, VERMILION, Spec, finish
from pages.ui.keeping import kept

ROOM = 1.06


@kept(32)
def grid(reach: float, dark: bool) -> Spec:
    """Draw a grid where it went, over where it was.

    Table "grid" (`linear.tables.table`).

    Args:
        reach: how far the picture reaches from the middle, at least.
        dark: whether the theme is dark.
    """
    table = alt.Chart(alt.NamedData("grid"))
    pairs: dict[str, Any] = {"detail": "line:N", "order": alt.Order("order:Q")}
    colour = alt.Color("family:N", legend=None, scale=alt.Scale(
        domain=["upright", "level"], range=[BLUE[dark], VERMILION[dark]]))  # fmt: skip
    dash = alt.StrokeDash("family:N", legend=None, scale=alt.Scale(domain=["upright", "level"], range=[[1, 0], [7, 3]]))
    layers = [
        table.mark_line(strokeWidth=1, color=QUIET[dark], opacity=0.55, clip=True).encode(
            x=alt.X("from_x:Q"), y=alt.Y("from_y:Q"), **pairs),
        table.mark_line(strokeWidth=2.5, clip=True).encode(color=colour, strokeDash=dash, **pairs),
    ]  # fmt: skip
    half = f"{ROOM * reach!r} / min(width, height)"
    chart = alt.layer(*layers).encode(x=_axis(alt.X("x:Q"), half, "width"), y=_axis(alt.Y("y:Q"), half, "height"))
    return finish(chart, dark)


def _axis(channel: Any, half: str, length: str) -> Any:
    domain = [alt.expr(f"-{half} * {length}"), alt.expr(f"{half} * {length}")]
    return channel.title(None).scale(alt.Scale(domain=domain, nice=False)).axis(None)
