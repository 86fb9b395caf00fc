"""What the page of losses says: the sentence of each view, and the arithmetic of its frames."""

import numpy as np

from gdcore.information import is_distribution
from gdcore.loss_terms import Forecast, information
from pages.parts.losses import run
from pages.parts.losses.run import Answers, Coin, Differences, OneHot, Outlier, Softmax, Zero
from pages.parts.losses.settings import LossesSettings
from pages.ui.text import number, plain, t


def figure(value: float) -> str:
    """Write a loss with four decimals, fewer where it is large, and what is tiny with four digits.

    >>> figure(0.51082562), figure(2.302585), figure(708.3964), figure(3e-9)
    ('0.5108', '2.3026', '708.4', '3e-09')
    """
    return plain(round(value, 4) if 1e-3 < abs(value) < 10 else float(f"{value:.4g}"))


def answers(made: Answers) -> str:
    (ce_a, ce_b), (sq_a, sq_b) = made.total("cross_entropy"), made.total("half_squares")
    numbers = {"ce_a": figure(ce_a), "ce_b": figure(ce_b), "sq_a": figure(sq_a), "sq_b": figure(sq_b)}
    entropies, squares = _better(ce_a, ce_b), _better(sq_a, sq_b)
    if entropies == squares == "":
        said = t("Neither loss tells them apart: cross-entropy {ce_a}, half the sum of squares {sq_a}.", **numbers)
    elif entropies == squares:
        said = t("Both losses prefer {better}: cross-entropy {ce_a} against {ce_b}, half the sum of squares {sq_a} "
                 "against {sq_b}.", better=entropies, **numbers)  # fmt: skip
    else:
        said = t("The losses disagree: cross-entropy is {ce_a} for A and {ce_b} for B, half the sum of squares {sq_a} "
                 "and {sq_b}.", **numbers)  # fmt: skip
    odd = [(name, y) for name, y in zip("AB", made.y, strict=True) if not is_distribution(y)]
    for name, y in odd:
        said += " " + t(
            "{name} adds up to {total}: it is no distribution.", name=name, total=number(float(f"{y.sum():.6g}"))
        )
    return said


def _better(a: float, b: float) -> str:
    return "" if abs(a - b) < 1e-12 else "A" if a < b else "B"


def what_is_called_mean(made: Answers) -> str:
    half, mean = made.total("half_squares"), made.total("mean_squares")
    by_label, by_row = made.by_label(), made.total("cross_entropy")
    same = t("The label {label} and its one-hot row give one cross-entropy: {a} and {a2} for A, {b} and {b2} for B.",
             label=number(made.target), a=f"{by_label[0]:.7g}", a2=f"{by_row[0]:.7g}", b=f"{by_label[1]:.7g}",
             b2=f"{by_row[1]:.7g}")  # fmt: skip
    return t("**A mistake that circulates:** {half_a} and {half_b} are often printed as “mean squared errors”. They "
             "are half the **sums**; the means over the {n} outputs are {mean_a} and {mean_b}.",
             half_a=figure(half[0]), half_b=figure(half[1]), n=number(made.y.shape[1]),
             mean_a=figure(mean[0]), mean_b=figure(mean[1])) + " " + same  # fmt: skip


def curves() -> str:
    hundredth, tenth = information([0.01, 0.1])
    return t("An error of 3 costs nine times an error of 1 when it is squared, and three times when it is not. A right "
             "answer given 0.1 costs {tenth} nats, one given 0.01 twice that: {hundredth}.",
             tenth=figure(tenth), hundredth=figure(hundredth))  # fmt: skip


def zero(made: Zero, of: Answers) -> str:
    right, wrong = of.y[0][of.target] == 0, int((of.y[0] == 0).sum() - (of.y[0][of.target] == 0))
    costs = {guard: figure(float(totals[0])) for guard, totals in made.batch.items()}
    if wrong:
        return t("Answer A gives 0 to {n} wrong classes. Each adds 0 · log 0 = 0 × −∞, which is not a number, and so "
                 "is the mean of the batch. With a guard A costs {floor}.",
                 n=number(wrong), floor=costs["floor"])  # fmt: skip
    if right:
        return t("Answer A gives the right class 0: that costs ∞ without a guard, {add} with 1e-7 added, and {floor} "
                 "with the smallest number.", add=costs["add"], floor=costs["floor"])  # fmt: skip
    return t("No probability of answer A is 0: it costs {none} with and without a guard. Drag a bar to 0, or type one.",
             none=costs["floor"])  # fmt: skip


