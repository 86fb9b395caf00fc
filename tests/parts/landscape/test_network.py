"""The landscape of a real net: asked for by a button, worked out once for everybody, said truly."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from gdcore import mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training
from pages.parts.landscape.network import charts, grid
from pages.parts.landscape.network import run as network_run
from pages.parts.landscape.network import view as network
from pages.parts.landscape.network.choice import NetworkChoice
from pages.parts.landscape.network.run import shelves
from pages.ui import jobs
from pages.ui.box import Box

SLOW = 60  # seconds, for a cold machine


@pytest.fixture(autouse=True)
def _empty_shelves_and_a_coarse_grid(monkeypatch):
    shelves.clear()
    monkeypatch.setattr(network_run, "SIDE", 5)
    yield
    shelves.clear()


def script():
    import streamlit as st

    from pages.parts.landscape.network import view as network

    address = st.query_params
    updates, seed = int(address.get("updates", "30")), int(address.get("seed", "1"))
    network.show(
        network.NetworkChoice(address.get("plane", "principal"), address.get("net", "course"), updates, seed), False
    )


def visit(**address):
    app = AppTest.from_function(script, default_timeout=SLOW)
    for name, value in address.items():
        app.query_params[name] = value
    return check(app.run())


def check(app):
    assert [e.message for e in app.exception] == []
    return app


def compute(app):
    (button,) = [b for b in app.button if b.label == "Compute the landscape"]
    return check(button.click().run())


def has_picture(app):
    return bool(app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart"))


def said(app):
    return " ".join(m.value for m in app.markdown)


def test_nothing_is_worked_out_before_it_is_asked_for():
    app = visit()
    assert [b.label for b in app.button] == ["Compute the landscape"]
    assert not has_picture(app)
    assert shelves().runs.get(NetworkChoice(updates=30, seed=1).run) is None


@pytest.mark.parametrize("plane", network.PLANES)
@pytest.mark.parametrize("net", network.NETS)
def test_every_net_on_every_plane_is_drawn_when_asked_for(plane, net):
    app = compute(visit(plane=plane, net=net))
    assert has_picture(app)
    assert len(app.button) == 0
    choice = NetworkChoice(plane, net, 30, 1)
    assert f"{100 * shelves().landscapes.get(choice).path.explained.sum():.1f}\u00a0%" in said(app)


def test_the_losses_that_are_said_are_those_of_the_run(digits):
    run = Training(TwoLayerNet(activation="relu"), GradientDescent(0.3), digits, scale="he", seed=1)
    x, t = mnist.pixels(digits.train_images[:1000]), digits.train_labels[:1000]
    start = run.net.loss(run.theta, x, t)
    run.advance(30)
    end = run.net.loss(run.theta, x, t)
    text = said(compute(visit(net="modern")))
    assert f"**{start:.3f}** at the start, **{end:.3f}** at the end" in text
    assert "39,760" in text
    assert "need not lie on the drawn surface" in text


def test_the_point_farthest_from_the_surface_is_named_with_both_losses():
    app = compute(visit(net="modern"))
    found = shelves().landscapes.get(NetworkChoice("principal", "modern", 30, 1))
    gaps = np.abs(found.path.losses - found.path.surface)
    k = gaps.argmax()
    assert f"differ most at update {found.updates[k]}: the net's loss is **{found.path.losses[k]:.3f}**" in said(app)
    assert f"**{found.path.surface[k]:.3f}**" in said(app)


def test_another_plane_of_the_same_run_comes_without_training_again(monkeypatch):
    app = compute(visit())
    monkeypatch.setattr(network_run, "Training", None)
    app.query_params["plane"] = "ends"
    assert has_picture(check(app.run()))
    assert "The plane** holds the start and the end" in said(app)


def test_another_run_is_asked_for_again():
    app = compute(visit())
    app.query_params["seed"] = "2"
    assert not has_picture(check(app.run()))
    assert [b.label for b in app.button] == ["Compute the landscape"]


def test_a_result_is_there_for_every_visitor():
    compute(visit())
    assert has_picture(visit())


def test_what_a_rerun_interrupts_goes_on_in_the_next_one(monkeypatch, digits):
    choice = NetworkChoice(updates=30, seed=1)
    half_done = network_run.work(choice, digits)
    for _ in range(10):
        next(half_done)
    assert shelves().runs.get(choice.run) is None
    assert shelves().landscapes.get(choice) is None
    monkeypatch.setattr(network_run, "Training", None)  # another run could not begin
    app = AppTest.from_function(script, default_timeout=SLOW)
    app.session_state[network.ASKED], app.session_state[network.WORK] = choice.run, (choice, half_done)
    assert has_picture(check(app.run()))
    assert network.WORK not in app.session_state


def test_the_progress_rises_to_the_whole_through_training_and_rows(digits):
    reports = list(network_run.work(NetworkChoice(updates=30), digits))
    shares = [report.share for report in reports]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.1
    assert shares[-1] == 1
    assert reports[0].words == "Training: update 0 of 30"
    assert reports[-1].words == "Loss on the plane: row 5 of 5"


def test_the_same_choice_gives_the_same_landscape(digits):
    choice = NetworkChoice("ends", "he", 30, 7)
    found = []
    for _ in range(2):
        shelves.clear()
        list(network_run.work(choice, digits))
        found.append(shelves().landscapes.get(choice))
    assert np.array_equal(found[0].losses, found[1].losses)
    assert np.array_equal(found[0].path.coordinates, found[1].path.coordinates)


@pytest.mark.parametrize("plane", network.PLANES)
def test_the_picture_holds_the_whole_path(plane, digits):
    choice = NetworkChoice(plane, "modern", 30, 2)
    list(network_run.work(choice, digits))
    found = shelves().landscapes.get(choice)
    assert found.box.holds(*found.path.coordinates.T).all()


def test_without_the_digits_it_says_what_mends_it(monkeypatch, tmp_path):
    jobs.digits.clear()
    monkeypatch.setattr(mnist, "FOLDER", tmp_path)
    try:
        app = compute(visit())
        (error,) = [e.value for e in app.error]
        assert "Restoring the files" in error
        assert [b.label for b in app.button] == ["Compute the landscape"]
        assert not app.button[0].disabled
    finally:
        jobs.digits.clear()


@pytest.mark.parametrize(
    ("low", "high"), [(0.1, 5.2), (0.72, 2.31), (0.99, 1.01), (0.17, 2.5), (1.56, 2.45), (1e-3, 900)]
)
def test_levels_lie_between_are_short_to_read_and_not_too_many(low, high):
    levels = grid.log_levels(low, high)
    assert (np.diff(levels) > 0).all()
    assert ((levels > low) & (levels < high)).all()
    assert 1 <= len(levels) <= 14
    assert all(float(f"{level:.2g}") == pytest.approx(level) for level in levels)


def test_between_the_grids_points_planes_and_parabolas_stay_what_they_are():
    across = np.linspace(-1, 1, 41)
    fine = (np.arange(grid.WIDTH) + 0.5) / grid.WIDTH * 2 - 1  # the middles of the picture's pixels
    inside = slice(2 * grid.WIDTH // 40, -2 * grid.WIDTH // 40)  # at the edges one neighbour is missing
    for f in (lambda x: 3 + 2 * x, lambda x: x**2):
        row = grid._between(np.tile(f(across), (5, 1)), grid.WIDTH, grid.HEIGHT)[grid.HEIGHT // 2]
        assert row[inside] == pytest.approx(f(fine)[inside], abs=1e-5)  # in single precision


def test_a_level_is_written_where_the_loss_has_it():
    across, up = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-2, 2, 41))
    picture = grid.picture(np.exp(across + 0.3 * up), Box((-1.0, 1.0), (-2.0, 2.0)), False)
    assert len(picture.labels) >= 6
    for label in picture.labels:
        assert np.exp(label.across + 0.3 * label.up) == pytest.approx(float(label.text), rel=0.02)


@pytest.mark.parametrize("dark", [False, True])
def test_the_chart_names_its_axes_and_both_ends(dark):
    picture = grid.picture(np.exp(np.random.default_rng(0).random((5, 5))), Box((0.0, 1.0), (0.0, 1.0)), dark)
    spec = charts.landscape(picture, ("this way", "that way"), dark)
    text = str(spec)
    assert "this way" in text
    assert "that way" in text
    named = [part for part in spec["layer"][-1]["layer"] if part["mark"]["type"] == "text"]
    assert all(part["encoding"]["text"]["field"] == "name" for part in named)
    assert spec["layer"][-1]["data"] == {"name": "path"}
