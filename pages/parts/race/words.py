"""What the race's page says: who leads, and what became of each method."""

from itertools import pairwise

import numpy as np

from gdcore.verdict import Verdict
from pages.parts.race.run import NOTHING, RaceRun
from pages.parts.race.tables import NEVER, Tables
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.leaving import leaving
from pages.ui.terrain.names import named
from pages.ui.text import number, t

MOST_NAMED = 4  # methods in the sentence


def verdict(live: RaceRun, tables: Tables) -> str:
    """Say how the race ends, by the criterion that ranks it."""
    order, steps = final_order(tables), number(live.settings.steps)
    if tables.rank == "finish":
        return _finish(live, tables, order, steps)
    places = _places([(named(method), _score(live, tables, method)) for method in order])
    if tables.rank == "distance":
        if not live.ground.minima:
            return t("No minimum is known here, so no distance to one ranks the methods.")
        return t("Distance to the nearest minimum after {steps} steps: {order}.", steps=steps, order=places)
    if live.ground.floor:
        return t("Loss above the minimum after {steps} steps: {order}.", steps=steps, order=places)
    return t("Loss after {steps} steps: {order}.", steps=steps, order=places)


def _finish(live: RaceRun, tables: Tables, order: list[str], steps: str) -> str:
    """Say when each reached the finish, and who did not."""
    line, there = number(tables.finish), [method for method in order if tables.finished[method] != NEVER]
    others = ", ".join(named(method) for method in order if method not in there)
    if not there:
        return t("No method reaches the finish, {line}, within {steps} steps.", line=line, steps=steps)
    places = _places([(named(method), number(tables.finished[method])) for method in there])
    if not others:
        return t("Steps to the finish, {line}: {order}.", line=line, order=places)
    return t("Steps to the finish, {line}: {order}; not reached within {steps} steps: {others}.",
             line=line, order=places, steps=steps, others=others)  # fmt: skip


def _places(scored: list[tuple[str, str]]) -> str:
    """Write methods in their order with what they reached, "=" between those whose numbers look the same.

    >>> _places([("A", "0.1"), ("B", "0.1"), ("C", "2")])
    'A 0.1 = B 0.1 < C 2'
    """
    first, *others = scored
    signs = ["=" if one[1] == other[1] else "<" for one, other in pairwise(scored)]
    parts = [" ".join(first), *(f"{sign} {name} {score}" for sign, (name, score) in zip(signs, others, strict=True))]
    if len(parts) > MOST_NAMED:
        parts = [*parts[: MOST_NAMED - 1], "…", parts[-1]]
    return " ".join(parts)


def final_order(tables: Tables) -> list[str]:
    """Return the methods by their rank at the end."""
    table = tables.standings
    last = table[table["frame"] == len(tables.shown) - 1]
    return [str(method) for method in last.sort_values("rank")["run"]]


def _score(live: RaceRun, tables: Tables, method: str) -> str:
    found = live.paths[method].verdict
    if found.kind == "out of domain":
        return t("(no value)")
    if found.kind == "falling" and tables.rank != "distance" and not np.isfinite(live.paths[method].losses[-1]):
        return "−∞"
    values = live.distances(method) if tables.rank == "distance" else live.above(method)
    return short(float(values[-1]))


def short(value: float) -> str:
    """Write a number with three digits, a small one with two; what rounding may have left of nothing is nothing.

    >>> short(0.000731234), short(float("inf")), short(3e-17)
    ('0.00073', '∞', '≈ 0')
    """
    if abs(value) < NOTHING:
        return "≈ 0"
    return number(float(f"{value:.{3 if abs(value) >= 0.001 else 2}g}")) if np.isfinite(value) else "∞"


def outcome(live: RaceRun, method: str) -> str:
    """Say in one sentence what became of a method."""
    found = live.paths[method].verdict
    step = number(found.step)
    match found.kind:
        case "converged":
            return t("arrives at step {k}", k=step)
        case "local minimum":
            return t("trapped in a local minimum at step {k}, {more} above the lowest", k=step,
                     more=short(found.facts["above_global"]))  # fmt: skip
        case "saddle point":
            return _on_no_minimum(found, t("stops at a saddle point at step {k}", k=step))
        case "maximum":
            return _on_no_minimum(found, t("stands on a maximum"))
        case "ridge":
            return _on_no_minimum(found, t("stands on a level ridge"))
        case "plateau":
            if "slope_down" not in found.facts:
                return t("rests on level ground")
            return t("on a plateau: the gradient is {gradient}", gradient=short(found.facts["gradient"]))
        case "oscillating":
            return t("oscillates without settling")
        case "diverged":
            where = leaving(live.paths[method], AXES, live.box, ("x", "y"))
            return " ".join([t("diverges from step {k} on.", k=step), where]).strip(" .")
        case "falling":
            return t("falls for ever: the function has no lowest value")
        case "out of domain":
            return t("leaves the domain at step {k}, where f has no value or no slope", k=step)
    return _under_way(live, found)


def _on_no_minimum(found: Verdict, smooth: str) -> str:
    return t("stops on a kink at step {k}, where there is no gradient", k=number(found.step)) if found.facts.get(
        "kink") else smooth  # fmt: skip


def _under_way(live: RaceRun, found: Verdict) -> str:
    if live.settings.noise:
        return t("kept moving by noise")
    if found.facts.get("growth", 0.0) > 1:
        return t("will diverge, which does not show yet")
    if "swing" in found.facts:
        return t("still oscillates, {width} wide", width=short(found.facts["swing"]))
    return t("still on its way: the gradient is {gradient}", gradient=short(found.facts["gradient"]))


def tuning(live: RaceRun) -> str:
    """Say what tuning cannot: a best rate at the end of those that were tried."""
    if not live.tuning:
        return ""
    ends = {0, len(live.tuning.rates) - 1, None}
    edge = [named(method) for method, best in zip(live.rules, live.tuning.best, strict=True) if best in ends]
    if not edge:
        return ""
    return t("For {methods} the best rate lies at the end of those tried, {low} to {high}.", methods=", ".join(edge),
             low=number(live.tuning.rates[0]), high=number(live.tuning.rates[-1]))  # fmt: skip


def step_label(live: RaceRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    return t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.steps))
