"""The tables and words of a descent that is played."""

import io

import numpy as np
import pandas as pd
import pytest

from gdcore.descent import descend
from gdcore.expression import surface
from gdcore.line_fit import LineFit
from gdcore.optimizers import GradientDescent
from pages.parts.line_fit import tables, words
from pages.parts.line_fit.program import program
from pages.parts.line_fit.run import points, run, swept
from pages.parts.line_fit.settings import RATES, LineFitSettings, place_on_slider
from pages.ui.box import Box
from pages.ui.pictures.contour import contour, label_places, levels_of, losses_over, nice_levels
from pages.ui.tables.descent import path_csv, path_table, shown_steps
from pages.ui.tables.printed import columns
from pages.ui.text import plain

TWO = LineFit([1, 2], [3, 5])
BOX = Box((-5.0, 7.0), (-2.0, 6.0))


@pytest.mark.parametrize("steps", [0, 1, 600])
def test_a_short_run_shows_every_step(steps):
    assert shown_steps(steps).tolist() == list(range(steps + 1))


@pytest.mark.parametrize("steps", [601, 700, 12_000, 20_000])
def test_a_long_run_is_dense_at_first_and_ends_at_its_end(steps):
    shown = shown_steps(steps)
    assert len(shown) <= 601
    assert shown[:301].tolist() == list(range(301))
    assert shown[-1] == steps
    assert (np.diff(shown) > 0).all()


def test_every_frame_has_the_numbers_of_its_own_step():
    path = descend(TWO, GradientDescent(0.005), [-1, 5], 12_000)
    shown = shown_steps(12_000)
    table = path_table(path, shown, (1, 0), BOX)
    for k in (0, 1, 400, 599):
        row, step = table.iloc[k], shown[k]
        assert row["frame"] == k
        assert row["step"] == step
        np.testing.assert_allclose([row["up"], row["across"]], path.thetas[step], rtol=1e-6)
        slope = [row["up"] - row["downhill_up"], row["across"] - row["downhill_across"]]
        np.testing.assert_allclose(slope, path.gradients[step], atol=1e-5)
        if k < 599:
            np.testing.assert_allclose([row["next_up"], row["next_across"]], path.thetas[step + 1], rtol=1e-6)
    assert np.isnan(table["next_up"].iloc[-1])


def test_a_run_that_has_left_the_picture_is_said_to_be_beyond_its_nearest_edge():
    path = descend(surface("x**2 + y**2"), GradientDescent(2.0), [1, 1], 800)
    table = path_table(path, shown_steps(20), (0, 1), Box((-2.0, 2.0), (-10.0, 10.0)))
    # Every step goes to minus three times the point: (1, 1), (-3, -3), (9, 9), (-27, -27).
    assert table["away"].isna().tolist()[:1] == [True]
    assert table.loc[1, ["out_across", "out_up", "away"]].tolist() == [-2, -3, 1]
    assert table.loc[2, ["out_across", "out_up", "away"]].tolist() == [2, 9, 7]
    np.testing.assert_allclose(table.loc[3, "away"], np.hypot(25, 17))
    overflown = path_table(path, np.array([0, 800]), (0, 1), Box((-2.0, 2.0), (-10.0, 10.0)))
    assert overflown.loc[1, "away"] == -1


def test_a_line_ends_outside_the_picture_on_its_way_and_keeps_its_direction():
    path = descend(TWO, GradientDescent(5.0), [-1, 5], 6)
    table = path_table(path, shown_steps(6), (1, 0), BOX)
    drawn = table[["at_across", "at_up"]].to_numpy()
    left = int(np.flatnonzero(~np.isnan(drawn[:, 0]))[-1])
    true, cut = path.thetas[left][::-1] - drawn[left - 1], drawn[left] - drawn[left - 1]
    cosine = true @ cut / np.linalg.norm(true) / np.linalg.norm(cut)
    assert cosine == pytest.approx(1, abs=1e-6)
    assert not BOX.holds(*drawn[left])
    assert np.isnan(drawn[left + 1 :]).all()
    assert np.nanmax(np.abs(drawn)) < 200


