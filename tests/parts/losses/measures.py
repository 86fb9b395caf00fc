"""What the lessons on losses claim, measured on the page's own results."""

import numpy as np
import pytest

from pages.parts.losses import run as losses


def losses_measures(settings, after):
    """What the view of the lesson comes to; `after` is what its transport bar has come to."""
    views = {
        "differences": lambda: of_differences(settings, after),
        "batch": lambda: of_a_batch(settings),
        "zero": lambda: of_a_zero(settings, after),
        "outlier": lambda: of_a_far_point(settings, after),
        "entropy": lambda: of_a_belief(settings, after),
    }
    return {name: lambda value=value: value for name, value in views[settings.view]().items()}


def of_differences(settings, frame):
    three, named = losses.three_lines(settings), list(losses.LINES)
    sums = {f"sum_{name}": float(value) for name, value in zip(named, three.sums, strict=True)}
    squares = {f"mse_{name}": float(value) for name, value in zip(named, three.mse, strict=True)}
    return sums | squares | {"sum": float(losses.differences(settings).sums[frame])}


def of_a_batch(settings):
    return {
        f"{what}_{name}": value
        for name, made in zip("AB", losses.batch(settings), strict=True)
        for what, value in (("loss", made.mean_loss), ("right", made.right.sum()), ("dearest", made.losses.max()))
    }


def of_a_zero(settings, frame):
    made = losses.zero(settings)
    numbers = {"unguarded": made.batch["none"][0], "mean": made.batch["none"].mean()}
    found = {f"{name}_is_a_number": not np.isnan(value) for name, value in numbers.items()}
    charges = {f"charge_{guard}": charged[frame] for guard, charged in made.charged.items()}
    return found | charges | {"guarded": made.batch["floor"][0]}


def of_a_far_point(settings, lift):
    made = losses.outlier(settings)
    frame = int(np.abs(made.lifts - lift).argmin())
    assert made.lifts[frame] == pytest.approx(lift)
    return {f"slope_{name}": lines[frame, 0] for name, lines in made.by.items()}


def of_a_belief(settings, hundredths):
    made = losses.coin_of(settings)
    frame = int(np.abs(made.q - hundredths / 100).argmin())
    return {
        "cross_entropy": made.cross[frame],
        "misprint": made.entropy,
        "cheapest_belief": made.q[made.cross.argmin()],
    }
