import dataclasses
import math
import re

import numpy as np
import pytest

from gdcore import expression
from gdcore.differentiate import numerical_gradient
from gdcore.line_fit import LineFit
from gdcore.minima import lowest
from gdcore.optimizers import GradientDescent, Momentum
from gdcore.surface import Critical, Surface
from gdcore.surfaces import SURFACES

every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)

# As the literature prints them, or worked out by hand where the surface is ours. The saddles and maxima
# that are not here (one of Beale's, the camel's, the egg box's) are checked by what they are and counted.
MINIMA = {
    "line_fit": [(2, 1, 0)],
    "bowl": [(0, 0, 0)],
    "valley": [(0, 0, 0)],
    "rosenbrock": [(1, 1, 0)],
    "beale": [(3, 0.5, 0)],
    "himmelblau": [(3, 2, 0), (-2.805118, 3.131312, 0), (-3.779310, -3.283186, 0), (3.584428, -1.848126, 0)],
    "camel": [
        *[(0.0898, -0.7126, -1.0316), (-0.0898, 0.7126, -1.0316)],
        *[(1.7036, -0.7961, -0.2155), (-1.7036, 0.7961, -0.2155)],
        *[(1.6071, 0.5687, 2.1043), (-1.6071, -0.5687, 2.1043)],
    ],
    "double_well": [(-1.1, 0, 1.4641 - 2.6862 - 0.484), (1, 0, 1 - 2.22 + 0.44)],
    "saddle": [(0, 2**0.5, -1), (0, -(2**0.5), -1)],
    "plateau": [(0, 0, 0)],
    # 0.99496 is the place and, by chance, the height of the wave's first dip; 1.98991 and 3.97983 the second's.
    "rastrigin": [
        (x, y, v + w)
        for x, v in [(0, 0), (0.99496, 0.99496), (-0.99496, 0.99496), (1.98991, 3.97983), (-1.98991, 3.97983)]
        for y, w in [(0, 0), (0.99496, 0.99496), (-0.99496, 0.99496), (1.98991, 3.97983), (-1.98991, 3.97983)]
    ],
}
SADDLES = {
    "beale": [(0, 1, 1.5**2 + 2.25**2 + 2.625**2)],
    "himmelblau": [
        *[(3.385154, 0.073852, 13.311926), (0.086678, 2.884255, 67.719150)],
        *[(-3.073026, -0.081353, 104.015163), (-0.127961, -1.953715, 178.337239)],
    ],
    "camel": [(0, 0, 0)],
    "double_well": [(0.1, 0, 0.0001 - 0.0222 + 0.044)],
    "saddle": [(0, 0, 0)],
}
MAXIMA = {"himmelblau": [(-0.270845, -0.923039, 181.616522)]}
COUNTS = {  # minima, saddles, maxima inside the domain
    **{
        "line_fit": (1, 0, 0),
        "bowl": (1, 0, 0),
        "valley": (1, 0, 0),
        "rosenbrock": (1, 0, 0),
        "beale": (1, 2, 0),
        "himmelblau": (4, 4, 1),
    },
    **{"camel": (6, 7, 2), "double_well": (2, 1, 0), "saddle": (2, 1, 0), "plateau": (1, 0, 0)},
    "rastrigin": (25, 40, 16),
}


def grid(surface, n):
    return np.stack(np.meshgrid(*[np.linspace(low, high, n) for low, high in surface.domain]), axis=-1)


def inside(surface, thetas):
    low, high = np.transpose(surface.domain)
    return np.all((thetas >= low) & (thetas <= high), axis=-1)


def descend(surface, rule, start, steps):
    """Return every theta of a run, (steps + 1, 2)."""
    theta = np.array(start, dtype=float)
    state, path = rule.init(theta), [theta]
    for _ in range(steps):
        theta, state = rule.update(theta, surface.gradient(theta), state)
        path.append(theta)
    return np.array(path)


def first_picture(name, steps=None):
    """Return the run that a page shows first."""
    surface = SURFACES[name]
    return descend(surface, GradientDescent(surface.learning_rate), surface.start, steps or surface.steps)


