"""The basin map as a picture: which colour is where, and what the legend says of it."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from gdcore.basins import LEFT, NOWHERE, Arrivals, Summary, basin_map
from gdcore.expression import surface as read
from gdcore.minima import by_height, find_minima
from gdcore.optimizers import GradientDescent, Momentum
from gdcore.surface import Critical
from gdcore.surfaces import SURFACES
from pages.ui.box import Box
from pages.ui.charts import basins as charts
from pages.ui.charts.house import OF_THE_SCREEN
from pages.ui.pictures.basin_picture import (
    Row,
    by_minimum,
    by_steps,
    height,
    kinds,
    legend,
    numbers,
    steps_legend,
    swatches,
)
from pages.ui.tables.basins import basin_tables, methods_table

TWO = (Critical(-1, 0, -2), Critical(1, 0, 0.5))
SMALL = Arrivals(np.array([[0, 1], [NOWHERE, LEFT]]), np.array([[3, 40], [-1, -1]]))


def pixels(address):
    kind, data = address.split(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")).astype(int)


def hexadecimal(pixel):
    return "#" + "".join(f"{part:02X}" for part in pixel)


def corners(picture):
    """The middle of each of the four cells of a 2 x 2 map, the lowest first, as in the map."""
    h, w = picture.shape[:2]
    return [[picture[h * 3 // 4, w // 4], picture[h * 3 // 4, w * 3 // 4]], [picture[h // 4, w // 4],
            picture[h // 4, w * 3 // 4]]]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
def test_every_cell_has_its_colour_in_the_legend_and_low_is_down(dark):
    rows = legend(SMALL, TWO, 300, dark)
    (first, second), (neither, _) = corners(pixels(by_minimum(SMALL, TWO, dark)))
    assert [hexadecimal(cell) for cell in (first, second, neither)] == [row.colours[0] for row in rows[:3]]
    assert [row.share for row in rows] == [0.25] * 4
    assert len({row.colours for row in rows}) == 4


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("draw", [lambda found, dark: by_minimum(found, TWO, dark),
                                  lambda found, dark: by_steps(found, 300, dark)])  # fmt: skip
def test_who_has_left_is_striped_in_two_tones(draw, dark):
    found = Arrivals(np.full((20, 20), LEFT), np.full((20, 20), -1))
    stripes = {hexadecimal(pixel) for pixel in pixels(draw(found, dark)).reshape(-1, 3)}
    row = next(row for row in legend(found, TWO, 300, dark) if len(row.colours) == 2)
    assert stripes == set(row.colours)
    assert "not converged" not in str(legend(found, TWO, 300, dark))


def test_the_legend_says_which_minimum_is_global_and_how_many_start_there():
    texts = [row.label.replace("\u00a0", " ") for row in legend(SMALL, TWO, 300, False)]
    assert texts == [
        "minimum 1, global: f = −2, 25.0 % of the starts",
        "minimum 2: f = 0.5, 25.0 % of the starts",
        "not converged within 300 steps: 25.0 %",
        "left the picture: 25.0 %",
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_more_steps_are_lighter_and_the_legend_has_the_shade_of_each(dark):
    steps = np.array([[0, 1, 4, 9, 18, 25, 45, 90, 180, 300]])
    found = Arrivals(np.zeros_like(steps), steps)
    picture = pixels(by_steps(found, 300, dark))
    cells = picture[1, picture.shape[1] // 20 :: picture.shape[1] // 10]
    lightness = cells @ [0.3, 0.6, 0.1]
    assert (np.diff(lightness) >= 0).all()
    assert len(np.unique(lightness)) == 9, "0 and 1 share a shade"
    rows = steps_legend(found, 300, dark)
    assert [row.colours[0] for row in rows] == list(dict.fromkeys(map(hexadecimal, cells)))
    assert sum(row.share for row in rows) == pytest.approx(1)
    assert rows[0].label.startswith("0 to 2 steps")
    assert rows[-1].label.startswith("201 to 300 steps")


def test_the_shade_of_a_step_is_the_same_for_two_methods():
    few, many = (Arrivals(np.zeros((1, 2), int), np.array([[40, other]])) for other in (1, 290))
    assert (pixels(by_steps(few, 300, False))[0, 0] == pixels(by_steps(many, 300, False))[0, 0]).all()


def test_up_to_seven_minima_are_numbered_one_by_one_and_more_by_their_height():
    camel, waves = by_height(SURFACES["camel"].minima), by_height(SURFACES["rastrigin"].minima)
    assert numbers(camel) == list("123456")
    assert [kind.best for kind in kinds(camel)] == [True, True, False, False, False, False]
    assert [len(kind.members) for kind in kinds(waves)] == [1, 4, 4, 4, 8, 4]
    assert numbers(waves)[:6] == list("122223")
    assert kinds([]) == []


def test_many_heights_end_in_one_kind_for_the_highest():
    staircase = [Critical(k, 0, k) for k in range(12)]
    assert [len(kind.members) for kind in kinds(staircase)] == [1, 1, 1, 1, 1, 1, 6]
    found = Arrivals(np.arange(12).reshape(3, 4), np.ones((3, 4), int))
    rows = legend(found, staircase, 300, False)
    assert rows[-1].label.startswith("minima 7, the 6 highest: f ≥ 6, 50.0")
    assert sum(row.share for row in rows) == pytest.approx(1)


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("rule", [GradientDescent(0.02), Momentum(0.02)], ids=lambda rule: type(rule).__name__)
def test_the_shares_of_every_legend_add_up(name, rule):
    surface = SURFACES[name]
    minima = by_height(surface.minima)
    found = basin_map(surface, rule, [point[:2] for point in minima], surface.domain, 16, 12, 300)
    assert sum(row.share for row in legend(found, minima, 300, False)) == pytest.approx(1)


def test_a_function_without_minima_still_has_a_map():
    slope = read("x + y")
    assert find_minima(slope, ((-5, 5), (-5, 5))) == ()
    found = basin_map(slope, GradientDescent(0.1), [], ((-5, 5), (-5, 5)), 8, 6, 300)
    (row,) = legend(found, (), 300, False)
    assert row.label.startswith("left the picture: 100.0")
    assert pixels(by_minimum(found, (), False)).shape == (24, 32, 3)


def test_what_a_search_leaves_of_zero_is_zero():
    assert [height(value) for value in (3e-15, -2e-17, -1.0316284, 1234.5)] == ["0", "0", "−1.032", "1,234"]


def test_swatches_are_one_list_without_markup_from_labels():
    html = swatches([Row(("#112233",), "a < b & c", 0.5), Row(("#000000", "#FFFFFF"), "striped", 0.5)])
    assert html.count("<li") == 2
    assert "a &lt; b &amp; c" in html
    assert "repeating-linear-gradient" in html


@pytest.mark.parametrize("dark", [False, True])
def test_the_chart_depends_on_no_data_and_asks_for_a_start(dark):
    spec = charts.basins(Box((-5, 5), (-4, 4)), ("x", "y"), dark)
    text = json.dumps(spec)
    assert {p["name"] for p in spec["params"]} == {"start", *OF_THE_SCREEN}
    assert "base64" not in text
    assert "title" not in spec
    tables = basin_tables(by_minimum(SMALL, TWO, dark), TWO, numbers(TWO), (0.5, 1))
    assert set(tables) == {"picture", "minima", "starts"}
    assert all(f'"name": "{name}"' in text for name in tables)
    assert tables["minima"]["text"].tolist() == ["1", "2"]
    assert tables["starts"].to_dict("records") == [{"across": 0.5, "up": 1}]


@pytest.mark.parametrize("draw", [charts.across_starts, charts.steps_across_starts])
def test_methods_keep_their_order_and_colours(draw):
    spec = draw(("Momentum", "Adam"), ("#0072B2", "#D55E00"), False)
    scale = spec["layer"][0]["encoding"]["color"]["scale"]
    assert scale == {"domain": ["Momentum", "Adam"], "range": ["#0072B2", "#D55E00"]}


def test_a_method_that_reaches_nothing_has_a_bar_of_no_length_and_no_steps():
    table = methods_table({"A": Summary(1000, 1000, 10, 20.5, 30), "B": Summary(0, 1000, *[float("nan")] * 3)})
    assert table["share"].tolist() == [1, 0]
    assert table["reached"].tolist() == ["1,000 of 1,000", "0 of 1,000"]
    assert table["median"].isna().tolist() == [False, True]
