"""What the slopes page says of a descent: the verdict, the arithmetic of a step, and how to read the field."""

import math

import numpy as np

from pages.parts.slopes.field.run import FieldRun
from pages.ui.text import number, plain, t


def verdict(live: FieldRun) -> str:
    """Say where the descent ends."""
    steps, end = number(live.settings.steps), live.path.thetas[-1]
    where = ", ".join(plain(v) if v == 0 or abs(v) > 1e9 or not math.isfinite(v) else _eight(v) for v in end.tolist())
    if live.ground.name != "bowl":
        return t("After {steps} steps: ({where}), f = {loss}.", steps=steps, where=where,
                 loss=plain(float(live.path.losses[-1])))  # fmt: skip
    factor = 1 - 2 * live.settings.learning_rate
    first = t("Every step multiplies x and y by {factor}:", factor=_eight(factor, 11) if factor else "0")
    return f"{first} {_becomes(live, factor, steps, where)}"


def _becomes(live: FieldRun, factor: float, steps: str, where: str) -> str:
    if factor == 0:
        return t("it arrives in one step.")
    if abs(factor) > 1:
        return t("it explodes; after {steps} steps it is at ({where}).", steps=steps, where=where)
    if factor == -1:
        return t("it flips from side to side for ever.")
    moved = float(np.linalg.norm(live.path.thetas[-1] - live.path.thetas[0]))
    if moved < 1e-3 * float(np.linalg.norm(live.path.thetas[0])):
        return t("after {steps} steps it has moved by {moved}.", steps=steps, moved=plain(float(f"{moved:.2g}")))
    return t("after {steps} steps it is at ({where}).", steps=steps, where=where)


def _eight(value: float, digits: int = 7) -> str:
    """Write a number to seven significant digits, as the course does, with a true minus."""
    return f"{'−' if value < 0 else ''}{abs(value):.{digits}g}"


def place(live: FieldRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    return t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.steps))


def arithmetic(live: FieldRun) -> list[str]:
    """Write the arithmetic of a step, to be filled in by the transport bar."""
    rate = number(live.settings.learning_rate)
    step = f"{{x}} − {rate} × ({{slope_x|gradient}}) = {{next_x|step}}"
    return [
        "f = {loss}    ∂f/∂x = {slope_x|gradient}    ∂f/∂y = {slope_y|gradient}",
        "    ".join(f"{name} ← {step}".replace("x}", f"{name}}}").replace("x|", f"{name}|") for name in "xy"),
    ]


def reading(scale: float) -> str:
    """Say how to read the field."""
    return t(
        "Left: minus the gradient on [−2, 2]², all arrows at one scale, {scale} of their length. Towards a minimum "
        "they shorten, and the steps with them.",
        scale=number(float(f"{scale:.2g}")),
    )
