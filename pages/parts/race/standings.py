"""A race as tables: a row a method and frame."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gdcore.arrays import Array, IntArray
from gdcore.descent import Path


def together(runs: Mapping[str, Mapping[str, npt.ArrayLike]]) -> pd.DataFrame:
    """Put the columns of several runs one below the other, with a column of their names, run."""
    names = list(runs)
    columns = {name: np.concatenate([np.asarray(own[name]) for own in runs.values()]) for name in runs[names[0]]}
    lengths = [len(np.asarray(next(iter(own.values())))) for own in runs.values()]
    codes = np.repeat(np.arange(len(names), dtype=np.int8), lengths)
    return pd.DataFrame(columns | {"run": pd.Categorical.from_codes(codes, pd.Index(names))})


def standings_table(
    shown: IntArray,
    ranks: Mapping[str, IntArray],
    above: Mapping[str, Array],
    away: Mapping[str, Array],
    finishes: Mapping[str, int],
    outside: Mapping[str, Any],
) -> pd.DataFrame:
    """Tabulate who stands where at every frame.

    Args:
        shown: (frames,) the step of each.
        ranks: (frames,) a method, the best 0.
        above: (frames,), the loss.
        away: (frames,), the distance to the nearest minimum.
        finishes: the step at which each reached the finish, or -1.
        outside: (frames,), whether it has left the picture.

    Returns:
        Columns run, frame, rank, loss, distance, finish (the step, once it is reached; else -1), out.
    """

    frame = np.arange(len(shown), dtype=np.int16)
    runs: dict[str, dict[str, npt.ArrayLike]] = {}
    for method, rank in ranks.items():
        finish = np.where((finishes[method] >= 0) & (finishes[method] <= shown), finishes[method], -1)
        runs[method] = {
            "frame": frame,
            "rank": rank.astype(np.int8),
            "loss": _finite(above[method]),
            "distance": _finite(away[method]),
            "finish": finish.astype(np.int32),
            "out": np.asarray(outside[method], dtype=np.int8),
        }
    return together(runs)


def _finite(values: Array) -> Array:
    with np.errstate(over="ignore"):
        return np.where(np.isfinite(values), values, np.nan).astype(np.float32)


def race_csv(paths: Mapping[str, Path], names: tuple[str, str]) -> str:
    """Write the paths of all methods as comma-separated values, every step with what the method remembers.

    Columns: method, step, the parameters, the loss, the gradient's components, and each memory's components; empty
    where a method has no such memory.
    """
    parts = []
    for method, path in paths.items():
        columns: dict[str, Any] = {"method": method, "step": np.arange(len(path.losses))}
        columns |= {name: path.thetas[:, i] for i, name in enumerate(names)}
        columns["loss"] = path.losses
        columns |= {f"gradient_{name}": path.gradients[:, i] for i, name in enumerate(names)}
        for memory, values in path.states.items():
            if values.ndim == 2:
                columns |= {f"{memory}_{name}": values[:, i] for i, name in enumerate(names)}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True).to_csv(index=False)
