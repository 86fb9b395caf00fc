"""What the MNIST page says of a run, in one sentence; and how runs are told apart."""

from collections.abc import Sequence

import numpy as np

from gdcore.arrays import Array
from gdcore.schedules import at_rate
from pages.parts.mnist.settings import MnistSettings
from pages.ui.controls.settings import kinds_of
from pages.ui.play.live import LiveRun
from pages.ui.tables.training import LOSS_OF_KNOWING_NOTHING as NOTHING
from pages.ui.tables.training import MEAN_OF
from pages.ui.text import number, percent, plural, rough, t

PLATEAU = 0.05  # nats around it
TOO_MUCH = 1.5 * NOTHING  # nats: worse than a uniform guess
LATELY = 20  # updates that a plateau is at least as long as
GUESSED = 0.2  # of the test digits: a net with more right has learnt something
WORSE = 1.5  # times the first loss: what a rate has made of it

# What does not tell one run from another.
NOT_OF_THE_RUN = ("updates", "speed", "loss_axis", "view")
SHORT = {
    "learning_rate": "η {}",
    "momentum": "β {}",
    "decay": "ρ {}",
    "beta1": "β₁ {}",
    "beta2": "β₂ {}",
    "epsilon": "ε {}",
    "weight_decay": "λ {}",
    "every": "every {}",
    "fall": "falls ×{}",
    "warm_up": "warm-up {}",
    "over": "cosine {}",
    "batch_size": "batch {}",
    "hidden": "{} hidden",
    "scale": "weights {}",
    "seed": "seed {}",
}


def verdict(live: LiveRun) -> str:
    """Say how the run stands, with the number that shows it."""
    run = live.training
    if live.diverged:
        return _diverged(live)
    accuracy = live.accuracy()
    right = percent(accuracy.test_accuracy)
    if run.update == 0:
        return t(
            "Untrained: {right} of the {n} test digits are right, and guessing gets 10 %.",
            right=right,
            n=number(len(run.data.test_labels)),
        )
    loss = float(run.history.losses[-MEAN_OF:].mean())
    if loss > TOO_MUCH:
        return _too_high(live, loss)
    if _on_plateau(run.history.losses, accuracy.test_accuracy):
        return t(
            "On the plateau: after {k} updates the loss is {loss}; a uniform guess has ln 10 = {nothing}.",
            k=number(run.update),
            loss=f"{run.history.losses[-LATELY:].mean():.3f}",
            nothing=f"{NOTHING:.3f}",
        )
    wrong = round((1 - accuracy.test_accuracy) * len(run.data.test_labels))
    if rough(accuracy.epoch, 3) == "1":
        return t(
            "After {n} updates (1 epoch) {right} of the test digits are right, {wrong} of {all} wrong.",
            n=number(accuracy.update),
            right=right,
            wrong=number(wrong),
            all=number(len(run.data.test_labels)),
        )
    return plural(
        accuracy.update,
        "After {n} update ({epochs} epochs) {right} of the test digits are right, {wrong} of {all} wrong.",
        "After {n} updates ({epochs} epochs) {right} of the test digits are right, {wrong} of {all} wrong.",
        epochs=rough(accuracy.epoch, 3),
        right=right,
        wrong=number(wrong),
        all=number(len(run.data.test_labels)),
    )


def _diverged(live: LiveRun) -> str:
    run = live.training
    k = number(run.verdict.step if run.verdict else run.update)
    if _began_too_high(run.history.losses):
        return t(
            "Diverged at update {k}: the loss is no longer a finite number. The initial weights are too large.", k=k
        )
    return t("Diverged at update {k}: the loss is no longer a finite number. The learning rate {rate} is too large.",
             k=k, rate=_rate(live))  # fmt: skip


def _too_high(live: LiveRun, loss: float) -> str:
    """Say why a loss is worse than a uniform guess's: the weights it began with, or the rate it rose by."""
    first = float(live.training.history.losses[0])
    if _began_too_high(live.training.history.losses):
        return t(
            "The loss is {loss}, more than the {nothing} of a uniform guess: the initial weights are too large, "
            "it began at {first}.",
            loss=rough(loss, 3),
            nothing=f"{NOTHING:.2f}",
            first=rough(first, 3),
        )
    return t(
        "The loss is {loss}, more than the {nothing} of a uniform guess: the learning rate {rate} is too large.",
        loss=rough(loss, 3),
        nothing=f"{NOTHING:.2f}",
        rate=_rate(live),
    )


def _rate(live: LiveRun) -> str:
    run = live.training
    return number(float(at_rate(run.optimizer, run.schedule.factor(run.update)).learning_rate))


def _began_too_high(losses: Array) -> bool:
    """Whether the first loss, which no rate has touched, was too high already, and none since is far above it."""
    first = float(losses[0])
    return not first <= TOO_MUCH and not float(np.nanmax(losses[np.isfinite(losses)], initial=0.0)) > WORSE * first


def _on_plateau(losses: Array, right: float) -> bool:
    """Whether the net still knows no more than a uniform guess, and has for some time: a mean of old losses may say so
    of a net that reads a third of the digits, and a first update of one that is about to fall."""
    late = losses[-LATELY:]
    return len(losses) >= LATELY and abs(float(late.mean()) - NOTHING) < PLATEAU and right < GUESSED


def labels(runs: Sequence[MnistSettings]) -> list[str]:
    """Name each of some runs by the settings in which they differ, the method first."""
    kinds = kinds_of(MnistSettings)
    differing = [
        name
        for name in kinds
        if name not in NOT_OF_THE_RUN and len({getattr(run, name) for run in runs if run.matters(name)}) > 1
    ]
    if not differing:
        return [", ".join(_short(run, name) for name in ("optimizer", "learning_rate")) for run in runs]
    names = [", ".join(dict.fromkeys(_short(run, name) for name in differing if run.matters(name))) for run in runs]
    return [name or _short(run, "optimizer") for name, run in zip(names, runs, strict=True)]


def _short(run: MnistSettings, name: str) -> str:
    if name == "initialisation" and run.matters("scale"):
        name = "scale"  # "by a number" says less than the number
    value = kinds_of(run)[name].show(getattr(run, name))
    return t(SHORT[name]).format(value) if name in SHORT else value
