"""The chart of a field of gradients, with a descent through it; its tables are those of `field.tables`."""

import altair as alt

from pages.parts.slopes.charts import table, vectors
from pages.ui.box import Box
from pages.ui.charts.descent import AT, BLOCK, LINE, PAPER, here, on_picture, played
from pages.ui.charts.house import FRAME, INK, NOW, PATH, VERMILION, Spec, finish
from pages.ui.language import remembered


@remembered(8)
def field(box: Box, dark: bool) -> Spec:
    """Draw arrows of minus the gradient at one scale, and the descent where it crosses them.

    Tables: "path", "arrows".
    """
    ink, paper = INK[dark], PAPER[dark]
    whole = alt.Chart(PATH).transform_filter("isValid(datum.at_across)")
    layers = [
        *vectors(table("arrows"), VERMILION[dark], paper, 2, 45),
        whole.mark_line(strokeWidth=3, color=ink, opacity=0.8, **LINE).encode(**AT),
        whole.mark_point(size=30, filled=True, color=ink, opacity=0.7, clip=True).encode(**AT),
        here(alt.Chart(PATH)).mark_point(
            size=190, filled=True, opacity=1, color=ink, stroke=paper, strokeWidth=2, clip=True
        ),
    ]
    return played(finish(on_picture(layers, box, ("x", "y")).add_params(FRAME, BLOCK, NOW), dark))
