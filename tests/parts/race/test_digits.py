import json
import math

import numpy as np
import pytest
from streamlit.dataframe_util import convert_pandas_df_to_arrow_bytes
from streamlit.testing.v1 import AppTest

from gdcore import mnist
from gdcore.contest import Contest
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import OPTIMIZERS, Adam, GradientDescent
from gdcore.training import Evaluation
from pages.parts.race.digits import charts, tables
from pages.parts.race.digits import panel as network
from pages.parts.race.digits import words as network_words
from pages.ui import jobs
from pages.ui.charts.house import METHODS
from pages.ui.play.live import Watched

LABELS = {name: network.LABELS.get(name, name) for name in OPTIMIZERS}
LOOKS = {name: charts.look_of(name, name, False) for name in OPTIMIZERS}


@pytest.fixture(scope="module")
def few(digits):
    return Mnist(
        digits.train_images[:600], digits.train_labels[:600], digits.test_images[:100], digits.test_labels[:100]
    )


def contest(data, rules=None, **settings):
    rules = rules or {name: rule(learning_rate=0.01) for name, rule in OPTIMIZERS.items()}
    return Contest(TwoLayerNet(hidden=4, activation="relu"), rules, data, batch_size=20, scale="he", **settings)


def long_contest(data, updates):
    """A contest whose histories are as long as they get."""
    found, rng = contest(data), np.random.default_rng(0)
    for run in found.runs.values():
        for loss in rng.random(updates) + 0.05:
            run.history.add_loss(loss)
        run.history.evaluations += [Evaluation(k, 0, math.nan, 0.9) for k in range(0, updates + 1, 600)]
        run.update = updates
    return found


def script(rates, updates, seed, speed):
    """A page that shows the race and nothing else; what it uses must be imported here."""
    from gdcore.optimizers import OPTIMIZERS
    from gdcore.schedules import CONSTANT
    from pages.parts.race.digits import panel as network

    rules = {name: OPTIMIZERS[name](rate) for name, rate in rates.items()}
    network.show(rules, CONSTANT, updates, seed, speed, False)


def open_race(rates=None, updates=5, seed=1, speed="fast", after=None):
    """Open the page, in the session of another one if need be."""
    rates = {"GradientDescent": 0.1, "Adam": 0.003} if rates is None else rates
    app = AppTest.from_function(script, default_timeout=60, args=(rates, updates, seed, speed))
    if after:
        app.session_state["race.network"] = race(after)
    return app.run()


def press(app, label):
    (found,) = [b for b in app.button if b.label == label]
    return check(found.click().run())


def check(app):
    assert [e.message for e in app.exception] == []
    return app


def race(app):
    return app.session_state["race.network"]


def test_every_method_has_a_colour_and_a_dash_of_its_own():
    assert list(METHODS) == list(OPTIMIZERS)
    for part in zip(*METHODS.values(), strict=True):
        assert len(set(part)) == len(OPTIMIZERS)


def luminance(colour):
    shares = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize(("theme", "paper"), [(0, "#FFFFFF"), (1, "#10151C")])
def test_every_method_stands_out_from_the_paper(name, theme, paper):
    dark, light = sorted((luminance(METHODS[name][theme]), luminance(paper)))
    assert (light + 0.05) / (dark + 0.05) >= 3  # WCAG 2.1, 1.4.11


def test_the_loss_table_has_the_mean_of_the_last_losses_of_each(few):
    found = contest(few)
    found.advance(70)
    table = tables.loss_table(found)
    for name, run in found.runs.items():
        rows = table[table["line"] == name]
        assert rows["update"].iloc[0] == 1
        assert rows["update"].iloc[-1] == 70
        assert rows["value"].iloc[-1] == pytest.approx(run.history.losses[20:70].mean(), rel=1e-5)
        assert rows[rows["note"] == "head"]["update"].tolist() == [70]


def test_the_table_of_wrong_answers(few):
    found = contest(few)
    found.advance(12)
    table = tables.wrong_table(found)
    run = found.runs["Adam"]
    rows = table[table["line"] == "Adam"]
    assert rows["update"].tolist() == [0, 10]
    wrong = [1 - e.test_accuracy for e in run.history.evaluations]
    np.testing.assert_allclose(rows["value"], wrong, rtol=1e-6)
    assert table.set_index("line").loc["guessing", "value"] == pytest.approx(0.9)


@pytest.mark.parametrize(("make", "highest"), [(tables.loss_table, 0.1), (tables.wrong_table, 0.05)])
def test_the_floor_lies_below_every_value_and_not_far(few, make, highest):
    for found in (contest(few), long_contest(few, 3000)):
        table = make(found)
        (floor,) = table[table["line"] == "floor"]["value"]
        least = table[table["line"] != "floor"]["value"].min()
        assert 0 < floor < least
        assert floor == pytest.approx(highest) or floor > least / 2.5


@pytest.mark.parametrize("n", [0, 600, 3_000, 100_000])
def test_a_redraw_of_seven_methods_weighs_at_most_25_kilobytes(few, n):
    found, looks = long_contest(few, n), tuple(LOOKS.values())
    both = [tables.loss_table(found), tables.wrong_table(found)]
    specs = [charts.loss(600, looks, 50, False), charts.accuracy(600, looks, False)]
    page = network_words.standings_table(found.standings(), LOOKS, LABELS, 50, n)
    weight = sum(len(convert_pandas_df_to_arrow_bytes(table)) for table in both)
    assert weight + sum(len(json.dumps(spec)) for spec in specs) + len(page) < 25 * 1024


