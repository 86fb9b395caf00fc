"""The room's descents as the tables of their charts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from gdcore.crowd import NEVER
from gdcore.descent import Path, sweep
from pages.parts.room.descent import Descents
from pages.ui.language import remembered
from pages.ui.room.signs import sign
from pages.ui.tables.descent import path_columns, points_table, shown_steps
from pages.ui.terrain.ground import AXES
from pages.ui.text import number

ROWS = 9_000  # of all phones together: what is sent to the lecturer's browser stays below 300 KB
FEWEST, MOST = 20, 300  # frames
DEEPEST, HIGHEST = 1e-8, 30.0  # of the first loss: the ends of the axis
CURVES, POINTS = 4, 60  # rules that get a curve, and its rates
LEADERS = 3


@remembered(8)
def tables_of(made: Descents) -> "Tables":
    """Return the tables of the room's descents; they are made once."""
    return Tables(made)


class Tables:
    """The tables, by the names the charts know them by."""

    def __init__(self, made: Descents) -> None:
        self.made = made
        frames = min(MOST, max(FEWEST, ROWS // len(made.places)))
        self.shown = shown_steps(made.settings.steps, frames)
        self.names = tuple(str(place) for place in made.places)
        self.signs = tuple(sign(place) for place in made.places)

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The ends of the losses' axis, above the lowest minimum where one is known."""
        above = self.made.above
        first = float(np.nanmax(above[0])) or 1.0
        every = np.concatenate([above.ravel(), *(losses for _, losses in self.swept)])
        finite = every[np.isfinite(every)]
        if self.made.ground.floor is None:
            return float(finite.min()), float(max(finite.min() + 1e-9, first + (first - finite.min())))
        least = float(finite[finite > 0].min(initial=first))
        return max(min(least, first / 10), first * DEEPEST), first * HIGHEST

    @cached_property
    def swept(self) -> list[tuple[Any, Any]]:
        """The core's own sweep over the rates, for the rules that most have chosen: rates and losses of each."""
        if self.made.settings.choose == "start":
            return []
        settings = self.made.settings
        rates = np.geomspace(self.made.rates.min() / 2, self.made.rates.max() * 2, POINTS)
        kinds = Counter(_at_rate(rule, 1.0) for rule in self.made.rules)
        return [
            (rates, sweep(self.made.ground.objective, partial(_at_rate, kind), rates, (settings.x, settings.y),
                          settings.steps) - (self.made.ground.floor or 0.0))
            for kind, _ in kinds.most_common(CURVES)
        ]  # fmt: skip

    @cached_property
    def path(self) -> Any:
        """Return a row a phone and frame: where it is, and its loss; what has none waits at the axis's end."""
        low, high = self.ends
        nothing: dict[str, Any] = {"states": {}, "verdict": None}
        parts = []
        for i, name in enumerate(self.names):
            thetas, losses = self.made.crowd.thetas[:, i], self.made.crowd.losses[:, i]
            one = Path(thetas, losses, np.zeros_like(thetas), **nothing)
            columns = path_columns(one, self.shown, AXES, self.made.box)
            height = np.clip(np.nan_to_num(self.made.above[self.shown, i], nan=high, posinf=high), low, high)
            parts.append(
                pd.DataFrame(
                    {
                        "run": name,
                        "frame": columns["frame"],
                        "at_across": columns["at_across"],
                        "at_up": columns["at_up"],
                        "loss": height.astype(np.float32),
                        "chosen": np.float32(self.chosen[i]),
                    }
                )
            )
        table = pd.concat(parts, ignore_index=True)
        table["run"] = pd.Categorical(table["run"], categories=list(self.names))
        return table

    @property
    def chosen(self) -> Any:
        """What stands across: each phone's rate, or where it starts."""
        return self.made.across if self.made.settings.choose == "start" else self.made.rates

    @cached_property
    def curve(self) -> Any:
        """Return the sweep as a table: chosen, loss, kind."""
        low, high = self.ends
        parts = [
            points_table({"chosen": rates, "loss": np.clip(np.nan_to_num(losses, nan=high, posinf=high), low, high),
                          "kind": np.full(len(rates), k, dtype=np.int8)})
            for k, (rates, losses) in enumerate(self.swept)
        ]  # fmt: skip
        return pd.concat(parts) if parts else pd.DataFrame({"chosen": [], "loss": [], "kind": []})

    @cached_property
    def top(self) -> Any:
        """Return the leaders of each frame: frame, rank, run, name."""
        rows = []
        for frame, step in enumerate(self.shown.tolist()):
            for rank, i in enumerate(self.made.order(step)[:LEADERS]):
                height = self.made.above[step, i]
                arrived = NEVER < self.made.arrived[i] <= step
                rows.append((frame, rank, self.names[i], self.signs[i].name, float(self.made.arrived[i]) if arrived
                             else np.nan, float(height) if np.isfinite(height) else np.nan))  # fmt: skip
        table = pd.DataFrame(rows, columns=["frame", "rank", "run", "name", "arrived", "loss"])
        return table.astype({"run": "category", "name": "category", "frame": np.int16, "rank": np.int8})

    @cached_property
    def spoken(self) -> dict[str, list[str]]:
        """Return what the transport bar writes at each frame: the step, and how many arrived, go on, and left."""
        made = self.made
        counts = []
        for step in self.shown.tolist():
            there = (made.arrived != NEVER) & (made.arrived <= step)
            left = made.out[step] & ~there
            counts.append((int(there.sum()), int((~there & ~left).sum()), int(left.sum())))
        names = ("arrived", "going", "gone")
        found = {name: [number(row[k]) for row in counts] for k, name in enumerate(names)}
        return {"step": [number(k) for k in self.shown.tolist()]} | found


def trained_tables(chosen: Mapping[int, tuple[float, int]], told: Mapping[str, Any]) -> dict[str, Any]:
    """Tabulate what the room's networks reached: "dots" (run, rate, accuracy) and "curve" (rate, accuracy)."""
    rows = [(str(place), rate, told[str(place)]["accuracy"]) for place, (rate, _) in chosen.items()
            if str(place) in told]  # fmt: skip
    curve = told.get("own", {}).get("curve", [])
    return {
        "dots": pd.DataFrame(rows, columns=["run", "rate", "accuracy"]),
        "curve": pd.DataFrame(curve, columns=["rate", "accuracy"]),
    }


def _at_rate(rule: Any, rate: Any) -> Any:
    """Return a rule with another rate."""
    return replace(rule, learning_rate=rate)
