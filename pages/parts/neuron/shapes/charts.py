"""X W + b as a picture whose cells light up: the row and the column that meet under the pointer."""

from typing import Any

import altair as alt

from pages.ui.charts.house import BLUE, GREEN, INK, LABEL, PLACE, PURPLE, QUIET, VERMILION, Spec, finish, rows
from pages.ui.keeping import kept

COLOURS = {"X": BLUE, "W": GREEN, "b": PURPLE, "Y": VERMILION}
HAS_ROW, HAS_COLUMN = "indexof('XY', hover.matrix[0]) >= 0", "indexof('WbY', hover.matrix[0]) >= 0"
IN_ROW, IN_COLUMN = f"(!({HAS_ROW}) || datum.i == hover.i[0])", f"(!({HAS_COLUMN}) || datum.j == hover.j[0])"
LIT = (
    f"datum.matrix == 'X' ? ({HAS_ROW} && datum.i == hover.i[0])"
    f" : datum.matrix == 'Y' ? ({IN_ROW} && {IN_COLUMN})"
    f" : ({HAS_COLUMN} && datum.j == hover.j[0])"
)


@kept(32)
def product(
    names: tuple[tuple[float, float, str], ...], width: float, height: float, words: tuple[str, ...], dark: bool
) -> Spec:
    """Draw the four blocks, their numbers, the sum under the pointer.

    Table "cells" (`shapes.tables.of`).

    Args:
        names: of rows and columns, with their places.
        width: of the picture, in cells.
        height: likewise.
        words: what the four blocks are called, X, W, b and Y.
        dark: whether the theme is dark.
    """
    cells = alt.Chart(alt.NamedData("cells"))
    first: Any = [{"matrix": "Y", "i": 0, "j": 0}]
    hover = alt.selection_point(
        name="hover", fields=["matrix", "i", "j"], on="pointerover", clear=False, toggle=False, value=first
    )
    labels = " : ".join(f"datum.value == {name!r} ? {word!r}" for name, word in zip(COLOURS, words, strict=True))
    colour = alt.Color(
        "matrix:N",
        scale=alt.Scale(domain=list(COLOURS), range=[colour[dark] for colour in COLOURS.values()]),
        legend=alt.Legend(
            labelExpr=f"{labels} : ''", symbolType="square", columns=alt.expr(f"{PLACE} < 620 ? 2 : 4"), labelLimit=400
        ),
    )
    middle: dict[str, Any] = {"x": alt.X("middle:Q"), "y": alt.Y("level:Q")}
    asked = "datum.matrix == 'Y' && hover.matrix[0] == 'Y' && datum.i == hover.i[0] && datum.j == hover.j[0]"
    layers = [
        cells.mark_rect(strokeWidth=2, cornerRadius=4).encode(
            x2="x2:Q", y2="y2:Q", color=colour, stroke=colour.legend(None),
            fillOpacity=alt.condition(LIT, alt.value(0.55), alt.value(0.1)),
            strokeOpacity=alt.condition(LIT, alt.value(1), alt.value(0.45))).add_params(hover),
        cells.mark_text(fontSize=LABEL + 3, fontWeight="bold", color=INK[dark], baseline="middle").encode(
            text="text:N", **middle),
        alt.Chart(rows({"middle": x, "level": y, "text": name} for x, y, name in names)).mark_text(
            fontSize=LABEL, color=QUIET[dark], baseline="middle").encode(text="text:N", **middle),
        cells.transform_filter(asked).mark_text(
            fontSize=LABEL + 4, fontWeight="bold", color=INK[dark], baseline="bottom", align="left").encode(
            text="says:N", x=alt.value(0), y=alt.value(alt.expr("height - 4"))),
    ]  # fmt: skip
    bare: dict[str, Any] = {"axis": None}
    chart = alt.layer(*layers).encode(
        x=alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), **bare),
        y=alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), **bare),
    )
    return finish(chart, dark, legend_columns=4)
