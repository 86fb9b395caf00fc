"""The landscape's results as the tables of its charts."""

from functools import cached_property
from typing import Any

import pandas as pd

from pages.parts.landscape.run import LandscapeRun
from pages.ui.language import remembered
from pages.ui.tables.descent import affine_table, field_table, path_table, shown_steps
from pages.ui.terrain.ground import AXES
from pages.ui.text import number

# What each chart needs of the path's columns: the first view of a page should weigh little.
OF_A_CONTOUR = ["run", "frame", "across", "up", "at_across", "at_up", "downhill_across", "downhill_up", "next_across",
                "next_up", "step", "out_across", "out_up", "away"]  # fmt: skip
QUADRATIC = ("line_fit", "bowl", "valley")  # the surfaces whose gradient is affine
LONGEST = 0.25  # widths of the picture that the arrow of -gradient is drawn long at most
OF_A_LOSS = ["run", "frame", "step", "loss"]


def places(guessed: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the table "guess" of the contour: the places that were guessed, those of phones with sign and colour."""
    table = pd.DataFrame(guessed, columns=["across", "up", "shape", "colour"])
    return table.astype({"across": float, "up": float, "shape": object, "colour": object})


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
    def affine(self) -> Any:
        """Return how the path hangs on its start, over a quadratic; else None."""
        live = self.live
        if live.ground.name not in QUADRATIC or live.settings.noise:
            return None
        return affine_table(live.ground.objective, live.rule, live.settings.steps, AXES)

    @cached_property
    def steps(self) -> dict[str, list[str]]:
        """Return the step of each frame, for the transport bar."""
        return {"step": [number(k) for k in self.shown.tolist()]}
