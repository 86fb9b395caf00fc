"""The arithmetic of a step of the neuron, to be written below its pictures."""

from typing import Any

from pages.parts.neuron.one import tables
from pages.parts.neuron.one.run import NeuronRun
from pages.ui.language import remembered
from pages.ui.tables.printed import BETWEEN, Printed, printed


def lines(live: NeuronRun) -> list[str]:
    """Write what a step works out, with a place for each number."""
    bias, whole = live.neuron.learns_bias, not live.neuron.half
    total = "{x1} × ({w1}) + ({x2}) × ({w2})" + (" + ({b})" if bias else "")
    twice = "2 × " if whole else ""
    # With a bias its step has the place of the error, which stands in the picture as well.
    last = f"Δb = {twice}{{eta}} × ({{delta|gradient}}) = {{db|step}}" if bias else (
        f"E = ({{error}})²{'' if whole else ' / 2'} = {{loss_now}}")  # fmt: skip
    return [
        BETWEEN.join([
            f"h = {total} = {{h}}", "ŷ = f(h) = 1 / (1 + e^(−({h}))) = {y_hat}", "y − ŷ = {y} − ({y_hat}) = {error}"]),
        BETWEEN.join([
            "f′(h) = {y_hat} × (1 − {y_hat}) = {slope}", "δ = ({error}) × ({slope}) = {delta|gradient}", last]),
        BETWEEN.join(
            f"Δw{sub} = {twice}{{eta}} × ({{delta|gradient}}) × ({{x{k}}}) = {{dw{k}|step}}"
            for k, sub in ((1, "₁"), (2, "₂"))),
    ]  # fmt: skip


@remembered(32)
def arithmetic(live: NeuronRun) -> Printed:
    """Write the arithmetic of every frame."""
    s, shown = live.settings, tables.of(live).shown
    values: dict[str, Any] = {"eta": s.learning_rate, "x1": s.x1, "x2": s.x2, "y": s.y}
    told = {name: column[shown] for name, column in tables.numbers_of(live).items() if column.ndim}
    return printed(lines(live), values | told)
