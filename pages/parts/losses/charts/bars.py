"""Bars a class: probabilities that can be dragged, what each image costs, a gradient; and a table of zeros and ones."""

from typing import Any, NamedTuple

import altair as alt

from pages.ui.charts.descent import BLOCK, PAPER, here, played
from pages.ui.charts.house import BLUE, FRAME, INK, LABEL, PATH, QUIET, Spec, finish, numbered
from pages.ui.language import remembered
from pages.ui.text import t

BARS, TARGETS, LEVELS = (alt.NamedData(name) for name in ("bars", "targets", "levels"))
PLACES = 100  # heights from 0 to 1 at which a dragged bar can rest
DRAG = "click, [pointerdown, window:pointerup] > pointermove"


class Look(NamedTuple):
    """How the kinds of a chart are told apart: by the column `kind`, each with a colour and a dash."""

    names: tuple[str, ...]
    colours: tuple[str, ...]
    dashes: tuple[tuple[int, ...], ...] = ()

    def colour(self, legend: bool = False) -> alt.Color:
        shown = alt.Legend() if legend else None
        return alt.Color("kind:N", legend=shown, scale=alt.Scale(domain=list(self.names), range=list(self.colours)))

    def dash(self, legend: bool = False) -> alt.StrokeDash:
        dashes = [list(dash) for dash in self.dashes or ((1, 0),) * len(self.names)]
        shown = alt.Legend() if legend else None
        return alt.StrokeDash("kind:N", legend=shown, scale=alt.Scale(domain=list(self.names), range=dashes))


