"""What the slopes page says whatever it shows: the function in use, and that it has no value at a point."""

import math

import numpy as np

from pages.parts.slopes.settings import TYPED, SlopesSettings
from pages.ui.terrain.options import OWN
from pages.ui.text import plain, t


def formula(settings: SlopesSettings) -> str:
    """Write the function in use; a typed one has no character that would end the code span."""
    if settings.part == "one":
        found = settings.one_variable().formula
        return f"`{found}`" if settings.curve == TYPED else found
    ground = settings.ground()
    return f"`{ground.formula}`" if settings.surface == OWN else ground.formula


def no_value(asked: SlopesSettings, kept: SlopesSettings) -> str:
    """Say that the function has nothing to show at the chosen point, why, and where the picture stays."""
    same = formula(asked) == formula(kept)
    filled = {"formula": formula(asked), "point": _place(asked), "kept": _place(kept) if same else formula(kept)}
    value = _value(asked)
    if math.isnan(value):
        return t("f = {formula} has no value at {point}; the picture stays at {kept}.", **filled)
    if math.isinf(value):
        return t("f = {formula} is too large for a number at {point}; the picture stays at {kept}.", **filled)
    return t("f = {formula} has no gradient at {point}; the picture stays at {kept}.", **filled)


def _value(settings: SlopesSettings) -> float:
    if settings.part == "one":
        return float(settings.one_variable().value(settings.at))
    at = (settings.px, settings.py) if settings.part == "two" else (settings.x, settings.y)
    return float(settings.ground().objective.loss(np.array(at)))


def _place(settings: SlopesSettings) -> str:
    if settings.part == "one":
        return t("x = {x}", x=plain(settings.at))
    x, y = (settings.px, settings.py) if settings.part == "two" else (settings.x, settings.y)
    return point(x, y)


def point(x: float, y: float) -> str:
    """Write a point: (3, −4)."""
    return f"({plain(float(x))}, {plain(float(y))})"
