"""What is said of a run that has come to rest: where, and in what."""

import numpy as np

from gdcore.surroundings import TOLERANCE
from pages.parts.landscape.run import LandscapeRun
from pages.parts.landscape.said import fact, holds, point
from pages.ui.terrain.options import OWN
from pages.ui.text import number, plain, plural, t


def converged(live: LandscapeRun) -> str:
    """Name the minimum a run arrived at; of a typed function only those in the picture were looked for."""
    n, values = len(live.ground.lowest), {"point": point(live), "near": f"{TOLERANCE:g}"}
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


def local_minimum(live: LandscapeRun) -> str:
    """Say that it is trapped, and by how much it could be lower."""
    step = live.path.verdict.step
    values = {"point": point(live), "k": number(step), "more": fact(live, "above_global")}
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


def saddle(live: LandscapeRun) -> str:
    """Say on what kind of saddle point it stops."""
    at, low = point(live), fact(live, "lambda_min")
    if holds(live, "kink"):
        return t(
            "It stops on a kink, {point}: the slopes to its two sides differ, so there is no gradient, "
            "and the ground rises to some sides and falls to others.",
            point=at,
        )
    if holds(live, "degenerate"):
        return t(
            "It stops at a degenerate critical point, {point}: gradient and curvature are 0 there, "
            "and yet the ground falls to one side.",
            point=at,
        )
    if holds(live, "leaving"):
        return t(
            "It lingers at a saddle point, {point}: one direction curves down (λmin = {low}), "
            "and it is off the ridge by too little to show yet.",
            point=at,
            low=low,
        )
    return t(
        "It stops at a saddle point, {point}: the gradient is 0 there, but one direction curves down (λmin = {low}).",
        point=at,
        low=low,
    )


def maximum(live: LandscapeRun) -> str:
    """Say that it stands on a top."""
    if holds(live, "kink"):
        return t(
            "It stands on a peak with a kink, {point}: there is no gradient, and every way leads down.",
            point=point(live),
        )
    return t("It stands on a maximum, {point}: the gradient is 0, and every way leads down.", point=point(live))


def ridge(live: LandscapeRun) -> str:
    """Say that it stands on a ridge."""
    if holds(live, "kink"):
        return t(
            "It stands on a ridge with a kink, {point}: there is no gradient; the ground falls away from the ridge and "
            "is level along it.",
            point=point(live),
        )
    return t(
        "It stands on a level ridge, {point}: the gradient is 0; the ground falls away from the ridge and is level "
        "along it.",
        point=point(live),
    )


def plateau(live: LandscapeRun) -> str:
    """Say how flat it is, and how little it moves."""
    found, thetas = live.path.verdict, live.path.thetas
    if "slope_down" not in found.facts:
        return t(
            "It rests on level ground, {point}: the gradient is 0, and nothing nearby is higher or lower.",
            point=point(live),
        )
    moved = plain(float(f"{np.linalg.norm(thetas[-1] - thetas[found.step]):.3g}"))
    values = {"gradient": fact(live, "gradient"), "moved": moved}
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
