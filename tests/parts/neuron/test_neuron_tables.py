"""What the neuron page tabulates, writes and paints is what the core computed."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from gdcore.activations import ACTIVATIONS
from gdcore.xor import ANSWERS, CORNERS
from pages.parts.neuron.activations import tables as activations
from pages.parts.neuron.chain import tables as chain
from pages.parts.neuron.one import tables as one
from pages.parts.neuron.one import words
from pages.parts.neuron.one.arithmetic import arithmetic
from pages.parts.neuron.one.run import run
from pages.parts.neuron.program import program
from pages.parts.neuron.settings import NeuronSettings
from pages.parts.neuron.shapes import tables as shapes
from pages.parts.neuron.xor import tables as xor
from pages.parts.neuron.xor.run import run as train
from tests import calculator
from tests.calculator import filled


def test_the_first_frame_writes_the_numbers_of_the_course():
    live = run(NeuronSettings())
    first, second, third = filled(arithmetic(live), 0)
    assert first == "h = 0.1 × (−0.8) + 0.3 × 0.5 = 0.07    ŷ = f(h) = 1 / (1 + e^(−0.07)) = 0.51749    " \
        "y − ŷ = 0.2 − 0.51749 = −0.31749"  # fmt: skip
    assert second.startswith("f′(h) = 0.51749 × (1 − 0.51749) = 0.24969    δ = (−0.317493) × 0.249694 = −0.079276")
    assert third == "Δw₁ = 0.5 × (−0.079276) × 0.1 = −0.0039638    Δw₂ = 0.5 × (−0.079276) × 0.3 = −0.011891"
    assert words.start(live) == (
        "At the start h = 0.07, ŷ = 0.51749286, y − ŷ = −0.31749286, f′(h) = 0.249694, δ = −0.079276062.")  # fmt: skip


def test_its_program_repeats_the_run_to_the_last_digit():
    live = run(NeuronSettings(steps=50, bias="on", b=0.5, error="whole", learning_rate=2.0))
    found = {}
    exec(program(live), found)
    assert np.array_equal(found["path"].thetas, live.path.thetas)


def test_a_setting_of_another_view_is_not_computed_anew():
    assert run(NeuronSettings(layers=3, a11=2.0)) is run(NeuronSettings())
    assert train(NeuronSettings(view="xor", w1=3.0)) is train(NeuronSettings(view="xor"))


def test_the_surface_shows_the_start_the_floor_and_the_end():
    for settings in (NeuronSettings(), NeuronSettings(w1=20.0, y=0.9), NeuronSettings(y=0.0, w2=-7.0, steps=10)):
        live = run(settings)
        box = one.surface_box(live)
        assert box.holds(*live.path.thetas[[0, -1]][:, :2].T).all()
        if live.floor is not None:
            assert box.holds(*live.floor[:2])
            assert float(live.neuron.forward(live.floor).y_hat[0]) == pytest.approx(settings.y)


@pytest.mark.parametrize("h", [-20.0, -1.0, 0.0, 0.5, 20.0])
@pytest.mark.parametrize("name", ["sigmoid", "relu", "tanh"])
def test_the_point_lies_on_its_curve_and_a_product_that_is_zero_is_written(name, h):
    point, curve = activations.point(name, h), activations.curve(name, h)
    assert point["value"].tolist() == pytest.approx(
        [float(ACTIVATIONS[name].value(h)), float(ACTIVATIONS[name].slope(h))]
    )
    assert curve["x"].min() <= h <= curve["x"].max()
    bars = activations.products(h, 10)
    assert bars.loc[bars["name"] == "relu", "zero"].all() == (h <= 0)
    assert (bars["product"].dropna() > bars["base"].iloc[0]).all()


def test_the_painted_strip_shows_the_answer_of_every_frame_at_every_corner():
    live = train(NeuronSettings(view="xor", updates=60))
    for trained in (live.bent, live.straight):
        strip = xor.strip(trained, 60, False)
        data = base64.b64decode(strip.address.split(",")[1])
        picture = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), int)
        side = xor.SIDE + 2
        assert picture.shape == (strip.rows * side, strip.columns * side, 3)
        p = trained.probabilities(CORNERS)
        for frame in range(61):
            top, left = frame // strip.columns * side, frame % strip.columns * side
            for k, (x, y) in enumerate(CORNERS):
                column = 1 + (x - xor.LOW) / (xor.HIGH - xor.LOW) * xor.SIDE
                row = 1 + (xor.HIGH - y) / (xor.HIGH - xor.LOW) * xor.SIDE
                red, _, blue = picture[top + int(row), left + int(column)]
                if abs(p[frame, k] - 0.5) > 0.05:
                    assert (blue > red) == (p[frame, k] > 0.5)


def test_the_corners_marked_wrong_are_those_that_are_not_counted():
    live = train(NeuronSettings(view="xor"))
    frames = xor.shown(live)
    for trained in (live.bent, live.straight):
        table = xor.corners(trained, frames)
        assert (table.groupby("frame")["right"].sum().to_numpy() == trained.right[frames]).all()
        assert (table["answer"].to_numpy().reshape(-1, 4) == ANSWERS).all()


def test_a_size_more_adds_a_row_or_a_column_and_changes_no_other_number():
    small, more = shapes.of(2, 2, 2).cells, shapes.of(3, 2, 3).cells
    for name, rows, columns in (("X", 1, 0), ("W", 0, 1), ("b", 0, 1), ("Y", 1, 1)):
        before, after = (cells[cells["matrix"] == name] for cells in (small, more))
        assert after["i"].max() - before["i"].max() == rows
        assert after["j"].max() - before["j"].max() == columns
        both = before.merge(after, on=["i", "j"])
        assert (both["text_x"] == both["text_y"]).all()


def test_every_sum_that_is_written_out_is_right():
    for _, cell in shapes.of(6, 5, 5).cells.query("matrix == 'Y'").iterrows():
        _, terms, result = cell["says"].replace("−", "-").replace("·", "*").split(" = ")
        assert eval(terms, {}) == int(result) == int(cell["text"].replace("−", "-"))


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "tanh"])
def test_a_calculator_agrees_with_every_factor_of_the_chain(activation):
    rng = np.random.default_rng(8)
    for _ in range(12):
        numbers = {name: round(float(rng.normal()), 2) for name in ("input", "target", "first", "second")}
        said = chain.spoken(NeuronSettings(view="chain", activation=activation, **numbers))
        assert len(said["says"]) == chain.FRAMES
        assert (said["second"][chain.SECOND_KNOWN - 1], said["first"][-2]) == ("dE/dw₂ = …", "dE/dw₁ = …")
        lines = [*said["says"], said["second"][-1], said["first"][-1]]
        found = [equation for line in lines for equation in calculator.equations(line)]
        assert len(found) >= 6
        for how, sign, result in found:
            assert (calculator.agrees if sign == "=" else calculator.within_rounding)(how, result), (how, result)


def test_the_smallest_net_of_the_course():
    found = chain.six()
    assert found.loss == pytest.approx(0.92806854, abs=5e-9)
    assert found.guarded == pytest.approx(0.92806829, abs=5e-9)
    dW = [0.21924763, 0.14356247, -0.36281009, 0.32887144, 0.21534370, -0.54421520]
    assert found.exact == pytest.approx(dW, abs=1e-7)
    assert found.numerical == pytest.approx(dW, abs=1e-7)
