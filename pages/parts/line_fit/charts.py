"""The charts that only the line fit has: the points with their line, the gradients of single points, and a sweep.

The first two follow the frame; beside "path" they take the table "points" (`line_fit.tables.points_of`).
"""

from json import dumps
from typing import Any

import altair as alt

from pages.ui.box import Box
from pages.ui.charts.descent import BLOCK, LINE, PAPER, UPRIGHT, here, played
from pages.ui.charts.gone import away_in_words, on_anything
from pages.ui.charts.house import (
    BLUE,
    FRAME,
    INK,
    LABEL,
    NOW,
    PATH,
    QUIET,
    VERMILION,
    Spec,
    finish,
    grown,
    numbered,
    written,
)
from pages.ui.language import remembered
from pages.ui.text import plural, t

POINTS = alt.NamedData("points")
M, B = "now.up", "now.across"  # of the frame; the bowl's picture has b across and m up


@remembered(32)
def line(box: Box, target: tuple[float, float] | None, dark: bool) -> Spec:
    """Draw the points, the line of the frame, and each residual as a square whose area is the squared error.

    Args:
        box: the part of the plane to show.
        target: (m, b) of the best line; None where many lines are best.
        dark: whether the theme is dark.
    """
    ink, quiet, blue = INK[dark], QUIET[dark], BLUE[dark]
    residual = alt.Chart(POINTS).transform_calculate(fit=f"{M} * datum.x + {B}", seen=SEEN)
    middle = sum(box.across) / 2
    # As wide as it is high on the screen, and towards the middle of the picture.
    side = "abs(scale('y', datum.y) - scale('y', datum.fit))"
    away = f"scale('x', datum.x) + (datum.x > {middle!r} ? -1 : 1) * {side}"
    filled = alt.condition("datum.seen", alt.value(0.3), alt.value(0.06))
    squares = residual.mark_rect(color=VERMILION[dark], stroke=VERMILION[dark], strokeWidth=2, clip=True).encode(
        y2="fit:Q", x2=alt.value(alt.expr(away)), fillOpacity=filled
    )
    row = here(alt.Chart(PATH))
    dotted: dict[str, Any] = {"strokeWidth": 3, "strokeDash": [4, 6], "color": quiet, "opacity": 0.8}
    best = [_straight(row, str(target[0]), str(target[1]), box, **dotted)] if target else []
    layers = [
        *best,
        squares,
        _straight(row, "datum.up", "datum.across", box, strokeWidth=4, color=blue),
        alt.Chart(POINTS).mark_point(filled=True, size=130, opacity=1, color=ink, stroke=PAPER[dark], strokeWidth=1.5,
                                     clip=True),
        *_cut(residual, box, dark),
    ]  # fmt: skip
    chart = alt.layer(*layers).encode(
        x=alt.X("x:Q", title="x", scale=alt.Scale(domain=list(box.across), nice=False), axis=numbered(tickCount=6)),
        y=alt.Y("y:Q", title="y", scale=alt.Scale(domain=list(box.up), nice=False), axis=numbered(tickCount=6)),
    )
    return played(finish(chart.add_params(FRAME, BLOCK, NOW), dark))


def _cut(residual: alt.Chart, box: Box, dark: bool) -> list[alt.Chart]:
    """Say that squares do not fit into the picture, and where the line is when it has left the picture."""
    low, high = box.up
    ends = [f"{M} * {x!r} + {B}" for x in box.across]
    above, below = (" && ".join(f"{end} {sign}" for end in ends) for sign in (f"> {high!r}", f"< {low!r}"))
    # A line too far away to have numbers here is out as well.
    gone = f"!isValid({M}) || ({above}) || ({below})"
    beyond = residual.transform_filter(f"{gone} || datum.fit > {high!r} || datum.fit < {low!r}")
    cut = beyond.transform_aggregate(squares="count()").transform_filter("datum.squares > 0")
    row = here(alt.Chart(PATH))
    away = away_in_words(t("the line has left: step {step}, {distance} away"))
    line = row.transform_filter(f"({gone}) && isValid(datum.away)").transform_calculate(said=away)
    squares = cut.transform_calculate(said=dumps(t("squares cut at the edge")))
    middle = alt.value(alt.expr("width / 2"))
    return [
        *on_anything(line, dark, x=middle, y=alt.value(14), text="said:N"),
        *on_anything(squares, dark, x=middle, y=alt.value(alt.expr("height - 14")), text="said:N"),
    ]


# Whether a step sees a point: `now.batch` names those it does, ",3,17,", or is empty when it sees all.
SEEN = "!now.batch || indexof(now.batch, ',' + datum.i + ',') >= 0"


def _straight(rows: alt.Chart, m: str, b: str, box: Box, **how: Any) -> alt.Chart:
    """Draw y = m x + b from edge to edge of the picture; m and b are numbers or expressions."""
    left, right = box.across
    ends = rows.transform_calculate(
        left=f"{left!r}", right=f"{right!r}", start=f"({m}) * {left!r} + ({b})", end=f"({m}) * {right!r} + ({b})"
    )
    return ends.mark_rule(clip=True, **how).encode(x="left:Q", x2="right:Q", y="start:Q", y2="end:Q")


