"""The charts of the activations' view: a curve with its slope, slopes multiplied, and a net's gradient by layers."""

from typing import Any

import altair as alt

from pages.parts.neuron.settings import BENDS
from pages.ui.charts.house import (
    BLUE,
    GREEN,
    GROWN,
    INK,
    LABEL,
    PLACE,
    PURPLE,
    QUIET,
    SCREEN,
    VERMILION,
    Spec,
    finish,
    numbered,
)
from pages.ui.language import remembered
from pages.ui.text import t

COLOURS = {"sigmoid": BLUE, "relu": GREEN, "tanh": PURPLE}
SHAPES = {"sigmoid": "circle", "relu": "square", "tanh": "triangle-up"}
DASHES = {"xavier": [1, 0], "he": [8, 4], "small": [2, 4], "one": [10, 4, 2, 4]}
HEIGHTS = {"sigmoid": (-0.15, 1.15), "ReLU": (-0.3, 2.3), "tanh": (-1.2, 1.2)}  # by name, of the picture
NAMES = {"xavier": "Xavier", "he": "He", "small": "N(0, 0.01²)", "one": "N(0, 1)"}


@remembered(16)
def curve(reach: float, name: str, dark: bool) -> Spec:
    """Draw an activation, its slope, its tangent at the point, and the point; a click chooses another.

    Tables: "curve", "point", "tangent" (`activations.tables`).

    Args:
        reach: how far to both sides.
        name: of the activation, for the legend.
        dark: whether the theme is dark.
    """
    line, point = alt.Chart(alt.NamedData("curve")), alt.Chart(alt.NamedData("point"))
    clicked = alt.selection_point(name="h", fields=["x"], nearest=True, on="click", clear=False)
    kinds = ["value", "slope"]
    labels = f"datum.value == 'value' ? {name + '(h)'!r} : {t('its slope')!r}"
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[INK[dark], VERMILION[dark]]),
                       legend=alt.Legend(labelExpr=labels))  # fmt: skip
    dash = alt.StrokeDash("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[[1, 0], [8, 4]]))
    flat: dict[str, Any] = {"color": QUIET[dark], "strokeWidth": 2}
    layers = [
        alt.Chart(alt.NamedData("tangent")).mark_line(clip=True, strokeDash=[4, 4], **flat),
        line.mark_line(strokeWidth=3, clip=True).encode(color=colour, strokeDash=dash),
        line.mark_point(size=160, opacity=0, tooltip=None, clip=True).add_params(clicked),
        point.mark_rule(strokeDash=[4, 4], **flat).encode(y=alt.value(0), y2=alt.value("height")),
        point.mark_point(filled=True, size=190, opacity=1, clip=True).encode(color=colour),
    ]
    chart = alt.layer(*layers).encode(
        x=alt.X("x:Q", title=t("pre-activation h"), scale=alt.Scale(domain=[-reach, reach], nice=False),
                axis=alt.Axis(tickCount=5)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=list(HEIGHTS[name]), nice=False),
                axis=alt.Axis(tickCount=5)),
    )  # fmt: skip
    return finish(chart, dark)


def _named(dark: bool) -> alt.Color:
    labels = " : ".join(f"datum.value == {name!r} ? {t(label)!r}" for name, label in BENDS.items())
    scale = alt.Scale(domain=list(COLOURS), range=[colour[dark] for colour in COLOURS.values()])
    columns = alt.expr(f"{PLACE} < 340 * {GROWN} ? 2 : 3")
    legend = alt.Legend(
        labelExpr=f"{labels} : ''", symbolType="square", symbolSize=100, columns=columns, columnPadding=8
    )
    return alt.Color("name:N", scale=scale, legend=legend)


@remembered(4)
def products(dark: bool) -> Spec:
    """Draw what is left of a slope after so many layers: bars, with a tick where each could be at best.

    Table "products" (`activations.tables.products`).
    """
    bars = alt.Chart(alt.NamedData("products"))
    side = alt.XOffset("name:N", scale=alt.Scale(domain=list(COLOURS), paddingInner=0.1))
    written = bars.transform_filter("datum.zero")
    layers = [
        bars.transform_filter("!datum.zero").mark_bar(clip=True).encode(y2="base:Q", color=_named(dark), xOffset=side),
        bars.mark_tick(color=INK[dark], thickness=2, clip=True).encode(y=alt.Y("best:Q"), xOffset=side),
        written.mark_text(text="0", fontWeight="bold", dy=-9, fontSize=LABEL, color=INK[dark]).encode(
            y=alt.Y("base:Q"), xOffset=side),
    ]  # fmt: skip
    chart = alt.layer(*layers).encode(
        x=alt.X("layers:O", title=t("layers that it passes"), axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("product:Q", title=t("slopes multiplied"), scale=alt.Scale(type="log", nice=False),
                axis=numbered(format="~g", tickCount=5)),
    )  # fmt: skip
    return finish(chart, dark, legend_columns=3)


@remembered(16)
def norms(chosen: str, dark: bool) -> Spec:
    """Draw the gradient's length in each layer: colour and shape are the activation, the dash how it was started.

    Table "norms" (`activations.tables.norms`).

    Args:
        chosen: the activation that stands out.
        dark: whether the theme is dark.
    """
    table = alt.Chart(alt.NamedData("norms"))
    # Two rows of two: they are laid out for the type of the screen, before a presented picture's height is known.
    size = alt.expr(f"{LABEL} * {SCREEN}")
    dash = alt.StrokeDash("scale:N", scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values())),
                          legend=alt.Legend(labelExpr=_started(), symbolSize=300, columns=2, labelFontSize=size)
                          )  # fmt: skip
    shape = alt.Shape("name:N", legend=None, scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())))
    strong = alt.condition(f"datum.name == {chosen!r}", alt.value(1), alt.value(0.25))
    colour = _named(dark).legend(None)
    layers = [
        table.mark_line(strokeWidth=3, clip=True).encode(color=colour, strokeDash=dash, opacity=strong),
        table.mark_point(filled=True, size=70, clip=True).encode(color=colour, shape=shape, opacity=strong),
    ]
    chart = alt.layer(*layers).encode(
        x=alt.X("layer:O", title=t("layer, from the input on"), axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("norm:Q", title=t("length of its gradient"), scale=alt.Scale(type="log", nice=False, padding=8),
                axis=numbered(format="~g", tickCount=5)),
    )  # fmt: skip
    return finish(chart, dark)


def _started() -> str:
    return " : ".join(f"datum.value == {scale!r} ? {t(label)!r}" for scale, label in NAMES.items()) + " : ''"
