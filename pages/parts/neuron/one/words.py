"""What the neuron's view says of a descent: the verdict, and the first step three ways."""

from gdcore.surroundings import TOLERANCE
from pages.parts.neuron.one.run import NeuronRun
from pages.ui.text import number, plain, t

DIGITS = 10  # of a step: enough for a difference of the three ways to show


def verdict(live: NeuronRun) -> str:
    """Say what becomes of the neuron and why, with the numbers that show it."""
    first, last = float(live.passed.y_hat[0, 0]), float(live.passed.y_hat[-1, 0])
    said = {
        "first": plain(first),
        "target": number(live.settings.y),
        "last": plain(last),
        "steps": number(live.settings.steps),
        "step": number(live.path.verdict.step),
        "near": number(TOLERANCE),
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


def step_label(live: NeuronRun) -> str:
    """Write where the frame stands, to be filled in by the transport bar."""
    return t("step {k} of {n}").replace("{k}", "{step}").replace("{n}", number(live.settings.steps))


def start(live: NeuronRun) -> str:
    """Write the numbers of the first step with eight digits."""
    said = {name: number(float(values[0, 0]), 8) for name, values in live.passed._asdict().items()}
    return t("At the start h = {h}, ŷ = {y_hat}, y − ŷ = {error}, f′(h) = {slope}, δ = {delta}.", **said)


def ways(live: NeuronRun) -> dict[str, list[str]]:
    """Return the first step three times, as the columns of a table."""
    names = {"by_hand": t("by hand"), "numerical": t("numerical"), "by_the_rule": "GradientDescent"}  # fmt: skip
    columns = {t("the first step"): list(names.values())}
    for k, title in enumerate(("Δw₁", "Δw₂", "Δb")[: live.neuron.size]):
        columns[title] = [number(float(getattr(live.ways, name)[k]), DIGITS) for name in names]
    return columns
