import io

import numpy as np
import pandas as pd
import pytest
from streamlit.dataframe_util import convert_pandas_df_to_arrow_bytes

from gdcore.schedules import CONSTANT, Cosine
from gdcore.training import Change, Evaluation, History, Training
from pages.parts.mnist.settings import MnistSettings
from pages.ui.charts import training as charts
from pages.ui.tables import training as tables
from pages.ui.text import percent


def history(n, seed=0):
    rng, made = np.random.default_rng(seed), History()
    for loss in rng.random(n) + 0.1:
        made.add_loss(loss)
    for k in range(0, n + 1, 600):
        made.evaluations.append(Evaluation(k, k / 600, 0.5, 0.4))
    return made


def test_the_running_mean_is_the_mean_of_the_last_hundred():
    losses = np.arange(250.0)
    mean = tables.running_mean(losses, np.arange(250))
    assert mean[0] == 0
    assert mean[9] == pytest.approx(losses[:10].mean())
    assert mean[249] == pytest.approx(losses[150:250].mean())


def test_the_running_mean_recovers_from_a_loss_beyond_measure():
    losses = np.full(300, 0.3)
    losses[50] = 1e25
    assert tables.running_mean(losses, np.array([299])) == pytest.approx(0.3)


@pytest.mark.parametrize("n", [1, 2, 99, 200, 201, 1000, 12_345, 1_000_000])
def test_thinning_keeps_the_peaks_the_last_point_and_little_else(n):
    values = np.random.default_rng(n).random(n)
    chosen = tables.extremes(values)
    assert values[chosen].max() == values.max()
    assert values[chosen].min() == values.min()
    assert len(chosen) <= 4 * tables.BUCKETS + 2
    ends = tables.ends(n, tables.BUCKETS)
    assert ends[-1] == n - 1
    assert len(ends) <= 2 * tables.BUCKETS + 1
    assert sorted(set(chosen)) == list(chosen)


def test_a_growing_curve_keeps_its_buckets():
    few, more = set(tables.ends(1000, 100)[:-1]), set(tables.ends(1040, 100))
    assert few <= more


@pytest.mark.parametrize("n", [0, 10_000, 1_000_000])
def test_a_redraw_weighs_at_most_20_kilobytes_however_long_the_run(n):
    run = history(n)
    kept = [tables.Kept(run.losses, run.evaluations)] * 4
    both = [tables.loss_table(run, kept), tables.accuracy_table(run, kept, range(600, n + 1, 600))]
    labels = ("SGD, η 0.1, batch 100, 50 hidden",) * 4
    specs = [charts.live_loss(n, labels, False, 100, False), charts.live_accuracy(n, labels, False)]
    weight = sum(len(convert_pandas_df_to_arrow_bytes(table)) for table in both) + sum(len(str(s)) for s in specs)
    assert weight < 20 * 1024


def test_the_loss_table_says_what_the_history_says():
    run = history(150)
    run.changes.append(Change(70, {"learning_rate": (0.1, 0.3), "decay": (None, 0.9)}))
    table = tables.loss_table(run, [tables.Kept(run.losses[:40], run.evaluations[:1])])
    each = table[table["line"] == "each"]
    assert each["update"].tolist() == list(range(1, 151))
    np.testing.assert_allclose(each["value"], run.losses, rtol=1e-6)
    assert table[table["line"] == "A"]["update"].max() == 40
    change = table[table["line"] == "change"].iloc[0]
    assert (change["update"], change["note"]) == (70, "η 0.1 → 0.3")


@pytest.mark.parametrize(
    ("what", "note"),
    [
        ({"optimizer": ("GradientDescent", "Adam"), "beta1": (None, 0.9)}, "method SGD → Adam"),
        ({"batch_size": (100, 10_000), "replacement": (False, True)}, "batch 100 → 10,000, drawn with replacement"),
        ({"schedule": (CONSTANT, Cosine(300)), "epsilon": (1e-8, 1e-3)}, "ε 10⁻⁸ → 0.001, another schedule"),
    ],
)
def test_a_change_is_noted_in_words_and_not_in_code(what, note):
    assert tables.change_note(Change(1, what)) == note


def test_a_loss_that_is_not_finite_is_left_out_of_the_picture():
    run = History()
    for loss in (1.0, 1e300, np.inf, np.nan):
        run.add_loss(loss)
    table = tables.loss_table(run, [])
    assert np.isfinite(table["value"]).all()
    assert table[table["line"] == "each"]["update"].tolist() == [1]


def test_epoch_ticks_are_numbered_and_few():
    table = tables.accuracy_table(history(0), [], range(600, 60_001, 600))
    ticks = table[table["line"] == "epoch"]
    assert 5 <= len(ticks) <= tables.MOST_TICKS
    assert (ticks["update"] == ticks["note"].astype(str).astype(int) * 600).all()


def test_the_confusion_table_counts():
    truth, answers = np.array([0, 0, 0, 1, 9]), np.array([0, 0, 7, 1, 4])
    table = tables.confusion_table(truth, answers)
    assert len(table) == 110
    by = table.set_index(["truth", "answer"])
    assert by.loc[(0, "7"), "text"] == "1"
    assert by.loc[(0, "right"), "text"] == percent(2 / 3)
    assert by.loc[(9, "right"), "share"] == 0
    assert by.loc[(5, "right"), "share"] == 0  # no such digit: nothing to divide by


def test_the_csv_is_the_history(digits):
    run = MnistSettings().training(digits)
    run.advance(12)
    run.change(batch_size=50)
    run.advance(3)
    table = pd.read_csv(io.StringIO(tables.history_csv(run)))
    assert table["update"].tolist() == list(range(16))
    np.testing.assert_allclose(table["loss"][1:], run.history.losses)
    measured = table.dropna(subset="test_accuracy")
    assert measured["update"].tolist() == [0, 10]
    assert table.loc[12, "changed"] == "batch_size 100 -> 50"


@pytest.mark.slow
def test_the_table_of_methods_is_what_they_reach(digits):
    """One seed of each row again: the page's table is the mean of three."""
    table = pd.read_csv(tables.METHODS)
    assert set(table["method"]) == set(MnistSettings.__dataclass_fields__["optimizer"].metadata["kind"].options)
    for row in table.itertuples():
        settings = MnistSettings(
            optimizer=row.method, learning_rate=row.learning_rate, activation="relu", initialisation="he"
        )
        run: Training = settings.training(digits)
        run.evaluate = lambda: None
        run.advance(600)
        assert run.evaluation().test_accuracy == pytest.approx(row.after_600, abs=0.015), row
        run.advance(2400)
        assert run.evaluation().test_accuracy == pytest.approx(row.after_3000, abs=0.01), row
