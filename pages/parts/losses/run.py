"""The numbers of the page of losses, view by view: what the core says of the settings."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gdcore import losses
from gdcore.arrays import Array
from gdcore.descent import Path, descend
from gdcore.information import NATS_PER_BIT, coin, cross_entropy_between, entropy_of, kullback_leibler
from gdcore.line_costs import SumOfDifferences, least_absolute_line, least_squares_line, mean_absolute_residual
from gdcore.line_fit import LineFit
from gdcore.loss_terms import (
    GUARDS,
    TERMS,
    Forecast,
    Terms,
    absolute,
    absolute_slope,
    cross_entropy_terms,
    forecast,
    information,
    information_slope,
    squared,
    squared_slope,
)
from gdcore.optimizers import GradientDescent
from gdcore.scores import LARGEST_EXPONENT as LARGEST_EXPONENT
from gdcore.scores import ScoreFit, softmax_at, softmax_unshifted
from pages.parts.losses.settings import LossesSettings, row
from pages.ui.controls.points import read_table
from pages.ui.keeping import kept

FRAMES = 100  # of what is moved from one end to the other
WIDEST = 3.0  # error
FURTHER = 10  # times as far as it is set goes the far point while it is played
SCORE_RATE, SCORE_STEPS = 1.0, 60
RAISED = 10.0  # how far the line is lowered and raised, in units of y
DEEPEST = 80  # half decades: the smallest probability before 0 is 1e-40
LINES = {"right": (2.0, 1.0), "tilted": (-10.0, 19.0), "flat": (0.0, 100.0)}  # of the mistake's three lines


class Answers(NamedTuple):
    """Two answers to one question: probabilities (2, k), the one-hot target (k,), and each loss's terms."""

    y: Array
    t: Array
    target: int
    terms: dict[str, Terms]

    def total(self, name: str) -> tuple[float, float]:
        """Return a loss of both answers."""
        a, b = self.terms[name].total.tolist()
        return a, b

    def by_label(self) -> tuple[float, float]:
        """Return the cross-entropies computed from the label instead of the one-hot row."""
        a, b = (losses.cross_entropy(y, self.target) for y in self.y)
        return a, b


def answers(settings: LossesSettings) -> Answers:
    y = np.array([row(settings, "answer_a"), row(settings, "answer_b")])
    target = int(settings.target)
    t = losses.one_hot(np.array(target), y.shape[1])
    rows = np.broadcast_to(t, y.shape)
    return Answers(y, t, target, {name: terms(y, rows) for name, terms in TERMS.items()})


class Curves(NamedTuple):
    """The losses of an error, and of a probability, with their slopes, frame by frame."""

    errors: Array
    squares: tuple[Array, Array]
    distances: tuple[Array, Array]
    p: Array
    information: tuple[Array, Array]


@kept(1)
def curves() -> Curves:
    """Move the error from one side to the other, and the probability of the right class from 1 to 0."""
    e, p = np.linspace(-WIDEST, WIDEST, FRAMES + 1), np.linspace(1, 0, FRAMES + 1)
    return Curves(e, (squared(e), squared_slope(e)), (absolute(e), absolute_slope(e)),
                  p, (information(p), information_slope(p)))  # fmt: skip


class Zero(NamedTuple):
    """Where a probability of zero goes: p by frames, -log p by guards, and a batch of three answers by guards.

    The batch: answer A, answer B, and an answer that gives every class the same.
    """

    p: Array
    charged: dict[str, Array]
    batch: dict[str, Array]


def zero(settings: LossesSettings) -> Zero:
    p = np.append(10.0 ** (-np.arange(DEEPEST + 1) / 2), 0.0)
    made = answers(settings)
    y = np.vstack([made.y, np.full(made.y.shape[1], 1 / made.y.shape[1])])
    t = np.broadcast_to(made.t, y.shape)
    return Zero(
        p,
        {guard: information(p, guard) for guard in GUARDS},
        {guard: cross_entropy_terms(y, t, guard).total for guard in GUARDS},
    )


def batch(settings: LossesSettings) -> tuple[Forecast, Forecast]:
    """Return how the two forecasters do."""
    return forecast(row(settings, "forecast_a")), forecast(row(settings, "forecast_b"))


@dataclass(frozen=True, eq=False)
class Outlier:
    """Points of which one is lifted further and further, and what is fitted to them.

    Attributes:
        x: (n,) of the points.
        y: (n,) before any is lifted.
        which: the one that is, from 0.
        lifts: (frames,) by how much.
        by: "squares" and "distances": the lines (m, b) of least squares and least distances, (frames, 2).
        mse: likewise their mean squared errors, (frames,).
        mae: and their mean absolute errors, (frames,).
    """

    x: Array
    y: Array
    which: int
    lifts: Array
    by: dict[str, Array]
    mse: dict[str, Array]
    mae: dict[str, Array]

    def lifted(self, frame: int) -> Array:
        """Return the heights of the points at a frame: (n,)."""
        y = self.y.copy()
        y[self.which] += self.lifts[frame]
        return y


