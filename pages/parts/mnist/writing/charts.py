"""The picture of the frame, and how sure the net is at every step."""

from typing import Any

import altair as alt

from pages.ui.charts.house import BLUE, FRAME, PAPER, QUIET, VERMILION, Spec, finish
from pages.ui.text import t


def picture(address: str, columns: int, rows: int, dark: bool) -> Spec:
    """Draw one picture of a strip: that of the frame, as large as the chart allows; those beside it are covered.

    Args:
        address: of the strip.
        columns: pictures in one of its rows.
        rows: of the strip.
        dark: whether the theme is dark.
    """
    side = "min(width, height)"
    size: dict[str, Any] = {"width": alt.expr(f"{side} * {columns}"), "height": alt.expr(f"{side} * {rows}")}
    mark = (
        alt.Chart(alt.sequence(0, 1))
        .mark_image(url=address, align="left", baseline="top", aspect=False, clip=True, smooth=False, **size)
        .encode(
            x=alt.value(alt.expr(f"-{side} * (frame % {columns})")),
            y=alt.value(alt.expr(f"-{side} * floor(frame / {columns})")),
        )
    )
    cover = alt.Chart(alt.sequence(0, 1)).mark_rect(color=PAPER[dark], opacity=1, stroke=None)
    beside, below = (
        cover.encode(x=alt.value(alt.expr(left)), x2=alt.value(alt.expr("width + 4")), y=alt.value(alt.expr(top)),
                     y2=alt.value(alt.expr("height + 4")))
        for left, top in ((side, "0"), ("0", side))
    )  # fmt: skip
    return finish(alt.layer(mark, beside, below).add_params(FRAME), dark)


def certainty(steps: int, wanted: str, read: str, dark: bool) -> Spec:
    """Draw how sure the net is of two digits at every step, and where the frame is. Table: "certainty".

    Args:
        steps: the last step.
        wanted: names the digit that is walked towards.
        read: names the digit it was read as.
        dark: whether the theme is dark.
    """
    data = alt.Chart(alt.NamedData("certainty"))
    names = alt.param(name="line_names", value={"wanted": wanted, "read": read})
    lines = ["wanted"] if read == wanted else ["wanted", "read"]  # noise may be read as what it is to become
    scale = alt.Scale(domain=lines, range=[BLUE[dark], VERMILION[dark]][: len(lines)])
    dash = alt.Scale(domain=lines, range=[[1, 0], [8, 4]][: len(lines)])
    label = "line_names[datum.value]"
    layers = [
        data.mark_rule(color=QUIET[dark], strokeWidth=2).transform_filter("datum.step == frame").encode(
            x="step:Q", y=alt.value(0), y2=alt.value("height")),
        data.mark_line(strokeWidth=3, clip=True).encode(
            color=alt.Color("line:N", scale=scale).legend(labelExpr=label),
            strokeDash=alt.StrokeDash("line:N", scale=dash).legend(labelExpr=label)).add_params(names),
        data.mark_point(filled=True, size=140, opacity=1).transform_filter("datum.step == frame").encode(
            color=alt.Color("line:N", scale=scale)),
    ]  # fmt: skip
    x = alt.X("step:Q", title=t("step"), scale=alt.Scale(domain=[0, steps], nice=False), axis=alt.Axis(grid=False))
    y = alt.Y("value:Q", title=t("certainty"), scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5))
    return finish(alt.layer(*layers).encode(x=x, y=y).add_params(FRAME), dark, legend_columns=1)
