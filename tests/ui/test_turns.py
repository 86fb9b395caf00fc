"""Turns: who comes first is first, the lecturer before that, and nobody who takes long holds up the others."""

import threading
import time

import pytest

from pages.ui.turns import FIRST, LAST, USUAL, Turns

PATIENCE = 20  # seconds until a thread that should have ended counts as stuck


def waiting(turns, count):
    end = time.monotonic() + PATIENCE
    while len(turns._waiting) < count and time.monotonic() < end:
        time.sleep(0.001)


def joined(threads):
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)


def test_a_redraw_waits_for_those_who_come_soon_after_it_and_the_lecturer_goes_first():
    turns, order, threads = Turns(), [], []

    def take(name, late):
        with turns.take(late):
            order.append(name)

    with turns.take():
        for name, late in (("redraw", LAST), ("a", USUAL), ("b", USUAL), ("lecturer", FIRST)):
            threads.append(threading.Thread(target=take, args=(name, late)))
            threads[-1].start()
            waiting(turns, len(threads))
    joined(threads)
    assert order == ["lecturer", "a", "b", "redraw"]


@pytest.mark.parametrize("places", [1, 2, 3])
def test_as_many_are_in_as_there_are_places_and_everybody_gets_one(places):
    turns, inside, most, done = Turns(places), [], [0], []
    together = threading.Barrier(places)  # opens only when all places are taken at once

    def work(k):
        with turns.take(k % 3 / 1000):
            inside.append(k)
            most[0] = max(most[0], len(inside))
            together.wait(PATIENCE)
            inside.remove(k)
        done.append(k)

    joined([start(work, k) for k in range(8 * places)])
    assert len(done) == 8 * places
    assert most[0] == places


def test_who_takes_long_holds_nobody_up_and_who_waits_for_something_else_gives_its_place_up():
    turns, seen = Turns(1, long=0.02), []

    def take(name):
        with turns.take():
            seen.append(name)

    with turns.take():  # longer than anybody has patience for
        joined([start(take, "a"), start(take, "b")])
    patient = Turns(1)

    def enter():
        with patient.take():
            seen.append("c")

    with patient.take(), patient.take():  # inside it is one's own turn
        with patient.give_up():
            joined([start(enter)])
        late = start(enter)
        waiting(patient, 1)
        assert seen == ["a", "b", "c"]
    joined([late])


def start(what, *args):
    thread = threading.Thread(target=what, args=args)
    thread.start()
    return thread


def test_an_error_inside_frees_the_place():
    turns = Turns()
    with pytest.raises(KeyError), turns.take():
        raise KeyError
    with turns.take():
        pass
    assert not turns._in
