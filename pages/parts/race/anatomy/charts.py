"""The anatomy of an update as a chart: the parts of a step as arrows, and what it divides by as squares.

It follows the frame, and takes the table "path" (`frames.anatomy.anatomy_table`).
"""

from collections.abc import Iterator
from typing import Any

import altair as alt

from pages.parts.race.anatomy.tables import COORDINATES
from pages.ui.charts.descent import BLOCK, PAPER, here, played
from pages.ui.charts.house import FRAME, INK, LABEL, NOW, PATH, QUIET, TONES, Spec, finish, rows, written
from pages.ui.language import remembered
from pages.ui.text import t

# The second cue of each part, the one of its line under the numbers too.
DASHES = {"step": [1, 0], "plain": [1, 5], "gradient": [9, 5], "memory": [2, 3], "decay": [9, 3, 2, 3]}
WIDTHS = {"step": 13, "plain": 2.5, "gradient": 4, "memory": 5, "decay": 4}  # px
HEADS = {"step": 32, "plain": 10, "gradient": 16, "memory": 16, "decay": 16}  # px
TICKS = (-1, -0.5, 0, 0.5, 1)
ROOM = 1.12  # of the picture's half: an arrow reaches to 1, and its head and its words need a little more
WORTH_A_WORD = 0.2  # shorter arrows go without; the numbers beside the picture say what they are
PLAIN = "datum.part == 'plain'"
CUT = f"{PLAIN} && now.beyond > 1"
HEAD = "M0,0L0.42,1L-0.42,1Z"  # its tip is where the arrow ends


@remembered(32)
def anatomy(labels: tuple[tuple[str, str], ...], squares: str, dark: bool) -> Spec:
    """Draw the arrows of a step from the present point, end to end, and beside them the squares.

    Args:
        labels: the parts that the step is made of, in order, with the words at their arrows, and "step" with its own.
        squares: the symbol of what the squares show, "s"; nothing for a rule that does not scale.
        dark: whether the theme is dark.
    """
    layers = [_ground(dark), *_arrows(labels, bool(squares), dark), _nothing(dark)]
    layers += _squares(squares, dark) if squares else []
    # The same length is the same number of pixels across and up: directions are true.
    params = [
        alt.param(name="band", expr="min(160, 0.36 * width)" if squares else "0"),
        alt.param(name="reach", expr=f"min(height - 20, width - band) / {2 * ROOM!r}"),
        alt.param(name="middle", expr=f"min((width - band) / 2, {ROOM!r} * reach + 10)"),
    ]
    x, y = alt.X("x:Q", title=t("step in x")), alt.Y("y:Q", title=t("step in y"))
    ends = {"x": ("-middle / reach", "(width - middle) / reach"), "y": ("-height / 2 / reach", "height / 2 / reach")}
    below = f"reach + {26 if squares else 10} - height / 2"
    chart = alt.layer(*layers).encode(
        x=_axis(x, ends["x"], below, titleX=alt.expr("middle")),
        # Its words stand level above it, and its numbers have their room, or the picture would move with them.
        y=_axis(y, ends["y"], "reach + 10 - middle", minExtent=66, maxExtent=66, titleAngle=0, titleAlign="left",
                titleX=alt.expr("10"), titleY=alt.expr("height / 2 - reach - 12")),
    )  # fmt: skip
    # A picture of fixed height, with words at fixed places.
    spec = played(finish(chart.add_params(FRAME, BLOCK, NOW, *params), dark, grows=False))
    spec["padding"]["bottom"] = 10  # its axis is moved by what is laid out before it
    # Every layer has its own columns: a row is not wrong because it has none called x.
    spec["config"]["mark"]["invalid"] = None
    return spec


def _axis(channel: Any, ends: tuple[str, str], offset: str, **how: Any) -> Any:
    """Give a channel an axis from -1 to 1 that says what that is in the unit of the frame."""
    labels = f"now.unit > 0 ? ({written('(datum.value * now.unit)', 3)}) : ''"
    bare: dict[str, Any] = {"grid": False, "domain": False, "ticks": False, "labelOverlap": False}
    scale = alt.Scale(domain=[alt.expr(end) for end in ends], nice=False, zero=False)
    axis = alt.Axis(values=list(TICKS), labelExpr=labels, offset=alt.expr(offset), **bare, **how)
    return channel.scale(scale).axis(axis)


