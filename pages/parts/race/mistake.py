"""AdaGrad as it is often misprinted, without the root, beside the right one: the transport bar plays both."""

import streamlit as st

from gdcore.descent import Path, descend
from gdcore.optimizers import AdaGrad
from gdcore.rule_mistakes import AdaGradWithoutRoot
from pages.parts.race import tables, words
from pages.parts.race.panel import CUT, PAGE
from pages.parts.race.run import RaceRun
from pages.parts.race.settings import TEXTBOOK, RaceSettings
from pages.parts.race.standings import together
from pages.ui.charts import descent as charts
from pages.ui.charts.house import METHODS, VERMILION
from pages.ui.controls.settings import Controls
from pages.ui.pictures.contour import contour
from pages.ui.play.played_chart import draw
from pages.ui.tables.descent import path_columns
from pages.ui.terrain.ground import AXES
from pages.ui.terrain.noise import seen
from pages.ui.text import number, plain, t

RIGHT, WRONG = "AdaGrad", "without the root"


def pair(live: RaceRun) -> dict[str, Path]:
    """Descend by both, from the race's start and at AdaGrad's rate in it, or the textbook's where it does not race."""
    raced = live.rules.get(RIGHT)
    right = raced if isinstance(raced, AdaGrad) else AdaGrad(TEXTBOOK[RIGHT])
    rate, epsilon = float(right.learning_rate), float(right.epsilon)
    rules = {RIGHT: right, WRONG: AdaGradWithoutRoot(rate, epsilon)}
    f, steps = live.ground.objective, live.settings.steps
    of_steps = seen(live.settings, f)
    return {name: descend(f, rule, live.start, steps, of_steps, live.schedule) for name, rule in rules.items()}


def show(controls: Controls[RaceSettings], live: RaceRun, dark: bool) -> None:
    """Draw both paths and both losses, and say what the first steps and the ends were."""
    paths, shown = pair(live), tables.tables_of(live, controls.settings.rank, controls.settings.finish).shown
    light, deep, dash = METHODS[RIGHT]
    runs = charts.Runs((RIGHT, WRONG), (deep if dark else light, VERMILION[dark]), (dash, (3, 3)))
    ground, floor = live.ground, live.ground.floor
    table = together({name: path_columns(path, shown, AXES, live.box, floor) for name, path in paths.items()})
    st.markdown(
        t(
            "AdaGrad divides each coordinate's gradient by **√Σg²**. Course material prints **Σg²**, without the root. "
            "The first step is then η/g: the flatter the slope, the longer it is; later steps shrink too fast, and a "
            "loss in other units gives another path. Dash-dotted green is the right rule, dotted red the misprint."
        )
    )
    st.markdown(
        t(
            "The first step here: right {right}, without the root {wrong}. After {n} steps the loss is {one} with the "
            "root and {other} without it.",
            right=_step(paths[RIGHT]), wrong=_step(paths[WRONG]), n=number(live.settings.steps),
            one=words.short(float(paths[RIGHT].losses[-1])), other=words.short(float(paths[WRONG].losses[-1])),
        )
    )  # fmt: skip
    left, right = st.columns([5, 6])
    title = t("loss") if not floor else t("loss above the minimum")
    spec = charts.loss(live.settings.steps, runs, dark, title, floor is not None, CUT)
    draw(left, PAGE, "mistake_loss", spec, {"path": table[tables.OF_A_LOSS]},
         t("The loss of AdaGrad with and without the root"), height=380)  # fmt: skip
    picture = contour(ground.objective, AXES, live.box, dark, floor or 0.0, ground.even)
    draw(right, PAGE, "mistake_paths", charts.contour(picture, ground.stars, ("x", "y"), runs, False, dark),
         {"path": table[tables.OF_A_CONTOUR]}, t("The paths of AdaGrad with and without the root"),
         height=380)  # fmt: skip


def _step(path: Path) -> str:
    """Write where a first step leads, as differences of x and y."""
    x, y = path.thetas[1] - path.thetas[0]
    return f"({plain(x)}, {plain(y)})"
