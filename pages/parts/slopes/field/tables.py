"""A descent over a field as the tables of its charts, and the numbers its arithmetic is written with."""

from typing import Any, NamedTuple

from gdcore.anatomy import numbers
from gdcore.slices import downhill_field
from pages.parts.slopes.field.run import FieldRun
from pages.parts.slopes.field.words import lines
from pages.ui.box import Box
from pages.ui.language import remembered
from pages.ui.tables.descent import path_csv, path_table, points_table, shown_steps
from pages.ui.tables.printed import printed
from pages.ui.terrain.ground import AXES
from pages.ui.text import number

FIELD = (-2.0, 2.0, 13)  # where the arrows are, and how many along each side
FIELD_BOX = Box((-2.3, 2.3), (-2.3, 2.3))
LONGEST = 0.25  # of the picture: how long an arrow of a descent is drawn at most
OF_A_CONTOUR = ["run", "frame", "across", "up", "at_across", "at_up", "downhill_across", "downhill_up", "next_across",
                "next_up", "step", "out_across", "out_up", "away"]  # fmt: skip
OF_A_FIELD = ["run", "frame", "across", "up", "at_across", "at_up"]


class FieldTables(NamedTuple):
    """The tables of a descent over a field.

    Attributes:
        path: a row a frame, as `path_table` has it.
        arrows: across, up, to_across, to_up: minus the gradient.
        shown: the steps that are frames.
        spoken: what the arithmetic is written with.
        lines: the arithmetic of a step.
        scale: how many times its length a gradient of the field is drawn.
    """

    path: Any
    arrows: Any
    shown: Any
    spoken: dict[str, list[str]]
    lines: list[str]
    scale: float


@remembered(32)
def tables_of(live: FieldRun) -> FieldTables:
    """Return the tables of a descent over a field; they are made once."""
    shown = shown_steps(len(live.path.losses) - 1)
    path = path_table(live.path, shown, AXES, live.box, floor=live.ground.floor, longest=LONGEST)
    field = downhill_field(live.ground.objective, *FIELD)
    arrows = points_table({"across": field.points[:, 0], "up": field.points[:, 1], "to_across": field.tips[:, 0],
                           "to_up": field.tips[:, 1]})  # fmt: skip
    steps = numbers(live.settings.rule(), live.path)
    values: dict[str, Any] = {"eta": live.settings.learning_rate, "loss": live.path.losses[shown]}
    for name, of in (("", "theta"), ("next_", "next_theta"), ("slope_", "g")):
        values |= {f"{name}{axis}": steps[of][shown, k] for k, axis in enumerate("xy")}
    written = printed(lines(), values)
    spoken = {"step": [number(k) for k in shown.tolist()]} | written.values
    return FieldTables(path, arrows[field.lengths > 0], shown, spoken, written.lines, field.scale)


def csv(live: FieldRun) -> str:
    """Write the descent as comma-separated values."""
    return path_csv(live.path, ("x", "y"))
