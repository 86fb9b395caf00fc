"""What stands below the fold of the race's page, one view at a time."""

import functools
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from gdcore.basins import STEPS, Summary, basin_map, summary
from gdcore.minima import lowest
from gdcore.schedules import CONSTANT
from gdcore.stability import critical_rate
from gdcore.surroundings import largest_curvature
from pages.parts.race import charts, mistake, panel, run, tables, words
from pages.parts.race.anatomy import view as anatomy
from pages.parts.race.panel import PAGE
from pages.parts.race.program import program
from pages.parts.race.run import RaceRun
from pages.parts.race.settings import RaceSettings
from pages.parts.race.standings import race_csv
from pages.ui.charts import basins as basin_charts
from pages.ui.controls.settings import Controls
from pages.ui.keeping import kept
from pages.ui.play import repeat as take_away
from pages.ui.play.played_chart import clicked, draw
from pages.ui.tables.basins import methods_table
from pages.ui.tables.descent import points_table
from pages.ui.terrain import methods
from pages.ui.terrain.ground import Ground
from pages.ui.terrain.options import OWN
from pages.ui.text import number, t

ACROSS, UP = 40, 25  # starts
DEEPEST, HIGHEST = 1e-9, 1e3  # of the first loss: how far the sweep's axis reaches


