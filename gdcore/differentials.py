"""Value, gradient and second derivatives of a program at many points, exact to rounding; also at kinks and edges.

Everywhere: `program` is a function's operations, operands before operators; `points` is (n, d), of the d variables.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array, require
from gdcore.derivative_rules import RULES
from gdcore.domains import first_outside
from gdcore.jets import ONE, PAIRS, Jet, Step, run, variable
from gdcore.kinks import alike, along, middle

VARIABLES = "x", "y"
BLOCK = 8192  # points at once: intermediate results stay in the processor's cache, and small however deep a formula
AXES = (), ((ONE,),), ((ONE, None), (None, ONE))  # the slopes of the variables themselves, by how many there are
WAYS = (), ((1,),), ((1, 0), (0, 1), (1, 1), (1, -1))  # the axes and the diagonals, by the number of variables


def everywhere(
    ask: Callable[[Sequence[Step], Array], Any], program: Sequence[Step], theta: npt.ArrayLike, d: int
) -> Any:
    """Ask one of the functions below for points in an array of any shape, block by block and without a warning.

    Args:
        ask: the function.
        program: of d variables.
        theta: (..., d); taken as float64.
        d: how many variables.

    Returns:
        (...), or with the axes that the answer for one point has.

    Raises:
        ValueError: when theta does not end in d coordinates.
    """
    theta = np.asarray(theta, dtype=np.float64)
    require(theta.shape[-1:] == (d,), "theta", f"of shape (..., {d})", theta.shape)
    points = theta.reshape(-1, d)
    with np.errstate(all="ignore"):
        parts = [ask(program, points[i : i + BLOCK]) for i in range(0, len(points), BLOCK)] or [ask(program, points)]
    answers = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return answers.reshape(theta.shape[:-1] + answers.shape[1:])


def values(program: Sequence[Step], points: Array) -> Array:
    """Return f, (n,): nan where it is not defined (or the point is nan), infinite where a part of it is too large."""
    found = _filled(_jet(program, points, 0).value, len(points))
    unsure = np.isnan(found)
    if unsure.any():
        unsure &= ~np.isnan(points).any(axis=1)
        outside, _ = first_outside(program, _by_name(points[unsure]))
        found[np.flatnonzero(unsure)[outside < 0]] = np.inf
    return found


def gradients(program: Sequence[Step], points: Array) -> Array:
    """Return the gradient, (n, d); at a kink the middle of both sides along each axis, nan where f has no value."""
    jet = _jet(program, points, 1)
    found = _smooth_gradients(jet, points)
    bad = np.isnan(found)
    if bad.any():
        kinks = bad.any(axis=1) & np.isfinite(jet.value)
        if kinks.any():
            slopes, _ = _to_both_sides(program, points[kinks], np.eye(points.shape[1], dtype=int))
            found[kinks] = middle(*slopes)
    return found


def hessians(program: Sequence[Step], points: Array) -> Array:
    """Return the second derivatives, (n, d, d); nan at a kink, and where f has no value."""
    jet, (n, d) = _jet(program, points, 2), points.shape
    found = np.empty((n, d, d))
    for (i, j), bend in zip(PAIRS[d], jet.bends, strict=True):
        found[:, i, j] = found[:, j, i] = 0.0 if bend is None else bend
    bad = np.isnan(_smooth_gradients(jet, points)).any(axis=1) | np.isnan(found).any(axis=(1, 2))
    if bad.any():
        found[bad] = np.nan
        kinks = bad & np.isfinite(jet.value)
        if kinks.any():
            found[kinks] = _bends_about(program, points[kinks])
    return found


def sides(program: Sequence[Step], points: Array) -> Array:
    """Return the slopes to both sides along each axis, (n, d, 2): the gradient twice where f is smooth."""
    slopes, _ = _to_both_sides(program, points, np.eye(points.shape[1], dtype=int))
    found, gradient = np.moveaxis(slopes, 0, -1), gradients(program, points)[..., np.newaxis]
    return np.where(alike(found, gradient), gradient, found)


def kinks(program: Sequence[Step], points: Array) -> npt.NDArray[np.bool_]:
    """Tell where f has a value, and two sides of the point have different slopes, or infinite ones, or one none."""
    jet, d = _jet(program, points, 1), points.shape[1]
    found = ~np.isfinite(_smooth_gradients(jet, points)).all(axis=1) & np.isfinite(jet.value)
    if found.any():
        slopes, _ = _to_both_sides(program, points[found], WAYS[d])
        smooth = np.isfinite(slopes).all(axis=(0, 2)) & alike(*slopes).all(axis=1)
        after = slopes[1]
        for k, way in enumerate(WAYS[d]):
            smooth &= alike(after[:, k], after[:, :d] @ np.array(way, dtype=float))
        found[found] = ~smooth
    return found


def _by_name(points: Array) -> dict[str, Array]:
    return dict(zip(VARIABLES, np.ascontiguousarray(points.T), strict=False))


def _jet(program: Sequence[Step], points: Array, order: int) -> Jet:
    axes, columns = AXES[points.shape[1]], np.ascontiguousarray(points.T)
    of = {name: variable(x, axis, order) for name, x, axis in zip(VARIABLES, columns, axes, strict=False)}
    return run(program, of, RULES)


def _filled(part: Array | float | None, n: int) -> Array:
    whole: Array = np.empty(n)
    whole[:] = 0.0 if part is None else part
    return whole


def _smooth_gradients(jet: Jet, points: Array) -> Array:
    """Return what the rules say: nan at kinks, and where the function has no value."""
    found = np.empty(points.shape)
    for i, slope in enumerate(jet.slopes):
        found[:, i] = 0.0 if slope is None else slope
    nowhere = np.isnan(jet.value)
    if nowhere.any():
        found[nowhere] = np.nan
    return found


def _to_both_sides(
    program: Sequence[Step], points: Array, ways: Sequence[Sequence[int]] | Array
) -> tuple[Array, Array]:
    """Return slopes and second derivatives before and after each point along some ways, both (2, n, ways)."""
    ways, of = np.asarray(ways), _by_name(points)
    slopes, bends = np.empty((2, 2, len(points), len(ways)))
    for k, way in enumerate(ways):
        back, bends[0, :, k] = along(program, of, -way)
        slopes[0, :, k] = 0.0 - back  # and not -0.0
        slopes[1, :, k], bends[1, :, k] = along(program, of, way)
    return slopes, bends


def _bends_about(program: Sequence[Step], points: Array) -> Array:
    """Return second derivatives from those along the axes and the diagonals, to both sides."""
    d = points.shape[1]
    slopes, bends = _to_both_sides(program, points, WAYS[d])
    found = np.where(np.isfinite(slopes).all(axis=0) & alike(*slopes), middle(*bends), np.nan)
    if d == 1:
        return found[:, :, np.newaxis]
    mixed = (found[:, 2] - found[:, 3]) / 4
    return np.stack([found[:, 0], mixed, mixed, found[:, 1]], axis=-1).reshape(-1, 2, 2)
