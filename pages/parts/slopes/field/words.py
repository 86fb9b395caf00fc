"""What the slopes page says of a descent: the verdict, the arithmetic of a step, and how to read the field."""

import numpy as np

from pages.parts.slopes.field.run import FieldRun
from pages.ui.tables.printed import BETWEEN
from pages.ui.text import number, plain, plural, rough, t

STILL = 1e-3  # of its distance from the minimum: what moves less does not move


def verdict(live: FieldRun) -> str:
    """Say where the descent ends."""
    path, n = live.path, live.settings.steps
    x, y = path.thetas[-1].tolist()
    end = f"({number(x, 7)}, {number(y, 7)})"
    if not np.isfinite(path.losses).all():
        first = int(np.flatnonzero(~np.isfinite(path.losses))[0])
        return t("It leaves: at step {k}, f has no value that a number can hold.", k=number(first))
    if live.ground.name == "bowl":
        return _on_the_bowl(live, end)
    return plural(n, one="After {n} step: {end}, f = {loss}.", other="After {n} steps: {end}, f = {loss}.",
                  end=end, loss=plain(float(path.losses[-1])))  # fmt: skip


def _on_the_bowl(live: FieldRun, end: str) -> str:
    """Say what becomes of x² + y²: every step multiplies both coordinates by one number."""
    path, n = live.path, live.settings.steps
    factor = 1 - 2 * live.settings.learning_rate
    said = {"factor": number(factor, 11), "end": end}
    first = float(np.linalg.norm(path.thetas[0]))
    if first == 0:
        return t("It starts at the minimum and stays there: the gradient is (0, 0).")
    if factor == 0:
        return t("Every step multiplies x and y by 0: it arrives in one step.")
    if factor == -1:
        return t("Every step multiplies x and y by −1: it flips from side to side for ever.")
    moved = float(np.linalg.norm(path.thetas[-1] - path.thetas[0]))
    if moved < STILL * first:
        return plural(n, one="Every step multiplies x and y by {factor}: after {n} step it has moved by {moved}.",
                      other="Every step multiplies x and y by {factor}: after {n} steps it has moved by {moved}.",
                      moved=rough(moved, 2), **said)  # fmt: skip
    if abs(factor) > 1:
        return plural(n, one="Every step multiplies x and y by {factor}: it explodes; after {n} step it is at {end}.",
                      other="Every step multiplies x and y by {factor}: it explodes; after {n} steps it is at {end}.",
                      **said)  # fmt: skip
    return plural(n, one="Every step multiplies x and y by {factor}: after {n} step it is at {end}.",
                  other="Every step multiplies x and y by {factor}: after {n} steps it is at {end}.",
                  **said)  # fmt: skip


def step_label(live: FieldRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    return t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.steps))


def lines() -> list[str]:
    """Write what a step works out, with a place for each number."""
    step = "{{{c}}} − {{eta}} × ({{slope_{c}|gradient}}) = {{next_{c}|step}}"
    return [
        "f = {loss}    ∂f/∂x = {slope_x|gradient}    ∂f/∂y = {slope_y|gradient}",
        BETWEEN.join(f"{c} ← {step.format(c=c)}" for c in "xy"),
    ]


def reading(scale: float) -> str:
    """Say how to read the field."""
    return t(
        "Left: minus the gradient on [−2, 2]², all arrows at one scale, {scale} of their length. Towards a minimum "
        "they shorten, and the steps with them.",
        scale=rough(scale, 2),
    )
