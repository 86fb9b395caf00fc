"""The view of shapes: a row more in X, a column more in W, and what comes out."""

import streamlit as st

from pages.parts.neuron.settings import NeuronSettings
from pages.parts.neuron.shapes import charts, tables
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import draw
from pages.ui.text import number, t

PAGE = "neuron"


def show(controls: Controls[NeuronSettings], dark: bool) -> None:
    """Draw the product, and say what each size is."""
    s = controls.settings
    made = tables.of(s.n, s.d, s.k)
    said = {"n": number(s.n), "d": number(s.d), "k": number(s.k)}
    with st.container(key="verdict"):
        st.markdown(
            t("X ({n} × {d}) times W ({d} × {k}) plus b ({k}) is Y ({n} × {k}): the inner {d} drops out.", **said)
        )
    words = t("X: an example a row"), t("W: a node a column"), t("b: one a node"), t("Y = X W + b")
    with st.container(key="charts-viewed-noted"):
        (place,) = st.columns(1)
    draw(place, PAGE, "shapes", charts.product(made.names, made.width, made.height, words, dark),
         {"cells": made.cells}, t("Row by column: X, W, b and Y with their numbers"), height="stretch")  # fmt: skip
    st.markdown(
        t(
            "Point at a number of Y: row i of X meets column j of W. **A row more in X is a row more in Y**: another "
            "example, the same net. **A column more in W is a column more in Y**: another node, with weights and a "
            "bias of its own."
        )
    )
