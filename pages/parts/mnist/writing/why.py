"""Why the net answers so: the pixels that count, the training digits that are alike, the hidden units that fire."""

from typing import Any

import numpy as np
import streamlit as st

from gdcore import evidence
from gdcore.arrays import Array, Images, IntArray
from gdcore.mnist import pixels
from pages.parts.mnist.writing import changing
from pages.ui.digit.reading import Reading
from pages.ui.pictures.pictures import Tile, digit, tiles, weights
from pages.ui.play.live import LiveRun
from pages.ui.text import fixed, number, percent, t

ALIKE, UNITS = 5, 6
SIZE = 120  # px of a tile
CHOSEN, NEAREST = "mnist.why", "mnist.nearest"
AT_REST = ("change", "ideal")  # a descent takes a while, and would begin anew with every update


def show(live: LiveRun, reading: Reading, dark: bool) -> None:
    """Draw what the visitor asks about the answer; only the ideal needs nothing on the paper."""
    if not np.isfinite(reading.certainties).all():
        return
    ways = {
        "pixels": t("Which pixels count"),
        "alike": t("Most alike"),
        "units": t("Hidden units"),
        "change": t("Change the answer"),
        "ideal": t("The net's ideal"),
    }
    chosen = st.segmented_control(
        t("Why?"), list(ways), format_func=ways.__getitem__, default="pixels", required=True, key=CHOSEN
    )
    if live.running and chosen in AT_REST:
        st.caption(t("This is worked out when the run rests: pause it, or let it come to its end."))
    elif reading.image.any() or chosen == "ideal":
        WAYS[chosen or "pixels"](live, reading, dark)
    else:
        st.caption(t("Write a digit first."))


def _pixels(live: LiveRun, reading: Reading, dark: bool) -> None:
    first, second = (int(k) for k in np.argsort(-reading.certainties, kind="stable")[:2])
    st.markdown(
        t(
            "The slope of a digit's score by each pixel: more ink on blue speaks for the digit, on orange against it, "
            "and on white it makes no difference."
        )
    )
    row = [Tile(digit(reading.image), t("seen"), t("What the net sees"))]
    slopes = [
        evidence.score_gradient(live.training.net, live.training.theta, pixels(reading.image), k)
        for k in (first, second)
    ]
    limit = float(np.abs(slopes).max())
    for k, slope in zip((first, second), slopes, strict=True):
        caption = t("for a {k} · {certainty}", k=k, certainty=percent(reading.certainties[k], 0))
        row.append(Tile(weights(slope, limit), caption, t("Which pixels speak for a {k} and which against it", k=k)))
    st.html(tiles(row, SIZE))


def _alike(live: LiveRun, reading: Reading, dark: bool) -> None:
    data = live.training.data
    chosen, distances = _nearest(data.train_images, reading.image)
    st.markdown(
        t(
            "The {count} training digits that differ least from it, pixel by pixel, with their labels and distances. "
            "The net does not look anything up: it has only its weights.",
            count=ALIKE,
        )
    )
    row = [Tile(digit(reading.image), t("seen"), t("What the net sees"))]
    for i, distance in zip(chosen, distances, strict=True):
        label = int(data.train_labels[i])
        row.append(Tile(digit(data.train_images[i]), f"{label} · {fixed(float(distance), 1)}",
                        t("a {label} of the training digits", label=label)))  # fmt: skip
    st.html(tiles(row, SIZE))


def _nearest(images: Images, image: Images) -> tuple[IntArray, Array]:
    """Search all training digits once for each picture: that takes a tenth of a second."""
    known: Any = st.session_state.get(NEAREST)
    if known is None or known[0] != image.tobytes():
        known = st.session_state[NEAREST] = (image.tobytes(), evidence.most_alike(images, image, ALIKE))
    found: tuple[IntArray, Array] = known[1]
    return found


def _units(live: LiveRun, reading: Reading, dark: bool) -> None:
    net, theta = live.training.net, live.training.theta
    layers = net.unpack(theta)
    h = evidence.hidden_activations(net, theta, pixels(reading.image))
    strongest = evidence.strongest_units(net, theta, pixels(reading.image), min(UNITS, net.hidden))
    limit = float(np.quantile(np.abs(layers.W1[:, strongest]), 0.995))
    st.markdown(
        t(
            "The hidden units that fire most, as the pictures of their weights: ink on blue makes a unit fire, ink on "
            "orange silences it. Below, how strongly it fires, and the digit it then favours most."
        )
    )
    row = [
        Tile(
            weights(layers.W1[:, k], limit),
            t("{h} → {favoured}", h=number(float(h[k]), 2), favoured=int(layers.W2[k].argmax())),
            t("weights of hidden unit {k}", k=int(k) + 1),
        )
        for k in strongest
    ]
    st.html(tiles(row, SIZE))


WAYS = {"pixels": _pixels, "alike": _alike, "units": _units, "change": changing.change, "ideal": changing.ideal}
