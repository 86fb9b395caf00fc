"""The charts of a training run (`tables.training` has their tables)."""

import altair as alt

from pages.ui.charts.house import BLUE, GROWN, INK, LABEL, QUIET, STREAM, VERMILION, Spec, finish, numbered
from pages.ui.language import remembered
from pages.ui.text import number, t

KEPT_COLOURS = {
    False: ["#009E73", "#CC79A7", "#B8860B", "#56B4E9"],
    True: ["#2FCB9A", "#E59CC4", "#F0E442", "#3C93D0"],
}
KEPT_DASHES = [[10, 4], [3, 3], [12, 3, 3, 3], [6, 6]]


def update_axis(end: int) -> alt.X:
    """Count updates from left to right, up to `end`."""
    return alt.X("update:Q", title=t("update"), scale=alt.Scale(domain=[0, end], nice=False), axis=alt.Axis(
        format=",d", tickCount=6, tickMinStep=1, grid=False))  # fmt: skip


def lines_of(*lines: str) -> alt.Chart:
    """Choose the rows of some lines of the table. Both axes come from the layered chart."""
    chosen = alt.FieldOneOfPredicate(field="line", oneOf=list(lines))
    return alt.Chart(STREAM).transform_filter(chosen)


def _lines(names: dict[str, str], colours: list[str], dashes: list[list[int]]) -> alt.Chart:
    """Draw one line a name, each with a colour and a dash of its own."""
    lines, label = list(names), "line_names[datum.value]"
    color = alt.Color("line:N", scale=alt.Scale(domain=lines, range=colours[: len(lines)]))
    dash = alt.StrokeDash("line:N", scale=alt.Scale(domain=lines, range=dashes[: len(lines)]))
    return (
        lines_of(*lines)
        .mark_line(strokeWidth=3, clip=True)
        .encode(color=color.legend(labelExpr=label), strokeDash=dash.legend(labelExpr=label))
        .add_params(alt.param(name="line_names", value=names))
    )


def _change_marks(dark: bool, labelled: bool) -> list[alt.Chart]:
    """Mark from top to bottom where something was changed, and write what."""
    top = alt.value(0)
    marks = [lines_of("change").mark_rule(strokeDash=[4, 4], strokeWidth=2, color=QUIET[dark]).encode(
        y=top, y2=alt.value("height"))]  # fmt: skip
    if labelled:
        marks.append(
            lines_of("change").mark_text(align="left", dx=5, dy=26, baseline="top").encode(y=top, text="note:N")
        )
    return marks


def level(line: str, label: str, dark: bool, below: bool = False) -> list[alt.Chart]:
    """Draw a level to compare with, from edge to edge, with its name at the right, above or below."""
    right, quiet = alt.value("width"), QUIET[dark]
    name = lines_of(line).mark_text(
        align="right", baseline="top" if below else "bottom", dy=5 if below else -3, color=quiet
    )
    return [
        lines_of(line).mark_rule(color=quiet, strokeDash=[2, 4], strokeWidth=2).encode(x=alt.value(0), x2=right),
        name.encode(x=right, text=alt.value(label)),
    ]


@remembered(64)
def live_loss(end: int, kept: tuple[str, ...], logarithmic: bool, mean_of: int, dark: bool) -> Spec:
    """Draw the loss of every update faintly and its running mean strongly (`tables.loss_table`).

    Args:
        end: the last update the axis has room for.
        kept: labels of the kept runs.
        logarithmic: whether the loss has a logarithmic axis.
        mean_of: updates in the running mean, to be named.
        dark: whether the theme is dark.
    """
    scale = alt.Scale(type="log") if logarithmic else alt.Scale(zero=True)
    y = alt.Y("value:Q", title=t("loss (nats)"), scale=scale, axis=numbered(tickCount=5, format="~g"))
    each = lines_of("each").mark_line(strokeWidth=1, opacity=0.45, color=BLUE[dark], clip=True)
    names = {"mean": t("mean of last {n} updates", n=mean_of)} | _kept_names(kept)
    layers = [
        *level("nothing", t("uniform guess: ln 10 = 2.303"), dark, below=True),
        each,
        _lines(names, [BLUE[dark], *KEPT_COLOURS[dark]], [[1, 0], *KEPT_DASHES]),
        *_change_marks(dark, labelled=True),
    ]
    chart = alt.layer(*layers).encode(x=update_axis(end), y=y)
    if logarithmic:
        chart = chart.transform_filter("datum.line == 'change' || datum.value > 0")
    return finish(chart, dark, legend_columns=1)


