"""What is kept for all visitors stays within its bytes, and what they train is counted."""

import gc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from gdcore.mapped_mnist import mapped
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import Adam
from gdcore.training import Training
from pages.parts.line_fit import run, tables
from pages.parts.line_fit.settings import LineFitSettings
from pages.ui import keeping
from pages.ui.keeping import MEGABYTE, NoRoom, Shelf, kept, weight
from pages.ui.play.live import Watched

ROOT = Path(__file__).resolve().parents[2]
CURIOUS = LineFitSettings(steps=20_000, data="noisy", n=500, sees="mini")


@pytest.fixture
def little(monkeypatch):
    """Room for 10 MB, 6 of them for what is trained; nothing kept before."""
    gc.collect()
    monkeypatch.setattr(keeping, "MEMORY", 10 * MEGABYTE)
    monkeypatch.setattr(keeping, "OF_RUNS", 6 * MEGABYTE)
    monkeypatch.setattr(keeping, "_runs", type(keeping._runs)())
    monkeypatch.setattr(keeping, "_shelves", type(keeping._shelves)())
    monkeypatch.setattr(keeping._trained, "at", -np.inf)


def megabyte(k):
    return np.full(MEGABYTE // 8, float(k))


def test_what_was_not_asked_for_longest_makes_room_whatever_function_it_is_of(little):
    @kept(100)
    def one(k):
        return megabyte(k)

    @kept(100)
    def other(k):
        return [megabyte(k), {"more": (megabyte(k),)}]

    one(0)
    for k in range(1, 4):
        one(k)
        other(k)
        one(0)
    for k in range(4, 20):
        other(k)
        assert keeping.bytes_kept() <= 10 * MEGABYTE
    assert len(one.shelf.held) == 0
    assert [key for (key,) in other.shelf.held] == list(range(19 - len(other.shelf.held) + 1, 20))
    assert len(other.shelf.held) >= 3


def test_so_many_of_a_kind_are_kept_and_the_same_is_asked_once(little):
    asked = []

    @kept(2)
    def negative(k, by=1):
        asked.append(k)
        return None if k == 0 else -k * by

    assert [negative(k) for k in (1, 2, 1, 3, 1, 2, 0, 0)] == [-1, -2, -1, -3, -1, -2, None, None]
    assert asked == [1, 2, 3, 2, 0]
    assert (negative(0, by=2), negative(1, by=2), negative(1, by=2)) == (None, -2, -2)
    negative.cache_clear()
    assert keeping.bytes_kept() == 0


def test_what_several_results_share_counts_once(little):
    shelf = Shelf(100)
    shared = megabyte(1)
    for k in range(30):
        shelf.put(k, (shared, k))
    assert len(shelf.held) == 30


def test_a_result_larger_than_all_there_is_room_for_does_not_stay_beside_another(little):
    shelf = Shelf(100)
    for k in range(3):
        shelf.put(k, np.ones(12 * MEGABYTE // 8))
        assert list(shelf.held) == [k]


def test_results_that_grow_later_are_weighed_again(little):
    shelf, grown = Shelf(10), []
    for _ in range(4):
        grown.append(shelf.put(len(grown), {}))
    for each in grown:
        each["table"] = np.ones(3 * MEGABYTE // 8)
    keeping.weigh_again()
    assert keeping.bytes_kept() <= 10 * MEGABYTE
    assert list(shelf.held) == [2, 3]


def test_what_is_trained_is_counted_and_leaves_less_for_what_is_kept(little, digits):
    data = mapped(Mnist(digits.train_images[:500], digits.train_labels[:500],
                        digits.test_images[:50], digits.test_labels[:50]))  # fmt: skip
    assert weight(data) < 10_000  # it is there once for all
    large = Watched(Training(TwoLayerNet(hidden=400), Adam(0.01), data, batch_size=10))
    expected = 3 * 4 * large.run.net.size  # float32: the parameters and the two means of Adam
    assert 0.9 * expected < keeping.bytes_of_runs() < 1.2 * expected
    with pytest.raises(NoRoom) as none:
        keeping.require_room(large.run)
    assert none.value.needed > none.value.free > 0
    shelf = Shelf(100)
    for k in range(12):
        shelf.put(k, megabyte(k))
        assert keeping.bytes_kept() + keeping.bytes_of_runs() <= 10 * MEGABYTE
    keeping.forget_run(large)
    keeping.require_room(large.run)


def test_a_curious_class_stays_within_the_memory_there_is():
    for seed in range(40):
        made = tables.tables_of(run.run(replace(CURIOUS, seed=seed)))
        assert made.sweep.steps
        assert keeping.bytes_kept() <= keeping.MEMORY


def test_a_net_without_room_costs_a_sentence_and_the_settings_stay(monkeypatch):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.query_params["hidden"] = "1000"
    app.switch_page(str(ROOT / "pages" / "mnist.py"))
    monkeypatch.setattr(keeping, "OF_RUNS", MEGABYTE)
    app.run()
    assert not app.exception
    assert ["no room for this now: 3.0 MB are needed" in said.value for said in app.warning] == [True]
    assert {"mnist.hidden", "mnist.seed"} <= {widget.key for widget in [*app.text_input, *app.select_slider]}
    monkeypatch.undo()
    app.run()
    assert not app.warning
