"""The view of the chain rule: two layers, factor by factor, and the smallest net there is."""

import streamlit as st

from pages.parts.neuron.chain import charts, tables
from pages.parts.neuron.settings import NeuronSettings
from pages.ui.controls.settings import Controls
from pages.ui.play import playback
from pages.ui.play.played_chart import draw
from pages.ui.text import fixed, plain, t

PAGE = "neuron"


def show(controls: Controls[NeuronSettings], dark: bool) -> None:
    """Draw the chain with its bar, and the smallest net below."""
    s = controls.settings.of_view()
    made = tables.derived(s)
    nodes, factors = tables.picture(made)
    with st.container(key="verdict"):
        st.markdown(verdict(made))
    with st.container(key="charts-viewed-three-wide"):
        (place,) = st.columns(1)
    weights = f"w₁ = {plain(s.first)}", f"w₂ = {plain(s.second)}"
    draw(place, PAGE, "chain", charts.chain(nodes, factors, weights, dark), {},
         t("Two layers forward, and every factor on the way back"), height="stretch")  # fmt: skip
    at = t("{k} of {n}").replace("{k}", "{step}").replace("{n}", str(tables.FRAMES - 1))
    lines = ["{says}", "{second}", "{first}"]
    playback.show(f"{PAGE}.chain", tables.FRAMES, tables.spoken(s), at, lines, dark)
    st.divider()
    _smallest()


def verdict(made: tables.Derived) -> str:
    """Say both slopes, and what differences say."""
    first, second = float(made.chain.de_dw1), float(made.chain.de_dw2)
    exact, numerical = (plain(first), plain(second)), tuple(plain(slope) for slope in made.numerical)
    said = {"first": exact[0], "second": exact[1], "one": numerical[0], "two": numerical[1]}
    if exact == numerical:
        return t("dE/dw₁ = {first}: five factors. dE/dw₂ = {second}: three. Differences say the same.", **said)
    return t("dE/dw₁ = {first}, dE/dw₂ = {second}; differences say {one} and {two}.", **said)


def _smallest() -> None:
    found = tables.six()
    st.markdown(
        t(
            "**The smallest net**: x = {x}, p = softmax(x W) = [{p}], right class {right}; loss {loss}. Every slope "
            "is input times (probability − target). With 1e-7 added to every probability, as course material does, the "
            "loss is {guarded}.",
            x=list(tables.SIX_X),
            p=", ".join(fixed(v, 4) for v in found.p),
            right=tables.SIX_TARGET,
            loss=fixed(found.loss, 8),
            guarded=fixed(found.guarded, 8),
        )
    )
    st.table(
        {
            "W": [fixed(v, 8) for row in tables.SIX for v in row],
            t("slope by the chain rule"): [fixed(v, 8) for v in found.exact],
            t("slope by differences"): [fixed(v, 8) for v in found.numerical],
        },
        hide_index=True,
    )
