"""A loss over a plane as a surface to turn with the mouse, with a path on it: a pydeck deck."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pydeck as pdk

from gdcore.arrays import Array
from gdcore.objective import Objective
from pages.ui.box import Box
from pages.ui.pictures.contour import HIGH, LOW, PATH, levels_of
from pages.ui.text import number

CELLS = 32  # along each side
SIZE, HEIGHT = 1000.0, 600.0  # of the drawn box, in its own whole units
TICKS = np.linspace(-SIZE / 2, SIZE / 2, CELLS + 1)
AROUND = ((0, 0), (0, 1), (1, 1), (1, 0))  # a cell's corners, as steps along rows and columns
LIFT = 8.0  # of the path above the surface, so that the two do not mix
MOST_POINTS = 400  # of the path

START, END = [213, 94, 0], [0, 114, 178]


def deck(
    objective: Objective,
    paths: Sequence[tuple[Array, str]],
    axes: tuple[int, int],
    box: Box,
    names: tuple[str, str],
    dark: bool,
    floor: float = 0.0,
    even: bool = False,
    lift: float = LIFT,
) -> Any:
    """Draw the surface over a box, and the parts of the paths that lie over it.

    The height is the square root of the loss above its least, so that a bowl's flat floor and steep walls both show.

    Args:
        objective: the loss, of two parameters.
        paths: (steps + 1, 2) each, with its colour ("#0072B2").
        axes: which parameter goes across, and which up.
        box: the part of the plane.
        names: of the two axes.
        dark: whether the theme is dark.
        floor: the loss above which bands are counted.
        even: whether bands are evenly spaced (see `contour`).
        lift: of the paths above the surface.
    """
    scale = _Scale(objective, axes, box, floor, even)
    lines: list[dict[str, Any]] = [
        {"path": path, "colour": list(bytes.fromhex(colour[1:]))}
        for path, colour in ((scale.path(thetas, lift), colour) for thetas, colour in paths)
        if path
    ]
    layers = [_surface(scale, dark), *_paths(lines, alone=len(paths) == 1), _words(box, names, dark)]
    view = pdk.View(type="OrbitView", controller=True)
    state = pdk.ViewState(target=[0, 0, HEIGHT / 3], zoom=-1.35, rotation_orbit=-35, rotation_x=28)
    return pdk.Deck(layers, views=[view], initial_view_state=state, map_provider=None, map_style=None)


def _surface(scale: "_Scale", dark: bool) -> Any:
    heights, bands = scale.heights()
    colours = np.rint(np.linspace(LOW[dark], HIGH[dark], len(scale.levels) + 1)).astype(int)
    quads = [
        {"corners": scale.corners(heights, i, j), "colour": colours[bands[i, j]].tolist()}
        for i in range(CELLS)
        for j in range(CELLS)
        if np.isfinite(heights[i : i + 2, j : j + 2]).all()
    ]
    return pdk.Layer(
        "PolygonLayer",
        quads,
        get_polygon="corners",
        get_fill_color="colour",
        get_line_color=[0, 0, 0, 25],
        line_width_min_pixels=1,
        _full3d=True,
        position_format=pdk.types.String("XYZ"),
    )


def _paths(lines: list[dict[str, Any]], alone: bool) -> list[Any]:
    """Draw lines with their ends; those of a line that is alone differ, so that it shows which way it went."""
    points = [
        {"at": line["path"][at], "colour": end if alone else line["colour"]}
        for line in lines
        for at, end in ((0, START), (-1, END))
    ]
    return [
        pdk.Layer("PathLayer", lines, get_path="path", get_color="colour", width_min_pixels=4, get_width=8),
        pdk.Layer(
            "ScatterplotLayer",
            points,
            get_position="at",
            get_fill_color="colour",
            radius_min_pixels=7,
            get_radius=12,
            billboard=True,
        ),
    ]


def _words(box: Box, names: tuple[str, str], dark: bool) -> Any:
    return pdk.Layer(
        "TextLayer",
        _labels(box, names),
        get_position="at",
        get_text="text",
        get_size=20,
        get_color=[*PATH[dark]],
        character_set=pdk.types.String("auto"),
    )


class _Scale:
    """From the loss's plane and heights to those of the drawn box."""

    def __init__(self, objective: Objective, axes: tuple[int, int], box: Box, floor: float, even: bool) -> None:
        self.objective, self.axes, self.box = objective, axes, box
        losses = self._losses(TICKS, TICKS)
        finite = losses[np.isfinite(losses)]
        self.low, self.high = float(finite.min(initial=np.inf)), float(finite.max(initial=-np.inf))
        self.levels = levels_of(losses, floor, even)

    def _losses(self, across: Array, up: Array) -> Array:
        theta = np.empty((len(up), len(across), 2))
        for axis, drawn, (low, high) in ((0, across, self.box.across), (1, up[:, np.newaxis], self.box.up)):
            theta[..., self.axes[axis]] = low + (drawn / SIZE + 0.5) * (high - low)
        return self.objective.loss(theta)

    def _height(self, losses: Array) -> Array:
        # The square root: a quadratic bowl becomes a cone, and its valley stays in sight.
        return HEIGHT * np.sqrt(np.clip((losses - self.low) / (self.high - self.low or 1.0), 0, None))

    @staticmethod
    def corners(heights: Array, i: int, j: int) -> list[list[int]]:
        """Return the corners of a cell, with few digits: a surface has thousands."""
        places = [(i + di, j + dj) for di, dj in AROUND]
        return [[round(float(v)) for v in (TICKS[k], TICKS[h], heights[h, k])] for h, k in places]

    def heights(self) -> tuple[Array, Any]:
        """Return heights at the corners, and for each cell its band of colour."""
        losses = self._losses(TICKS, TICKS)
        middles = (TICKS[:-1] + TICKS[1:]) / 2
        bands = np.searchsorted(self.levels, self._losses(middles, middles), side="right")
        return self._height(losses), bands

    def path(self, thetas: Array, lift: float) -> list[list[int]]:
        """Return the points of a path over the box, up to where it first leaves, a little above the surface."""
        points = thetas[:, list(self.axes)]
        outside = np.flatnonzero(~self.box.holds(points[:, 0], points[:, 1]))
        points = points[: outside[0]] if outside.size else points
        points = points[np.unique(np.linspace(0, len(points) - 1, min(len(points), MOST_POINTS)).astype(int))]
        theta = np.empty_like(points)
        theta[:, list(self.axes)] = points
        losses = self.objective.loss(theta)
        points, losses = points[np.isfinite(losses)], losses[np.isfinite(losses)]
        heights = self._height(losses) + lift
        drawn = [(points[:, k] - low) / (high - low) * SIZE - SIZE / 2 for k, (low, high) in enumerate(self.box)]
        return [[round(float(v)) for v in point] for point in zip(*drawn, heights, strict=True)]


def _labels(box: Box, names: tuple[str, str]) -> list[dict[str, Any]]:
    edge = SIZE / 2 + 60
    (left, right), (bottom, top) = box
    return [
        {"at": [0, -edge, 0], "text": names[0]},
        {"at": [-SIZE / 2, -edge, 0], "text": number(left)},
        {"at": [SIZE / 2, -edge, 0], "text": number(right)},
        {"at": [edge, 0, 0], "text": names[1]},
        {"at": [edge, -SIZE / 2, 0], "text": number(bottom)},
        {"at": [edge, SIZE / 2, 0], "text": number(top)},
    ]
