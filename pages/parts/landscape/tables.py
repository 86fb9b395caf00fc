"""The landscape's results as the tables of its charts, and the numbers its arithmetic is written with."""

from functools import cached_property
from typing import Any

from gdcore.anatomy import numbers
from pages.parts.landscape.run import LandscapeRun
from pages.ui.language import remembered
from pages.ui.play.playback import column
from pages.ui.tables.descent import field_table, path_table, shown_steps
from pages.ui.terrain.ground import AXES
from pages.ui.text import number

# What each chart needs of the path's columns: the first view of a page should weigh little.
OF_A_CONTOUR = ["run", "frame", "across", "up", "at_across", "at_up", "downhill_across", "downhill_up", "next_across",
                "next_up"]  # fmt: skip
LONGEST = 0.25  # widths of the picture that the arrow of -gradient is drawn long at most
OF_A_LOSS = ["run", "frame", "step", "loss"]


@remembered(32)
def tables_of(live: LandscapeRun) -> "Tables":
    """Return the tables of a run; they are made once."""
    return Tables(live)


class Tables:
    """The tables of one run, by the names its charts know them by."""

    def __init__(self, live: LandscapeRun) -> None:
        self.live = live
        self.shown = shown_steps(len(live.path.losses) - 1)
        self.path = path_table(live.path, self.shown, AXES, live.box, floor=live.ground.floor, longest=LONGEST)

    @cached_property
    def field(self) -> Any:
        """Return the table of minus the gradient all over the picture."""
        return field_table(self.live.ground.objective, AXES, self.live.box)

    @cached_property
    def spoken(self) -> dict[str, list[str]]:
        """Return, frame by frame, the numbers that the arithmetic is written with."""
        steps, shown = numbers(self.live.rule, self.live.path), self.shown
        columns = {"step": [number(k) for k in shown.tolist()], "loss": column(self.live.path.losses[shown])}
        for name, of in (("", "theta"), ("next_", "next_theta"), ("slope_", "g"), ("v_", "v"), ("next_v_", "next_v")):
            if of in steps:
                columns |= {f"{name}{axis}": column(steps[of][shown, k]) for k, axis in enumerate("xy")}
        return columns