def check_derivatives(surface):
    points = grid(surface, 23) + 0.013  # off the lines of symmetry
    gradient, hessian = surface.gradient(points), surface.hessian(points)
    slopes = numerical_gradient(surface.loss, points, h=1e-5)
    bends = [numerical_gradient(lambda at, i=i: surface.gradient(at)[..., i], points, h=1e-5) for i in (0, 1)]
    error = np.linalg.norm(gradient - slopes, axis=-1)
    assert np.all(error <= 1e-6 * np.maximum(np.linalg.norm(slopes, axis=-1), 1))
    error = np.abs(hessian - np.stack(bends, axis=-2)).max(axis=(-2, -1))
    assert np.all(error <= 1e-6 * np.maximum(np.abs(hessian).max(axis=(-2, -1)), 1))
    assert np.array_equal(hessian, np.swapaxes(hessian, -1, -2))


def test_the_gallery_in_teaching_order():
    order = ["line_fit", "bowl", "valley", "rosenbrock", "beale", "himmelblau", "camel"]
    assert list(SURFACES) == [*order, "double_well", "saddle", "plateau", "rastrigin"]
    assert all(surface.name == name for name, surface in SURFACES.items())
    assert len({surface.title for surface in SURFACES.values()}) == len(SURFACES)


@every_surface
def test_gradient_and_hessian_are_those_of_the_loss(surface):
    check_derivatives(surface)


def as_python(formula):
    """Spell a formula of the blackboard for Python: powers raised, products left out."""
    powers, functions = {"²": "**2", "³": "**3", "⁴": "**4"}, {"exp", "cos"}
    tokens = re.findall(r"\d+\.?\d*|exp|cos|[xyπ²³⁴()+−/]", formula)
    assert "".join(tokens) == formula.replace(" ", "")
    spelled = ""
    for before, token in zip(["(", *tokens], tokens, strict=False):
        ends = before not in functions and before not in "(+−/"
        begins = token not in powers and token not in ")+−/"
        spelled += ("*" if ends and begins else "") + powers.get(token, token)
    return spelled.replace("−", "-").replace("π", "pi")


@every_surface
def test_both_spellings_of_the_formula_say_what_is_computed(surface):
    points = grid(surface, 9)
    names = {"x": points[..., 0], "y": points[..., 1], "exp": np.exp, "cos": np.cos, "pi": np.pi}
    for text in (surface.expression, as_python(surface.formula)):
        assert eval(text, {"__builtins__": {}}, names) == pytest.approx(surface.loss(points), rel=1e-12, abs=1e-12)


@every_surface
@pytest.mark.parametrize("kind", ["minima", "saddles", "maxima"])
def test_every_critical_point_is_one_of_its_kind(surface, kind):
    for point in getattr(surface, kind):
        theta = np.array(point[:2])
        curvatures = np.linalg.eigvalsh(surface.hessian(theta))
        # The gradient at a place that is off by 1e-12.
        assert np.linalg.norm(surface.gradient(theta)) <= 1e-12 * max(1, np.abs(curvatures).max())
        assert surface.loss(theta) == pytest.approx(point.value, rel=1e-12, abs=1e-12)
        assert inside(surface, theta)
        signs = {"minima": (1, 1), "saddles": (-1, 1), "maxima": (-1, -1)}[kind]
        assert tuple(np.sign(curvatures)) == signs


@every_surface
def test_no_critical_point_inside_the_domain_is_missing(surface):
    theta = grid(surface, 101).reshape(-1, 2)
    with np.errstate(all="ignore"):
        for _ in range(60):  # Newton's method: it goes to critical points of every kind, if it goes anywhere
            (xx, xy), (_, yy) = np.moveaxis(surface.hessian(theta), 0, -1)
            gx, gy = surface.gradient(theta).T
            step = np.stack([yy * gx - xy * gy, xx * gy - xy * gx], axis=-1) / (xx * yy - xy**2)[:, None]
            theta = theta - step
        found = theta[(np.abs(step).max(axis=-1) < 1e-9) & inside(surface, theta)]
    listed = np.array([point[:2] for point in surface.minima + surface.saddles + surface.maxima])
    distance = np.linalg.norm(found[:, None] - listed, axis=-1)
    assert distance.min(axis=1).max() < 1e-7, "a critical point that is not listed"
    assert distance.min(axis=0).max() < 1e-7, "a listed point that is none"
    assert (len(surface.minima), len(surface.saddles), len(surface.maxima)) == COUNTS[surface.name]


