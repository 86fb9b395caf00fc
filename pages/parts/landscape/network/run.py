"""A real net's landscape, worked out in slices: a training run, a plane through it, the loss on that plane."""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from gdcore.arrays import Array, IntArray
from gdcore.loss_plane import (
    Plane,
    PlaneLoss,
    ProjectedPath,
    plane_through_ends,
    principal_plane,
    projected,
    snapshot_updates,
    snapshots,
)
from gdcore.mnist import Mnist, pixels
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training
from pages.parts.landscape.network.choice import RECIPES, NetworkChoice, RunChoice
from pages.ui.box import Box
from pages.ui.keeping import Shelf
from pages.ui.play.trainers import Away
from pages.ui.text import t

SIDE = 41  # grid points across, and up
IMAGES = 1_000  # the first of the training images
TRAINING = 0.6  # the share of the time that training takes, about
KEPT_RUNS, KEPT_LANDSCAPES = 4, 32  # a run's parameters are 10 MB


class NetworkRun(NamedTuple):
    """A run that is over: the net, and its parameters (n, size) after each of some updates (n,)."""

    net: TwoLayerNet
    updates: IntArray
    thetas: Array


@dataclass(frozen=True, eq=False)
class Landscape:
    """A landscape that is worked out.

    Attributes:
        choice: what was asked for.
        size: how many parameters the net has.
        updates: (n,) after which the path's points were taken.
        path: on the plane.
        box: the part of the plane in the picture.
        losses: (SIDE, SIDE) nats on a grid over the box, rows from below to above.
    """

    choice: NetworkChoice
    size: int
    updates: IntArray
    path: ProjectedPath
    box: Box
    losses: Array


@dataclass(frozen=True)
class Shelves:
    """The results that all visitors share; read-only."""

    runs: Shelf[RunChoice, NetworkRun] = field(default_factory=lambda: Shelf(KEPT_RUNS))
    landscapes: Shelf[NetworkChoice, Landscape] = field(default_factory=lambda: Shelf(KEPT_LANDSCAPES))


@st.cache_resource(show_spinner=False)
def shelves() -> Shelves:
    """Return the shelves, the same ones for every visitor."""
    return Shelves()


class Progress(NamedTuple):
    """How far the work is: a share of 1, and in words."""

    share: float
    words: str


Work = Generator[Progress, None, Any]


def work(choice: NetworkChoice, data: Mnist) -> Work:
    """Train the net unless that run is known, and work out the loss on the plane, a slice between two reports.

    Nothing is kept before it is whole, so a visitor can leave at any moment.
    """
    known = shelves().runs.get(choice.run)
    run = known or (yield from _train(choice.run, data))
    before = 0.0 if known else TRAINING
    loss = PlaneLoss(run.net, _plane(choice, run), pixels(data.train_images[:IMAGES]), data.train_labels[:IMAGES])
    path = projected(loss, run.thetas)
    box = BOXES[choice.plane](path.coordinates)
    rows = []
    for row in loss.rows(np.linspace(*box.across, SIDE), np.linspace(*box.up, SIDE)):
        rows.append(row)
        share = before + (1 - before) * len(rows) / SIDE
        yield Progress(share, t("Loss on the plane: row {k} of {n}", k=len(rows), n=SIDE))
    result = Landscape(choice, run.net.size, run.updates, path, box, np.array(rows))
    shelves().landscapes.put(choice, result)


def _train(choice: RunChoice, data: Mnist) -> Generator[Progress, None, NetworkRun]:
    recipe = RECIPES[choice.recipe]
    net = TwoLayerNet(activation=recipe.activation)
    training = Training(net, GradientDescent(recipe.rate), data, scale=recipe.scale, seed=choice.seed)
    at = snapshot_updates(choice.updates)
    thetas = []
    for theta in snapshots(Away(training), at):
        thetas.append(theta)
        share = TRAINING * training.update / choice.updates
        yield Progress(share, t("Training: update {k} of {n}", k=training.update, n=choice.updates))
    return shelves().runs.put(choice, NetworkRun(net, at[: len(thetas)], np.array(thetas)))


def _plane(choice: NetworkChoice, run: NetworkRun) -> Plane:
    if choice.plane == "ends":
        return plane_through_ends(run.net, run.thetas[0], run.thetas[-1], np.random.default_rng(choice.seed))
    return principal_plane(run.thetas)


def _around_ends(path: Array) -> Box:
    """Show the way from 0 to 1, what lies beyond the end, and one length of the random direction to each side."""
    return Box((-0.25, 1.5), (-1.0, 1.0))


def _around_path(path: Array) -> Box:
    """Show the whole path with room around it, one unit as long up as across in a picture of 8 to 5."""
    (left, bottom), (right, top) = path.min(axis=0), path.max(axis=0)
    width = 1.4 * (right - left)
    height = max(1.4 * (top - bottom), width * 5 / 8)
    middle = (bottom + top) / 2
    return Box((left - width / 8, left + width * 7 / 8), (middle - height / 2, middle + height / 2))


BOXES = {"ends": _around_ends, "principal": _around_path}
