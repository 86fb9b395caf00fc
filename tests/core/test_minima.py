"""Minima that are found: all that the gallery lists, and none where there is none."""

import numpy as np
import pytest

from gdcore.expression import surface as read
from gdcore.minima import MOST, by_height, find_minima, lowest
from gdcore.surface import Critical
from gdcore.surfaces import SURFACES

BOX = ((-5, 5), (-5, 5))


@pytest.mark.parametrize("surface", SURFACES.values(), ids=lambda surface: surface.name)
def test_the_gallery_typed_as_text_has_the_minima_it_lists(surface):
    found, listed = find_minima(read(surface.expression), surface.domain), by_height(surface.minima)
    assert len(found) == len(listed)
    np.testing.assert_allclose(found, listed, atol=1e-6)
    assert [listed[k] for k in lowest(found)] == [listed[k] for k in lowest(listed)]


@pytest.mark.parametrize(
    "text",
    ["3", "x", "2*x - y", "x^2 - y^2", "x^3 - 3*x*y^2", "exp(x) + y^2", "1/(x*y)", "tan(x)*tan(y)", "exp(exp(x*y))"],
)
def test_slopes_plains_and_saddle_points_have_none(text):
    assert find_minima(read(text), BOX) == ()


@pytest.mark.parametrize("text", ["y^2", "(x + 2*y)^2", "(x^2 + y^2 - 4)^2", "sin(x)", "max(x^2 + y^2, 4)"])
def test_a_trench_or_a_flat_floor_is_not_a_minimum(text):
    assert find_minima(read(text), BOX) == ()


@pytest.mark.parametrize("text", ["-1/(x^2 + y^2)", "log(x^2 + y^2)", "log(x - 10)", "sqrt(x) + y^2"])
def test_poles_and_the_edge_of_what_is_defined_are_not_minima(text):
    assert find_minima(read(text), BOX) == ()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("abs(x) + abs(y - 1)", [(0, 1)]),
        ("sqrt(x^2 + y^2)", [(0, 0)]),
        ("x^4 + y^4", [(0, 0)]),
        ("x^6 + (y - 1)^6", [(0, 1)]),
        ("x^2/1e6 + y^2", [(0, 0)]),
        ("1e12*(x^2 + y^2)", [(0, 0)]),
        ("x*log(x) + y^2", [(np.exp(-1), 0)]),
        ("min((x - 2)^2 + y^2, (x + 2)^2 + y^2 + 1)", [(2, 0), (-2, 0)]),
    ],
)
def test_kinks_flat_bottoms_and_extreme_scales(text, where):
    found = find_minima(read(text), BOX)
    assert len(found) == len(where)
    np.testing.assert_allclose([point[:2] for point in found], where, atol=1e-3)


def test_a_periodic_function_has_one_in_every_period_and_at_most_so_many_are_kept():
    waves = find_minima(read("sin(x)*sin(y)"), BOX)
    assert len(waves) == 8
    assert all(point.value == pytest.approx(-1) for point in waves)
    assert lowest(waves) == tuple(range(8))
    assert len(find_minima(read("sin(20*x)*sin(20*y)"), BOX)) == MOST


def test_only_minima_inside_the_domain_count():
    assert find_minima(read("(x - 6)^2 + y^2"), BOX) == ()
    assert len(find_minima(read("(x - 5)^2 + y^2"), BOX)) == 1


def test_heights_are_sorted_whatever_their_last_digits():
    points = [Critical(1, 0, 2), Critical(3, 0, 1e-13), Critical(-3, 0, 0)]
    assert by_height(points) == (points[2], points[1], points[0])
    assert lowest(()) == ()


def test_only_what_rounding_parts_is_equally_low():
    def heights(*values):
        return [Critical(k, 0, value) for k, value in enumerate(values)]

    assert lowest(heights(-1 + 1e-12, -1, 3)) == (0, 1)
    assert lowest(heights(1e6, 1e6 + 1e-5)) == (0, 1)
    assert lowest(heights(1e-6, 0)) == (1,)
    assert lowest(heights(1, 1 + 1e-6, 1.005)) == (0,)
