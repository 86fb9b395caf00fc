"""The losses page's numbers as the tables of its charts."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gdcore.arrays import Array
from gdcore.loss_terms import information
from pages.parts.losses import run
from pages.parts.losses.run import Answers, Coin, Curves, Differences, OneHot, Outlier, Softmax, Zero
from pages.ui.box import Box
from pages.ui.tables.descent import points_table
from pages.ui.text import plain, t

TANGENT = 0.16  # of the picture's width: half a tangent's length
SHOWN_DOWN_TO = 1e-20  # the smallest probability on the axis
NOTHING = pd.DataFrame({"cls": pd.Series(dtype=str), "value": pd.Series(dtype=float)})
NO_LEVELS = pd.DataFrame({"y": [], "value": [], "text": [], "kind": []})


def of_answer(made: Answers, which: int, lit: str) -> dict[str, Any]:
    """Tabulate one answer's bars: those whose term counts in the loss that is chosen are lit."""
    y, counts = made.y[which], made.terms[lit].counts[which]
    kinds = ["lit" if c else "dim" for c in counts]
    names = [str(k) for k in range(len(y))]
    bars: dict[str, npt.ArrayLike] = {
        "cls": names,
        "value": y,
        "text": [plain(float(f"{v:.3g}")) for v in y],
        "kind": kinds,
    }
    targets = pd.DataFrame({"cls": [names[made.target]], "value": [1.0]})
    return {"bars": points_table(bars), "targets": targets, "levels": NO_LEVELS}


def of_errors(made: Curves) -> dict[str, Any]:
    """Tabulate the losses of an error."""
    lines = {t("squared, e²"): made.squares, t("absolute, |e|"): made.distances}
    return {"curves": _stacked(made.errors, {kind: line[0] for kind, line in lines.items()}), 
            "path": _moving(made.errors, lines, (-run.WIDEST, run.WIDEST))}  # fmt: skip


def of_information(made: Curves) -> dict[str, Any]:
    """Tabulate -ln p."""
    p = np.linspace(0.002, 1, 400)
    kind = t("−ln p")
    return {"curves": _stacked(p, {kind: information(p)}), 
            "path": _moving(made.p, {kind: made.information}, (0, 1))}  # fmt: skip


def of_zero(made: Zero, kinds: dict[str, str]) -> dict[str, Any]:
    """Tabulate -ln p by guards; a probability of 0 has no place on a logarithmic axis and stands at its end."""
    placed = np.maximum(made.p, SHOWN_DOWN_TO)
    on_axis = made.p >= SHOWN_DOWN_TO
    path = [
        pd.DataFrame({"frame": np.arange(len(made.p)), "x": placed,
                      "y": np.where(on_axis | (made.p == 0), charged, np.nan), "kind": kinds[guard]})
        for guard, charged in made.charged.items()
    ]  # fmt: skip
    shown = {kinds[guard]: charged[on_axis] for guard, charged in made.charged.items()}
    table = pd.concat(path, ignore_index=True).replace([np.inf, -np.inf], np.nan)
    return {"curves": _stacked(made.p[on_axis], shown), "path": table}


def of_forecasts(values: Sequence[Array], kinds: Sequence[str], levels: dict[str, Any]) -> dict[str, Any]:
    """Tabulate two rows of numbers side by side, an image a class."""
    parts = [
        pd.DataFrame({"cls": [t("image {n}", n=k + 1) for k in range(len(row))], "value": row, "kind": kind,
                      "text": [plain(float(f"{v:.3g}")) for v in row]})
        for row, kind in zip(values, kinds, strict=True)
    ]  # fmt: skip
    bars = pd.concat(parts, ignore_index=True)
    return {"bars": bars, "targets": NOTHING, "levels": pd.DataFrame(levels)}


def outlier_box(made: Outlier) -> Box:
    """Choose the part of the plane that holds every point, wherever the far one goes."""
    heights = np.concatenate([made.lifted(0), made.lifted(len(made.lifts) - 1), made.y])
    return Box(_roomy(made.x, 0.06), _roomy(heights, 0.08))


