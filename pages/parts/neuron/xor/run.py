"""Two nets of 2-2-1 trained on exclusive or by the same method from the same start: with a bend, and without."""

from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Array, IntArray
from gdcore.dense_net import DenseNet, YesOrNo
from gdcore.descent import Path, descend
from gdcore.xor import ANSWERS, CORNERS
from pages.parts.neuron.settings import NeuronSettings
from pages.ui.keeping import kept

SIZES, SCALE = (2, 2, 1), 1.0


@dataclass(frozen=True, eq=False)
class Trained:
    """One net's training, whole.

    Attributes:
        batch: the net on the four corners.
        path: where its parameters went.
        right: (updates + 1,) corners on the right side.
    """

    batch: YesOrNo
    path: Path
    right: IntArray

    @property
    def solved(self) -> int | None:
        """The update from which on all four are right; None when they are not at the end."""
        wrong = np.flatnonzero(self.right < len(ANSWERS))
        since = int(wrong[-1]) + 1 if wrong.size else 0
        return since if since < len(self.right) else None

    def probabilities(self, x: Array) -> Array:
        """Return the net's answers to some corners after every update: (n, 2) -> (updates + 1, n)."""
        return self.batch.net.probability(self.path.thetas, x)


@dataclass(frozen=True, eq=False)
class XorRun:
    """Both trainings."""

    settings: NeuronSettings
    bent: Trained
    straight: Trained


def run(settings: NeuronSettings) -> XorRun:
    """Return both trainings of these settings; the same settings are computed once for all visitors."""
    return _run(settings.of_view())


@kept(16)
def _run(settings: NeuronSettings) -> XorRun:
    return XorRun(settings, _trained(settings, settings.bend), _trained(settings, "identity"))


def _trained(settings: NeuronSettings, activation: str) -> Trained:
    net = DenseNet(SIZES, activation)
    batch = net.on(CORNERS, ANSWERS)
    start = net.initial(np.random.default_rng(settings.seed), SCALE)
    path = descend(batch, settings.rule(), start, settings.updates)
    with np.errstate(all="ignore"):
        return Trained(batch, path, batch.right(path.thetas))
