"""The few lines of Python that repeat a run of the page without it."""

from collections.abc import Sequence

from pages.parts.mnist.settings import MnistSettings
from pages.ui.controls.rate_schedule import names_of


def program(journal: Sequence[tuple[int, MnistSettings]], updates: int) -> str:
    """Write the few lines of Python that repeat a run with the core, changes on the way included.

    Args:
        journal: the settings it went by, each with the update from which on.
        updates: how far it went.
    """
    scheduled = sorted(names_of([settings.rates() for _, settings in journal]))
    rules = sorted({settings.optimizer for _, settings in journal})
    first = journal[0][1]
    lines = [
        "from gdcore import mnist",
        "from gdcore.network import TwoLayerNet",
        f"from gdcore.optimizers import {', '.join(rules)}",
        *([f"from gdcore.schedules import {', '.join(scheduled)}"] if scheduled else []),
        "from gdcore.training import Training",
        "",
        "run = Training(",
        f"    TwoLayerNet(hidden={first.hidden}, activation={first.activation!r}),",
        f"    {first.rule()!r},",
        "    mnist.load(),",
        f"    batch_size={first.batch_size},",
        f"    replacement={first.sampling == 'random'},",
        f"    scale={first.weights_scale()!r},",
        f"    seed={first.seed},",
        *([f"    schedule={first.rates()!r},"] if scheduled else []),
        ")",
    ]
    done = 0
    for update, settings in journal[1:]:
        then = f", {settings.rates()!r}" if scheduled else ""
        drawn = f"{settings.batch_size}, {settings.sampling == 'random'}"
        lines += [f"run.advance({update - done})", f"run.change({settings.rule()!r}, {drawn}{then})"]
        done = update
    return "\n".join([*lines, f"run.advance({updates - done})", "print(run.evaluate())"])
