"""The neuron's descent: its weights from the start, and where the floor of its error is."""

from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Array
from gdcore.descent import Path, descend
from gdcore.neuron import Neuron, Pass, ThreeWays, three_ways
from gdcore.optimizers import GradientDescent
from pages.parts.neuron.settings import NeuronSettings
from pages.ui.keeping import kept


@dataclass(frozen=True, eq=False)
class NeuronRun:
    """One descent of one neuron, whole.

    Attributes:
        settings: what it goes by.
        neuron: the error over its weights.
        path: where they went.
        passed: what stood on the wires at every step, (steps + 1, 1) each.
        ways: the first step, computed three times.
        floor: the nearest weights, to the start, that answer the target; None where none do.
    """

    settings: NeuronSettings
    neuron: Neuron
    path: Path
    passed: Pass
    ways: ThreeWays
    floor: Array | None

    @property
    def steps(self) -> Array:
        """The step taken from each place, (steps + 1, size): eta delta x."""
        return -self.settings.learning_rate * self.path.gradients

    @property
    def surface(self) -> Neuron:
        """The error over the two weights: with a bias, at the bias that the run ends with."""
        if not self.neuron.learns_bias:
            return self.neuron
        return self.neuron.at_bias(float(self.path.thetas[-1, 2]))


def run(settings: NeuronSettings) -> NeuronRun:
    """Return the descent of these settings; the same settings are computed once for all visitors."""
    return _run(settings.of_view())


@kept(32)
def _run(settings: NeuronSettings) -> NeuronRun:
    neuron, start = settings.neuron(), settings.start()
    path = descend(neuron, GradientDescent(settings.learning_rate), start, settings.steps)
    ways = three_ways(neuron, start, settings.learning_rate)
    return NeuronRun(settings, neuron, path, neuron.forward(path.thetas), ways, neuron.nearest_answer(np.array(start)))
