"""The charts of secants. All follow the frame; their tables are those of `curve.tables`, by the same names."""

from typing import Any

import altair as alt

from pages.parts.slopes.charts import DASHED, axis, table, words
from pages.ui.box import Box
from pages.ui.charts.descent import BLOCK, HIGHEST, LINE, LOWEST, PAPER, here, played
from pages.ui.charts.house import BLUE, FRAME, GREEN, INK, NOW, PATH, QUIET, VERMILION, Spec, finish, numbered
from pages.ui.language import remembered
from pages.ui.text import t

SMALLEST_H = 1e-16
LENS = 2  # units of h to either side


@remembered(32)
def secant(box: Box, dark: bool) -> Spec:
    """Draw a curve, its tangent at a point, and the secant of the frame; a click moves the point.

    Tables: "path", "curve", "point".

    Args:
        box: the part of the plane to show.
        dark: whether the theme is dark.
    """
    ink, quiet, blue, vermilion, paper = INK[dark], QUIET[dark], BLUE[dark], VERMILION[dark], PAPER[dark]
    left, right = box.across
    now, point = here(alt.Chart(PATH)), table("point")
    clicked = alt.selection_point(name="point", fields=["x"], nearest=True, on="click", clear=False)

    def straight(rows: alt.Chart, x: str, y: str, **how: Any) -> alt.Chart:
        ends = rows.transform_filter("isValid(datum.slope)").transform_calculate(
            from_x=f"{left!r}",
            to_x=f"{right!r}",
            from_y=f"datum.{y} + datum.slope * ({left!r} - datum.{x})",
            to_y=f"datum.{y} + datum.slope * ({right!r} - datum.{x})",
        )
        return ends.mark_rule(clip=True, **how).encode(x="from_x:Q", x2="to_x:Q", y="from_y:Q", y2="to_y:Q")

    legs: dict[str, Any] = {"strokeWidth": 3, "strokeDash": [4, 4], "color": quiet, "clip": True}
    dot: dict[str, Any] = {"filled": True, "opacity": 1, "stroke": paper, "strokeWidth": 2, "clip": True}
    layers = [
        table("curve").mark_line(strokeWidth=4, color=ink, **LINE).encode(detail="piece:N"),
        straight(point, "x", "y", strokeWidth=4, strokeDash=DASHED, color=vermilion),
        now.mark_rule(**legs).encode(x="left:Q", x2="right:Q", y="low:Q"),
        now.mark_rule(**legs).encode(x="right:Q", y="low:Q", y2="high:Q"),
        straight(now, "right", "high", strokeWidth=3, color=blue),
        now.mark_point(size=150, color=blue, shape="square", **dot).encode(x="left:Q", y="low:Q"),
        now.mark_point(size=150, color=blue, shape="square", **dot).encode(x="right:Q", y="high:Q"),
        point.mark_point(size=230, color=vermilion, **dot),
        words(now, "said", 8, blue),
        words(point, "said", 32, vermilion),
        table("curve").mark_point(size=60, opacity=0, tooltip=None, clip=True).add_params(clicked),
    ]  # fmt: skip
    chart = alt.layer(*layers).encode(
        x=axis("x", "x", list(box.across), alt.X), y=axis("y", "f(x)", list(box.up), alt.Y)
    )
    return played(finish(chart.add_params(FRAME, BLOCK, NOW), dark))


