"""Charts of where descents end: the basin map, and how many of many starts each method brings to the global minimum."""

from typing import Any

import altair as alt

from pages.ui.box import Box
from pages.ui.charts.descent import PAPER, STAR, click_grid, on_picture
from pages.ui.charts.house import GROWN, INK, LABEL, Spec, finish, folded, numbered
from pages.ui.language import remembered
from pages.ui.text import t

ROOM, NARROW = 1.6, 2.2  # the end of the axis of shares: what is right of 1 is for the numbers beside the bars


@remembered(16)
def basins(box: Box, titles: tuple[str, str], dark: bool) -> Spec:
    """Draw a basin map with its minima and the present start; a click chooses a start (selection "start").

    Tables, as `tables.basins` makes them: "picture" (image: a data address, that fills the axes), "minima" (across,
    up, text) and "starts" (across, up). The specification has none of them: another map changes data only.

    Args:
        box: the part of the plane that the map shows.
        titles: of the axes, across and up.
        dark: whether the theme is dark.
    """
    ink, paper = INK[dark], PAPER[dark]
    minima, starts = alt.Chart(alt.NamedData("minima")), alt.Chart(alt.NamedData("starts"))
    beside: dict[str, Any] = {"dx": 17, "dy": -15, "fontSize": LABEL + 5, "fontWeight": "bold"}
    star: dict[str, Any] = {"shape": STAR, "filled": True, "size": 330, "opacity": 1}
    edge: dict[str, Any] = {"filled": True, "opacity": 1, "stroke": paper, "strokeWidth": 2.5, "clip": True}
    layers = [
        _picture(),
        click_grid(box),
        minima.mark_point(color="#F0C93A", stroke="#16202B", strokeWidth=1.5, **star),
        minima.mark_text(stroke=paper, strokeWidth=5, strokeJoin="round", color=paper, **beside).encode(text="text:N"),
        minima.mark_text(color=ink, **beside).encode(text="text:N"),
        starts.mark_point(size=200, color=ink, **edge),
    ]
    return finish(on_picture(layers, box, titles), dark)


def _picture() -> alt.Chart:
    """Lay an image that comes with the data over the whole of the axes."""
    whole: dict[str, Any] = {"width": alt.expr("width"), "height": alt.expr("height"), "aspect": False}
    mark = alt.Chart(alt.NamedData("picture")).mark_image(align="left", baseline="top", tooltip=None, **whole)
    return mark.encode(x=alt.value(0), y=alt.value(0), url="image:N")


@remembered(8)
def across_starts(methods: tuple[str, ...], colours: tuple[str, ...], dark: bool) -> Spec:
    """Draw a bar for each method: the share of the starts from which it reaches the global minimum.

    Table "methods", as `tables.basins` makes it: method; share, from 0 to 1; reached (the words beside the bar);
    lower, median, upper (of the steps of those that reach it; nothing where none does).

    Args:
        methods: their names, from the top down.
        colours: one for each.
        dark: whether the theme is dark.
    """
    bars, y = alt.Chart(alt.NamedData("methods")), _methods(methods)
    scale = alt.Scale(domain=[0, alt.expr(f"width < 330 ? {NARROW} : {ROOM}")], nice=False)
    x = alt.X("share:Q", title=folded(t("starts that reach the global minimum")), scale=scale, axis=_shares_axis())
    words: dict[str, Any] = {"align": "left", "dx": 8, "fontSize": LABEL + 1, "color": INK[dark]}
    layers = [
        bars.mark_bar(height=alt.RelativeBandSize(0.72)).encode(color=_own(methods, colours)),
        bars.mark_text(**words).encode(text="reached:N"),
    ]
    return finish(alt.layer(*layers).encode(x=x, y=y), dark)


@remembered(8)
def steps_across_starts(methods: tuple[str, ...], colours: tuple[str, ...], dark: bool) -> Spec:
    """Draw for each method the median of the steps it takes to the global minimum, with the middle half as a line.

    Table and arguments as `across_starts`.
    """
    taken = alt.Chart(alt.NamedData("methods")).transform_filter("isValid(datum.median)")
    own = _own(methods, colours)
    x = alt.X("lower:Q", title=folded(t("steps: median, and the middle half")), scale=alt.Scale(zero=True),
              axis=numbered(tickCount=6, format=",d"))  # fmt: skip
    dot: dict[str, Any] = {"filled": True, "size": 260, "opacity": 1, "stroke": PAPER[dark], "strokeWidth": 2}
    # At the picture's edge a number ends where its dot is.
    align = alt.expr(f"scale('x', datum.median) > width - 24 * {GROWN} ? 'right' : 'center'")
    words: dict[str, Any] = {"dy": -19, "fontSize": LABEL + 1, "color": INK[dark], "align": align}
    layers = [
        taken.mark_rule(strokeWidth=8, opacity=0.55, strokeCap="round").encode(x=x, x2="upper:Q", color=own),
        taken.mark_point(**dot).encode(x="median:Q", color=own),
        taken.mark_text(**words).encode(x="median:Q", text=alt.Text("median:Q", format=",.0f")),
    ]
    return finish(alt.layer(*layers).encode(y=_methods(methods)), dark)


def _methods(methods: tuple[str, ...]) -> alt.Y:
    axis = alt.Axis(labelFontSize=LABEL + 1, ticks=False, domain=False, labelLimit=220, labelFlush=False)
    scale = alt.Scale(type="band", domain=list(methods), paddingOuter=0.4)  # room for a number above the first dot
    return alt.Y("method:N", title=None, scale=scale, axis=axis)


def _own(methods: tuple[str, ...], colours: tuple[str, ...]) -> alt.Color:
    return alt.Color("method:N", legend=None, scale=alt.Scale(domain=list(methods), range=list(colours)))


def _shares_axis() -> alt.Axis:
    return alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", titleAnchor="start", grid=False)
