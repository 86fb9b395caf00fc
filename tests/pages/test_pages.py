"""Every page by AppTest: no exception, and an answer to whatever is typed."""

import pytest

from gdcore import mnist
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.mnist.settings import MnistSettings
from pages.ui import jobs, shell
from pages.ui.controls.kinds import Choice
from pages.ui.controls.rate_schedule import OF
from pages.ui.controls.settings import kinds_of
from tests.pages.app import button, check, metrics, open_page, opened_at_limits


@pytest.mark.parametrize("name", [page.name for page in shell.PAGES])
def test_a_page_opens_without_exception(name):
    check(open_page(name))


def test_the_front_page_has_a_card_to_every_other_page():
    app = check(open_page())
    text = " ".join(m.value for m in app.markdown)
    for page in shell.PAGES[1:]:
        assert (page.promise in text) != page.bare


def test_the_mnist_page_says_something_true_before_anything_is_touched():
    app = check(open_page("mnist"))
    assert app.main.markdown[0].value.startswith("Untrained: 9.6")
    assert metrics(app)["Update"] == "0"
    assert metrics(app)["Test accuracy"] == "9.6\u00a0%"


def test_one_update_and_reset():
    app = open_page("mnist")
    button(app, "One update").click().run()
    button(check(app), "One update").click().run()
    assert metrics(check(app))["Update"] == "2"
    assert app.session_state["mnist.live"].training.update == 2
    button(app, "Reset").click().run()
    assert metrics(check(app))["Update"] == "0"


def test_a_setting_changed_on_the_way_is_marked_and_one_of_the_start_begins_anew():
    app = open_page("mnist")
    button(app, "One update").click().run()
    app.select_slider(key="mnist.learning_rate").set_value(0.3).run()
    run = check(app).session_state["mnist.live"].training
    assert run.update == 1
    assert run.history.changes[0].what == {"learning_rate": (0.1, 0.3)}
    app.segmented_control(key="mnist.activation").set_value("relu").run()
    assert metrics(check(app))["Update"] == "0"


def test_a_click_that_comes_together_with_new_settings_is_meant_for_their_run():
    app = open_page("mnist")
    app.segmented_control(key="mnist.activation").set_value("relu")
    button(app, "One update").click().run()
    assert metrics(check(app))["Update"] == "1"
    assert app.session_state["mnist.live"].settings.activation == "relu"
    app.text_input(key="mnist.seed").set_value("6")
    button(app, "Resume").click().run()
    live = check(app).session_state["mnist.live"]
    assert (live.settings.seed, live.running) == (6, True)


def test_another_method_brings_its_own_learning_rate_and_hyper_parameters():
    app = open_page("mnist")
    app.selectbox(key="mnist.optimizer").set_value("Adam").run()
    assert check(app).select_slider(key="mnist.learning_rate").value == 0.003
    assert {n.key for n in app.text_input} >= {"mnist.beta1", "mnist.beta2", "mnist.epsilon"}
    assert (
        app.session_state["mnist.live"].training.optimizer
        == MnistSettings(optimizer="Adam", learning_rate=0.003).rule()
    )


def test_a_lesson_sets_the_controls_and_shows_its_question_and_its_claim():
    app = open_page("mnist")
    button(app, "Another start").click().run()
    text = " ".join(m.value for m in check(app).markdown)
    assert "After how many updates" in text
    assert "no plateau" not in text
    button(app, "about 3,000").click().run()
    button(app, "Reveal").click().run()
    text = " ".join(m.value for m in check(app).markdown)
    assert "The guess: about 3,000. What came out: **about 600**." in text
    assert "no plateau" in text
    assert app.session_state["mnist.live"].settings.activation == "relu"
    assert app.select_slider(key="mnist.updates").value == 3000
    button(app, "Close the lesson").click().run()
    assert "After how many updates" not in " ".join(m.value for m in check(app).markdown)
    assert app.session_state["mnist.live"].settings.activation == "relu"


def test_a_run_that_is_over_can_go_on_as_far_as_the_lesson_says():
    app = open_page("mnist", lesson="mnist-looked-broken", updates="3")
    for _ in range(3):
        button(app, "One update").click().run()
    button(check(app), "Continue to 10,000").click().run()
    assert check(app).session_state["mnist.live"].running
    assert app.select_slider(key="mnist.updates").value == 10_000
    button(app, "Pause").click().run()
    assert not check(app).session_state["mnist.live"].running