def batch(a: Forecast, b: Forecast) -> str:
    said = t("A is right {right_a} times of {n_a} and pays {loss_a} nats an image; B is right {right_b} times of "
             "{n_b} and pays {loss_b}.",
             right_a=number(a.right.sum()), n_a=number(len(a.right)), loss_a=figure(a.mean_loss),
             right_b=number(b.right.sum()), n_b=number(len(b.right)), loss_b=figure(b.mean_loss))  # fmt: skip
    if (a.accuracy - b.accuracy) * (a.mean_loss - b.mean_loss) > 0:
        said += " " + t("Fewer right, and the lower loss.")
    return said


def outlier(made: Outlier, fits: str) -> str:
    column = 0 if fits == "line" else 1
    squares, distances = made.by["squares"][:, column], made.by["distances"][:, column]
    numbers = {"which": number(made.which + 1), "near": plain(made.lifts[0]), "far": plain(made.lifts[-1]),
               "s0": figure(squares[0]), "s1": figure(squares[-1]), "d0": figure(distances[0]),
               "d1": figure(distances[-1])}  # fmt: skip
    if len(made.lifts) == 1:
        return t("No point is out of its place: lift one by a click on the picture, or type by how much.")
    if fits == "line":
        return t("As point {which} goes from {near} to {far} above its place, the slope of least squares goes from "
                 "{s0} to {s1}, that of least distances from {d0} to {d1}.", **numbers)  # fmt: skip
    return t("As point {which} goes from {near} to {far} above its place, the mean goes from {s0} to {s1}, the "
             "median from {d0} to {d1}.", **numbers)  # fmt: skip


def entropy(made: Coin, unit: str) -> str:
    if unit == "bits":
        return t("A coin that shows heads with p = {p} has an entropy of {h} bits; a fair one has 1. Whatever else is "
                 "believed costs more.", p=number(made.truth), h=figure(made.entropy))  # fmt: skip
    return t("A coin that shows heads with p = {p} has an entropy of {h} nats; a fair one has {bit} nats, 1 bit. "
             "Whatever else is believed costs more.", p=number(made.truth), h=figure(made.entropy),
             bit=figure(made.one_bit))  # fmt: skip


def softmax(made: Softmax) -> str:
    k = int(made.fit.t.argmax())
    return t("The right score {k} gets {y}, which costs −log {y} = {loss}. The gradient is answer minus "
             "target{over}, and following it raises the right score only.", k=number(k + 1), y=figure(made.y[0, k]),
             loss=figure(made.path.losses[0]),
             over=t(", over T") if made.fit.temperature != 1 else "")  # fmt: skip


def overflow(made: Softmax, settings: LossesSettings) -> str:
    """Say what the formula as written does to these scores."""
    scores = made.path.thetas[0] / settings.temperature
    largest = float(scores.max())
    if not np.isnan(made.unshifted).any():
        return t("A number added to every score changes nothing: it is a factor above and below the line. Add 1,000 "
                 "to see why the largest is taken away first.")  # fmt: skip
    if largest > 0:
        return t("e to {x} is more than any float64 holds (the limit is e to {limit}): it becomes ∞, and ∞ / ∞ is "
                 "not a number. With the largest score taken away first, no exponent is above 0.", x=plain(largest),
                 limit=f"{run.LARGEST_EXPONENT:.2f}")  # fmt: skip
    return t("e to {x} is less than any float64 holds: all of them become 0, and 0 / 0 is not a number. With the "
             "largest score taken away first, one exponent is 0.", x=plain(largest))  # fmt: skip


def onehot(made: OneHot) -> str:
    n, k = made.rows.shape
    return t("{n} labels of {k} classes are {n} rows with a single 1. The batch's mean cross-entropy is {rows} from "
             "the rows and {labels} from the labels: one number.", n=number(n), k=number(k), rows=figure(made.by_rows),
             labels=figure(made.by_labels))  # fmt: skip


def mean_of(made: OneHot) -> str:
    """Write the mean of the batch with its numbers."""
    terms = " + ".join(figure(float(loss)) for loss in made.losses)
    return f"({terms}) / {len(made.losses)} = **{figure(made.by_rows)}**"


def differences(made: Differences) -> str:
    return t("The sum of the differences is {start} for the line ŷ = {m}x {b}, and {end} for the same line {raised} "
             "higher. The higher the line, the “better”: this cost has no minimum.", start=figure(made.sums[0]),
             m=plain(made.lines[0, 0]), b=signed(made.lines[0, 1]), end=figure(made.sums[-1]),
             raised=number(run.RAISED))  # fmt: skip


def signed(value: float) -> str:
    """Write a summand with its sign before it."""
    return f"− {plain(-value)}" if value < 0 else f"+ {plain(value)}"


def mean(name: str, made: Forecast) -> str:
    """Write a forecaster's mean loss with its numbers."""
    terms = " + ".join(figure(float(loss)) for loss in made.losses)
    return f"**{name}:** ({terms}) / {len(made.losses)} = **{figure(made.mean_loss)}**"
