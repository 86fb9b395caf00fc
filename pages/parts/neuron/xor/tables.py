"""Exclusive or as pictures and tables: a picture of the answers a frame, and a row a frame for the rest."""

import math
from typing import Any, NamedTuple

import numpy as np

from gdcore.arrays import Array, IntArray
from gdcore.xor import ANSWERS, CORNERS, line_ends
from pages.parts.neuron.xor.run import Trained, XorRun
from pages.ui.keeping import kept
from pages.ui.language import remembered
from pages.ui.pictures.pictures import NEGATIVE, POSITIVE, painted
from pages.ui.play.playback import column
from pages.ui.tables.descent import points_table, shown_steps
from pages.ui.text import fixed, number

MOST = 100  # frames
LOW, HIGH = -0.4, 1.4  # of the picture, across and up
SIDE = 100  # points along each side of a frame's picture, and one more to each side against a seam
BANDS = 10  # shades from a sure 0 to a sure 1
PAPER = {False: (250, 250, 250), True: (38, 46, 56)}
INK = {False: (22, 32, 43), True: (238, 242, 246)}
STRENGTH = 0.75  # of the colour of a sure answer


class Strip(NamedTuple):
    """A picture with the answers of every frame side by side: a data address, and how many pictures a row has."""

    address: str
    columns: int
    rows: int


def shown(live: XorRun) -> IntArray:
    """Choose the updates that are frames."""
    return shown_steps(live.settings.updates, MOST)


@kept(16)
def strip(trained: Trained, updates: int, dark: bool) -> Strip:
    """Paint the net's answers all over the picture at every frame; the line at 1/2 is inked."""
    frames = shown_steps(updates, MOST)
    unit = (HIGH - LOW) / SIDE
    ticks = np.linspace(LOW - unit / 2, HIGH + unit / 2, SIDE + 2)
    grid = np.stack(np.meshgrid(ticks, ticks[::-1]), axis=-1).reshape(-1, 2).astype(np.float32)
    with np.errstate(all="ignore"):
        p = np.nan_to_num(trained.batch.net.probability(trained.path.thetas[frames].astype(np.float32), grid), nan=0.5)
    p = p.reshape(len(frames), SIDE + 2, SIDE + 2)
    bands = np.clip((p * BANDS).astype(int), 0, BANDS - 1)
    yes = p > 0.5
    bands[:, :-1][yes[:, :-1] != yes[:, 1:]] = BANDS
    bands[:, :, :-1][yes[:, :, :-1] != yes[:, :, 1:]] = BANDS
    columns = math.ceil(math.sqrt(len(frames)))
    rows = math.ceil(len(frames) / columns)
    sheet = np.zeros((rows * columns, SIDE + 2, SIDE + 2), int)
    sheet[: len(frames)] = bands
    whole = sheet.reshape(rows, columns, SIDE + 2, SIDE + 2).swapaxes(1, 2).reshape(rows * (SIDE + 2), -1)
    return Strip(painted(whole, _colours(dark)), columns, rows)


def _colours(dark: bool) -> Array:
    paper, share = np.array(PAPER[dark]), np.abs(np.linspace(-1, 1, BANDS))[:, np.newaxis] * STRENGTH
    sure = np.where(np.arange(BANDS)[:, np.newaxis] < BANDS / 2, np.array(NEGATIVE), np.array(POSITIVE))
    return np.vstack([paper + (sure - paper) * share, np.array(INK[dark])])


def corners(trained: Trained, frames: IntArray) -> Any:
    """Tabulate the corners: columns frame, x, y, answer, right; four rows a frame."""
    with np.errstate(all="ignore"):
        p = trained.probabilities(CORNERS)[frames]
    right = np.where(ANSWERS > 0.5, p > 0.5, p < 0.5)
    return points_table(
        {
            "frame": np.repeat(np.arange(len(frames), dtype=np.int16), len(CORNERS)),
            "x": np.tile(CORNERS[:, 0], len(frames)),
            "y": np.tile(CORNERS[:, 1], len(frames)),
            "answer": np.tile(ANSWERS.astype(np.int8), len(frames)),
            "right": right.ravel(),
        }
    )


def units(trained: Trained, frames: IntArray) -> Any:
    """Tabulate the line on which each hidden unit's sum is 0: columns frame, x, y, x2, y2; two rows a frame."""
    first = trained.batch.net.layers(trained.path.thetas[frames])[0]
    with np.errstate(all="ignore"):
        lines = np.concatenate([first.W, first.b[:, np.newaxis, :]], axis=1).swapaxes(1, 2)
        ends = line_ends(lines, np.array([0.5, 0.5]), 4.0)
    near = np.isfinite(ends).all(axis=(-1, -2), keepdims=True) & (np.abs(ends) < 50).all(axis=(-1, -2), keepdims=True)
    ends = np.where(near, ends, np.nan)
    return points_table(
        {
            "frame": np.repeat(np.arange(len(frames), dtype=np.int16), lines.shape[1]),
            "x": ends[..., 0, 0].ravel(),
            "y": ends[..., 0, 1].ravel(),
            "x2": ends[..., 1, 0].ravel(),
            "y2": ends[..., 1, 1].ravel(),
        }
    )


def losses(live: XorRun) -> Any:
    """Tabulate both losses: columns run ("bent" or "straight"), frame, step, loss."""
    frames = shown(live)
    both = [trained.path.losses[frames] for trained in (live.bent, live.straight)]
    values = np.concatenate(both)
    return points_table(
        {
            "run": np.repeat(["bent", "straight"], len(frames)),
            "frame": np.tile(np.arange(len(frames), dtype=np.int16), 2),
            "step": np.tile(frames.astype(np.int32), 2),
            "loss": np.where(np.isfinite(values) & (values > 0), values, np.nan),
        }
    )


@remembered(16)
def spoken(live: XorRun) -> dict[str, list[str]]:
    """Return, frame by frame, the numbers of the lines below the bar."""
    frames = shown(live)
    found = {"step": [number(k) for k in frames.tolist()]}
    for name, trained in (("bent", live.bent), ("straight", live.straight)):
        with np.errstate(all="ignore"):
            p = trained.probabilities(CORNERS)[frames]
        found[f"{name}_right"] = [str(n) for n in trained.right[frames].tolist()]
        found[f"{name}_loss"] = column(trained.path.losses[frames])
        for k in range(len(CORNERS)):
            found[f"{name}_{k}"] = [fixed(value, 3) for value in p[:, k].tolist()]
    return found
