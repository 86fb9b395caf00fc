"""The mark of a place that was guessed, upon a picture."""

from typing import Any

import altair as alt


def marked(ink: str, paper: str) -> list[alt.Chart]:
    """Mark the place that was guessed by a ring and a cross, which stay when the run has come out."""
    given = alt.Chart(alt.NamedData("guess"))
    ring: dict[str, Any] = {"filled": False, "opacity": 1, "clip": True}
    return [
        given.mark_point(size=520, strokeWidth=7, color=paper, **ring),
        given.mark_point(size=520, strokeWidth=3, color=ink, **ring),
        given.mark_point(shape="cross", filled=True, size=130, opacity=1, clip=True, color=ink, stroke=paper),
    ]
