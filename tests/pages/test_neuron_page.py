"""The neuron page by AppTest."""

import pytest

from pages.parts.neuron.settings import OF_VIEW, NeuronSettings
from pages.ui.controls.kinds import Choice
from pages.ui.controls.settings import kinds_of, read_address, write_address
from tests.pages.app import button, check, open_page, opened_at_limits

KINDS = kinds_of(NeuronSettings)


def texts(app):
    return [m.value for m in app.main.markdown]


def numbers(column):
    return [float(text.replace("−", "-")) for text in column]


def verdict(app):
    """The one sentence to read aloud is the first text of the page."""
    return texts(app)[0]


@pytest.mark.parametrize(
    ("view", "says"),
    [
        ("neuron", "It says 0.51749, not 0.2; after 5,917 steps it is within 0.001 of the minimum."),
        (
            "activations",
            "sigmoid(1) = 0.7311, slope 0.1966; 10 such slopes multiplied leave 8.63·10⁻⁸, at best 9.54·10⁻⁷.",
        ),
        ("linear", "Lines stay lines through one matrix and through two; with ReLU between, 9 of 14 bend."),
        ("xor", "With ReLU all 4 are right from update 16 on; without a bend never more than 3 of 4."),
        ("shapes", "X (3 × 2) times W (2 × 4) plus b (4) is Y (3 × 4)"),
        ("chain", "dE/dw₁ = 0.015202: five factors. dE/dw₂ = −0.059539: three. Differences say the same."),
    ],
)
def test_every_view_says_something_true_and_can_be_left_for_another(view, says):
    app = check(open_page("neuron", view=view))
    assert verdict(app).startswith(says)
    assert app.segmented_control(key="neuron.view").value == view
    shown = {widget.key.removeprefix("neuron.") for kind in ("slider", "select_slider", "number_input", "selectbox",
             "text_input", "segmented_control", "button_group") for widget in app.get(kind)}  # fmt: skip
    assert shown - {"view", "echo.box", "visitor.switch"} == {name for name in OF_VIEW[view] if name != "b"}


def test_three_ways_and_the_half_stand_on_the_page():
    app = check(open_page("neuron", steps="10"))
    (ways,) = [table.value for table in app.table]
    assert numbers(ways["Δw₁"]) == pytest.approx([-0.00396380] * 3, abs=5e-9)
    assert numbers(ways["Δw₂"]) == pytest.approx([-0.01189141] * 3, abs=5e-9)
    app.segmented_control(key="neuron.error").set_value("whole").run()
    (doubled,) = [table.value for table in check(app).table]
    assert numbers(doubled["Δw₁"]) == pytest.approx([-0.00792761] * 3, abs=5e-9)


def test_a_bias_is_switched_on_and_moves():
    app = open_page("neuron", steps="600")
    assert "neuron.b" not in {box.key for box in app.text_input}
    app.segmented_control(key="neuron.bias").set_value("on").run()
    assert "neuron.b" in {box.key for box in check(app).text_input}
    assert "after 450 steps it is within 0.001" in verdict(app)
    (ways,) = [table.value for table in app.table]
    assert set(ways) > {"Δw₁", "Δw₂", "Δb"}


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"x1": "0", "x2": "0"}, "Nothing moves: every input is 0"),
        ({"y": "1"}, "which no weights reach"),
        ({"learning_rate": "1000", "x1": "1", "x2": "1"}, "not 0.2; after 100 steps it says"),
        ({"w1": "-2.2562943611198906", "w2": "-3.8688830833596713"}, "starts within 0.001 of the minimum"),
    ],
)
def test_runs_that_go_nowhere_are_said_to(address, says):
    app = check(open_page("neuron", steps="100", **address))
    assert says in verdict(app)
    assert [e.value for e in app.error] == []


def test_a_ready_matrix_is_taken_and_named():
    app = open_page("neuron", view="linear")
    for name, says in (
        ("Turn", "a turn, det 1; it keeps distances"),
        ("Mirror", "a reflection, det −1; it keeps distances"),
        ("Shear", "det 1: areas stay; lengths × 0.618 to × 1.62, so distances do not"),
        ("Double", "every length × 2, det 4; it does not keep distances"),
        ("Flatten", "det 0: the plane is pressed flat; lengths × 0 to × 2.5"),
    ):
        button(app, name).click().run()
        assert any(says in text for text in texts(check(app))), name
    assert any("takes it 8.062 away, the matrix [[2, 0], [0, 2]] 10." in text for text in texts(app))


def test_another_method_brings_a_rate_it_can_work_with():
    app = open_page("neuron", view="xor", updates="20")
    app.selectbox(key="neuron.optimizer").set_value("Adam").run()
    assert check(app).select_slider(key="neuron.xor_rate").value == 0.1


def test_without_a_bend_and_with_an_unlucky_start_no_corner_more_is_claimed():
    said = verdict(check(open_page("neuron", view="xor", seed="0")))
    assert said == "With ReLU 3 of 4 are right after 200 updates: try another seed. Without a bend never more than 3."


def test_on_a_kink_the_differences_say_something_else_and_it_is_shown():
    said = verdict(check(open_page("neuron", view="chain", activation="relu", input="1", first="0", second="1")))
    assert said == "dE/dw₁ = 0, dE/dw₂ = 0; differences say −0.39997 and 0."


@pytest.mark.slow
@pytest.mark.parametrize("name", ["y", "a11", "layers", "optimizer", "xor_rate"])
def test_a_setting_at_below_and_above_its_limits(name):
    (view,) = [view for view, names in OF_VIEW.items() if name in names]
    for app in opened_at_limits("neuron", name, KINDS[name], {"view": view, "steps": "10", "updates": "10"}):
        assert verdict(app)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("text", ["", "much", "inf", "nan", "1e99", "<b>"])
def test_every_setting_complains_in_one_sentence_about_what_cannot_be(name, text):
    settings, complaints = read_address({name: text}, NeuronSettings())
    assert settings == NeuronSettings()
    assert KINDS[name].rule() in complaints[name]


def test_an_emptied_box_keeps_the_last_good_picture():
    app = open_page("neuron", steps="10")
    before = verdict(app)
    app.text_input(key="neuron.x1").set_value("").run()
    (said,) = [e.value for e in check(app).error]
    assert said == "Input x₁ must be a number from −10 to 10; you entered nothing. Keeping 0.1."
    assert verdict(app) == before


@pytest.mark.parametrize("name", KINDS)
def test_every_setting_goes_to_the_address_and_back(name):
    kind, usual = KINDS[name], getattr(NeuronSettings(), name)
    other = (
        next(v for v in kind.options if v != usual)
        if isinstance(kind, Choice)
        else (kind.ladder or (7 if kind.whole else 0.75,))[0]
    )
    settings, complaints = read_address({name: kind.write(other)}, NeuronSettings())
    assert complaints == {}
    assert getattr(settings, name) == other
    assert write_address(settings, NeuronSettings())[name] == kind.write(other)
