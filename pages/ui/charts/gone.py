"""Where a run is that has left the picture: an arrow at the edge, and words.

The rows are those of the frame, with the columns step, out_across, out_up and away (`tables.descent.path_columns`).
"""

from json import dumps
from typing import Any

import altair as alt

from pages.ui.charts.house import INK, LABEL, PAPER, grown, written
from pages.ui.text import t

RIGHT = "scale('x', datum.out_across) - width / 2"  # of the picture's middle: the point itself may have no place
DOWN = "scale('y', datum.out_up) - height / 2"
ARROW = f"['→', '↘', '↓', '↙', '←', '↖', '↑', '↗'][(round(4 / PI * atan2({DOWN}, {RIGHT})) + 8) % 8]"
BESIDE, BELOW = 130, 52  # px that the words keep from the edges
INSIDE = 18  # and the arrow


def gone(now: alt.Chart, colour: dict[str, Any], worded: bool, dark: bool) -> list[alt.Chart]:
    """Point from the edge of the picture to where a run is that has left it.

    Args:
        now: the rows of the frame.
        colour: the encoding of a run's colour.
        worded: whether to say at which step it is, and how far away.
        dark: whether the theme is dark.
    """
    out = now.transform_filter("isValid(datum.away)")
    tip = out.mark_point(shape="arrow", filled=True, size=1100, opacity=1, stroke=PAPER[dark], strokeWidth=2)
    at = _within(INSIDE, INSIDE)
    layers = [tip.encode(angle=alt.value(alt.expr(f"90 + 180 / PI * atan2({DOWN}, {RIGHT})")), **at, **colour)]
    if not worded:
        return layers
    said = out.transform_calculate(gone=f"{ARROW} + ' ' + {away_in_words(t('step {step}, {distance} away'))}")
    return layers + on_anything(said, dark, text="gone:N", **_within(BESIDE, BELOW))


def _within(beside: int, below: int) -> dict[str, Any]:
    """Return the place on the edge that is nearest to the point, so many pixels inside."""
    return {
        "x": alt.value(alt.expr(f"clamp(scale('x', datum.out_across), {beside}, width - {beside})")),
        "y": alt.value(alt.expr(f"clamp(scale('y', datum.out_up), {below}, height - {below})")),
    }


def on_anything(rows: alt.Chart, dark: bool, **encoding: Any) -> list[alt.Chart]:
    """Write words that can be read whatever they stand on."""
    words: dict[str, Any] = {
        "fontSize": grown(LABEL + 1),
        "fontWeight": "bold",
        "align": "center",
        "baseline": "middle",
    }
    edge: dict[str, Any] = {"stroke": PAPER[dark], "strokeWidth": 5, "strokeJoin": "round", "color": PAPER[dark]}
    return [rows.mark_text(**edge, **words).encode(**encoding), rows.mark_text(color=INK[dark], **words).encode(
        **encoding)]  # fmt: skip


def away_in_words(sentence: str) -> str:
    """Return a Vega expression that fills a sentence with a row's {step} and its {distance} from the picture."""
    text = f"replace({dumps(sentence)}, '{{step}}', format(datum.step, ',d'))"
    return f"replace({text}, '{{distance}}', datum.away < 0 ? '∞' : ({written('datum.away', 2)}))"