def _ground(dark: bool) -> alt.Chart:
    lines = [
        {"x": x, "y": y, "x2": x2, "y2": y2, "strength": 0.6 if at == 0 else 0.2}
        for at in TICKS
        for x, y, x2, y2 in ((at, -1, at, 1), (-1, at, 1, at))
    ]
    opacity = alt.Opacity("strength:Q", scale=None)
    return alt.Chart(rows(lines)).mark_rule(color=QUIET[dark]).encode(x2="x2:Q", y2="y2:Q", opacity=opacity)


def _arrows(labels: tuple[tuple[str, str], ...], plain: bool, dark: bool) -> list[alt.Chart]:
    """Draw arrows whose ends are columns of the frame's row."""
    drawn = alt.Chart(rows(_of_arrows(labels, plain, dark))).transform_calculate(
        x="now[datum.after + '_x'] || 0",
        y="now[datum.after + '_y'] || 0",
        tip_x="now[datum.part + '_x']",
        tip_y="now[datum.part + '_y']",
    )
    drawn = drawn.transform_filter("isValid(datum.tip_x) && isValid(datum.tip_y)").transform_calculate(
        length="sqrt(pow(datum.tip_x - datum.x, 2) + pow(datum.tip_y - datum.y, 2))",
        right="(datum.tip_x - datum.x) / datum.length",
        up="(datum.tip_y - datum.y) / datum.length",
        head="min(datum.most, 0.7 * datum.length * reach)",
    )
    drawn = drawn.transform_filter("datum.length * reach > 0.5")
    colour = alt.Color("colour:N", scale=None, legend=None)
    heads = drawn.transform_filter(f"!datum.edge && !({CUT})")
    return [
        _lines(drawn, colour),
        heads.mark_point(shape=HEAD, filled=True, opacity=1, stroke=PAPER[dark], strokeWidth=1).encode(
            x="tip_x:Q", y="tip_y:Q", color=colour, size=_px("4 * datum.head * datum.head"),
            angle=_px("90 - 180 / PI * atan2(datum.up, datum.right)")),
        _words(drawn, colour),
        _cut(drawn, colour),
    ]  # fmt: skip


def _of_arrows(labels: tuple[tuple[str, str], ...], plain: bool, dark: bool) -> Iterator[dict[str, Any]]:
    """Yield how each arrow looks: where one ends the next begins, and the step spans them all."""
    words = dict(labels) | ({"plain": "−ηg"} if plain else {})
    parts = [part for part in ("gradient", "memory", "decay") if part in words]
    begins = {"step": ""} | ({"plain": ""} if plain else {}) | dict(zip(parts, ["", *parts], strict=False))
    for part, after in begins.items():
        colour = TONES.get(part, TONES["gradient"])[dark]
        row = {"part": part, "after": after, "label": words[part], "most": HEADS[part]}
        if part in parts:
            # The arrows often lie on one line, so a part has an edge on top of the step.
            yield row | {"edge": True, "dash": "step", "colour": PAPER[dark], "width": WIDTHS[part] + 2}
        yield row | {"edge": False, "dash": part, "colour": colour, "width": WIDTHS[part]}


def _lines(drawn: alt.Chart, colour: Any) -> alt.Chart:
    # A line ends inside its head, or its blunt end would show.
    ends = drawn.transform_calculate(
        end_x="datum.tip_x - datum.right * 0.8 * datum.head / reach",
        end_y="datum.tip_y - datum.up * 0.8 * datum.head / reach",
    )
    dashes = alt.Scale(domain=list(DASHES), range=list(DASHES.values()))
    return ends.mark_rule().encode(
        x="x:Q",
        y="y:Q",
        x2="end_x:Q",
        y2="end_y:Q",
        color=colour,
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        strokeDash=alt.StrokeDash("dash:N", scale=dashes, legend=None),
    )


def _words(drawn: alt.Chart, colour: Any) -> alt.Chart:
    """Write what an arrow is beside its middle: outside the triangle of the arrows, the step's on its other side.

    The step of plain descent has its words at its tip, and below the picture where it is cut.
    """
    side = "(datum.part == 'step' ? -now.turn : now.turn)"
    named = drawn.transform_filter(
        f"!datum.edge && datum.length > ({PLAIN} ? 2 : 1) * {WORTH_A_WORD!r} && !({CUT})"
    ).transform_calculate(
        at_x=f"{PLAIN} ? datum.tip_x : (datum.x + datum.tip_x) / 2",
        at_y=f"{PLAIN} ? datum.tip_y : (datum.y + datum.tip_y) / 2",
        away_x=f"{PLAIN} ? datum.right : -datum.up * {side}",
        away_y=f"{PLAIN} ? datum.up : datum.right * {side}",
    )
    align = "datum.away_x < -0.35 ? 'right' : datum.away_x > 0.35 ? 'left' : 'center'"
    offset: dict[str, Any] = {"dx": alt.expr("17 * datum.away_x"), "dy": alt.expr("-20 * datum.away_y")}
    text = named.mark_text(fontSize=LABEL + 3, fontWeight="bold", baseline="middle", align=alt.expr(align), **offset)
    return text.encode(x="at_x:Q", y="at_y:Q", text="label:N", color=colour)