def _roomy(values: Array, share: float) -> tuple[float, float]:
    """Return ends with room beside the values, in numbers of few digits: of their spread, not of their size."""
    low, high = float(values.min()), float(values.max())
    room = share * (high - low) or 1.0
    digits = 2 - math.floor(math.log10(high - low + 2 * room))
    return round(low - room, digits), round(high + room, digits)


def of_fits(made: Outlier, kinds: dict[str, str], box: Box) -> dict[str, Any]:
    """Tabulate the points, and the lines at every frame by their heights at the edges of the picture."""
    others = np.arange(len(made.x)) != made.which
    path = []
    for name, kind in kinds.items():
        m, b = made.by[name].T
        path.append(pd.DataFrame({
            "frame": np.arange(len(made.lifts)), "kind": kind,
            "start": m * box.across[0] + b, "end": m * box.across[1] + b,
            "far_across": made.x[made.which], "far_up": made.y[made.which] + made.lifts,
        }))  # fmt: skip
    here = made.which
    return {"points": points_table({"across": made.x[others], "up": made.y[others]}),
            "far": points_table({"across": made.x[here : here + 1], "up": made.y[here : here + 1]}),
            "path": pd.concat(path, ignore_index=True)}  # fmt: skip


def of_slopes(made: Outlier, kinds: dict[str, str], column: int) -> dict[str, Any]:
    """Tabulate one number of the fits, the slope (0) or the height (1), against how far the point is lifted."""
    lines = {kind: (made.by[name][:, column], None) for name, kind in kinds.items()}
    curves = _stacked(made.lifts, {kind: values for kind, (values, _) in lines.items()})
    return {"curves": curves, "path": _moving(made.lifts, lines, (0, 1))}


def of_entropy(made: Coin) -> dict[str, Any]:
    """Tabulate the entropy of every coin, and the place of this one."""
    kind = t("entropy H(p)")
    here = pd.DataFrame({"frame": np.arange(len(made.q)), "x": made.truth, "y": made.entropy, "kind": kind})
    return {"curves": _stacked(made.all_p, {kind: made.entropies}), "path": here, "levels": NO_LEVELS}


def of_beliefs(made: Coin, kinds: tuple[str, str]) -> dict[str, Any]:
    """Tabulate the cross-entropy of every belief over the entropy, and the gap between."""
    flat = np.full_like(made.cross, made.entropy)
    path = pd.DataFrame({"frame": np.arange(len(made.q)), "x": made.q, "y": made.cross, "kind": kinds[0],
                         "low": flat, "high": made.cross})  # fmt: skip
    return {"curves": _stacked(made.q, {kinds[0]: made.cross, kinds[1]: flat}),
            "gap": points_table({"x": made.q, "low": flat, "high": made.cross}), "path": path}  # fmt: skip


def of_softmax(made: Softmax, gradient: bool) -> dict[str, Any]:
    """Tabulate the bars of the answer, or of the gradient y - t, at every frame."""
    values = made.y - made.fit.t if gradient else made.y
    frames, n = values.shape
    right = made.fit.t.argmax()
    bars = pd.DataFrame({
        "frame": np.repeat(np.arange(frames), n), "cls": [t("score {n}", n=k + 1) for k in range(n)] * frames,
        "value": values.ravel(), "text": [plain(float(f"{v:.3f}")) for v in values.ravel()],
        "kind": ["lit" if k == right else "dim" for k in range(n)] * frames,
    })  # fmt: skip
    targets = pd.DataFrame({"cls": [t("score {n}", n=right + 1)], "value": [1.0]})
    return {"path": bars, "targets": NOTHING if gradient else targets, "levels": NO_LEVELS}


def of_onehot(made: OneHot) -> dict[str, Any]:
    """Tabulate the zeros and ones, a row a label."""
    n, k = made.rows.shape
    row, cls = np.divmod(np.arange(n * k), k)
    return {"bars": pd.DataFrame({
        "n": row + 1, "k": cls, "cls": cls.astype(str), "value": made.rows.ravel().astype(int),
        "label": [t("{n}: label {label}", n=i + 1, label=made.labels[i]) for i in row],
        "kind": made.rows.ravel().astype(int).astype(str),
    })}  # fmt: skip