def test_an_overflow_leaves_no_number_that_a_browser_cannot_place():
    path = descend(TWO, GradientDescent(0.5), [-1, 5], 2000)
    table = path_table(path, shown_steps(2000), (1, 0), BOX)
    numbers = table.select_dtypes("number").to_numpy(float)
    assert not np.isinf(numbers).any()
    assert np.nanmax(np.abs(table["across"])) < 1e6


def test_the_csv_has_every_step():
    path = descend(TWO, GradientDescent(0.01), [-1, 5], 900)
    table = pd.read_csv(io.StringIO(path_csv(path, ("m", "b"))))
    assert len(table) == 901
    np.testing.assert_allclose(table[["m", "b"]], path.thetas)
    np.testing.assert_allclose(table["loss"], path.losses)


@pytest.mark.parametrize(
    ("value", "text"),
    [(-0.7, "−0.7"), (0, "0"), (2.5, "2.5"), (12345.6, "12,346"), (-3e-7, "−3·10⁻⁷"), (float("inf"), "∞"),
     (float("-inf"), "−∞"), (float("nan"), "not a number"), (1.5e300, "1.5·10³⁰⁰"), (-1e-4, "−0.0001")],
)  # fmt: skip
def test_numbers_are_written_as_on_a_blackboard(value, text):
    assert plain(value) == text
    assert columns([value, 1.0]) == [text, "1"]


def test_the_levels_read_well_and_each_label_stands_on_its_line():
    assert nice_levels(0.3, 60.0).tolist() == [0.5, 1, 2, 5, 10, 20, 50]
    picture = contour(TWO.bowl(), (1, 0), BOX, False)
    assert picture.image.startswith("data:image/png;base64,")
    assert len(picture.image) < 30_000
    assert len(picture.labels) >= 6
    for label in picture.labels:
        assert TWO.loss(np.array([label.up, label.across])) == pytest.approx(float(label.text), rel=0.1, abs=0.02)


@pytest.mark.parametrize("even", [True, False])
@pytest.mark.parametrize(
    ("formula", "some"),
    [
        ("max(0, x - 4.5)", True),  # nine tenths of it and more are the floor
        ("max(0, x + y - 8)", True),
        ("tanh(1e9*(x - 4.5))", True),
        ("-max(0, x - 4.5)", True),
        ("x^2 + y^2 + 1e9", True),
        ("1e-323*x", False),  # too small to have digits
        ("1e16 + x", False),  # too small to be seen in what it is added to
        ("3e307*x", True),  # from the lowest to the highest is too large for a number
        ("0*x", False),
        ("1/0", False),
        ("log(x)", True),
        ("exp(200*x)", True),
    ],
)
def test_every_function_has_levels_that_rise_within_its_picture_or_none(formula, some, even):
    losses = losses_over(surface(formula), (0, 1), Box((-5.0, 5.0), (-5.0, 5.0)), 160, 100)
    levels = levels_of(losses, 0.0, even)
    assert (len(levels) > 0) == some
    assert np.isfinite(levels).all()
    assert (np.diff(levels) > 0).all()
    assert len(levels) <= 12
    picture = contour(surface(formula), (0, 1), Box((-5.0, 5.0), (-5.0, 5.0)), False, 0.0, even)
    assert picture.image.startswith("data:image/png;base64,")


def test_levels_without_room_have_no_label():
    assert label_places(np.zeros((100, 100), int), 3) == []


def said(**settings):
    live = run(LineFitSettings(**settings))
    return words.verdict(live, tables.tables_of(live).box)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "0.1 is below 0.2918 = 2/λmax: after 580 steps it is within 0.001 of the minimum."),
        (
            {"learning_rate": 0.5, "steps": 20},
            "0.5 is above 0.2918 = 2/λmax: in the steep direction every step lands further away. It leaves",
        ),
        ({"learning_rate": 0.5, "steps": 20_000}, "the loss is too large for a number"),
        ({"learning_rate": 0.3, "steps": 3}, "it does not show yet"),
        ({"learning_rate": 0.005}, "after 600 steps it is 3.21 from the minimum, of 5 at the start"),
        ({"m": 2.0, "b": 1.0}, "it starts within 0.001 of the minimum"),
        ({"data": "own", "points": "2 1\n2 3"}, "All x are equal, so the bowl is a trench"),
        ({"data": "noisy", "sees": "single", "learning_rate": 0.05}, "Steps on parts of the points do not settle"),
        ({"sees": "single", "steps": 3_000, "learning_rate": 0.05}, "steps it is within 0.001 of the minimum"),
    ],
)
def test_the_verdict_says_what_happened_and_why(settings, says):
    assert says in said(**settings)


