"""Plateaus: where a run hardly moves because it is flat, though lower ground is not far."""

import numpy as np

from gdcore.motion import Run, since
from gdcore.surroundings import Surroundings

TINY_SLOPE, TINY_CURVATURE, HARDLY_MOVES = 0.01, 0.1, 0.1  # of what leads to lower ground, see `plateau`
REACHES = np.array([0.5, 1, 2, 4, 8])  # how far to look for lower ground where no minimum is listed

Finding = tuple[str, int, str, dict[str, float]]  # a verdict but for the facts that all have


def plateau(run: Run, end: Surroundings) -> Finding | None:
    """Compare the slope with the mean slope to lower ground; a convex loss is never less steep than that."""
    objective, thetas = run.objective, run.thetas
    places = np.array([point[:-1] for point in getattr(objective, "minima", ())])
    if not places.size:
        downhill = -end.gradient / np.linalg.norm(end.gradient)
        ways = np.concatenate([np.eye(len(downhill)), -np.eye(len(downhill)), np.nan_to_num(downhill)[np.newaxis]])
        places = end.theta + (REACHES[:, np.newaxis, np.newaxis] * ways).reshape(-1, len(downhill))
    away = np.linalg.norm(places - end.theta, axis=-1)
    slopes = (objective.loss(end.theta) - objective.loss(places)) / away
    tiny = np.isfinite(slopes) & (np.linalg.norm(end.gradient) <= TINY_SLOPE * slopes)
    tiny &= (slopes > 0) & (np.abs(end.values).max() <= TINY_CURVATURE * slopes / away)
    if not tiny.any():
        return None
    steepest = int(np.argmax(np.where(tiny, slopes, 0)))
    slope, distance = float(slopes[steepest]), float(away[steepest])
    step = since(np.linalg.norm(thetas - end.theta, axis=-1), HARDLY_MOVES * distance)
    if step > (len(thetas) - 1) // 2:
        return None
    why = f"|gradient| = {np.linalg.norm(end.gradient):.4g}, the mean slope to lower ground {slope:.4g}"
    return "plateau", step, why, {"slope_down": slope, "lower_ground": distance}
