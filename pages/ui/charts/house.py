"""The look that all charts share: colours, type, and how a chart becomes a specification.

A specification depends on settings only, never on the data: the browser then changes the data of a
chart that stands, where another specification would build it anew and flicker. So a chart is built
once and remembered, and the pages give it the table of the moment.
"""

from collections.abc import Iterable
from typing import Any

import altair as alt

from pages.ui.text import COUNTED, LEAST, MEASURED, MINUS, MOST, WHOLE

Spec = dict[str, Any]
STREAM = alt.NamedData("stream")  # what the page gives with the chart
# Okabe and Ito's colours, which the colour-blind can tell apart; the dark theme takes the lighter ones. What is also
# written in has at least 4.5:1 on its ground, and so their vermilion is darker here.
INK = {False: "#16202B", True: "#EEF2F6"}
PAPER = {False: "#FFFFFF", True: "#10151C"}  # what the charts stand on
QUIET = {False: "#5B6875", True: "#9AA7B4"}
BLUE = {False: "#0072B2", True: "#56B4E9"}
VERMILION = {False: "#B85000", True: "#FF8A3D"}
GREEN = {False: "#007A5A", True: "#2FCB9A"}
PURPLE = {False: "#A3418A", True: "#E59CC4"}
# One colour a meaning, the same in arrows, formulas and legends of every page.
TONES = {"gradient": VERMILION, "step": BLUE, "memory": PURPLE, "scaling": GREEN, "decay": QUIET}
LABEL, TITLE = 15, 17  # px; a back row reads them at 1366x768
# What type grows by on a screen larger than that, as the page's does (style.css), and in presenter mode, where stage.js
# moves the hidden input: by as much as a low picture has room for. Width and height only say when to look again.
LARGE = {"name": "large", "value": 1, "bind": {"input": "range", "min": 1, "max": 2, "step": 0.01}}
GROWN = "grown"
SCREEN = "max(1, min(windowSize()[1] / 768, windowSize()[0] / 1366))"
_ROOM = "containerSize()[1] / (0.34 * windowSize()[1])"
GROWTH = {"name": GROWN, "expr": f"max(1, min(large, {_ROOM})) * {SCREEN} + 0 * (width + height)"}
OF_THE_SCREEN = ("large", "grown")  # the parameters that every chart has
NARROW = 400  # px: up to there a legend is a column
# How wide a chart's place is. Its own `width` is found while it is laid out, and a legend that goes by it is in the
# wrong number of columns in the first of two layouts, which decides how much room is left above; here `width` only
# says when to look again.
PLACE = "(containerSize()[0] + 0 * width)"
# As in .streamlit/config.toml: a chart has no other way to Hangul than these names.
FONT = "Source Sans, Apple SD Gothic Neo, Malgun Gothic, Noto Sans KR, Noto Sans CJK KR, NanumGothic, sans-serif"
LAST_FRAME = 600
# What the transport bar moves. Vega makes an input of it, which the house's style hides.
FRAME = alt.param(name="frame", value=0, bind=alt.binding_range(min=0, max=LAST_FRAME, step=1))
# Whether what is to come may be seen: 0 while a lesson asks for it.
TOLD = alt.param(name="told", value=1, bind=alt.binding_range(min=0, max=1, step=1))
PATH = alt.NamedData("path")  # a table with a row a frame, in order
NOW = alt.param(name="now", expr="data('path')[min(frame, length(data('path')) - 1)] || {}")


def written(value: str, digits: int = MEASURED) -> str:
    """Return a Vega expression that writes a number in the form of `text.number`.

    Args:
        value: an expression, "datum.loss"; it is repeated.
        digits: as there.
    """
    size, scientific = f"toNumber(format(abs({value}), '.{digits - 1}e'))", f"format({value}, '.{digits - 1}~e')"
    mantissa, power = (f"split({scientific}, 'e')[{k}]" for k in (0, 1))
    for sign, raised in zip("+-−0123456789", ("", *"⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹"), strict=True):
        power = f"replace({power}, regexp('[{sign}]', 'g'), '{raised}')"
    ten = f"replace({mantissa} + '·10', regexp('^([−-]?)1·'), '$1') + {power}"
    whole = f"abs({value}) < {WHOLE:.0f} && {value} == floor({value})"
    decimal = f"format({value}, abs({value}) < 1e{digits} ? ',.{digits}~r' : ',.0f')"
    endless = f"{value} > 0 ? '∞' : '{MINUS}∞'"
    return (
        f"!isValid({value}) ? '' : !isFinite({value}) ? ({endless}) : {whole} ? format({value}, ',d')"
        f" : {size} >= 1e{LEAST} && {size} < 1e{MOST} ? {decimal} : {ten}"
    )


