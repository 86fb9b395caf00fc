"""The charts of a descent that is played: every one has the parameter `frame`, and the transport bar moves it.

Their tables are named: "path" has a row a frame (`tables.descent.path_table`); each function says what else it takes.
"""

import math
from typing import Any, NamedTuple

import altair as alt

from pages.ui.box import Box
from pages.ui.charts import guesses
from pages.ui.charts.dragged import click_grid as click_grid  # the charts of the parts ask here for it
from pages.ui.charts.dragged import followers
from pages.ui.charts.gone import gone
from pages.ui.charts.hidden import ends_of_what_was_played
from pages.ui.charts.house import (
    BLUE,
    FRAME,
    INK,
    LABEL,
    PATH,
    QUIET,
    TOLD,
    VERMILION,
    Spec,
    finish,
    grown,
    numbered,
    rows,
)
from pages.ui.charts.house import PAPER as PAPER  # the charts of the parts ask here for it
from pages.ui.language import remembered
from pages.ui.pictures.contour import Contour
from pages.ui.text import t

DOTTED = 60  # frames at the beginning whose steps are dots as well
UPRIGHT = {"y": alt.value(0), "y2": alt.value("height")}
# Lines go from row to row as they come. Else Vega-Lite sorts them from left to right, and asks of each row whether
# it is a number, in every frame anew.
LINE: dict[str, Any] = {"order": None, "invalid": None, "clip": True}
# The rows of the present block come in another order when the frame leaps; they are few, and are sorted.
SORTED: dict[str, Any] = {"invalid": None, "clip": True}
BY_FRAME: dict[str, Any] = {"order": alt.Order("frame:Q")}
AT: dict[str, Any] = {"x": "at_across:Q", "y": "at_up:Q"}
# A filter that depends on the frame has every row it lets through drawn anew. So the path so far is drawn in two
# parts: whole blocks of frames, which change once a block, and the few frames of the present block.
FRAMES = 25  # in a block
# Likewise an axis that is found from the rows of the moment; these ends are found from all rows, once.
LOWEST, HIGHEST = alt.expr("lowest"), alt.expr("highest")
DEEPEST = 1e-8  # of the first loss: how far down a logarithmic axis reaches
BLOCK = alt.param(name="block", expr=f"floor(frame / {FRAMES})")


def past(rows: alt.Chart) -> alt.Chart:
    """Keep the rows of the blocks before the present one."""
    return rows.transform_filter(f"datum.frame <= block * {FRAMES}")


def recent(rows: alt.Chart) -> alt.Chart:
    """Keep the rows of the present block, up to the frame."""
    return _present_block(rows).transform_filter("datum.frame <= frame")


def here(rows: alt.Chart) -> alt.Chart:
    """Keep the rows of the frame."""
    return _present_block(rows).transform_filter("datum.frame == frame")


def _present_block(rows: alt.Chart) -> alt.Chart:
    return rows.transform_filter(f"datum.frame >= block * {FRAMES} && datum.frame <= (block + 1) * {FRAMES}")


Points = tuple[tuple[float, ...], ...]  # across, up; and a third number for a minimum that is only a local one


class Runs(NamedTuple):
    """How the runs of a chart are told apart: by the column `run` of "path", each with a colour and a dash."""

    names: tuple[str, ...]
    colours: tuple[str, ...]
    dashes: tuple[tuple[int, ...], ...]

    def look(self) -> dict[str, Any]:
        """Return the encodings of a line of each run."""
        dashes = alt.Scale(domain=list(self.names), range=[list(dash) for dash in self.dashes])
        return {**self.colour(), "strokeDash": alt.StrokeDash("run:N", legend=None, scale=dashes)}

    def colour(self) -> dict[str, Any]:
        """Return the encoding of a point of each run."""
        scale = alt.Scale(domain=list(self.names), range=list(self.colours))
        return {"color": alt.Color("run:N", legend=None, scale=scale)}


def one_run(dark: bool) -> Runs:
    """Return the look of a run that is alone, named ""."""
    return Runs(("",), (INK[dark],), ((1, 0),))


def played(spec: Spec) -> Spec:
    """Spare a browser what would be done anew for every mark of every frame: a tooltip, and words for a screen reader.

    The chart as a whole has its words, and the transport bar says the numbers. A canvas takes it less time than a
    drawing of many elements.
    """
    quiet = {"mark": {"tooltip": None, "aria": False}, "aria": False}
    return spec | {"config": spec["config"] | quiet, "usermeta": {"embedOptions": {"renderer": "canvas"}}}


def _fixed(name: str, title: str, domain: tuple[float, float], axis: type) -> Any:
    return axis(f"{name}:Q", title=title, scale=alt.Scale(domain=list(domain), nice=False), axis=numbered(
        grid=False, tickCount=6))  # fmt: skip


