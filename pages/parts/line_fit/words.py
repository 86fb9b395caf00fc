"""What the line-fit page says of a descent."""

import numpy as np

from gdcore.surroundings import TOLERANCE
from pages.parts.line_fit.run import LineRun
from pages.parts.line_fit.tables import AXES
from pages.ui.box import Box
from pages.ui.terrain.leaving import leaving
from pages.ui.text import apart, number, plural, rough, t

NEAR = f"{TOLERANCE:g}"
SAME = 1e-9  # a share of the critical rate: what rounding leaves between it and a rate that equals it


def verdict(live: LineRun, box: Box) -> str:
    """Say what becomes of the run and why, with the numbers that show it."""
    said = _of_all_points(live, box) if live.order is None else _of_some_points(live, box)
    if live.is_trench:
        return f"{_trench()} {said}"
    return said


def _trench() -> str:
    return t("All x are equal, so the bowl is a trench: every line through the mean of the points is as good.")


def _of_all_points(live: LineRun, box: Box) -> str:
    """Say how the rate stands to the critical one, and what follows."""
    rate, critical = live.settings.learning_rate, live.bowl.critical_rate
    short, other = apart(rate, critical)
    written = {"rate": max(short, number(rate), key=len), "critical": other}
    if abs(rate / critical - 1) <= SAME:
        return _exactly(live, {"rate": number(rate), "critical": number(rate)})
    return _above(live, box, written) if rate > critical else _below(live, written)


def _below(live: LineRun, written: dict[str, str]) -> str:
    found = live.path.verdict
    if found.kind != "converged":
        return plural(
            live.settings.steps,
            "{rate} is below {critical} = 2/λmax: after {n} step it is {distance} from the minimum, "
            "of {first} at the start.",
            "{rate} is below {critical} = 2/λmax: after {n} steps it is {distance} from the minimum, "
            "of {first} at the start.",
            **written,
            **_distances(live),
        )
    if found.step == 0:
        return t("{rate} is below {critical} = 2/λmax: it starts within {near} of the minimum.", near=NEAR, **written)
    return plural(
        found.step,
        "{rate} is below {critical} = 2/λmax: after {n} step it is within {near} of the minimum.",
        "{rate} is below {critical} = 2/λmax: after {n} steps it is within {near} of the minimum.",
        near=NEAR,
        **written,
    )


def _exactly(live: LineRun, written: dict[str, str]) -> str:
    found = live.path.verdict
    if found.kind == "oscillating":
        return t(
            "{rate} is exactly {critical} = 2/λmax: it oscillates without settling, {width} wide.",
            width=rough(found.facts["swing"], 3),
            **written,
        )
    if found.kind == "converged":
        return t("{rate} is exactly {critical} = 2/λmax: from step {step} on it is within {near} of the minimum.",
                 step=number(found.step), near=NEAR, **written)  # fmt: skip
    return plural(
        live.settings.steps,
        "{rate} is exactly {critical} = 2/λmax: after {n} step it is {distance} from the minimum, "
        "of {first} at the start.",
        "{rate} is exactly {critical} = 2/λmax: after {n} steps it is {distance} from the minimum, "
        "of {first} at the start.",
        **written,
        **_distances(live),
    )


def _above(live: LineRun, box: Box, written: dict[str, str]) -> str:
    found, steps = live.path.verdict, live.settings.steps
    if found.kind == "diverged":
        where = leaving(live.path, AXES, box, ("m", "b"))
        if found.step > 1:
            said = t(
                "{rate} is above {critical} = 2/λmax: in the steep direction every step lands further away, "
                "and from step {k} on the loss is above its start.",
                k=number(found.step),
                **written,
            )
        else:
            said = t("{rate} is above {critical} = 2/λmax: in the steep direction every step lands further away.",
                     **written)  # fmt: skip
        return f"{said} {where}".strip()
    if not found.facts.get("growth", 0.0) > 1:
        return plural(
            steps,
            "{rate} is above {critical} = 2/λmax, but it starts where the steep direction is level, and there no step "
            "is thrown off: after {n} step it is {distance} from the minimum.",
            "{rate} is above {critical} = 2/λmax, but it starts where the steep direction is level, and there no step "
            "is thrown off: after {n} steps it is {distance} from the minimum.",
            distance=_distances(live)["distance"],
            **written,
        )
    return plural(
        steps,
        "{rate} is above {critical} = 2/λmax: in the steep direction every step lands further away; "
        "after {n} step it does not show yet.",
        "{rate} is above {critical} = 2/λmax: in the steep direction every step lands further away; "
        "after {n} steps it does not show yet.",
        **written,
    )


def _of_some_points(live: LineRun, box: Box) -> str:
    found, steps = live.path.verdict, live.settings.steps
    if found.kind == "diverged":
        said = t("Steps on parts of the points diverge at this rate: they land further and further away.")
        return f"{said} {leaving(live.path, AXES, box, ('m', 'b'))}".strip()
    if found.kind == "converged" and found.step == 0:
        return t("It starts within {near} of the minimum.", near=NEAR)
    if found.kind == "converged":
        return plural(
            found.step,
            "After {n} step it is within {near} of the minimum.",
            "After {n} steps it is within {near} of the minimum.",
            near=NEAR,
        )
    if live.bowl.lowest > 0 and live.epochs()[-1] > 5:
        return t(
            "Steps on parts of the points do not settle: after {steps} steps it hovers {distance} from the minimum.",
            steps=number(steps),
            distance=_distances(live)["distance"],
        )
    return plural(
        steps,
        "After {n} step it is {distance} from the minimum, of {first} at the start.",
        "After {n} steps it is {distance} from the minimum, of {first} at the start.",
        **_distances(live),
    )


def _distances(live: LineRun) -> dict[str, str]:
    """Return how far from the minimum the run is, and how far it was at first."""
    ends = live.path.thetas[-1], live.path.thetas[0]
    now, first = (float(np.linalg.norm(at - live.bowl.nearest_minimum(at))) for at in ends)
    return {"distance": rough(now, 3), "first": rough(first, 3)}


def step_label(live: LineRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    steps = number(live.settings.steps)
    at = t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", steps)
    if live.order is None:
        return at
    seen = t("points {which}") if live.settings.size(len(live.fit.x)) > 1 else t("point {which}")
    epoch = t("epoch {e}").replace("{e}", "{epoch}")
    short = live.settings.size(len(live.fit.x)) <= 3
    return f"{at} · {epoch}" + (f" · {seen.replace('{which}', '{batch}')}" if short else "")