@remembered(16)
def samples(dark: bool) -> Spec:
    """Draw the downhill direction of every single point at the frame as a fan, and the one the step follows.

    The gradients are linear in theta, so the table gives each at (0, 0) and what m and b add to it: columns
    zero_m, zero_b, per_m_m, per_m_b, per_b_m, per_b_b of "points".
    """
    quiet, vermilion = QUIET[dark], VERMILION[dark]
    slopes = {of: f"-(datum.zero_{of} + {M} * datum.per_m_{of} + {B} * datum.per_b_{of})" for of in ("m", "b")}
    each = alt.Chart(POINTS).transform_calculate(
        seen=SEEN, to_m=slopes["m"], to_b=slopes["b"], told_x=written("datum.x"), told_y=written("datum.y")
    )
    followed = here(alt.Chart(PATH)).transform_calculate(
        to_m="datum.downhill_up - datum.up", to_b="datum.downhill_across - datum.across"
    )
    x = alt.X("to_b:Q", title=t("−dMSE/db"), axis=numbered(tickCount=6, format="~g"))
    # A run that diverges has longer numbers at every step; their title keeps its place.
    room = grown(64)
    y = alt.Y("to_m:Q", title=t("−dMSE/dm"),
              axis=numbered(tickCount=6, format="~g", minExtent=room, maxExtent=room))  # fmt: skip
    ends: dict[str, Any] = {"x2": alt.datum(0), "y2": alt.datum(0)}
    strong = alt.condition("datum.seen", alt.value(0.9), alt.value(0.3))
    point = [alt.Tooltip("told_x:N", title="x"), alt.Tooltip("told_y:N", title="y")]
    layers = [
        each.mark_rule(strokeWidth=2, color=quiet).encode(opacity=strong, **ends),
        each.mark_point(filled=True, size=70, color=quiet).encode(opacity=strong, tooltip=point),
        followed.mark_rule(strokeWidth=5, color=vermilion).encode(**ends),
        followed.mark_point(filled=True, size=240, color=vermilion, opacity=1, shape="diamond"),
    ]
    return played(finish(alt.layer(*layers).encode(x=x, y=y).add_params(FRAME, BLOCK, NOW), dark))


@remembered(16)
def sweep(steps: int, rates: tuple[float, float], losses: tuple[float, float], dark: bool) -> Spec:
    """Draw the loss after so many steps against the learning rate; a click takes a rate.

    Tables: "sweep" (rate, loss) and "marks" (rate, text, kind: "critical" or "present").

    Args:
        steps: how many, to be named.
        rates: the ends of the axis.
        losses: the ends of the axis; what lies beyond is cut off.
        dark: whether the theme is dark.
    """
    swept, marks = alt.Chart(alt.NamedData("sweep")), alt.Chart(alt.NamedData("marks"))
    clicked = alt.selection_point(name="rate", fields=["rate"], nearest=True, on="click", clear=False)
    colour = alt.Color("kind:N", legend=None, scale=alt.Scale(
        domain=["critical", "present"], range=[VERMILION[dark], BLUE[dark]]))  # fmt: skip
    dash = alt.StrokeDash("kind:N", legend=None, scale=alt.Scale(
        domain=["critical", "present"], range=[[8, 4], [1, 0]]))  # fmt: skip
    # Above the plot, where no curve runs, each in a line of its own: the two may be close together.
    name: dict[str, Any] = {"align": "right", "dx": 2, "fontWeight": "bold", "color": INK[dark], "fontSize": LABEL}
    names: list[alt.Chart] = [
        marks.transform_filter(f"datum.kind == '{kind}' && inrange(datum.rate, {list(map(float, rates))})")
        .mark_text(**name).encode(y=alt.value(y), text="text:N")
        for kind, y in (("critical", -30), ("present", -11))
    ]  # fmt: skip
    layers = [
        swept.mark_line(strokeWidth=3, color=INK[dark], **LINE),
        marks.mark_rule(strokeWidth=3, clip=True).encode(color=colour, strokeDash=dash, **UPRIGHT),
        *names,
        swept.mark_point(size=200, opacity=0, tooltip=None, clip=True).add_params(clicked),
    ]
    title = plural(steps, one="loss after {n} step", other="loss after {n} steps")
    chart = alt.layer(*layers).encode(
        x=alt.X("rate:Q", title=t("learning rate η"), scale=alt.Scale(type="log", nice=False, domain=list(rates)),
                axis=numbered(format="~g", grid=False, tickCount=6)),
        y=alt.Y("loss:Q", title=title, scale=alt.Scale(type="log", domain=list(losses)),
                axis=numbered(tickCount=5, format="~g")),
    )  # fmt: skip
    return finish(chart, dark)
