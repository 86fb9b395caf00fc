"""What stands below the fold of the landscape page, one view at a time."""

import functools

import streamlit as st

from pages.parts.landscape import basins, mistake, saddles
from pages.parts.landscape.network import view as network
from pages.parts.landscape.program import program
from pages.parts.landscape.run import LandscapeRun
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui.controls.settings import Controls
from pages.ui.play import repeat as take_away
from pages.ui.tables.descent import path_csv
from pages.ui.text import number, plain, t


def show(controls: Controls[LandscapeSettings], live: LandscapeRun, dark: bool) -> None:
    """Draw the chosen view."""
    VIEWS[controls.settings.view](controls, live, dark)


def diagnosis(controls: Controls[LandscapeSettings], live: LandscapeRun, dark: bool) -> None:
    """The numbers of the verdict, and what each says."""
    found, end = live.path.verdict, live.path.thetas[-1]
    rows = [(label, found.facts[name], says) for name, label, says in _facts(live) if name in found.facts]
    said = t("**The end of the run**, at ({x}, {y}):", x=plain(end[0]), y=plain(end[1]))
    if found.kind == "diverged" or {"overflow", "undefined", "no_slope"} & set(found.facts):
        said += " " + t("(the curvatures are those at the start, since there are none where it went)")
    st.markdown(said)
    table = {t("what"): [row[0] for row in rows], t("value"): [number(row[1], 4) for row in rows],
             t("what it says"): [row[2] for row in rows]}  # fmt: skip
    st.table(table)


def _facts(live: LandscapeRun) -> list[tuple[str, str, str]]:
    """Return the name, the label and the meaning of each fact of a verdict."""
    limit = number(live.path.verdict.facts.get("stability_limit", 2.0))
    return [
        ("loss", "f", t("the height at the end")),
        ("above_global", t("f − f*"), t("how much higher than the lowest known minimum")),
        ("gradient", t("|gradient|"), t("the slope there: 0 at a minimum, a maximum or a saddle point")),
        ("slope_down", t("mean slope"), t("from here down to lower ground: a plateau has far less slope than that")),
        ("swing", t("swing"), t("final swing width")),
        ("period", t("period"), t("steps there and back")),
        ("lambda_max", "λmax", t("the curvature in the steepest direction")),
        ("lambda_min", "λmin", t("the curvature in the flattest; below 0 it curves down")),
        ("condition", "λmax/λmin", t("the condition number: the larger, the narrower the valley")),
        (
            "rate_times_curvature",
            "η·λmax",
            t("above {limit} every step lands further away, where f is a quadratic", limit=limit),
        ),
        (
            "distance",
            t("distance"),
            t("to the minimum, or else to where slope and curvature here point"),
        ),
    ]


def repeat(controls: Controls[LandscapeSettings], live: LandscapeRun, dark: bool) -> None:
    """The run as Python, and as a table to take away."""
    take_away.show("landscape", program(live), functools.partial(path_csv, live.path, ("x", "y")))


def net(controls: Controls[LandscapeSettings], live: LandscapeRun, dark: bool) -> None:
    """The loss of the MNIST net on a plane through its parameters."""
    with st.container(horizontal=True):
        controls.draw("net", "plane")
    controls.draw("updates")
    network.show(controls.settings.network(), dark)


VIEWS = {"diagnosis": diagnosis, "basins": basins.show, "saddles": saddles.show,
         "mistake": mistake.show, "network": net, "repeat": repeat}  # fmt: skip
