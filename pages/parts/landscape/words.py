"""What the landscape page says of a descent."""

import numpy as np

from gdcore.surroundings import TOLERANCE
from pages.parts.landscape.run import LandscapeRun
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.leaving import leaving
from pages.ui.terrain.options import OWN
from pages.ui.text import apart, number, plain, plural, rough, t

SAME = 1e-9  # a share of the limit: what rounding leaves between a product and a limit that it equals


def verdict(live: LandscapeRun) -> str:
    """Say what becomes of the run and why, with the numbers that show it."""
    return SENTENCES[live.path.verdict.kind](live)


def _point(live: LandscapeRun, step: int = -1) -> str:
    x, y = (0.0 if abs(value) < TOLERANCE / 2 else round(float(value), 3) for value in live.path.thetas[step])
    return f"({plain(x)}, {plain(y)})"


def _fact(live: LandscapeRun, name: str) -> str:
    return plain(float(f"{live.path.verdict.facts[name]:.3g}"))


def _is(live: LandscapeRun, fact: str) -> bool:
    return bool(live.path.verdict.facts.get(fact))


def _converged(live: LandscapeRun) -> str:
    """Name the minimum a run arrived at; of a typed function only those in the picture were looked for."""
    n, values = len(live.ground.lowest), {"point": _point(live), "near": f"{TOLERANCE:g}"}
    step, sort = live.path.verdict.step, _sort(live)
    if step == 0:
        return {
            "one": t("It starts in a minimum, {point}.", **values),
            "lowest shown": t("It starts in the lowest minimum in the picture, {point}.", **values),
            "equal shown": t("It starts in one of the {n} lowest minima in the picture, {point}.", n=n, **values),
            "no floor": t("It starts in a minimum, {point}; elsewhere f is lower still.", **values),
            "global": t("It starts in the global minimum, {point}.", **values),
            "equal": t("It starts in one of the {n} global minima, {point}.", n=n, **values),
            "only": t("It starts in the minimum, {point}.", **values),
        }[sort]
    values["k"] = number(step)
    return {
        "one": t("It arrives: from step {k} on it is within {near} of a minimum, {point}.", **values),
        "lowest shown": t(
            "It arrives: from step {k} on it is within {near} of the lowest minimum in the picture, {point}.",
            **values,
        ),
        "equal shown": t(
            "It arrives: from step {k} on it is within {near} of one of the {n} lowest minima in the picture, {point}.",
            n=n,
            **values,
        ),
        "no floor": t(
            "It arrives: from step {k} on it is within {near} of a minimum, {point}; elsewhere f is lower still.",
            **values,
        ),
        "global": t("It arrives: from step {k} on it is within {near} of the global minimum, {point}.", **values),
        "equal": t(
            "It arrives: from step {k} on it is within {near} of one of the {n} global minima, {point}.",
            n=n,
            **values,
        ),
        "only": t("It arrives: from step {k} on it is within {near} of the minimum, {point}.", **values),
    }[sort]


def _sort(live: LandscapeRun) -> str:
    ground, end = live.ground, live.path.thetas[-1]
    if not any(np.linalg.norm(end - point[:2]) < 2 * TOLERANCE for point in ground.lowest):
        return "one"
    several = len(ground.lowest) > 1
    if ground.name == OWN:
        if ground.floor is None:
            return "no floor"
        return "equal shown" if several else "lowest shown"
    if several:
        return "equal"
    return "only" if len(ground.minima) == 1 else "global"


def _local_minimum(live: LandscapeRun) -> str:
    step = live.path.verdict.step
    values = {"point": _point(live), "k": number(step), "more": _fact(live, "above_global")}
    if live.ground.name == OWN:
        return t(
            "Trapped since step {k} in a local minimum, {point}: it is {more} higher than the lowest in the picture.",
            **values,
        )
    if len(live.ground.lowest) > 1:
        return t(
            "Trapped since step {k} in a local minimum, {point}: it is {more} higher than the {n} global ones.",
            n=len(live.ground.lowest),
            **values,
        )
    return t("Trapped since step {k} in a local minimum, {point}: it is {more} higher than the global one.", **values)


