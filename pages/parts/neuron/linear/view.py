"""The view of linear maps: one matrix, two that are one, and a bend between them."""

import numpy as np
import streamlit as st

from gdcore.linear_map import LinearMap
from pages.parts.neuron.linear import charts, tables
from pages.parts.neuron.settings import BENDS, NeuronSettings
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import draw
from pages.ui.text import number, t

PAGE = "neuron"
READY = {  # names of matrices to take for A, and their entries row by row
    "Turn": (0.8, 0.6, -0.6, 0.8),
    "Mirror": (0.0, 1.0, 1.0, 0.0),
    "Shear": (1.0, 0.0, 1.0, 1.0),
    "Double": (2.0, 0.0, 0.0, 2.0),
    "Flatten": (1.0, 0.5, 2.0, 1.0),
}


def show(controls: Controls[NeuronSettings], dark: bool) -> None:
    """Draw the three grids, and what each map is."""
    s = controls.settings
    first, second = s.maps()
    made = tables.grids(_rows(first), _rows(second), s.bend)
    with st.container(key="verdict"):
        st.markdown(verdict(made, BENDS[s.bend]))
    with st.container(key="charts-viewed-grids"):
        places = st.columns(3)
    titles = t("x A"), t("x A B"), t("f(x A) B")
    for place, name, title, grid in zip(places, ("one", "two", "bent"), titles, made.grids, strict=True):
        draw(place, PAGE, f"grid_{name}", charts.grid(made.reach, dark), {"grid": tables.table(grid)},
             t("A grid of points after {title}", title=title), height="stretch")  # fmt: skip
    left, middle, right = st.columns(3)
    left.markdown(t("**One matrix**, x A: {what}", what=described(first)))
    product = first.then(second)
    middle.markdown(t("**Two are one**: A B = {matrix}: {what}", matrix=written(product), what=described(product)))
    right.markdown(bent(made, BENDS[s.bend]))
    with st.expander(t("A mistake that circulates: “a linear map keeps distances”")):
        st.markdown(mistake())


def ready(controls: Controls[NeuronSettings]) -> None:
    """Draw a button for each ready matrix."""
    st.markdown(t("**Take for A**"))
    with st.container(horizontal=True, key="ready-matrices"):
        for name, entries in READY.items():
            values = dict(zip(("a11", "a12", "a21", "a22"), entries, strict=True))
            st.button(t(name), on_click=_take, args=(controls, values), key=f"{PAGE}.ready.{name}")


def _take(controls: Controls[NeuronSettings], values: dict[str, float]) -> None:
    controls.change(**values)


def _rows(one: LinearMap) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in one.matrix.tolist())


def verdict(made: tables.Grids, bend: str) -> str:
    """Say what becomes of straight lines."""
    lines = len(made.grids[0])
    if made.straight[2] == lines:
        return t("Lines stay lines through one matrix and through two, and here {bend} bends none of them.", bend=bend)
    return t(
        "Lines stay lines through one matrix and through two; with {bend} between, {bent} of {lines} bend.",
        bend=bend,
        bent=number(lines - made.straight[2]),
        lines=number(lines),
    )


def written(one: LinearMap) -> str:
    """Write a matrix in a line: [[1, 0], [0, 1]]."""
    return "[" + ", ".join("[" + ", ".join(number(v, 4) for v in row) + "]" for row in _rows(one)) + "]"


def described(one: LinearMap) -> str:
    """Say what a map does to areas and to lengths."""
    most, least = one.stretches
    said = {"det": number(one.determinant, 4), "most": number(most, 3), "least": number(least, 3)}
    says = {
        "rotation": t("a turn, det {det}; it keeps distances", **said),
        "reflection": t("a reflection, det {det}; it keeps distances", **said),
        "similarity": t("every length × {most}, det {det}; it does not keep distances", **said),
        "shear": t("det {det}: areas stay; lengths × {least} to × {most}, so distances do not", **said),
        "collapse": t("det 0: the plane is pressed flat; lengths × 0 to × {most}", **said),
        "stretch": t("det {det}; lengths × {least} to × {most}, so it does not keep distances", **said),
    }
    return says[one.kind] + "."


def bent(made: tables.Grids, bend: str) -> str:
    """Say what the third picture is."""
    return t(
        "**With {bend} between** the layers it is no matrix any more: {straight} of {lines} lines are still straight.",
        bend=bend,
        straight=number(made.straight[2]),
        lines=number(len(made.grids[2])),
    )


def mistake() -> str:
    """Say what a linear map does to the length of (3, 4), with the numbers of two maps."""
    point = np.array([3.0, 4.0])
    shear, double = LinearMap([[1, 0], [1, 1]]), LinearMap([[2, 0], [0, 2]])
    lengths = [number(float(np.hypot(*one(point))), 4) for one in (shear, double)]
    return t(
        "The point (3, 4) is 5 away from the origin. The shear {shear} takes it {first} away, the matrix {double} "
        "{second}. Only turns and reflections keep distances; what a linear map does keep is that lines stay lines, "
        "evenly spaced, and that the origin stays where it is.",
        shear=written(shear),
        double=written(double),
        first=lengths[0],
        second=lengths[1],
    )
