"""Everyone descends: what the phones are asked, and where each of them goes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcore.arrays import Array, IntArray
from gdcore.crowd import NEVER, Crowd, arrivals, descend_together, standings
from gdcore.optimizers import OPTIMIZERS, GradientDescent, Momentum, Optimizer
from pages.parts.room.settings import RoomSettings
from pages.ui.box import Box
from pages.ui.keeping import kept
from pages.ui.room import inputs
from pages.ui.terrain.ground import AXES, Ground, around, ground
from pages.ui.terrain.options import OWN, RATES

BELOW, ABOVE = 300, 30  # how far the slider reaches on either side of a good rate
MOMENTA = (0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
ASKED = ("surface", "formula", "reach", "choose", "learning_rate", "x", "y", "steps")


def activity(settings: RoomSettings) -> dict[str, Any]:
    """Return what the room is asked: the surface, and what each phone may choose."""
    found = settings.ground()
    good = found.learning_rate
    every = settings.choose == "method"  # what is a good rate for one method is none for another
    rates = [r for r in RATES if every or good / BELOW <= r <= good * ABOVE]
    box = found.box
    asked = {
        "rate": [inputs.ladder("rate", rates)],
        "momentum": [inputs.ladder("rate", rates), inputs.ladder("momentum", MOMENTA)],
        "method": [inputs.ladder("rate", rates), inputs.options("method", list(OPTIMIZERS))],
        "start": [inputs.tap("start", settings.surface, box.across, box.up)],
    }[settings.choose]
    return {"kind": "descend", "inputs": asked, "settings": {name: getattr(settings, name) for name in ASKED}}


@dataclass(frozen=True, eq=False)
class Descents:
    """The room's descents, whole.

    Attributes:
        settings: what was asked.
        ground: what they go over.
        box: the part of the plane to show.
        places: of the phones, in order.
        rules: how each goes.
        rates: (n,) each one's learning rate.
        across: (n,) where each starts, across.
        crowd: where each went.
        arrived: (n,) the step at which each arrived, or -1.
        out: (steps + 1, n) whether each is outside the picture.
        shown: the steps that are frames.
    """

    settings: RoomSettings
    ground: Ground
    box: Box
    places: tuple[int, ...]
    rules: tuple[Optimizer, ...]
    rates: Array
    across: Array
    crowd: Crowd
    arrived: IntArray
    out: Any

    @property
    def above(self) -> Array:
        """Return how much higher than the lowest known minimum each is at each step."""
        return self.crowd.losses - (self.ground.floor or 0.0)

    def order(self, step: int) -> IntArray:
        """Return who leads at a step, the first first: indices."""
        return standings(self.crowd.losses[step], self.arrived, step)

    def told(self) -> dict[str, Any]:
        """Return what each phone is told, by its place."""
        last = self.settings.steps
        ranks = {int(i): rank for rank, i in enumerate(self.order(last), 1)}
        found = {}
        for i, place in enumerate(self.places):
            outside = np.flatnonzero(self.out[:, i])
            end, step = "way", last
            if self.arrived[i] != NEVER:
                end, step = "arrived", int(self.arrived[i])
            elif self.out[-1, i]:
                end, step = "left", int(outside[0])
            found[str(place)] = {"end": end, "step": step, "rank": ranks[i], "of": len(self.places)}
        return found


def settings_of(asked: Mapping[str, Any]) -> RoomSettings:
    """Return the settings that a question was asked with."""
    return RoomSettings(**asked["settings"])


def descents(asked: Mapping[str, Any], answers: Mapping[int, Any]) -> Descents:
    """Return the descents of the room's answers; the same are computed once."""
    return _descents(json.dumps(asked), tuple((place, json.dumps(answer)) for place, answer in answers.items()))


@kept(8)
def _descents(asked: str, answers: tuple[tuple[int, str], ...]) -> Descents:
    settings = settings_of(json.loads(asked))
    chosen = [json.loads(answer) for _, answer in answers]
    found = ground(settings.surface, settings.formula, settings.reach) if settings.surface == OWN else settings.ground()
    rules = tuple(rule_of(answer, settings) for answer in chosen)
    starts = np.array([answer.get("start", (settings.x, settings.y)) for answer in chosen], dtype=float)
    crowd = descend_together(found.objective, rules, starts, settings.steps)
    minima = np.array([point[:2] for point in found.minima], dtype=float)
    box = around(found.box, (settings.x, settings.y))
    with np.errstate(invalid="ignore"):
        out = ~box.holds(crowd.thetas[..., AXES[0]], crowd.thetas[..., AXES[1]])
    rates = np.array([float(rule.learning_rate) for rule in rules])
    return Descents(settings, found, box, tuple(place for place, _ in answers), rules, rates, starts[:, 0], crowd,
                    arrivals(crowd, minima), out)  # fmt: skip


def rule_of(answer: Mapping[str, Any], settings: RoomSettings) -> Optimizer:
    """Return the rule that a phone has chosen."""
    rate = float(answer.get("rate", settings.learning_rate))
    if momentum := answer.get("momentum"):
        return Momentum(rate, float(momentum))
    rule: Optimizer = OPTIMIZERS[answer["method"]](learning_rate=rate) if "method" in answer else GradientDescent(rate)
    return rule
