"""A real network's landscape: the loss of the MNIST net on a plane through its parameters, and a training run there."""

from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from pages.parts.landscape.network import charts, grid
from pages.parts.landscape.network.choice import NETS, PLANES, UPDATES, NetworkChoice
from pages.parts.landscape.network.run import IMAGES, SIDE, Landscape, Work, shelves, work
from pages.ui import jobs
from pages.ui.keeping import kept
from pages.ui.pictures.contour import Contour
from pages.ui.tables.descent import points_table
from pages.ui.tables.sent import sent
from pages.ui.text import fixed, number, percent, t

__all__ = ["NETS", "PLANES", "UPDATES", "NetworkChoice", "show"]

ASKED, WORK = "landscape.network.asked", "landscape.network.work"
OF_PLANES = {
    "ends": "**The plane** holds the start and the end of the run. Its other direction is random, with the weights of "
    "each unit as long as in the trained net (Li et al. 2018).",
    "principal": "**The plane** holds the end of the run and the two principal directions of its path: of all {size} "
    "dimensions, those in which {n} points of it vary most (Li et al. 2018).",
}
REMARKS = {
    "ends": "The path looks straight because one random direction of {size} is nearly at a right angle to every step.",
    "principal": "A high share is no proof of a simple landscape: a random walk has most of its variance in two "
    "principal directions, too.",
}
TITLES = {
    "ends": ("from start (0) to end (1)", "random direction (1 = length of the weights)"),
    "principal": ("1st principal direction, distance", "2nd principal direction, distance"),
}


def show(choice: NetworkChoice, dark: bool) -> None:
    """Draw the landscape if anybody has had it worked out; else a button that does, and then the landscape.

    Best drawn last on a page: while it works, a few seconds, what would follow has to wait.

    Args:
        choice: what to show.
        dark: whether the theme is dark.
    """
    landscape = shelves().landscapes.get(choice)
    if landscape is None:
        data = _digits() if st.session_state.get(ASKED) == choice.run else None
        place = st.empty()
        with place.container():
            _offer(choice, working=data is not None)
            landscape = _work_out(choice, data) if data else None
        if landscape is None:
            return
        place.empty()
    st.session_state.pop(WORK, None)
    _draw(landscape, dark)


def _offer(choice: NetworkChoice, working: bool) -> None:
    st.markdown(
        t(
            "The net has {size} parameters; a plane through them shows two directions of its loss, with a training run "
            "of {updates} updates on it. Working it out takes a few seconds.",
            size=number(TwoLayerNet().size),
            updates=number(choice.updates),
        )
    )
    with st.container(horizontal=True):
        # The same place whether it works or not: a button that is gone would stay in sight until the work is done.
        start: dict[str, Any] = {"type": "primary", "key": "landscape.network.compute", "disabled": working}
        st.button(t("Compute the landscape"), on_click=_ask, args=(choice,), **start)
        if working:
            st.button(t("Stop"), on_click=_stop, key="landscape.network.stop")


def _ask(choice: NetworkChoice) -> None:
    """Ask for a run's landscapes: that of the other plane then follows without a word, since the run is known."""
    st.session_state[ASKED] = choice.run
    st.session_state.pop(WORK, None)


def _stop() -> None:
    for name in (ASKED, WORK):
        st.session_state.pop(name, None)


def _digits() -> Mnist | None:
    try:
        return jobs.digits()
    except jobs.MnistError as error:
        st.error(t("The digits cannot be read. {what}", what=jobs.why(error)))
        return None


def _work_out(choice: NetworkChoice, data: Mnist) -> Landscape | None:
    """Work, and show how far it is; what a rerun interrupts goes on in the next one."""
    known: tuple[NetworkChoice, Work] | None = st.session_state.get(WORK)
    if known is None or known[0] != choice:
        known = st.session_state[WORK] = (choice, work(choice, data))
    bar = st.progress(0.0)
    for progress in known[1]:
        bar.progress(progress.share, progress.words)
    return shelves().landscapes.get(choice)


def _draw(landscape: Landscape, dark: bool) -> None:
    across, up = TITLES[landscape.choice.plane]
    left, right = st.columns([5, 3], vertical_alignment="center")
    left.vega_lite_chart(
        None,
        charts.landscape(_picture(landscape, dark), (t(across), t(up)), dark)
        | {"datasets": {"path": sent(_path_table(landscape))}},
        key="landscape.network.chart",
        height=500,
        alt=t("Contours of the net's loss on a plane through its parameters, and the path of its training"),
    )
    right.markdown("\n\n".join(sentences(landscape)))


@kept(16)
def _picture(landscape: Landscape, dark: bool) -> Contour:
    return grid.picture(landscape.losses, landscape.box, dark)


def _path_table(landscape: Landscape) -> Any:
    """Tabulate the path (see `charts.landscape`)."""
    path, n = landscape.path, len(landscape.updates)
    columns: dict[str, npt.ArrayLike] = {
        "frame": np.arange(n, dtype=np.int16),
        **dict.fromkeys(("across", "at_across"), path.coordinates[:, 0]),
        **dict.fromkeys(("up", "at_up"), path.coordinates[:, 1]),
        "update": landscape.updates.astype(np.int32),
        "loss": path.losses,
        "surface": path.surface,
        "name": [t("start"), *[""] * (n - 2), t("end")],
    }
    return points_table(columns)


def sentences(landscape: Landscape) -> list[str]:
    """Say what the picture is, what it shows of the run, and what it cannot show."""
    path, k = landscape.path, landscape.path.farthest
    across, up = (percent(share) for share in path.explained)
    return [
        t(OF_PLANES[landscape.choice.plane], size=number(landscape.size), n=len(landscape.updates)),
        t(
            "It shows **{share}** of the path's variance: {across} across, {up} up.",
            share=percent(float(path.explained.sum())),
            across=across,
            up=up,
        ),
        t(REMARKS[landscape.choice.plane], size=number(landscape.size)),
        t(
            "Loss on {images} training images: **{start}** at the start, **{end}** at the end.",
            images=number(IMAGES),
            start=fixed(path.losses[0], 3),
            end=fixed(path.losses[-1], 3),
        ),
        t(
            "The path runs beside the plane, so it need not lie on the drawn surface. They differ most at update "
            "{update}: the net's loss is **{loss}**, the surface at that place **{surface}**.",
            update=number(landscape.updates[k]),
            loss=fixed(path.losses[k], 3),
            surface=fixed(path.surface[k], 3),
        ),
        t("Drawn from {n} × {n} losses in nats, with levels as on a logarithmic axis.", n=SIDE),
    ]
