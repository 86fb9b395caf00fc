"""A descent as tables: a row a frame. A long run is thinned for the picture, never for its numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gdcore.affine_path import affine_path
from gdcore.arrays import Array, IntArray
from gdcore.descent import Path
from gdcore.objective import Objective
from gdcore.optimizers import Optimizer
from pages.ui.box import Box

MOST = 600  # the last frame
FARTHEST = 1e4  # widths of the picture: a point beyond is not placed at all, since a browser cannot
FIELD = (22, 14)  # arrows across and up
FAINTEST = 3.0  # decades below the longest gradient, from where on arrows are of the smallest size
SMALLEST, LARGEST = 60.0, 420.0  # square pixels
FOLLOWING = 60  # steps of a path that follows the pointer
OUTSIDE = 3.0  # widths: how far a line is drawn, since a browser dashes also what nobody sees


def shown_steps(steps: int, most: int = MOST) -> IntArray:
    """Choose the steps that are frames: all of up to `most`, else the first half of that and ever fewer to the last."""
    if steps <= most:
        return np.arange(steps + 1)
    dense = most // 2
    later = np.geomspace(dense, steps, most - dense + 1)[1:]
    return np.unique(np.concatenate([np.arange(dense + 1), np.rint(later).astype(int)]))


def path_table(path: Path, shown: IntArray, axes: tuple[int, int], box: Box, **more: Any) -> pd.DataFrame:
    """Tabulate a path that is alone in its charts: the columns of `path_columns`, and an empty one, run."""
    table = pd.DataFrame(path_columns(path, shown, axes, box, **more))
    table["run"] = pd.Categorical([""] * len(shown))
    return table


def path_columns(
    path: Path,
    shown: IntArray,
    axes: tuple[int, int],
    box: Box,
    floor: float | None = 0.0,
    longest: float = np.inf,
) -> dict[str, npt.ArrayLike]:
    """Return a path in the plane, with what leads to the next step, by columns.

    Args:
        path: of one start; theta of two parameters.
        shown: (frames,) the steps to show.
        axes: which parameter goes across, and which up.
        box: the picture.
        floor: the loss above which a logarithmic axis counts; None for an axis that is not logarithmic.
        longest: how far downhill_across, downhill_up reach at most, in widths of the picture: steep surfaces have
            gradients longer than any picture.

    Returns:
        Columns frame; step; loss above the floor (where the axis has a place for it); across, up (the point);
        at_across, at_up (where the line through the points goes: it ends outside the picture, on its way to the
        first point that is far away); out_across, out_up, away (for a point outside the picture: the place on its edge
        that is nearest, and how far away from there it is; nothing for others); downhill_across, downhill_up (the
        point minus its gradient); next_across, next_up (the next step; nothing for the last).
    """
    losses = path.losses[shown]
    following = np.minimum(shown + 1, len(path.losses) - 1)
    last = shown == len(path.losses) - 1
    with np.errstate(all="ignore"):
        downhill = path.thetas[shown] - _shortened(path.gradients[shown], axes, box, longest)
        following_points = np.where(last[:, np.newaxis], np.nan, path.thetas[following])
        columns: dict[str, npt.ArrayLike] = {
            "frame": np.arange(len(shown), dtype=np.int16),
            "step": shown.astype(np.int32),
            "loss": np.where(np.isfinite(losses), losses, np.nan) if floor is None else _above(losses, floor),
        }
        for name, points in (("", path.thetas[shown]), ("downhill_", downhill), ("next_", following_points)):
            columns |= _placed(name, points[:, axes], box)
    return columns | _lined(path.thetas[shown][:, axes], box) | _gone(path.thetas[shown][:, axes], box)


def _above(losses: Array, floor: float) -> Array:
    above = losses - floor
    # What is left of two numbers that agree in all their digits is rounding and not a loss.
    digits = 1e-15 * abs(floor)
    return np.where(np.isfinite(above) & (above > digits), above, np.nan)


def field_table(objective: Objective, axes: tuple[int, int], box: Box) -> pd.DataFrame:
    """Tabulate minus the gradient on a grid over a box.

    Returns:
        Columns across, up (the point); to_across, to_up (a little way downhill from it, for a direction); size (of
        the arrow, in square pixels: it grows with the logarithm of the gradient's length).
    """
    across, up = (low + (high - low) * (np.arange(n) + 0.5) / n for (low, high), n in zip(box, FIELD, strict=True))
    theta = np.empty((len(up) * len(across), 2))
    theta[:, axes[0]], theta[:, axes[1]] = np.tile(across, len(up)), np.repeat(up, len(across))
    gradient = objective.gradient(theta)
    with np.errstate(all="ignore"):
        length = np.linalg.norm(gradient, axis=1, keepdims=True)
        theta, gradient, length = (a[(np.isfinite(length) & (length > 0))[:, 0]] for a in (theta, gradient, length))
        width = max(high - low for low, high in box)
        to = theta - gradient / length * width / 100
        decades = np.clip(np.log10(length[:, 0] / length.max(initial=1e-300)) / FAINTEST + 1, 0, 1)
    columns = {
        "across": theta[:, axes[0]],
        "up": theta[:, axes[1]],
        "to_across": to[:, axes[0]],
        "to_up": to[:, axes[1]],
    }
    return points_table(columns | {"size": SMALLEST + (LARGEST - SMALLEST) * decades})


def _shortened(gradients: Array, axes: tuple[int, int], box: Box, longest: float) -> Array:
    widths = np.array([high - low for low, high in box])
    reach = np.linalg.norm(gradients[:, axes] / widths, axis=1, keepdims=True)
    return np.where(reach > longest, gradients * (longest / reach), gradients)


def _placed(name: str, points: Array, box: Box) -> dict[str, Array]:
    """Leave out what is too far away, since a browser would draw it somewhere."""
    widths = np.array([high - low for low, high in box])
    middle = np.array([(low + high) / 2 for low, high in box])
    near = (np.abs(points - middle) < FARTHEST * widths).all(axis=1, keepdims=True)
    kept = np.where(near, points, np.nan).astype(np.float32)
    return {f"{name}across": kept[:, 0], f"{name}up": kept[:, 1]}


def _lined(points: Array, box: Box) -> dict[str, Array]:
    """Cut the line where it leaves the picture's surroundings, and leave out what follows until it is back."""
    widths = np.array([high - low for low, high in box])
    middle = np.array([(low + high) / 2 for low, high in box])
    with np.errstate(all="ignore"):
        reach = np.abs((points - middle) / widths).max(axis=1)
        far = ~(reach <= OUTSIDE)
        line = np.where(far[:, np.newaxis], np.nan, points)
        for k in np.flatnonzero(far[1:] & ~far[:-1]) + 1:
            way = points[k] - points[k - 1]
            line[k] = points[k - 1] + way * (2 * OUTSIDE / np.abs(way / widths).max())
    line = np.where(np.isfinite(line), line, np.nan).astype(np.float32)
    return {"at_across": line[:, 0], "at_up": line[:, 1]}


def _gone(points: Array, box: Box) -> dict[str, Array]:
    """Say where the points lie that are outside the picture; how far one is that is no number, says a −1."""
    low, high = np.array(box).T
    known = np.where(np.isfinite(points), points, np.sign(np.nan_to_num(points)) * 1e300)
    edge = np.clip(known, low, high)
    with np.errstate(over="ignore", invalid="ignore"):
        away = np.hypot(*(known - edge).T)
    away = np.where(np.isfinite(points).all(axis=1) & np.isfinite(away), away, -1.0)
    out = away != 0
    edge = np.where(out[:, np.newaxis], edge, np.nan)
    return {"out_across": edge[:, 0], "out_up": edge[:, 1], "away": np.where(out, away, np.nan)}


def points_table(columns: dict[str, npt.ArrayLike]) -> pd.DataFrame:
    """Tabulate columns of equal length, floats in narrow types."""
    arrays = {name: np.asarray(column) for name, column in columns.items()}
    with np.errstate(over="ignore"):
        return pd.DataFrame({name: a.astype(np.float32) if a.dtype == np.float64 else a for name, a in arrays.items()})


def lines_table(ways: Mapping[str, Array]) -> pd.DataFrame:
    """Tabulate lines in the plane, (n, 2) each by its name, in the columns of a contour's paths."""
    runs = [name for name, points in ways.items() for _ in points]
    across, up = np.concatenate(list(ways.values())).T
    return points_table({"at_across": across, "at_up": up}).assign(run=runs)


def affine_table(objective: Objective, optimizer: Optimizer, steps: int, axes: tuple[int, int]) -> pd.DataFrame:
    """Tabulate how the first steps over a quadratic hang on their start, a row a step (`charts.dragged.followers`).

    Returns:
        Columns from_0_across, from_0_up; per_across_across, per_across_up; per_up_across, per_up_up.
    """
    found = affine_path(objective, optimizer, min(steps, FOLLOWING))[:, [0, 1 + axes[0], 1 + axes[1]]][:, :, list(axes)]
    columns: dict[str, npt.ArrayLike] = {
        f"{part}_{of}": found[:, k, d]
        for k, part in enumerate(("from_0", "per_across", "per_up"))
        for d, of in enumerate(("across", "up"))
    }
    return points_table(columns)


def path_csv(path: Path, names: Sequence[str]) -> str:
    """Write a path as comma-separated values, every step of it.

    Columns: step, the parameters, the loss, the gradient's components.
    """
    columns: dict[str, npt.ArrayLike] = {"step": np.arange(len(path.losses))}
    columns |= {name: path.thetas[:, i] for i, name in enumerate(names)}
    columns["loss"] = path.losses
    columns |= {f"gradient_{name}": path.gradients[:, i] for i, name in enumerate(names)}
    return pd.DataFrame(columns).to_csv(index=False)
