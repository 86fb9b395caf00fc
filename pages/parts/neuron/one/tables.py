"""The neuron's descent as the tables of its charts."""

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from gdcore.arrays import Array, IntArray
from pages.parts.neuron.one.run import NeuronRun
from pages.ui.box import Box
from pages.ui.keeping import kept
from pages.ui.language import remembered
from pages.ui.tables.descent import path_table, shown_steps
from pages.ui.text import number

AXES = (0, 1)  # w1 goes across, w2 up
MOST = 300  # frames
ROOM = 0.15  # of the picture's width, at its edges
LEAST = 2.0  # the least width of the picture
OF_A_NEURON = ["frame", "x1", "x2", "w1", "w2", "b", "h", "y_hat", "y_target", "error", "slope", "delta", "dw1", "dw2",
               "db", "loss_now"]  # fmt: skip
OF_A_SURFACE = ["run", "frame", "across", "up", "at_across", "at_up"]
OF_A_LOSS = ["run", "frame", "step", "loss"]


class Tables(NamedTuple):
    """The steps that are frames, the part of the plane of weights to show, and a row a frame."""

    shown: IntArray
    box: Box
    path: pd.DataFrame


def surface_box(live: NeuronRun) -> Box:
    """Choose what of the error surface to show: the start, the floor below it, where the run ends, and (0, 0).

    It hardly depends on the learning rate: descent moves along the inputs, on one straight line.
    """
    start = live.path.thetas[0][:2]
    points = [start, np.zeros(2), *([live.floor[:2]] if live.floor is not None else [start - 1, start + 1])]
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, LEAST / 2) * (1 + 2 * ROOM)
    return Box(*(_neat(middle[i] - half[i], middle[i] + half[i]) for i in AXES))


def _neat(low: float, high: float) -> tuple[float, float]:
    unit = 10.0 ** (math.floor(math.log10(high - low)) - 1)
    return float(f"{math.floor(low / unit) * unit:.12g}"), float(f"{math.ceil(high / unit) * unit:.12g}")


@kept(32)
def of(live: NeuronRun) -> Tables:
    """Return the tables of a run; they are made once."""
    shown, box = shown_steps(len(live.path.losses) - 1, MOST), surface_box(live)
    table = path_table(live.path, shown, AXES, box)
    for name, values in numbers_of(live).items():
        table[name] = np.broadcast_to(values, live.path.losses.shape)[shown].astype(np.float32)
    return Tables(shown, box, table)


def numbers_of(live: NeuronRun) -> dict[str, Array]:
    """Return every number of the picture by the name of its column, (steps + 1,) or one for all."""
    thetas, steps, passed = live.path.thetas, live.steps, live.passed
    found = {"x1": np.array(live.settings.x1), "x2": np.array(live.settings.x2), "loss_now": live.path.losses,
             "y_target": np.array(live.settings.y), "b": np.array(0.0), "db": np.array(0.0)}  # fmt: skip
    for k, name in enumerate(("w1", "w2", "b")[: thetas.shape[1]]):
        found |= {name: thetas[:, k], f"d{name}": steps[:, k]}
    return found | {name: values[:, 0] for name, values in passed._asdict().items()}


@remembered(32)
def step_numbers(live: NeuronRun) -> dict[str, list[str]]:
    """Return, frame by frame, what the transport bar says of where the run stands."""
    return {"step": [number(k) for k in of(live).shown.tolist()]}