def _saddle(live: LandscapeRun) -> str:
    point, low = _point(live), _fact(live, "lambda_min")
    if _is(live, "kink"):
        return t(
            "It stops on a kink, {point}: the slopes to its two sides differ, so there is no gradient, "
            "and the ground rises to some sides and falls to others.",
            point=point,
        )
    if _is(live, "degenerate"):
        return t(
            "It stops at a degenerate critical point, {point}: gradient and curvature are 0 there, "
            "and yet the ground falls to one side.",
            point=point,
        )
    if _is(live, "leaving"):
        return t(
            "It lingers at a saddle point, {point}: one direction curves down (λmin = {low}), "
            "and it is off the ridge by too little to show yet.",
            point=point,
            low=low,
        )
    return t(
        "It stops at a saddle point, {point}: the gradient is 0 there, but one direction curves down (λmin = {low}).",
        point=point,
        low=low,
    )


def _maximum(live: LandscapeRun) -> str:
    if _is(live, "kink"):
        return t(
            "It stands on a peak with a kink, {point}: there is no gradient, and every way leads down.",
            point=_point(live),
        )
    return t("It stands on a maximum, {point}: the gradient is 0, and every way leads down.", point=_point(live))


def _ridge(live: LandscapeRun) -> str:
    if _is(live, "kink"):
        return t(
            "It stands on a ridge with a kink, {point}: there is no gradient; the ground falls away from the ridge and "
            "is level along it.",
            point=_point(live),
        )
    return t(
        "It stands on a level ridge, {point}: the gradient is 0; the ground falls away from the ridge and is level "
        "along it.",
        point=_point(live),
    )


def _plateau(live: LandscapeRun) -> str:
    found, thetas = live.path.verdict, live.path.thetas
    if "slope_down" not in found.facts:
        return t(
            "It rests on level ground, {point}: the gradient is 0, and nothing nearby is higher or lower.",
            point=_point(live),
        )
    moved = plain(float(f"{np.linalg.norm(thetas[-1] - thetas[found.step]):.3g}"))
    values = {"gradient": _fact(live, "gradient"), "moved": moved}
    steps = live.settings.steps - found.step
    if found.step:
        return plural(
            steps,
            "On a plateau since step {k}: the gradient is only {gradient}, and {n} step moved it by {moved}.",
            "On a plateau since step {k}: the gradient is only {gradient}, and {n} steps moved it by {moved}.",
            k=number(found.step),
            **values,
        )
    return plural(
        steps,
        "On a plateau: the gradient is only {gradient}, and {n} step moved it by {moved}.",
        "On a plateau: the gradient is only {gradient}, and {n} steps moved it by {moved}.",
        **values,
    )


def _limit(live: LandscapeRun) -> tuple[str, dict[str, str]]:
    """Return how the rate times the curvature stands to the limit: "above", "at", or "" below it; and both numbers."""
    facts = live.path.verdict.facts
    product, limit = facts.get("rate_times_curvature", np.nan), facts.get("stability_limit", 2.0)
    if not np.isfinite(product) or product < limit * (1 - SAME):
        return "", {}
    if product <= limit * (1 + SAME):
        return "at", {"product": number(limit, 4), "limit": number(limit, 4)}
    return "above", dict(zip(("product", "limit"), apart(product, limit), strict=True))


def _oscillating(live: LandscapeRun) -> str:
    side, values = _limit(live)
    if not side:
        return t("It oscillates without settling.")
    if side == "at":
        return t("It oscillates without settling: η·λmax = {product}, exactly {limit}.", **values)
    return t("It oscillates without settling: where it is now η·λmax = {product}, more than {limit}.", **values)


def _diverged(live: LandscapeRun) -> str:
    where = leaving(live.path, AXES, live.box, ("x", "y"))
    return f"{_diverges(live)} {where}".strip()


def _diverges(live: LandscapeRun) -> str:
    side, values = _limit(live)
    k = number(live.path.verdict.step)
    if side != "above":
        return t("It diverges from step {k} on.", k=k)
    if _is(live, "quadratic"):
        return t("It diverges from step {k} on: η·λmax = {product}, more than {limit}.", k=k, **values)
    return t("It diverges from step {k} on: at its start η·λmax = {product}, more than {limit}.", k=k, **values)


