"""The view of activations: a value and its slope, slopes multiplied, and a real net's gradient by layers."""

import streamlit as st

from gdcore.activations import ACTIVATIONS
from gdcore.dense_net import slope_product
from pages.parts.neuron.activations import charts, tables
from pages.parts.neuron.settings import BENDS, NeuronSettings
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import clicked, draw
from pages.ui.text import number, t

PAGE = "neuron"


def show(controls: Controls[NeuronSettings], dark: bool) -> None:
    """Draw the three charts, and what they say."""
    s = controls.settings
    with st.container(key="verdict"):
        st.markdown(verdict(s))
    with st.container(key="charts-viewed-noted"):
        curve, product, norm = st.columns(3)
    draw(curve, PAGE, "curve", charts.curve(tables.reach_of(s.h), BENDS[s.activation], dark),
         {"curve": tables.curve(s.activation, s.h), "point": tables.point(s.activation, s.h),
          "tangent": tables.touching(s.activation, s.h)},
         t("The activation and its slope, with the point chosen"), height="stretch",
         on_select=lambda: _take_h(controls))  # fmt: skip
    draw(product, PAGE, "products", charts.products(dark), {"products": tables.products(s.h, s.layers)},
         t("What is left of a slope after so many layers"), height="stretch")  # fmt: skip
    draw(norm, PAGE, "norms", charts.norms(s.activation, dark), {"norms": tables.norms(s.layers, s.seed)},
         t("The length of the gradient in each layer of a new net"), height="stretch")  # fmt: skip
    st.markdown(measured(s))


def _take_h(controls: Controls[NeuronSettings]) -> None:
    point = clicked(PAGE, "curve", "h")
    if point:
        controls.change(h=float(f"{point['x']:.3g}"))


def verdict(s: NeuronSettings) -> str:
    """Say the value, the slope, and what is left of it."""
    f = ACTIVATIONS[s.activation]
    slope = float(f.slope(s.h))
    left = float(slope_product(s.activation, s.h, s.layers)[-1])
    best = {
        "sigmoid": t("at best {best}", best=number(float(slope_product("sigmoid", 0.0, s.layers)[-1]), 3)),
        "tanh": t("at best all of it"),
        "relu": t("it passes all or nothing"),
    }[s.activation]
    return t(
        "{name}({h}) = {value}, slope {slope}; {layers} such slopes multiplied leave {left}, {best}.",
        h=number(s.h),
        name=BENDS[s.activation],
        value=number(float(f.value(s.h)), 4),
        slope=number(slope, 4),
        left=number(left, 3),
        layers=number(s.layers),
        best=best,
    )


def measured(s: NeuronSettings) -> str:
    """Say what the measured net is, and how the ends of its gradient compare."""
    found = tables.measured(s.layers, s.seed)
    ends = [
        t("{start}: {share}", start=t(charts.NAMES[scale]), share=_share(found[s.activation, scale]))
        for scale in tables.SCALES
    ]
    return t(
        "Right: a new net of {layers} layers of 32 units, 128 random examples, seed {seed}; the exact gradient of its "
        "first step. First layer over last, with {name}: {ends}.",
        layers=number(s.layers),
        seed=number(s.seed),
        name=BENDS[s.activation],
        ends="; ".join(ends),
    )


def _share(norms: tuple[float, ...]) -> str:
    return number(norms[0] / norms[-1], 2) if norms[-1] else t("none")
