"""The race's page by AppTest, and what its tables say."""

import dataclasses

import numpy as np
import pytest

from gdcore.optimizers import OPTIMIZERS
from pages.parts.race import tables, words
from pages.parts.race.program import program
from pages.parts.race.run import run
from pages.parts.race.settings import RaceSettings
from pages.parts.race.standings import race_csv
from pages.parts.race.tables import NEVER, finished, ranked
from pages.ui.controls.settings import kinds_of, read_address, write_address
from pages.ui.terrain.methods import named
from tests.pages.app import button, check, open_page, opened, opened_at_limits

ALL = ",".join(OPTIMIZERS)


def verdict(app):
    return app.main.markdown[0].value


def test_the_textbook_race_is_told_as_it_ends():
    app = check(open_page("race"))
    assert verdict(app) == (
        "Loss after 30 steps: AdaGrad 0.00072 < Gradient descent 0.0133 < Momentum 0.0479 < Adam 0.102."
    )


def test_all_race_from_one_start_with_one_budget_on_the_same_errors():
    live = run(RaceSettings(methods=tuple(OPTIMIZERS), noise=0.5, steps=25, rates="equal", rate=0.01))
    paths = list(live.paths.values())
    assert {path.thetas[0].tobytes() for path in paths} == {np.array([-7.0, 2.0]).tobytes()}
    assert {len(path.thetas) for path in paths} == {26}
    errors = [path.gradients - live.ground.objective.gradient(path.thetas) for path in paths]
    for error in errors[1:]:
        np.testing.assert_allclose(error, errors[0], atol=1e-12)
    assert np.std(errors[0]) == pytest.approx(0.5, rel=0.3)


def test_tuned_rates_are_better_than_any_other_of_the_sweep():
    live = run(RaceSettings(methods=tuple(OPTIMIZERS), rates="tuned"))
    for k, method in enumerate(live.paths):
        end = live.paths[method].losses[-1]
        assert end == pytest.approx(live.tuning.losses[k, live.tuning.best[k]], rel=1e-9, abs=1e-300)
        for rate in (0.01, 0.1, 0.5, 1.0):
            other = run(RaceSettings(methods=(method,), rates="equal", rate=rate)).paths[method].losses[-1]
            assert end <= other * (1 + 1e-9) or rate not in live.tuning.rates


def test_ranks_follow_the_criterion_and_name_the_lost_last():
    shown = np.array([0, 5, 10])
    above = {"a": np.array([9.0, 1.0, 5.0]), "b": np.array([9.0, 2.0, 0.5]), "c": np.array([9.0, np.inf, np.nan])}
    away = {"a": np.array([3.0, 3.0, 3.0]), "b": np.array([3.0, 4.0, 1.0]), "c": np.array([3.0, 0.5, np.nan])}
    finishes = {"a": 5, "b": 10, "c": NEVER}
    by_loss = ranked("loss", shown, above, away, finishes)
    assert [by_loss[m].tolist() for m in "abc"] == [[0, 0, 1], [1, 1, 0], [2, 2, 2]]
    by_distance = ranked("distance", shown, above, away, finishes)
    assert [by_distance[m].tolist() for m in "abc"] == [[0, 1, 1], [1, 2, 0], [2, 0, 2]]
    by_finish = ranked("finish", shown, above, away, finishes)
    assert [by_finish[m].tolist() for m in "abc"] == [[0, 0, 0], [1, 1, 1], [2, 2, 2]]


def test_the_finish_is_the_first_step_below_the_line():
    assert finished(np.array([3.0, 0.5, 2.0, 0.1]), 0.5) == 1
    assert finished(np.array([3.0, np.nan, np.inf]), 0.5) == NEVER


def test_the_standings_say_what_the_paths_say():
    live = run(RaceSettings())
    table = tables.tables_of(live, "loss", 0.01).standings
    for frame in (0, 7, 30):
        rows = table[table["frame"] == frame].sort_values("rank")
        losses = {method: float(live.ground.objective.loss(path.thetas[frame])) for method, path in live.paths.items()}
        assert rows["loss"].tolist() == pytest.approx([losses[m] for m in rows["run"]], rel=1e-6)
        assert rows["loss"].is_monotonic_increasing
        nearest = [np.linalg.norm(live.paths[m].thetas[frame]) for m in rows["run"]]  # the minimum is the origin
        assert rows["distance"].tolist() == pytest.approx(nearest, rel=1e-6)


def test_one_that_leaves_says_so_and_the_others_race_on():
    live = run(RaceSettings(rates="equal", rate=1.05, steps=120))
    table = tables.tables_of(live, "loss", 0.01).standings
    gone = table[(table["run"] == "GradientDescent") & (table["frame"] == 120)]
    assert gone["out"].item() == 1
    assert gone["rank"].item() == 3
    assert "It leaves the picture at step" in words.outcome(live, "GradientDescent")
    assert "picture" not in words.outcome(live, "AdaGrad")