@remembered(32)
def bars(
    look: Look,
    titles: tuple[str, str],
    up: tuple[float, float] | None,
    dark: bool,
    classes: int = 0,
    moving: bool = False,
    grouped: bool = False,
) -> Spec:
    """Draw a bar a class, with its number above.

    Tables: "bars" (cls, value, text, kind; with `moving` the table "path", and its frame), "targets" (cls, value) for
    dashed outlines, and "levels" (value, text, kind) for lines across.

    Args:
        look: of the kinds.
        titles: of the axes, across and up.
        up: the ends of the axis; None where the bars decide.
        dark: whether the theme is dark.
        classes: how many there are, where the bars can be dragged; else 0.
        moving: whether the bars follow the frame.
        grouped: whether the kinds stand side by side in every class, and are named by a legend.
    """
    ink = INK[dark]
    rows = here(alt.Chart(PATH)) if moving else alt.Chart(BARS)
    beside = {"xOffset": alt.XOffset("kind:N", sort=list(look.names), title=None)} if grouped else {}
    bar = rows.mark_bar(clip=True, cornerRadius=1).encode(color=look.colour(grouped), **beside)
    # Side by side on a phone there is no room but upwards.
    upright = "width < 260" if grouped else "false"
    above = alt.expr(f"{upright} ? 'middle' : datum.value < 0 ? 'top' : 'bottom'")
    size = alt.expr(f"width < 350 ? {LABEL - 3} : {LABEL}") if grouped else LABEL  # side by side on a phone
    number: dict[str, Any] = {
        "fontSize": size,
        "baseline": above,
        "dx": alt.expr(f"!({upright}) ? 0 : datum.value < 0 ? -4 : 4"),
        "dy": alt.expr(f"{upright} ? 0 : datum.value < 0 ? 4 : -3"),
        "angle": alt.expr(f"{upright} ? -90 : 0"),
        "align": alt.expr(f"!({upright}) ? 'center' : datum.value < 0 ? 'right' : 'left'"),
    }
    edge = rows.mark_text(stroke=PAPER[dark], strokeWidth=4, color=PAPER[dark], **number)
    layers = [
        bar,
        alt.Chart(TARGETS).mark_bar(filled=False, stroke=ink, strokeWidth=2, strokeDash=[5, 4], opacity=0.8),
        *_levels(look, dark),
        edge.encode(text="text:N", **beside),
        rows.mark_text(color=ink, **number).encode(text="text:N", **beside),
        *(_drag(classes, dark) if classes else []),
    ]
    scale: dict[str, Any] = {"scale": alt.Scale(domain=list(up), nice=False)} if up else {}
    chart = alt.layer(*layers).encode(
        x=alt.X("cls:N", sort=None, title=titles[0], axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("value:Q", title=titles[1], stack=None, axis=numbered(tickCount=5), **scale),
    )
    return played(finish(chart.add_params(FRAME, BLOCK), dark)) if moving else _still(finish(chart, dark))


def _levels(look: Look, dark: bool) -> list[alt.Chart]:
    """Draw a line across at each level, with its words at the right end, outside."""
    level = alt.Chart(LEVELS)
    whole: dict[str, Any] = {"x": alt.value(0), "x2": alt.value("width")}
    colour = {"color": alt.condition("datum.kind === ''", alt.value(INK[dark]), look.colour())}
    word: dict[str, Any] = {"align": "left", "dx": 5, "fontSize": LABEL, "fontWeight": "bold"}
    return [
        level.mark_rule(strokeWidth=3, strokeDash=[8, 4], clip=True).encode(**colour, **whole),
        level.mark_text(baseline="middle", **word).encode(x=alt.value("width"), text="text:N", **colour),
    ]


def _drag(classes: int, dark: bool) -> list[alt.Chart]:
    """Lay an invisible grid over the bars: a click or a pull takes the nearest of its points for its bar's height."""
    pulled = alt.selection_point(name="pulled", fields=["k", "value"], nearest=True, on=DRAG, clear=False)
    grid = alt.Chart(alt.sequence(0, classes * (PLACES + 1), as_="i")).transform_calculate(
        k=f"datum.i % {classes}", cls=f"'' + datum.i % {classes}", value=f"floor(datum.i / {classes}) / {PLACES}"
    )
    follows = grid.transform_filter({"param": "pulled", "empty": False})
    return [
        grid.mark_point(opacity=0, size=40, tooltip=None).add_params(pulled),
        follows.mark_tick(thickness=4, color=BLUE[dark], opacity=0.9),
    ]


@remembered(4)
def table(classes: int, dark: bool) -> Spec:
    """Draw a table of zeros and ones, a row a label; a click takes a class for a row.

    Table "bars": n (the row, from 1), label, cls, k, value, kind ("0" or "1").
    """
    ink = INK[dark]
    chosen = alt.selection_point(name="chosen", fields=["n", "k"], on="click", clear=False)
    rows = alt.Chart(BARS)
    fill = alt.Color("kind:N", legend=None, scale=alt.Scale(domain=["0", "1"], range=["transparent", BLUE[dark]]))
    ones = alt.condition("datum.value > 0", alt.value(PAPER[dark]), alt.value(QUIET[dark]))
    cells = rows.mark_rect(stroke=QUIET[dark], strokeWidth=1, cursor="pointer", tooltip=None)
    layers = [
        cells.encode(color=fill).add_params(chosen),
        rows.mark_text(fontSize=LABEL + 3, color=ink).encode(text="value:Q", color=ones),
    ]
    chart = alt.layer(*layers).encode(
        x=alt.X("cls:N", sort=None, title=t("class"), axis=alt.Axis(labelAngle=0, ticks=False, orient="top")),
        y=alt.Y("label:N", sort=None, title=t("label"), axis=alt.Axis(ticks=False)),
    )
    return _still(finish(chart, dark))


def _still(spec: Spec) -> Spec:
    """Spare a browser tooltips nobody asked for, and a drawing of the thousand places at which a bar can rest."""
    quiet = {"mark": {"tooltip": None}}
    return spec | {"config": spec["config"] | quiet, "usermeta": {"embedOptions": {"renderer": "canvas"}}}
