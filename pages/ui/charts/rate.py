"""The chart of a learning rate that changes on the way."""

import altair as alt

from pages.ui.charts.house import BLUE, QUIET, Spec, finish, numbered
from pages.ui.language import remembered
from pages.ui.text import t


@remembered(16)
def rate(last: int, dark: bool, title: str = "") -> Spec:
    """Draw the rate against the update, and where the run is (tables "rates": update, rate; "now": the same, a row).

    Args:
        last: the end of the axis.
        dark: whether the theme is dark.
        title: of the upright axis, where it is not the rate itself.
    """
    curve, now = alt.Chart(alt.NamedData("rates")), alt.Chart(alt.NamedData("now"))
    layers = [
        curve.mark_line(strokeWidth=3, color=BLUE[dark], interpolate="step-after", clip=True, order=None),
        now.mark_rule(strokeWidth=2, strokeDash=[4, 4], color=QUIET[dark]).encode(
            y=alt.value(0), y2=alt.value("height")
        ),
        now.mark_point(size=170, filled=True, opacity=1, color=BLUE[dark], clip=True),
    ]
    chart = alt.layer(*layers).encode(
        x=alt.X("update:Q", title=t("update"), scale=alt.Scale(domain=[0, last], nice=False),
                axis=numbered(format=",d", tickCount=6, grid=False)),
        y=alt.Y("rate:Q", title=title or t("learning rate η"), scale=alt.Scale(zero=True), axis=numbered(tickCount=4)),
    )  # fmt: skip
    return finish(chart, dark)
