"""The view of exclusive or: what a bend between the layers buys."""

import streamlit as st

from gdcore.xor import most_right
from pages.parts.neuron.settings import BENDS, NeuronSettings
from pages.parts.neuron.xor import charts as own_charts
from pages.parts.neuron.xor import run, tables
from pages.ui.charts import descent as charts
from pages.ui.controls.settings import Controls
from pages.ui.play import playback
from pages.ui.play.played_chart import draw
from pages.ui.text import number, t

PAGE = "neuron"


def show(controls: Controls[NeuronSettings], dark: bool) -> None:
    """Draw both nets' answers, both losses, and the transport bar."""
    live = run.run(controls.settings)
    frames = tables.shown(live)
    with st.container(key="verdict"):
        st.markdown(verdict(live))
    with st.container(key="charts-viewed-two"):
        places = st.columns(3)
    bend = BENDS[live.settings.bend]
    for place, name, trained, what in (
        (places[0], "bent", live.bent, t("The answers of the net with {bend}", bend=bend)),
        (places[1], "straight", live.straight, t("The answers of the net without a bend")),
    ):
        spec = own_charts.answers(tables.strip(trained, live.settings.updates, dark), name == "bent", dark)
        draw(place, PAGE, f"xor_{name}", spec,
             {"corners": tables.corners(trained, frames), "units": tables.units(trained, frames)},
             what, height="stretch")  # fmt: skip
    draw(places[2], PAGE, "xor_loss", charts.loss(live.settings.updates, own_charts.both(dark), dark),
         {"path": tables.losses(live)}, t("The losses of both nets"), height="stretch")  # fmt: skip
    at = t("update {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.updates))
    playback.show(f"{PAGE}.xor", len(frames), tables.spoken(live), at, lines(bend), dark)


def verdict(live: run.XorRun) -> str:
    """Say from when on all four corners are right, and that no line has them all."""
    said = {
        "bend": BENDS[live.settings.bend],
        "updates": number(live.settings.updates),
        "right": number(int(live.bent.right[-1])),
        "most": number(int(live.straight.right.max())),
        "best": number(most_right()),
    }
    if live.bent.solved is None:
        return t(
            "With {bend} {right} of 4 are right after {updates} updates: try another seed. Without a bend never more "
            "than {best}.",
            **said,
        )
    return t(
        "With {bend} all 4 are right from update {since} on; without a bend never more than {best} of 4.",
        since=number(live.bent.solved),
        **said,
    )


def lines(bend: str) -> list[str]:
    """Write the two lines below the bar, to be filled in by it."""

    def line(name: str, what: str) -> str:
        answers = ", ".join(f"{{{name}_{k}}}" for k in range(4))
        counted = t("{what}: {n} of 4 right, loss {loss}, answers {answers}")
        return (
            counted.replace("{what}", what)
            .replace("{n}", f"{{{name}_right}}")
            .replace("{loss}", f"{{{name}_loss}}")
            .replace("{answers}", answers)
        )

    corners = t("to (0, 0), (0, 1), (1, 0), (1, 1)")
    return [
        f"{line('bent', t('left, with {bend}', bend=bend))} {corners}",
        line("straight", t("middle, without a bend")),
    ]
