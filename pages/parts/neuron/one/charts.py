"""The neuron drawn with its numbers on the wires: they follow the frame.

It takes the table "path" (`one.tables`), which has a column for every number that is written.
"""

from collections.abc import Iterator
from typing import Any

import altair as alt

from pages.ui.charts.descent import BLOCK, PAPER, played
from pages.ui.charts.house import BLUE, FRAME, INK, LABEL, NOW, PATH, QUIET, VERMILION, Spec, finish, rows, written
from pages.ui.keeping import kept

# The picture is 100 wide and 100 high, whatever its pixels are.
CELL, ANSWER = (50.0, 52.0), (84.0, 52.0)
INPUTS = {2: (86.0, 18.0), 3: (90.0, 52.0, 14.0)}  # how high the inputs stand
LEFT = 8.0
ROUND = 3_600  # square pixels of a node
SIZE = f"width < 420 ? {LABEL - 1} : {LABEL + 3}"  # px
WIRE = "1.5 + min(9, 3 * sqrt(abs(now[datum.of])))"  # px


@kept(8)
def neuron(bias: bool, dark: bool) -> Spec:
    """Draw inputs, wires, the cell and its answer, each with the number of the frame.

    Args:
        bias: whether there is a third wire, whose input is 1.
        dark: whether the theme is dark.
    """
    names = ("1", "2", "b") if bias else ("1", "2")
    heights = INPUTS[len(names)]
    wires = alt.Chart(rows(
        {"x": LEFT, "y": y, "x2": CELL[0], "y2": CELL[1], "of": "b" if name == "b" else f"w{name}"}
        for name, y in zip(names, heights, strict=True)))  # fmt: skip
    out = alt.Chart(rows([{"x": CELL[0], "y": CELL[1], "x2": ANSWER[0], "y2": ANSWER[1]}]))
    ends = {"x2": "x2:Q", "y2": "y2:Q"}
    dash = alt.condition("now[datum.of] < 0", alt.value([9, 5]), alt.value([1, 0]))
    nodes = [(LEFT, y) for y in heights] + [CELL, ANSWER]
    layers = [
        wires.mark_rule(color=QUIET[dark]).encode(
            **ends, strokeDash=dash, strokeWidth=alt.value(alt.expr(WIRE))),
        out.mark_rule(color=QUIET[dark], strokeWidth=4).encode(**ends),
        alt.Chart(rows({"x": x, "y": y} for x, y in nodes)).mark_point(
            filled=True, opacity=1, size=ROUND, color=PAPER[dark], stroke=INK[dark], strokeWidth=3),
        *_written(names, heights, dark),
        # The table stands in a chart only where a layer asks for it.
        alt.Chart(PATH).transform_filter("false").mark_point().encode(x=alt.value(0), y=alt.value(0)),
    ]  # fmt: skip
    bare: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[0, 100], nice=False)}
    chart = alt.layer(*layers).encode(x=alt.X("x:Q", **bare), y=alt.Y("y:Q", **bare))
    return played(finish(chart.add_params(FRAME, BLOCK, NOW), dark))


def _written(names: tuple[str, ...], heights: tuple[float, ...], dark: bool) -> list[alt.LayerChart | alt.Chart]:
    """Write every number at its place, each line of a place below the one before, on a pale edge."""
    table = alt.Chart(rows(_texts(names, heights))).transform_calculate(
        text=f"datum.label + (datum.of ? ({written('now[datum.of]')}) : '')"
    )
    colour = alt.Color("tone:N", legend=None, scale=alt.Scale(
        domain=["ink", "gradient", "step"], range=[INK[dark], VERMILION[dark], BLUE[dark]]))  # fmt: skip
    layers: list[alt.LayerChart | alt.Chart] = []
    for line in (-1, 0, 1):
        at = table.transform_filter(f"datum.line == {line}")
        how: dict[str, Any] = {"fontSize": alt.expr(SIZE), "fontWeight": "bold", "dy": line * 22, "baseline": "middle"}
        edge = at.mark_text(stroke=PAPER[dark], strokeWidth=6, strokeJoin="round", **how)
        layers += [edge.encode(text="text:N", color=alt.value(PAPER[dark])),
                   at.mark_text(**how).encode(text="text:N", color=colour)]  # fmt: skip
    return layers


def _texts(names: tuple[str, ...], heights: tuple[float, ...]) -> Iterator[dict[str, Any]]:
    """Yield each text: where, which line of its place, its words, the column of its number, and its meaning."""
    for name, y in zip(names, heights, strict=True):
        sub = {"1": "₁", "2": "₂", "b": ""}[name]
        label, of = ("1", "") if name == "b" else ("", f"x{name}")
        yield {"x": LEFT, "y": y, "line": 0, "label": label, "of": of, "tone": "ink"}
        middle, level = LEFT + 0.45 * (CELL[0] - LEFT), y + 0.45 * (CELL[1] - y)
        weight, of = ("b", "b") if name == "b" else (f"w{sub}", f"w{name}")
        yield {"x": middle, "y": level, "line": -1, "label": f"{weight} = ", "of": of, "tone": "ink"}
        yield {"x": middle, "y": level, "line": 0, "label": f"Δ{weight} = ", "of": f"d{of}", "tone": "step"}
    x, y = CELL
    yield {"x": x, "y": y, "line": 0, "label": "Σ | f", "of": "", "tone": "ink"}
    yield {"x": x + 4, "y": 86, "line": -1, "label": "h = ", "of": "h", "tone": "ink"}
    yield {"x": x + 4, "y": 86, "line": 0, "label": "f′(h) = ", "of": "slope", "tone": "ink"}
    yield {"x": x + 4, "y": y - 25, "line": 0, "label": "δ = ", "of": "delta", "tone": "gradient"}
    x, y = ANSWER
    yield {"x": x, "y": y, "line": 0, "label": "ŷ", "of": "", "tone": "ink"}
    yield {"x": x, "y": 86, "line": -1, "label": "ŷ = ", "of": "y_hat", "tone": "ink"}
    yield {"x": x, "y": 86, "line": 0, "label": "y = ", "of": "y_target", "tone": "ink"}
    yield {"x": x, "y": y - 25, "line": -1, "label": "y − ŷ = ", "of": "error", "tone": "ink"}
    yield {"x": x, "y": y - 25, "line": 0, "label": "E = ", "of": "loss_now", "tone": "ink"}
