"""One far point, and two fits."""

from functools import partial

import numpy as np

from pages.parts.losses import frames, run, tables, words
from pages.parts.losses.charts.bars import Look
from pages.parts.losses.charts.curves import curves as curve_chart
from pages.parts.losses.charts.points import fits
from pages.parts.losses.settings import LossesSettings as L
from pages.parts.losses.views.room import DASHED, PAGE, bar, head
from pages.ui.charts.house import BLUE, GREEN
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import clicked, draw
from pages.ui.text import t


def outlier(controls: Controls[L], settings: L, dark: bool) -> None:
    """One far point: least squares follow it, least distances do not."""
    made = run.outlier(settings)
    left, right = head(words.outlier(made, settings.fits), "outlier")
    line = settings.fits == "line"
    lines = {"squares": t("least squares"), "distances": t("least distances")}
    kinds = lines if line else {"squares": t("mean"), "distances": t("median")}
    look = Look(tuple(kinds.values()), (BLUE[dark], GREEN[dark]), ((1, 0), DASHED))
    box = tables.outlier_box(made)
    draw(left, PAGE, "fits", fits(look, box, ("x", "y"), dark), tables.of_fits(made, kinds, box),
         t("The points, one of them far away, and what is fitted to them; click to lift a point"), height="stretch",
         on_select=partial(_lift, controls, made))  # fmt: skip
    column = 0 if line else 1
    across, up = tables.ends(made.lifts), tables.ends(np.stack([made.by[name][:, column] for name in kinds]))
    titles = (t("how far the point is lifted"), t("slope of the line") if line else t("mean and median"))
    draw(right, PAGE, "slopes", curve_chart(look, titles, across, up, dark), tables.of_slopes(made, kinds, column),
         t("What the far point does to the two fits"), height="stretch")  # fmt: skip
    bar(f"outlier-{settings.lift:g}-{settings.which}", frames.outlier(made, settings.fits), dark)


def _lift(controls: Controls[L], made: run.Outlier) -> None:
    point = clicked(PAGE, "fits", "start")
    if point:
        which = int(np.argmin(np.abs(made.x - point["across"])))
        controls.change(which=which + 1, lift=float(f"{point['up'] - made.y[which]:.3g}"))