def _falling(live: LandscapeRun) -> str:
    lost = live.path.verdict.facts.get("overflow")
    if lost is not None:
        return t("It falls for ever: this function has no lowest value, and at step {k} it is too low for a number.",
                 k=number(int(lost)))  # fmt: skip
    return plural(
        live.settings.steps,
        "It falls for ever: this function has no lowest value; after {n} step it is at {point}, where f = {loss}.",
        "It falls for ever: this function has no lowest value; after {n} steps it is at {point}, where f = {loss}.",
        point=_point(live),
        loss=_fact(live, "loss"),
    )


def _out_of_domain(live: LandscapeRun) -> str:
    facts = live.path.verdict.facts
    if "no_slope" in facts:
        step = int(facts["no_slope"])
        return t(
            "At step {k} it stands where the slope is infinite, {point}, and no step leads on.",
            k=number(step),
            point=_point(live, step),
        )
    step = int(facts["undefined"])
    asked = getattr(live.ground.objective, "outside", lambda theta: None)(live.path.thetas[step])
    values = {"k": number(step), "point": _point(live, step)}
    if asked is None:
        return t("At step {k} it leaves the domain: f has no value at {point}.", **values)
    values["argument"] = rough(asked.argument, 3)
    return {
        "log": t("At step {k} it leaves the domain: {point} asks for the logarithm of {argument}.", **values),
        "sqrt": t("At step {k} it leaves the domain: {point} asks for the square root of {argument}.", **values),
        "/": t("At step {k} it leaves the domain: {point} asks for a division by 0.", **values),
        "^": t("At step {k} it leaves the domain: {point} asks for a power that {argument} does not have.", **values),
    }[asked.operation]


def _out_of_steps(live: LandscapeRun) -> str:
    steps, facts, point = live.settings.steps, live.path.verdict.facts, _point(live)
    if live.settings.noise:
        return plural(
            steps,
            "Noise keeps it moving: after {n} step it is at {point}, where f = {loss}.",
            "Noise keeps it moving: after {n} steps it is at {point}, where f = {loss}.",
            point=point,
            loss=_fact(live, "loss"),
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
            width=_fact(live, "swing"),
            point=point,
        )
    return plural(
        steps,
        "Still on its way: after {n} step it is at {point}, where the gradient is {gradient}.",
        "Still on its way: after {n} steps it is at {point}, where the gradient is {gradient}.",
        point=point,
        gradient=_fact(live, "gradient"),
    )


SENTENCES = {
    "converged": _converged,
    "local minimum": _local_minimum,
    "saddle point": _saddle,
    "maximum": _maximum,
    "ridge": _ridge,
    "plateau": _plateau,
    "oscillating": _oscillating,
    "diverged": _diverged,
    "falling": _falling,
    "out of domain": _out_of_domain,
    "out of steps": _out_of_steps,
}


def place(live: LandscapeRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    return t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.steps))


def reached(live: LandscapeRun, method: str, share: str, steps: str) -> str:
    """Say which share of the starts of a map reach the lowest of the minima that are known.

    Args:
        live: the run whose ground the map is of.
        method: as a person reads it.
        share: of the starts, likewise.
        steps: how many each was given.
    """
    n, values = len(live.ground.lowest), {"method": method, "share": share, "steps": steps}
    if live.ground.name == OWN:
        if n > 1:
            return t(
                "**{method}**: **{share}** of the starts reach one of the {n} lowest minima in the picture "
                "within {steps} steps.",
                n=n,
                **values,
            )
        return t(
            "**{method}**: **{share}** of the starts reach the lowest minimum in the picture within {steps} steps.",
            **values,
        )
    if n > 1:
        return t("**{method}**: **{share}** of the starts reach one of the {n} global minima within {steps} steps.",
                 n=n, **values)  # fmt: skip
    if len(live.ground.minima) == 1:
        return t("**{method}**: **{share}** of the starts reach the minimum within {steps} steps.", **values)
    return t("**{method}**: **{share}** of the starts reach the global minimum within {steps} steps.", **values)
