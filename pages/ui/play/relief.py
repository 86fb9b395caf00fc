"""A loss in 3-D that follows the transport bar as the charts do, in every browser: a canvas, and no WebGL."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from pages.ui.charts.descent import Points, Runs
from pages.ui.charts.house import INK, PAPER, QUIET
from pages.ui.pictures.relief import CELLS, Relief, places, ticks
from pages.ui.text import number, t

FOLDER = Path(__file__).parent
# The inputs have the names that Vega gives those of a chart: the bar and the lessons know no other.
HTML = """
<div class="relief">
  <canvas role="img"></canvas>
  <span class="hint"></span>
  <input type="hidden" name="frame" value="0">
  <input type="hidden" name="told" value="1">
</div>
"""


@cache
def _component() -> Any:
    css, js = ((FOLDER / f"relief.{part}").read_text(encoding="utf-8") for part in ("css", "js"))
    return st.components.v2.component("relief", html=HTML, css=css, js=js, isolate_styles=False)


def show(
    place: Any,
    key: str,
    picture: Relief,
    titles: tuple[str, str],
    runs: Runs,
    path: Any,
    minima: Points,
    alt: str,
    dark: bool,
    on_start: Callable[[dict[str, float] | None], None] | None = None,
    height: int | str = "stretch",
    still: bool = False,
) -> None:
    """Draw a surface with paths on it.

    Args:
        place: the container.
        key: the picture's own.
        picture: the surface.
        titles: of the axes, across and up.
        runs: whose paths.
        path: the table of a contour picture, as `charts.descent.contour` takes it.
        minima: of the loss, across and up.
        alt: what it shows, for a screen reader.
        dark: whether the theme is dark.
        on_start: called with the place that is clicked on; None where a click chooses nothing.
        height: of the whole, as Streamlit takes it.
        still: whether the paths are drawn whole, whatever the frame.
    """
    across, up = picture.box
    clicked = {"on_start_change": lambda: on_start(_clicked(key, picture))} if on_start else {}
    with place:
        _component()(
            key=key,
            height=height,
            data={
                "name": key,
                "side": CELLS,
                "still": still,
                "heights": picture.heights,
                "levels": picture.levels,
                "colours": picture.colours,
                "ink": INK[dark],
                "paper": PAPER[dark],
                "quiet": QUIET[dark],
                "across": {"title": titles[0], "ticks": ticks(across)},
                "up": {"title": titles[1], "ticks": ticks(up)},
                "minima": _shares(minima, picture),
                "runs": [_packed(path, name, colour, dash, picture)
                         for name, colour, dash in zip(*runs, strict=True)],
                "gone": _gone(path) if len(runs.names) == 1 else {},
                "clicks": on_start is not None,
                "words": {
                    "picture": alt,
                    "hint": t("Drag to turn. Height: the square root of the loss above its least."),
                },
            },
            **clicked,
        )  # fmt: skip


def _clicked(key: str, picture: Relief) -> dict[str, float] | None:
    """Return the point of the plane that was clicked; the browser tells shares of the picture."""
    sent = getattr(st.session_state.get(key), "start", None)
    try:
        shares = {name: float(sent[name]) for name in ("across", "up")}  # type: ignore[index]
    except (TypeError, KeyError, ValueError):
        return None
    if not all(0 <= share <= 1 for share in shares.values()):
        return None
    return {name: low + shares[name] * (high - low)
            for name, (low, high) in zip(shares, picture.box, strict=True)}  # fmt: skip


def _packed(path: Any, name: str, colour: str, dash: tuple[int, ...], picture: Relief) -> dict[str, Any]:
    rows = path[path["run"] == name]
    run = {"colour": colour, "dash": [] if dash == (1, 0) else list(dash),
           "at": places(rows["at_across"], rows["at_up"], picture.box)}  # fmt: skip
    if "away" in rows and rows["away"].notna().any():
        run["out"] = places(rows["out_across"], rows["out_up"], picture.box)
    return run


def _shares(minima: Points, picture: Relief) -> list[tuple[float, float, bool]]:
    """Return where the minima stand, from 0 to 1 both ways, and which of them are only local ones."""
    (left, right), (bottom, top) = picture.box
    return [((across - left) / (right - left), (up - bottom) / (top - bottom), bool(only))
            for across, up, *only in minima if picture.box.holds(across, up)]  # fmt: skip


def _gone(path: Any) -> dict[int, str]:
    """Say, by the frame, how far away a run is that has left the picture."""
    if "away" not in path:
        return {}
    out = path[path["away"].notna()]
    return {
        int(frame): t(
            "step {step}, {distance} away", step=number(step), distance=number(away if away >= 0 else np.inf, 2)
        )
        for frame, step, away in zip(out["frame"], out["step"].tolist(), out["away"].tolist(), strict=True)
    }
