"""What is said of a run that has not come to rest: it leaves, falls, oscillates or is on its way."""

import numpy as np

from pages.parts.landscape.run import LandscapeRun
from pages.parts.landscape.said import fact, holds, point
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.leaving import leaving
from pages.ui.text import apart, number, plural, rough, t

SAME = 1e-9  # a share of the limit: what rounding leaves between a product and a limit that it equals


def _limit(live: LandscapeRun) -> tuple[str, dict[str, str]]:
    """Return how the rate times the curvature stands to the limit: "above", "at", or "" below it; and both numbers."""
    facts = live.path.verdict.facts
    product, limit = facts.get("rate_times_curvature", np.nan), facts.get("stability_limit", 2.0)
    if not np.isfinite(product) or product < limit * (1 - SAME):
        return "", {}
    if product <= limit * (1 + SAME):
        return "at", {"product": number(limit, 4), "limit": number(limit, 4)}
    return "above", dict(zip(("product", "limit"), apart(product, limit), strict=True))


def oscillating(live: LandscapeRun) -> str:
    """Say that it oscillates, and why where that is known."""
    side, values = _limit(live)
    if not side:
        return t("It oscillates without settling.")
    if side == "at":
        return t("It oscillates without settling: η·λmax = {product}, exactly {limit}.", **values)
    return t("It oscillates without settling: where it is now η·λmax = {product}, more than {limit}.", **values)


def diverged(live: LandscapeRun) -> str:
    """Say from when on it diverges, why, and where to."""
    where = leaving(live.path, AXES, live.box, ("x", "y"))
    return f"{_diverges(live)} {where}".strip()


def _diverges(live: LandscapeRun) -> str:
    side, values = _limit(live)
    k = number(live.path.verdict.step)
    if side != "above":
        return t("It diverges from step {k} on.", k=k)
    if holds(live, "quadratic"):
        return t("It diverges from step {k} on: η·λmax = {product}, more than {limit}.", k=k, **values)
    return t("It diverges from step {k} on: at its start η·λmax = {product}, more than {limit}.", k=k, **values)


def falling(live: LandscapeRun) -> str:
    """Say that it falls for ever."""
    lost = live.path.verdict.facts.get("overflow")
    if lost is not None:
        return t("It falls for ever: this function has no lowest value, and at step {k} it is too low for a number.",
                 k=number(int(lost)))  # fmt: skip
    return plural(
        live.settings.steps,
        "It falls for ever: this function has no lowest value; after {n} step it is at {point}, where f = {loss}.",
        "It falls for ever: this function has no lowest value; after {n} steps it is at {point}, where f = {loss}.",
        point=point(live),
        loss=fact(live, "loss"),
    )


def out_of_domain(live: LandscapeRun) -> str:
    """Say where the function ends, and which operation has no value there."""
    facts = live.path.verdict.facts
    if "no_slope" in facts:
        step = int(facts["no_slope"])
        return t(
            "At step {k} it stands where the slope is infinite, {point}, and no step leads on.",
            k=number(step),
            point=point(live, step),
        )
    step = int(facts["undefined"])
    asked = getattr(live.ground.objective, "outside", lambda theta: None)(live.path.thetas[step])
    values = {"k": number(step), "point": point(live, step)}
    if asked is None:
        return t("At step {k} it leaves the domain: f has no value at {point}.", **values)
    values["argument"] = rough(asked.argument, 3)
    return {
        "log": t("At step {k} it leaves the domain: {point} asks for the logarithm of {argument}.", **values),
        "sqrt": t("At step {k} it leaves the domain: {point} asks for the square root of {argument}.", **values),
        "/": t("At step {k} it leaves the domain: {point} asks for a division by 0.", **values),
        "^": t("At step {k} it leaves the domain: {point} asks for a power that {argument} does not have.", **values),
    }[asked.operation]


def out_of_steps(live: LandscapeRun) -> str:
    """Say how far it has come."""
    steps, facts, at = live.settings.steps, live.path.verdict.facts, point(live)
    if live.settings.noise:
        return plural(
            steps,
            "Noise keeps it moving: after {n} step it is at {point}, where f = {loss}.",
            "Noise keeps it moving: after {n} steps it is at {point}, where f = {loss}.",
            point=at,
            loss=fact(live, "loss"),
        )
    side, values = _limit(live)
    if facts.get("growth", 0.0) > 1 and side == "above":
        return plural(
            steps,
            "It will diverge: η·λmax = {product}, more than {limit}; after {n} step that does not show yet.",
            "It will diverge: η·λmax = {product}, more than {limit}; after {n} steps that does not show yet.",
            **values,
        )
    if "swing" in facts:
        return t(
            "Not converged within {steps} steps: it still oscillates, {width} wide, and is at {point}.",
            steps=number(steps),
            width=fact(live, "swing"),
            point=at,
        )
    return plural(
        steps,
        "Still on its way: after {n} step it is at {point}, where the gradient is {gradient}.",
        "Still on its way: after {n} steps it is at {point}, where the gradient is {gradient}.",
        point=at,
        gradient=fact(live, "gradient"),
    )
