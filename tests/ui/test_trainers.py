"""Training in a second process: the same numbers, whatever happens to the process."""

import math
import os
import signal
import subprocess
import sys
import time

import pytest

from gdcore.contest import Contest
from gdcore.mapped_mnist import mapped, open_map
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import Adam, GradientDescent
from gdcore.training import Training
from pages.ui.play import trainers as module
from pages.ui.play.live import Watched
from pages.ui.play.trainers import EVERY, LONGEST, ROOT, Trainers

NET = TwoLayerNet(hidden=3)


@pytest.fixture(scope="module")
def few(digits):
    return mapped(Mnist(digits.train_images[:500], digits.train_labels[:500],
                        digits.test_images[:50], digits.test_labels[:50]))  # fmt: skip


@pytest.fixture
def trainers():
    mine = Trainers()
    yield mine
    mine.end()


def new_run(few, **settings):
    return Training(NET, Adam(0.01), few, batch_size=10, seed=3, **settings)


def same(a, b):
    assert a.theta.tobytes() == b.theta.tobytes()
    assert a.history.losses.tolist() == b.history.losses.tolist()
    assert [repr(e) for e in a.history.evaluations] == [repr(e) for e in b.history.evaluations]  # nan is not nan
    assert (a.history.epochs, a.update, a.images_seen) == (b.history.epochs, b.update, b.images_seen)


@pytest.mark.parametrize("replacement", [True, False])
def test_a_run_away_makes_the_numbers_it_makes_here(few, trainers, replacement):
    away, here = new_run(few, replacement=replacement), new_run(few, replacement=replacement)
    for updates in (1, 0, 60, 139):
        assert trainers.ask(away, "advance", updates, math.inf) == updates
    here.advance(200)
    same(away, here)
    assert trainers.ask(away, "evaluation") == here.evaluation()
    away.change(GradientDescent(0.1), batch_size=20)
    here.change(GradientDescent(0.1), batch_size=20)
    trainers.ask(away, "advance", 30, math.inf)
    here.advance(30)
    same(away, here)
    assert away.data is few
    assert trainers.process.pid != os.getpid()


def test_a_contest_away_makes_the_numbers_it_makes_here(few, trainers):
    rules = {"sgd": GradientDescent(0.1), "adam": Adam(0.01)}
    away, here = (Contest(NET, rules, few, batch_size=10) for _ in range(2))
    trainers.ask(away, "advance", 60, math.inf)
    here.advance(60)
    for name in rules:
        same(away.runs[name], here.runs[name])
    assert trainers.process


def test_a_process_that_dies_loses_nothing_and_the_run_says_so(few, monkeypatch):
    mine = Trainers()
    monkeypatch.setattr(module, "trainers", mine)
    monkeypatch.setattr("pages.ui.play.live.trainers", mine)
    live, here = Watched(new_run(few)), new_run(few)
    live.step()
    first = mine.process
    first.kill()
    first.wait()
    live.ask("advance", 99, math.inf)
    assert (live.interrupted, mine.deaths) == (1, 1)
    live.step()
    assert mine.process.pid != first.pid
    here.advance(101)
    same(live.run, here)
    mine.end()


def test_without_a_second_process_all_is_done_here(few, trainers, monkeypatch):
    def refused(*_, **__):
        raise OSError("no processes here")

    monkeypatch.setattr(subprocess, "Popen", refused)
    away, here = new_run(few), new_run(few)
    trainers.ask(away, "advance", 50, math.inf)
    here.advance(50)
    same(away, here)
    assert trainers.process is None


def test_a_process_that_never_lives_is_given_up(few, trainers, monkeypatch):
    monkeypatch.setattr(module.sys, "executable", "/bin/false")
    run = new_run(few)
    for _ in range(6):
        trainers.ask(run, "advance", 1, math.inf)
    assert run.update == 6
    assert trainers.process is None
    assert trainers.deaths <= module.PATIENCE


def test_what_a_run_refuses_is_refused_here_too(few, trainers):
    with pytest.raises(ValueError, match="updates"):
        trainers.ask(new_run(few), "advance", -1, 1.0)
    assert trainers.process.poll() is None


