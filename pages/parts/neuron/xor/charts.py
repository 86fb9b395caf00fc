"""What a net of 2-2-1 answers all over the plane, at the frame."""

from typing import Any

import altair as alt

from pages.parts.neuron.xor.tables import HIGH, LOW, SIDE, Strip
from pages.ui.charts.descent import BLOCK, PAPER, Runs, here, played
from pages.ui.charts.house import BLUE, FRAME, INK, LABEL, VERMILION, Spec, finish
from pages.ui.keeping import kept

CORNER = 420  # square pixels


def both(dark: bool) -> Runs:
    """Return how the two losses are told apart."""
    return Runs(("bent", "straight"), (BLUE[dark], VERMILION[dark]), ((1, 0), (8, 4)))


@kept(8)
def answers(strip: Strip, units: bool, dark: bool) -> Spec:
    """Draw a frame of the strip, the four corners upon it, and the hidden units' lines.

    Tables: "corners" and "units" (`xor.tables`).

    Args:
        strip: the pictures of all frames.
        units: whether to draw the units' lines.
        dark: whether the theme is dark.
    """
    now = here(alt.Chart(alt.NamedData("corners")))
    paper, ink = PAPER[dark], INK[dark]
    lines = here(alt.Chart(alt.NamedData("units"))).transform_filter("isValid(datum.x)")
    shape = alt.Shape("answer:N", legend=None, scale=alt.Scale(domain=[0, 1], range=["square", "circle"]))
    colour = alt.Color("answer:N", legend=None, scale=alt.Scale(domain=[0, 1], range=[VERMILION[dark], BLUE[dark]]))
    layers = [
        _picture(strip),
        *([lines.mark_rule(strokeWidth=2, strokeDash=[3, 4], color=ink, clip=True).encode(x2="x2:Q", y2="y2:Q")]
          if units else []),
        now.mark_point(filled=True, opacity=1, size=CORNER, stroke=paper, strokeWidth=3, clip=True).encode(
            shape=shape, color=colour),
        now.mark_text(fontWeight="bold", fontSize=LABEL + 1, color=paper, baseline="middle").encode(text="answer:N"),
        now.transform_filter("!datum.right").mark_point(
            size=4 * CORNER, shape="circle", filled=False, color=ink, strokeWidth=4, strokeDash=[6, 4], opacity=1,
            clip=True),
    ]  # fmt: skip
    chart = alt.layer(*layers).encode(x=_axis(alt.X, "x", "x₁"), y=_axis(alt.Y, "y", "x₂"))
    return played(finish(chart.add_params(FRAME, BLOCK), dark))


def _axis(channel: Any, field: str, title: str) -> Any:
    scale = alt.Scale(domain=[LOW, HIGH], nice=False, zero=False)
    return channel(f"{field}:Q", title=title, scale=scale, axis=alt.Axis(grid=False, values=[0, 1], format="d"))


def _picture(strip: Strip) -> alt.Chart:
    """Lay the whole strip so that the frame's picture fills the chart; the rest of it is cut off."""
    wide, high = (f"({length} * {(SIDE + 2) / SIDE!r})" for length in ("width", "height"))
    across = f"-{wide} * (frame % {strip.columns} + {1 / (SIDE + 2)!r})"
    down = f"-{high} * (floor(frame / {strip.columns}) + {1 / (SIDE + 2)!r})"
    size: dict[str, Any] = {
        "width": alt.expr(f"{wide} * {strip.columns}"),
        "height": alt.expr(f"{high} * {strip.rows}"),
    }
    mark = alt.Chart(alt.sequence(0, 1)).mark_image(
        url=strip.address, align="left", baseline="top", aspect=False, clip=True, **size
    )
    return mark.encode(x=alt.value(alt.expr(across)), y=alt.value(alt.expr(down)))