def differences_box(made: Differences) -> Box:
    """Choose the part of the plane that holds the points, and the line as far as it is raised."""
    fitted = made.lines[[0, -1], :1] * made.fit.x + made.lines[[0, -1], 1:]
    return Box(_roomy(made.fit.x, 0.4), _roomy(np.append(fitted, made.fit.y), 0.15))


def of_signs(made: Differences, box: Box) -> dict[str, Any]:
    """Tabulate the line and its signed errors at every frame."""
    frames, n = len(made.lines), len(made.fit.x)
    m, b = made.lines.T
    fitted = made.lines[:, :1] * made.fit.x + made.lines[:, 1:]
    up = np.broadcast_to(made.fit.y, fitted.shape)
    signs = np.where(np.abs(up - fitted) < 1e-9, "", np.where(up > fitted, "+", "−"))
    errors = {"frame": np.repeat(np.arange(frames), n), "across": np.tile(made.fit.x, frames), "up": up.ravel(),
              "fit": fitted.ravel(), "middle": ((up + fitted) / 2).ravel(), "sign": signs.ravel()}  # fmt: skip
    path = {"frame": np.arange(frames), "start": m * box.across[0] + b, "end": m * box.across[1] + b}
    return {"points": points_table({"across": made.fit.x, "up": made.fit.y}), "path": points_table(path),
            "errors": pd.DataFrame(errors)}  # fmt: skip


def of_costs(whole: Differences, made: Differences, kinds: tuple[str, str, str]) -> dict[str, Any]:
    """Tabulate the three costs against the intercept."""
    curves = dict(zip(kinds, (whole.sums, whole.mse, whole.mae), strict=True))
    here = {kind: (values, None) for kind, values in zip(kinds, (made.sums, made.mse, made.mae), strict=True)}
    return {"curves": _stacked(whole.lines[:, 1], curves), 
            "path": _moving(made.lines[:, 1], here, (0, 1))}  # fmt: skip


def _stacked(x: Array, lines: dict[str, Array]) -> pd.DataFrame:
    """Put curves one under the other: x, y, kind; a value that is not finite is left out."""
    parts = [
        pd.DataFrame({"x": x, "y": np.where(np.isfinite(y), y, np.nan), "kind": kind}) for kind, y in lines.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _moving(x: Array, lines: dict[str, Any], ends: tuple[float, float]) -> pd.DataFrame:
    """Tabulate the point of each curve at each frame, with its tangent where there is a slope."""
    reach = TANGENT * (ends[1] - ends[0])
    parts = []
    for kind, (y, slope) in lines.items():
        columns: dict[str, npt.ArrayLike] = {
            "frame": np.arange(len(x)),
            "x": x,
            "y": np.where(np.isfinite(y), y, np.nan),
        }
        if slope is not None:
            ok = np.isfinite(y) & np.isfinite(slope)
            size = np.where(ok, slope, 0.0)
            columns |= {"left": x - reach, "start": np.where(ok, y - size * reach, np.nan)}
            columns |= {"right": x + reach, "end": np.where(ok, y + size * reach, np.nan)}
        parts.append(pd.DataFrame(columns | {"kind": kind}))
    return pd.concat(parts, ignore_index=True)


def of_costs_by_label(made: OneHot) -> dict[str, Any]:
    """Tabulate what each image of the batch costs."""
    names = [str(k + 1) for k in range(len(made.losses))]
    finite = np.where(np.isfinite(made.losses), made.losses, np.nan)
    texts = [plain(float(f"{loss:.3g}")) for loss in made.losses]
    return {"bars": pd.DataFrame({"cls": names, "value": finite, "text": texts, "kind": "lit"}), "targets": NOTHING}


def levels(columns: dict[str, Any]) -> pd.DataFrame:
    """Tabulate the lines across a chart of bars."""
    return pd.DataFrame(columns)


def ends(values: Array, share: float = 0.08) -> tuple[float, float]:
    """Return the ends of an axis that holds these values."""
    return _roomy(values, share) if share else (float(values.min()), float(values.max()))