def outlier(settings: LossesSettings) -> Outlier:
    return _outlier(settings.fits, settings.points, int(settings.which), settings.lift)


@kept(64)
def _outlier(fits: str, points: str, which: int, lift: float) -> Outlier:
    x, y = np.array(read_table(points).points).T
    lifts = np.linspace(lift, FURTHER * lift, FRAMES + 1) if lift else np.zeros(1)
    found = []
    for by in lifts:
        lifted = y.copy()
        lifted[which - 1] += by
        fit = LineFit(x, lifted)
        if fits == "line":
            lines = np.array([least_squares_line(x, lifted), least_absolute_line(x, lifted)])
        else:
            lines = np.array([[0.0, np.mean(lifted)], [0.0, np.median(lifted)]])
        found.append((lines, fit.loss(lines), mean_absolute_residual(fit, lines)))
    lines, mse, mae = (np.stack(column) for column in zip(*found, strict=True))
    names = ("squares", "distances")
    return Outlier(x, y, which - 1, lifts, {name: lines[:, k] for k, name in enumerate(names)},
                   {name: mse[:, k] for k, name in enumerate(names)},
                   {name: mae[:, k] for k, name in enumerate(names)})  # fmt: skip


class Coin(NamedTuple):
    """A coin and a belief about it that is moved: all in the unit that is chosen.

    Attributes:
        truth: p.
        entropy: H(p) of the truth.
        all_p: (n,) from 0 to 1.
        entropies: (n,) H of each.
        q: (frames,) the belief, from 0.01 to 0.99.
        cross: (frames,) H(p, q).
        gap: (frames,) the Kullback-Leibler divergence.
        one_bit: how much of the unit is log 2.
    """

    truth: float
    entropy: float
    all_p: Array
    entropies: Array
    q: Array
    cross: Array
    gap: Array
    one_bit: float


def coin_of(settings: LossesSettings) -> Coin:
    unit = NATS_PER_BIT if settings.unit == "bits" else 1.0
    p, all_p, q = coin(settings.truth), np.linspace(0, 1, 201), np.arange(1, 100) / 100
    return Coin(
        settings.truth,
        float(entropy_of(p)) / unit,
        all_p,
        entropy_of(coin(all_p)) / unit,
        q,
        cross_entropy_between(p, coin(q)) / unit,
        kullback_leibler(p, coin(q)) / unit,
        NATS_PER_BIT / unit,
    )


class Softmax(NamedTuple):
    """Three scores, their softmax, and the scores' own descent.

    Attributes:
        fit: the loss.
        path: of the scores, after the shift.
        y: (frames, 3) their softmax.
        unshifted: (3,) the softmax at the start by the formula as written: nan where it overflows.
    """

    fit: ScoreFit
    path: Path
    y: Array
    unshifted: Array


def softmax(settings: LossesSettings) -> Softmax:
    s = settings
    scores = np.array([s.score_1, s.score_2, s.score_3]) + s.shift
    fit = ScoreFit(losses.one_hot(np.array(int(s.right) - 1), 3), s.temperature)
    path = descend(fit, GradientDescent(SCORE_RATE), scores, SCORE_STEPS)
    return Softmax(fit, path, softmax_at(path.thetas, s.temperature), softmax_unshifted(scores, s.temperature))


class OneHot(NamedTuple):
    """Labels as rows: the labels (n,), the rows (n, k), what each costs (n,), and the mean by rows and by labels."""

    labels: tuple[int, ...]
    rows: Array
    guess: Array
    losses: Array
    by_rows: float
    by_labels: float


def onehot(settings: LossesSettings) -> OneHot:
    labels = np.array(row(settings, "labels")).astype(int)
    rows = losses.one_hot(labels, int(settings.classes))
    guess = np.array(row(settings, "guess"))
    given = np.broadcast_to(guess, rows.shape)
    each = cross_entropy_terms(given, rows).total
    return OneHot(tuple(labels.tolist()), rows, guess, each,
                  losses.cross_entropy(given, rows), losses.cross_entropy(given, labels))  # fmt: skip


class Differences(NamedTuple):
    """Lines through some points, judged three ways.

    Attributes:
        fit: the points.
        lines: (n, 2) the lines.
        sums: (n,) the sums of the differences.
        mse: (n,).
        mae: (n,).
    """

    fit: LineFit
    lines: Array
    sums: Array
    mse: Array
    mae: Array


def differences(settings: LossesSettings, lowest: float = 0.0) -> Differences:
    """Judge the line as it is raised, from `lowest` to 10 above where it is set."""
    raised = settings.b + np.linspace(lowest, RAISED, FRAMES + 1)
    return _judged(settings, np.stack([np.full_like(raised, settings.m), raised], axis=-1))


def three_lines(settings: LossesSettings) -> Differences:
    """Judge the three lines of the mistake."""
    return _judged(settings, np.array(list(LINES.values())))


def _judged(settings: LossesSettings, lines: Array) -> Differences:
    fit = LineFit(*np.array(read_table(settings.pairs).points).T)
    return Differences(
        fit, lines, SumOfDifferences(fit).loss(lines), fit.loss(lines), mean_absolute_residual(fit, lines)
    )
