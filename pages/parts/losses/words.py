"""What the page of losses says: the sentence of each view, and the arithmetic of its frames."""

import numpy as np

from gdcore.information import is_distribution
from gdcore.loss_terms import Forecast, information
from pages.parts.losses import run
from pages.parts.losses.figures import figure
from pages.parts.losses.run import Answers, Coin, Differences, OneHot, Outlier, Softmax, Zero
from pages.parts.losses.settings import LossesSettings
from pages.ui.text import number, plain, t


def answers(made: Answers) -> str:
    (ce_a, ce_b), (sq_a, sq_b) = made.total("cross_entropy"), made.total("half_squares")
    numbers = {"ce_a": figure(ce_a), "ce_b": figure(ce_b), "sq_a": figure(sq_a), "sq_b": figure(sq_b)}
    entropies, squares = _better(ce_a, ce_b), _better(sq_a, sq_b)
    if entropies == squares == "":
        said = t("Neither loss tells them apart: cross-entropy {ce_a}, half the sum of squares {sq_a}.", **numbers)
    elif entropies == squares:
        said = t("Both losses prefer {better}: cross-entropy {ce_a} to {ce_b}, half the sum of squares {sq_a} to "
                 "{sq_b}.",
                 better=entropies, **numbers)  # fmt: skip
    else:
        said = t(
            "The losses disagree: cross-entropy {ce_a} to {ce_b}, half the sum of squares {sq_a} to {sq_b}.", **numbers
        )
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
             label=number(made.target), a=number(by_label[0], 7), a2=number(by_row[0], 7), b=number(by_label[1], 7),
             b2=number(by_row[1], 7))  # fmt: skip
    return t("**A mistake that circulates:** {half_a} and {half_b} are often printed as “mean squared errors”. They "
             "are half the **sums**; the means over the {n} outputs are {mean_a} and {mean_b}.",
             half_a=figure(half[0]), half_b=figure(half[1]), n=number(made.y.shape[1]),
             mean_a=figure(mean[0]), mean_b=figure(mean[1])) + " " + same  # fmt: skip


def curves() -> str:
    hundredth, tenth = information([0.01, 0.1])
    return t("Squared, an error of 3 costs nine times one of 1. And −ln 0.01 = {hundredth} is twice −ln 0.1 = "
             "{tenth}.",
             tenth=figure(tenth), hundredth=figure(hundredth))  # fmt: skip


def zero(made: Zero, of: Answers) -> str:
    right, wrong = of.y[0][of.target] == 0, int((of.y[0] == 0).sum() - (of.y[0][of.target] == 0))
    costs = {guard: figure(float(totals[0])) for guard, totals in made.batch.items()}
    if wrong == 1:
        return t("Answer A has a zero at a wrong class: unguarded, 0 · ln 0 gives nan. Guarded, A costs "
                 "{floor}.", floor=costs["floor"])  # fmt: skip
    if wrong:
        return t("Answer A has {n} zeros at wrong classes: unguarded, 0 · ln 0 gives nan. Guarded, A "
                 "costs "
                 "{floor}.",
                 n=number(wrong), floor=costs["floor"])  # fmt: skip
    if right:
        return t("Answer A gives the right class 0: that costs ∞, or {add} with 10⁻⁷ added, or {floor} at the smallest "
                 "number.", add=costs["add"], floor=costs["floor"])  # fmt: skip
    return t("Answer A has no zero: it costs {none}, guarded or not. Type a zero, or drag a bar to 0 at Answers.",
             none=costs["floor"])  # fmt: skip


def guards(made: Zero) -> str:
    """Say what adding a little does to the losses that had no zero."""
    added, exact = made.batch["add"][0], made.batch["floor"][0]
    return t(
        "**A mistake that circulates:** 10⁻⁷ is added in one place and forgotten in another, where the same example is "
        "nan: not a number. Adding it also moves every other loss: A costs {added} in place of {exact}. Raising only a "
        "zero, to the smallest number there is, moves nothing else.",
        added=number(float(added), 8),
        exact=number(float(exact), 8),
    )


def batch(a: Forecast, b: Forecast) -> str:
    return t("A is right on {right_a} of {n_a} and pays {loss_a} nats an image; B on {right_b} of {n_b}, and pays "
             "{loss_b}.",
             right_a=number(a.right.sum()), n_a=number(len(a.right)), loss_a=figure(a.mean_loss),
             right_b=number(b.right.sum()), n_b=number(len(b.right)), loss_b=figure(b.mean_loss))  # fmt: skip


