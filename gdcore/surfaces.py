"""The gallery: what can happen to descent, one surface for each, in the order of a lecture.

The plain ones are here, the named ones of the literature in `classic_surfaces`.
"""

import math

import numpy as np

from gdcore.arrays import Array
from gdcore.classic_surfaces import beale, camel, himmelblau, rastrigin, rosenbrock
from gdcore.surface import Critical, Surface


def line_fit() -> Surface:
    """Build the mean squared error of a line through two points: f = ((3 - x - y)² + (5 - 2x - y)²)/2.

    The points are (1, 3) and (2, 5), theta = (x, y) is the line's (m, b), and m = 2, b = 1 meets both. The
    curvatures 6.85 and 0.146 make a narrow valley that lies askew: below eta = 2/6.85 = 0.292 the steep
    direction settles, and the way along the floor takes 580 steps at eta = 0.1 to come within 0.001.

    Source:
        The course material's line fit, with its start and learning rate; the same loss as `gdcore.line_fit.LineFit`.
    """
    return Surface(
        name="line_fit",
        title="Line fit through two points",
        formula="((3 − x − y)² + (5 − 2x − y)²)/2",
        expression="((3 - x - y)**2 + (5 - 2*x - y)**2)/2",
        height=lambda x, y: ((3 - x - y) ** 2 + (5 - 2 * x - y) ** 2) / 2,
        slopes=lambda x, y: (5 * x + 3 * y - 13, 3 * x + 2 * y - 8),
        curvatures=lambda x, y: (5, 3, 2),
        domain=((-3, 7), (-4, 6)),
        start=(-1, 5),
        learning_rate=0.1,
        steps=300,
        minima=(Critical(2, 1, 0),),
        logarithmic=True,
    )


def bowl() -> Surface:
    """Build the round bowl: f = x² + y².

    The gradient is 2 theta, so every step multiplies theta by 1 - 2 eta: 0.8 at eta = 0.1, 0 at 0.5,
    -1 at 1, where it flips for ever; beyond that it grows.

    Source:
        The course material's first descent: from (-3, 4), eta = 0.1, 20 steps.
    """
    return Surface(
        name="bowl",
        title="Bowl",
        formula="x² + y²",
        expression="x**2 + y**2",
        height=lambda x, y: x**2 + y**2,
        slopes=lambda x, y: (2 * x, 2 * y),
        curvatures=lambda x, y: (2, 0, 2),
        domain=((-5, 5), (-5, 5)),
        start=(-3, 4),
        learning_rate=0.1,
        steps=20,
        minima=(Critical(0, 0, 0),),
    )


def valley() -> Surface:
    """Build the narrow valley: f = x²/20 + y², 20 times as steep across as along.

    The steep direction bounds the learning rate (below 1), and with such a rate the way along the
    valley is slow: x shrinks by the factor 1 - eta/10 a step, y flips its sign.

    Source:
        Saitoh 2016, "Deep Learning from Scratch", chapter 6, with its start and learning rate.
    """
    return Surface(
        name="valley",
        title="Narrow valley",
        formula="x²/20 + y²",
        expression="x**2/20 + y**2",
        height=lambda x, y: x**2 / 20 + y**2,
        slopes=lambda x, y: (x / 10, 2 * y),
        curvatures=lambda x, y: (0.1, 0, 2),
        domain=((-8, 8), (-4, 4)),
        start=(-7, 2),
        learning_rate=0.95,
        steps=30,
        minima=(Critical(0, 0, 0),),
    )


def double_well() -> Surface:
    """Build two wells, one deeper: f = x⁴ - 2.22 x² + 0.44 x + y².

    df/dx = 4 (x + 1.1) (x - 0.1) (x - 1): the well at x = 1 is 0.80 below the pass at x = 0.1, the one
    at x = -1.1 is 1.73 below it. From the start plain gradient descent stays in the near well at every
    learning rate up to 0.127, however long it runs; Momentum 0.9 rolls over the pass into the deep one
    at every rate from 0.008 to 0.065, and so with this one.

    Source:
        Ours: a double well with a tilt, its coefficients chosen to give the three roots above.
    """
    return Surface(
        name="double_well",
        title="Tilted double well",
        formula="x⁴ − 2.22x² + 0.44x + y²",
        expression="x**4 - 2.22*x**2 + 0.44*x + y**2",
        height=lambda x, y: x**4 - 2.22 * x**2 + 0.44 * x + y**2,
        slopes=lambda x, y: (4 * x**3 - 4.44 * x + 0.44, 2 * y),
        curvatures=lambda x, y: (12 * x**2 - 4.44, 0, 2),
        domain=((-2, 2), (-1.5, 1.5)),
        start=(1.7, 1),
        learning_rate=0.03,
        steps=100,
        minima=(Critical(-1.1, 0, -1.7061), Critical(1, 0, -0.78)),
        saddles=(Critical(0.1, 0, 0.0219),),
    )


def saddle() -> Surface:
    """Build a saddle point with a minimum on either side: f = x² - y² + y⁴/4.

    On the ridge y = 0 the slope in y is exactly 0: descent from the start ends on the saddle point and
    stays. A hair beside it, y grows by the factor 1 + 2 eta a step and the path falls off.

    Source:
        Ours: the textbook's saddle x² - y², which has no lowest point, with y⁴/4 to give it two.
    """
    return Surface(
        name="saddle",
        title="Saddle point",
        formula="x² − y² + y⁴/4",
        expression="x**2 - y**2 + y**4/4",
        height=lambda x, y: x**2 - y**2 + y**4 / 4,
        slopes=lambda x, y: (2 * x, -2 * y + y**3),
        curvatures=lambda x, y: (2, 0, -2 + 3 * y**2),
        domain=((-2.5, 2.5), (-2.5, 2.5)),
        start=(-2, 0),
        learning_rate=0.1,
        steps=100,
        minima=(Critical(0, math.sqrt(2), -1), Critical(0, -math.sqrt(2), -1)),
        saddles=(Critical(0, 0, 0),),
    )


def plateau() -> Surface:
    """Build a plain with a pit in it: f = 1 - exp(-(x² + y²)/2).

    The slope at the distance r is r exp(-r²/2): 0 only at the bottom, and yet at this learning rate
    1,000 steps from (4, 3) go no further than 0.01. From the start the path reaches the pit after
    130 steps that hardly move. (Beyond r = 39 the slope is below the smallest float64 and comes out as 0.)

    Source:
        Ours: a Gaussian turned over.
    """

    def bell(x: Array, y: Array) -> Array:
        return np.exp(-(x**2 + y**2) / 2)

    return Surface(
        name="plateau",
        title="Plateau",
        formula="1 − exp(−(x² + y²)/2)",
        expression="1 - exp(-(x**2 + y**2)/2)",
        height=lambda x, y: 1 - bell(x, y),
        slopes=lambda x, y: (x * bell(x, y), y * bell(x, y)),
        curvatures=lambda x, y: ((1 - x**2) * bell(x, y), -x * y * bell(x, y), (1 - y**2) * bell(x, y)),
        domain=((-5, 5), (-5, 5)),
        start=(-3, 2),
        learning_rate=0.5,
        steps=150,
        minima=(Critical(0, 0, 0),),
    )


SURFACES: dict[str, Surface] = {
    surface.name: surface
    for surface in (
        line_fit(),
        bowl(),
        valley(),
        rosenbrock(),
        beale(),
        himmelblau(),
        camel(),
        double_well(),
        saddle(),
        plateau(),
        rastrigin(),
    )
}
