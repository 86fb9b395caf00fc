"""The arithmetic of a view's frames: where it stands, its lines, and the numbers that fill them."""

from typing import NamedTuple

import numpy as np

from gdcore.arrays import Array
from pages.parts.losses.run import SCORE_RATE, SCORE_STEPS, Coin, Curves, Differences, Outlier, Softmax, Zero
from pages.ui.play import playback
from pages.ui.text import number, plain, t

DECIMALS = 12  # beyond are the leftovers of rounding: a sum of differences that cancel is 0


def column(values: Array) -> list[str]:
    """Write the numbers of all frames."""
    return playback.column(np.round(values, DECIMALS))


class Frames(NamedTuple):
    """What the transport bar takes: how many frames, the numbers by name, the place, and the lines."""

    number: int
    values: dict[str, list[str]]
    at: str
    lines: list[str]


def curves(made: Curves) -> Frames:
    values = {
        "e": column(made.errors),
        "square": column(made.squares[0]),
        "square_slope": column(made.squares[1]),
        "size": column(made.distances[0]),
        "size_slope": column(made.distances[1]),
        "p": column(made.p),
        "information": column(made.information[0]),
        "information_slope": column(made.information[1]),
    }
    lines = [
        t("e² = ({e})² = {square}, slope 2e = {square_slope|gradient}    |e| = {size}, slope {size_slope|gradient}"),
        t("−log {p} = {information}, slope −1/p = {information_slope|gradient}"),
    ]
    return Frames(len(made.errors), values, t("e = {e} · p = {p}"), lines)


def zero(made: Zero) -> Frames:
    values = {"p": [_probability(p) for p in made.p.tolist()]}
    values |= {guard: column(charged) for guard, charged in made.charged.items()}
    line = t("−log p = {none}    −log(p + 1e-7) = {add}    −log max(p, 2.2e-308) = {floor}")
    return Frames(len(made.p), values, t("p = {p}"), [line])


def _probability(p: float) -> str:
    return f"{p:.3g}"


def outlier(made: Outlier, fits: str) -> Frames:
    values = {"lift": column(made.lifts)}
    for name in ("squares", "distances"):
        values |= {f"{name}_m": column(made.by[name][:, 0]), f"{name}_b": column(made.by[name][:, 1])}
        values |= {f"{name}_mse": column(made.mse[name]), f"{name}_mae": column(made.mae[name])}
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
    return Frames(len(made.lifts), values, t("lifted by {lift}"), lines)


def entropy(made: Coin, unit: str) -> Frames:
    log, p, rest = ("log₂" if unit == "bits" else "log"), number(made.truth), number(1 - made.truth)
    values = {
        "q": [number(q) for q in made.q.tolist()],
        "other": [number(round(1 - q, 12)) for q in made.q.tolist()],
        "cross": column(made.cross),
        "gap": column(made.gap),
    }
    cross = (
        t("H(p, q) = −({p} × {log} {q} + {rest} × {log} {other}) = {cross}").replace("{p}", p).replace("{rest}", rest)
    )
    gap = t("Kullback–Leibler = {cross} − {h} = {gap|gradient}").replace("{h}", plain(made.entropy))
    return Frames(len(made.q), values, t("q = {q}"), [cross.replace("{log}", log), gap])


def softmax(made: Softmax) -> Frames:
    thetas, gradients = made.path.thetas, made.path.gradients
    right = int(made.fit.t.argmax())
    following = thetas - SCORE_RATE * gradients
    values = {"step": [number(k) for k in range(len(thetas))], "loss": column(made.path.losses)}
    for k in range(3):
        values |= {f"x{k}": column(thetas[:, k]), f"y{k}": column(made.y[:, k]), f"g{k}": column(gradients[:, k]),
                   f"n{k}": column(following[:, k])}  # fmt: skip
    lines = [
        f"y = {{y0}}, {{y1}}, {{y2}}    −log y{'₁₂₃'[right]} = −log {{y{right}}} = {{loss}}",
        "    ".join(f"x{'₁₂₃'[k]} ← {{x{k}}} − ({{g{k}|gradient}}) = {{n{k}|step}}" for k in range(3)),
    ]
    at = t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(SCORE_STEPS))
    return Frames(len(thetas), values, at, lines)


def differences(made: Differences) -> Frames:
    residuals = made.fit.y - (made.lines[:, :1] * made.fit.x + made.lines[:, 1:])
    values = {"b": column(made.lines[:, 1]), "sum": column(made.sums), "mse": column(made.mse), "mae": column(made.mae)}
    written = ""
    if residuals.shape[1] <= 4:
        values |= {f"r{k}": column(residuals[:, k]) for k in range(residuals.shape[1])}
        written = " + ".join(f"({{r{k}}})" if k else "{r0}" for k in range(residuals.shape[1])) + " = "
    line = t("Σ(y − ŷ) = {terms}{sum|gradient}    mean (y − ŷ)² = {mse}    mean |y − ŷ| = {mae}")
    at = t("ŷ = {m}x + ({b})").replace("{m}", plain(made.lines[0, 0]))
    return Frames(len(made.lines), values, at, [line.replace("{terms}", written)])
