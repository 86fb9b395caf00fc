"""The picture of blind descent: lit places with their slopes, in the dark, and the ground once it is uncovered."""

from typing import Any

import altair as alt

from pages.ui.charts.descent import STAR
from pages.ui.charts.house import BLUE, INK, LABEL, QUIET, VERMILION, Spec, finish, numbered
from pages.ui.language import remembered
from pages.ui.text import t

PLACES = 400  # across, at which a click can fall


@remembered(16)
def picture(reach: float, dark: bool) -> Spec:
    """Draw the walk (tables "walked", "ground", "lowest"); a click chooses a place across.

    Args:
        reach: the picture goes from -reach to reach.
        dark: whether the theme is dark.
    """
    walked = alt.Chart(alt.NamedData("walked")).transform_filter("isValid(datum.up)")
    now, before = walked.transform_filter("datum.now"), walked.transform_filter("!datum.now")
    slope: dict[str, Any] = {"shape": "stroke", "strokeWidth": 5, "opacity": 1, "clip": True, "color": VERMILION[dark]}
    dot: dict[str, Any] = {"filled": True, "opacity": 1, "clip": True}
    name: dict[str, Any] = {"dy": -18, "fontSize": LABEL, "color": INK[dark], "clip": True}
    layers = [
        _clicks(reach),
        alt.Chart(alt.NamedData("ground")).mark_line(strokeWidth=3, color=QUIET[dark], clip=True, order=None),
        alt.Chart(alt.NamedData("lowest")).mark_point(
            shape=STAR, filled=True, size=300, opacity=1, clip=True, color="#F0C93A", stroke="#16202B", strokeWidth=1.5
        ),
        before.mark_point(**slope | {"opacity": 0.6}, size=1200).encode(angle=_along()),
        now.mark_point(**slope, size=4500).encode(angle=_along()),
        before.mark_point(**dot, size=110, color=INK[dark]),
        now.mark_point(**dot, size=300, color=BLUE[dark]),
        walked.mark_text(**name).encode(text="said:N"),
    ]
    low, high = (alt.expr(f"data('walked')[0].{end}") for end in ("least", "most"))
    chart = alt.layer(*layers).encode(
        x=alt.X("across:Q", title=t("x"), scale=alt.Scale(domain=[-reach, reach], nice=False),
                axis=numbered(tickCount=9, grid=False)),
        y=alt.Y("up:Q", title=t("height f(x)"), scale=alt.Scale(domain=[low, high], nice=False, zero=False),
                axis=numbered(tickCount=5)),
    )  # fmt: skip
    return finish(chart, dark)


def _along() -> Any:
    """Return the angle of a slope on the screen."""
    down = "scale('y', datum.to_up) - scale('y', datum.up)"
    right = "scale('x', datum.to_across) - scale('x', datum.across)"
    return alt.value(alt.expr(f"180 / PI * atan2({down}, {right})"))


def _clicks(reach: float) -> alt.Chart:
    """Lay an unseen row of points over the picture: the nearest one across is what a click chooses."""
    clicked = alt.selection_point(name="tap", fields=["across"], nearest=True, on="click", clear=False)
    return (
        alt.Chart(alt.sequence(0, PLACES, as_="i"))
        .transform_calculate(across=f"{-reach!r} + {2 * reach / PLACES!r} * (datum.i + 0.5)")
        .mark_point(opacity=0, size=60, tooltip=None)
        .encode(y=alt.value(alt.expr("height / 2")))
        .add_params(clicked)
    )