@pytest.mark.parametrize(
    ("listed", "kind", "name"),
    [
        (listed, kind, name)
        for kind, table in (("minima", MINIMA), ("saddles", SADDLES), ("maxima", MAXIMA))
        for name, listed in table.items()
    ],
)
def test_critical_points_are_those_of_the_literature(listed, kind, name):
    ours = np.array(getattr(SURFACES[name], kind))
    for point in np.array(listed, dtype=float):
        assert np.abs(ours - point).max(axis=-1).min() < 6e-5


def lowest_of(surface):
    return [surface.minima[k] for k in lowest(surface.minima)]


@every_surface
def test_nothing_on_a_fine_grid_is_below_the_global_minimum(surface):
    points = np.concatenate([grid(surface, 401).reshape(-1, 2), [point[:2] for point in lowest_of(surface)]])
    losses = surface.loss(points)
    listed = min(value for _, _, value in MINIMA[surface.name])
    assert losses.min() == pytest.approx(listed, abs=5e-5)
    assert losses.min() >= lowest_of(surface)[0].value - 1e-12


def test_how_many_global_minima_there_are():
    several = {"himmelblau": 4, "camel": 2, "saddle": 2}
    assert {name: len(lowest_of(surface)) for name, surface in SURFACES.items()} == {
        name: several.get(name, 1) for name in SURFACES
    }


@every_surface
def test_any_leading_shape_is_answered(surface):
    points = grid(surface, 4)
    shapes = [(surface.loss, ()), (surface.gradient, (2,)), (surface.hessian, (2, 2))]
    for ask, shape in shapes:
        assert ask(points).shape == (4, 4, *shape)
        assert ask(points[0, 1]).shape == shape
        assert ask(points[:0]).shape == (0, 4, *shape)


def to_the_last_bit_alike(surface, points):
    """A point has the same numbers alone and among others, however they lie in memory: one route, no tolerance."""
    for ask in (surface.loss, surface.gradient, surface.hessian):
        together = ask(points)
        np.testing.assert_array_equal(together, [ask(point) for point in points])
        np.testing.assert_array_equal(together, ask(np.asfortranarray(points)))
        np.testing.assert_array_equal(together, ask(points[:, np.newaxis])[:, 0])
        np.testing.assert_array_equal(together[::3], ask(points[::3]))
        np.testing.assert_array_equal(together[:9], [ask(np.broadcast_to(p, (5, 2)))[4] for p in points[:9]])


@every_surface
def test_a_point_has_the_same_numbers_alone_and_among_others(surface):
    points = np.random.default_rng(9).uniform(*np.transpose(surface.domain), (400, 2))
    points[0] = (1.4718951157425009, -2.7449453945234023)  # where the square of a scalar is off by a bit
    to_the_last_bit_alike(surface, points)


