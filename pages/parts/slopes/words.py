"""What the slopes page says whatever it shows: the function in use, and that it has no value at a point."""

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
    """Say that the function has no value at the chosen point, and where the picture stays."""
    if formula(asked) == formula(kept):
        return t("f = {formula} has no value at {point}; the picture stays at {kept}.",
                 formula=formula(asked), point=_place(asked), kept=_place(kept))  # fmt: skip
    return t("f = {formula} has no value at {point}; the picture stays with {kept}.",
             formula=formula(asked), point=_place(asked), kept=formula(kept))  # fmt: skip


def _place(settings: SlopesSettings) -> str:
    if settings.part == "one":
        return t("x = {x}", x=plain(settings.at))
    x, y = (settings.px, settings.py) if settings.part == "two" else (settings.x, settings.y)
    return point(x, y)


def point(x: float, y: float) -> str:
    """Write a point: (3, −4)."""
    return f"({plain(float(x))}, {plain(float(y))})"
