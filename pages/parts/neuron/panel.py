"""The neuron page's views, one at a time, and the settings of the one that is on."""

from collections.abc import Callable

import streamlit as st

from pages.parts.neuron.activations import view as activations
from pages.parts.neuron.chain import view as chain
from pages.parts.neuron.linear import view as linear
from pages.parts.neuron.one import view as one
from pages.parts.neuron.settings import GOOD_RATES, OF_VIEW, NeuronSettings
from pages.parts.neuron.shapes import view as shapes
from pages.parts.neuron.xor import view as xor
from pages.ui.controls.settings import Controls

VIEWS: dict[str, Callable[[Controls[NeuronSettings], bool], None]] = {
    "neuron": one.show,
    "activations": activations.show,
    "linear": linear.show,
    "xor": xor.show,
    "shapes": shapes.show,
    "chain": chain.show,
}
PAIRS = (("w1", "w2"), ("x1", "x2"), ("input", "target"), ("first", "second"), ("a11", "a12"), ("a21", "a22"),
         ("b11", "b12"), ("b21", "b22"))  # fmt: skip


def show(controls: Controls[NeuronSettings], dark: bool) -> None:
    """Draw the choice of a view, and the one that is on."""
    with st.container(key="views"):
        controls.draw("view")
    VIEWS[controls.settings.view](controls, dark)


def settings(controls: Controls[NeuronSettings]) -> None:
    """Draw the controls of the view that is on; two boxes that belong together stand side by side."""
    second = {pair[1] for pair in PAIRS}
    for name in OF_VIEW[controls.settings.view]:
        pair = next((pair for pair in PAIRS if pair[0] == name), None)
        if pair:
            for place, each in zip(st.columns(2), pair, strict=True):
                with place:
                    controls.draw(each)
        elif name == "optimizer":
            controls.draw(name, on_change=lambda: _take_good_rate(controls))
        elif name not in second:
            controls.draw(name)
    if controls.settings.view == "linear":
        linear.ready(controls)


def _take_good_rate(controls: Controls[NeuronSettings]) -> None:
    """Give the method just chosen a learning rate it can work with."""
    controls.change(xor_rate=GOOD_RATES[st.session_state[controls.key("optimizer")]])
