"""The arithmetic of a view's frames: where it stands, its lines, and the numbers that fill them."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pages.parts.losses.run import SCORE_RATE, SCORE_STEPS, Coin, Curves, Differences, Outlier, Softmax, Zero
from pages.ui.tables.printed import BETWEEN, columns, printed
from pages.ui.text import number, t

DECIMALS = 12  # beyond are the leftovers of rounding: a sum of differences that cancel is 0
MOST_TERMS = 2  # points whose differences are written one by one


class Frames(NamedTuple):
    """What the transport bar takes: how many frames, the numbers by name, the place, and the lines."""

    number: int
    values: dict[str, list[str]]
    at: str
    lines: list[str]


def _frames(at: str, place: npt.ArrayLike, lines: list[str], values: Mapping[str, npt.ArrayLike]) -> Frames:
    """Print lines with their numbers; `at` has the place {at}, and others that the lines have."""
    made = printed(lines, values)
    return Frames(np.size(place), made.values | {"at": columns(place)}, at, made.lines)


def curves(made: Curves) -> Frames:
    lines = [
        t("e² = ({e})² = {square}    slope 2e = 2 × ({e}) = {square_slope|gradient}    |e| = {size}, "
          "slope {size_slope|gradient}"),
        t("−ln p = −ln {p} = {information}    slope −1/p = −1 / ({p}) = {information_slope|gradient}"),
    ]  # fmt: skip
    values = {
        "e": np.round(made.errors, DECIMALS),
        "square": np.round(made.squares[0], DECIMALS),
        "square_slope": np.round(made.squares[1], DECIMALS),
        "size": np.round(made.distances[0], DECIMALS),
        "size_slope": made.distances[1],
        "p": made.p,
        "information": made.information[0],
        "information_slope": made.information[1],
    }
    found = _frames(t("e = {at} · p = {at_p}"), values["e"], lines, values)
    return found._replace(values=found.values | {"at_p": columns(made.p)})


def zero(made: Zero) -> Frames:
    line = t("−ln p = −ln {p} = {none}    −ln(p + 10⁻⁷) = {add}    −ln max(p, 2.2·10⁻³⁰⁸) = {floor}")
    return _frames(t("p = {at}"), made.p, [line], {"p": made.p, **made.charged})


def outlier(made: Outlier, fits: str) -> Frames:
    values: dict[str, npt.ArrayLike] = {}
    for name in ("squares", "distances"):
        values |= {f"{name}_m": made.by[name][:, 0], f"{name}_b": made.by[name][:, 1]}
        values |= {f"{name}_mse": made.mse[name], f"{name}_mae": made.mae[name]}
    if fits == "line":
        lines = [
            t("least squares: ŷ = {squares_m}x + ({squares_b}), mean square {squares_mse}, "
              "mean distance {squares_mae}"),
            t("least distances: ŷ = {distances_m}x + ({distances_b}), mean square {distances_mse}, "
              "mean distance {distances_mae}"),
        ]  # fmt: skip
    else:
        lines = [
            t("mean {squares_b}: mean square {squares_mse}, mean distance {squares_mae}"),
            t("median {distances_b}: mean square {distances_mse}, mean distance {distances_mae}"),
        ]
    rounded = {name: np.round(np.asarray(column), DECIMALS) for name, column in values.items()}
    return _frames(t("lifted by {at}"), made.lifts, lines, rounded)


def entropy(made: Coin, unit: str) -> Frames:
    cross = t("H(p, q) = −({p} × ln {q} + {rest} × ln {other}) = {cross}")
    if unit == "bits":
        cross = t("H(p, q) = −({p} × ln {q} + {rest} × ln {other}) / ln 2 = {cross}")
    gap = t("Kullback–Leibler = {cross} − {entropy} = {gap|gradient}")
    values: dict[str, npt.ArrayLike] = {
        "p": made.truth,
        "rest": round(1 - made.truth, DECIMALS),
        "q": made.q,
        "other": np.round(1 - made.q, DECIMALS),
        "cross": made.cross,
        "entropy": np.full_like(made.cross, made.entropy),
        "gap": np.round(made.gap, DECIMALS),
    }
    return _frames(t("q = {at}"), made.q, [cross, gap], values)


def softmax(made: Softmax) -> Frames:
    thetas, gradients = made.path.thetas, made.path.gradients
    right = int(made.fit.t.argmax())
    following = thetas - SCORE_RATE * gradients
    values: dict[str, npt.ArrayLike] = {"loss": made.path.losses}
    for k in range(3):
        values |= {f"x{k}": thetas[:, k], f"y{k}": made.y[:, k], f"g{k}": gradients[:, k], f"n{k}": following[:, k]}
    steps = [f"x{'₁₂₃'[k]} ← {{x{k}}} − ({{g{k}|gradient}}) = {{n{k}|step}}" for k in range(3)]
    lines = [f"−ln y{'₁₂₃'[right]} = −ln {{y{right}}} = {{loss}}    y = {{y0}}, {{y1}}, {{y2}}", BETWEEN.join(steps)]
    at = t("step {k} of {n}").replace("{k}", "{at}").replace("{n}", number(SCORE_STEPS))
    return _frames(at, np.arange(len(thetas)), lines, values)


def differences(made: Differences) -> Frames:
    residuals = np.round(made.fit.y - (made.lines[:, :1] * made.fit.x + made.lines[:, 1:]), DECIMALS)
    values = {
        "sum": np.round(made.sums, DECIMALS),
        "mse": np.round(made.mse, DECIMALS),
        "mae": np.round(made.mae, DECIMALS),
    }
    if residuals.shape[1] == MOST_TERMS:
        values |= dict(zip(("r", "s"), residuals.T, strict=True))
        values |= dict(zip(("r_size", "s_size"), np.abs(residuals.T), strict=True))
        lines = [
            t("Σ(y − ŷ) = {r} + ({s}) = {sum|gradient}"),
            t("mean (y − ŷ)² = (({r})² + ({s})²) / 2 = {mse}    mean |y − ŷ| = ({r_size} + {s_size}) / 2 = {mae}"),
        ]
    else:
        lines = [t("Σ(y − ŷ) = {sum|gradient}"), t("mean (y − ŷ)² = {mse}    mean |y − ŷ| = {mae}")]
    at = t("ŷ = {m}x + ({at})").replace("{m}", number(float(made.lines[0, 0])))
    return _frames(at, made.lines[:, 1], lines, values)
