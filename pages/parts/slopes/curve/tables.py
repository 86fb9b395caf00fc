"""Secants as the tables of their charts, and the numbers their arithmetic is written with."""

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from gdcore.arrays import Array
from gdcore.secants import Secants, rounding_error, truncation_error
from pages.parts.slopes.curve.charts import LENS
from pages.parts.slopes.curve.run import MEASURED, PLAYED, SCHEMES, CurveRun
from pages.ui.box import Box
from pages.ui.language import remembered
from pages.ui.tables.descent import points_table
from pages.ui.text import number, plain, rough, t

DRAWN = 321  # points of a curve
ASIDE = 1.2  # of the point, so that the first chord is in the picture
FARTHEST = 20.0  # heights of the picture: what is beyond is not placed at all, since a browser cannot
AT_1E4 = int(np.abs(MEASURED - 1e-4).argmin())
HIGHEST = 1e300  # what is higher is not in the picture: differences of heights must be numbers
IN_THE_LENS = 41  # points under the microscope
OF_A_SLOPE = 8  # digits
LEAST_ERROR = 1e-17  # what is below has no place on a logarithmic axis


class CurveTables(NamedTuple):
    """The tables of the secants.

    Attributes:
        box: what of the curve to show.
        path: a row a frame: the chord's ends, its slope, h and the errors of both schemes.
        curve: x, y, piece.
        point: one row: x, y, and the tangent's slope and words where there is one.
        errors: h, error, scheme.
        guides: h, error, name: what theory says.
        marks: h, error, scheme: where each scheme errs least.
        names: scheme, said: what the picture says of each.
        spoken: what the arithmetic is written with.
    """

    box: Box
    path: Any
    curve: Any
    point: Any
    errors: Any
    guides: Any
    marks: Any
    names: Any
    spoken: dict[str, list[str]]


@remembered(32)
def tables_of(live: CurveRun) -> CurveTables:
    """Return the tables of the secants; they are made once."""
    box, x = curve_box(live), np.float64(live.settings.at)
    played = live.played[live.settings.scheme]
    path: dict[str, npt.ArrayLike] = {
        "frame": np.arange(len(PLAYED), dtype=np.int16),
        "h": PLAYED,
        "left": played.left,
        "right": played.right,
        "low": played.low,
        "high": played.high,
        "slope": played.slopes,
        # Where the secant passes the point, in units of h: under the microscope it is drawn there.
        "offset": (played.high - live.value) / PLAYED - played.slopes,
    }
    path |= {scheme: _answers(live, live.played[scheme]) for scheme in SCHEMES}
    table = points_table(path)
    table["said"] = [t("secant {slope}", slope=plain(slope)) for slope in played.slopes.tolist()]
    point = points_table({"x": [float(x)], "y": [live.value], "slope": [live.slope]})
    point["said"] = t("tangent {slope}", slope=plain(live.slope)) if live.sides is None else t("no tangent")
    return CurveTables(box, table, _drawn(live, box), point, _errors(live),
                       _guides(live), _marks(live), _names(live), _spoken_secants(live))  # fmt: skip


def _drawn(live: CurveRun, box: Box) -> pd.DataFrame:
    """Tabulate the curve; where it leaves the picture above and comes back from below, or has a gap, it is broken."""
    bottom, top = box.up
    across = np.union1d(np.linspace(*box.across, DRAWN), [live.settings.at])
    heights = live.curve.value(across)
    kept = np.flatnonzero(np.isfinite(heights) & (np.abs(heights - bottom) < FARTHEST * (top - bottom)))
    side = np.where(heights[kept] > top, 1, np.where(heights[kept] < bottom, -1, 0))
    broken = (np.diff(kept) > 1) | (side[1:] * side[:-1] < 0)
    piece = np.concatenate([[0], np.cumsum(broken)]).astype(np.int16)[: len(kept)]
    return points_table({"x": across[kept], "y": heights[kept], "piece": piece})


def curve_box(live: CurveRun) -> Box:
    """Choose what of the curve to show: its domain, widened to hold the point, and the heights it has there."""
    low, high = live.settings.domain()
    x, half = live.settings.at, (high - low) / 2
    if not low - half < x < high + half:  # far away: as wide a part of the curve, there
        low, high = x - half, x + half
    low, high = min(low, x - ASIDE), max(high, x + ASIDE)
    heights = live.curve.value(np.linspace(low, high, DRAWN))
    heights = heights[np.abs(heights) < HIGHEST]
    # A pole's walls shall not press the rest flat.
    bottom, top = np.quantile(heights, [0.03, 0.97]) if heights.size else (0.0, 1.0)
    spread = float(top - bottom) or max(1.0, min(abs(live.value), HIGHEST))
    if heights.size and np.ptp(heights) < 3 * spread:
        bottom, top = heights.min(), heights.max()
    value = float(np.clip(live.value, -HIGHEST, HIGHEST))
    bottom, top = min(float(bottom), value), max(float(top), value)
    height = top - bottom or 2 * spread
    # Above, words stand on the picture.
    return Box((low, high), (_rounded(bottom - 0.1 * height, spread), _rounded(top + 0.25 * height, spread)))


def _rounded(value: float, spread: float) -> float:
    """Round an end of an axis, so that it stays where it is while the point moves."""
    unit = 10.0 ** (math.floor(math.log10(spread)) - 1)
    return float(f"{round(value / unit) * unit:.12g}")


