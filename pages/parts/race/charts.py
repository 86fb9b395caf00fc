"""The charts of the race: the standings of the frame, and the sweep over learning rates."""

from json import dumps
from typing import Any

import altair as alt

from pages.ui.charts.descent import BLOCK, Runs, here, played
from pages.ui.charts.house import FRAME, INK, LABEL, QUIET, TOLD, Spec, finish, folded, numbered, written
from pages.ui.language import remembered
from pages.ui.text import plural, t

STANDINGS = alt.NamedData("standings")
# Where the columns stand, as shares of the width: name, loss, distance, finish (the last three end there).
SWATCH, NAME, LOSS, DISTANCE, FINISH = 30, 42, 0.6, 0.8, 1.0
HEAD = 9  # px from the top


@remembered(16)
def standings(runs: Runs, labels: tuple[str, ...], minima_known: bool, dark: bool) -> Spec:
    """Draw who stands where at the frame, each in a line of its own (table "standings").

    Args:
        runs: the methods.
        labels: what each is called.
        minima_known: whether there is a distance to the nearest minimum to write.
        dark: whether the theme is dark.
    """
    ink, quiet = INK[dark], QUIET[dark]
    names = alt.Chart(STANDINGS)
    now = here(names)
    called = " ".join(
        f"datum.run == {dumps(run)} ? {dumps(label)} :" for run, label in zip(runs.names, labels, strict=True)
    )
    now = now.transform_calculate(
        place="datum.rank + 1",
        called=f"{called} ''",
        height=_written("loss"),
        away=_written("distance") if minima_known else "''",
        there=f"!told ? '' : datum.out ? {dumps(t('left'))} : datum.finish < 0 ? '–' : format(datum.finish, ',d')",
    )
    y = alt.Y("rank:Q", axis=None, scale=alt.Scale(domain=[-1.5, len(runs.names) - 0.4], reverse=True, nice=False))
    text: dict[str, Any] = {"fontSize": LABEL + 1, "color": ink, "baseline": "middle"}
    swatch = now.mark_rule(strokeWidth=5).encode(x=alt.value(0), x2=alt.value(SWATCH), **runs.look())
    layers = [
        swatch,
        now.mark_text(align="left", fontWeight="bold", **text).encode(x=alt.value(NAME), text="called:N"),
        *(
            now.mark_text(align="right", **text).encode(x=_at(share), text=f"{column}:N")
            for share, column in ((LOSS, "height"), (DISTANCE, "away"), (FINISH, "there"))
        ),
    ]
    heads = ((LOSS, t("loss")), (DISTANCE, t("distance") if minima_known else ""), (FINISH, t("finish")))
    title: dict[str, Any] = {"fontSize": LABEL, "color": quiet, "baseline": "middle"}
    for share, head in heads:
        one = alt.Chart(alt.sequence(0, 1)).mark_text(align="right", text=head, **title)
        layers.append(one.encode(x=_at(share), y=alt.value(HEAD)))
    layers.append(
        alt.Chart(alt.sequence(0, 1)).mark_text(align="left", text=t("method"), **title)
        .encode(x=alt.value(NAME), y=alt.value(HEAD))
    )  # fmt: skip
    chart = alt.layer(*layers).encode(y=y)
    return played(finish(chart.add_params(FRAME, BLOCK, TOLD), dark))


def _at(share: float) -> Any:
    return alt.value(alt.expr(f"{share} * width"))


def _written(column: str) -> str:
    value = f"datum.{column}"
    return f"isValid({value}) ? abs({value}) < 0.001 ? ({written(value, 2)}) : ({written(value, 3)}) : '∞'"


@remembered(16)
def sweep(steps: int, runs: Runs, losses: tuple[float, float], logarithmic: bool, dark: bool) -> Spec:
    """Draw the loss after so many steps against the learning rate, a line a method; a click takes a rate.

    Tables: "sweep" (run, rate, loss), "marks" (run, rate: the present ones) and "limits" (run, rate: where a method
    is no longer stable).

    Args:
        steps: how many, to be named.
        runs: the methods.
        losses: the ends of the axis; what lies beyond is cut off.
        logarithmic: whether the losses are above a known minimum, on a logarithmic axis.
        dark: whether the theme is dark.
    """
    swept, marks, limits = (alt.Chart(alt.NamedData(name)) for name in ("sweep", "marks", "limits"))
    clicked = alt.selection_point(name="rate", fields=["run", "rate"], nearest=True, on="click", clear=False)
    ends = list(losses)
    layers = [
        limits.mark_rule(strokeWidth=2, opacity=0.8).encode(
            y=alt.value(0), y2=alt.value("height"), **runs.colour(), strokeDash=alt.value([2, 4])
        ),
        swept.mark_line(strokeWidth=3, clip=True, order=None).encode(**runs.look()),
        marks.mark_point(size=190, filled=True, opacity=1, clip=True, stroke=INK[not dark], strokeWidth=2).encode(
            **runs.colour()
        ),
        swept.mark_point(size=160, opacity=0, tooltip=None, clip=True).encode(detail="run:N").add_params(clicked),
    ]
    title = (
        plural(steps, one="loss above the minimum after {n} step", other="loss above the minimum after {n} steps")
        if logarithmic
        else plural(steps, one="loss after {n} step", other="loss after {n} steps")
    )
    scale = alt.Scale(type="log", domain=ends, nice=False) if logarithmic else alt.Scale(domain=ends, nice=False)
    chart = alt.layer(*layers).encode(
        x=alt.X("rate:Q", title=t("learning rate η"), scale=alt.Scale(type="log", nice=False),
                axis=numbered(format="~g", grid=False, tickCount=6)),
        y=alt.Y("loss:Q", title=folded(title), scale=scale, axis=numbered(tickCount=5, format="~g")),
    )  # fmt: skip
    return finish(chart, dark)
