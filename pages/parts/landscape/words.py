"""What the landscape page says of a descent."""

from pages.parts.landscape import rest, unrest
from pages.parts.landscape.run import LandscapeRun
from pages.ui.terrain.options import OWN
from pages.ui.text import number, t


def verdict(live: LandscapeRun) -> str:
    """Say what becomes of the run and why, with the numbers that show it."""
    return SENTENCES[live.path.verdict.kind](live)


SENTENCES = {
    "converged": rest.converged,
    "local minimum": rest.local_minimum,
    "saddle point": rest.saddle,
    "maximum": rest.maximum,
    "ridge": rest.ridge,
    "plateau": rest.plateau,
    "oscillating": unrest.oscillating,
    "diverged": unrest.diverged,
    "falling": unrest.falling,
    "out of domain": unrest.out_of_domain,
    "out of steps": unrest.out_of_steps,
}


def step_label(live: LandscapeRun) -> str:
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
