"""What the race's page says: who leads, and what became of each method."""

import numpy as np

from pages.parts.race.run import RaceRun
from pages.parts.race.tables import NEVER, Tables
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.leaving import leaving
from pages.ui.terrain.methods import named
from pages.ui.text import number, t

NOTHING = 1e-12
MOST_NAMED = 4  # methods in the sentence


def verdict(live: RaceRun, tables: Tables) -> str:
    """Say how the race ends, by the criterion that ranks it."""
    said = [f"{named(method)} {_score(live, tables, method)}" for method in final_order(tables)]
    if len(said) > MOST_NAMED:
        said = [*said[: MOST_NAMED - 1], "…", said[-1]]
    return t("{by} after {steps} steps: {order}.", by=_criterion(tables), steps=number(live.settings.steps),
             order=" < ".join(said).replace("< … <", "… <"))  # fmt: skip


def _criterion(tables: Tables) -> str:
    return {
        "loss": t("Loss") if not tables.live.ground.floor else t("Loss above the minimum"),
        "distance": t("Distance to the nearest minimum"),
        "finish": t("Steps to the finish, {line},", line=number(tables.finish)),
    }[tables.rank]


def final_order(tables: Tables) -> list[str]:
    """Return the methods by their rank at the end."""
    table = tables.standings
    last = table[table["frame"] == len(tables.shown) - 1]
    return [str(method) for method in last.sort_values("rank")["run"]]


def _score(live: RaceRun, tables: Tables, method: str) -> str:
    if tables.rank == "finish":
        step = tables.finished[method]
        return t("(not there)") if step == NEVER else number(step)
    values = live.distances(method) if tables.rank == "distance" else live.above(method)
    return short(float(values[-1]))


def short(value: float) -> str:
    """Write a number with three digits, a small one with two; what is left of nothing is nothing.

    >>> short(0.000731234), short(float("inf")), short(3e-17)
    ('0.00073', '∞', '≈ 0')
    """
    if 0 < abs(value) < NOTHING:
        return "≈ 0"
    return number(float(f"{value:.{3 if abs(value) >= 0.001 else 2}g}")) if np.isfinite(value) else "∞"


def became(live: RaceRun, method: str) -> str:
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
            return t("stops at a saddle point at step {k}", k=step)
        case "maximum":
            return t("stands on a maximum")
        case "plateau":
            return t("stuck on a plateau: the gradient is {gradient}", gradient=short(found.facts["gradient"]))
        case "oscillating":
            return t("swings to and fro and does not settle")
        case "diverged":
            where = leaving(live.paths[method], AXES, live.box, ("x", "y"))
            return " ".join([t("diverges from step {k} on.", k=step), where]).strip(" .")
    if live.settings.noise:
        return t("kept moving by noise")
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


def place(live: RaceRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    return t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.steps))
