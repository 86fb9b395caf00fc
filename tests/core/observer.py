"""An observer of runs who never asks for the verdict: closed forms, eigenvalues, and watching the run go on.

It draws a run over a loss whose minima, saddle points and edges are known in closed form, goes on with it for
thousands of steps, and says in which points a verdict disagrees with what came of it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gdcore import expression
from gdcore.line_fit import LineFit
from gdcore.optimizers import OPTIMIZERS, AdamW, GradientDescent, Momentum, Nesterov
from gdcore.surface import Surface
from gdcore.surfaces import SURFACES

NEAR = 1e-3  # what "arrived" means
SLACK = 1e-6  # of it: what rounding may move
LINEAR = (GradientDescent, Momentum, Nesterov)
LATER = 50  # steps in which whoever has arrived must not go away
LONG = 3000  # steps at least, of what is seen of a run's future


def nowhere(thetas):
    return np.full(np.shape(thetas)[:-1], np.inf)


def to(points):
    """Return the distance to the nearest of some points, as a function of places."""
    listed = np.reshape(points, (-1, 2))
    if not len(listed):
        return nowhere
    return lambda thetas: np.linalg.norm(np.asarray(thetas)[..., None, :] - listed, axis=-1).min(axis=-1)


@dataclass
class Case:
    """A run to watch, with what is known of its loss.

    Attributes:
        name: what to print.
        objective, rule, start, steps: the run.
        to_minimum, to_lowest, to_other: distances to the nearest minimum, to the lowest of them, and to what else has
            slope 0.
        bottomless: whether the loss falls below every number.
        defined: whether the loss has a value at a place.
        curvatures: the eigenvalues of a quadratic; empty for all else.
    """

    name: str
    objective: Any
    rule: Any
    start: tuple[float, float]
    steps: int
    to_minimum: Callable = nowhere
    to_lowest: Callable | None = None
    to_other: Callable = nowhere
    bottomless: bool = False
    defined: Callable = field(default=lambda theta: True)
    curvatures: tuple[float, ...] = ()

    def __str__(self):
        return f"{self.name} {self.rule} from {self.start} {self.steps} steps"


def watch(case, steps):
    """Return the places of a run, as far as they are numbers."""
    theta = np.array(case.start, dtype=float)
    state, seen = case.rule.init(theta), [theta]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            theta, state = case.rule.update(theta, case.objective.gradient(theta), state)
            seen.append(theta)
            if not np.isfinite(theta).all():
                break
    return np.array(seen)


def long_radius(case):
    """Return the largest eigenvalue of a linear rule's step on a quadratic, from the matrix of its own updates."""
    largest = 0.0
    for curvature in case.curvatures:
        columns = []
        for unit in np.eye(2):
            theta, state = unit[:1], case.rule.init(unit[:1])
            if state:
                state = {"velocity": unit[1:]}
            theta, state = case.rule.update(theta, curvature * theta, state)
            columns.append([theta[0], state["velocity"][0] if state else 0.0])
        largest = max(largest, np.abs(np.linalg.eigvals(np.transpose(columns))).max())
    return largest


def disagreements(case, verdict):
    """Return what a verdict says that is not so."""
    path = watch(case, case.steps + max(LONG, 10 * case.steps))
    with np.errstate(all="ignore"):
        losses = np.asarray(case.objective.loss(path))
    ended = not (np.isfinite(path[-1]).all() and np.isfinite(losses[-1]))
    so_far = path[: case.steps + 1]
    check = {
        "converged": _arrived,
        "local minimum": _arrived,
        "saddle point": _elsewhere,
        "maximum": _elsewhere,
        "ridge": _elsewhere,
        "oscillating": _swings,
        "diverged": _diverged,
        "falling": _falls,
        "out of domain": _outside,
        "plateau": _plain,
        "out of steps": _under_way,
    }[verdict.kind]
    return [f"{verdict.kind}: {what}" for what in check(case, verdict, path, losses, so_far, ended)]


