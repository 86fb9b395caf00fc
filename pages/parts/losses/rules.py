"""What the settings of the page of losses must be together; where they cannot be, the last good picture stays."""

from dataclasses import replace

import numpy as np
import streamlit as st

from gdcore.information import is_distribution, normalised, renormalised
from pages.parts.losses.settings import LossesSettings, row
from pages.ui.controls.points import read_table
from pages.ui.controls.row import Row, written
from pages.ui.controls.settings import Controls, kinds_of
from pages.ui.text import number, t

MOST_POINTS = 40  # of which every line through two is tried, for every place of the far one
GOOD = "losses.good"  # the session's last good settings of each view


def settled(controls: Controls[LossesSettings]) -> LossesSettings:
    """Return the settings to draw: these, or the last ones of this view that went together."""
    settings = controls.settings
    good: dict[str, LossesSettings] = st.session_state.setdefault(GOOD, {})
    found = wrong(settings)
    for name, sentence in found.items():
        controls.complaints.setdefault(name, sentence)
    if not found:
        good[settings.view] = settings
    return good.get(settings.view) or replace(LossesSettings(), view=settings.view)


def wrong(settings: LossesSettings) -> dict[str, str]:
    """Return one sentence for each setting that does not go with the others of its view."""
    rules = {"answers": _answers, "zero": _answers, "outlier": _outlier, "onehot": _onehot,
             "differences": _differences}  # fmt: skip
    return rules[settings.view](settings) if settings.view in rules else {}


def _answers(settings: LossesSettings) -> dict[str, str]:
    a, b = row(settings, "answer_a"), row(settings, "answer_b")
    found = {}
    if len(a) != len(b):
        found["answer_b"] = t(
            "Answer B has {b} classes and answer A {a}; both must have as many, and the picture stays.",
            a=number(len(a)), b=number(len(b)))  # fmt: skip
    if settings.target >= min(len(a), len(b)):
        found["target"] = t(
            "There is no class {target} among {n}; the picture stays.",
            target=number(settings.target), n=number(min(len(a), len(b))))  # fmt: skip
    if settings.keep == "on":
        for name in ("answer_a", "answer_b"):
            if not is_distribution(row(settings, name)):
                found.setdefault(name, _no_distribution(settings, name))
    return found


def _no_distribution(settings: LossesSettings, name: str) -> str:
    return t("{label} must add up to 1, got {total}; the picture stays.",
             label=t(kinds_of(settings)[name].label), total=number(round(sum(row(settings, name)), 9)))  # fmt: skip


def _too_many(settings: LossesSettings, name: str) -> dict[str, str]:
    points = read_table(getattr(settings, name)).points
    if len(points) <= MOST_POINTS:
        return {}
    return {name: t("Here are at most {most} points, got {n}; the picture stays.",
                    most=number(MOST_POINTS), n=number(len(points)))}  # fmt: skip


def _differences(settings: LossesSettings) -> dict[str, str]:
    return _too_many(settings, "pairs")


def _outlier(settings: LossesSettings) -> dict[str, str]:
    points = read_table(settings.points).points
    found = _too_many(settings, "points")
    if found:
        return found
    if settings.which > len(points):
        found["which"] = t("There is no point {which} among {n}; the picture stays.",
                           which=number(settings.which), n=number(len(points)))  # fmt: skip
    if settings.fits == "line" and len({x for x, _ in points}) < 2:
        found["points"] = t("A line needs two different x, all {n} points have {x}; the picture stays.",
                            n=number(len(points)), x=number(points[0][0]))  # fmt: skip
    return found


def _onehot(settings: LossesSettings) -> dict[str, str]:
    found = {}
    beyond = [label for label in row(settings, "labels") if label >= settings.classes]
    if beyond:
        found["labels"] = t("Labels must be from 0 to {last}, got {label}; the picture stays.",
                            last=number(settings.classes - 1), label=number(beyond[0]))  # fmt: skip
    guess = row(settings, "guess")
    if len(guess) != settings.classes:
        found["guess"] = t("The answer must have {n} numbers, one a class, got {k}; the picture stays.",
                           n=number(settings.classes), k=number(len(guess)))  # fmt: skip
    elif not is_distribution(guess):
        found["guess"] = _no_distribution(settings, "guess")
    return found


def typed(controls: Controls[LossesSettings], name: str) -> None:
    """After an answer was typed: where one number of a distribution has changed, let the others follow."""
    text = st.session_state[controls.key(name)]
    kind = kinds_of(controls.settings)[name]
    assert isinstance(kind, Row)
    if controls.settings.keep == "off" or not kind.allows(text):
        return
    before, after = np.array(row(controls.settings, name)), np.array(kind.numbers(text))
    if before.shape == after.shape and (before != after).sum() == 1 and not is_distribution(after):
        k = int(np.argmax(before != after))
        controls.change(**{name: written(renormalised(before, k, float(after[k])))})


def dragged(controls: Controls[LossesSettings], name: str, k: int, value: float) -> None:
    """Give one class of an answer another probability."""
    values = np.array(row(controls.settings, name))
    if k >= len(values):
        return
    if controls.settings.keep == "on":
        values = renormalised(values, k, value)
    else:
        values[k] = value
    controls.change(**{name: written(values)})


def kept(controls: Controls[LossesSettings]) -> None:
    """After the switch was turned: make distributions of both answers, where they are to be."""
    if st.session_state[controls.key("keep")] == "on":
        for name in ("answer_a", "answer_b"):
            values = row(controls.settings, name)
            if not is_distribution(values):
                controls.change(**{name: written(normalised(values))})


def reclassed(controls: Controls[LossesSettings]) -> None:
    """After the number of classes was changed: cut or lengthen the one answer for all, so that it fits."""
    n, guess = int(st.session_state[controls.key("classes")]), row(controls.settings, "guess")
    if len(guess) != n:
        controls.change(guess=written(normalised((guess + (0.0,) * n)[:n])))