@remembered(32)
def contour(
    picture: Contour,
    minima: Points,
    titles: tuple[str, str],
    runs: Runs,
    arrows: bool,
    dark: bool,
    field: bool = False,
    guessed: bool = False,
    affine: bool = False,
) -> Spec:
    """Draw paths upon the bands of their loss; a click or a drag chooses a start.

    Args:
        picture: the bands.
        minima: of the loss, across and up.
        titles: of the axes, across and up.
        runs: whose paths.
        arrows: whether to draw minus the gradient, and the step that is taken.
        dark: whether the theme is dark.
        field: whether to draw minus the gradient all over the picture, from a table "field" (`tables.descent`).
        guessed: whether to mark the place that was guessed, from a table "guess" (across, up).
        affine: whether the path follows a drag as well, from a table "affine" (`dragged.followers`).
    """
    paper, look, colour = PAPER[dark], runs.look(), runs.colour()
    whole = alt.Chart(PATH).transform_filter("isValid(datum.at_across)")
    dots = whole.transform_filter(f"datum.frame < {DOTTED}")
    edge: dict[str, Any] = {"stroke": paper, "filled": True, "opacity": 1, "clip": True}
    layers = [
        *ground_of(picture, minima, dark),
        click_grid(picture.box, held=True),
        *([_field(dark)] if field else []),
        whole.mark_line(strokeWidth=2, opacity=alt.expr("0.3 * told"), **LINE).encode(**colour, **AT),
        *(
            [dots.mark_point(size=14, filled=True, opacity=alt.expr("0.4 * told"), clip=True).encode(**colour)]
            if arrows
            else []
        ),
        past(whole).mark_line(strokeWidth=6, color=paper, **LINE).encode(detail="run:N", **AT),
        recent(whole).mark_line(strokeWidth=6, color=paper, **SORTED).encode(detail="run:N", **AT, **BY_FRAME),
        past(whole).mark_line(strokeWidth=3, **LINE).encode(**look, **AT),
        recent(whole).mark_line(strokeWidth=3, **SORTED).encode(**look, **AT, **BY_FRAME),
        *(_arrow("downhill", VERMILION[dark], paper, dash=[8, 4]) if arrows else []),
        *(_arrow("next", BLUE[dark], paper) if arrows else []),
        here(alt.Chart(PATH)).mark_point(size=170, strokeWidth=2, **edge).encode(**colour),
        *gone(here(alt.Chart(PATH)), colour, arrows, dark),
        *followers(INK[dark], paper, affine),
        *(guesses.marked(INK[dark], paper) if guessed else []),
    ]
    return played(finish(on_picture(layers, picture.box, titles).add_params(FRAME, BLOCK, TOLD), dark))


@remembered(8)
def still(picture: Contour, minima: Points, titles: tuple[str, str], dark: bool) -> Spec:
    """Draw a whole path upon the bands of a loss, without a frame (arguments as `contour`)."""
    ink, paper = INK[dark], PAPER[dark]
    path = alt.Chart(PATH).transform_filter("isValid(datum.at_across)")
    layers = [
        *ground_of(picture, minima, dark),
        path.mark_line(strokeWidth=6, color=paper, opacity=0.8, **LINE).encode(**AT),
        path.mark_line(strokeWidth=3, color=VERMILION[dark], **LINE).encode(**AT),
        path.mark_point(filled=True, size=70, opacity=1, color=VERMILION[dark], stroke=paper, clip=True),
        path.transform_filter("datum.frame == 0").mark_point(filled=True, size=170, opacity=1, color=ink, clip=True),
    ]
    return finish(on_picture(layers, picture.box, titles), dark)


def ground_of(picture: Contour, minima: Points, dark: bool) -> list[alt.Chart]:
    """Lay the bands, their levels and the minima under what follows."""
    levels = alt.Chart(rows(label._asdict() for label in picture.labels))
    known = alt.Chart(rows({"across": across, "up": up, "local": bool(only)} for across, up, *only in minima))
    text = levels.mark_text(color=INK[dark], fontSize=grown(LABEL), clip=True)
    look: dict[str, Any] = {"filled": True, "opacity": 1, "clip": True, "color": "#F0C93A", "stroke": "#16202B"}
    return [
        _image(picture.image),
        text.encode(text="text:N"),
        known.transform_filter("!datum.local").mark_point(shape=STAR, size=260, strokeWidth=1.5, **look),
        known.transform_filter("datum.local").mark_point(shape="diamond", size=130, strokeWidth=1.5, **look),
    ]


def on_picture(layers: list[alt.Chart], box: Box, titles: tuple[str, str]) -> alt.LayerChart:
    x, y = _fixed("across", titles[0], box.across, alt.X), _fixed("up", titles[1], box.up, alt.Y)
    return alt.layer(*layers).encode(x=x, y=y)


STAR = "M0,-1L0.23,-0.32L0.95,-0.31L0.37,0.12L0.59,0.81L0,0.4L-0.59,0.81L-0.37,0.12L-0.95,-0.31L-0.23,-0.32Z"


