import math

import pytest

from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training
from pages.ui.play.live import LiveRun
from pages.ui.play.trainers import EVERY, WORK


class Clock:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def few(digits):
    return Mnist(digits.train_images[:500], digits.train_labels[:500], digits.test_images[:50], digits.test_labels[:50])


def live_run(few, pace=math.inf, clock=None, rate=0.1):
    training = Training(TwoLayerNet(hidden=3), GradientDescent(rate), few, batch_size=10)
    return LiveRun(training, pace=pace, **({"clock": clock} if clock else {}))


@pytest.mark.parametrize(("pace", "expected"), [(1, 10), (10, 100), (100, 1000)])
def test_the_pace_is_kept_over_ten_seconds(few, pace, expected):
    clock = Clock()
    live = live_run(few, pace, clock)
    live.start(5000)
    for _ in range(50):
        clock.now += 0.2
        live.tick()
    assert live.update == pytest.approx(expected, abs=1)
    assert live.rate() == pytest.approx(pace, rel=0.1)
    assert live.seconds_left() == pytest.approx((5000 - live.update) / pace, rel=0.1)


def test_the_first_update_comes_at_once(few):
    live = live_run(few, 1, Clock())
    live.start(10)
    assert live.tick() == 1


def test_what_was_missed_is_not_run_after(few):
    clock = Clock()
    live = live_run(few, 10, clock)
    live.start(5000)
    live.tick()
    clock.now += 3600  # the laptop slept
    assert live.tick() <= 10


def test_a_tick_at_full_speed_is_short_and_ends_at_the_goal(few):
    live = live_run(few)
    live.start(300)
    while live.running:
        before = live.training.update
        made = live.tick()
        assert live.training.update == before + made
    assert live.update == 300
    assert live.training.history.evaluations[-1].update == 300
    assert live.tick() == 0
    assert WORK * EVERY < 0.25


def test_pausing_and_going_on_is_the_same_run(few):
    whole, paused = live_run(few), live_run(few)
    whole.start(200)
    while whole.running:
        whole.tick()
    paused.start(60)
    while paused.running:
        paused.tick()
    paused.step()
    paused.pause()
    paused.start(200)
    while paused.running:
        paused.tick()
    assert paused.training.theta.tobytes() == whole.training.theta.tobytes()
    assert paused.training.history.losses.tolist() == whole.training.history.losses.tolist()


def test_one_step_pauses(few):
    live = live_run(few)
    live.start(100)
    live.step()
    assert not live.running
    assert live.update == 1


def test_at_rest_the_accuracy_is_that_of_this_very_update(few):
    live = live_run(few)
    live.step()
    live.step()
    assert live.accuracy().update == 2
    assert [e.update for e in live.training.history.evaluations] == [0]  # looking records nothing


def test_a_run_that_diverges_stops(few):
    live = live_run(few, rate=1e38)
    live.start(1000)
    while live.running:
        live.tick()
    assert live.diverged
    assert live.update < 1000
    live.start(1000)
    assert not live.running


def test_a_goal_set_back_behind_the_run_ends_it_there(few):
    live = live_run(few)
    live.start(300)
    while live.update < 200:
        live.tick()
    reached = live.update
    live.running, live.goal = True, 100
    assert live.tick() == 0
    assert (live.update, live.running) == (reached, False)
