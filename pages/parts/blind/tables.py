"""A walk as the tables of its chart: until the ground is uncovered they hold the places visited and nothing else."""

from typing import Any

import numpy as np
import pandas as pd

from pages.parts.blind.run import BlindRun
from pages.ui.text import number

POINTS = 481  # of the ground, once it is uncovered
MARGIN = 0.18  # of the heights seen, above and below them
NARROW = 0.02  # of the picture's width: a slope is taken from here to there, to be drawn


def tables_of(live: BlindRun) -> dict[str, Any]:
    """Return the chart's tables: "walked", "ground" and "lowest"."""
    x, heights, slopes = (np.asarray(part, dtype=float) for part in live.walk)
    seen = np.isfinite(heights) & np.isfinite(x)
    walked = pd.DataFrame({"step": np.arange(len(x)), "across": x, "up": heights, "slope": slopes})
    walked["said"] = [number(k) for k in walked["step"]]
    walked["now"] = walked["step"] == live.step
    run = 2 * live.settings.half() * NARROW
    walked["to_across"], walked["to_up"] = walked["across"] + run, walked["up"] + run * walked["slope"]
    ground = _ground(live)
    walked["least"], walked["most"] = _limits(
        np.concatenate([heights[seen], ground["up"].to_numpy(dtype=float)]), live.settings.half() / 2
    )
    return {"walked": walked, "ground": ground, "lowest": _lowest(live)}


def _ground(live: BlindRun) -> pd.DataFrame:
    if not live.shown:
        return pd.DataFrame({"across": [], "up": []})
    half = live.settings.half()
    x = np.unique(np.concatenate([np.linspace(-half, half, POINTS), live.dips.x]))  # no dip falls between two points
    up = live.curve.value(x)
    return pd.DataFrame({"across": x, "up": np.where(np.isfinite(up), up, np.nan)}).dropna()


def _lowest(live: BlindRun) -> pd.DataFrame:
    found = [live.lowest] if live.shown and np.isfinite(live.lowest[1]) else []
    return pd.DataFrame(found, columns=["across", "up"])


def _limits(heights: Any, least: float) -> tuple[float, float]:
    """Return the ends of the axis of heights: they come from what is seen alone, or they would tell of the rest.

    Args:
        heights: that are seen.
        least: how far apart the ends are at least: a gentle slope shall look gentle.
    """
    low, high = (float(heights.min()), float(heights.max())) if len(heights) else (0.0, 0.0)
    room = max(MARGIN * (high - low), (least - (high - low)) / 2)
    return low - room, high + room
