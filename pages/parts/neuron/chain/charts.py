"""Two layers as a chain: values on the way forward, factors on the way back, lit as the bar reaches them."""

from functools import lru_cache
from typing import Any

import altair as alt

from pages.ui.charts.descent import PAPER, played
from pages.ui.charts.house import FRAME, INK, LABEL, QUIET, VERMILION, Spec, finish, rows

Rows = tuple[dict[str, Any], ...]
LEVEL, BACK, DOWN = 78.0, 45.0, 16.0  # how high the nodes, the factors and the weights' own factors stand
KNOWN, NOW = "frame >= datum.known", "frame == datum.known"


def chain(nodes: Rows, factors: Rows, weights: tuple[str, str], dark: bool) -> Spec:
    """Draw the chain (arguments as `chain.tables.picture` returns them, and what is written at the two weights)."""
    return _chain(tuple(tuple(n.items()) for n in nodes), tuple(tuple(f.items()) for f in factors), weights, dark)


@lru_cache(maxsize=16)
def _chain(nodes: Any, factors: Any, weights: tuple[str, str], dark: bool) -> Spec:
    ink, paper, back = INK[dark], PAPER[dark], VERMILION[dark]
    points = alt.Chart(rows(dict(node) | {"y": LEVEL} for node in nodes))
    wires = alt.Chart(rows({"place": k + 0.2, "to": k + 0.8, "y": LEVEL} for k in range(len(nodes) - 1)))
    steps = [dict(factor) for factor in factors]
    steps = [step | {"y": BACK if step["way"] == "along" else DOWN} for step in steps]
    passed = alt.Chart(rows(steps))
    own = alt.Chart(rows({"place": place, "y": LEVEL + 7, "text": text}
                         for place, text in zip((0.5, 2.5), weights, strict=True)))  # fmt: skip
    big: dict[str, Any] = {"fontWeight": "bold", "baseline": "middle"}
    seen = alt.condition(KNOWN, alt.value(1), alt.value(0.12))
    layers = [
        wires.mark_rule(strokeWidth=4, color=QUIET[dark]).encode(x2="to:Q"),
        wires.mark_point(shape="triangle", angle=90, filled=True, size=160, opacity=1, color=QUIET[dark]).encode(
            x=alt.X("to:Q")),
        points.mark_point(shape="square", filled=True, size=5200, color=paper, stroke=ink, opacity=1).encode(
            strokeWidth=alt.condition(NOW, alt.value(5), alt.value(2))),
        points.mark_text(fontSize=LABEL + 2, color=ink, **big).encode(text="value:N", opacity=seen),
        points.mark_text(fontSize=LABEL + 1, color=ink, dy=52, **big).encode(text="name:N"),
        own.mark_text(fontSize=LABEL + 1, color=ink, **big).encode(text="text:N"),
        passed.mark_point(shape="triangle", angle=-90, filled=True, size=200, color=back, dx=0).encode(
            x=alt.X("start:Q"), opacity=seen).transform_filter("datum.way == 'along'").transform_calculate(
            start="datum.place - 0.42"),
        passed.mark_rule(strokeWidth=4, strokeDash=[8, 4], color=back).encode(
            x=alt.X("start:Q"), x2="end:Q", opacity=seen).transform_filter(
            "datum.way == 'along'").transform_calculate(start="datum.place - 0.4", end="datum.place + 0.4"),
        passed.mark_text(fontSize=LABEL + 1, color=ink, dy=-15, **big).encode(text="name:N", opacity=seen),
        passed.mark_text(fontSize=LABEL + 2, color=back, dy=15, **big).encode(text="value:N", opacity=seen),
    ]  # fmt: skip
    chart = alt.layer(*layers).encode(
        x=alt.X("place:Q", axis=None, scale=alt.Scale(domain=[-0.45, len(nodes) - 0.55], nice=False)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 100], nice=False)),
    )
    return played(finish(chart.add_params(FRAME), dark))
