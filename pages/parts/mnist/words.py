"""What the MNIST page says of a run, in one sentence; and how runs are told apart."""

from collections.abc import Sequence

from pages.parts.mnist.settings import MnistSettings
from pages.ui.controls.settings import kinds_of
from pages.ui.play.live import LiveRun
from pages.ui.tables.training import LOSS_OF_KNOWING_NOTHING as NOTHING
from pages.ui.tables.training import MEAN_OF
from pages.ui.text import number, percent, t

PLATEAU = 0.05  # nats around it
TOO_MUCH = 1.5 * NOTHING  # nats: worse than knowing nothing

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
    "batch_size": "batch {}",
    "hidden": "{} hidden",
    "scale": "weights {}",
    "seed": "seed {}",
}


def verdict(live: LiveRun) -> str:
    """Say how the run stands, with the number that shows it."""
    run, rate = live.training, number(live.training.optimizer.learning_rate)  # type: ignore[arg-type]
    if live.diverged:
        return t(
            "Diverged at update {k}: the loss is no longer a finite number. The learning rate {rate} is too large.",
            k=number(run.verdict.step if run.verdict else run.update),
            rate=rate,
        )
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
        return t(
            "The loss is {loss:.3g}, more than the {nothing:.2f} of a net that knows nothing: "
            "the learning rate {rate} is too large.",
            loss=loss,
            nothing=NOTHING,
            rate=rate,
        )
    if abs(loss - NOTHING) < PLATEAU:
        return t(
            "On the plateau: after {k} updates the loss is {loss:.3f}; knowing nothing is log 10 = {nothing:.3f}.",
            k=number(run.update),
            loss=loss,
            nothing=NOTHING,
        )
    wrong = round((1 - accuracy.test_accuracy) * len(run.data.test_labels))
    return t(
        "After {k} updates ({epochs:.3g} epochs) {right} of the test digits are right, {wrong} of {n} wrong.",
        k=number(accuracy.update),
        epochs=accuracy.epoch,
        right=right,
        wrong=number(wrong),
        n=number(len(run.data.test_labels)),
    )


def labels(runs: Sequence[MnistSettings]) -> list[str]:
    """Name each of some runs by the settings in which they differ, the method first."""
    kinds = kinds_of(MnistSettings)
    differing = [
        name
        for name in kinds
        if name not in NOT_OF_THE_RUN and len({getattr(run, name) for run in runs if run.matters(name)}) > 1
    ]
    if not differing:
        return [t("the same settings") for _ in runs]
    names = [", ".join(dict.fromkeys(_short(run, name) for name in differing if run.matters(name))) for run in runs]
    return [name or _short(run, "optimizer") for name, run in zip(names, runs, strict=True)]


def _short(run: MnistSettings, name: str) -> str:
    if name == "initialisation" and run.matters("scale"):
        name = "scale"  # "by a number" says less than the number
    value = kinds_of(run)[name].show(getattr(run, name))
    return t(SHORT[name]).format(value) if name in SHORT else value