def _cut(drawn: alt.Chart, colour: Any) -> alt.Chart:
    before, after = t("−ηg is {n} times as long as drawn").split("{n}")
    said = f"{before!r} + ({written('now.beyond', 2)}) + {after!r}"
    text = drawn.transform_filter(CUT).transform_calculate(text=said).mark_text(fontSize=LABEL + 1)
    return text.encode(x=_px("middle"), y=_px("height / 2 + reach + 13"), text="text:N", color=colour)


def _nothing(dark: bool) -> alt.Chart:
    """Say why there is no arrow, where there is none."""
    still, over = t("Every part of this step is 0."), t("These numbers have overflowed.")
    why = here(alt.Chart(PATH)).transform_filter("!(datum.unit > 0)")
    words = why.transform_calculate(text=f"isValid(datum.unit) ? {still!r} : {over!r}")
    return words.mark_text(fontSize=LABEL + 3, color=INK[dark]).encode(
        x=_px("middle"), y=_px("height / 2 - 0.25 * reach"), text="text:N"
    )


CELL, LEFT = "min(band - 20, height / 2 - 62)", "(2 * middle + 20)"
TOP = "(26 + datum.row * (height / 2 + 4))"


def _squares(symbol: str, dark: bool) -> list[alt.Chart]:
    """Draw for each coordinate the square whose area is the value, in a dashed one whose side is a round number."""
    green, quiet = TONES["scaling"][dark], QUIET[dark]
    cells = alt.Chart(rows({"coordinate": c, "row": i} for i, c in enumerate(COORDINATES)))
    squares = cells.transform_calculate(value=VALUE).transform_filter(
        "datum.value > 0 && isFinite(datum.value) && now.side > 0"
    )
    side = cells.transform_filter("datum.row == 0 && now.side > 0").transform_calculate(
        text=f"{t('dashed: side')!r} + ' ' + ({written('now.side', 3)})"
    )
    return [
        cells.mark_rect(filled=False, stroke=quiet, strokeDash=[4, 4]).encode(**_cell("1")),
        squares.mark_rect(color=green, fillOpacity=0.35, stroke=green, strokeWidth=3).encode(
            **_cell("sqrt(datum.value) / now.side")
        ),
        _values(symbol, green),
        # Where the squares have little room, the words end at the picture's edge.
        side.mark_text(align=alt.expr("band < 130 ? 'right' : 'left'"), color=quiet).encode(
            x=_px(f"band < 130 ? width : {LEFT}"), y=_px("12"), text="text:N"
        ),
    ]


VALUE = "now['squares_' + datum.coordinate]"


def _cell(share: str) -> dict[str, Any]:
    """Place a square in the lower left of its cell."""
    bottom = f"{TOP} + {CELL}"
    return {"x": _px(LEFT), "x2": _px(f"{LEFT} + {CELL} * {share}"), "y": _px(f"{bottom} - {CELL} * {share}"),
            "y2": _px(bottom)}  # fmt: skip


def _values(symbol: str, colour: str) -> alt.Chart:
    """Write below each square its area and its side."""
    lines = [
        {"coordinate": c, "row": i, "root": root, "text": text, "short": short, "down": down}
        for i, c in enumerate(COORDINATES)
        for root, text, short, down in (
            (False, f"{c}: {symbol} = ", f"{c}: {symbol} = ", 18),
            (True, t("side") + f" √{symbol} = ", f"√{symbol} = ", 39),
        )
    ]
    size = f"isValid(datum.value) && isFinite(datum.value) ? ({written('datum.size', 4)}) : datum.value > 0 ? '∞' : '?'"
    texts = alt.Chart(rows(lines)).transform_calculate(value=VALUE)
    texts = texts.transform_calculate(size="datum.root ? sqrt(datum.value) : datum.value")
    texts = texts.transform_calculate(said=f"(band > 130 ? datum.text : datum.short) + ({size})")
    mark = texts.mark_text(align="left", color=colour, fontSize=LABEL + 1, fontWeight="bold")
    return mark.encode(x=_px(LEFT), y=_px(f"{TOP} + {CELL} + datum.down"), text="said:N")


def _px(place: str) -> Any:
    return alt.value(alt.expr(place))
