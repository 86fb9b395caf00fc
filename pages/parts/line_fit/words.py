"""What the line-fit page says of a descent."""

import numpy as np

from gdcore.diagnosis import TOLERANCE
from pages.parts.line_fit.run import LineRun
from pages.parts.line_fit.tables import AXES
from pages.ui.box import Box
from pages.ui.terrain.leaving import leaving
from pages.ui.text import number, t


def verdict(live: LineRun, box: Box) -> str:
    """Say what becomes of the run and why, with the numbers that show it."""
    rate, critical = live.settings.learning_rate, live.bowl.critical_rate
    parts = [_trench()] if live.is_trench else []
    if live.order is None:
        place = t("above") if rate > critical else t("below") if rate < critical else t("exactly")
        parts.append(
            t("{rate} is {place} {critical} = 2/λmax:", rate=number(rate), place=place, critical=f"{critical:.4g}")
        )
        parts[-1] += " " + _outcome(live, box)
    else:
        outcome = _outcome(live, box)
        parts.append(outcome[0].upper() + outcome[1:])
    return " ".join(parts)


def _trench() -> str:
    return t("All x are equal, so the bowl is a trench: every line through the mean of the points is as good.")


def _outcome(live: LineRun, box: Box) -> str:
    found, path, steps = live.path.verdict, live.path, live.settings.steps
    if found.kind == "diverged":
        where = leaving(path, AXES, box, ("m", "b"))
        return f"{t('every step lands further away.')} {where}".strip()
    if found.kind == "converged":
        if found.step == 0:
            return t("it starts within {near} of the minimum.", near=f"{TOLERANCE:g}")
        return t(
            "after {step} steps it is within {near} of the minimum.", step=number(found.step), near=f"{TOLERANCE:g}"
        )
    distance = found.facts["distance"]
    first = float(np.linalg.norm(path.thetas[0] - live.bowl.nearest_minimum(path.thetas[0])))
    if live.settings.learning_rate > live.bowl.critical_rate and live.order is None:
        return t(
            "every step lands further away in the steep direction; after {steps} steps it does not show yet.",
            steps=number(steps),
        )
    if live.order is not None and live.bowl.lowest > 0 and live.epochs()[-1] > 5:
        return t(
            "steps on parts of the points do not settle: after {steps} steps it hovers {distance} from the minimum.",
            steps=number(steps),
            distance=f"{distance:.3g}",
        )
    return t(
        "after {steps} steps it is {distance} from the minimum, of {first} at the start.",
        steps=number(steps),
        distance=f"{distance:.3g}",
        first=f"{first:.3g}",
    )


def place(live: LineRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    steps = number(live.settings.steps)
    at = t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", steps)
    if live.order is None:
        return at
    seen = t("points {which}") if live.settings.size(len(live.fit.x)) > 1 else t("point {which}")
    epoch = t("epoch {e}").replace("{e}", "{epoch}")
    short = live.settings.size(len(live.fit.x)) <= 3
    return f"{at} · {epoch}" + (f" · {seen.replace('{which}', '{batch}')}" if short else "")
