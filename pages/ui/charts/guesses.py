"""The marks of places that were guessed, upon a picture: the one of this screen, and those of a room's phones."""

from typing import Any

import altair as alt


def marked(ink: str, paper: str) -> list[alt.Chart]:
    """Mark the place that was guessed by a ring and a cross, which stay when the run has come out.

    Those of phones have the phone's sign and colour (table "guess": across, up, shape, colour; the last two are missing
    where it was guessed on this screen).
    """
    every = alt.Chart(alt.NamedData("guess"))
    given = every.transform_filter("!isValid(datum.shape)")
    phones = every.transform_filter("isValid(datum.shape)")
    ring: dict[str, Any] = {"filled": False, "opacity": 1, "clip": True}
    signs = {"shape": alt.Shape("shape:N", scale=None), "color": alt.Color("colour:N", scale=None)}
    return [
        phones.mark_point(filled=True, size=170, opacity=1, clip=True, stroke=paper, strokeWidth=1.5).encode(**signs),
        given.mark_point(size=520, strokeWidth=7, color=paper, **ring),
        given.mark_point(size=520, strokeWidth=3, color=ink, **ring),
        given.mark_point(shape="cross", filled=True, size=130, opacity=1, clip=True, color=ink, stroke=paper),
    ]