def test_the_verdict_names_the_step_at_which_it_leaves_the_picture():
    live = run(LineFitSettings(learning_rate=0.5, steps=20))
    box = tables.tables_of(live).box
    inside = box.holds(live.path.thetas[:, 1], live.path.thetas[:, 0])
    assert inside[:2].all()
    assert not inside[2]
    assert "It leaves the picture at step 2; after 20 steps it is at m = −1.9213·10⁷" in words.verdict(live, box)


@pytest.mark.parametrize("settings", [{}, {"data": "noisy"}, {"data": "outlier", "sees": "mini"}, {"sees": "single"},
                                      {"data": "own", "points": "0 1\n2 3\n5 5", "sees": "mini"}])  # fmt: skip
def test_the_program_shown_repeats_the_run(settings):
    live = run(LineFitSettings(steps=40, **settings))
    found: dict = {}
    exec(program(live), found)
    assert found["path"].thetas.tobytes() == live.path.thetas.tobytes()


def test_the_picture_stays_when_the_start_or_the_rate_changes_and_holds_a_start_far_away():
    box = tables.tables_of(run(LineFitSettings())).box
    assert tables.tables_of(run(LineFitSettings(m=3.0, b=-2.0, learning_rate=0.3))).box == box
    assert tables.tables_of(run(LineFitSettings(m=300.0))).box.holds(5, 300)


@pytest.mark.parametrize("data", ["two", "noisy", "outlier"])
def test_the_usual_start_and_the_minimum_are_in_the_picture(data):
    live = run(LineFitSettings(data=data))
    for m, b in (live.start, live.bowl.minimum()):
        assert tables.tables_of(live).box.holds(b, m)


def test_the_same_points_share_one_bowl_so_that_its_picture_is_drawn_once():
    assert run(LineFitSettings(learning_rate=0.2)).bowl is run(LineFitSettings(m=0.0)).bowl
    assert run(LineFitSettings(data="noisy")).bowl is not run(LineFitSettings(data="noisy", seed=2)).bowl


def test_the_sweep_is_lowest_near_the_best_rate_and_knows_the_critical_one():
    rates, losses, steps = swept(run(LineFitSettings(steps=100)))
    assert steps == 100
    assert 0.25 < rates[np.nanargmin(np.where(np.isfinite(losses), losses, np.nan))] < 0.2918
    assert (losses[(rates > 0.31) & np.isfinite(losses)] > 2.5).all()


def test_the_points_of_an_epoch_are_counted():
    live = run(LineFitSettings(data="noisy", n=10, sees="mini", batch_size=3, steps=8))
    assert live.epochs().tolist() == [0, 0.3, 0.6, 0.9, 1, 1.3, 1.6, 1.9, 2]
    assert run(LineFitSettings(steps=3)).epochs().tolist() == [0, 1, 2, 3]


def test_the_mark_of_a_rate_stands_between_its_neighbours_on_the_slider():
    stops = tuple(RATES)
    for k in (0, 5, len(stops) - 1):
        assert place_on_slider(stops[k], stops) == pytest.approx(k / (len(stops) - 1))
    assert place_on_slider(1e-9, stops) == 0
    assert place_on_slider(1e9, stops) == 1


def test_a_points_gradient_in_the_fan_is_the_cores():
    live = run(LineFitSettings(data="noisy", n=5))
    table, theta = tables.tables_of(live).points, np.array([0.7, -1.2])
    drawn = [table[f"zero_{of}"] + theta[0] * table[f"per_m_{of}"] + theta[1] * table[f"per_b_{of}"] for of in "mb"]
    np.testing.assert_allclose(np.stack(drawn, axis=-1), live.fit.sample_gradients(theta), rtol=1e-5, atol=1e-5)


def test_the_points_are_those_of_the_setting():
    assert [p.tolist() for p in points(LineFitSettings())] == [[1, 2], [3, 5]]
    assert [p.tolist() for p in points(LineFitSettings(data="own", points="0 1\n4 2"))] == [[0, 4], [1, 2]]