@pytest.mark.parametrize(
    "text", ["(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "x^y + 2^x", "abs(x)^2.5*tanh(y)", "exp(x)/y^3"]
)
def test_a_typed_function_has_the_same_numbers_alone_and_among_others(text):
    function = expression.surface(text)
    points = np.random.default_rng(4).uniform(0.1, 4, (400, 2))
    points[0] = (1.4718951157425009, -2.7449453945234023)
    points[::2, 1] = 2
    for ask in (function.loss, function.gradient, function.hessian):
        together = ask(points)
        np.testing.assert_array_equal(together, [ask(point) for point in points])
        np.testing.assert_array_equal(together[::3], ask(points[::3]))


def test_powers_by_a_coordinate_are_the_same_for_one_number_repeated():
    surface = dataclasses.replace(
        SURFACES["bowl"],
        height=lambda x, y: x**y,
        slopes=lambda x, y: (y * x ** (y - 1), x**y * np.log(x)),
        curvatures=lambda x, y: (y * (y - 1) * x ** (y - 2), x ** (y - 1), x**y * np.log(x) ** 2),
    )
    points = np.random.default_rng(2).uniform(0.1, 4, (2000, 2))
    points[:, 1] = 2
    rows = surface.loss(np.stack([points] * 5, axis=1))
    np.testing.assert_array_equal(rows, [surface.loss(np.broadcast_to(point, (5, 2))) for point in points])
    to_the_last_bit_alike(surface, points[:200])


@every_surface
def test_whole_numbers_are_taken_as_floats_and_left_alone(surface):
    whole = np.array([[1, 2], [-2, 1], [0, 0]])
    whole.flags.writeable = False
    for ask in (surface.loss, surface.gradient, surface.hessian):
        assert ask(whole).dtype == np.float64
        assert np.array_equal(ask(whole), ask(whole.astype(float)))
        assert np.array_equal(ask(whole), ask(whole.astype(np.float32)))
        assert np.array_equal(ask(whole.tolist()), ask(whole))


@every_surface
def test_what_is_returned_is_the_callers_own(surface):
    theta = np.ones((3, 2))
    for ask in (surface.loss, surface.gradient, surface.hessian):
        ask(theta)[...] = 7
        assert np.array_equal(theta, np.ones((3, 2)))
        assert not np.all(ask(theta) == 7)


@every_surface
def test_a_surface_cannot_be_changed(surface):
    for field in dataclasses.fields(surface):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(surface, field.name, None)
    assert all(isinstance(point, Critical) for point in surface.minima + surface.saddles + surface.maxima)


@every_surface
def test_far_out_it_overflows_without_a_warning(surface):
    for far in ([1e200, -1e200], [np.inf, 0], [np.nan, 1]):
        for ask in (surface.loss, surface.gradient, surface.hessian):
            ask(far)


# The first picture: plain gradient descent from the surface's start at its learning rate.


@every_surface
def test_the_first_picture_is_inside_its_frame_and_goes_down(surface):
    path = first_picture(surface.name)
    losses = surface.loss(path)
    assert inside(surface, path).all()
    assert losses[-1] < losses[0]
    assert np.all(np.diff(losses) <= 1e-12), "a first picture without a step upwards"
    assert np.ptp(path, axis=0).max() > 0.07 * np.ptp(surface.domain, axis=1).max(), "a path that can be seen"


@pytest.mark.parametrize(
    ("name", "end", "within"),
    [
        ("line_fit", (2, 1), 0.07),
        ("himmelblau", (3, 2), 1e-5),
        ("camel", (-0.0898, 0.7126), 1e-3),  # from the side of the hill, past the saddle, to a global minimum
        ("double_well", (1, 0), 3e-3),  # trapped: the deep well is at -1.1
        ("saddle", (0, 0), 1e-8),
        ("plateau", (0, 0), 1e-5),
        ("rastrigin", (-1.98991, 0.99496), 1e-4),  # trapped in the nearest dip
        ("beale", (3, 0.5), 0.07),
    ],
)
def test_where_the_first_picture_ends(name, end, within):
    assert math.dist(first_picture(name)[-1], end) < within


def test_line_fit_is_the_loss_of_the_line_through_the_two_points_of_the_course():
    surface, fit = SURFACES["line_fit"], LineFit([1, 2], [3, 5])
    points = np.concatenate([grid(surface, 21).reshape(-1, 2), 1e3 * np.random.default_rng(0).normal(size=(20, 2))])
    np.testing.assert_allclose(surface.loss(points), fit.loss(points), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(surface.gradient(points), fit.gradient(points), rtol=1e-9, atol=1e-9)
    assert np.array_equal(surface.hessian(points[0]), fit.hessian())
    assert (surface.start, surface.learning_rate) == ((-1, 5), 0.1)
    path = first_picture("line_fit", steps=600)
    distances = np.linalg.norm(path - [2, 1], axis=-1)
    assert surface.loss(path[0]) == 2.5
    assert distances[579] >= 1e-3 > distances[580]


def test_bowl_gives_the_numbers_of_the_course():
    path = first_picture("bowl", steps=100)
    assert path[20] == pytest.approx([-0.03458765, 0.04611686], abs=5e-9)
    assert path[100] == pytest.approx([-6.1111e-10, 8.1481e-10], rel=1e-4)


def test_valley_ends_at_the_loss_of_the_textbooks_race_and_crosses_the_floor_at_every_step():
    path = first_picture("valley")
    assert SURFACES["valley"].loss(path[-1]) == pytest.approx(0.013, abs=5e-4)
    assert np.all(np.sign(path[:, 1]) == np.resize([1, -1], len(path)))
    assert path[-1] == pytest.approx([-7 * (1 - 0.095) ** 30, 2 * (1 - 1.9) ** 30])


def test_valley_flips_for_ever_at_learning_rate_one_and_diverges_beyond():
    valley = SURFACES["valley"]
    assert descend(valley, GradientDescent(1.0), valley.start, 500)[-1, 1] == 2
    assert abs(descend(valley, GradientDescent(1.01), valley.start, 500)[-1, 1]) > 1e4


def test_rosenbrock_is_on_the_valley_floor_in_two_steps_and_far_from_the_minimum_after_a_thousand():
    path = first_picture("rosenbrock", steps=20000)
    above_the_floor = 100 * (path[:, 1] - path[:, 0] ** 2) ** 2
    assert above_the_floor[0] > 15
    assert above_the_floor[2:].max() < 0.3
    assert math.dist(path[SURFACES["rosenbrock"].steps], (1, 1)) > 1
    assert math.dist(path[-1], (1, 1)) < 1e-3


def test_rosenbrock_allows_no_learning_rate_of_two_thousandths():
    largest = np.linalg.eigvalsh(SURFACES["rosenbrock"].hessian([1, 1]))[-1]
    assert 0.0019 < 2 / largest < 0.002


def test_beale_has_no_minimum_on_the_left():
    beale = SURFACES["beale"]
    floor = []
    for x in (-1.0, -4.0, -100.0, -1e4):
        y = 1 - np.linspace(0.3, 1.2, 10001) / x
        floor.append(beale.loss(np.stack([np.full_like(y, x), y], axis=-1)).min())
    assert floor == sorted(floor, reverse=True)
    assert floor[-1] == pytest.approx(0.452, abs=1e-3)
    # The limit, by hand: the least of (1.5 - c)² + (2.25 - 2c)² + (2.625 - 3c)², at c = 13.875/14.
    assert floor[-1] > 14.203125 - 13.875**2 / 14


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((1, 1), (3, 2)),
        ((-1, 1), (-2.805118, 3.131312)),
        ((-1, -1), (-3.779310, -3.283186)),
        ((1, -1), (3.584428, -1.848126)),
    ],
)
def test_in_himmelblau_the_start_decides(start, end):
    surface = SURFACES["himmelblau"]
    path = descend(surface, GradientDescent(surface.learning_rate), start, surface.steps)
    assert math.dist(path[-1], end) < 1e-4