def test_what_became_of_each_is_told_for_every_kind_of_end():
    said = {
        words.outcome(run(RaceSettings(**settings, methods=("GradientDescent",), rates="equal")), "GradientDescent")
        for settings in (
            {"surface": "bowl", "x": 1.0, "rate": 0.4},
            {"surface": "double_well", "x": 1.7, "y": 1.0, "rate": 0.03, "steps": 300},
            {"surface": "saddle", "x": -2.0, "y": 0.0, "rate": 0.1, "steps": 100},
            {"surface": "plateau", "x": 4.0, "y": 3.0, "rate": 0.5, "steps": 1000},
            {"rate": 1.0, "steps": 200},
            {"rate": 1.05, "steps": 200},
            {"rate": 0.001},
            {"rate": 0.1, "noise": 3.0},
        )
    }
    starts = ("arrives", "trapped", "stops at a saddle", "on a plateau", "oscillates", "diverges",
              "still on its way", "kept moving by noise")  # fmt: skip
    assert len(said) == len(starts)
    for start in starts:
        assert any(text.startswith(start) for text in said), start


@pytest.mark.parametrize("view", kinds_of(RaceSettings)["view"].options)
@pytest.mark.parametrize(
    "address", [{}, {"surface": "camel", "rates": "tuned"}, {"surface": "own", "formula": "log(x)"}]
)
def test_every_view_opens_with_all_methods(view, address):
    check(open_page("race", view=view, methods=ALL, **address))


@pytest.mark.slow
@pytest.mark.parametrize("name", kinds_of(RaceSettings))
def test_each_setting_at_below_and_above_its_limits(name):
    kind = kinds_of(RaceSettings)[name]
    needs = {"formula": {"surface": "own"}, "reach": {"surface": "own"}, "seed": {"noise": "1"},
             "rate": {"rates": "equal"}, "method": {"view": "anatomy"},
             "every": {"schedule": "step"}, "fall": {"schedule": "step"},
             "warm_up": {"schedule": "warm_up"}}  # fmt: skip
    beside = {"methods": ALL, "rates": "own", "steps": "20"} | needs.get(name, {})
    if name.endswith("_digits") or name in ("digits_rates", "updates", "speed"):
        beside |= {"track": "digits"}
    if name == "methods":
        beside.pop("methods")
    for app in opened_at_limits("race", name, kind, beside):
        assert verdict(app)


def test_no_method_at_all_gets_one_sentence_and_the_race_goes_on():
    app = open_page("race")
    app.button_group(key="race.methods").set_value([]).run()
    (said,) = [e.value for e in check(app).error]
    assert said.startswith("Methods must be at least one of GradientDescent, Momentum")
    assert "AdaGrad 0.00072" in verdict(app)


def test_rates_of_this_race_become_ones_own():
    app = opened(open_page("race", rates="tuned"), "race.table")
    button(app, "Take these rates as my own").click().run()
    live = run(RaceSettings(rates="tuned"))
    for method, rule in live.rules.items():
        assert float(app.text_input(key=f"race.{method}_learning_rate").value) == pytest.approx(rule.learning_rate)


def test_the_address_carries_methods_and_hyper_parameters():
    settings = dataclasses.replace(RaceSettings(), methods=("Momentum", "AdamW"), rates="own", AdamW_beta2=0.99)
    address = write_address(settings, RaceSettings())
    assert address == {"methods": "Momentum,AdamW", "rates": "own", "AdamW_beta2": "0.99"}
    assert read_address(address, RaceSettings()) == (settings, {})


@pytest.mark.parametrize(
    "settings",
    [
        RaceSettings(),
        RaceSettings(methods=tuple(OPTIMIZERS), rates="tuned", noise=0.2, seed=4),
        RaceSettings(surface="own", methods=("Adam",), rates="equal", rate=0.05),
    ],
    ids=["textbook", "tuned", "own"],
)
def test_its_program_repeats_the_race_to_the_last_digit(settings):
    live = run(settings)
    found = {}
    exec(program(live), found)
    for path, other in zip(found["paths"], live.paths.values(), strict=True):
        assert np.array_equal(path.thetas, other.thetas)


def test_the_csv_has_every_step_of_every_method_with_its_memory():
    live = run(RaceSettings(methods=("GradientDescent", "Adam"), steps=3))
    lines = race_csv(live.paths, ("x", "y")).splitlines()
    head = lines[0].split(",")
    assert head[:7] == ["method", "step", "x", "y", "loss", "gradient_x", "gradient_y"]
    assert head[7:] == ["first_moment_x", "first_moment_y", "second_moment_x", "second_moment_y"]
    assert len(lines) == 1 + 2 * 4
    last = dict(zip(head, lines[-1].split(","), strict=True))
    assert last["method"] == "Adam"
    assert float(last["x"]) == live.paths["Adam"].thetas[3, 0]
    assert named("Adam") == "Adam"


def test_a_typed_function_gets_fewer_steps_and_it_is_said():
    app = check(open_page("race", surface="own", steps="2000"))
    (said,) = [w.value for w in app.warning]
    assert said == "A typed function is given at most 300 steps here."


def test_a_click_that_comes_together_with_another_seed_is_meant_for_its_race():
    app = open_page("race", course="digits", methods="Adam")
    app.text_input(key="race.seed").set_value("7")
    button(app, "One update").click().run()
    race = check(app).session_state["race.network"]
    assert (race.seed, race.live.update) == (7, 1)


def test_a_link_with_a_settings_former_name_still_opens():
    app = check(open_page("race", course="digits", methods="Adam"))
    assert app.session_state["race.memory"].settings.track == "digits"
    assert [e.value for e in app.error] == []
