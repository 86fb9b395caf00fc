"""The colours of losses: from deep water to pale sand, every step as large to the eye as the next.

They are made in Oklab, where equal distances look equal. Lightness tells the order, the hue goes along with it; both
stay quiet, so that paths and what is written stand out from all of them.

Source: B. Ottosson, A perceptual color space for image processing, 2020.
"""

from functools import lru_cache

import numpy as np

from gdcore.arrays import Array

# From the lowest losses to the highest: lightness, chroma, and hue in degrees.
WAYS = {
    False: np.array([(0.66, 0.075, 252), (0.755, 0.072, 222), (0.84, 0.062, 180), (0.905, 0.052, 135),
                     (0.96, 0.042, 100)]),
    True: np.array([(0.20, 0.045, 268), (0.27, 0.055, 250), (0.34, 0.058, 222), (0.405, 0.055, 188),
                    (0.46, 0.05, 150)]),
}  # fmt: skip
FINE = 400  # points along a way, to measure it by
TO_LMS = np.array(
    [[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.291485548]]
)
TO_RGB = np.array([[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965],
                   [-0.0041960863, -0.7034186147, 1.7076147010]])  # fmt: skip


@lru_cache(maxsize=32)
def sequence(count: int, dark: bool) -> tuple[tuple[int, int, int], ...]:
    """Return so many colours from low to high, as far apart to the eye: red, green and blue from 0 to 255."""
    along = np.linspace(0, 1, FINE)
    knots = np.linspace(0, 1, len(WAYS[dark]))
    lightness, chroma, hue = (np.interp(along, knots, part) for part in WAYS[dark].T)
    lab = np.stack([lightness, chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))], axis=1)
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(lab, axis=0), axis=1))])
    places = np.linspace(0, way[-1], count) if count > 1 else way[-1:] / 2
    chosen = np.stack([np.interp(places, way, part) for part in lab.T], axis=1)
    return tuple((int(r), int(g), int(b)) for r, g, b in _rgb(chosen))


def _rgb(lab: Array) -> Array:
    light = np.clip((lab @ TO_LMS.T) ** 3 @ TO_RGB.T, 0, 1)
    return np.rint(255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055))


def as_hex(colour: tuple[int, int, int]) -> str:
    """Write a colour as a style sheet does.

    >>> as_hex((0, 114, 178))
    '#0072b2'
    """
    return "#{:02x}{:02x}{:02x}".format(*colour)