def test_momentum_escapes_the_well_that_traps_plain_descent_at_the_same_learning_rate():
    well = SURFACES["double_well"]
    plain = descend(well, GradientDescent(well.learning_rate), well.start, well.steps)
    rolling = descend(well, Momentum(well.learning_rate, 0.9), well.start, well.steps)
    assert math.dist(plain[-1], (1, 0)) < 0.01
    assert math.dist(rolling[-1], (-1.1, 0)) < 0.01
    assert inside(well, rolling).all()


def test_the_learning_rates_the_double_well_claims():
    well, steps = SURFACES["double_well"], 400
    rates = np.linspace(0.008, 0.065, 100)[:, None]
    starts = np.tile(np.array(well.start, dtype=float), (100, 1))
    assert np.all(descend(well, Momentum(rates, 0.9), starts, steps)[-1, :, 0] < -1)
    trapped = descend(well, GradientDescent(np.linspace(0.001, 0.127, 100)[:, None]), starts, steps)
    assert np.all(trapped[..., 0] > 0.1), "plain descent never passes the saddle point"


def test_the_saddle_holds_what_is_on_the_ridge_and_drops_what_is_a_hair_beside():
    saddle = SURFACES["saddle"]
    assert np.all(first_picture("saddle", steps=1000)[:, 1] == 0)
    for hair in (1e-3, -1e-3, 1e-6):
        x, y = saddle.start
        path = descend(saddle, GradientDescent(saddle.learning_rate), (x, y + hair), saddle.steps)
        assert math.dist(path[-1], (0, math.copysign(2**0.5, hair))) < 1e-3


