"""Curves with a point that follows the frame, its tangent, a gap that is filled, and lines at levels."""

from typing import Any

import altair as alt

from pages.parts.losses.charts.bars import Look
from pages.ui.charts.descent import BLOCK, PAPER, UPRIGHT, here, played
from pages.ui.charts.house import FRAME, GROWN, LABEL, PATH, PLACE, QUIET, VERMILION, Spec, finish, numbered, rows
from pages.ui.language import remembered

CURVES, GAP = alt.NamedData("curves"), alt.NamedData("gap")
NARROW, MIDDLING = 420, 570  # px: up to there the legend has one column, or two
Ends = tuple[float, float]


@remembered(64)
def curves(
    look: Look,
    titles: tuple[str, str],
    across: Ends,
    up: Ends,
    dark: bool,
    logarithmic: bool = False,
    gap: str = "",
) -> Spec:
    """Draw curves of one number against another.

    Tables: "curves" (x, y, kind), and "path" (frame, x, y, kind, and a tangent's left, start, right, end); with a gap,
    "gap" (x, low, high) and in "path" low and high.

    Args:
        look: of the curves; they are named by a legend where there are several.
        titles: of the axes, across and up.
        across: the ends of the axis.
        up: likewise; what lies beyond is cut off.
        dark: whether the theme is dark.
        logarithmic: whether the axis across is.
        gap: the name of the space between two curves, which is filled, faintly all over and strongly at the frame.
    """
    several = len(look.names) > 1
    whole, now = alt.Chart(CURVES), here(alt.Chart(PATH))
    seen = now.transform_filter("isValid(datum.y)")
    tangent: dict[str, Any] = {"x": "left:Q", "x2": "right:Q", "y": "start:Q", "y2": "end:Q"}
    upright = now.mark_rule(strokeWidth=2, strokeDash=[4, 4], color=QUIET[dark]).encode(**UPRIGHT)
    layers = [
        *(_gap(gap, dark) if gap else [upright]),
        whole.mark_line(strokeWidth=4, clip=True, invalid="break-paths-filter-domains").encode(
            color=look.colour(several), strokeDash=look.dash(several), order=alt.Order("x:Q")),
        seen.transform_filter("isValid(datum.start)").mark_rule(strokeWidth=3, clip=True, strokeDash=[7, 4]).encode(
            color=alt.value(VERMILION[dark]), **tangent),
        seen.mark_point(size=200, filled=True, opacity=1, stroke=PAPER[dark], strokeWidth=2, clip=True).encode(
            color=look.colour(several)),
    ]  # fmt: skip
    scale = alt.Scale(type="log" if logarithmic else "linear", domain=list(across), nice=False)
    chart = alt.layer(*layers).encode(
        x=alt.X("x:Q", title=titles[0], scale=scale, axis=numbered(tickCount=6, grid=False)),
        y=alt.Y("y:Q", title=titles[1], scale=alt.Scale(domain=list(up), nice=False),
                axis=numbered(tickCount=6)),
    )  # fmt: skip
    spec = finish(chart.add_params(FRAME, BLOCK), dark)
    spec["config"]["legend"]["columns"] = {"expr": f"{PLACE} < {NARROW} ? 1 : {PLACE} < {MIDDLING} * {GROWN} ? 2 : 3"}
    return played(spec)


def _gap(name: str, dark: bool) -> list[alt.Chart]:
    """Fill what lies between two curves, and draw it as a bar at the frame."""
    between: dict[str, Any] = {"y": "low:Q", "y2": "high:Q"}
    colour = VERMILION[dark]
    word = alt.Chart(rows([{"name": name}])).mark_text(color=colour, fontSize=LABEL + 1, fontWeight="bold")
    return [
        alt.Chart(GAP).mark_area(color=colour, opacity=0.18, clip=True).encode(**between),
        here(alt.Chart(PATH)).mark_rule(color=colour, strokeWidth=9, clip=True).encode(**between),
        word.encode(x=alt.value(alt.expr("width / 2")), y=alt.value(16), text="name:N"),
    ]
