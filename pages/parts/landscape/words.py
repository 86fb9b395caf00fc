"""What the landscape page says of a descent."""

import numpy as np

from gdcore.diagnosis import TOLERANCE
from pages.parts.landscape.run import LandscapeRun
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.leaving import leaving
from pages.ui.terrain.options import OWN
from pages.ui.text import number, plain, t


def verdict(live: LandscapeRun) -> str:
    """Say what becomes of the run and why, with the numbers that show it."""
    return SENTENCES[live.path.verdict.kind](live)


def _point(live: LandscapeRun) -> str:
    x, y = (0.0 if abs(value) < TOLERANCE / 2 else round(float(value), 3) for value in live.path.thetas[-1])
    return f"({plain(x)}, {plain(y)})"


def _fact(live: LandscapeRun, name: str) -> str:
    return plain(float(f"{live.path.verdict.facts[name]:.3g}"))


def _converged(live: LandscapeRun) -> str:
    found, sort = live.path.verdict, _sort(live)
    step, near = number(found.step), f"{TOLERANCE:g}"
    if found.step == 0:
        return t("It starts in {sort}, {point}.", sort=sort, point=_point(live))
    return t("It arrives: after {step} steps it is within {near} of {sort}, {point}.",
             step=step, near=near, sort=sort, point=_point(live))  # fmt: skip


def _sort(live: LandscapeRun) -> str:
    """Name the minimum a run arrived at; of a typed function only those in the picture were looked for."""
    ground, end = live.ground, live.path.thetas[-1]
    lowest = ground.lowest
    there = any(np.linalg.norm(end - point[:2]) < 2 * TOLERANCE for point in lowest)
    if not there:
        return t("a minimum")
    if ground.name == OWN:
        return t("the lowest minimum in the picture") if len(lowest) == 1 else t("a lowest minimum in the picture")
    if len(lowest) > 1:
        return t("one of the {n} global minima", n=number(len(lowest)))
    return t("the minimum") if len(ground.minima) == 1 else t("the global minimum")


def _local_minimum(live: LandscapeRun) -> str:
    of = t("the lowest in the picture") if live.ground.name == OWN else t("the global one")
    return t(
        "Trapped in a local minimum, {point}, after {step} steps: it is {more} higher than {of}.",
        of=of,
        point=_point(live),
        step=number(live.path.verdict.step),
        more=_fact(live, "above_global"),
    )


def _saddle(live: LandscapeRun) -> str:
    return t(
        "It stops at a saddle point, {point}: the gradient is 0 there, but one direction curves down (λmin = {low}).",
        point=_point(live),
        low=_fact(live, "lambda_min"),
    )


def _maximum(live: LandscapeRun) -> str:
    return t("It stands on a maximum, {point}: the gradient is 0, and every way leads down.", point=_point(live))


def _plateau(live: LandscapeRun) -> str:
    moved = float(np.linalg.norm(live.path.thetas[-1] - live.path.thetas[0]))
    return t(
        "On a plateau: the gradient is only {gradient}, and {steps} steps moved it by {moved}.",
        gradient=_fact(live, "gradient"),
        steps=number(live.settings.steps),
        moved=plain(float(f"{moved:.3g}")),
    )


def _oscillating(live: LandscapeRun) -> str:
    return t("It swings from side to side and does not settle{because}.", because=_because(live))


def _because(live: LandscapeRun) -> str:
    facts = live.path.verdict.facts
    if "rate_times_curvature" not in facts or not np.isfinite(facts["rate_times_curvature"]):
        return ""
    limit = facts.get("stability_limit", 2.0)
    product = facts["rate_times_curvature"]
    side = t("more than") if product > limit * (1 + 1e-9) else t("exactly") if product >= limit * (1 - 1e-9) else ""
    if not side:
        return ""
    return t(": η·λmax = {product}, {side} {limit}", product=f"{product:.4g}", side=side, limit=f"{limit:.4g}")


def _diverged(live: LandscapeRun) -> str:
    where = leaving(live.path, AXES, live.box, ("x", "y"))
    began = t("It diverges from step {k} on", k=number(live.path.verdict.step))
    return f"{began}{_because(live)}. {where}".strip()


def _out_of_steps(live: LandscapeRun) -> str:
    gradient, steps = _fact(live, "gradient"), number(live.settings.steps)
    if live.settings.noise:
        return t(
            "Noise keeps it moving: after {steps} steps it is at {point}, where f = {loss}.",
            steps=steps,
            point=_point(live),
            loss=_fact(live, "loss"),
        )
    return t(
        "Still on its way: after {steps} steps it is at {point}, where the gradient is {gradient}.",
        steps=steps,
        point=_point(live),
        gradient=gradient,
    )


SENTENCES = {
    "converged": _converged,
    "local minimum": _local_minimum,
    "saddle point": _saddle,
    "maximum": _maximum,
    "plateau": _plateau,
    "oscillating": _oscillating,
    "diverged": _diverged,
    "out of steps": _out_of_steps,
}


def place(live: LandscapeRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    return t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.steps))