@pytest.mark.skipif(sys.platform == "win32", reason="looks for a process by its number")
def test_the_process_ends_when_the_server_is_killed(tmp_path):
    code = """
import sys, time
from gdcore import mnist
from gdcore.mapped_mnist import mapped
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training
from pages.ui.play.trainers import trainers
trainers.ask(Training(TwoLayerNet(), GradientDescent(0.1), mapped(mnist.load())), "advance", 1, 1.0)
print(trainers.process.pid, flush=True)
time.sleep(60)
"""
    server = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    worker = int(server.stdout.readline())
    os.kill(worker, 0)  # it is there
    server.send_signal(signal.SIGKILL)
    server.wait()
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(worker)], capture_output=True, text=True).stdout
        if state.startswith("Z"):
            return  # over, and nobody has asked how
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the process outlived its server")


def test_redraws_are_further_apart_the_more_runs_there_are_and_the_work_is_shared(few):
    mine = Trainers()
    runs = [new_run(few) for _ in range(40)]
    assert mine.slice_of(runs[0]) == pytest.approx(0.8 * EVERY)
    for run in runs[:20]:
        share = mine.slice_of(run)
    assert mine.every() == pytest.approx(2.0)
    assert share * 20 == pytest.approx(0.8 * 2.0)
    for run in runs:
        share = mine.slice_of(run)
    assert mine.every() == LONGEST
    assert share * 40 == pytest.approx(0.8 * LONGEST)
    assert mine.every(first=True) == EVERY
    for run in runs[1:]:
        mine.forget(run)
    assert mine.every() == EVERY


def test_a_mapped_file_of_another_length_is_refused(few):
    with pytest.raises(ValueError, match="file: 432535 bytes for 501 and 50 images, got 431750"):
        open_map(few.file, 501, 50)
    assert not few.train_images.flags.writeable


def watched(few, mine, monkeypatch):
    monkeypatch.setattr(module, "trainers", mine)
    monkeypatch.setattr("pages.ui.play.live.trainers", mine)
    return Watched(new_run(few))


def test_updates_are_made_while_the_page_is_drawn_and_are_the_same(few, trainers, monkeypatch):
    live, here = watched(few, trainers, monkeypatch), new_run(few)
    live.start(400)
    made = 0
    while live.running:
        before = live.update
        theta = live.run.theta.copy()
        made += live.tick()
        if live.update == before:  # they are on their way: nothing of the run has moved
            assert live.run.theta.tobytes() == theta.tobytes()
    assert made == live.update == 400
    here.advance(400)
    here.evaluate()
    same(live.run, here)
    assert trainers.process.pid != os.getpid()


def test_a_change_waits_for_what_is_under_way_and_calls_off_what_is_not(few, trainers, monkeypatch):
    live = watched(few, trainers, monkeypatch)
    live.start(10_000)
    live.tick()
    assert live._errand.over.wait(20)
    live.settle()
    at = live.update
    assert at > 0
    live.run.change(GradientDescent(0.5))
    live.tick()
    live.pause()
    assert live.run.optimizer == GradientDescent(0.5)
    here = new_run(few)
    here.advance(at)
    here.change(GradientDescent(0.5))
    here.advance(live.update - at)
    same(live.run, here)
    with trainers._turns.take():  # somebody else's slice, for as long as this lasts
        others = watched(few, trainers, monkeypatch)
        others.start(10_000)
        others.tick()
        while others._errand._state == "waits":
            time.sleep(0.001)  # the first that waits is under way as soon as it is seen
        live.start(10_000)
        before = live.update
        live.tick()
        live.pause()
    assert live.update == before
    others.pause()


def test_an_errand_whose_process_dies_is_done_here_and_said(few, trainers, monkeypatch):
    live, here = watched(few, trainers, monkeypatch), new_run(few)
    live.step()
    trainers.process.kill()
    trainers.process.wait()
    monkeypatch.setattr(trainers, "_ready", lambda data: None)
    live.start(50)
    trainers.deaths += 1
    while live.running:
        live.tick()
    here.advance(50)
    here.evaluate()
    same(live.run, here)
