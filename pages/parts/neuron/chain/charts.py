"""Two layers as a chain: values on the way forward, factors on the way back, lit as the bar reaches them."""

from typing import Any

import altair as alt

from pages.ui.charts.descent import PAPER, played
from pages.ui.charts.house import FRAME, INK, LABEL, QUIET, VERMILION, Spec, finish, rows
from pages.ui.keeping import kept

Rows = tuple[dict[str, Any], ...]
LEVEL, BACK, DOWN = 76.0, 36.0, 9.0  # how high the nodes, the factors and the weights' own factors stand
WIDE, HIGH = 0.27, 13.0  # half of a node
KNOWN, NOW = "frame >= datum.known", "frame == datum.known"


def chain(nodes: Rows, factors: Rows, weights: tuple[str, str], dark: bool) -> Spec:
    """Draw the chain (arguments as `chain.tables.picture` returns them, and what is written at the two weights)."""
    return _chain(tuple(tuple(n.items()) for n in nodes), tuple(tuple(f.items()) for f in factors), weights, dark)


@kept(16)
def _chain(nodes: Any, factors: Any, weights: tuple[str, str], dark: bool) -> Spec:
    ink, paper, back = INK[dark], PAPER[dark], VERMILION[dark]
    points = alt.Chart(rows(
        dict(node) | {"y": LEVEL, "left": dict(node)["place"] - WIDE, "right": dict(node)["place"] + WIDE,
                      "low": LEVEL - HIGH, "high": LEVEL + HIGH} for node in nodes))  # fmt: skip
    wires = alt.Chart(rows({"place": k + WIDE, "to": k + 1 - WIDE, "y": LEVEL} for k in range(len(nodes) - 1)))
    steps = [dict(factor) for factor in factors]
    passed = alt.Chart(rows(
        step | {"y": BACK if step["way"] == "along" else DOWN, "start": step["place"] - 0.4, "end": step["place"] + 0.4}
        for step in steps))  # fmt: skip
    along = passed.transform_filter("datum.way == 'along'")
    own = alt.Chart(rows({"place": place, "y": LEVEL + HIGH, "text": text}
                         for place, text in zip((0.5, 2.5), weights, strict=True)))  # fmt: skip
    big: dict[str, Any] = {"fontWeight": "bold", "baseline": "middle"}
    known, place = alt.condition(KNOWN, alt.value(1), alt.value(0)), alt.condition(KNOWN, alt.value(1), alt.value(0.25))
    layers = [
        wires.mark_rule(strokeWidth=4, color=QUIET[dark]).encode(x2="to:Q"),
        wires.mark_point(shape="triangle", angle=90, filled=True, size=160, opacity=1, color=QUIET[dark], xOffset=-6
                         ).encode(x=alt.X("to:Q")),
        points.mark_rect(color=paper, stroke=ink, opacity=1, cornerRadius=8).encode(
            x=alt.X("left:Q"), x2="right:Q", y=alt.Y("low:Q"), y2="high:Q",
            strokeWidth=alt.condition(NOW, alt.value(6), alt.value(2))),
        points.mark_text(fontSize=LABEL + 4, color=ink, **big).encode(text="value:N", opacity=known),
        points.mark_text(fontSize=LABEL + 2, color=ink, baseline="top", fontWeight="bold", dy=8).encode(
            text="name:N", y=alt.Y("low:Q")),
        own.mark_text(fontSize=LABEL + 3, color=ink, dy=-4, **big).encode(text="text:N"),
        along.mark_rule(strokeWidth=4, strokeDash=[8, 4], color=back).encode(
            x=alt.X("start:Q"), x2="end:Q", opacity=place),
        along.mark_point(shape="triangle", angle=270, filled=True, size=200, color=back).encode(
            x=alt.X("start:Q"), opacity=place),
        passed.mark_text(fontSize=LABEL + 3, color=ink, dy=-16, **big).encode(text="name:N", opacity=place),
        passed.mark_text(fontSize=LABEL + 4, color=back, dy=17, **big).encode(text="value:N", opacity=known),
    ]  # fmt: skip
    chart = alt.layer(*layers).encode(
        x=alt.X("place:Q", axis=None, scale=alt.Scale(domain=[-0.45, len(nodes) - 0.55], nice=False)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 100], nice=False)),
    )
    return played(finish(chart.add_params(FRAME), dark))
