"""The charts of a contest (`frames.contest` has their tables). The standings beside them are their legend."""

from typing import Any, NamedTuple

import altair as alt

from pages.ui.charts.house import INK, METHODS, Dash, Spec, finish, numbered
from pages.ui.charts.training import level, lines_of, update_axis
from pages.ui.language import remembered
from pages.ui.text import t

BALL = 8  # px, half of one and its edge
HIGHEST = 4.0  # nats; a uniform guess costs 2.3. A line above leaves the picture
LOSS_TICKS = [digit * 10.0**tens for tens in range(-9, 1) for digit in (1, 2, 5)]
WRONG_TICKS = [0.9, 0.5, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.001]


class Look(NamedTuple):
    """A contender's line: its name in the table, its colour and its dash."""

    name: str
    colour: str
    dash: Dash


def look_of(name: str, method: str, dark: bool) -> Look:
    """Return the look of a contender, which is its method's on every page."""
    light_colour, dark_colour, dash = METHODS.get(method, (INK[False], INK[True], (1, 0)))
    return Look(name, dark_colour if dark else light_colour, dash)


@remembered(32)
def loss(end: int, looks: tuple[Look, ...], mean_of: int, dark: bool) -> Spec:
    """Draw the running mean of every contender's loss on a logarithmic axis (`frames.loss_table`).

    Args:
        end: the last update the axis has room for.
        looks: of the contenders.
        mean_of: updates in the running mean, to be named.
        dark: whether the theme is dark.
    """
    y = alt.Y("value:Q", title=t("loss (nats), mean of last {n}", n=mean_of),
              scale=alt.Scale(type="log", nice=False, domainMax=HIGHEST),
              axis=numbered(values=LOSS_TICKS, format="~g"))  # fmt: skip
    layers = [*level("nothing", t("uniform guess: ln 10 = 2.303"), dark), _floor(), *_curves(looks)]
    return finish(alt.layer(*layers).encode(x=_updates(end), y=y), dark)


@remembered(32)
def accuracy(end: int, looks: tuple[Look, ...], dark: bool) -> Spec:
    """Draw every contender's test accuracy, and the line of guessing (`frames.wrong_table`).

    The axis is logarithmic in the share of wrong answers, so that 90 and 95 % are as far apart as 80 and 90 %: the same
    share of the mistakes is gone.

    Args:
        end: the last update the axis has room for.
        looks: of the contenders.
        dark: whether the theme is dark.
    """
    y = alt.Y("value:Q", title=t("right answers, test images"),
              scale=alt.Scale(type="log", nice=False, domainMax=1, reverse=True),
              axis=alt.Axis(values=WRONG_TICKS, labelExpr="format(1 - datum.value, '~%')"))  # fmt: skip
    points = lines_of(*(look.name for look in looks)).mark_point(filled=True, size=45, opacity=1, clip=True)
    layers = [
        *level("guessing", t("guessing: 10 %"), dark),
        _floor(),
        *_curves(looks),
        points.encode(color=_colour(looks)),
    ]
    return finish(alt.layer(*layers).encode(x=_updates(end), y=y), dark)


def _updates(end: int) -> alt.X:
    """Count updates with room for a ball at either end; where it stuck out, the chart would change its size."""
    return update_axis(end).scale(domain=[0, end], nice=False, padding=BALL)


def _floor() -> alt.Chart:
    """Let the axis reach down to the floor without drawing it."""
    return lines_of("floor").mark_point(opacity=0, tooltip=None)


def _curves(looks: tuple[Look, ...]) -> list[alt.Chart]:
    """Draw a line a contender, and a ball at its head."""
    lines = lines_of(*(look.name for look in looks))
    dash = alt.StrokeDash("line:N", legend=None, scale=_scale(looks, [list(look.dash) for look in looks]))
    return [
        lines.mark_line(strokeWidth=3, clip=True, tooltip=None).encode(color=_colour(looks), strokeDash=dash),
        lines.transform_filter("datum.note == 'head'")
        .mark_point(filled=True, size=150, opacity=1, clip=True)
        .encode(color=_colour(looks)),
    ]


def _colour(looks: tuple[Look, ...]) -> alt.Color:
    return alt.Color("line:N", legend=None, scale=_scale(looks, [look.colour for look in looks]))


def _scale(looks: tuple[Look, ...], to: list[Any]) -> alt.Scale:
    return alt.Scale(domain=[look.name for look in looks], range=to)
