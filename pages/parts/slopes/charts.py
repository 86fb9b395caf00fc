"""What the charts of the slopes page share: words upon a picture, axes without a grid, and arrows."""

from typing import Any

import altair as alt

from pages.ui.charts.house import LABEL, numbered

SAID = LABEL + 3  # px of the words upon a picture
DASHED = [9, 5]


def table(name: str) -> alt.Chart:
    """Begin a chart of the rows of a table."""
    return alt.Chart(alt.NamedData(name))


def axis(name: str, title: str | list[str], domain: Any, axis: type, **how: Any) -> Any:
    """Return an axis without a grid."""
    scale = alt.Scale(domain=domain, nice=False, **how)
    return axis(f"{name}:Q", title=title, scale=scale, axis=numbered(tickCount=5, grid=False))


def words(rows: alt.Chart, column: str, down: Any, colour: str, across: Any = 12) -> alt.Chart:
    """Write a column of words at the upper left of a picture."""
    mark = rows.mark_text(align="left", baseline="top", fontSize=SAID, fontWeight="bold", color=colour)
    return mark.encode(x=alt.value(across), y=alt.value(down), text=f"{column}:N")


def _towards(across: str, up: str) -> Any:
    """Return the angle, on the screen, from a row's point to its columns of these names."""
    down = f"scale('y', datum.{up}) - scale('y', datum.up)"
    right = f"scale('x', datum.{across}) - scale('x', datum.across)"
    return alt.value(alt.expr(f"90 + 180 / PI * atan2({down}, {right})"))


def vectors(rows: alt.Chart, colour: str, paper: str, width: float = 4, head: float = 200) -> list[alt.Chart]:
    """Draw arrows from (across, up) to (to_across, to_up)."""
    tip = {"x2": "to_across:Q", "y2": "to_up:Q"}
    place = {"x": alt.X("to_across:Q"), "y": alt.Y("to_up:Q")}
    edge = rows.mark_rule(strokeWidth=width + 3, color=paper, opacity=0.8, clip=True).encode(**tip)
    return [
        *([edge] if width > 2 else []),
        rows.mark_rule(strokeWidth=width, color=colour, clip=True).encode(**tip),
        rows.mark_point(shape="triangle", filled=True, size=head, opacity=1, color=colour, clip=True).encode(
            angle=_towards("to_across", "to_up"), **place
        ),
    ]