def test_kept_runs_are_at_most_four_and_can_be_forgotten():
    app = open_page("mnist")
    for seed in range(10, 16):
        app.text_input(key="mnist.seed").set_value(str(seed)).run()
        button(app, "One update").click().run()
        button(app, "Keep this run").click().run()
    assert [run.settings.seed for run in check(app).session_state["mnist.kept"]] == [12, 13, 14, 15]
    button(app, "Clear kept runs").click().run()
    assert check(app).session_state["mnist.kept"] == []


def verdict(app):
    said = [m.value for m in app.main.markdown]
    return next((value for value in said if "2/λmax" in value), None) or next(v for v in said if " step" in v)


def test_the_line_fit_says_something_true_before_anything_is_touched():
    app = check(open_page("line_fit"))
    assert verdict(app) == "0.1 is below 0.2918 = 2/λmax: after 580 steps it is within 0.001 of the minimum."


def test_a_lesson_of_the_line_fit_sets_the_controls():
    app = open_page("line_fit")
    button(app, "Rate 0.5").click().run()
    assert any(m.value.startswith("0.5 is above 0.2918") for m in check(app).main.markdown)
    assert app.select_slider(key="line_fit.steps").value == 20
    assert "Now the rate is 0.5" in " ".join(m.value for m in app.markdown)


def test_a_random_start_is_in_the_picture():
    app = open_page("line_fit")
    button(app, "Random start").click().run()
    start = [float(app.text_input(key=f"line_fit.{name}").value) for name in "mb"]
    assert start != [-1, 5]
    assert "0.2918" in verdict(check(app))


@pytest.mark.parametrize("view", list(kinds_of(LineFitSettings)["view"].options))
@pytest.mark.parametrize("data", list(kinds_of(LineFitSettings)["data"].options))
def test_every_view_of_the_line_fit_opens_with_every_data(view, data):
    check(open_page("line_fit", view=view, data=data, sees="mini", steps="50"))


def test_points_are_pasted_and_a_bad_cell_is_named():
    app = open_page("line_fit", data="own")
    app.text_area(key="line_fit.points").set_value("0 1\n1 3\nx 4\n2 5").run()
    (said,) = [w.value for w in check(app).warning]
    assert said == "Line 3 is left out: “x” is not a number."
    assert "critical" not in said
    app.text_area(key="line_fit.points").set_value("0 1\n1 3\n2 5").run()
    assert [w.value for w in check(app).warning] == []


@pytest.mark.parametrize(
    ("text", "got"),
    [("1 3", "one point"), ("", "0 points"), ("a b\n" * 100_000, "100,000 points"), ("words", "0 points")],
)
def test_points_that_make_no_line_get_one_sentence_and_the_last_ones_stay(text, got):
    app = open_page("line_fit", data="own")
    app.text_area(key="line_fit.points").set_value(text).run()
    (said,) = [e.value for e in check(app).error]
    assert said.startswith("Your points must be 2 to 500 points")
    assert f"you entered {got}. Keeping 2 points." in said
    assert verdict(app).startswith("0.1 is below 0.2918")


def test_all_x_equal_is_said_and_shown():
    app = check(open_page("line_fit", data="own", points="2,1;2,3;2,4"))
    assert verdict(app).startswith("All x are equal, so the bowl is a trench")


@pytest.mark.parametrize("rate", ["0", "-0.1", "1e300", "nan", "fast", "", "1e-21"])
def test_a_learning_rate_that_cannot_be_gets_one_sentence(rate):
    app = check(open_page("line_fit", learning_rate=rate))
    (said,) = [e.value for e in app.error]
    assert said.startswith("Learning rate η must be a number from 10⁻²⁰ to 10; you entered ")
    assert verdict(app).startswith("0.1 is below")


@pytest.mark.slow
@pytest.mark.parametrize("name", kinds_of(LineFitSettings))
def test_each_setting_of_the_line_fit_at_below_and_above_its_limits(name):
    kind = kinds_of(LineFitSettings)[name]
    beside = {"data": "noisy", "sees": "mini", "steps": "20"} | ({"data": "own"} if name == "points" else {})
    for app in opened_at_limits("line_fit", name, kind, beside):
        assert verdict(app)


