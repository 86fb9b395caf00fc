"""The look that all charts share: colours, type, and how a chart becomes a specification.

A specification depends on settings only, never on the data: the browser then changes the data of a
chart that stands, where another specification would build it anew and flicker. So a chart is built
once and remembered, and the pages give it the table of the moment.
"""

from typing import Any

import altair as alt

Spec = dict[str, Any]
STREAM = alt.NamedData("stream")  # what the page gives with the chart
# Okabe and Ito's colours, which the colour-blind can tell apart; the dark theme takes the lighter ones.
INK = {False: "#16202B", True: "#EEF2F6"}
QUIET = {False: "#5B6875", True: "#9AA7B4"}
BLUE = {False: "#0072B2", True: "#56B4E9"}
VERMILION = {False: "#D55E00", True: "#FF8A3D"}
LABEL, TITLE = 15, 17  # px; a back row reads them at 1366x768
FONT = "Source Sans, sans-serif"


def finish(chart: Any, dark: bool, legend_columns: int = 2) -> Spec:
    """Turn a layered chart into a specification in the house's type and colours, without data."""
    ink, quiet = INK[dark], QUIET[dark]
    chart = chart.configure(
        font=FONT,
        axis=alt.AxisConfig(
            labelFontSize=LABEL,
            titleFontSize=TITLE,
            labelColor=ink,
            titleColor=ink,
            gridColor=quiet,
            gridOpacity=0.25,
            titleFontWeight="normal",
        ),
        legend=alt.LegendConfig(
            labelFontSize=LABEL,
            labelColor=ink,
            labelLimit=210,
            orient="top",
            columns=legend_columns,
            symbolType="stroke",
            symbolStrokeWidth=3,
            symbolSize=500,
            title=None,
            padding=0,
            offset=4,
        ),
        text=alt.MarkConfig(fontSize=LABEL, color=ink),
        view=alt.ViewConfig(stroke=None),
    )
    spec: Spec = chart.to_dict()
    for part in (spec, *spec["layer"]):
        part.pop("data", None)
    return spec