def outlier(made: Outlier, fits: str) -> str:
    column = 0 if fits == "line" else 1
    squares, distances = made.by["squares"][:, column], made.by["distances"][:, column]
    ends = {"s0": squares[0], "s1": squares[-1], "d0": distances[0], "d1": distances[-1]}
    numbers = {name: number(float(end), 4) for name, end in ends.items()}
    numbers |= {"which": number(made.which + 1), "near": plain(made.lifts[0]), "far": plain(made.lifts[-1])}
    if len(made.lifts) == 1:
        return t("No point is out of its place: lift one by a click on the picture, or type by how much.")
    if fits == "line":
        return t("Lifted from {near} to {far}, point {which} takes the slope from {s0} to {s1} by squares, from {d0} "
                 "to {d1} by distances.", **numbers)  # fmt: skip
    return t("Lifted from {near} to {far}, point {which} takes the mean from {s0} to {s1}, the median from {d0} to "
             "{d1}.",
             **numbers)  # fmt: skip


def entropy(made: Coin, unit: str) -> str:
    values = {"p": number(made.truth), "h": figure(made.entropy), "most": figure(made.one_bit)}
    if unit == "bits" and values["h"] == "1":
        return t("A coin with p = {p} has an entropy of 1 bit. No coin has more.", **values)
    if unit == "bits":
        return t("A coin with p = {p} has an entropy of {h} bits. The most is 1 bit, at p = 0.5.", **values)
    return t("A coin with p = {p} has an entropy of {h} nats. The most is {most} nats, 1 bit, at p = 0.5.", **values)


def softmax(made: Softmax) -> str:
    k = int(made.fit.t.argmax())
    if made.fit.temperature == 1:
        said = t("The right score gets {y}: a loss of {loss}. The gradient is answer minus target.")
    else:
        said = t("The right score gets {y}: a loss of {loss}. The gradient is answer minus target, divided by T.")
    return said.format(y=figure(made.y[0, k]), loss=figure(made.path.losses[0]))


def overflow(made: Softmax, settings: LossesSettings) -> str:
    """Say what the formula as written does to these scores."""
    scores = made.path.thetas[0] / settings.temperature
    largest = float(scores.max())
    if not np.isnan(made.unshifted).any():
        return t("A number added to every score changes nothing: it is a factor above and below the line. Add 1,000 "
                 "to see why the largest is taken away first.")  # fmt: skip
    if largest > 0:
        return t("exp({x}) is more than any float64 holds (the limit is exp({limit})): it becomes ∞, and ∞ / ∞ is "
                 "not a number (nan). With the largest score taken away first, no exponent is above 0.",
                 x=plain(largest), limit=f"{run.LARGEST_EXPONENT:.2f}")  # fmt: skip
    return t("exp({x}) is less than any float64 holds: all of them become 0, and 0 / 0 is not a number (nan). With the "
             "largest score taken away first, one exponent is 0.", x=plain(largest))  # fmt: skip


def onehot(made: OneHot) -> str:
    n, k = made.rows.shape
    if n == 1:
        return t("One label of {k} classes is one row with one 1. Label and row give one cross-entropy: {rows}.",
                 k=number(k), rows=figure(made.by_rows))  # fmt: skip
    return t("{n} labels of {k} classes are {n} rows with one 1. Labels and rows give one mean cross-entropy: {rows}.",
             n=number(n), k=number(k), rows=figure(made.by_rows))  # fmt: skip


def mean_of(made: OneHot) -> str:
    """Write the mean of the batch with its numbers."""
    terms = " + ".join(figure(float(loss)) for loss in made.losses)
    return f"({terms}) / {len(made.losses)} = **{figure(made.by_rows)}**"


def differences(made: Differences) -> str:
    return t("Raise the line {line} by {raised}, and Σ(y − ŷ) goes from {start} to {end}: this cost has no "
             "minimum.",
             start=figure(made.sums[0]), line=line(float(made.lines[0, 0]), float(made.lines[0, 1])),
             end=figure(made.sums[-1]), raised=number(run.RAISED))  # fmt: skip


def line(m: float, b: float) -> str:
    """Write a line; a flat one by its height alone.

    >>> line(-10, 19), line(0, 100)
    ('ŷ = −10x + 19', 'ŷ = 100')
    """
    return f"ŷ = {plain(m)}x {signed(b)}" if m else f"ŷ = {plain(b)}"


def signed(value: float) -> str:
    """Write a summand with its sign before it."""
    return f"− {plain(-value)}" if value < 0 else f"+ {plain(value)}"


def mean(name: str, made: Forecast) -> str:
    """Write a forecaster's mean loss with its numbers."""
    terms = " + ".join(figure(float(loss)) for loss in made.losses)
    return f"**{name}:** ({terms}) / {len(made.losses)} = **{figure(made.mean_loss)}**"
