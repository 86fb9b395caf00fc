"""The arithmetic of a step on the landscape, to be written below its pictures."""

from gdcore.anatomy import numbers
from gdcore.rule_lines import constants
from pages.parts.landscape.run import LandscapeRun
from pages.ui.language import remembered
from pages.ui.tables.descent import shown_steps
from pages.ui.tables.printed import BETWEEN, Printed, printed
from pages.ui.text import t

PLAIN = BETWEEN.join(f"{c} ← {{{c}}} − {{eta}} × ({{slope_{c}|gradient}}) = {{next_{c}|step}}" for c in "xy")
ROLLING = tuple(
    f"v_{c} ← {{beta}} × ({{v_{c}|memory}}) − {{eta}} × ({{slope_{c}|gradient}}) = {{next_v_{c}|step}}{BETWEEN}"
    f"{c} ← {{{c}}} + ({{next_v_{c}|step}}) = {{next_{c}}}"
    for c in "xy"
)
# By the names of the lines, those of the anatomy.
PLACES = {"": "theta", "next_": "next_theta", "slope_": "g", "v_": "v", "next_v_": "next_v"}


def lines(live: LandscapeRun) -> list[str]:
    """Write what a step works out, with a place for each number."""
    slopes = (
        t("f = {loss}    ∂f/∂x + noise = {slope_x|gradient}    ∂f/∂y + noise = {slope_y|gradient}")
        if live.settings.noise
        else t("f = {loss}    ∂f/∂x = {slope_x|gradient}    ∂f/∂y = {slope_y|gradient}")
    )
    return [slopes, *(ROLLING if live.settings.momentum else (PLAIN,))]


@remembered(32)
def arithmetic(live: LandscapeRun) -> Printed:
    """Write the arithmetic of every frame."""
    shown = shown_steps(len(live.path.losses) - 1)
    of_steps = numbers(live.rule, live.path)
    values = constants(live.rule) | {"loss": live.path.losses[shown]}
    for name, of in PLACES.items():
        if of in of_steps:
            values |= {f"{name}{c}": of_steps[of][shown, k] for k, c in enumerate("xy")}
    return printed(lines(live), values)