def _since(case, verdict, distances):
    within, k = distances[: case.steps + 1] < NEAR * (1 + SLACK), verdict.step
    if not within[k:].all():
        yield f"{distances[k : case.steps + 1].max():.3g} away after step {k}"
    if k and distances[k - 1] < NEAR * (1 - SLACK):
        yield f"already {distances[k - 1]:.5g} away before step {k}"


def _arrived(case, verdict, path, losses, so_far, ended):
    distances = case.to_minimum(path)
    yield from _since(case, verdict, distances)
    later = distances[case.steps : None if isinstance(case.rule, LINEAR) else case.steps + LATER + 1]
    if later.max() > NEAR * (1 + SLACK):
        yield f"comes {later.max():.3g} away later"
    if case.to_lowest is not None:
        lowest = case.to_lowest(so_far[-1]) < 2 * NEAR
        if lowest != (verdict.kind == "converged"):
            yield f"{'' if lowest else 'not '}the lowest"


def _elsewhere(case, verdict, path, losses, so_far, ended):
    yield from _since(case, verdict, case.to_other(path))


def _swings(case, verdict, path, losses, so_far, ended):
    late = path[-len(path) // 10 :]
    width = np.ptp(late, axis=0).max()
    if ended or not width > 0.3 * verdict.facts["swing"]:
        yield f"{width:.3g} wide at last, of {verdict.facts['swing']:.3g}"


def _diverged(case, verdict, path, losses, so_far, ended):
    if not ended and not losses[-1] - losses[0] > 3 * (losses[len(so_far) - 1] - losses[0]) > 0:
        yield f"a loss of {losses[-1]:.3g} at last, of {losses[0]:.3g}"
    k = min(verdict.step + 1, len(so_far) - 1)
    late = losses[k : len(so_far)]
    if (late[np.isfinite(late)] < losses[0]).any():
        yield f"below its start after step {verdict.step}"


def _falls(case, verdict, path, losses, so_far, ended):
    if not case.bottomless:
        yield "the loss has a lowest value"


def _outside(case, verdict, path, losses, so_far, ended):
    k = int(verdict.facts.get("undefined", verdict.facts.get("no_slope", -1)))
    if "undefined" in verdict.facts and case.defined(path[k]):
        yield f"defined at step {k}, {path[k]}"
    if not all(case.defined(theta) for theta in path[:k]):
        yield f"undefined before step {k}"


def _plain(case, verdict, path, losses, so_far, ended):
    """Every plateau is left in the end: what is said is how little the run has moved, and that it stood high."""
    half, below = so_far[case.steps // 2 :], losses[: case.steps + 1].min() - losses.min()
    moved = np.linalg.norm(half - so_far[-1], axis=-1).max()
    if moved > 0.2 * min(case.to_minimum(so_far[-1]), 10):
        yield f"has moved by {moved:.3g} in its second half"
    if case.to_lowest is not None and case.to_lowest(so_far[-1]) < 100 * NEAR:
        yield f"{below:.3g} above the lowest, and near it"


def _under_way(case, verdict, path, losses, so_far, ended):
    next_ones = path[case.steps : case.steps + 500]
    for name, distances in (("minimum", case.to_minimum), ("other", case.to_other)):
        if len(next_ones) == 500 and distances(next_ones).max() < 0.9 * NEAR:
            yield f"rests at a {name}"
    if case.curvatures and isinstance(case.rule, LINEAR):
        radius, growth = long_radius(case), verdict.facts.get("growth", 0.0)
        if ended and radius > 1 + 1e-9 and not growth > 1:
            yield f"leaves with the factor {radius:.6g}"
        if growth > 1 + 1e-9 and not ended and not losses[-1] > losses[case.steps]:
            yield f"does not leave, and its factor is said to be {growth:.6g}"
    if not np.isfinite(losses[: case.steps + 1]).all():
        yield "a loss on the way is no number"


# What is drawn.


def some_rule(rng, rate, curvature=None):
    """Draw a method with a rate, near a limit of the curvature now and then."""
    name = rng.choice(list(OPTIMIZERS))
    rule, more = OPTIMIZERS[name], {}
    if rule in (Momentum, Nesterov):
        more["momentum"] = float(rng.choice([0.3, 0.5, 0.9, 0.95, 0.99, rng.uniform(0, 0.99)]))
    if curvature and rule in LINEAR and rng.random() < 0.5:
        beta = more.get("momentum", 0.0)
        limit = 2 * (1 + beta) / (1 + 2 * beta if rule is Nesterov else 1)
        rate = limit / curvature * float(rng.choice([1.0, 0.999, 1.001, 0.9, 1.1, rng.uniform(0.2, 1.5)]))
    return rule(rate, **more)


def log_uniform(rng, low, high):
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def some_steps(rng):
    return int(rng.choice([5, 12, 30, 100, 300]))


def quadratic(rng):
    """A bowl, a saddle or a trench, turned and moved, written with all the digits of its coefficients."""
    sign = rng.choice([1, 1, 1, -1])
    curvatures = np.array([log_uniform(rng, 1e-3, 1) * sign, log_uniform(rng, 0.1, 30)])
    angle = rng.choice([0.0, rng.uniform(0, np.pi)])
    axes = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    (a, b), (_, c) = axes * curvatures @ axes.T
    centre = np.round(rng.uniform(-3, 3, 2), 2)
    height = float(rng.choice([0.0, 1.0, 1e4]))
    objective = Surface(
        name="drawn", title="", formula="", expression="", domain=((-9, 9), (-9, 9)), start=(0, 0),
        height=lambda x, y: height + (a * (x - centre[0]) ** 2 + c * (y - centre[1]) ** 2) / 2
        + b * (x - centre[0]) * (y - centre[1]),
        slopes=lambda x, y: (a * (x - centre[0]) + b * (y - centre[1]), b * (x - centre[0]) + c * (y - centre[1])),
        curvatures=lambda x, y: (a, b, c),
    )  # fmt: skip
    start = tuple(np.round(rng.uniform(-6, 6, 2), 2))
    rule = some_rule(rng, log_uniform(rng, 1e-3, 3) / curvatures.max(), curvatures.max())
    known = {"to_minimum": to([centre])} if sign > 0 else {"to_other": to([centre]), "bottomless": True}
    of_it = f"quadratic {curvatures} turned {angle:.3f} about {centre} + {height}"
    return Case(of_it, objective, rule, start, some_steps(rng), curvatures=tuple(curvatures), **known)


def flat(rng):
    """A typed sum of even powers: flat minima that Newton's distance misjudges."""
    powers = rng.choice([2, 4, 6], 2)
    centre = np.round(rng.uniform(-2, 2, 2), 1)
    height = float(rng.choice([0, 0, 3]))
    text = f"(x-({centre[0]}))^{powers[0]} + (y-({centre[1]}))^{powers[1]} + {height}"
    start = tuple(centre + np.round(rng.choice([1e-3, 0.01, 0.1, 1]) * rng.uniform(-1, 1, 2), 5))
    rule = some_rule(rng, log_uniform(rng, 1e-3, 0.3))
    return Case(text, expression.surface(text), rule, start, some_steps(rng), to_minimum=to([centre]))


def gallery(rng):
    """A surface of the gallery, from anywhere in its picture."""
    surface = SURFACES[rng.choice(list(SURFACES))]
    (left, right), (bottom, top) = surface.domain
    start = (round(rng.uniform(left, right), 2), round(rng.uniform(bottom, top), 2))
    least = min(point.value for point in surface.minima)
    lowest = [point[:2] for point in surface.minima if point.value < least + 1e-6]
    everywhere = wave_minima(surface)
    return Case(
        surface.name, surface, some_rule(rng, surface.learning_rate * log_uniform(rng, 0.1, 3)), start, some_steps(rng),
        to([*(point[:2] for point in surface.minima), *everywhere]), to(lowest),
        to([point[:2] for point in (*surface.saddles, *surface.maxima)]),
    )  # fmt: skip


def wave_minima(surface):
    """Return the minima beyond the picture, of the one surface that has some: a step may leap there."""
    if surface.name != "rastrigin":
        return []
    ticks = []
    for k in range(-30, 31):
        x = float(k)
        for _ in range(50):
            x -= (2 * x + 20 * np.pi * np.sin(2 * np.pi * x)) / (2 + 40 * np.pi**2 * np.cos(2 * np.pi * x))
        ticks.append(x)
    return [(x, y) for x in ticks for y in ticks]


def line(rng):
    """A line fit through points as they are measured: years, kelvins, mol/L, house sizes."""
    low, step = [(2015, 1), (273.15, 5), (1e-5, 1e-5), (45, 12), (0, 1), (1e-7, 1e-7), (-3, 0.5)][rng.integers(7)]
    n = int(rng.integers(2, 12))
    x = low + step * np.arange(n)
    y = np.round(rng.uniform(-3, 9, n), 2)
    curvature = 2 * np.linalg.norm(np.stack([x, np.ones(n)]) / np.sqrt(n), 2) ** 2
    fit = LineFit(x, y)
    exact = fractions_minimum(x, y)
    rate = log_uniform(rng, 1e-3, 1.3) * 2 / curvature
    curvatures = (4 * np.var(x) / curvature, curvature)
    return Case(f"line {x} {y}", fit, GradientDescent(rate), (-1.0, 5.0), some_steps(rng), to([exact]),
                curvatures=curvatures)  # fmt: skip


def fractions_minimum(x, y):
    """Return the least-squares line of the very numbers given, in fractions."""
    from fractions import Fraction

    xs, ys, n = [Fraction(float(v)) for v in x], [Fraction(float(v)) for v in y], len(x)
    mean_x, mean_y = sum(xs) / n, sum(ys) / n
    m = sum((a - mean_x) * (b - mean_y) for a, b in zip(xs, ys, strict=True)) / sum((a - mean_x) ** 2 for a in xs)
    return float(m), float(mean_y - m * mean_x)


def edge(rng):
    """A typed function that ends somewhere, or falls for ever."""
    text, defined, bottomless, minima = [
        ("log(x) + y^2", lambda at: at[0] > 0, True, []),
        ("sqrt(x) + y^2", lambda at: at[0] >= 0, False, []),
        ("x^1.5 + y^2", lambda at: at[0] >= 0, False, []),
        ("x - log(x) + y^2", lambda at: at[0] > 0, False, [(1, 0)]),
        ("x^2 - y^2", lambda at: True, True, []),
        ("x^3 + y^2", lambda at: True, True, []),
        ("-x^2 - y^4", lambda at: True, True, []),
        ("x^3 - 3*x + y^2", lambda at: True, True, [(1, 0)]),
        ("x + 2*y", lambda at: True, True, []),
        ("exp(-x) + y^2", lambda at: True, False, []),
        ("y^2 - cosh(x)", lambda at: True, True, []),
    ][rng.integers(11)]
    start = tuple(np.round(rng.uniform(-2, 2, 2), 2))
    others = {"x^2 - y^2": [(0, 0)], "x^3 + y^2": [(0, 0)], "-x^2 - y^4": [(0, 0)], "x^3 - 3*x + y^2": [(-1, 0)],
              "y^2 - cosh(x)": [(0, 0)]}  # fmt: skip
    rule = some_rule(rng, log_uniform(rng, 0.01, 0.5))
    objective, steps = expression.surface(text), some_steps(rng)

    def inside(at):
        return bool(np.isfinite(at).all()) and defined(at)

    return Case(text, objective, rule, start, steps, to(minima), None, to(others.get(text, [])), bottomless, inside)


KINDS_DRAWN = (quadratic, quadratic, flat, gallery, gallery, line, edge)


def draw(seed):
    """Return run number `seed`."""
    rng = np.random.default_rng([10, seed])
    case = KINDS_DRAWN[rng.integers(len(KINDS_DRAWN))](rng)
    if isinstance(case.rule, AdamW):  # it shrinks theta, and so rests beside a minimum: its own paths are tested apart
        case.rule = OPTIMIZERS["Adam"](case.rule.learning_rate)
    assert math.isfinite(case.rule.learning_rate)
    return case
