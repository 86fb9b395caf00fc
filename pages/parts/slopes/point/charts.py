"""The charts of a gradient. All follow the frame; their tables are those of `point.tables`, by the same names."""

from typing import Any

import altair as alt

from pages.parts.slopes.charts import DASHED, axis, table, vectors, words
from pages.ui.charts.descent import (
    BLOCK,
    HIGHEST,
    LINE,
    LOWEST,
    PAPER,
    Points,
    click_grid,
    ground_of,
    here,
    on_picture,
    played,
)
from pages.ui.charts.house import (
    BLUE,
    FRAME,
    GREEN,
    GROWN,
    INK,
    LABEL,
    NOW,
    PATH,
    QUIET,
    VERMILION,
    Spec,
    finish,
    folded,
)
from pages.ui.language import remembered
from pages.ui.pictures.contour import Contour
from pages.ui.text import t

# The words about y stand right of those about x, or, where there is no room, below the two lines.
_ROOM = f"width > 400 * {GROWN}"
BESIDE = alt.expr(f"({_ROOM} ? 6 : 52) * {GROWN}"), alt.expr(f"{_ROOM} ? width / 2 + 6 : 12 * {GROWN}")


def _along(dark: bool) -> tuple[alt.Scale, alt.Scale]:
    """Return the colours and dashes of the two slices, the same in every picture."""
    return (
        alt.Scale(domain=["x", "y"], range=[BLUE[dark], GREEN[dark]]),
        alt.Scale(domain=["x", "y"], range=[[1, 0], DASHED]),
    )


@remembered(4)
def slices(dark: bool) -> Spec:
    """Draw the slices through a point along x and along y with their tangents, and the tangent along the dial's hand.

    Tables: "path", "slices", "tangents".
    """
    colours, dashes = _along(dark)
    colour = alt.Color("along:N", scale=colours, legend=None)
    dash = alt.StrokeDash("along:N", scale=dashes, legend=None)
    now, ink, first = here(alt.Chart(PATH)), INK[dark], "data('tangents')[0]"
    middle = now.transform_calculate(s="0", value="(datum.start + datum.end) / 2")
    hand = now.transform_calculate(left=f"{first}.left", right=f"{first}.right")
    ends: dict[str, Any] = {"x": "left:Q", "x2": "right:Q", "y": "start:Q", "y2": "end:Q"}
    dot: dict[str, Any] = {"filled": True, "opacity": 1, "size": 170, "stroke": PAPER[dark], "strokeWidth": 2}
    layers = [
        table("slices").mark_line(strokeWidth=4, **LINE).encode(color=colour, strokeDash=dash),
        table("tangents")
        .transform_filter("isValid(datum.start)")
        .mark_rule(strokeWidth=2, clip=True)
        .encode(color=colour, **ends),
        hand.mark_rule(strokeWidth=3, strokeDash=[2, 4], color=ink, clip=True).encode(**ends),
        middle.mark_point(color=ink, **dot),
        *(
            words(table("tangents").transform_filter(f"datum.along == '{name}'"), "text", down, tone[dark], across)
            for name, tone, down, across in (("x", BLUE, 6, 12), ("y", GREEN, *BESIDE))
        ),
        words(now, "said", 29, ink),
    ]
    span = "extent(pluck(data('slices'), 'value'))"
    params = [
        alt.param(name="lowest", expr=f"{span}[0] - 0.05 * ({span}[1] - {span}[0]) || 0"),
        alt.param(name="highest", expr=f"{span}[1] + 0.5 * ({span}[1] - {span}[0]) || 1"),
        alt.param(name="wide", expr=f"{first} ? {first}.right : 1"),
    ]
    chart = alt.layer(*layers).encode(
        x=axis("s", folded(t("distance from the point")), [alt.expr("-wide"), alt.expr("wide")], alt.X),
        y=axis("value", "f", [LOWEST, HIGHEST], alt.Y),
    )
    return played(finish(chart.add_params(FRAME, BLOCK, NOW, *params), dark))


