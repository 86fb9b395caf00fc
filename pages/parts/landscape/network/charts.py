"""The chart of a net's landscape: a training run upon the loss of a plane through the parameters."""

from typing import Any

import altair as alt

from pages.ui.charts.descent import PAPER, still
from pages.ui.charts.house import INK, LABEL, PATH, Spec, finish
from pages.ui.language import remembered
from pages.ui.pictures.contour import Contour
from pages.ui.text import t


@remembered(16)
def landscape(picture: Contour, titles: tuple[str, str], dark: bool) -> Spec:
    """Draw the whole path, its two ends named; the points tell their losses when pointed at.

    Table "path": frame; across, up; at_across, at_up (the same again); update; loss (of the net); surface (the loss
    drawn there); name (of the two ends, else empty).

    Args:
        picture: the bands.
        titles: of the axes, across and up.
        dark: whether the theme is dark.
    """
    points = alt.Chart(PATH).encode(x="at_across:Q", y="at_up:Q")
    name: dict[str, Any] = {"fontSize": LABEL + 2, "fontWeight": "bold", "dy": -18, "clip": True}
    end: dict[str, Any] = {"shape": "square", "filled": True, "size": 170, "opacity": 1, "clip": True}
    tells = [
        alt.Tooltip("update:Q", title=t("update"), format=",d"),
        alt.Tooltip("loss:Q", title=t("loss"), format=".3f"),
        alt.Tooltip("surface:Q", title=t("on the surface"), format=".3f"),
    ]
    ends = alt.layer(
        points.transform_filter("datum.name && datum.frame > 0").mark_point(color=INK[dark], **end),
        points.mark_text(stroke=PAPER[dark], strokeWidth=4, strokeJoin="round", **name).encode(text="name:N"),
        points.mark_text(color=INK[dark], **name).encode(text="name:N"),
        points.mark_point(size=260, filled=True, opacity=0, clip=True).encode(tooltip=tells),
    )
    path, above = still(picture, (), titles, dark), finish(ends, dark)
    return path | {"layer": [*path["layer"], {"data": above["data"], "layer": above["layer"]}]}
