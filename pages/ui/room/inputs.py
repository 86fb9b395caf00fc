"""What a phone can choose: sliders over a ladder of stops, and one of a few; and what of that is an answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from pages.ui.room.store import RoomError
from pages.ui.text import number, t


def ladder(name: str, stops: Sequence[float]) -> dict[str, Any]:
    """Ask for a number: one of the stops of a slider."""
    return {"name": name, "stops": list(stops)}


def options(name: str, names: Sequence[str]) -> dict[str, Any]:
    """Ask for one of a few."""
    return {"name": name, "options": list(names)}


def tap(name: str, surface: str, across: Sequence[float], up: Sequence[float]) -> dict[str, Any]:
    """Ask for a point on a picture of a surface."""
    return {"name": name, "surface": surface, "across": list(across), "up": list(up)}


def checked(inputs: Sequence[Mapping[str, Any]], given: Any) -> dict[str, Any]:
    """Return what a phone has sent as an answer: for each input what it allows.

    Raises:
        RoomError: bad, when it is not.
    """
    if not isinstance(given, dict) or given.keys() != {each["name"] for each in inputs}:
        raise RoomError("bad")
    return {each["name"]: _checked(each, given[each["name"]]) for each in inputs}


def _checked(each: Mapping[str, Any], value: Any) -> Any:
    if "surface" in each:
        good = isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
        if good and all(low <= at <= high for at, (low, high) in zip(value, (each["across"], each["up"]), strict=True)):
            return [float(f"{at:.4g}") for at in value]
    elif "stops" in each:
        if _is_number(value) and value in each["stops"]:
            return value
    elif isinstance(value, str) and value in each["options"]:
        return value
    raise RoomError("bad")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def shown(each: Mapping[str, Any]) -> dict[str, Any]:
    """Return an input as the phone draws it, in words."""
    label = {
        "rate": t("Learning rate η"),
        "momentum": t("Momentum β"),
        "method": t("Method"),
        "batch": t("Batch size"),
        "start": t("Start: tap on the picture"),
        "place": t("or tap the place on the picture"),
        "number": t("or a number on the scale"),
    }[each["name"]]
    if "stops" in each:
        return {**each, "label": label, "labels": [number(stop) for stop in each["stops"]]}
    if "options" in each:
        names = {"GradientDescent": t("Gradient descent")}
        return {**each, "label": label, "labels": [names.get(option, option) for option in each["options"]]}
    return {**each, "label": label}