@remembered(4)
def dial(dark: bool) -> Spec:
    """Draw the directional derivative against the angle, marked along the axes and where it is largest.

    Tables: "path", "marks".
    """
    now, ink, quiet, vermilion = here(alt.Chart(PATH)), INK[dark], QUIET[dark], VERMILION[dark]
    dot: dict[str, Any] = {"filled": True, "opacity": 1, "size": 150, "clip": True}
    longest = "(extent(pluck(data('path'), 'slope'))[1] || 1)"
    params = [
        alt.param(name="lowest", expr=f"-1.15 * {longest}"),
        alt.param(name="highest", expr=f"1.55 * {longest}"),
    ]
    colours = {"x": BLUE[dark], "y": GREEN[dark], "sum": vermilion}
    # Above the peak; the others to the right of their points, below the line that rises.
    places: dict[str, Any] = {
        "x": {"dx": 10, "dy": 10, "align": "left"},
        "y": {"dx": 10, "align": "left"},
        "sum": {"dy": -16},
    }
    layers = [
        alt.Chart(alt.sequence(0, 1)).mark_rule(color=quiet, strokeWidth=1.5).encode(y=alt.datum(0)),
        alt.Chart(PATH).mark_line(strokeWidth=4, color=ink, **LINE),
        *(
            mark
            for name, rows in ((name, table("marks").transform_filter(f"datum.name == '{name}'")) for name in colours)
            for mark in (
                rows.mark_point(color=colours[name], shape="diamond", **dot),
                rows.mark_text(color=colours[name], fontSize=LABEL, fontWeight="bold", **places[name]).encode(
                    text="text:N"
                ),
            )
        ),
        now.mark_rule(strokeWidth=2, strokeDash=[4, 4], color=quiet).encode(y=alt.value(0), y2=alt.value("height")),
        now.mark_point(color=ink, stroke=PAPER[dark], strokeWidth=2, **dot),
    ]
    x = alt.X("angle:Q", title=None, scale=alt.Scale(domain=[-6, 366], nice=False),
              axis=alt.Axis(values=[0, 90, 180, 270, 360], grid=False, labelExpr="datum.label + '°'"))  # fmt: skip
    chart = alt.layer(*layers).encode(x=x, y=axis("slope", t("slope"), [LOWEST, HIGHEST], alt.Y))
    return played(finish(chart.add_params(FRAME, BLOCK, NOW, *params), dark))


@remembered(32)
def gradient(picture: Contour, minima: Points, dark: bool) -> Spec:
    """Draw a gradient at a point as the sum of its two parts, the lines of the two slices, and the dial's hand.

    A click moves the point. Tables: "path", "point", "arrows", "sides".

    Args:
        picture: the bands of the surface.
        minima: of it, across and up.
        dark: whether the theme is dark.
    """
    ink, paper, quiet = INK[dark], PAPER[dark], QUIET[dark]
    colours, dashes = _along(dark)
    point, whole, now = table("point"), alt.Chart(PATH), here(alt.Chart(PATH))
    line: dict[str, Any] = {"strokeWidth": 3, "opacity": 0.75}
    hand: dict[str, Any] = {"x": "foot_across:Q", "y": "foot_up:Q"}
    start = now.transform_calculate(
        across="data('point')[0].across", up="data('point')[0].up", to_across="datum.foot_across", to_up="datum.foot_up"
    )
    layers = [
        *ground_of(picture, minima, dark),
        click_grid(picture.box),
        point.mark_rule(color=colours.range[0], **line).encode(x=alt.value(0), x2=alt.value("width"), y="up:Q"),
        point.mark_rule(color=colours.range[1], strokeDash=dashes.range[1], **line).encode(
            y=alt.value(0), y2=alt.value("height"), x="across:Q"
        ),
        whole.mark_line(strokeWidth=2, color=ink, opacity=0.5, **LINE).encode(x="hand_across:Q", y="hand_up:Q"),
        table("sides").mark_rule(strokeWidth=2, strokeDash=[4, 4], color=quiet, clip=True).encode(
            x2="to_across:Q", y2="to_up:Q"
        ),
        now.mark_rule(strokeWidth=2, strokeDash=[2, 3], color=ink, clip=True).encode(
            x2="hand_across:Q", y2="hand_up:Q", **hand
        ),
        *(
            mark
            for name, colour in (("x", BLUE[dark]), ("y", GREEN[dark]), ("sum", VERMILION[dark]))
            for mark in vectors(table("arrows").transform_filter(f"datum.name == '{name}'"), colour, paper)
        ),
        *vectors(start, ink, paper, 3, 150),
        point.mark_point(size=170, filled=True, opacity=1, color=ink, stroke=paper, strokeWidth=2, clip=True),
    ]  # fmt: skip
    return played(finish(on_picture(layers, picture.box, ("x", "y")).add_params(FRAME, BLOCK, NOW), dark))