def _answers(live: CurveRun, found: Secants) -> Array:
    """Return the errors of chords; at a kink, which has no slope to err from, their answers."""
    return found.slopes if live.sides else np.maximum(found.errors(live.slope), LEAST_ERROR)


def _errors(live: CurveRun) -> pd.DataFrame:
    parts = []
    for scheme in SCHEMES:
        part = points_table({"h": MEASURED, "error": _answers(live, live.measured[scheme])})
        part["scheme"] = scheme
        parts.append(part[np.isfinite(part["error"])])
    return pd.concat(parts)


def _guides(live: CurveRun) -> pd.DataFrame:
    """Tabulate what theory says: how the truncation of each scheme falls, and how rounding rises."""
    second, third = live.derivatives
    lines = [
        ("h·|f″|/2", truncation_error(MEASURED, "forward", second, third)),
        ("h²·|f‴|/6", truncation_error(MEASURED, "central", second, third)),
        ("ε·|f|/h", rounding_error(MEASURED, live.value)),
    ]
    rows = [
        {"h": h, "error": error, "name": name}
        for name, errors in lines
        for h, error in zip(MEASURED[::20].tolist(), errors[::20].tolist(), strict=True)
        if LEAST_ERROR < error < 1e3 and not live.sides
    ]
    return pd.DataFrame(rows, columns=["h", "error", "name"])


def _marks(live: CurveRun) -> pd.DataFrame:
    rows = []
    for scheme in SCHEMES if live.sides is None else ():
        best = live.best(scheme)
        k = int(np.abs(MEASURED - best).argmin())
        rows.append({"h": best, "error": float(_answers(live, live.measured[scheme])[k]), "scheme": scheme})
    return pd.DataFrame(rows, columns=["h", "error", "scheme"])


def _names(live: CurveRun) -> pd.DataFrame:
    """Tabulate what the picture says of each scheme: its best h, that any will do, or what it answers at a kink."""
    said = []
    for scheme in SCHEMES:
        forward, best = scheme == "forward", short(live.best(scheme))
        if live.sides is not None:
            answer = number(float(live.measured[scheme].slopes[AT_1E4]), 4)
            said.append(t("forward: {answer}", answer=answer) if forward else t("central: {answer}", answer=answer))
        elif live.exact(scheme):
            said.append(t("forward: only rounding") if forward else t("central: only rounding"))
        else:
            said.append(t("forward: best h {h}", h=best) if forward else t("central: best h {h}", h=best))
    return pd.DataFrame({"scheme": SCHEMES, "said": said})


def short(h: float) -> str:
    """Write an h with one digit: 6·10⁻⁶."""
    return rough(h, 1)


def _spoken_secants(live: CurveRun) -> dict[str, list[str]]:
    """Return, frame by frame, the numbers of the arithmetic: with as many digits as the difference needs."""
    played = live.played[live.settings.scheme]
    width = PLAYED if live.settings.scheme == "forward" else 2 * PLAYED
    chords = zip(played.high.tolist(), played.low.tolist(), width.tolist(), played.slopes.tolist(), strict=True)
    digits = [_digits(*chord) for chord in chords]
    return {
        "h": [number(h) for h in PLAYED.tolist()],
        "width": [number(w) for w in width.tolist()],
        "high": [number(v, n) for v, n in zip(played.high.tolist(), digits, strict=True)],
        "low": [number(v, n) for v, n in zip(played.low.tolist(), digits, strict=True)],
        "slope": [number(slope, OF_A_SLOPE) for slope in played.slopes.tolist()],
        "error": [rough(error, 2) for error in played.errors(live.slope).tolist()],
        **{scheme: [plain(v) for v in _answers(live, live.played[scheme]).tolist()] for scheme in SCHEMES},
    }


def _digits(high: float, low: float, width: float, slope: float) -> int:
    """Return with how many digits two heights give the slope that is written: 17, which are all, where none do."""
    for digits in range(5, 17):
        again = (float(f"{high:.{digits - 1}e}") - float(f"{low:.{digits - 1}e}")) / width
        if f"{again:.{OF_A_SLOPE - 1}e}" == f"{slope:.{OF_A_SLOPE - 1}e}":
            return digits
    return 17


@remembered(16)
def enlarged(live: CurveRun) -> pd.DataFrame:
    """Tabulate the curve about the point as each frame's h enlarges it.

    Returns:
        A row for each frame and place. Columns frame; u, the distance from the point in units of h; v, how much f is
        above its value at the point, in the same unit.
    """
    u = np.linspace(-LENS, LENS, IN_THE_LENS)
    with np.errstate(all="ignore"):
        v = (live.curve.value(live.settings.at + PLAYED[:, np.newaxis] * u) - live.value) / PLAYED[:, np.newaxis]
    frames = np.repeat(np.arange(len(PLAYED), dtype=np.int16), len(u))
    table = points_table({"frame": frames, "u": np.tile(u, len(PLAYED)), "v": v.ravel()})
    return table[np.isfinite(table["v"])]


def csv(live: CurveRun) -> str:
    """Write the secants of both schemes as comma-separated values."""
    columns: dict[str, Array] = {"h": MEASURED}
    for scheme in SCHEMES:
        found = live.measured[scheme]
        columns |= {f"{scheme}_slope": found.slopes, f"{scheme}_error": found.errors(live.slope)}
    return pd.DataFrame(columns).to_csv(index=False)