@remembered(4)
def microscope(dark: bool) -> Spec:
    """Draw the curve about the point, enlarged so that h is one unit long, with its tangent and the secant.

    Tables: "path", "enlarged", "point".
    """
    now = here(alt.Chart(PATH))
    tangent = table("point").transform_filter("isValid(datum.slope)").transform_calculate(offset="0")

    def straight(rows: alt.Chart, **how: Any) -> alt.Chart:
        ends = rows.transform_calculate(
            u=f"-{LENS}",
            to_u=f"{LENS}",
            v=f"datum.offset - {LENS} * datum.slope",
            to_v=f"datum.offset + {LENS} * datum.slope",
        )
        return ends.mark_rule(clip=True, **how).encode(x2="to_u:Q", y2="to_v:Q")

    layers = [
        here(table("enlarged")).mark_line(strokeWidth=5, color=INK[dark], **LINE),
        straight(tangent, strokeWidth=4, strokeDash=DASHED, color=VERMILION[dark]),
        straight(now, strokeWidth=3, color=BLUE[dark]),
        words(now, "said", 8, BLUE[dark]),
        words(table("point"), "said", 32, VERMILION[dark]),
    ]
    span = "extent(pluck(data('enlarged'), 'v'))"
    # Room above for the words.
    params = [
        alt.param(name="lowest", expr=f"{span}[0] - 0.05 * ({span}[1] - {span}[0]) || -1"),
        alt.param(name="highest", expr=f"{span}[1] + 0.35 * ({span}[1] - {span}[0]) || 1"),
    ]
    chart = alt.layer(*layers).encode(
        x=axis("u", t("distance from the point, in units of h"), [-LENS, LENS], alt.X),
        y=axis("v", t("rise of f, in units of h"), [LOWEST, HIGHEST], alt.Y),
    )
    return played(finish(chart.add_params(FRAME, BLOCK, NOW, *params), dark))


@remembered(8)
def errors(kinked: bool, dark: bool) -> Spec:
    """Draw how wrong both schemes are against h, with what theory says and the best h of each.

    At a kink, which has no slope to be wrong about, draw what they answer instead.
    Tables: "path", "errors", "guides", "marks", "names".

    Args:
        kinked: whether the curve has a kink at the point.
        dark: whether the theme is dark.
    """
    ink, quiet = INK[dark], QUIET[dark]
    schemes = ["forward", "central"]
    colour = alt.Color("scheme:N", legend=None, scale=alt.Scale(domain=schemes, range=[BLUE[dark], GREEN[dark]]))
    dash = alt.StrokeDash("scheme:N", legend=None, scale=alt.Scale(domain=schemes, range=[[1, 0], [10, 4]]))
    now = here(alt.Chart(PATH))
    dot: dict[str, Any] = {"filled": True, "opacity": 1, "size": 200}
    edge: dict[str, Any] = {"stroke": PAPER[dark], "strokeWidth": 2}
    layers = [
        table("guides").mark_line(strokeWidth=2, strokeDash=[2, 5], color=quiet, **LINE).encode(detail="name:N"),
        table("errors").mark_line(strokeWidth=3, **LINE).encode(color=colour, strokeDash=dash),
        table("marks").mark_point(shape="triangle-up", stroke=ink, clip=True, **dot).encode(color=colour),
        now.mark_rule(strokeWidth=2, strokeDash=[4, 4], color=quiet).encode(y=alt.value(0), y2=alt.value("height")),
        *(
            now.mark_point(color=tone[dark], **dot, **edge).encode(y=f"{scheme}:Q")
            for scheme, tone in (("forward", BLUE), ("central", GREEN))
        ),
        *(
            words(table("names").transform_filter(f"datum.scheme == '{scheme}'"), "said", down, tone[dark], 60)
            for scheme, tone, down in (("forward", BLUE, 6), ("central", GREEN, 29))
        ),
    ]  # fmt: skip
    column = "extent(pluck(data('errors'), 'error'))"
    # Room above for the words, and on a logarithmic axis at least a decade.
    room = f"({column}[1] - {column}[0] || 1)"
    ends = [
        alt.param(name="lowest", expr=f"{column}[0] - 0.2 * {room}" if kinked else f"{column}[0] || 1e-16"),
        alt.param(name="highest", expr=f"{column}[1] + 0.6 * {room}" if kinked else f"30 * {column}[1] || 1"),
    ]
    x = alt.X("h:Q", title="h", scale=alt.Scale(type="log", domain=[1, SMALLEST_H], nice=False, reverse=False),
              axis=numbered(values=[1, 1e-4, 1e-8, 1e-12, 1e-16], grid=True))  # fmt: skip
    y = alt.Y(
        "error:Q",
        title=t("answer") if kinked else t("error of the slope"),
        scale=alt.Scale(type="linear" if kinked else "log", domain=[LOWEST, HIGHEST], nice=False),
        axis=numbered(tickCount=5),
    )
    chart = alt.layer(*layers).encode(x=x, y=y)
    return played(finish(chart.add_params(FRAME, BLOCK, NOW, *ends), dark))