def _image(address: str) -> alt.Chart:
    whole: dict[str, Any] = {"width": alt.expr("width"), "height": alt.expr("height"), "aspect": False}
    mark = alt.Chart(alt.sequence(0, 1)).mark_image(url=address, align="left", baseline="top", **whole)
    return mark.encode(x=alt.value(0), y=alt.value(0))


def _arrow(to: str, colour: str, edge: str, dash: list[int] | None = None) -> list[alt.Chart]:
    """Draw an arrow from the present point to its columns `{to}_across` and `{to}_up`."""
    now = here(alt.Chart(PATH)).transform_filter(f"isValid(datum.{to}_across)")
    tip = {"x2": f"{to}_across:Q", "y2": f"{to}_up:Q"}
    return [
        now.mark_rule(strokeWidth=7, color=edge, opacity=0.8, clip=True).encode(**tip),
        now.mark_rule(strokeWidth=4, color=colour, clip=True, strokeDash=dash or [1, 0]).encode(**tip),
        now.mark_point(
            shape="triangle", filled=True, size=220, opacity=1, color=colour, stroke=edge, strokeWidth=1, clip=True
        ).encode(x=alt.X(f"{to}_across:Q"), y=alt.Y(f"{to}_up:Q"), angle=_towards(to)),
    ]


def _towards(to: str) -> Any:
    """Return the angle, on the screen, from a row's point to its columns `{to}_across` and `{to}_up`."""
    down = f"scale('y', datum.{to}_up) - scale('y', datum.up)"
    right = f"scale('x', datum.{to}_across) - scale('x', datum.across)"
    return alt.value(alt.expr(f"90 + 180 / PI * atan2({down}, {right})"))


def _field(dark: bool) -> alt.Chart:
    arrows = alt.Chart(alt.NamedData("field")).mark_point(
        shape="arrow", filled=True, opacity=0.75, color=VERMILION[dark], clip=True
    )
    return arrows.encode(angle=_towards("to"), size=alt.Size("size:Q", scale=None, legend=None))


@remembered(16)
def loss(
    last_step: int, runs: Runs, dark: bool, title: str = "", logarithmic: bool = True, cut: float = math.inf
) -> Spec:
    """Draw the loss against the step (table "path").

    Args:
        last_step: the end of the axis.
        runs: whose losses.
        dark: whether the theme is dark.
        title: of the axis, where it is not just the loss.
        logarithmic: whether the axis is.
        cut: the end of the axis at most, in units of the first loss: a run that leaves would press all others flat.
    """
    whole = alt.Chart(PATH).transform_filter("isValid(datum.loss)")
    # A dot whose loss has no place on the axis waits at its end, and is not cut in half there.
    now = here(whole).transform_calculate(loss="clamp(datum.loss, lowest, highest)")
    layers = [
        whole.mark_line(strokeWidth=2, opacity=alt.expr("0.3 * told"), **LINE).encode(**runs.colour()),
        past(whole).mark_line(strokeWidth=3, **LINE).encode(**runs.look()),
        recent(whole).mark_line(strokeWidth=3, **SORTED).encode(**runs.look(), **BY_FRAME),
        now.mark_rule(strokeWidth=2, strokeDash=[4, 4], color=QUIET[dark]).encode(**UPRIGHT),
        now.mark_point(filled=True, size=170, opacity=1).encode(**runs.colour()),
    ]
    # The numbers of the axis grow when a lesson tells its outcome; the picture is not laid out again for that.
    chart = alt.layer(*layers).encode(
        x=alt.X("step:Q", title=t("step"), scale=alt.Scale(domain=[0, last_step], nice=False),
                axis=numbered(format=",d", tickCount=6, grid=False)),
        y=alt.Y("loss:Q", title=title or t("loss"), axis=numbered(tickCount=5, format="~g", minExtent=grown(62)),
                scale=alt.Scale(type="log" if logarithmic else "linear", nice=False, domain=[LOWEST, HIGHEST])),
    )  # fmt: skip
    ends = "extent(pluck(data('path'), 'loss'))"
    # At least a decade: a loss that falls by a millionth shall look flat. And not so many that a run which has long
    # arrived presses all others flat.
    deepest = f"{DEEPEST} * (data('path')[0].loss || 0)"
    least = f"max(min({ends}[0], {ends}[1] / 10), {deepest})" if logarithmic else f"{ends}[0]"
    most = f"{ends}[1]" if math.isinf(cut) else f"min({ends}[1], {cut} * data('path')[0].loss || 1)"
    low, high = ends_of_what_was_played(len(runs.names)) if logarithmic else ("bottom", "top")
    high = high if math.isinf(cut) else f"min({high}, {cut} * (data('path')[0].loss || 1))"
    extent = [
        alt.param(name="bottom", expr=f"{least} || 0.1"),
        alt.param(name="top", expr=f"{most} || 1"),
        alt.param(name="lowest", expr=f"told ? bottom : {low}"),
        alt.param(name="highest", expr=f"told ? top : {high}"),
    ]
    return played(finish(chart.add_params(FRAME, BLOCK, TOLD, *extent), dark))
