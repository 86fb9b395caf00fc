"""What the neuron's view says of a descent: the verdict, and the arithmetic of a step."""

from gdcore.surroundings import TOLERANCE
from pages.parts.neuron.one.run import NeuronRun
from pages.ui.text import number, plain, t


def verdict(live: NeuronRun) -> str:
    """Say what becomes of the neuron and why, with the numbers that show it."""
    first, last = float(live.passed.y_hat[0, 0]), float(live.passed.y_hat[-1, 0])
    said = {
        "first": f"{first:.5g}",
        "target": number(live.settings.y),
        "last": f"{last:.5g}",
        "steps": number(live.settings.steps),
        "step": number(live.path.verdict.step),
        "near": f"{TOLERANCE:g}",
    }
    if not live.steps[0].any():
        return t("Nothing moves: every input is 0, and each weight's step is η δ times its own input.")
    kind = live.path.verdict.kind
    if kind == "converged" and live.path.verdict.step == 0:
        return t("It says {first}, not {target}; it starts within {near} of the minimum.", **said)
    if kind == "converged":
        return t("It says {first}, not {target}; after {step} steps it is within {near} of the minimum.", **said)
    if live.floor is None:
        return t("It says {first}, not {target}, which no weights reach; after {steps} steps it says {last}.", **said)
    if kind == "oscillating":
        return t("The rate is too large: the answer swings about {target}, step after step.", **said)
    return t("It says {first}, not {target}; after {steps} steps it says {last}.", **said)


def place(live: NeuronRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    return t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.steps))


def arithmetic(live: NeuronRun) -> list[str]:
    """Write the arithmetic of a step, to be filled in by the transport bar."""
    s = live.settings
    x1, x2, y = plain(s.x1), plain(s.x2), plain(s.y)
    factor = "2 " if s.error == "whole" else ""
    plus, bias = (" + ({b})", f"    Δb = {factor}η δ = {{db|step}}") if s.bias == "on" else ("", "")
    half = "½ " if s.error == "half" else ""
    steps = "    ".join(
        f"Δw{sub} = {factor}η δ x{sub} = {'2 × ' if factor else ''}{number(s.learning_rate)} × ({{delta|gradient}}) × "
        f"{_signed(x)} = {{dw{k}|step}}"
        for k, sub, x in ((1, "₁", x1), (2, "₂", x2))
    )
    return [
        f"h = {x1} × ({{w1}}) + {_signed(x2)} × ({{w2}}){plus} = {{h}}    ŷ = f(h) = {{y_hat}}    "
        f"y − ŷ = {y} − {{y_hat}} = {{error}}",
        f"f′(h) = ŷ (1 − ŷ) = {{slope}}    δ = (y − ŷ) f′(h) = {{delta|gradient}}    E = {half}(y − ŷ)² = {{loss_now}}"
        f"{bias}",
        steps,
    ]


def _signed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def ways(live: NeuronRun) -> dict[str, list[str]]:
    """Return the first step three times, as the columns of a table."""
    names = {"by_hand": t("by hand"), "numerical": t("numerical"), "by_the_rule": "GradientDescent"}  # fmt: skip
    columns = {t("the first step"): list(names.values())}
    for k, title in enumerate(("Δw₁", "Δw₂", "Δb")[: live.neuron.size]):
        columns[title] = [all_digits(float(getattr(live.ways, name)[k])) for name in names]
    return columns


def all_digits(value: float) -> str:
    """Write a number with so many digits that a difference of the ways would show."""
    return f"{value:.11f}".replace("-", "−") if abs(value) >= 1e-6 or value == 0 else f"{value:.9g}".replace("-", "−")
