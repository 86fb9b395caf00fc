"""Results of the core as tidy tables for the charts, thinned so that a picture weighs little."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from gdcore.arrays import Array, Images, IntArray
from gdcore.mnist import CLASSES
from gdcore.training import Change, Evaluation, History, Training
from pages.ui.language import remembered
from pages.ui.text import number, percent, t

METHODS = Path(__file__).resolve().parents[3] / "data" / "mnist" / "methods.csv"
LOSS_OF_KNOWING_NOTHING = math.log(CLASSES)  # nats
MEAN_OF = 100  # updates in the running mean of the loss
BUCKETS = 100  # of a thinned curve, at least, once it has as many points; at most twice as many
KEPT_BUCKETS = 30
MOST_TICKS = 8


class Kept(NamedTuple):
    """The curves of a run that stays under the next ones."""

    losses: Array
    evaluations: Sequence[Evaluation]


def running_mean(losses: Array, at: IntArray, width: int = MEAN_OF) -> Array:
    """Average some losses each with those before it, `width` at most.

    Not by differences of one long sum: after a loss of 1e20 that sum has forgotten every loss of 0.3.

    Args:
        losses: (n,).
        at: (k,) which of them, from 0 to n - 1.
        width: how many go into a mean.

    Returns:
        (k,).
    """
    before = at[:, np.newaxis] - np.arange(width)
    there = before >= 0
    return np.where(there, losses[np.maximum(before, 0)], 0).sum(axis=1) / there.sum(axis=1)


def bucket_size(n: int, buckets: int) -> int:
    """Return the power of two that makes `n` points at most twice as many buckets as asked.

    A power of two, so that the buckets of a growing curve stay where they are until they double.
    """
    return 1 << max(0, (max(n, 1) - 1) // (2 * buckets)).bit_length()


def extremes(values: Array, buckets: int = BUCKETS) -> npt.NDArray[np.intp]:
    """Choose the least and the largest point of each bucket, so that no peak is lost: indices, in order."""
    size = bucket_size(len(values), buckets)
    if size == 1:
        return np.arange(len(values))
    whole = len(values) // size * size
    rows = values[:whole].reshape(-1, size)
    starts = np.arange(0, whole, size)
    chosen = [starts + rows.argmin(axis=1), starts + rows.argmax(axis=1)]
    if whole < len(values):
        rest = values[whole:]
        chosen += [[whole + int(rest.argmin())], [whole + int(rest.argmax())]]
    return np.unique(np.concatenate(chosen))


def ends(n: int, buckets: int) -> npt.NDArray[np.intp]:
    """Choose the last point of each bucket, the very last included: indices, in order."""
    size = bucket_size(n, buckets)
    return np.unique(np.append(np.arange(size - 1, n, size), n - 1)) if n else np.empty(0, np.intp)


def kept_names(count: int) -> list[str]:
    """Name the kept runs in a table: "A" is the first."""
    return [chr(ord("A") + i) for i in range(count)]


class Part(NamedTuple):
    """The rows of one line of a chart."""

    line: str
    updates: npt.ArrayLike
    values: npt.ArrayLike
    notes: Sequence[str] = ()


def loss_table(history: History, kept: Sequence[Kept]) -> pd.DataFrame:
    """Tabulate the loss: `line` is "each", "mean" or a kept run's name; the k-th loss is at update k.

    Beside these "nothing", the loss of giving every digit a tenth, and the marks "change".

    Returns:
        Columns update, value, line, note (what was changed).
    """
    losses = history.losses
    each, at = extremes(losses, BUCKETS // 2), ends(len(losses), BUCKETS)
    parts = [Part("each", each + 1, losses[each]), Part("mean", at + 1, running_mean(losses, at))]
    for name, run in zip(kept_names(len(kept)), kept, strict=True):
        at = ends(len(run.losses), KEPT_BUCKETS)
        parts.append(Part(name, at + 1, running_mean(run.losses, at)))
    parts += [Part("nothing", [0], [LOSS_OF_KNOWING_NOTHING]), _changes(history)]
    return table_of(parts)


def accuracy_table(history: History, kept: Sequence[Kept], epochs: Sequence[int]) -> pd.DataFrame:
    """Tabulate the accuracy: `line` is "train", "test" or a kept run's name (its test accuracy).

    Beside these "guessing", which gets one in ten right, and the marks "epoch" and "change".

    Args:
        history: of the run.
        kept: earlier runs.
        epochs: the updates at which an epoch ends, past or to come.

    Returns:
        Columns update, value (a share of 1), line, note (the number of the epoch, or what was changed).
    """
    now = _thinned(history.evaluations)
    parts = [
        Part("train", [e.update for e in now], [e.train_accuracy for e in now]),
        Part("test", [e.update for e in now], [e.test_accuracy for e in now]),
    ]
    for name, run in zip(kept_names(len(kept)), kept, strict=True):
        then = _thinned(run.evaluations)
        parts.append(Part(name, [e.update for e in then], [e.test_accuracy for e in then]))
    every = -(-len(epochs) // MOST_TICKS) or 1
    numbers = range(every, len(epochs) + 1, every)
    parts.append(Part("guessing", [0], [1 / CLASSES]))
    parts.append(Part("epoch", [epochs[k - 1] for k in numbers], [0.0] * len(numbers), [str(k) for k in numbers]))
    parts.append(_changes(history))
    return table_of(parts)


def _thinned(evaluations: Sequence[Evaluation]) -> list[Evaluation]:
    return [evaluations[i] for i in ends(len(evaluations), KEPT_BUCKETS)]


def _changes(history: History) -> Part:
    updates = [c.update for c in history.changes]
    return Part("change", updates, [0.0] * len(updates), [change_note(c) for c in history.changes])


def change_note(change: Change) -> str:
    """Write what was changed: "η 0.1 → 0.3, batch 100 → 1,000"."""
    named = {
        "learning_rate": "η", "momentum": "β", "decay": "ρ", "beta1": "β₁", "beta2": "β₂", "epsilon": "ε",
        "weight_decay": "λ", "optimizer": t("method"), "batch_size": t("batch"),
    }  # fmt: skip
    written = [
        f"{named[name]} {_plainly(old)} → {_plainly(new)}"
        for name, (old, new) in change.what.items()
        if name in named and old is not None and new is not None
    ]
    if "schedule" in change.what:
        written.append(t("another schedule"))
    if "replacement" in change.what:
        drawn_again = change.what["replacement"][1]
        written.append(t("drawn with replacement") if drawn_again else t("drawn without replacement"))
    return ", ".join(written)


def _plainly(value: Any) -> str:
    return {"GradientDescent": "SGD"}.get(value, value) if isinstance(value, str) else number(value)


def table_of(parts: Sequence[Part]) -> pd.DataFrame:
    """Join the parts in narrow types: this table travels to the browser several times a second.

    A value that is not finite has no place in a picture and is left out.
    """
    counts = [len(np.atleast_1d(part.updates)) for part in parts]
    notes = [note for part, n in zip(parts, counts, strict=True) for note in part.notes or [""] * n]
    with np.errstate(over="ignore"):
        values = np.concatenate([np.asarray(part.values).astype(np.float32) for part in parts])
    table = pd.DataFrame(
        {
            "update": np.concatenate([np.asarray(part.updates, np.int32) for part in parts]),
            "value": values,
            "line": pd.Categorical([part.line for part, n in zip(parts, counts, strict=True) for _ in range(n)]),
            "note": pd.Categorical(notes),
        }
    )
    return table[np.isfinite(table["value"])].reset_index(drop=True)


def confusion_table(truth: Images, answers: IntArray) -> pd.DataFrame:
    """Count which digit is taken for which.

    Returns:
        Columns truth, answer ("0" to "9"; "right" in the row's sum), share of the digit's images, text (the
        count, or the share in words), kind ("right", "wrong" or "sum").
    """
    counts = np.zeros((CLASSES, CLASSES), int)
    np.add.at(counts, (truth, answers), 1)
    of_digit = np.maximum(counts.sum(axis=1), 1)
    rows = []
    for digit in range(CLASSES):
        for answer in range(CLASSES):
            count = counts[digit, answer]
            kind = "right" if digit == answer else "wrong"
            rows.append((digit, str(answer), count / of_digit[digit], str(count) if count else "", kind))
        share = counts[digit, digit] / of_digit[digit]
        rows.append((digit, "right", share, percent(share), "sum"))
    return pd.DataFrame(rows, columns=["truth", "answer", "share", "text", "kind"])


@remembered(1)
def method_results() -> pd.DataFrame:
    """Return what the methods reach on MNIST, as measured by tests/benchmarks/methods.py, in words."""
    table = pd.read_csv(METHODS)
    shares = table.filter(like="after_").map(percent)
    shares.columns = [t("{n} updates", n=number(int(str(name)[6:]))) for name in shares]
    return pd.concat([table[["method", "learning_rate"]].astype(str), shares], axis=1)


def history_csv(training: Training) -> str:
    """Write a run as comma-separated values: a row an update, the accuracy where it was measured.

    Columns: update (0 is the start), loss of its batch before it (nats), train_accuracy and
    test_accuracy (shares of 1), changed.
    """
    losses = training.history.losses
    table = pd.DataFrame(index=pd.RangeIndex(len(losses) + 1, name="update"))
    table["loss"] = np.concatenate([[np.nan], losses])
    for name in ("train_accuracy", "test_accuracy"):
        table[name] = pd.Series({e.update: getattr(e, name) for e in training.history.evaluations}, dtype=float)
    changes = {
        c.update: "; ".join(f"{k} {old} -> {new}" for k, (old, new) in c.what.items()) for c in training.history.changes
    }
    table["changed"] = pd.Series(changes, dtype=object)
    return table.to_csv()