def test_the_plateau_keeps_a_far_start_for_a_thousand_steps_and_lets_the_first_picture_fall_late():
    plateau = SURFACES["plateau"]
    far = descend(plateau, GradientDescent(plateau.learning_rate), (4, 3), 1000)
    assert math.dist(far[-1], (4, 3)) < 0.01
    assert np.linalg.norm(plateau.gradient([4, 3])) > 0
    losses = plateau.loss(first_picture("plateau"))
    assert losses[100] > 0.98
    assert losses[-1] < 1e-9


def test_most_critical_points_of_rastrigin_are_saddles():
    egg_box = SURFACES["rastrigin"]
    assert len(egg_box.saddles) > max(len(egg_box.minima), len(egg_box.maxima))
    assert egg_box.loss(first_picture("rastrigin")[-1]) > 4, "the global minimum is 0"


# A surface of one's own.


def built(**changes):
    facts = {
        "name": "own",
        "title": "Own",
        "formula": "3",
        "expression": "3",
        "height": lambda x, y: 3,
        "slopes": lambda x, y: (0, 0),
        "curvatures": lambda x, y: (0, 0, 0),
        "domain": ((-1, 1), (-1, 1)),
        "start": (0, 0),
    }
    return Surface(**(facts | changes))


def test_the_loss_of_a_fitted_line_is_a_surface_too():
    x, t = np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, 9.0])

    def errors(m, b):
        return m[..., None] * x + b[..., None] - t

    line = built(
        height=lambda m, b: (errors(m, b) ** 2).mean(axis=-1),
        slopes=lambda m, b: (2 * (errors(m, b) * x).mean(axis=-1), 2 * errors(m, b).mean(axis=-1)),
        curvatures=lambda m, b: (2 * (x**2).mean(), 2 * x.mean(), 2),
        domain=((-1, 5), (-2, 4)),
        minima=(Critical(2, 1, 0),),  # t = 2 x + 1
    )
    check_derivatives(line)
    assert line.loss([2, 1]) == 0
    assert line.loss(np.zeros((5, 2))) == pytest.approx(np.full(5, (9 + 25 + 81) / 3))
    assert descend(line, GradientDescent(0.05), (0, 0), 2000)[-1] == pytest.approx([2, 1])


def test_constant_formulas_fill_every_shape():
    flat = built()
    assert np.array_equal(flat.loss(np.zeros((2, 3, 2))), np.full((2, 3), 3.0))
    assert np.array_equal(flat.gradient([0, 0]), [0, 0])
    assert flat.hessian([[0, 0]]).shape == (1, 2, 2)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"domain": ((1, -1), (-1, 1))}, r"domain must be .* each low < high, got \(\(1, -1\), \(-1, 1\)\)"),
        ({"domain": ((-1, 1), (2, 2))}, "each low < high, got"),
        ({"domain": ((-math.inf, 1), (-1, 1))}, "domain must be .* finite"),
        ({"start": (0, 2)}, r"start must be inside the domain \(\(-1, 1\), \(-1, 1\)\), got \(0, 2\)"),
        ({"start": (0, math.nan)}, "start must be inside the domain"),
        ({"learning_rate": -0.1}, "learning_rate must be > 0, got -0.1"),
        ({"steps": 0}, "steps must be a whole number >= 1, got 0"),
    ],
)
def test_a_bad_fact_is_named(changes, says):
    with pytest.raises(ValueError, match=says):
        built(**changes)


@pytest.mark.parametrize("theta", [3.0, [1, 2, 3], [[1], [2]]])
def test_points_with_other_than_two_coordinates_are_refused(theta):
    for ask in (built().loss, built().gradient, built().hessian):
        with pytest.raises(ValueError, match=r"theta must be of shape \(\.\.\., 2\), got "):
            ask(theta)