def show(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """Draw the chosen view."""
    VIEWS[controls.settings.view](controls, live, dark)


def verdicts(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """What became of each method, by its rank at the end."""
    made = tables.tables_of(live, controls.settings.rank, controls.settings.finish)
    rows = words.final_order(made)
    finish = [made.finished[method] for method in rows]
    st.table(
        {
            t("method"): [methods.named(method) for method in rows],
            t("learning rate η"): [number(float(live.rules[method].learning_rate)) for method in rows],
            t("loss"): [words.short(float(live.paths[method].losses[-1])) for method in rows],
            t("distance"): [words.short(float(live.distances(method)[-1])) for method in rows],
            t("finish"): ["–" if step == tables.NEVER else number(step) for step in finish],
            t("what became of it"): [words.outcome(live, method) for method in rows],
        }
    )
    st.caption(
        t(
            "All start at the same point and take as many steps, a gradient each. The finish is the first step whose "
            "loss is at most {line}.",
            line=_line(controls, live),
        )
    )


def _line(controls: Controls[RaceSettings], live: RaceRun) -> str:
    line = number(controls.settings.finish)
    return line if live.ground.floor is None else t("{line} above the minimum", line=line)


def update(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """The parts of one method's step, at the step of the frame."""
    controls.draw("method")
    method = controls.settings.method
    one = live if method in live.paths else run.run(replace(controls.settings, methods=(method,)))
    label = methods.named(method)
    anatomy.show(PAGE, one.rules[method], one.paths[method], label, dark, tables.MOST_FRAMES, one.schedule)


def sweep(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """The loss at the end against the learning rate, for every method."""
    tuning = run.tuned(live.settings)
    floor = live.ground.floor
    losses = tuning.losses - (floor or 0.0)
    kept = np.isfinite(losses) & (losses > 0 if floor is not None else True)
    rules = list(live.rules)
    swept = _rows(rules, tuning.rates, losses, kept)
    at = [float(rule.learning_rate) for rule in live.rules.values()]
    ends = np.array([live.above(method)[-1] for method in rules])
    marks = points_table({"run": rules, "rate": at, "loss": np.where(np.isfinite(ends), ends, np.nan)})
    first = float(live.paths[rules[0]].losses[0] - (floor or 0.0)) or 1.0
    least = float(losses[kept].min(initial=first))
    axis = (max(least, first * DEEPEST), first * HIGHEST) if floor is not None else (least, max(first, least + 1))
    limits = _limits(live)
    spec = charts.sweep(live.settings.steps, methods.looks(rules, dark), axis, floor is not None, dark)
    draw(st, PAGE, "sweep", spec,
         {"sweep": swept, "marks": marks, "limits": limits},
         t("The loss after the last step against the learning rate, for every method"), height=440,
         on_select=lambda: _take_rate(controls, live))  # fmt: skip
    st.caption(
        t(
            "A dot is the method's present rate; a click on a line takes its rate. Dotted: where theory says that a "
            "method is no longer stable at the lowest minimum, 2/λmax for gradient descent, 2(1 + β)/λmax for "
            "Momentum, 2(1 + β)/((1 + 2β) λmax) for Nesterov; the methods that scale their steps have no such limit."
        )
    )


def _rows(rules: list[str], rates: Any, losses: Any, kept: Any) -> Any:
    which, column = np.nonzero(kept)
    return points_table({"run": [rules[k] for k in which], "rate": rates[column], "loss": losses[kept]})


def _limits(live: RaceRun) -> Any:
    """Tabulate the largest stable rates, at the lowest known minimum."""
    found: dict[str, float] = {}
    if live.ground.minima:
        steepest = largest_curvature(live.ground.objective, np.array(live.ground.minima[0][:2]))
        limits = {method: critical_rate(rule, steepest) for method, rule in live.rules.items()}
        found = {method: limit for method, limit in limits.items() if limit is not None}
    return points_table({"run": list(found), "rate": list(found.values())})


def _take_rate(controls: Controls[RaceSettings], live: RaceRun) -> None:
    point: dict[str, Any] | None = clicked(PAGE, "sweep", "rate")
    if point and point["run"] in live.rules:
        panel.take_rates(controls, live, **{f"{point['run']}_learning_rate": float(f"{point['rate']:.3g}")})


def starts(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """From how many starts each method reaches the global minimum, and in how many steps."""
    if not live.ground.minima:
        st.info(t("No minimum was found in this picture, so there is none to reach."))
        return
    rules: dict[str, Any] = dict(live.rules)
    counted = {method: across(live.ground, rule) for method, rule in rules.items()}
    names = tuple(methods.named(method) for method in counted)
    table = methods_table({methods.named(method): counts for method, counts in counted.items()})
    colours = methods.looks(counted, dark).colours
    left, right = st.columns(2)
    height = max(90 + 52 * len(names), 340)
    draw(left, PAGE, "starts", basin_charts.across_starts(names, colours, dark), {"methods": table},
         t("From how many starts each method reaches the global minimum"), height=height)  # fmt: skip
    draw(right, PAGE, "taken", basin_charts.steps_across_starts(names, colours, dark), {"methods": table},
         t("How many steps each method takes to the global minimum"), height=height)  # fmt: skip
    st.caption(
        t(
            "{n} starts all over the picture, {steps} exact steps each, at the rates of this race. Reached means "
            "within 0.001 and at rest: a method that swings about a minimum has not reached it, and the decay of "
            "AdamW moves the place where it rests.",
            n=number(ACROSS * UP),
            steps=number(STEPS),
        )
    )
    if live.schedule != CONSTANT:
        st.caption(t("The starts are counted at constant rates, without the schedule."))


@kept(64)
def across(ground: Ground, rule: Any) -> Summary:
    """Count the starts that reach the global minimum; the same count is made once for all visitors."""
    coarse = 2 if ground.name == OWN else 1  # a typed function's gradient takes four evaluations
    places = [point[:2] for point in ground.minima]
    found = basin_map(ground.objective, rule, places, ground.box, ACROSS // coarse, UP // coarse, STEPS)
    return summary(found, lowest(ground.minima))


def repeat(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """The race as Python, and as a table to take away."""
    take_away.show(PAGE, program(live), functools.partial(race_csv, live.paths, ("x", "y")))


VIEWS = {"verdicts": verdicts, "anatomy": update, "sweep": sweep, "starts": starts,
         "mistake": mistake.show, "repeat": repeat}  # fmt: skip
