"""What the room is asked, what of a phone's answer is taken, and what comes out of all of them."""

import json

import numpy as np
import pytest

from gdcore import tuning
from gdcore.optimizers import GradientDescent
from pages.parts.room import descent, training, writing
from pages.parts.room.settings import RoomSettings
from pages.parts.room.tables import tables_of, trained_tables
from pages.ui.room import inputs, store
from pages.ui.room.signs import sign
from pages.ui.room.store import RoomError


def of_settings(**how):
    return json.loads(json.dumps(descent.activity(RoomSettings(**how))))  # as it comes back from the store


@pytest.mark.parametrize(
    ("choose", "answer"),
    [("rate", {"rate": 0.5}), ("momentum", {"rate": 0.1, "momentum": 0.9}), ("method", {"rate": 0.1, "method": "Adam"}),
     ("start", {"start": [1.0, 2.0]})],
)  # fmt: skip
def test_each_kind_of_choice_is_taken_and_descends(choose, answer):
    asked = of_settings(choose=choose)
    assert inputs.checked(asked["inputs"], answer) == answer
    made = descent.descents(asked, {0: answer, 3: answer})
    assert made.told()["3"] == made.told()["0"] | {"rank": 2}
    tables = tables_of(made)
    assert set(tables.path["run"]) == {"0", "3"}
    assert np.isfinite(tables.path["loss"]).all()
    assert (len(tables.curve) == 0) == (choose == "start")


@pytest.mark.parametrize(
    "answer",
    [None, 3, "0.5", [], {}, {"rate": 0.5, "more": 1}, {"rate": "0.5"}, {"rate": 0.51234}, {"rate": True},
     {"rate": float("nan")}, {"rate": float("inf")}, {"rate": [0.5]}, {"rate": {"a": 1}}],
)  # fmt: skip
def test_what_is_no_answer_is_refused(answer):
    with pytest.raises(RoomError):
        inputs.checked(of_settings()["inputs"], answer)


@pytest.mark.parametrize("start", [[1], [1, 2, 3], [1e9, 0], ["1", 2], [None, 0], [float("nan"), 0], "ab"])
def test_a_start_off_the_picture_is_refused(start):
    with pytest.raises(RoomError):
        inputs.checked(of_settings(choose="start")["inputs"], {"start": start})


def test_the_room_draws_the_sweep_and_the_core_draws_the_same_curve():
    asked = of_settings(steps=50)
    rates = [stop for stop in asked["inputs"][0]["stops"] if 0.05 <= stop <= 1.2]
    made = descent.descents(asked, {k: {"rate": rate} for k, rate in enumerate(rates)})
    found = tuning.tune(made.ground.objective, [GradientDescent()], (-7.0, 2.0), 50, rates=rates)
    np.testing.assert_allclose(made.crowd.losses[-1], found.losses[0], rtol=1e-9)
    tables = tables_of(made)
    last = tables.path[tables.path["frame"] == len(tables.shown) - 1]
    apart = np.interp(np.log(last["chosen"]), np.log(tables.curve["chosen"]), np.log(tables.curve["loss"]))
    assert np.median(np.abs(apart - np.log(last["loss"]))) < 0.3


def test_one_that_diverges_is_counted_as_gone_and_waits_at_the_end_of_the_axis():
    made = descent.descents(of_settings(steps=300), {0: {"rate": 0.9}, 1: {"rate": 3.0}, 2: {"rate": 0.01}})
    told = made.told()
    assert [told[place]["end"] for place in "012"] == ["arrived", "left", "way"]
    assert [told[place]["rank"] for place in "012"] == [1, 3, 2]
    tables = tables_of(made)
    assert [tables.spoken[name][-1] for name in ("arrived", "going", "gone")] == ["1", "1", "1"]
    assert [tables.spoken[name][0] for name in ("arrived", "going", "gone")] == ["0", "3", "0"]
    last = tables.path[tables.path["frame"] == len(tables.shown) - 1].set_index("run")["loss"]
    assert last["1"] == pytest.approx(tables.ends[1])
    assert [*tables.top[tables.top["frame"] == 0]["rank"]] == [0, 1, 2]


@pytest.mark.parametrize(("phones", "steps"), [(60, 1000), (500, 1000), (1, 1)])
def test_what_a_room_sends_to_the_projector_stays_small(phones, steps):
    stops = of_settings()["inputs"][0]["stops"]
    made = descent.descents(of_settings(steps=steps), {k: {"rate": stops[k % len(stops)]} for k in range(phones)})
    tables = tables_of(made)
    sent = tables.path.drop(columns="run").memory_usage(index=False).sum() + 2 * len(tables.path)
    sent += 10 * len(tables.path)  # run and frame come with both charts
    assert sent < (300_000 if phones < 100 else 400_000)


def test_seventy_phones_have_seventy_signs_and_five_hundred_five_hundred_names():
    assert len({(s.path, s.colours) for s in map(sign, range(70))}) == 70
    assert len({sign(place).name for place in range(500)}) == 500


def test_the_same_choice_is_trained_once_and_a_room_is_told(digits, monkeypatch):
    monkeypatch.setattr(training, "UPDATES", 20)
    monkeypatch.setattr(training, "OWN_RATES", (0.05,))
    run = training.Trainings(digits, {0: (0.1, 100), 1: (0.1, 100), 2: (1000.0, 10)})
    assert len(run.jobs) == 3
    ticks = 0
    while not run.done:
        before = run.progress
        run.tick(0.001)
        assert run.progress >= before
        ticks += 1
    told = run.told()
    assert ticks > 3
    assert told["0"]["accuracy"] == told["1"]["accuracy"] > 0.3
    assert told["2"]["rank"] == 3
    tables = trained_tables(run.chosen, json.loads(json.dumps(told)))
    assert len(tables["dots"]) == 3
    assert [*tables["curve"]["rate"]] == [0.05]


def test_what_does_not_fit_into_the_time_is_left_out_and_said(digits):
    run = training.Trainings(digits, {0: (0.1, 100), 1: (0.2, 100)})
    run.spent = training.BUDGET
    assert run.done
    assert run.told().keys() == {"own"}


def test_the_rooms_digits_are_read_and_each_phone_is_told(digits):
    run = training.begun((0.2, 100), digits)
    run.advance(300)
    answers = {k: writing.packed(digits.test_images[k]) for k in range(60)}
    found = writing.readings(answers, run)
    right = sum(each.answer == digits.test_labels[each.place] for each in found)
    assert right == round(
        float((run.probabilities(digits.test_images[:60]).argmax(1) == digits.test_labels[:60]).sum())
    )
    assert right > 40
    assert max(map(len, answers.values())) + 2 <= store.LONGEST_ANSWER
    assert writing.told(found)["3"]["answer"] == found[3].answer
