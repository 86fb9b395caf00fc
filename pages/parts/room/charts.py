"""The charts of a room that descends: all paths on one contour, the leaders, and the loss against what was chosen."""

from json import dumps
from typing import Any

import altair as alt

from pages.ui.charts.descent import (
    AT,
    BLOCK,
    BY_FRAME,
    LINE,
    PAPER,
    SORTED,
    Points,
    ground_of,
    here,
    on_picture,
    past,
    played,
)
from pages.ui.charts.descent import recent as of_the_block
from pages.ui.charts.house import FRAME, INK, LABEL, PATH, QUIET, TOLD, Spec, finish, numbered, written
from pages.ui.language import remembered
from pages.ui.pictures.contour import Contour
from pages.ui.room.signs import Sign
from pages.ui.text import plural, t

TOP = alt.NamedData("top")
Signs = tuple[Sign, ...]


def _marked(names: tuple[str, ...], signs: Signs, dark: bool) -> dict[str, Any]:
    shapes = alt.Scale(domain=list(names), range=[sign.path for sign in signs])
    return {**_coloured(names, signs, dark), "shape": alt.Shape("run:N", legend=None, scale=shapes)}


def _coloured(names: tuple[str, ...], signs: Signs, dark: bool) -> dict[str, Any]:
    colours = alt.Scale(domain=list(names), range=[sign.colours[dark] for sign in signs])
    return {"color": alt.Color("run:N", legend=None, scale=colours)}


@remembered(8)
def paths(picture: Contour, minima: Points, names: tuple[str, ...], signs: Signs, dark: bool) -> Spec:
    """Draw the path of every phone upon the bands (table "path": run, frame, at_across, at_up).

    Args:
        picture: the bands.
        minima: across and up.
        names: of the runs.
        signs: of the phones.
        dark: whether the theme is dark.
    """
    whole = alt.Chart(PATH).transform_filter("isValid(datum.at_across)")
    colour = _coloured(names, signs, dark)
    thin: dict[str, Any] = {"strokeWidth": 2, "opacity": 0.75}
    layers = [
        *ground_of(picture, minima, dark),
        past(whole).mark_line(**thin, **LINE).encode(**colour, **AT),
        of_the_block(whole).mark_line(**thin, **SORTED).encode(**colour, **AT, **BY_FRAME),
        here(whole).mark_point(filled=True, size=190, opacity=1, stroke=PAPER[dark], strokeWidth=1.5, clip=True)
        .encode(**_marked(names, signs, dark), **AT),
    ]  # fmt: skip
    return played(finish(on_picture(layers, picture.box, ("x", "y")).add_params(FRAME, BLOCK, TOLD), dark))


@remembered(8)
def surface(picture: Contour, minima: Points, dark: bool) -> Spec:
    """Draw the bands alone, with the start (table "start": across, up)."""
    start = alt.Chart(alt.NamedData("start")).mark_point(
        filled=True, size=320, opacity=1, color=INK[dark], stroke=PAPER[dark], strokeWidth=2, clip=True
    )
    return finish(on_picture([*ground_of(picture, minima, dark), start], picture.box, ("x", "y")), dark)


