"""The small pictures of the lessons whose screens are covered while they ask: drawn from what the core computes.

Each shows what the lesson is about before anything is played, so none tells an answer.
"""

import numpy as np

from gdcore import mnist
from gdcore.arrays import Array
from pages.parts.home.settings import DEFAULTS
from pages.parts.losses.settings import row
from pages.ui.lessons.lessons import Lesson
from pages.ui.terrain.ground import ground

WIDE, HIGH, EDGE = 320, 180, 14  # units of a picture
LOOK = (
    "<style>*{fill:none;stroke-linejoin:round;stroke-linecap:round}.l{stroke:#0072b2;stroke-width:1.5}"
    ".c{stroke:#0072b2;stroke-width:4}.g{stroke:#8794a1;stroke-width:2}.s{fill:#d55e00}.p,text{fill:#16202b}"
    ".i{fill:#0072b2}.o{stroke:#d55e00;stroke-width:4}text{font:700 24px sans-serif}"
    "@media(prefers-color-scheme:dark){.l,.c{stroke:#56b4e9}.i{fill:#56b4e9}.s{fill:#ff9a4d}.o{stroke:#ff9a4d}"
    ".p,text{fill:#eef2f6}}"
)


def svg(content: str, style: str = "", wide: int = WIDE, high: int = HIGH) -> str:
    """Return a whole picture."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">{LOOK}{style}</style>{content}</svg>\n'


def line(places: Array, look: str) -> str:
    """Return a line through places: (n, 2), in units of the picture."""
    whole = np.rint(places).astype(int)
    steps = np.diff(whole, axis=0)
    return f'<path class="{look}" d="M{whole[0, 0]} {whole[0, 1]}l{" ".join(f"{x} {y}" for x, y in steps)}"/>'


def dot(place: Array, look: str, radius: int = 8) -> str:
    """Return a filled dot."""
    return f'<circle class="{look}" cx="{place[0]:.0f}" cy="{place[1]:.0f}" r="{radius}"/>'


def placed(points: Array, across: tuple[float, float], up: tuple[float, float], wide: int = WIDE, high: int = HIGH,
           edge: int = 0) -> Array:  # fmt: skip
    """Return points (n, 2) of a box in units of the picture, the second axis upwards."""
    low, top = np.array([across, up], dtype=float).T
    shares = (np.asarray(points, dtype=float) - low) / (top - low)
    return edge + shares * (1, -1) * (wide - 2 * edge, high - 2 * edge) + (0, high - 2 * edge)


def contours(losses: Array, levels: Array) -> list[Array]:
    """Return the level lines of losses on a grid, each (n, 2) in columns and rows of it, by marching squares."""
    rows, columns = losses.shape
    lines: list[Array] = []
    for level in levels:
        ends: dict[tuple[int, int, int], list[tuple[int, int, int]]] = {}
        for r in range(rows - 1):
            for c in range(columns - 1):
                sides = [(0, r, c), (1, r, c + 1), (0, r + 1, c), (1, r, c)]  # below, right, above, left
                corners = [losses[r, c], losses[r, c + 1], losses[r + 1, c + 1], losses[r + 1, c]]
                crossed = [sides[k] for k in range(4) if (corners[k] < level) != (corners[(k + 1) % 4] < level)]
                for one, other in zip(crossed[::2], crossed[1::2], strict=True):
                    ends.setdefault(one, []).append(other)
                    ends.setdefault(other, []).append(one)
        while ends:
            here = next((key for key, others in ends.items() if len(others) == 1), next(iter(ends)))
            places = [_crossing(losses, level, here)]
            while ends.get(here):
                following = ends[here].pop()
                ends[following].remove(here)
                if not ends[here]:
                    del ends[here]
                here = following
                places.append(_crossing(losses, level, here))
            ends.pop(here, None)
            lines.append(np.array(places))
    return lines


def _crossing(losses: Array, level: float, side: tuple[int, int, int]) -> tuple[float, float]:
    upright, r, c = side
    a, b = losses[r, c], losses[r + upright, c + 1 - upright]
    share = float((level - a) / (b - a))
    return (c, r + share) if upright else (c + share, r)


def terrain(objective, box, even: bool, floor: float, count: int = 7, wide: int = WIDE, high: int = HIGH) -> str:  # type: ignore[no-untyped-def]
    """Return a loss's level lines over a box."""
    across, up = (np.linspace(*span, n) for span, n in ((box[0], wide // 12), (box[1], high // 12)))
    losses = objective.loss(np.stack(np.meshgrid(across, up), axis=-1))
    heights = losses - floor
    ladder = np.linspace(0, 1, count + 2)[1:-1]
    levels = floor + (
        heights.max() * ladder if even else heights.max() ** ladder * max(heights.min(), 0.02) ** (1 - ladder)
    )
    scale = np.array([wide / (len(across) - 1), -high / (len(up) - 1)])
    return "".join(line(places * scale + (0, high), "l") for places in contours(losses, levels))


def on_ground(name: str, start: tuple[float, float], label: str, formula: str = "x", reach: float = 5.0) -> str:
    """Return a surface with the start on it."""
    place = ground(name, formula, reach)
    lines = terrain(place.objective, place.box, place.even, place.floor or 0.0)
    return svg(lines + dot(placed(np.array(start), *place.box), "s", 10) + text(label))


def text(label: str) -> str:
    """Return a label in the upper left corner."""
    return f'<text x="12" y="30">{label}</text>' if label else ""


def curve(f, across: tuple[float, float], at: float | None = None, look: str = "c", up=None) -> str:  # type: ignore[no-untyped-def]
    """Return a function of one variable, and maybe a point on it."""
    x = np.linspace(*across, 61)
    y = f(x)
    up = up or (float(np.min(y)), float(np.max(y)))
    drawn = line(placed(np.stack([x, y], axis=-1), across, up, edge=EDGE), look)
    return drawn if at is None else drawn + dot(placed(np.array([at, f(np.array(at))]), across, up, edge=EDGE), "s", 10)


def bars(heights: Array, look: str = "c") -> str:
    """Return bars from the bottom up, of shares of the height."""
    left = np.linspace(0, WIDE, len(heights) + 1)[:-1] + 12
    wide = WIDE / len(heights) - 24
    filled = {"c": "i", "o": "s"}[look]
    return "".join(
        f'<rect class="{filled}" x="{x:.0f}" y="{HIGH - EDGE - h:.0f}" width="{wide:.0f}" height="{h:.0f}"/>'
        for x, h in zip(left, np.asarray(heights) * (HIGH - 2 * EDGE), strict=True)
    )


def scatter(x: Array, y: Array, across: tuple[float, float], up: tuple[float, float]) -> str:
    """Return points."""
    return "".join(dot(place, "p") for place in placed(np.stack([x, y], axis=-1), across, up, edge=EDGE))


def of_slopes(settings) -> str:  # type: ignore[no-untyped-def]
    """Return the curve or the surface with the point."""
    from pages.parts.slopes.run import run

    if settings.part == "two":
        return on_ground(settings.surface, (settings.px, settings.py), "")
    found = run(settings).curve  # type: ignore[union-attr]
    return svg(curve(found.value, found.domain, settings.at))


def of_losses(settings) -> str:  # type: ignore[no-untyped-def]
    """Return what the view begins with."""
    from pages.parts.losses.run import outlier

    if settings.view == "zero":
        return svg(curve(lambda p: -np.log(p), (0.01, 1)) + text("−log p"))
    if settings.view == "batch":
        return svg(bars(np.kron(row(settings, "forecast_a"), [1, 0])) + "".join(
            bars(np.kron(row(settings, "forecast_b"), [0, 1]), "o")))  # fmt: skip
    if settings.view == "entropy":
        return svg(bars(np.array([settings.truth, 1 - settings.truth])) + text("p"))
    if settings.view == "outlier":
        run = outlier(settings)
        y = run.lifted(len(run.lifts) // 2)
        return svg(scatter(run.x, y, (run.x.min(), run.x.max()), (y.min(), y.max())))
    x = np.arange(10.0)
    return svg(curve(lambda x: settings.m * x + settings.b, (0, 9), look="g") + scatter(x, 2 * x + 1, (0, 9), (1, 19)))


def of_neuron(settings) -> str:  # type: ignore[no-untyped-def]
    """Return what the view is about."""

    def sigmoid(z: Array) -> Array:
        return 1 / (1 + np.exp(-z))

    if settings.view == "xor":
        corners = np.array([[0, 0], [1, 1], [0, 1], [1, 0]])
        places = placed(corners, (-0.6, 1.6), (-0.2, 1.2))
        return svg("".join(dot(place, "i" if k < 2 else "s", 16) for k, place in enumerate(places)))
    if settings.view == "activations":
        wires = "".join(line(np.array([[28 + 29 * k, 90], [28 + 29 * (k + 1), 90]]), "g") for k in range(9))
        return svg(wires + "".join(dot(np.array([28 + 29 * k, 90]), "i", 10) for k in range(10)))
    if settings.view == "linear":
        wires = "".join(line(np.array([[90 + 70 * k, 60 + 60 * a], [160 + 70 * k, 60 + 60 * b]]), "g")
                        for k in range(2) for a in range(2) for b in range(2))  # fmt: skip
        return svg(
            wires + "".join(dot(np.array([90 + 70 * k, 60 + 60 * a]), "i", 14) for k in range(3) for a in (0, 1))
        )
    z = settings.w1 * settings.x1 + settings.w2 * settings.x2
    return svg(curve(sigmoid, (-12, 12), float(np.clip(z, -11, 11)), up=(0, 1)))


def of_line_fit(settings) -> str:  # type: ignore[no-untyped-def]
    """Return the two points with the line it begins with, and the rate."""
    across, up = (0.0, 3.0), (-1.0, 8.0)
    start = curve(lambda x: settings.m * x + settings.b, across, look="o", up=up)
    return svg(start + scatter(np.array([1.0, 2.0]), np.array([3.0, 5.0]), across, up) + text(
        f"η = {settings.learning_rate:g}"))  # fmt: skip


def digit(pixels: Array, left: float, top: float, size: float) -> str:
    """Return a digit's ink, row by row."""
    runs = []
    for r, ink in enumerate(pixels.reshape(mnist.SIDE, mnist.SIDE) > 110):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], ink.astype(int), [0]])))
        runs += [f"M{a} {r}h{b - a}v1h{a - b}z" for a, b in edges.reshape(-1, 2)]
    moved = f"translate({left:.0f} {top:.0f})scale({size / mnist.SIDE:.2f})"
    return f'<path class="p" transform="{moved}" d="{"".join(runs)}"/>'


def of_mnist(number: int) -> str:
    """Return two test digits, others for each lesson."""
    images = mnist.load().test_images[2 * number :]
    return svg(digit(images[0], 10, 15, 150) + digit(images[1], 160, 15, 150))


def of_lesson(lesson: Lesson, number: int) -> str:
    """Return a lesson's picture."""
    settings = lesson.applied_to(DEFAULTS[lesson.page])
    if lesson.page == "mnist":
        return of_mnist(number)
    if lesson.page in ("landscape", "race"):
        place = ground(settings.surface, settings.formula, settings.reach)
        start = (settings.x, settings.y)
        label = f"η = {settings.learning_rate:g}" if lesson.page == "landscape" else str(len(settings.methods))
        return on_ground(place.name, start, label, settings.formula, settings.reach)
    pages = {"slopes": of_slopes, "losses": of_losses, "neuron": of_neuron, "line_fit": of_line_fit}
    return pages[lesson.page](settings)