VIEWS = list(kinds_of(MnistSettings)["view"].options)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("updates", [0, 1])
def test_every_view_opens_before_and_after_an_update(view, updates):
    app = open_page("mnist", view=view, hidden="5")
    for _ in range(updates):
        button(app, "One update").click().run()
    check(app)


def test_the_program_shown_repeats_the_run():
    app = open_page("mnist", view="repeat", hidden="7", optimizer="Momentum", learning_rate="0.05")
    for rate in (0.05, 0.1):
        app.select_slider(key="mnist.learning_rate").set_value(rate).run()
        button(app, "One update").click().run()
        button(app, "One update").click().run()
    (code,) = [c.value for c in check(app).code]
    found: dict = {}
    exec(code, found)
    shown = app.session_state["mnist.live"].training
    assert found["run"].theta.tobytes() == shown.theta.tobytes()
    assert found["run"].update == shown.update == 4


def test_the_numerical_gradient_is_computed_for_real_and_can_be_stopped():
    app = open_page("mnist", view="gradient", hidden="1")
    button(app, "Compute them").click().run()
    job = check(app).session_state["mnist.numerical"]
    assert not job.finished
    button(app, "Stop").click().run()
    assert "mnist.numerical" not in check(app).session_state


@pytest.mark.slow
@pytest.mark.parametrize("name", kinds_of(MnistSettings))
def test_each_setting_by_address_below_at_and_above_its_limits(name):
    kind = kinds_of(MnistSettings)[name]
    # The settings under which this one is on the page.
    beside = {"momentum": "Momentum", "decay": "RMSProp", "beta1": "Adam", "beta2": "Adam", "epsilon": "Adam"}
    address = {"optimizer": beside.get(name, "AdamW")} if name != "optimizer" else {}
    address |= {"schedule": OF[name][-1]} if name in OF else {}
    if isinstance(kind, Choice):
        good, bad = list(kind.options)[-1:], ["", "<b>no</b>", "x" * 300]
    else:
        good, bad = (
            [kind.write(kind.low), kind.write(kind.high)],
            [kind.write(kind.low - 1), kind.write(kind.high * 10 + 1), "much"],
        )
    for value in good:
        app = check(open_page("mnist", **address | {name: value}))
        assert [e.value for e in app.error] == []
    for value in bad:
        app = check(open_page("mnist", **address | {name: value}))
        (said,) = [e.value for e in app.error]
        assert kind.rule() in said
        assert "<" not in said
        assert len(said) < 260
        assert metrics(app)["Update"] == "0"


@pytest.mark.parametrize("name", ["momentum", "decay", "beta1", "beta2", "epsilon", "weight_decay", "scale", "seed"])
def test_each_box_below_above_and_emptied_keeps_the_last_good_value(name):
    methods = {"momentum": "Nesterov", "decay": "RMSProp", "weight_decay": "AdamW"}
    app = open_page("mnist", optimizer=methods.get(name, "Adam"), hidden="3")
    button(app, "One update").click().run()
    kind, last = kinds_of(MnistSettings)[name], getattr(MnistSettings(), name)
    box = app.text_input(key=f"mnist.{name}")
    for value in (kind.write(kind.low - 1), kind.write(kind.high + 1), "", "0.5x"):
        app.text_input(key=f"mnist.{name}").set_value(value).run()
        (said,) = [e.value for e in check(app).error]
        assert said.startswith(box.label)
        assert kind.rule() in said
        assert f"Keeping {kind.show(last)}." in said
        assert metrics(app)["Update"] == "1"  # the last good picture
    app.text_input(key=f"mnist.{name}").set_value(kind.write(kind.high)).run()
    assert [e.value for e in check(app).error] == []


def test_an_unknown_lesson_and_unknown_words_do_no_harm():
    app = check(open_page("mnist", lesson="nope", utm_source="mail"))
    assert [e.value for e in app.error] == ["There is no lesson “nope”."]


def test_without_its_data_the_page_says_what_mends_it_and_the_rest_works(monkeypatch, tmp_path):
    jobs.digits.clear()
    monkeypatch.setattr(mnist, "FOLDER", tmp_path)
    try:
        app = check(open_page("mnist"))
        (said,) = [e.value for e in app.error]
        assert "train-images-idx3-ubyte.gz" in said
        assert "Restoring the files" in said
        check(open_page())
    finally:
        jobs.digits.clear()