def test_one_that_is_out_is_in_the_tables_as_far_as_it_came(few):
    found = contest(few, {"GradientDescent": GradientDescent(1e30), "Adam": Adam(0.01)})
    found.advance(30)
    gone = found.runs["GradientDescent"]
    table = tables.loss_table(found)
    assert np.isfinite(table["value"]).all()
    assert table[table["line"] == "GradientDescent"]["update"].max() == gone.update < 30
    page = network_words.standings_table(found.standings(), LOOKS, LABELS, 50, 20)
    assert page.index("<td>Adam</td>") < page.index("<td>SGD</td>")
    assert "<tr class=out>" in page
    assert f"at update {gone.verdict.step}" in page
    said = network_words.verdict(found, found.standings(), LABELS, False)
    assert said.endswith(f"SGD diverged at update {gone.verdict.step}.")


@pytest.mark.parametrize(("updates", "says"), [(0, "On the starting line"), (1, "At update 1 it is a tie")])
def test_nobody_leads_before_they_differ(few, updates, says):
    found = contest(few)
    found.advance(updates)
    assert network_words.verdict(found, found.standings(), LABELS, False).startswith(says)


def test_the_verdict_names_the_one_with_the_lowest_mean_loss(few):
    found = contest(few, {"Adam": Adam(0.02), "GradientDescent": GradientDescent(1e-6)})
    found.advance(100)
    loss = found.runs["Adam"].history.losses[50:].mean()
    said = network_words.verdict(found, found.standings(), LABELS, False)
    assert said == f"At update 100 Adam leads with a mean loss of {loss:.3f}."
    share = found.evaluate()["Adam"].test_accuracy
    over = network_words.verdict(found, found.standings(), LABELS, True)
    assert over == (
        f"100 updates: Adam has the lowest loss, {loss:.3f}, and the best test accuracy, {100 * share:.1f}\u00a0%."
    )


def test_names_never_become_markup(few):
    found = contest(few, {"<img src=x>": Adam(0.01)})
    looks = {"<img src=x>": charts.look_of("<img src=x>", "Adam", True)}
    page = network_words.standings_table(found.standings(), looks, {"<img src=x>": "<img src=x>"}, 50, None)
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def test_a_watched_contest_stops_at_the_goal_with_everybody_tested(few):
    live = Watched(contest(few))
    live.start(33)
    while live.running:
        live.tick()
    assert {run.update for run in live.run.runs.values()} == {33}
    assert {run.history.evaluations[-1].update for run in live.run.runs.values()} == {33}


def test_the_race_opens_steps_and_resets():
    app = check(open_race())
    assert app.markdown[0].value.startswith("On the starting line")
    press(app, "One update")
    press(app, "One update")
    assert race(app).live.update == 2
    assert "At update 2 " in app.markdown[0].value
    press(app, "Reset")
    assert race(app).live.update == 0


def test_start_pause_and_resume():
    app = press(open_race(updates=600), "Start")
    assert race(app).live.running
    press(app, "Pause")
    assert not race(app).live.running
    press(app, "One update")
    press(app, "Resume")
    assert race(app).live.running
    assert race(app).live.goal == 600


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        ({"rates": {"GradientDescent": 0.2, "Adam": 0.003}}, True),
        ({"rates": {"GradientDescent": 0.1}}, True),
        ({"seed": 2}, True),
        ({"updates": 50}, False),
        ({"speed": "10"}, False),
    ],
)
def test_what_begins_a_new_race_and_what_does_not(change, anew):
    app = press(open_race(), "One update")
    before = race(app)
    changed = check(open_race(**change, after=app))
    assert (race(changed) is not before) == anew
    assert race(changed).live.update == (0 if anew else 1)
    assert race(changed).live.pace == (10 if "speed" in change else math.inf)


def test_a_method_that_diverges_is_said_to():
    app = open_race({"GradientDescent": 1e30, "Adam": 0.003}, updates=50)
    for _ in range(4):
        press(app, "One update")
    assert "SGD diverged at update" in app.markdown[0].value


def test_when_all_are_out_nothing_can_be_started():
    app = open_race({"GradientDescent": 1e30}, updates=50)
    for _ in range(3):
        if race(app).live.diverged:
            break
        press(app, "One update")
    assert app.markdown[0].value.startswith("Every run diverged: no finite loss is left.")
    assert {b.label: b.disabled for b in app.button} == {"Resume": True, "One update": True, "Reset": False}


def test_without_methods_it_asks_for_one():
    app = check(open_race({}))
    assert [i.value for i in app.info] == ["Choose at least one method."]


def test_without_the_digits_it_says_what_mends_it(monkeypatch, tmp_path):
    jobs.digits.clear()
    monkeypatch.setattr(mnist, "FOLDER", tmp_path)
    try:
        (said,) = [e.value for e in check(open_race()).error]
        assert "Restoring the files" in said
    finally:
        jobs.digits.clear()
