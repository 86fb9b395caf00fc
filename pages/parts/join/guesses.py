"""What of a lesson a phone can guess besides its answers: a tap on the picture, or a number on a scale."""

from collections.abc import Mapping
from typing import Any

from pages.ui.lessons.cloud import NUMBER, PLACE
from pages.ui.lessons.lessons import Lesson
from pages.ui.room import inputs
from pages.ui.terrain.ground import Ground, around, ground
from pages.ui.terrain.options import A_FORMULA, FIRST, OWN

TAPPED = "landscape"  # the page whose picture is tapped


def asked(lesson: Lesson) -> list[dict[str, Any]]:
    """Return what is asked for, as `inputs` takes it; nothing where only answers are pressed."""
    if lesson.guess is None:
        return []
    if not lesson.guess.is_place:
        return [inputs.ladder(NUMBER, lesson.guess.stops)]
    if lesson.page != TAPPED:
        return []
    box = around(_ground(lesson.settings).box, _start(lesson.settings) or (0.0, 0.0))
    return [inputs.tap(PLACE, str(lesson.settings.get("surface", FIRST)), box.across, box.up)]


def field(lesson: Lesson, shown: bool) -> list[dict[str, Any]]:
    """Return it as the phone draws it: with the picture, the start, and once it is shown where it came out."""
    found = [inputs.shown(each) for each in asked(lesson)]
    if not found or "surface" not in found[0]:
        return found
    # Only here, so that a phone that needs no picture does not wait for what draws it.
    from pages.ui.box import Box
    from pages.ui.pictures.contour import contour
    from pages.ui.terrain.ground import AXES

    (each,), over = found, _ground(lesson.settings)
    box = Box(tuple(each["across"]), tuple(each["up"]))
    each["picture"] = contour(over.objective, AXES, box, False, over.floor or 0.0, over.even).image
    each["from"] = _start(lesson.settings)
    each["came"] = lesson.guess.outcome if shown and lesson.guess else None
    return found


def _ground(settings: Mapping[str, Any]) -> Ground:
    name = str(settings.get("surface", FIRST))
    if name != OWN:
        return ground(name)
    return ground(name, settings.get("formula", A_FORMULA), settings.get("reach", 5.0))


def _start(settings: Mapping[str, Any]) -> tuple[float, float] | None:
    return (settings["x"], settings["y"]) if {"x", "y"} <= settings.keys() else None
