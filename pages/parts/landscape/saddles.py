"""How many critical points of Rastrigin's function are saddle points, and what becomes of their share."""

import numpy as np
import streamlit as st

from gdcore.arrays import Array
from gdcore.surfaces import SURFACES
from gdcore.wave_sums import TurningPoints, counts, turning_points
from pages.parts.landscape.run import LandscapeRun
from pages.parts.landscape.settings import LandscapeSettings
from pages.ui.controls.settings import Controls
from pages.ui.keeping import kept
from pages.ui.text import number, percent, t

DIMENSIONS = (1, 2, 3, 5, 10)
EGG_BOX = SURFACES["rastrigin"]


@kept(1)
def turns() -> TurningPoints:
    """Return where one wave of Rastrigin's function turns, inside the picture."""

    def slope(x: Array) -> Array:
        return EGG_BOX.gradient(np.stack([x, np.zeros_like(x)], axis=-1))[..., 0]

    return turning_points(slope, EGG_BOX.domain[0])


def show(controls: Controls[LandscapeSettings], live: LandscapeRun, dark: bool) -> None:
    """Count the critical points in one dimension, in the picture's two, and in more."""
    dips, tops = (len(found) for found in turns())
    picture = counts(dips, tops, 2)
    st.markdown(
        t(
            "Rastrigin's function (in the gallery) is the same wave along x and along y, with {dips} dips and {tops} "
            "tops inside the picture. It is flat where both are: dip and dip is a minimum, **{minima}** of them; top "
            "and top a maximum, **{maxima}**; one of each a saddle point, **{saddles}**.",
            dips=number(dips), tops=number(tops), minima=number(picture.minima), maxima=number(picture.maxima),
            saddles=number(picture.saddles),
        )
    )  # fmt: skip
    rows = {d: counts(dips, tops, d) for d in DIMENSIONS}
    st.table(
        {
            t("dimensions"): [number(d) for d in rows],
            t("minima"): [number(one.minima) for one in rows.values()],
            t("maxima"): [number(one.maxima) for one in rows.values()],
            t("saddle points"): [number(one.saddles) for one in rows.values()],
            t("share of saddle points"): [percent(one.saddles / sum(one)) for one in rows.values()],
        }
    )
    st.caption(
        t(
            "A minimum has to curve up along every axis at once, and each further dimension is one more that has to. "
            "This is counted, for this function. Of losses in general it proves nothing; of small networks, Dauphin "
            "and others (2014) measured that the higher a critical point lies, the more directions lead down from it."
        )
    )
