"""Entropy and its gap; scores and their softmax."""

import streamlit as st

from pages.parts.losses import figures, frames, run, tables, words
from pages.parts.losses.charts.bars import Look, bars
from pages.parts.losses.charts.curves import curves as curve_chart
from pages.parts.losses.figures import figure
from pages.parts.losses.settings import LossesSettings as L
from pages.parts.losses.views.room import DASHED, PAGE, bar, head, lit
from pages.ui.charts.house import BLUE, GREEN, INK
from pages.ui.controls.settings import Controls
from pages.ui.play.played_chart import draw
from pages.ui.text import plain, t


def entropy(controls: Controls[L], settings: L, dark: bool) -> None:
    """A coin's entropy, and what it costs to believe something else of it."""
    made = run.coin_of(settings)
    left, right = head(words.entropy(made, settings.unit), "entropy")
    unit = t("bits") if settings.unit == "bits" else t("nats")
    look = Look((t("entropy H(p)"),), (BLUE[dark],), ((1, 0),))
    spec = curve_chart(look, (t("p, the probability of heads"), unit), (0, 1), (0, 1.08 * made.one_bit), dark)
    draw(left, PAGE, "entropy", spec, tables.of_entropy(made),
         t("The entropy of a coin against its probability of heads"), height="stretch")  # fmt: skip
    kinds = (t("H(p, q), with ln q"), t("printed with ln p: H(p)"))
    look = Look(kinds, (INK[dark], GREEN[dark]), ((1, 0), DASHED))
    spec = curve_chart(
        look, (t("q, what is believed"), unit), (0, 1), (0, 4 * made.one_bit), dark, gap=t("the gap: Kullback–Leibler")
    )
    draw(right, PAGE, "beliefs", spec, tables.of_beliefs(made, kinds),
         t("The cross-entropy against what is believed, and its gap to the entropy"), height="stretch")  # fmt: skip
    bar("entropy", frames.entropy(made, settings.unit), dark)
    st.markdown(t(
        "**A mistake that circulates:** −∫ p ln p where −∫ p ln q is meant. That is the entropy, {h} here, "
        "whatever is believed: the dashed line, on which nothing could be learned.", h=figure(made.entropy)
    ))  # fmt: skip


def softmax(controls: Controls[L], settings: L, dark: bool) -> None:
    """Three scores, their softmax, and the gradient that moves them."""
    made = run.softmax(settings)
    left, right = head(words.softmax(made), "softmax")
    look, scores = lit(dark), ""
    draw(left, PAGE, "softmax", bars(look, (scores, t("y = softmax(x / T)")), (0, 1.08), dark, moving=True),
         tables.of_softmax(made, False), t("The probabilities that the scores become"), height="stretch")  # fmt: skip
    draw(right, PAGE, "gradient", bars(look, (scores, t("y − t")), (-1.12, 1.12), dark, moving=True),
         tables.of_softmax(made, True), t("The answer minus the target, score by score"), height="stretch")  # fmt: skip
    bar("softmax", frames.softmax(made), dark)
    rows = [[t("as written"), *made.unshifted], [t("largest taken away"), *made.y[0]]]
    heads = [t("exp({x})", x=plain(x / settings.temperature)) for x in made.path.thetas[0]]
    table_place, why = st.columns(2)
    table_place.html(figures.table(("", *heads), rows))
    why.markdown(words.overflow(made, settings))