@remembered(64)
def live_accuracy(end: int, kept: tuple[str, ...], dark: bool) -> Spec:
    """Draw train and test accuracy, the line of guessing and a tick an epoch (`tables.accuracy_table`).

    Args:
        end: the last update the axis has room for.
        kept: labels of the kept runs.
        dark: whether the theme is dark.
    """
    y = alt.Y("value:Q", title=t("right answers"), scale=alt.Scale(domain=[0, 1]),
              axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 0.9, 1], labelOverlap="greedy"))  # fmt: skip
    names = {"train": t("train"), "test": t("test")} | _kept_names(kept)
    colours = [BLUE[dark], VERMILION[dark], *KEPT_COLOURS[dark]]
    points = [
        lines_of(line).mark_point(filled=True, size=55, opacity=1, clip=True, shape=shape, color=colour).encode(
            tooltip=[alt.Tooltip("update:Q", format=",d"), alt.Tooltip("value:Q", format=".2%", title=names[line])])
        for line, shape, colour in zip(("train", "test"), ("circle", "square"), colours, strict=False)
    ]  # fmt: skip
    ticks = lines_of("epoch").mark_tick(orient="vertical", thickness=2, size=8, color=QUIET[dark], yOffset=-4)
    # In a low picture the line of guessing and its name stand where they would.
    seen = alt.expr(f"height < 150 * {GROWN} ? 0 : 1")
    numbers = lines_of("epoch").mark_text(dy=-14, color=QUIET[dark], fontSize=LABEL - 1, opacity=seen)
    numbers = numbers.encode(text="note:N")
    layers = [
        *level("guessing", t("guessing: 10 %"), dark),
        ticks,
        numbers,
        *_change_marks(dark, labelled=False),
        _lines(names, colours, [[1, 0], [7, 3], *KEPT_DASHES]),
        *points,
    ]
    columns = 3 if len(kept) % 2 else 2
    return finish(alt.layer(*layers).encode(x=update_axis(end), y=y), dark, columns)


@remembered(4)
def confusion(dark: bool) -> Spec:
    """Draw who is taken for whom (`tables.confusion_table`); errors in a colour of their own, and every count."""
    base = alt.Chart(STREAM).encode(
        x=alt.X("answer:N", title=t("answer"), sort=[*map(str, range(10)), "right"],
                axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False)),
        y=alt.Y("truth:O", title=t("true digit"), axis=alt.Axis(domain=False, ticks=False)),
    )  # fmt: skip

    def cells(kind: str, colour: str, most: float) -> alt.Chart:
        opacity = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, most], range=[0.04, 1], clamp=True), legend=None)
        return base.transform_filter(f"datum.kind == '{kind}'").mark_rect(color=colour).encode(opacity=opacity)

    strong = alt.expr.if_(alt.datum.kind == "right", alt.datum.share > 0.6, alt.datum.share > 0.06)
    text = base.mark_text().encode(
        text="text:N",
        color=alt.condition((alt.datum.kind != "sum") & strong, alt.value("white"), alt.value(INK[dark])),
    )
    layers = alt.layer(cells("right", "#0072B2", 1), cells("wrong", "#B84A00", 0.1), text)
    return finish(layers.resolve_scale(opacity="independent").properties(height=420), dark)


def _kept_names(kept: tuple[str, ...]) -> dict[str, str]:
    return {chr(ord("A") + i): label for i, label in enumerate(kept)}


def update_range(end: int) -> str:
    """Describe the horizontal axis for a screen reader."""
    return t("updates 0 to {end}", end=number(end))