def numbered(value: str = "datum.value", **how: Any) -> alt.Axis:
    """Return an axis whose numbers have the form of all others; where a logarithmic one has no room, none."""
    return alt.Axis(labelExpr=f"datum.label == '' ? '' : ({written(value, COUNTED)})", **how)


def folded(title: str) -> list[str]:
    """Break a long title of an axis at the space nearest to its middle: a phone has no room for one line."""
    spaces = [k for k, sign in enumerate(title) if sign == " "]
    if not spaces:
        return [title]
    at = min(spaces, key=lambda k: abs(k - len(title) / 2))
    return [title[:at], title[at + 1 :]]


def rows(table: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Put a few rows that belong to the picture into its specification."""
    return alt.InlineData(values=list(table) or [{}])


def grown(size: float) -> Any:
    """Return a size of type as an expression: it grows with the screen."""
    return alt.expr(f"{size} * {GROWN}")


def _grow(part: Spec) -> None:
    """Let a layer's text grow, and with it what it stands away from its place."""
    for inner in part.get("layer", []):
        _grow(inner)
    mark, channels = part.get("mark"), part.get("encoding", {})
    if not isinstance(mark, dict) or mark["type"] != "text":
        return
    for name in ("fontSize", "dx", "dy"):
        if mark.get(name):
            mark[name] = _times(mark[name])
    for name in ("x", "y"):
        if isinstance(channels.get(name, {}).get("value"), int | float):
            channels[name] = {"value": _times(channels[name]["value"])}


def _times(size: Any) -> Spec:
    expression = f"({size['expr']})" if isinstance(size, dict) else str(size)
    return {"expr": expression if GROWN in expression else f"{expression} * {GROWN}"}


def finish(chart: Any, dark: bool, legend_columns: int = 2, grows: bool = True) -> Spec:
    """Turn a layered chart into a specification in the house's type and colours; the stream's data come later."""
    ink, quiet = INK[dark], QUIET[dark]
    label, title, longest = (grown(size) if grows else size for size in (LABEL, TITLE, 210))
    chart = chart.configure(
        font=FONT,
        axis=alt.AxisConfig(
            labelFontSize=label,
            titleFontSize=title,
            labelColor=ink,
            titleColor=ink,
            gridColor=quiet,
            gridOpacity=0.25,
            titleFontWeight="normal",
        ),
        legend=alt.LegendConfig(
            labelFontSize=label,
            labelColor=ink,
            labelLimit=longest,
            orient="top",
            columns=legend_columns,
            symbolType="stroke",
            symbolStrokeWidth=3,
            symbolSize=500,
            title=None,
            padding=0,
            offset=4,
        ),
        text=alt.MarkConfig(fontSize=label, color=ink),
        view=alt.ViewConfig(stroke=None),
    )
    spec: Spec = chart.to_dict()
    # Room for what stands half outside: the last number of an axis, a dot at its end. Streamlit leaves none.
    spec["padding"] = {"left": 6, "top": 10, "right": 14, "bottom": 4}
    # A tooltip that nobody asked for shows columns by their names, and numbers as a computer writes them.
    spec["config"]["mark"] = {"tooltip": None}
    spec["config"]["legend"]["columns"] = {"expr": f"{PLACE} < {NARROW} ? 1 : {legend_columns}"}
    inline = spec.pop("datasets", {})
    for part in spec["layer"]:
        name = part.get("data", {}).get("name")
        if name in inline:
            part["data"] = {"values": inline[name]}
        if grows:
            _grow(part)
    if grows:
        spec["params"] = [LARGE, GROWTH, *spec.get("params", [])]
    for part in (spec, *spec["layer"]):
        if part.get("data") == {"name": STREAM.name}:
            del part["data"]
    return spec


Dash = tuple[int, ...]
# One colour and one dash a method, the same on every page: (light theme, dark theme, dash). Okabe and Ito's colours and
# black, without their yellow, which white paper swallows; what has less than 3:1 on the paper is a little darker.
METHODS: dict[str, tuple[str, str, Dash]] = {
    "GradientDescent": (INK[False], INK[True], (1, 0)),
    "Momentum": ("#0072B2", "#4C8FE0", (12, 3)),
    "Nesterov": ("#3498D6", "#8FD3FF", (3, 3)),
    "AdaGrad": ("#009E73", "#2FCB9A", (12, 3, 3, 3)),
    "RMSProp": ("#C08000", "#F0C040", (7, 3)),
    "Adam": ("#D55E00", "#FF7A3D", (18, 3)),
    "AdamW": ("#C4689C", "#E59CC4", (7, 3, 2, 3, 2, 3)),
}