@remembered(8)
def chosen(
    names: tuple[str, ...], signs: Signs, last: int, steps: int, ends: tuple[float, float], rates: bool,
    above: bool, dark: bool,
) -> Spec:  # fmt: skip
    """Draw each phone's loss at the frame against what it chose, and after the last frame the core's own curve.

    Tables: "path" (run, frame, loss, chosen) and "curve" (chosen, loss, kind).

    Args:
        names: of the runs.
        signs: of the phones.
        last: the last frame.
        steps: how many, to be named.
        ends: of the losses' axis.
        rates: whether a rate was chosen, and not a start.
        above: whether the loss is that above a known minimum, on a logarithmic axis.
        dark: whether the theme is dark.
    """
    curve = alt.Chart(alt.NamedData("curve"))
    layers = [
        curve.mark_line(strokeWidth=3, color=QUIET[dark], opacity=alt.expr(f"frame >= {last} ? 0.9 : 0"), **LINE)
        .encode(detail="kind:N"),
        here(alt.Chart(PATH)).mark_point(filled=True, size=190, opacity=1, stroke=PAPER[dark], strokeWidth=1)
        .encode(**_marked(names, signs, dark)),
    ]  # fmt: skip
    title = plural(steps, one="loss above the minimum, {n} step", other="loss above the minimum, {n} steps")
    if not above:
        title = plural(steps, one="loss, {n} step", other="loss, {n} steps")
    across = alt.Scale(type="log" if rates else "linear", nice=False, padding=16, zero=False)
    x = alt.X("chosen:Q", title=t("learning rate η") if rates else t("start: x"),
              axis=numbered(grid=False, tickCount=5), scale=across)  # fmt: skip
    y = alt.Y("loss:Q", title=title, axis=numbered(tickCount=5),
              scale=alt.Scale(type="log" if above else "linear", domain=list(ends), nice=False))  # fmt: skip
    return played(finish(alt.layer(*layers).encode(x=x, y=y).add_params(FRAME, BLOCK), dark))


@remembered(8)
def leaders(names: tuple[str, ...], signs: Signs, dark: bool) -> Spec:
    """Draw the first three of the frame (table "top": frame, rank, run, name, arrived, loss)."""
    arrived, height = (f"({written(f'datum.{column}', 3)})" for column in ("arrived", "loss"))
    there = _filled(t("arrived at step {step}"), arrived)
    now = here(alt.Chart(TOP)).transform_calculate(
        said=f"isValid(datum.arrived) ? {there} : isValid(datum.loss) ? {height} : '∞'"
    )
    y = alt.Y("rank:Q", axis=None, scale=alt.Scale(domain=[-0.5, 2.5], reverse=True, nice=False))
    text: dict[str, Any] = {"align": "left", "baseline": "middle", "color": INK[dark]}
    layers = [
        now.mark_point(filled=True, size=700, opacity=1).encode(x=alt.value(24), **_marked(names, signs, dark)),
        now.mark_text(fontSize=LABEL + 3, fontWeight="bold", dy=-11, **text).encode(x=alt.value(52), text="name:N"),
        now.mark_text(fontSize=LABEL + 1, dy=11, **text).encode(x=alt.value(52), text="said:N"),
    ]
    return played(finish(alt.layer(*layers).encode(y=y).add_params(FRAME, BLOCK), dark))


@remembered(8)
def trained(names: tuple[str, ...], signs: Signs, dark: bool) -> Spec:
    """Draw each phone's test accuracy against its rate.

    Tables: "dots" (run, rate, accuracy) and "curve" (rate, accuracy), which is the core's own.
    """
    dots, curve = alt.Chart(alt.NamedData("dots")), alt.Chart(alt.NamedData("curve"))
    layers = [
        curve.mark_line(strokeWidth=3, color=QUIET[dark], clip=True),
        dots.mark_point(filled=True, size=260, opacity=1, stroke=PAPER[dark], strokeWidth=1.5, clip=True)
        .encode(**_marked(names, signs, dark)),
    ]  # fmt: skip
    x = alt.X("rate:Q", title=t("learning rate η"), axis=numbered(grid=False, tickCount=5),
              scale=alt.Scale(type="log", domain=[0.0007, 30], nice=False))  # fmt: skip
    y = alt.Y("accuracy:Q", title=t("test accuracy"), axis=alt.Axis(format=".0%", tickCount=5),
              scale=alt.Scale(domain=[0, 1]))  # fmt: skip
    return finish(alt.layer(*layers).encode(x=x, y=y), dark)


def _filled(sentence: str, value: str) -> str:
    """Return a Vega expression that fills a value into a sentence's place {step}."""
    return " + ".join([dumps(part) for part in sentence.split("{step}")]).replace(" + ", f" + {value} + ", 1)
