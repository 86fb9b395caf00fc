"""The neuron's descent as the few lines of Python that repeat it with the core."""

from pages.parts.neuron.one.run import NeuronRun


def program(live: NeuronRun) -> str:
    """Write the few lines of Python that repeat the descent with the core."""
    s = live.settings
    how = [*(["half=False"] if s.error == "whole" else []), *(["learns_bias=True"] if s.bias == "on" else [])]
    neuron = ", ".join([f"[{s.x1}, {s.x2}]", f"{s.y}", *how])
    return "\n".join(
        [
            "from gdcore.descent import descend",
            "from gdcore.neuron import Neuron, three_ways",
            "from gdcore.optimizers import GradientDescent",
            "",
            f"neuron = Neuron({neuron})",
            f"path = descend(neuron, GradientDescent({s.learning_rate}), {s.start()}, {s.steps})",
            "print(path.verdict)",
            f"print(three_ways(neuron, {s.start()}, {s.learning_rate}))",
        ]
    )
